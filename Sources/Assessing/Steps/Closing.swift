// From the last sheet to the final result: the close, the notice, objections, certificates.

package import AssessmentModel
package import AuditLedger
package import EventModel
import HashTreeCollections
import PlainText
import Reasons
package import RoundState
import Scoring
import Storage

/// Accounts for every seat, computes the scores, seals the result.
package struct CloseRound: Action {
    package let useCase = UseCase.closeRound
    package let round: RoundID?
    /// How many sheets the officer knows to be missing: a close by mistake would cost experts their work.
    let missing: Int
    /// How many facts the officer knows to be missing: each leaves its zone without a verdict.
    let missingFacts: Int

    package init(_ round: RoundID, missing: Int = 0, missingFacts: Int = 0) {
        self.round = round
        self.missing = missing
        self.missingFacts = missingFacts
    }

    package var content: CanonicalJSON { [.integer(missing), .integer(missingFacts)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let terms = known.terms else { return }
        let unsealed = known.seatsInOrder.filter { $0.isOpen && !known.hasWithdrawn($0.zone) }
        let facts = known.missingFacts
        let conflicts = known.conflicts(appender.register.experts)
        let refusal =
            known.unfinished + conflicts + (unsealed.count == missing ? [] : self.refusal(of: unsealed, terms))
            + (facts.count == missingFacts ? [] : self.refusal(of: facts))
        guard refusal.isEmpty else { throw Refusal(refusal) }
        let isGrouped = !terms.scheme.aggregate.groups.isEmpty
        for seat in known.seatsInOrder {
            let place = LedgerEvent.Place(round: round, zone: seat.zone, seat: seat.id)
            let outcome = LedgerEvent.Outcome(state: seat.finalState, isCalled: seat.isCalled)
            let isSecond = appender.register.edition >= .second
            var concealed: [Concealed] = isSecond ? [.outcome(outcome)] : []
            if case .sealed(let seq) = seat.state { concealed += [.marks(seat.marks), .seal(seq)] }
            // A source narrows down who sits there: it is told only where the arithmetic needs it.
            if isGrouped, let source = seat.source {
                concealed.append(.source(source))
            }
            // Of a round that is not published yet, not even the number of values tells what became of a seat.
            while isSecond, concealed.count < 4 { concealed.append(.decoy) }
            try appender.append(.seatCounted(place, isSecond ? nil : outcome), concealing: concealed)
        }
        let count = { (state: SeatState) in known.seats.values.count { $0.finalState == state } }
        let account = LedgerEvent.Account(
            seats: known.seats.count, sealed: count(.sealed), recused: count(.recused), missed: count(.missed))
        try appender.appendSigned(.roundClosed(round, account))
        try appender.sealResult(of: round)
    }

    private func refusal(of facts: [Reason]) -> [Reason] {
        guard !facts.isEmpty else {
            return [Reason(.factsComplete, field: "missing-facts", ["expected": .number(missingFacts)])]
        }
        return facts + [Reason(.factsMissing, field: "missing-facts", ["count": .number(facts.count)])]
    }

    private func refusal(of unsealed: [Seat], _ terms: Round.Terms) -> [Reason] {
        guard !unsealed.isEmpty else {
            return [Reason(.sheetsComplete, field: "missing", ["expected": .number(missing)])]
        }
        let sheets = unsealed.map { seat in
            let marks = terms.marked(at: seat.zone).count
            return Reason(
                .sheetNotSealed, .seat(seat.id),
                [
                    "zone": .named(.zone(seat.zone)), "saved": .number(marks - terms.lacks(seat).marks.count),
                    "marks": .number(marks),
                ])
        }
        return sheets + [Reason(.sheetsMissing, field: "missing", ["count": .number(unsealed.count)])]
    }
}

extension Appender {
    /// Computes and seals the result that the counted sheets and facts give now.
    fileprivate mutating func sealResult(of id: RoundID, isSigned: Bool = false) throws {
        guard let round = register.rounds[id], let closed = round.closed else { return }
        let snapshot = try round.compute(
            round.counted, round.facts, withdrawn: Set(round.withdrawals.keys), closedBy: closed,
            replaces: round.result?.snapshot)
        let digest = try writing.insertFile(CanonicalJSON.encode(snapshot))
        let event = LedgerEvent.snapshotSealed(id, snapshot: digest)
        if isSigned { try appendSigned(event) } else { try append(event) }
        for zone in snapshot.zones.map(\.id) {
            guard let result = snapshot.result(of: zone, digest: digest) else { continue }
            try append(.resultSealed(id, zone), concealing: [.result(result)])
        }
    }
}

/// 公示: publishes the result for at least five working days.
package struct PublishNotice: TwoPersonStep {
    package let useCase = UseCase.publishNotice
    package let round: RoundID?
    let from: String
    let to: String

    package init(_ round: RoundID, from: String, to: String) {
        self.round = round
        self.from = from
        self.to = to
    }

    package var content: CanonicalJSON { [.string(from), .string(to)] }

    package func act(in register: Register, on day: String) throws -> Act {
        guard let round, let known = register.rounds[round], let result = known.result else {
            return .publish(snapshot: "", from: from, to: to)
        }
        guard known.withdrawalsNotTaken.isEmpty else { throw Refusal(.withdrawalsNotConcluded) }
        guard let first = Day(from), let last = Day(to), first <= last else {
            throw Refusal(.noticeDaysMalformed, field: "from", ["from": .text(from), "to": .text(to)])
        }
        guard from >= day else {
            throw Refusal(.noticeInThePast, field: "from", ["from": .text(from), "today": .text(day)])
        }
        guard let days = register.calendar.workdays(from: first, through: last) else {
            let years = Set([first.year, last.year]).sorted()
            throw Refusal(.calendarMissing, ["years": .list(years.map { .number($0) })])
        }
        guard days >= Round.noticeDays else {
            throw Refusal(
                .noticeTooShort, field: "to",
                [
                    "from": .text(from), "to": .text(to), "days": .number(days), "least": .number(Round.noticeDays),
                ])
        }
        return .publish(snapshot: result.snapshot, from: from, to: to)
    }
}

/// A zone objects to one indicator or item of its own; or the bureau takes in what somebody else reports of a zone.
package struct FileObjection: Action {
    package var useCase: UseCase { isReport ? .fileReport : .fileObjection }
    package let round: RoundID?
    let id: ObjectionID
    let zone: ZoneID
    let indicator: CriterionID
    let grounds: String
    let files: [(name: String, bytes: [UInt8])]
    let isReport: Bool
    package var evidence: [[UInt8]] { files.map(\.bytes) }

    package init(
        _ round: RoundID, id: ObjectionID, zone: ZoneID, indicator: CriterionID, grounds: String,
        evidence: [(name: String, bytes: [UInt8])], isReport: Bool = false
    ) {
        self.isReport = isReport
        self.round = round
        self.id = id
        self.zone = zone
        self.indicator = indicator
        self.grounds = kept(grounds)
        files = evidence
    }

    package func target(in register: Register) -> Target { .zone(zone) }

    package var content: CanonicalJSON {
        [
            .id(id), .id(zone), .id(indicator), .string(grounds),
            .array(files.map { [.string($0.name), .string(Hash.plain($0.bytes).hex)] }),
        ]
    }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let terms = known.terms else { return }
        var reasons: [Reason] = []
        if !terms.zones.contains(where: { $0.id == zone }) {
            reasons.append(Reason(.zoneNotInRound, .zone(zone), field: "zone", ["round": .named(.round(round))]))
        }
        let isKnown =
            appender.register.edition >= .third ? terms.hasSubject(indicator) : terms.indicators[indicator] != nil
        if !isKnown { reasons.append(Reason(.indicatorUnknown, .indicator(indicator), field: "indicator")) }
        if isReport, appender.register.edition < .third {
            reasons.append(Reason(.editionTooOld, ["edition": .number(3)]))
        }
        if known.hasWithdrawn(zone) { reasons.append(Reason(.zoneWithdrawn, .zone(zone), field: "zone")) }
        if grounds.isEmpty { reasons.append(Reason(.objectionGroundsMissing, field: "grounds")) }
        if files.isEmpty { reasons.append(Reason(.objectionEvidenceMissing, field: "evidence")) }
        if known.objections[id] != nil { reasons.append(Reason(.objectionExists, .objection(id), field: "id")) }
        if let notice = known.notice, !(notice.from...notice.to).contains(appender.day) {
            reasons.append(
                Reason(
                    .objectionsNotHeard,
                    ["from": .text(notice.from), "to": .text(notice.to), "today": .text(appender.day)]))
        }
        reasons += appender.refusals(of: files, from: zone, in: round)
        guard reasons.isEmpty else { throw Refusal(reasons) }
        let files = files.map { file in appender.evidence(file.bytes, named: file.name, for: indicator) }
        try appender.appendSigned(
            isReport ? .reportFiled(round, id, zone, indicator) : .objectionFiled(round, id, zone, indicator),
            concealing: [.reason("grounds", text: kept(grounds))] + files)
    }
}

