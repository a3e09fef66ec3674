// 异议 and what others report: filed, heard, decided, corrected, and taken into a new result.

package import AssessmentModel
package import AuditLedger
package import EventModel
import HashTreeCollections
import PlainText
import Reasons
package import RoundState
import Scoring
import Storage

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
        if !terms.has(zone) {
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
        reasons += appender.refusals(of: files, from: isReport ? nil : zone, in: round)
        guard reasons.isEmpty else { throw Refusal(reasons) }
        let files = files.map { file in appender.evidence(file.bytes, named: file.name, for: indicator) }
        try appender.appendSigned(
            isReport ? .reportFiled(round, id, zone, indicator) : .objectionFiled(round, id, zone, indicator),
            concealing: [.reason("grounds", text: grounds)] + files)
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
            .reportHeard(round, id), concealing: [.reason("heard", text: text)] + files)
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
            concealing: [.reason(isUpheld ? "upheld" : "rejected", text: reasons)])
    }
}

/// Puts a measured value right that an upheld objection showed to be wrong.
package struct CorrectFacts: TwoPersonStep {
    package let useCase = UseCase.correctFacts
    package let round: RoundID?
    let objection: ObjectionID
    let facts: [FactKey: Fact]
    private let deciding: String?
    package var reason: String { deciding ?? "" }

    /// `deciding` upholds an objection that is not decided yet, for these reasons, in the same act.
    package init(_ round: RoundID, objection: ObjectionID, facts: [FactKey: Fact], deciding: String? = nil) {
        self.round = round
        self.objection = objection
        self.facts = facts
        self.deciding = deciding.map(kept)
    }

    /// From facts as an act writes them.
    init(_ round: RoundID, objection: ObjectionID, texts: [String: String], deciding: String?) {
        self.init(round, objection: objection, facts: [FactKey: Fact](texts: texts), deciding: deciding)
    }

    package var content: CanonicalJSON {
        deciding.map { [.id(objection), .facts(facts), .string($0)] } ?? [.id(objection), .facts(facts)]
    }

    package func act(in register: Register, on day: String) throws -> Act {
        guard let round, let known = register.rounds[round], let terms = known.terms,
            let objection = known.objections[objection]
        else {
            throw Refusal(.objectionUnknown, .objection(objection), ["round": round.map { .round($0) } ?? .text("")])
        }
        try requireOpen(objection, in: known, register)
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
            result: try known.preview(correcting: objection.zone, to: corrected), decides: deciding != nil)
    }

    private func requireOpen(_ objection: Objection, in round: Round, _ register: Register) throws {
        guard let deciding else {
            guard round.objectionsToTake.contains(objection.id) else {
                throw Refusal(.objectionNotOpen, .objection(objection.id))
            }
            return
        }
        try register.require(.fourth)
        try round.requireTakingPart(objection.zone)
        guard objection.decision == nil else { throw Refusal(.objectionDecided, .objection(objection.id)) }
        guard !objection.waitsForHearing else { throw Refusal(.reportNotHeard, .objection(objection.id)) }
        guard !deciding.isEmpty else {
            throw Refusal(.objectionReasonsMissing, .objection(objection.id), field: "reasons")
        }
    }
}

/// Takes the confirmed revisions and corrected facts of upheld objections into a new result; nothing else changes.
package struct ConcludeObjections: TwoPersonStep {
    package let useCase = UseCase.concludeObjections
    package let round: RoundID?
    let unchanged: Set<ObjectionID>
    let correction: CorrectionNotice?

    /// `unchanged` are upheld objections that are known to change no mark and no fact; `correction` is what is published with a result
    /// that is noticed already.
    package init(_ round: RoundID, unchanged: Set<ObjectionID> = [], correction: CorrectionNotice? = nil) {
        self.round = round
        self.unchanged = unchanged
        self.correction = correction.map {
            CorrectionNotice(number: kept($0.number), statement: kept($0.statement), days: $0.days)
        }
    }

    package var content: CanonicalJSON {
        let objections = CanonicalJSON.array(unchanged.sorted().map { .id($0) })
        guard correction != nil else { return objections }
        return [objections, Act.conclude(snapshot: "", objections: [], correction).value]
    }

    package func act(in register: Register, on day: String) throws -> Act {
        guard let round, let known = register.rounds[round] else { throw Refusal(.objectionsNoneOpen) }
        let strange = unchanged.filter { known.objections[$0] == nil }.sorted()
        guard strange.isEmpty else {
            throw Refusal(strange.map { Reason(.objectionUnknown, .objection($0), ["round": .named(.round(round))]) })
        }
        guard !known.reopened.isEmpty || !known.withdrawalsNotTaken.isEmpty else { throw Refusal(.objectionsNoneOpen) }
        let idle = known.idleObjections.filter { !unchanged.contains($0.id) }.map(\.idle)
        let isPublished = register.edition >= .fourth && known.stage == .noticed
        let wrong =
            isPublished ? CorrectionNotice.refusals(of: correction, for: known, in: register, on: day) : []
        let reasons = known.unfinished + idle + wrong
        guard reasons.isEmpty else { throw Refusal(reasons) }
        return .conclude(
            snapshot: try known.preview() ?? "", objections: known.objectionsToTake, isPublished ? correction : nil)
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
    mutating func conclude(_ round: RoundID, publishing correction: CorrectionNotice?) throws {
        guard let known = register.rounds[round] else { return }
        for seat in known.seatsInOrder where known.counted[seat.id]?.marks != nil && !known.hasWithdrawn(seat.zone) {
            guard known.counted[seat.id]?.marks != seat.marks else { continue }
            let place = LedgerEvent.Place(round: round, zone: seat.zone, seat: seat.id)
            try append(.seatRecounted(place), concealing: [.marks(seat.marks)])
        }
        try sealResult(of: round, isSigned: true)
        guard let correction, let result = register.rounds[round]?.result else { return }
        try appendSigned(.correctionPublished(round, snapshot: result.snapshot, correction))
    }
}
