// A mark on a sealed sheet is changed: proposed by its expert, confirmed by a second person.

package import AssessmentModel
package import AuditLedger
import EventModel
import HashTreeCollections
import PlainText
import Reasons
package import RoundState

/// An expert asks to change one mark of an own sealed sheet.
package struct ProposeRevision: Action {
    package let useCase = UseCase.proposeRevision
    package let round: RoundID?
    let seat: SeatID
    let indicator: CriterionID
    let mark: Fraction
    let comment: String
    let reason: Revision.Ground
    let text: String

    package init(
        _ round: RoundID, seat: SeatID, indicator: CriterionID, mark: Fraction, comment: String = "",
        reason: Revision.Ground, text: String
    ) {
        self.round = round
        self.seat = seat
        self.indicator = indicator
        self.mark = mark
        self.comment = kept(comment)
        self.reason = reason
        self.text = kept(text)
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
            concealing: [cell, remark, .reason(reason.rawValue, text: text)])
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