/// What a zone says to a report on it; or the bureau says that it was asked, and when.
package struct HearReport: Action {
    package let useCase = UseCase.hearReport
    package let round: RoundID?
    let id: ObjectionID
    let text: String
    let files: [(name: String, bytes: [UInt8])]
    package var evidence: [[UInt8]] { files.map(\.bytes) }

    package init(
        _ round: RoundID, _ id: ObjectionID, text: String, evidence: [(name: String, bytes: [UInt8])] = []
    ) {
        self.round = round
        self.id = id
        self.text = kept(text)
        files = evidence
    }

    package func target(in register: Register) -> Target {
        round.flatMap { register.rounds[$0]?.objections[id] }.map { .zone($0.zone) } ?? .nothing
    }

    package var content: CanonicalJSON {
        [
            .id(id), .string(text), .array(files.map { [.string($0.name), .string(Hash.plain($0.bytes).hex)] }),
        ]
    }

    package func take(_ appender: inout Appender) throws {
        guard let round else { return }
        guard let report = appender.register.rounds[round]?.objections[id], report.isReport else {
            throw Refusal(.objectionUnknown, .objection(id), ["round": .named(.round(round))])
        }
        var reasons: [Reason] = []
        if report.decision != nil { reasons.append(Reason(.objectionDecided, .objection(id))) }
        if report.hearing != nil { reasons.append(Reason(.reportHeard, .objection(id))) }
        if text.isEmpty { reasons.append(Reason(.hearingTextMissing, .objection(id), field: "text")) }
        reasons += appender.refusals(of: files, from: report.zone, in: round)
        guard reasons.isEmpty else { throw Refusal(reasons) }
        let files = files.map { appender.evidence($0.bytes, named: $0.name, for: report.indicator) }
        try appender.appendSigned(
            .reportHeard(round, id), concealing: [.reason("heard", text: kept(text))] + files)
    }
}

