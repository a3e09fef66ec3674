// What each event does to its round, and when it may not.

package import AssessmentModel
package import AuditLedger
import EventModel
import HashTreeCollections
package import Reasons
import Scoring

// MARK: the draw and the seats

extension Round {
    mutating func list(_ candidate: Candidate, _ told: Told) throws(LedgerError) {
        guard candidates.updateValue(candidate, forKey: candidate.id) == nil else {
            throw told.fault(.codeUsedAgain, ["code": .text(candidate.id.text)])
        }
        guard let sitter = told.sitter else { return try told.requireKnown("sitter") }
        drawn[candidate.id] = sitter
        sources[sitter] = candidate.source
    }

    mutating func commit(_ commitment: Commitment, _ told: Told) throws(LedgerError) {
        guard commitment.candidates == candidates.count else {
            throw told.fault(
                .number(of: .candidates, commitment.candidates, expected: candidates.count), as: .mismatch)
        }
        self.commitment = commitment
        committedOn = told.day
        seed = told.seed
        guard let bound = commitment.reserve else { return }
        reserve = told.reserve
        if reserve == nil { try told.requireKnown("reserve") }
        guard reserve.map({ Hash.plain(Array($0.utf8)).hex == bound }) ?? true else {
            throw told.fault(.seedOther, as: .mismatch)
        }
    }

    /// `isLater`: whether it may not be held on the day of its commitment, when its witness may have been known.
    mutating func hold(
        _ seed: String, _ witness: String, isLater: Bool, _ told: Told
    ) throws(LedgerError) {
        guard !isLater || told.day > committedOn else {
            throw told.fault(.drawSameDay, of: .round(id), as: .outOfRange)
        }
        guard let commitment, Hash.plain(Array(seed.utf8)).hex == commitment.digest else {
            throw told.fault(.seedOther, as: .mismatch)
        }
        draw = (seed, witness)
    }

    mutating func assign(
        _ place: LedgerEvent.Place, _ told: Told, _ pool: [ExpertID: Expert]
    ) throws(LedgerError) {
        guard seats[place.seat] == nil else { throw told.fault(.notAgain, of: .seat(place.seat)) }
        guard let opening, seats.count < opening.seats else {
            throw told.fault(.rosterDiffers, .round(id), as: .mismatch)
        }
        if told.sitter == nil { try told.requireKnown("sitter") }
        try requireTakingPart(place.zone, told)
        try requireSeatable(told.sitter, at: place.zone, told)
        seat(
            Seat(
                id: place.seat, zone: place.zone, expert: told.sitter, source: source(of: told.sitter, pool),
                isCalled: false))
        if seats.count == opening.seats { try checkRoster(opening.roster, told) }
    }

    /// What somebody was drawn as; without a draw what the pool says now.
    private func source(of expert: ExpertID?, _ pool: [ExpertID: Expert]) -> Expert.Source? {
        guard let expert else { return nil }
        return sources[expert] ?? pool[expert]?.source
    }

    /// The roster that the opening bound, once all its seats are there; and the panels that the draw gives.
    private func checkRoster(_ roster: String, _ told: Told) throws(LedgerError) {
        guard try Roster.digest(of: seats.values.map { ($0.zone, $0.id) }) == roster else {
            throw told.fault(.rosterDiffers, .round(id), as: .mismatch)
        }
        if terms != nil, Set(seats.values.map(\.zone)).count < takingPart.count {
            throw told.fault(.rosterZoneEmpty, .round(id), as: .missing)
        }
        guard let draw, let quotas = commitment?.quotas else { return }
        let order = DrawOrder(candidates.values, seed: draw.seed, witness: draw.witness)
        for (zone, there) in Dictionary(grouping: seats.values, by: \.zone) {
            let panel = order.panel(at: zone, quotas: quotas)
            guard panel.count == there.count else {
                throw told.fault(.panelDiffers, .zone(zone), as: .mismatch)
            }
            let experts = there.compactMap(\.expert).sorted()
            let drawn = panel.compactMap { self.drawn[$0.id] }.sorted()
            guard experts == drawn || experts.count < there.count || drawn.count < panel.count else {
                throw told.fault(.panelDiffers, .zone(zone), as: .mismatch)
            }
        }
    }

