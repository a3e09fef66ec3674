// A mark that lies far from the others is looked at again by its expert.

package import AssessmentModel
package import AuditLedger
import EventModel
import HashTreeCollections
import PlainText
import Reasons
package import RoundState

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
        self.reasons = kept(reasons)
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
            concealing: [.spot(seat.zone, seat.id, indicator), .reason("reread", text: reasons)])
    }
}