/// The bureau decides on an objection, with reasons. Upheld, it opens that one indicator of that one zone.
package struct DecideObjection: Action {
    package let useCase = UseCase.decideObjection
    package let round: RoundID?
    let id: ObjectionID
    let isUpheld: Bool
    let reasons: String

    package init(_ round: RoundID, _ id: ObjectionID, isUpheld: Bool, reasons: String) {
        self.round = round
        self.id = id
        self.isUpheld = isUpheld
        self.reasons = kept(reasons)
    }

    package var content: CanonicalJSON { [.id(id), .bool(isUpheld), .string(reasons)] }

    package func take(_ appender: inout Appender) throws {
        guard let round else { return }
        guard let objection = appender.register.rounds[round]?.objections[id] else {
            throw Refusal(.objectionUnknown, .objection(id), ["round": .named(.round(round))])
        }
        guard objection.decision == nil else { throw Refusal(.objectionDecided, .objection(id)) }
        if appender.register.rounds[round]?.hasWithdrawn(objection.zone) == true {
            throw Refusal(.zoneWithdrawn, .zone(objection.zone))
        }
        guard !objection.waitsForHearing else { throw Refusal(.reportNotHeard, .objection(id)) }
        guard !reasons.isEmpty else {
            throw Refusal(.objectionReasonsMissing, .objection(id), field: "reasons")
        }
        try appender.appendSigned(
            .objectionDecided(round, id, isUpheld: isUpheld),
            concealing: [.reason(isUpheld ? "upheld" : "rejected", text: kept(reasons))])
    }
}