    /// No event of scoring stands before all seats of the roster are assigned.
    func requireRosterFilled(_ told: Told) throws(LedgerError) {
        guard let opening, seats.count >= opening.seats else {
            throw told.fault(
                .rosterNotFilled, ["type": .event(told.type), "seats": .number(opening?.seats ?? 0)], as: .missing)
        }
    }

    private func requireSeatable(_ expert: ExpertID?, at zone: ZoneID, _ told: Told) throws(LedgerError) {
        if let terms, !terms.has(zone) {
            throw told.fault(.notOfRound, of: .zone(zone))
        }
        if let expert, sitting[zone]?.contains(expert) == true {
            throw told.fault(.expertSeatedTwice, .zone(zone))
        }
    }

    private mutating func seat(_ seat: Seat) {
        seats[seat.id] = seat
        let before = places[seat.zone]?.firstIndex { $0 > seat.id }
        places[seat.zone, default: []].insert(seat.id, at: before ?? places[seat.zone]?.count ?? 0)
        if let expert = seat.expert { sitting[seat.zone, default: []].insert(expert) }
    }

    /// `isRemoved`: by two officers.
    mutating func recuse(_ wasSealed: Bool, isRemoved: Bool = false, _ told: Told) throws(LedgerError) {
        try requireRosterFilled(told)
        tally.recused += 1
        if wasSealed { tally.recusedAfterSeal += 1 }
        guard let place = told.seat else { return try told.requireKnown("place") }
        guard let seat = seats[place.seat], seat.zone == place.zone, !seat.isRecused else {
            throw told.fault(.seatNotOpen, of: .seat(place.seat))
        }
        guard seat.isSealed == wasSealed else {
            throw told.fault(.seatSealedWrong, .seat(place.seat), as: .mismatch)
        }
        seats[place.seat]?.state = .recused(told.seq)
        seats[place.seat]?.isRemoved = isRemoved
    }

    mutating func call(_ told: Told, _ pool: [ExpertID: Expert]) throws(LedgerError) {
        tally.called += 1
        guard let call = told.call, let sitter = told.sitter else { return try told.requireKnown("call") }
        guard let replaced = seats[call.replaced], replaced.isRecused, replaced.zone == call.zone else {
            throw told.fault(.seatNotOpen, of: .seat(call.replaced))
        }
        guard seats[call.seat] == nil else { throw told.fault(.notAgain, of: .seat(call.seat)) }
        try requireSeatable(sitter, at: call.zone, told)
        if let named = try substitute(for: call.replaced), named != sitter {
            throw told.fault(.panelDiffers, .zone(call.zone), as: .mismatch)
        }
        seat(Seat(id: call.seat, zone: call.zone, expert: sitter, source: source(of: sitter, pool), isCalled: true))
    }

    /// The expert whom the draw names next for a seat's source; nil without a draw or when nobody is left.
    package func substitute(for seat: SeatID) throws(LedgerError) -> ExpertID? {
        guard let draw, let seat = seats[seat], let source = seat.source,
            let seed = commitment?.reserve == nil ? draw.seed : reserve
        else { return nil }
        let there = Set(seats(at: seat.zone).compactMap(\.expert))
        let taken = Set(drawn.filter { there.contains($0.value) }.keys)
        return DrawOrder(candidates.values, seed: seed, witness: draw.witness)
            .substitute(at: seat.zone, from: source, besides: taken).flatMap { drawn[$0.id] }
    }
}

// MARK: facts, marks, sheets

extension Round {
    /// A later value takes the place of an earlier one.
    mutating func record(_ told: Told, at zone: ZoneID) throws(LedgerError) {
        guard isOfRound(zone) else { throw told.fault(.notOfRound, of: .zone(zone)) }
        if told.facts.isEmpty { try told.requireKnown("fact") }
        guard Set(told.facts.map(\.fact)).count == told.facts.count else {
            throw told.fault(.toldTwice, ["name": .concealed("fact")])
        }
        for (fact, value) in told.facts { facts[zone, default: [:]][fact] = value }
    }

