// What takes two people: one proposes it, seeing what it will do; another confirms exactly that, or declines.

package import AssessmentModel
package import AuditLedger
package import EventModel
import HashTreeCollections
import PlainText
import Reasons
package import RoundState

/// A step that takes two people from the third edition of the rules on, and one before.
package protocol TwoPersonStep: Action {
    var reason: String { get }

    /// The round that the act is of.
    func home(in register: Register) -> RoundID?

    /// What would be done now.
    /// - Throws: `Refusal` with every reason why it may not.
    func act(in register: Register, on day: String) throws -> Act
}

extension TwoPersonStep {
    package var reason: String { "" }

    package func home(in register: Register) -> RoundID? { round }

    package func take(_ appender: inout Appender) throws {
        let act = try act(in: appender.register, on: appender.day)
        guard let round = home(in: appender.register) else { return }
        guard appender.register.takesTwoPeople(act.kind, in: round) else {
            return try appender.perform(act, in: round, reason: reason)
        }
        let waiting = appender.register.rounds[round]?.waitingActs.first { $0.act == act }
        if let waiting { throw Refusal(.actWaiting, .event(waiting.seq), ["act": .act(act.kind)]) }
        try appender.appendSigned(
            .actProposed(round, act.kind), concealing: [.act(act), .reason(act.kind.rawValue, text: reason)])
    }
}

/// A second person has done what the first proposed, or declines it.
package struct AnswerAct: Action {
    package let round: RoundID?
    package var useCase: UseCase { pending.kind.useCase }
    let pending: PendingAct
    let isConfirmed: Bool
    let reason: String

    /// `reason` is asked for where it is declined.
    package init(_ pending: PendingAct, in round: RoundID, isConfirmed: Bool, reason: String = "") {
        self.round = round
        self.pending = pending
        self.isConfirmed = isConfirmed
        self.reason = kept(reason)
    }

    package func target(in register: Register) -> Target {
        guard let round, let act = pending.act else { return .nothing }
        return act.target(in: round)
    }

    package var content: CanonicalJSON { [.integer(pending.seq), .bool(isConfirmed), .string(reason)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round]?.acts[pending.seq], let act = known.act else {
            throw Refusal(.actUnknown, .event(pending.seq))
        }
        guard known.isConfirmed == nil else { throw Refusal(.actAnswered, .event(pending.seq)) }
        guard isConfirmed else {
            guard !reason.isEmpty else { throw Refusal(.actReasonMissing, .event(known.seq), field: "reason") }
            try appender.appendSigned(
                .actDeclined(round, proposal: known.seq), concealing: [.reason("declined", text: reason)])
            return
        }
        guard known.proposer != appender.actor else {
            throw Refusal(.secondPersonNeeded, .event(known.seq), ["task": .task(useCase)])
        }
        let now = try act.step(in: round, because: known.reason ?? "").act(in: appender.register, on: appender.day)
        guard now == act else { throw Refusal(.actLapsed, .event(known.seq), ["act": .act(act.kind)]) }
        try appender.appendSigned(.actConfirmed(round, proposal: known.seq))
        try appender.perform(act, in: round, reason: known.reason ?? "")
    }
}

extension Act {
    /// The step that would propose it.
    func step(in round: RoundID, because reason: String) -> any TwoPersonStep {
        switch self {
        case .publish(_, let from, let to): PublishNotice(round, from: from, to: to)
        case .conclude(_, let objections, let correction):
            ConcludeObjections(round, unchanged: Set(objections), correction: correction)
        case .correct(let objection, _, let facts, _, let decides):
            CorrectFacts(round, objection: objection, texts: facts, deciding: decides ? reason : nil)
        case .remove(_, let seat, _, let substitute):
            RemoveSeat(round, seat: seat, reason: reason, substitute: substitute)
        case .withdraw(let zone, _): WithdrawZone(round, zone: zone, reason: reason)
        case .breakOff(let statement, _): BreakOffRound(round, statement: statement, reason: reason)
        case .revoke(let certificate): RevokeCertificate(certificate, reason: reason)
        case .reopen(let resumption):
            ReopenRound(
                round, ground: resumption.ground, statement: resumption.statement, orders: resumption.orders,
                reason: reason)
        }
    }
}

extension Appender {
    /// Has done what an act says.
    mutating func perform(_ act: Act, in round: RoundID, reason: String) throws {
        let because = { (word: String) in Concealed.reason(word, text: reason) }
        switch act {
        case .publish(let snapshot, let from, let to):
            try appendSigned(.noticePublished(round, snapshot: snapshot, from: from, to: to))
        case .conclude(_, _, let correction): try conclude(round, publishing: correction)
        case .correct(let objection, let zone, let facts, _, let decides):
            if decides {
                try appendSigned(.objectionDecided(round, objection, isUpheld: true), concealing: [because("upheld")])
            }
            let rows = facts.map { Concealed.fact($0.key, value: $0.value) }
            try appendSigned(.factsCorrected(round, zone, objection), concealing: rows)
        case .remove(let zone, let seat, let isSealed, let substitute):
            try appendSigned(
                .seatRemoved(round, wasSealed: isSealed), concealing: [.place(zone, seat), because("removed")])
            try call(insteadOf: seat, in: round, substitute)
        case .withdraw(let zone, _): try appendSigned(.zoneWithdrawn(round, zone), concealing: [because("withdrawn")])
        case .breakOff(let statement, _):
            try appendSigned(.roundBroken(round, statement: statement), concealing: [because("broken-off")])
        case .revoke(let certificate):
            try appendSigned(.certificateRevoked(certificate), concealing: [because("revoked")])
        case .reopen(let resumption):
            try appendSigned(.roundReopened(round, resumption), concealing: [because("reopened")])
        }
    }
}
