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

extension Standing {
    /// The acts of a round that wait for a second person and that the viewer might take, oldest first.
    package func acts(in id: RoundID, for viewer: Viewer) -> Seen<[PendingAct]> {
        guard let round = register.rounds[id] else { return .denied(Reason(.roundUnknown, .round(id))) }
        let visible = round.acts.values.filter { isVisible($0, in: id, to: viewer) }
        if visible.isEmpty, let why = refusal(of: .seeProgress, to: viewer, in: id) { return .denied(why) }
        return .seen(visible.sorted { $0.seq < $1.seq })
    }

    /// The act that an event proposed, with its round; one that the viewer may not see is as unknown as one that is not there.
    package func act(_ seq: Int, for viewer: Viewer) -> Seen<(round: RoundID, act: PendingAct)> {
        for round in register.rounds.values {
            if let act = round.acts[seq], isVisible(act, in: round.id, to: viewer) { return .seen((round.id, act)) }
        }
        return .denied(Reason(.actUnknown, .event(seq)))
    }

    private func isVisible(_ act: PendingAct, in round: RoundID, to viewer: Viewer) -> Bool {
        if refusal(of: .seeLedger, to: viewer) == nil { return true }
        return refusal(of: act.kind.useCase, to: viewer, in: round, on: act.act?.target(in: round) ?? .nothing) == nil
    }

    /// Whose result an act changes, and how, by the rank before; none where there is no result yet.
    package func moves(of act: Act, in id: RoundID) throws -> [Move] {
        guard let round = register.rounds[id], let result = round.result, let closed = round.closed else { return [] }
        var (facts, withdrawn) = (round.facts, Set(round.withdrawals.keys))
        switch act {
        case .conclude: break
        case .correct(_, let zone, let corrected): facts[zone, default: [:]].merge(corrected) { $1 }
        case .withdraw(let zone): withdrawn.insert(zone)
        default: return []
        }
        let snapshot = try round.compute(
            round.recounted, facts, withdrawn: withdrawn, closedBy: closed, replaces: result.snapshot)
        return snapshot.zones.compactMap { zone -> Move? in
            guard let before = result.zones[zone.id] ?? nil, let after = snapshot.result(of: zone.id, digest: ""),
                (before.total, before.rank, before.verdict) != (after.total, after.rank, after.verdict)
            else { return nil }
            return Move(zone: zone.id, before: before, after: after)
        }.sorted { ($0.before.rank ?? .max, $0.zone) < ($1.before.rank ?? .max, $1.zone) }
    }
}
