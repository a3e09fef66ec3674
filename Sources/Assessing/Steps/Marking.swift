// Scoring: cells saved, sheets sealed, seats recused, cells read again, marks revised.

package import AssessmentModel
package import AuditLedger
import EventModel
import HashTreeCollections
import PlainText
import Reasons
package import RoundState
import Scoring

/// An expert saves one cell of an own sheet.
package struct SaveMark: Action {
    package var useCase: UseCase { isLate ? .logLateMark : .saveMark }
    package let round: RoundID?
    /// A draft waits for the seal; a late mark is answered with a proof that it was logged.
    package var isSigned: Bool { isLate }
    let seat: SeatID
    let indicator: CriterionID
    let mark: Fraction?
    let comment: String
    let base: Int
    let isLate: Bool
    private let asked: CanonicalJSON?

    /// `mark` nil empties the cell. `base` is the version that the expert saw, 0 for an untouched cell. `isLate` logs a mark
    /// that comes after the close; it counts for nothing. `asked` is what a retry says again, where the client named a part of the
    /// cell and the rest was filled in.
    package init(
        _ round: RoundID, seat: SeatID, indicator: CriterionID, mark: Fraction?, comment: String, base: Int,
        isLate: Bool = false, asked: CanonicalJSON? = nil
    ) {
        self.round = round
        self.seat = seat
        self.indicator = indicator
        self.mark = mark
        self.comment = comment
        self.base = base
        self.isLate = isLate
        self.asked = asked
    }

    package func target(in register: Register) -> Target { round.map { .seat($0, seat) } ?? .nothing }

    package var content: CanonicalJSON {
        asked ?? [.id(seat), .id(indicator), .string(mark.map { "\($0)" } ?? ""), .string(comment), .integer(base)]
    }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let terms = known.terms,
            let seat = known.seats[seat]
        else { return }
        let hundredths = try mark.map { try terms.hundredths($0, for: indicator, at: seat.zone) }
        let version = seat.cells[indicator]?.version ?? 0
        if !isLate {
            try known.requireTakingPart(seat.zone)
            guard seat.isOpen else {
                throw Refusal(.sheetNotOpen, .seat(seat.id), ["state": .seat(seat.finalState)])
            }
            guard version == base else {
                throw Refusal(
                    .cellChanged, .indicator(indicator), ["version": .number(version), "base": .number(base)])
            }
        }
        guard comment.count <= Seat.maximumComment else {
            throw Refusal(
                .commentTooLong, .indicator(indicator), field: "comment",
                ["count": .number(comment.count), "most": .number(Seat.maximumComment)])
        }
        let cell = Concealed.cell(
            Concealed.CellValue(
                zone: seat.zone, seat: seat.id, indicator: indicator, version: version + 1, hundredths: hundredths))
        // Always as many digests: whether there is a comment is nobody's business.
        let remark = comment.isEmpty ? Concealed.decoy : .comment(indicator, kept(comment))
        try appender.appendSigned(isLate ? .markLate(round) : .cellSaved(round), concealing: [cell, remark])
    }
}

extension Seat {
    /// Characters.
    package static let maximumComment = 1000
}

extension Fraction {
    /// The mark as it is stored.
    /// - Throws: `Refusal` for one that is finer than hundredths.
    func requireHundredths(for indicator: CriterionID, at zone: ZoneID) throws -> Int {
        guard let hundredths else {
            throw Refusal(
                .markFinerThanHundredths, .indicator(indicator), field: "mark",
                ["mark": .fraction(self), "zone": .named(.zone(zone))])
        }
        return hundredths
    }
}

