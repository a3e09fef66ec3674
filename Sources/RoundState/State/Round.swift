// 评估批次: one scoring of a set of zones, from its plan to its final result.

package import AssessmentModel
package import EventModel
package import HashTreeCollections
package import Reasons
import Scoring

/// A round as the events so far tell it.
package struct Round: Sendable {
    package let id: RoundID
    /// The event that planned it.
    package let planned: Int
    package let files: LedgerEvent.Planned
    /// What those files say; nil where they are not at hand.
    package internal(set) var terms: Terms?
    package internal(set) var candidates: [CandidateID: Candidate] = [:]
    /// The experts behind the candidates, where that is disclosed.
    package internal(set) var drawn: [CandidateID: ExpertID] = [:]
    package internal(set) var commitment: Commitment?
    /// The day on which the draw was committed to.
    package internal(set) var committedOn = ""
    package internal(set) var seed: String?
    /// The seed that orders substitutes, where it is disclosed.
    var reserve: String?
    package internal(set) var draw: (seed: String, witness: String)?
    package internal(set) var opening: (seq: Int, roster: String, seats: Int)?
    /// The days on which seats were opened and the round was closed.
    package internal(set) var openedOn: String?
    package internal(set) var closedOn: String?
    package internal(set) var seats: TreeDictionary<SeatID, Seat> = [:]
    /// The seats at each zone, by code.
    var places: [ZoneID: [SeatID]] = [:]
    /// Who sits or sat at a zone, as far as that is disclosed.
    var sitting: [ZoneID: Set<ExpertID>] = [:]
    /// What experts were drawn as.
    var sources: [ExpertID: Expert.Source] = [:]
    package internal(set) var facts: [ZoneID: [String: String]] = [:]
    /// How many events tell of something whose seat is concealed.
    var tally = Tally()
    package internal(set) var rereads: [Int: Reread] = [:]
    package internal(set) var revisions: [Int: Revision] = [:]
    package internal(set) var reopenings: [Int: Reopening] = [:]
    /// By the events that proposed them.
    package internal(set) var acts: [Int: PendingAct] = [:]
    package internal(set) var withdrawals: [ZoneID: Withdrawal] = [:]
    package internal(set) var counted: [SeatID: CountedSeat] = [:]
    /// The seat that was counted last.
    var lastCounted: (zone: ZoneID, seat: SeatID)?
    /// Revisions confirmed, and marks recounted, since the newest result: one of the first for each of the second.
    var confirmedSince = 0
    var recountedSince = 0
    package internal(set) var closed: Int?
    package internal(set) var late = 0
    /// Oldest first; the last one counts.
    package internal(set) var results: [ResultEntry] = []
    package internal(set) var notice: (seq: Int, from: String, to: String)?
    /// The days that the notice had when it was published, whatever put them later.
    package internal(set) var firstNotice: NoticeDays?
    package internal(set) var objections: [ObjectionID: Objection] = [:]
    package internal(set) var finalised: Int?
    /// 认定通报: what the newest final result is made public under.
    package internal(set) var finding: Finding?
    /// Oldest first.
    package internal(set) var corrections: [Correction] = []
    /// Oldest first.
    package internal(set) var resumptions: [TakenUp] = []
    /// By the events that asked.
    package internal(set) var questions: [Int: Question] = [:]
    package internal(set) var clarifications: [Clarification] = []
    package internal(set) var missingEvidence: [Int: MissingEvidence] = [:]
    /// Which auditors have looked at what was never sealed.
    package internal(set) var draftReaders: [SeatID: Set<UserID>] = [:]
    /// By when sheets should be sealed, where that was put later than planned.
    package internal(set) var scoringUntil: String?
    package internal(set) var withdrawn: Int?
    package internal(set) var broken: (seq: Int, statement: String)?
    package internal(set) var released: [String: String]?
    /// The event that released them.
    package internal(set) var releasedBy: Int?
    /// Papers whose bytes are named, oldest first.
    package internal(set) var issues: [PaperIssue] = []

    init(id: RoundID, planned: Int, files: LedgerEvent.Planned, terms: Terms?) {
        self.id = id
        self.planned = planned
        self.files = files
        self.terms = terms
    }

    /// The frozen files of a round.
    package struct Terms: Sendable {
        package let plan: RoundPlan
        package let scheme: Scheme
        /// By id.
        package let zones: [Zone]
        /// The scheme's indicators by id: every saved mark asks for one.
        package let indicators: [CriterionID: Criterion]
        /// What marks of an indicator may be, in hundredths, where its grid is of such.
        private let ranges: [CriterionID: MarkRange]
        private let marked: [Zone.Kind: [Criterion]]
        /// The facts that rules read of a zone of each kind, by name.
        let needs: [Zone.Kind: [String]]
        /// Of the zones in `zones`.
        private let order: [ZoneID: Int]

        package init(plan: RoundPlan, scheme: Scheme, zones: [Zone]) {
            self.plan = plan
            self.scheme = scheme
            self.zones = zones
            indicators = Dictionary(scheme.indicators.map { ($0.id, $0) }) { first, _ in first }
            ranges = indicators.compactMapValues { criterion in
                criterion.indicator?.rule == nil ? MarkRange(scheme.grid(of: criterion), criterion.points) : nil
            }
            marked = Dictionary(
                uniqueKeysWithValues: Set(zones.map(\.kind)).map { kind in
                    (kind, scheme.criteria(for: kind).filter { $0.indicator?.scoring == .experts })
                })
            let benchmarks = Set(scheme.benchmarks.map(\.id))
            needs = Dictionary(
                uniqueKeysWithValues: Set(zones.map(\.kind)).map { kind in
                    let rules = scheme.criteria(for: kind).compactMap { $0.indicator?.rule }
                    return (
                        kind, Set(rules.flatMap { $0.needs(benchmarks: benchmarks).map(\.key.description) }).sorted()
                    )
                })
            order = Dictionary(zones.enumerated().map { ($1.id, $0) }) { first, _ in first }
        }

        /// Whether a mark is plainly on the grid: the quick way past `refusal(of:for:)`.
        func isPlain(_ hundredths: Int, for indicator: CriterionID) -> Bool {
            ranges[indicator].map { 0...$0.highest ~= hundredths && hundredths % $0.step == 0 } ?? false
        }

        /// nil for one that the round does not have.
        package func zone(_ id: ZoneID) -> Zone? { order[id].map { zones[$0] } }

        package func has(_ zone: ZoneID) -> Bool { order[zone] != nil }

        /// The indicators that experts score at a zone, in the scheme's order; none at one that the round does not have.
        package func marked(at zone: ZoneID) -> [Criterion] { self.zone(zone).flatMap { marked[$0.kind] } ?? [] }
    }

    private struct MarkRange: Sendable {
        let step: Int
        let highest: Int

        init?(_ grid: MarkGrid, _ points: Fraction) {
            guard let step = grid.step.hundredths, step > 0, let highest = grid.highest(points: points).hundredths
            else {
                return nil
            }
            (self.step, self.highest) = (step, highest)
        }
    }

    struct Tally: Sendable, Equatable {
        var sealed = 0
        var recused = 0
        var recusedAfterSeal = 0
        var reopened = 0
        var called = 0
    }

    package var stage: Stage {
        if withdrawn != nil { return .withdrawn }
        if broken != nil { return .broken }
        if finalised != nil { return .final }
        if notice != nil { return .noticed }
        if closed != nil { return .closed }
        if opening != nil { return .scoring }
        if draw != nil { return .drawn }
        return commitment == nil ? .planned : .committed
    }

    package var result: ResultEntry? { results.last }

    /// A total with the decimals with which the scheme publishes it.
    package func published(_ total: String) -> String {
        guard let rounding = terms?.scheme.rounding, let value = Fraction(exactText: total) else { return total }
        return rounding.published(value)
    }

    /// By zone, then seat.
    package var seatsInOrder: [Seat] {
        var ordered: [Seat] = []
        ordered.reserveCapacity(seats.count)
        for zone in places.keys.sorted() {
            for id in places[zone] ?? [] {
                if let seat = seats[id] { ordered.append(seat) }
            }
        }
        return ordered
    }

    /// By code.
    package func seats(at zone: ZoneID) -> [Seat] {
        (places[zone] ?? []).compactMap { seats[$0] }
    }

    /// The seat of an expert at a zone: the newest, where one left and came back.
    package func seat(of expert: ExpertID, at zone: ZoneID) -> Seat? {
        seats(at: zone).first { $0.expert == expert }
    }
}