    mutating func save(_ told: Told) throws(LedgerError) {
        guard let cell = told.cell else { return try told.requireKnown("cell") }
        try requireNext(cell, told)
        // Asked apart: a seat held here would be copied with all its cells.
        seats[cell.seat]?.cells[cell.indicator] = Seat.Cell(
            version: cell.version, hundredths: cell.hundredths, comment: told.comments.first?.text,
            isHidden: !told.undisclosed.isEmpty)
        seats[cell.seat]?.lastDay = told.day
    }

    private func requireNext(_ cell: Concealed.CellValue, _ told: Told) throws(LedgerError) {
        guard let seat = seats[cell.seat], seat.zone == cell.zone, seat.isOpen else {
            throw told.fault(.seatNotOpen, of: .seat(cell.seat))
        }
        try requireTakingPart(cell.zone, told)
        if let hundredths = cell.hundredths { try requireOnGrid(hundredths, for: cell.indicator, told) }
        let version = seat.cells[cell.indicator]?.version ?? 0
        guard cell.version == version + 1 else {
            throw told.fault(
                .cellVersionOther, ["found": .number(cell.version), "current": .number(version)], as: .mismatch)
        }
    }

    /// An expert seals what was saved: nobody can put another sheet in its place.
    func requireCells(_ told: Told) throws(LedgerError) {
        guard told.isForProof, let place = told.seat, let marks = told.sheet, let seat = seats[place.seat] else {
            return
        }
        guard marks == seat.cells.compactMapValues(\.hundredths) else {
            throw told.fault(.marksOther, of: .seat(place.seat), as: .mismatch)
        }
        let comments = Dictionary(told.comments.map { ($0.indicator, $0.text) }) { $1 }
        let saved = seat.cells.filter { !$0.value.isHidden }.compactMapValues {
            $0.comment?.isEmpty == false ? $0.comment : nil
        }
        let shown = comments.filter { seat.cells[$0.key]?.isHidden != true }
        // Comments that were erased here say nothing; those that are left say what was saved.
        let isRight = told.undisclosed.isEmpty ? shown == saved : shown.allSatisfy { saved[$0.key] == $0.value }
        guard isRight else { throw told.fault(.commentsOther, of: .seat(place.seat), as: .mismatch) }
    }

    mutating func seal(_ told: Told) throws(LedgerError) {
        try requireRosterFilled(told)
        tally.sealed += 1
        guard let place = told.seat, let marks = told.sheet else { return try told.requireKnown("sheet") }
        guard let seat = seats[place.seat], seat.zone == place.zone, seat.isOpen else {
            throw told.fault(.seatNotOpen, of: .seat(place.seat))
        }
        try requireTakingPart(place.zone, told)
        try requireOnGrid(marks, told)
        seats[place.seat]?.state = .sealed(told.seq)
        seats[place.seat]?.marks = marks
        seats[place.seat]?.comments = Dictionary(told.comments.map { ($0.indicator, $0.text) }) { $1 }
        seats[place.seat]?.lastDay = told.day
    }

    /// Every mark is of an indicator that experts score at this scheme, and one that its grid has.
    func requireOnGrid(_ marks: [CriterionID: Int], _ told: Told) throws(LedgerError) {
        for (indicator, hundredths) in marks { try requireOnGrid(hundredths, for: indicator, told) }
    }

    private func requireOnGrid(_ hundredths: Int, for indicator: CriterionID, _ told: Told) throws(LedgerError) {
        if let why = terms?.refusal(of: hundredths, for: indicator) { throw told.fault(why, as: .outOfRange) }
    }

    mutating func callReread(_ told: Told) throws(LedgerError) {
        guard let spot = told.spot else { return try told.requireKnown("spot") }
        guard seats[spot.seat]?.isSealed == true, seats[spot.seat]?.marks[spot.indicator] != nil else {
            throw told.fault(.notSealed, of: .seat(spot.seat))
        }
        try requireTakingPart(spot.zone, told)
        rereads[told.seq] = Reread(zone: spot.zone, seat: spot.seat, indicator: spot.indicator)
    }

    mutating func answerReread(_ told: Told) throws(LedgerError) {
        guard let spot = told.spot, let reason = told.reason else { return try told.requireKnown("spot") }
        let open = rereads.filter { _, reread in
            reread.seat == spot.seat && reread.indicator == spot.indicator && !reread.isAnswered
        }
        guard let seq = open.keys.min() else { throw told.fault(.notWaiting, of: .seat(spot.seat)) }
        rereads[seq]?.answer = reason.text
        rereads[seq]?.isAnswered = true
    }

