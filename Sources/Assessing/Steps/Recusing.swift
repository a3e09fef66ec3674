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
        self.reason = kept(reason)
        self.substitute = substitute
    }

    package func target(in register: Register) -> Target { round.map { .seat($0, seat) } ?? .nothing }

    package var content: CanonicalJSON { [.id(seat), .string(reason), substitute.map { .id($0) } ?? .null] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let seat = known.seats[seat] else { return }
        try known.requireTakingPart(seat.zone)
        guard !seat.isRecused else { throw Refusal(.seatRecused, .seat(seat.id)) }
        guard !reason.isEmpty else { throw Refusal(.recusalReasonMissing, .seat(seat.id), field: "reason") }
        let own = appender.actor.flatMap { appender.register.users[$0]?.expert }
        guard !seat.isSealed || seat.expert == own else {
            throw Refusal(.recusalNotOwn, .seat(seat.id))
        }
        _ = try known.substitute(for: seat, named: substitute, appender.register)
        try appender.appendSigned(
            .seatRecused(round, wasSealed: seat.isSealed),
            concealing: [.place(seat.zone, seat.id), .reason("recused", text: reason)])
        try appender.call(insteadOf: seat.id, in: round, substitute)
    }
}

extension Round {
    /// Who takes a seat over: the next of the draw, else whom the officer names; nil where there is nobody.
    func substitute(for seat: Seat, named: ExpertID?, _ register: Register) throws -> ExpertID? {
        if draw != nil, let drawn = try substitute(for: seat.id) {
            guard named == nil else { throw Refusal(.substituteDrawn, field: "substitute") }
            return drawn
        }
        // Where the draw has nobody left of that source, or there was none, the officer may name one.
        guard let named else { return nil }
        guard let expert = register.experts[named] else {
            throw Refusal(.expertUnknown, .expert(named), field: "substitute")
        }
        if let zone = terms?.zone(seat.zone), let conflict = expert.conflict(with: zone) {
            throw Refusal(
                .expertConflicted, .expert(named), field: "substitute",
                ["zone": .named(.zone(seat.zone)), "conflict": .conflict(conflict)])
        }
        guard !seats(at: seat.zone).contains(where: { $0.expert == named }) else {
            throw Refusal(
                .expertSeatedBefore, .expert(named), field: "substitute", ["zone": .named(.zone(seat.zone))])
        }
        return named
    }
}

extension Appender {
    /// Calls the substitute for a seat that has just been left, under a code whose short form is new at the zone.
    mutating func call(insteadOf left: SeatID, in round: RoundID, _ named: ExpertID?) throws {
        guard let known = register.rounds[round], let seat = known.seats[left],
            let expert = try known.substitute(for: seat, named: named, register)
        else { return }
        let codes = Set(known.seats(at: seat.zone).map(\.id.shortCode))
        var code: SeatID
        repeat { code = randomCode(using: &random) } while codes.contains(code.shortCode)
        try append(.seatCalled(round), concealing: [.call(seat.zone, code, replacing: seat.id), .sitter(expert)])
    }
}
