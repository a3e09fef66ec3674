// What waits for a second person, and what it will do: seen by whoever may take such an act.

package import AssessmentModel
import AuditLedger
package import EventModel
import HashTreeCollections
import Reasons
package import RoundState
import Scoring

/// A zone whose result an act changes.
package struct Move: Sendable, Equatable {
    package let zone: ZoneID
    package let before: ZoneResult
    package let after: ZoneResult
}

/// An act as somebody may see it.
package struct ActView: Sendable {
    package let round: RoundID
    package let pending: PendingAct
    package var isWaiting: Bool { pending.isConfirmed == nil }
    /// Whether it can be confirmed no more, because what it would do has changed.
    package let hasLapsed: Bool
    /// Whom it moves; only for who may see results.
    package let moves: [Move]
}

extension Standing {
    /// The acts of a round, answered or not, that the viewer might take or might have taken, oldest first.
    package func acts(in id: RoundID, for viewer: Viewer) -> Seen<[ActView]> {
        guard let round = register.rounds[id] else { return .denied(Reason(.roundUnknown, .round(id))) }
        let visible = round.acts.values.filter { isVisible($0, in: id, to: viewer) }.sorted { $0.seq < $1.seq }
        if visible.isEmpty, let why = refusal(of: .seeProgress, to: viewer, in: id) { return .denied(why) }
        return .seen(visible.map { view($0, in: round, for: viewer) })
    }

    /// The act that an event proposed, answered or not; one that the viewer may not see is as unknown as one that is not there.
    package func act(_ seq: Int, for viewer: Viewer) -> Seen<ActView> {
        for round in register.rounds.values {
            if let act = round.acts[seq], isVisible(act, in: round.id, to: viewer) {
                return .seen(view(act, in: round, for: viewer))
            }
        }
        return .denied(Reason(.actUnknown, .event(seq)))
    }

    /// Whatever the stage is now: what has lapsed, or was done, is still seen by who might have done it.
    private func isVisible(_ act: PendingAct, in round: RoundID, to viewer: Viewer) -> Bool {
        if refusal(of: .seeLedger, to: viewer) == nil { return true }
        guard let user = viewer.user.flatMap({ register.users[$0] }) else { return false }
        let policy = Policy.of(register.edition)
        return Stage.allCases.contains { stage in
            policy.permission(of: user.role, for: act.kind.useCase, in: stage).scope
                .map { register.reaches($0, user, act.act?.target(in: round) ?? .nothing) } ?? false
        }
    }

    /// Reasons are the bureau's own and the auditor's, but for who gave them; what becomes of results is for who may see results.
    private func view(_ act: PendingAct, in round: Round, for viewer: Viewer) -> ActView {
        let role = viewer.user.flatMap { register.users[$0]?.role }
        let isOwn = act.proposer == viewer.user || role == .officer || role == .auditor
        let seesResults = refusal(of: .seeResult, to: viewer, in: round.id) == nil
        return ActView(
            round: round.id, pending: isOwn ? act : act.withoutReason, hasLapsed: hasLapsed(act, in: round.id),
            moves: seesResults ? (try? act.act.map { try moves(of: $0, in: round) }) ?? [] : [])
    }

    /// Whether doing it now would be something else than was bound, or could not be.
    private func hasLapsed(_ pending: PendingAct, in round: RoundID) -> Bool {
        guard let act = pending.act, pending.isConfirmed == nil else { return false }
        let stage = register.rounds[round]?.stage
        if Policy.of(register.edition).permission(of: .officer, for: pending.kind.useCase, in: stage).scope == nil {
            return true
        }
        let now = try? act.step(in: round, because: pending.reason ?? "").act(in: register, on: register.today)
        return now != act
    }

    /// By the rank before; none where there is no result yet.
    func moves(of act: Act, in round: Round) throws -> [Move] {
        let snapshot: Snapshot? =
            switch act {
            case .conclude: try round.next()
            case .correct(_, let zone, let facts, _, _): try round.next(correcting: zone, to: facts)
            case .withdraw(let zone, _): try round.next(withdrawing: zone)
            default: nil
            }
        return (snapshot?.zones ?? []).compactMap { zone -> Move? in
            guard let before = round.result?.zones[zone.id] ?? nil,
                let after = snapshot?.result(of: zone.id, digest: ""),
                (before.total, before.rank, before.verdict) != (after.total, after.rank, after.verdict)
            else { return nil }
            return Move(zone: zone.id, before: before, after: after)
        }.sorted { ($0.before.rank ?? .max, $0.zone) < ($1.before.rank ?? .max, $1.zone) }
    }
}
