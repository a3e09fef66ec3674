// What experts declare and ask while they score, and what bureau, zone and auditor do about it.

package import AssessmentModel
package import AuditLedger
import EventModel
import HashTreeCollections
import PlainText
import Reasons
package import RoundState

/// An expert declares that no conflict holds at a zone; before that nothing of the zone is shown and nothing is scored.
package struct AcceptSeat: Action {
    package let useCase = UseCase.acceptSeat
    package let round: RoundID?
    let seat: SeatID

    package init(_ round: RoundID, seat: SeatID) {
        self.round = round
        self.seat = seat
    }

    package func target(in register: Register) -> Target { round.map { .seat($0, seat) } ?? .nothing }

    package var content: CanonicalJSON { [.id(seat)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let seat = known.seats[seat] else { return }
        try appender.register.require(.fourth)
        try known.requireTakingPart(seat.zone)
        guard seat.isOpen else { throw Refusal(.sheetNotOpen, .seat(seat.id), ["state": .seat(seat.finalState)]) }
        guard !seat.isAccepted else { throw Refusal(.seatAccepted, .seat(seat.id)) }
        if let expert = seat.expert.flatMap({ appender.register.experts[$0] }), let zone = known.terms?.zone(seat.zone),
            let conflict = expert.conflict(with: zone)
        {
            throw Refusal(
                .expertConflicted, .expert(expert.id), field: "seat",
                ["zone": .named(.zone(seat.zone)), "conflict": .conflict(conflict)])
        }
        try appender.appendSigned(.seatAccepted(round), concealing: [.place(seat.zone, seat.id)])
    }
}

/// 口径答疑: an expert asks; the bureau reads it without a name.
package struct AskClarification: Action {
    package let useCase = UseCase.askClarification
    package let round: RoundID?
    let seat: SeatID
    let query: Query

    package init(_ round: RoundID, seat: SeatID, indicator: CriterionID?, text: String) {
        self.round = round
        self.seat = seat
        query = Query(indicator: indicator, text: kept(text))
    }

    package func target(in register: Register) -> Target { round.map { .seat($0, seat) } ?? .nothing }

    package var content: CanonicalJSON { [.id(seat), query.content] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let seat = known.seats[seat] else { return }
        try known.requireAsking(seat, appender.register)
        try known.require(query)
        try appender.appendSigned(
            .clarificationAsked(round), concealing: [.place(seat.zone, seat.id), .question(query)])
    }
}

/// The bureau says how something is to be understood, to all seats of the round at once.
package struct GiveClarification: Action {
    package let useCase = UseCase.giveClarification
    package let round: RoundID?
    let asked: Int?
    let query: Query

    /// `asked` is the event that asked, where it answers a question.
    package init(_ round: RoundID, asked: Int? = nil, indicator: CriterionID? = nil, text: String) {
        self.round = round
        self.asked = asked
        query = Query(indicator: indicator, text: kept(text))
    }

    package var content: CanonicalJSON { [asked.map { .integer($0) } ?? .null, query.content] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round] else { return }
        try appender.register.require(.fourth)
        var said = query
        if let asked {
            guard let question = known.questions[asked] else { throw Refusal(.questionUnknown, .event(asked)) }
            guard !question.isAnswered else { throw Refusal(.questionAnswered, .event(asked)) }
            // An answer is about what was asked.
            said = Query(indicator: query.indicator ?? question.query?.indicator, text: query.text)
        }
        try known.require(said)
        try appender.appendSigned(.clarificationGiven(round, asked: asked), concealing: [.answer(said)])
    }
}