extension Round.Terms {
    /// The mark as it is stored.
    /// - Throws: `Refusal` for a mark off the grid or an indicator that experts do not score at this zone.
    fileprivate func hundredths(_ mark: Fraction, for indicator: CriterionID, at zone: ZoneID) throws -> Int {
        let hundredths = try mark.requireHundredths(for: indicator, at: zone)
        if let why = refusal(of: hundredths, for: indicator) { throw Refusal(why) }
        guard marked(at: zone).contains(where: { $0.id == indicator }) else {
            throw Refusal(.indicatorNotApplicable, .indicator(indicator), ["zone": .named(.zone(zone))])
        }
        return hundredths
    }

    /// What a sheet still lacks: marks, and comments that the scheme asks for.
    package func lacks(_ seat: Seat) -> (marks: [CriterionID], comments: [CriterionID]) {
        let marked = marked(at: seat.zone)
        return (
            marked.filter { seat.cells[$0.id]?.hundredths == nil }.map(\.id),
            marked.filter { criterion in
                guard let cell = seat.cells[criterion.id], let hundredths = cell.hundredths else { return false }
                return (cell.comment ?? "").isEmpty
                    && scheme.owesComment(Fraction(hundredths: hundredths), for: criterion)
            }.map(\.id)
        )
    }
}

extension Seat {
    /// A short name of exactly what is on the sheet: who seals it has read back that.
    package var readBack: String {
        let cells = cells.sorted { $0.key < $1.key }.map { indicator, cell in
            "\(indicator)=\(cell.hundredths.map(String.init) ?? "")/\(cell.comment ?? "")"
        }
        return String(Hash.plain(Array(cells.joined(separator: "\n").utf8)).hex.prefix(8))
    }
}