/// Puts a measured value right that an upheld objection showed to be wrong.
package struct CorrectFacts: TwoPersonStep {
    package let useCase = UseCase.correctFacts
    package let round: RoundID?
    let objection: ObjectionID
    let facts: [FactKey: Fact]

    package init(_ round: RoundID, objection: ObjectionID, facts: [FactKey: Fact]) {
        self.round = round
        self.objection = objection
        self.facts = facts
    }

    /// From facts as an act writes them.
    init(_ round: RoundID, objection: ObjectionID, texts: [String: String]) {
        self.init(round, objection: objection, facts: [FactKey: Fact](texts: texts))
    }

    package var content: CanonicalJSON { [.id(objection), .facts(facts)] }

    package func act(in register: Register, on day: String) throws -> Act {
        guard let round, let known = register.rounds[round], let terms = known.terms,
            let objection = known.objections[objection]
        else {
            throw Refusal(.objectionUnknown, .objection(objection), ["round": round.map { .round($0) } ?? .text("")])
        }
        guard known.objectionsToTake.contains(objection.id) else {
            throw Refusal(.objectionNotOpen, .objection(objection.id))
        }
        let names = terms.facts(of: objection.indicator)
        let strange = facts.keys.filter { !names.contains($0.name) }
        guard strange.isEmpty, !facts.isEmpty else {
            throw Refusal(
                .factsNotOfIndicator, .indicator(objection.indicator),
                [
                    "expected": .texts(names.map(\.text).sorted()),
                    "found": .texts(facts.keys.map(\.description).sorted()),
                ])
        }
        let wrong = FactTable([objection.zone: facts]).refusals(by: terms.scheme)
        guard wrong.isEmpty else { throw Refusal(wrong) }
        let texts = facts.map { ($0.key.description, $0.value.text) }
        let corrected = Dictionary(texts) { $1 }
        return .correct(
            objection.id, objection.zone, facts: corrected,
            result: try known.preview(correcting: objection.zone, to: corrected))
    }
}

/// Takes the confirmed revisions and corrected facts of upheld objections into a new result; nothing else changes.
package struct ConcludeObjections: TwoPersonStep {
    package let useCase = UseCase.concludeObjections
    package let round: RoundID?
    let unchanged: Set<ObjectionID>

    /// `unchanged` are upheld objections that are known to change no mark and no fact.
    package init(_ round: RoundID, unchanged: Set<ObjectionID> = []) {
        self.round = round
        self.unchanged = unchanged
    }

    package var content: CanonicalJSON { .array(unchanged.sorted().map { .id($0) }) }

    package func act(in register: Register, on day: String) throws -> Act {
        guard let round, let known = register.rounds[round] else { throw Refusal(.objectionsNoneOpen) }
        let strange = unchanged.filter { known.objections[$0] == nil }.sorted()
        guard strange.isEmpty else {
            throw Refusal(strange.map { Reason(.objectionUnknown, .objection($0), ["round": .named(.round(round))]) })
        }
        guard !known.reopened.isEmpty || !known.withdrawalsNotTaken.isEmpty else { throw Refusal(.objectionsNoneOpen) }
        let idle = known.idleObjections.filter { !unchanged.contains($0.id) }.map(\.idle)
        guard known.unfinished.isEmpty, idle.isEmpty else { throw Refusal(known.unfinished + idle) }
        return .conclude(snapshot: try known.preview() ?? "", objections: known.objectionsToTake)
    }
}

extension Round {
    /// The digest of the result that would come now, with a zone gone or facts corrected; nil where there is none yet.
    func preview(
        withdrawing zone: ZoneID? = nil, correcting corrected: ZoneID? = nil, to facts: [String: String] = [:]
    ) throws -> String? {
        try next(withdrawing: zone, correcting: corrected, to: facts).map {
            Hash.plain(try CanonicalJSON.encode($0)).hex
        }
    }

    /// That result.
    func next(
        withdrawing zone: ZoneID? = nil, correcting corrected: ZoneID? = nil, to values: [String: String] = [:]
    ) throws -> Snapshot? {
        guard let result, let closed else { return nil }
        var facts = facts
        if let corrected { facts[corrected, default: [:]].merge(values) { $1 } }
        return try compute(
            recounted, facts, withdrawn: Set(withdrawals.keys).union(zone.map { [$0] } ?? []), closedBy: closed,
            replaces: result.snapshot)
    }

