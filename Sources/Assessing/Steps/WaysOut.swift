// Ways out of a round that has gone wrong: a seat taken out, a sheet opened again, a zone or an application withdrawn, a round broken off.

package import AssessmentModel
package import AuditLedger
package import EventModel
import HashTreeCollections
import PlainText
import Reasons
package import RoundState

/// Takes a seat out, sealed or not; the sheet stays in the ledger and does not count, and the substitute is called.
package struct RemoveSeat: TwoPersonStep {
    package let useCase = UseCase.removeSeat
    package let round: RoundID?
    let seat: SeatID
    package let reason: String
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

    package func act(in register: Register, on day: String) throws -> Act {
        guard let round, let known = register.rounds[round], let seat = known.seats[seat] else {
            throw Refusal([.absent(seat, in: round)])
        }
        try known.requireTakingPart(seat.zone)
        guard !seat.isRecused else { throw Refusal(.seatRecused, .seat(seat.id)) }
        guard !reason.isEmpty else { throw Refusal(.removalReasonMissing, .seat(seat.id), field: "reason") }
        _ = try known.substitute(for: seat, named: substitute, register)
        return .remove(seat.zone, seat.id, isSealed: seat.isSealed, substitute: substitute)
    }
}

/// An expert asks to open an own sealed sheet again.
package struct RequestReopening: Action {
    package let useCase = UseCase.requestReopening
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
        guard let round, let known = appender.register.rounds[round], let seat = known.seats[seat] else { return }
        guard seat.isSealed else {
            throw Refusal(
                .sheetNotSealedYet, .seat(seat.id),
                ["state": seat.isOpen ? .term(.seat, "open") : .seat(seat.finalState)])
        }
        try known.requireTakingPart(seat.zone)
        if let waiting = known.reopenings.first(where: { $0.value.seat == seat.id && $0.value.isGranted == nil }) {
            throw Refusal(.reopeningWaiting, .event(waiting.key))
        }
        guard !reason.isEmpty else { throw Refusal(.reopeningReasonMissing, .seat(seat.id), field: "reason") }
        try appender.appendSigned(
            .reopeningRequested(round),
            concealing: [.place(seat.zone, seat.id), .reason("reopening", text: reason)])
    }
}

/// The bureau opens the sheet again, or lets it stand.
package struct DecideReopening: Action {
    package let useCase = UseCase.decideReopening
    package let round: RoundID?
    let request: Int
    let isGranted: Bool
    let reason: String

    /// `request` is the event that asked.
    package init(_ round: RoundID, request: Int, isGranted: Bool, reason: String) {
        self.round = round
        self.request = request
        self.isGranted = isGranted
        self.reason = kept(reason)
    }

    package var content: CanonicalJSON { [.integer(request), .bool(isGranted), .string(reason)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round] else { return }
        guard let reopening = known.reopenings[request] else { throw Refusal(.reopeningUnknown, .event(request)) }
        guard reopening.isGranted == nil else { throw Refusal(.reopeningDecided, .event(request)) }
        guard isGranted || !reason.isEmpty else {
            throw Refusal(.reopeningRefusalReasonMissing, .event(request), field: "reason")
        }
        if isGranted {
            guard known.seats[reopening.seat]?.isSealed == true else {
                throw Refusal(.seatRecused, .seat(reopening.seat))
            }
            let waits = known.revisions.filter { $0.value.seat == reopening.seat && $0.value.isConfirmed == nil }
            guard waits.isEmpty else {
                throw Refusal(waits.keys.sorted().map { Reason(.revisionUndecided, .event($0)) })
            }
        }
        try appender.appendSigned(
            .reopeningDecided(round, request: request, isGranted: isGranted),
            concealing: [.reason(isGranted ? "granted" : "refused", text: reason)])
    }
}