    mutating func propose(_ told: Told) throws(LedgerError) {
        guard closed == nil || !reopened.isEmpty else {
            throw told.fault(.notReopened, ["type": .event(told.type), "what": .round(id)])
        }
        guard let cell = told.cell, let hundredths = cell.hundredths, let word = told.reason else {
            try told.requireKnown("cell")
            revisions[told.seq] = Revision(
                zone: "", seat: "", indicator: "", hundredths: 0, comment: nil, reason: .arithmetic, text: "",
                proposer: nil)
            return
        }
        guard let reason = Revision.Ground(rawValue: word.word) else {
            throw told.fault(.found(word.word, expected: .word))
        }
        guard seats[cell.seat]?.isSealed == true, seats[cell.seat]?.zone == cell.zone else {
            throw told.fault(.notSealed, of: .seat(cell.seat))
        }
        try requireTakingPart(cell.zone, told)
        let isReopened = reopened.contains(Touched(zone: cell.zone, indicator: cell.indicator))
        guard (closed == nil) == (reason != .objection), closed == nil || isReopened else {
            throw told.fault(
                .notReopened,
                ["type": .event(told.type), "what": .list([.zone(cell.zone), .indicator(cell.indicator)])])
        }
        try requireOnGrid([cell.indicator: hundredths], told)
        revisions[told.seq] = Revision(
            zone: cell.zone, seat: cell.seat, indicator: cell.indicator, hundredths: hundredths,
            comment: told.comments.first?.text, reason: reason, text: word.text, proposer: told.actor?.user)
    }

    mutating func decide(_ proposal: Int, _ isConfirmed: Bool, _ told: Told) throws(LedgerError) {
        guard let revision = revisions[proposal], revision.isConfirmed == nil else {
            throw told.fault(.notWaiting, of: .event(proposal))
        }
        if let decider = told.actor?.user, decider == revision.proposer {
            throw told.fault(.secondPersonSame)
        }
        revisions[proposal]?.isConfirmed = isConfirmed
        if isConfirmed, closed != nil { confirmedSince += 1 }
        guard isConfirmed, seats[revision.seat] != nil else { return }
        seats[revision.seat]?.marks[revision.indicator] = revision.hundredths
        if let comment = revision.comment { seats[revision.seat]?.comments[revision.indicator] = comment }
    }
}

extension Scheme {
    /// Why a mark may not stand for what `criterion` is under this id; nil where it may.
    package func refusal(of mark: Fraction, for indicator: CriterionID, _ criterion: Criterion?) -> Reason? {
        guard let criterion else { return Reason(.indicatorUnknown, .indicator(indicator)) }
        guard criterion.indicator?.rule == nil else { return Reason(.indicatorByRule, .indicator(indicator)) }
        return grid(of: criterion).refusal(of: mark, points: criterion.points).map { $0.reason(for: indicator) }
    }
}

extension Round.Terms {
    /// Why a mark may not stand; nil where it may.
    package func refusal(of hundredths: Int, for indicator: CriterionID) -> Reason? {
        if isPlain(hundredths, for: indicator) { return nil }
        return scheme.refusal(of: Fraction(hundredths: hundredths), for: indicator, indicators[indicator])
    }

    /// Vetoes, and items that give or take points.
    package var items: [SchemeItem] { scheme.vetoes + scheme.bonus.items + scheme.deductions.items }

    /// Whether an objection may be about it: an indicator or an item.
    package func hasSubject(_ subject: CriterionID) -> Bool {
        indicators[subject] != nil || items.contains { $0.id.text == subject.text }
    }

    /// The facts that an indicator's rule reads; an item's own.
    package func facts(of indicator: CriterionID) -> Set<FactName> {
        if let item = items.first(where: { $0.id.text == indicator.text }) { return [item.fact] }
        let rule = indicators[indicator]?.indicator?.rule
        return Set(rule?.needs(benchmarks: Set(scheme.benchmarks.map(\.id))).map(\.key.name) ?? [])
    }
}