    /// Counted seats with the marks as they stand after confirmed revisions.
    var recounted: [SeatID: CountedSeat] {
        counted.mapValues { known in
            guard known.marks != nil, let seat = seats[known.seat] else { return known }
            return known.counting(seat.marks)
        }
    }
}

extension Appender {
    /// Counts anew what was revised, and seals the result that takes it in.
    mutating func conclude(_ round: RoundID) throws {
        guard let known = register.rounds[round] else { return }
        for seat in known.seatsInOrder where known.counted[seat.id]?.marks != nil && !known.hasWithdrawn(seat.zone) {
            guard known.counted[seat.id]?.marks != seat.marks else { continue }
            let place = LedgerEvent.Place(round: round, zone: seat.zone, seat: seat.id)
            try append(.seatRecounted(place), concealing: [.marks(seat.marks)])
        }
        try sealResult(of: round, isSigned: true)
    }
}

/// The notice has ended and every objection is answered: the result is final.
package struct FinaliseRound: Action {
    package let useCase = UseCase.finaliseRound
    package let round: RoundID?

    package init(_ round: RoundID) { self.round = round }

    package var content: CanonicalJSON { [] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let result = known.result else { return }
        var reasons = known.objections.values.filter { $0.decision == nil && !known.hasWithdrawn($0.zone) }.map(\.id).sorted()
            .map { Reason(.objectionUndecided, .objection($0)) }
        if !known.reopened.isEmpty { reasons.append(Reason(.objectionsNotConcluded)) }
        if !known.withdrawalsNotTaken.isEmpty { reasons.append(Reason(.withdrawalsNotConcluded)) }
        if let notice = known.notice, appender.day <= notice.to {
            reasons.append(Reason(.noticeRunning, ["until": .text(notice.to), "today": .text(appender.day)]))
        }
        if let days = known.workdays(ofNotice: appender.register.calendar), days < Round.noticeDays {
            reasons.append(
                Reason(.noticeFellShort, ["days": .number(days), "least": .number(Round.noticeDays)]))
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        try appender.appendSigned(.roundFinalised(round, snapshot: result.snapshot))
    }
}

/// Issues a certificate to every zone that passed and never had one of this round: what was revoked stays revoked.
package struct IssueCertificates: Action {
    package let useCase = UseCase.issueCertificates
    package let round: RoundID?

    package init(_ round: RoundID) { self.round = round }

    package var content: CanonicalJSON { [] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let plan = known.terms?.plan,
            let result = known.result
        else { return }
        let passed = result.zones.values.compactMap { $0 }.filter { $0.verdict == "pass" }
            .sorted { ($0.rank ?? .max, $0.zone) < ($1.rank ?? .max, $1.zone) }
        let width = max(2, "\(passed.count)".count)
        for (index, zone) in passed.enumerated() {
            let issued = appender.register.certificates.values.filter { $0.round == round && $0.zone == zone.zone }
            guard issued.isEmpty else { continue }
            let number = "\(index + 1)"
            let id = "\(round)-" + String(repeating: "0", count: width - number.count) + number
            try appender.appendSigned(
                .certificateIssued(
                    round, CertificateID(id), zone.zone, from: appender.day,
                    to: Day(appender.day)?.lastDay(years: plan.validYears).text ?? appender.day))
        }
    }
}

/// Takes a certificate back.
package struct RevokeCertificate: TwoPersonStep {
    package let useCase = UseCase.revokeCertificate
    let id: CertificateID
    package let reason: String

    package init(_ id: CertificateID, reason: String) {
        self.id = id
        self.reason = kept(reason)
    }

    package func home(in register: Register) -> RoundID? { register.certificates[id]?.round }

    package var content: CanonicalJSON { [.id(id), .string(reason)] }

    package func act(in register: Register, on day: String) throws -> Act {
        guard let certificate = register.certificates[id] else {
            throw Refusal(.certificateUnknown, .certificate(id))
        }
        guard certificate.revoked == nil else { throw Refusal(.certificateRevoked, .certificate(id)) }
        guard !reason.isEmpty else {
            throw Refusal(.revocationReasonMissing, .certificate(id), field: "reason")
        }
        return .revoke(id)
    }
}