/// A sealed result, with everything that it was computed from.
package struct ResultEntry: Sendable {
    package let seq: Int
    package let snapshot: String
    package let counted: [SeatID: CountedSeat]
    package let facts: [ZoneID: [String: String]]
    package let closedBy: Int
    package let replaces: String?
    /// The zones that had withdrawn.
    package let withdrawn: Set<ZoneID>
    package internal(set) var zones: [ZoneID: ZoneResult?] = [:]
}

extension Round {
    /// Cells that upheld objections have opened and no result has taken in yet.
    package var reopened: Set<Touched> {
        Set(objectionsToTake.compactMap { objections[$0] }.map { Touched(zone: $0.zone, indicator: $0.indicator) })
    }

    /// Upheld objections that no result has taken in yet, by id.
    package var objectionsToTake: [ObjectionID] {
        let newest = results.last?.seq ?? 0
        return objections.values.filter { objection in
            !hasWithdrawn(objection.zone) && objection.decision.map { $0.isUpheld && $0.seq > newest } ?? false
        }.map(\.id).sorted()
    }

    /// An indicator of a zone.
    package struct Touched: Hashable {
        package let zone: ZoneID
        package let indicator: CriterionID

        package init(zone: ZoneID, indicator: CriterionID) {
            self.zone = zone
            self.indicator = indicator
        }
    }