/// An expert signs a sheet after reading it back; it is never edited again.
package struct SealSheet: Action {
    package let useCase = UseCase.sealSheet
    package let round: RoundID?
    let seat: SeatID
    let readBack: String
    let acceptsGaps: Bool

    /// `readBack` is `Seat.readBack` of what the expert read.
    package init(_ round: RoundID, seat: SeatID, readBack: String, acceptsGaps: Bool = false) {
        self.round = round
        self.seat = seat
        self.readBack = readBack
        self.acceptsGaps = acceptsGaps
    }

    package func target(in register: Register) -> Target { round.map { .seat($0, seat) } ?? .nothing }

    package var content: CanonicalJSON { [.id(seat), .string(readBack), .bool(acceptsGaps)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let terms = known.terms,
            let seat = known.seats[seat]
        else { return }
        try known.requireTakingPart(seat.zone)
        guard seat.isOpen else {
            throw Refusal(.sheetNotOpen, .seat(seat.id), ["state": .seat(seat.finalState)])
        }
        guard seat.readBack == readBack else {
            throw Refusal(
                .readBackDiffers, .seat(seat.id), ["read": .text(readBack), "found": .text(seat.readBack)])
        }
        let lacks = terms.lacks(seat)
        var reasons: [Reason] = []
        if !acceptsGaps, !lacks.marks.isEmpty {
            reasons.append(Reason(.marksMissing, .seat(seat.id), ["indicators": .indicators(lacks.marks)]))
        }
        if !lacks.comments.isEmpty {
            reasons.append(Reason(.commentsMissing, .seat(seat.id), ["indicators": .indicators(lacks.comments)]))
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        let comments = seat.cells.compactMapValues { $0.comment }.filter { !$0.value.isEmpty }
        try appender.seal(seat.cells.compactMapValues(\.hundredths), comments, on: seat, in: round)
    }
}

/// 回避: an expert leaves a zone altogether, and the substitute whom the draw names is called.
package struct RecuseSeat: Action {
    package let useCase = UseCase.recuseSeat
    package let round: RoundID?
    let seat: SeatID
    let reason: String
    let substitute: ExpertID?

    /// `substitute` names one where the panel was not drawn; a draw names its own.
    package init(_ round: RoundID, seat: SeatID, reason: String, substitute: ExpertID? = nil) {
        self.round = round
        self.seat = seat
        self.reason = reason
        self.substitute = substitute
    }

    package func target(in register: Register) -> Target { round.map { .seat($0, seat) } ?? .nothing }

    package var content: CanonicalJSON { [.id(seat), .string(reason), substitute.map { .id($0) } ?? .null] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let seat = known.seats[seat] else { return }
        guard !seat.isRecused else { throw Refusal(.seatRecused, .seat(seat.id)) }
        guard !reason.isEmpty else { throw Refusal(.recusalReasonMissing, .seat(seat.id), field: "reason") }
        let own = appender.actor.flatMap { appender.register.users[$0]?.expert }
        guard !seat.isSealed || seat.expert == own else {
            throw Refusal(.recusalNotOwn, .seat(seat.id))
        }
        _ = try known.substitute(for: seat, named: substitute, appender.register)
        try appender.appendSigned(
            .seatRecused(round, wasSealed: seat.isSealed),
            concealing: [.place(seat.zone, seat.id), .reason("recused", text: kept(reason))])
        try appender.call(insteadOf: seat.id, in: round, substitute)
    }
}

/// The bureau asks the expert of a diverging mark to look at it again.
package struct CallReread: Action {
    package let useCase = UseCase.callReread
    package let round: RoundID?
    let seat: SeatID
    let indicator: CriterionID

    package init(_ round: RoundID, seat: SeatID, indicator: CriterionID) {
        self.round = round
        self.seat = seat
        self.indicator = indicator
    }

    package var content: CanonicalJSON { [.id(seat), .id(indicator)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round] else { return }
        guard let seat = known.seats[seat], seat.isSealed, seat.marks[indicator] != nil else {
            throw Refusal(.markNotSealed, .indicator(indicator), ["seat": .named(.seat(seat))])
        }
        try known.requireTakingPart(seat.zone)
        guard try known.divergences().contains(where: { $0.indicator == indicator && $0.outliers.contains(seat.id) })
        else {
            throw Refusal(.markNotDiverging, .indicator(indicator), ["seat": .named(.seat(seat.id))])
        }
        let isOpen = known.rereads.values.contains { $0.seat == seat.id && $0.indicator == indicator && !$0.isAnswered }
        guard !isOpen else {
            throw Refusal(.rereadCalled, .indicator(indicator), ["seat": .named(.seat(seat.id))])
        }
        try appender.appendSigned(.rereadCalled(round), concealing: [.spot(seat.zone, seat.id, indicator)])
    }
}

/// The expert says why the mark stands, or that a revision is proposed.
package struct AnswerReread: Action {
    package let useCase = UseCase.answerReread
    package let round: RoundID?
    let seat: SeatID
    let indicator: CriterionID
    let reasons: String

    package init(_ round: RoundID, seat: SeatID, indicator: CriterionID, reasons: String) {
        self.round = round
        self.seat = seat
        self.indicator = indicator
        self.reasons = reasons
    }

    package func target(in register: Register) -> Target { round.map { .seat($0, seat) } ?? .nothing }

    package var content: CanonicalJSON { [.id(seat), .id(indicator), .string(reasons)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let seat = known.seats[seat] else { return }
        guard
            known.rereads.values.contains(where: { $0.seat == seat.id && $0.indicator == indicator && !$0.isAnswered })
        else { throw Refusal(.rereadNotCalled, .indicator(indicator), ["seat": .named(.seat(seat.id))]) }
        guard !reasons.isEmpty else {
            throw Refusal(.rereadReasonsMissing, .indicator(indicator), field: "reasons")
        }
        try appender.appendSigned(
            .rereadAnswered(round),
            concealing: [.spot(seat.zone, seat.id, indicator), .reason("reread", text: kept(reasons))])
    }
}

/// An expert asks to change one mark of an own sealed sheet.
package struct ProposeRevision: Action {
    package let useCase = UseCase.proposeRevision
    package let round: RoundID?
    let seat: SeatID
    let indicator: CriterionID
    let mark: Fraction
    let comment: String
    let reason: Revision.Reason
    let text: String

    package init(
        _ round: RoundID, seat: SeatID, indicator: CriterionID, mark: Fraction, comment: String = "",
        reason: Revision.Reason, text: String
    ) {
        self.round = round
        self.seat = seat
        self.indicator = indicator
        self.mark = mark
        self.comment = comment
        self.reason = reason
        self.text = text
    }

    package func target(in register: Register) -> Target { round.map { .seat($0, seat) } ?? .nothing }

    package var content: CanonicalJSON {
        [
            .id(seat), .id(indicator), .string("\(mark)"), .string(comment), .string(reason.rawValue), .string(text),
        ]
    }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let terms = known.terms,
            let seat = known.seats[seat]
        else { return }
        let hundredths = try terms.hundredths(mark, for: indicator, at: seat.zone)
        try require(known, seat)
        guard !text.isEmpty else { throw Refusal(.revisionTextMissing, .indicator(indicator), field: "text") }
        if let criterion = terms.indicators[indicator], terms.scheme.owesComment(mark, for: criterion), comment.isEmpty,
            (seat.comments[indicator] ?? "").isEmpty
        {
            throw Refusal(.commentNeeded, .indicator(indicator), field: "comment", ["mark": .fraction(mark)])
        }
        let cell = Concealed.cell(
            Concealed.CellValue(
                zone: seat.zone, seat: seat.id, indicator: indicator, version: 0, hundredths: hundredths))
        let remark = comment.isEmpty ? Concealed.decoy : .comment(indicator, kept(comment))
        try appender.appendSigned(
            .revisionProposed(round),
            concealing: [cell, remark, .reason(reason.rawValue, text: kept(text))])
    }

    private func require(_ round: Round, _ seat: Seat) throws {
        try round.requireTakingPart(seat.zone)
        guard seat.isSealed else {
            let isOpen = seat.isOpen && round.closed == nil
            throw Refusal(
                .sheetNotSealedYet, .seat(seat.id),
                ["state": isOpen ? .term(.seat, "open") : .seat(seat.finalState)])
        }
        let isClosed = round.closed != nil
        guard isClosed == (reason == .objection) else {
            throw Refusal(
                isClosed ? .revisionTooLate : .revisionTooEarly, field: "reason", ["reason": .revision(.objection)])
        }
        if isClosed, !round.reopened.contains(Round.Touched(zone: seat.zone, indicator: indicator)) {
            throw Refusal(.revisionNotReopened, .indicator(indicator), ["zone": .named(.zone(seat.zone))])
        }
        let waits = round.revisions.contains { _, known in
            known.seat == seat.id && known.indicator == indicator && known.isConfirmed == nil
        }
        guard !waits else {
            throw Refusal(.revisionWaiting, .indicator(indicator), ["seat": .named(.seat(seat.id))])
        }
    }
}

/// A second person confirms a revision, or declines it.
package struct DecideRevision: Action {
    package let useCase = UseCase.decideRevision
    package let round: RoundID?
    let proposal: Int
    let isConfirmed: Bool

    /// `proposal` is the event that proposed it.
    package init(_ round: RoundID, proposal: Int, isConfirmed: Bool) {
        self.round = round
        self.proposal = proposal
        self.isConfirmed = isConfirmed
    }

    package var content: CanonicalJSON { [.integer(proposal), .bool(isConfirmed)] }

    package func take(_ appender: inout Appender) throws {
        guard let round else { return }
        guard let revision = appender.register.rounds[round]?.revisions[proposal] else {
            throw Refusal(.revisionUnknown, .event(proposal), ["round": .named(.round(round))])
        }
        guard revision.isConfirmed == nil else { throw Refusal(.revisionDecided, .event(proposal)) }
        guard revision.proposer != appender.actor else {
            throw Refusal(.secondPersonNeeded, .event(proposal), ["task": .task(useCase)])
        }
        try appender.appendSigned(
            .revisionDecided(round, proposal: proposal, isConfirmed: isConfirmed))
    }
}