/// A zone takes part no more: it is listed without rank, and what was scored at it does not count.
package struct WithdrawZone: TwoPersonStep {
    package let useCase = UseCase.withdrawZone
    package let round: RoundID?
    let zone: ZoneID
    package let reason: String

    package init(_ round: RoundID, zone: ZoneID, reason: String) {
        self.round = round
        self.zone = zone
        self.reason = kept(reason)
    }

    package func target(in register: Register) -> Target { .zone(zone) }

    package var content: CanonicalJSON { [.id(zone), .string(reason)] }

    package func act(in register: Register, on day: String) throws -> Act {
        guard let round, let known = register.rounds[round] else { return .withdraw(zone, result: nil) }
        var reasons: [Reason] = []
        if register.edition < .third { reasons.append(Reason(.editionTooOld, ["edition": .number(3)])) }
        if known.terms?.has(zone) == false {
            reasons.append(Reason(.zoneNotInRound, .zone(zone), field: "zone", ["round": .named(.round(round))]))
        }
        if known.hasWithdrawn(zone) { reasons.append(Reason(.zoneWithdrawn, .zone(zone))) }
        if !known.resumptions.isEmpty { reasons.append(Reason(.roundOnceFinal, .round(round))) }
        if known.takingPart.count == 1, known.takingPart[0].id == zone {
            reasons.append(Reason(.zoneLast, .zone(zone)))
        }
        if reason.isEmpty { reasons.append(Reason(.withdrawalReasonMissing, .round(round), field: "reason")) }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        return .withdraw(zone, result: try known.preview(withdrawing: zone))
    }
}

/// A zone takes its application back before a round has it.
package struct WithdrawApplication: Action {
    package let useCase = UseCase.withdrawApplication
    let id: ApplicationID
    let reason: String

    package init(_ id: ApplicationID, reason: String) {
        self.id = id
        self.reason = kept(reason)
    }

    package func target(in register: Register) -> Target {
        register.applications[id].map { .zone($0.zone) } ?? .nothing
    }

    package var content: CanonicalJSON { [.id(id), .string(reason)] }

    package func take(_ appender: inout Appender) throws {
        guard let known = appender.register.applications[id] else {
            throw Refusal(.applicationUnknown, .application(id))
        }
        switch known.stage {
        case .withdrawn: throw Refusal(.applicationWithdrawn, .application(id))
        case .enrolled(let round): throw Refusal(.applicationEnrolled, .application(id), ["round": .round(round)])
        default: break
        }
        guard !reason.isEmpty else {
            throw Refusal(.applicationWithdrawalReasonMissing, .application(id), field: "reason")
        }
        try appender.appendSigned(
            .applicationWithdrawn(id), concealing: [.reason("withdrawn", text: reason)])
    }
}

/// Ends a round after its opening for good: no result of it counts, and its applications wait for another round.
package struct BreakOffRound: TwoPersonStep {
    package let useCase = UseCase.breakOffRound
    package let round: RoundID?
    let statement: String
    package let reason: String

    /// `statement` is public, `reason` is not.
    package init(_ round: RoundID, statement: String, reason: String = "") {
        self.round = round
        self.statement = kept(statement)
        self.reason = kept(reason)
    }

    package var content: CanonicalJSON { [.string(statement), .string(reason)] }

    package func act(in register: Register, on day: String) throws -> Act {
        var reasons: [Reason] = []
        if register.edition < .third { reasons.append(Reason(.editionTooOld, ["edition": .number(3)])) }
        if let round, register.rounds[round]?.resumptions.isEmpty == false {
            reasons.append(Reason(.roundOnceFinal, .round(round)))
        }
        if statement.isEmpty, let round {
            reasons.append(Reason(.statementMissing, .round(round), field: "statement"))
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        return .breakOff(statement: statement, result: round.flatMap { register.rounds[$0]?.result?.snapshot })
    }
}

extension Round {
    func requireTakingPart(_ zone: ZoneID) throws {
        if hasWithdrawn(zone) { throw Refusal(.zoneWithdrawn, .zone(zone)) }
    }
}