    /// Facts that the rules of a zone read and nobody recorded.
    package var missingFacts: [Reason] {
        guard let terms else { return [] }
        return takingPart.flatMap { zone in
            (terms.needs[zone.kind] ?? []).filter { facts[zone.id]?[$0] == nil }.map {
                Reason(.factMissing, .zone(zone.id), ["fact": .text($0)])
            }
        }
    }

    /// Seats whose expert may not assess the zone by what the pool says now: a tie that was declared after the draw.
    package func conflicts(_ pool: [ExpertID: Expert]) -> [Reason] {
        (draw == nil ? [] : seatsInOrder).filter { !$0.isRecused && !hasWithdrawn($0.zone) }.compactMap { seat in
            guard let expert = seat.expert.flatMap({ pool[$0] }),
                let zone = terms?.zone(seat.zone), let conflict = expert.conflict(with: zone)
            else { return nil }
            return Reason(
                .seatConflicted, .seat(seat.id), ["zone": .named(.zone(seat.zone)), "conflict": .conflict(conflict)])
        }
    }

    /// Upheld objections that wait, and on which nothing was revised or corrected.
    package var idleObjections: [Objection] {
        // Not one that was rejected, or taken in before, about the same indicator.
        objectionsToTake.compactMap { objections[$0] }.filter { objection in
            guard let decision = objection.decision else { return false }
            let isRevised = revisions.contains { seq, revision in
                seq > decision.seq && revision.zone == objection.zone && revision.indicator == objection.indicator
            }
            // Another objection's correction at this zone is not this one's.
            let names = terms?.facts(of: objection.indicator) ?? []
            let isCorrected = facts[objection.zone, default: [:]].contains { fact, value in
                names.contains(FactKey(fact).name) && result?.facts[objection.zone]?[fact] != value
            }
            return !isRevised && !isCorrected
        }.sorted { $0.id < $1.id }
    }

    /// What still keeps the round from being closed.
    package var unfinished: [Reason] {
        rereads.values.filter { !$0.isAnswered && counts($0.seat) }
            .sorted { ($0.zone, $0.seat, $0.indicator) < ($1.zone, $1.seat, $1.indicator) }
            .map {
                Reason(
                    .rereadUnanswered, .seat($0.seat),
                    ["indicator": .named(.indicator($0.indicator)), "zone": .named(.zone($0.zone))])
            }
            + revisions.sorted { $0.key < $1.key }.filter { $0.value.isConfirmed == nil && counts($0.value.seat) }
            .map { Reason(.revisionUndecided, .event($0.key)) }
            + reopenings.sorted { $0.key < $1.key }.filter { $0.value.isGranted == nil && counts($0.value.seat) }
            .map { Reason(.reopeningUndecided, .event($0.key)) }
    }

    /// Whether what is asked of a seat still matters.
    private func counts(_ seat: SeatID) -> Bool {
        guard let seat = seats[seat] else { return true }
        return !seat.isRecused && !hasWithdrawn(seat.zone)
    }
}
