// 回避: an expert leaves a zone, and a substitute is called.

package import AssessmentModel
package import AuditLedger
import EventModel
import HashTreeCollections
import PlainText
import Reasons
package import RoundState

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
        try appender.appendSigned(
            .seatRecused(round, wasSealed: seat.isSealed),
            concealing: [.place(seat.zone, seat.id), .reason("recused", text: kept(reason))])
        guard let expert = try substitute(known, seat, appender.register) else { return }
        let codes = Set(known.seats(at: seat.zone).map(\.id.shortCode))
        var code: SeatID
        repeat { code = randomCode(using: &appender.random) } while codes.contains(code.shortCode)
        try appender.append(
            .seatCalled(round), concealing: [.call(seat.zone, code, replacing: seat.id), .sitter(expert)])
    }

    private func substitute(_ round: Round, _ seat: Seat, _ register: Register) throws -> ExpertID? {
        if round.draw != nil, let drawn = try round.substitute(for: seat.id) {
            guard substitute == nil else { throw Refusal(.substituteDrawn, field: "substitute") }
            return drawn
        }
        // Where the draw has nobody left of that source, or there was none, the officer may name one.
        guard let substitute else { return nil }
        guard let expert = register.experts[substitute] else {
            throw Refusal(.expertUnknown, .expert(substitute), field: "substitute")
        }
        if let zone = round.terms?.zones.first(where: { $0.id == seat.zone }),
            let conflict = expert.conflict(with: zone)
        {
            throw Refusal(
                .expertConflicted, .expert(substitute), field: "substitute",
                ["zone": .named(.zone(seat.zone)), "conflict": .conflict(conflict)])
        }
        guard !round.seats(at: seat.zone).contains(where: { $0.expert == substitute }) else {
            throw Refusal(
                .expertSeatedBefore, .expert(substitute), field: "substitute", ["zone": .named(.zone(seat.zone))])
        }
        return substitute
    }
}