/// 补充材料: an expert misses evidence; the zone is asked for it, within some working days.
package struct RequestEvidence: Action {
    package let useCase = UseCase.requestEvidence
    package let round: RoundID?
    let seat: SeatID
    let indicator: CriterionID
    let text: String

    package init(_ round: RoundID, seat: SeatID, indicator: CriterionID, text: String) {
        self.round = round
        self.seat = seat
        self.indicator = indicator
        self.text = kept(text)
    }

    /// Working days that a zone has.
    package static let days = 3

    package func target(in register: Register) -> Target { round.map { .seat($0, seat) } ?? .nothing }

    package var content: CanonicalJSON { [.id(seat), .id(indicator), .string(text)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let seat = known.seats[seat] else { return }
        try known.requireAsking(seat, appender.register)
        try known.require(Query(indicator: indicator, text: text))
        let last = try appender.register.calendar.lastDay(ofWorkdays: Self.days, after: appender.day)
        try appender.appendSigned(
            .evidenceRequested(round),
            concealing: [
                .request(
                    EvidenceRequest(zone: seat.zone, seat: seat.id, indicator: indicator, text: text, by: last))
            ])
    }
}

/// The zone brings what an expert missed, or says that there is nothing more.
package struct SupplyEvidence: Action {
    package let useCase = UseCase.supplyEvidence
    package let round: RoundID?
    let request: Int
    let text: String
    let files: [BroughtFile]
    package var evidence: [[UInt8]] { files.compactMap(\.bytes) }

    /// `request` is the event that asked.
    package init(_ round: RoundID, request: Int, text: String, evidence: [(name: String, bytes: [UInt8])]) {
        self.init(
            round, request: request, text: text, files: evidence.map { BroughtFile($0.bytes, named: $0.name) })
    }

    package init(_ round: RoundID, request: Int, text: String, files: [BroughtFile]) {
        self.round = round
        self.request = request
        self.text = kept(text)
        self.files = files
    }

    package func target(in register: Register) -> Target {
        round.flatMap { register.rounds[$0]?.missingEvidence[request] }.map { .zone($0.request.zone) } ?? .nothing
    }

    package var content: CanonicalJSON {
        [
            .integer(request), .string(text),
            .array(files.map { [.string($0.name), .string($0.digest)] }),
        ]
    }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round]?.missingEvidence[request] else {
            throw Refusal(.evidenceRequestUnknown, .event(request))
        }
        guard known.supply == nil else { throw Refusal(.evidenceSupplied, .event(request)) }
        try appender.register.rounds[round]?.requireTakingPart(known.request.zone)
        var reasons: [Reason] = []
        if text.isEmpty { reasons.append(Reason(.supplyTextMissing, .event(request), field: "text")) }
        reasons += appender.refusals(of: files, from: known.request.zone, in: round)
        guard reasons.isEmpty else { throw Refusal(reasons) }
        let stored = files.map { appender.evidence($0, for: known.request.indicator) }
        try appender.appendSigned(
            .evidenceSupplied(round, request: request), concealing: [.reason("supplied", text: text)] + stored)
    }
}

/// An auditor looks at a sheet that was never sealed; the ledger keeps who did, and why.
package struct ReadDraft: Action {
    package let useCase = UseCase.readDraft
    package let round: RoundID?
    let seat: SeatID
    let reason: String

    package init(_ round: RoundID, seat: SeatID, reason: String) {
        self.round = round
        self.seat = seat
        self.reason = kept(reason)
    }

    package func target(in register: Register) -> Target { round.map { .seat($0, seat) } ?? .nothing }

    package var content: CanonicalJSON { [.id(seat), .string(reason)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let seat = appender.register.rounds[round]?.seats[seat] else {
            throw Refusal([.absent(seat, in: round)])
        }
        try appender.register.require(.fourth)
        guard seat.isDraft else { throw Refusal(.sheetNoDraft, .seat(seat.id)) }
        guard !reason.isEmpty else { throw Refusal(.draftReasonMissing, .seat(seat.id), field: "reason") }
        try appender.appendSigned(
            .draftRead(round), concealing: [.place(seat.zone, seat.id), .reason("draft", text: reason)])
    }
}

extension Query {
    fileprivate var content: CanonicalJSON { [indicator.map { .id($0) } ?? .null, .string(text)] }
}

extension Round {
    /// From the fourth edition on nothing is scored or asked on a seat before its expert declared that no conflict holds.
    func requireAccepted(_ seat: Seat, _ edition: RulesEdition) throws {
        guard edition >= .fourth, !seat.isAccepted else { return }
        throw Refusal(.seatNotAccepted, .seat(seat.id), ["zone": .named(.zone(seat.zone))])
    }

    fileprivate func requireAsking(_ seat: Seat, _ register: Register) throws {
        try register.require(.fourth)
        try requireTakingPart(seat.zone)
        guard !seat.isRecused else { throw Refusal(.seatRecused, .seat(seat.id)) }
        try requireAccepted(seat, register.edition)
    }

    fileprivate func require(_ query: Query) throws {
        var reasons: [Reason] = []
        if query.text.isEmpty { reasons.append(Reason(.queryTextMissing, .round(id), field: "text")) }
        if let indicator = query.indicator, terms?.indicators[indicator] == nil {
            reasons.append(Reason(.indicatorUnknown, .indicator(indicator), field: "indicator"))
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
    }
}

extension Register {
    /// That the ledger's rules know such a step.
    func require(_ least: RulesEdition) throws {
        guard edition >= least else { throw Refusal(.editionTooOld, ["edition": .number(least.rawValue)]) }
    }
}

extension WorkCalendar {
    /// The day on which so many working days after another have passed.
    /// - Throws: `Refusal` where the calendar of a year is not known.
    func lastDay(ofWorkdays count: Int, after day: String) throws -> String {
        guard var last = Day(day) else { return day }
        var left = count
        while left > 0 {
            last = last.next
            guard let isWorkday = isWorkday(last) else {
                throw Refusal(.calendarMissing, ["years": .list([.number(last.year)])])
            }
            left -= isWorkday ? 1 : 0
        }
        return last.text
    }
}
