// What became of a published result: every correction with old and new, and why a final round was taken up again. For who may see results.

package import AssessmentModel
import EventModel
import HashTreeCollections
import Reasons
package import RoundState

/// A correction as everybody reads it, with every zone that it moved.
package struct ChangeView: Sendable {
    package let correction: Correction
    /// By the rank before.
    package let moves: [Move]
}

/// What happened to a round's result since it was first published, oldest first.
package struct ChangesView: Sendable {
    package let changes: [ChangeView]
    package let takenUp: [TakenUp]
    /// Whether it was final, is taken up again, and is not final anew.
    package let isTakenUp: Bool
}

extension Standing {
    package func changes(in id: RoundID, for viewer: Viewer) -> Seen<ChangesView> {
        guard let round = register.rounds[id] else { return .denied(Reason(.roundUnknown, .round(id))) }
        if let why = refusal(of: .seeResult, to: viewer, in: id) { return .denied(why) }
        return .seen(
            ChangesView(
                changes: round.corrections.map { ChangeView(correction: $0, moves: round.moves(of: $0)) },
                takenUp: round.resumptions, isTakenUp: !round.resumptions.isEmpty && round.finalised == nil))
    }
}

extension Round {
    fileprivate func moves(of correction: Correction) -> [Move] {
        guard let after = results.first(where: { $0.snapshot == correction.snapshot }),
            let before = results.first(where: { $0.snapshot == correction.replaces })
        else { return [] }
        return after.zones.compactMap { zone, result -> Move? in
            guard let result, let old = before.zones[zone] ?? nil,
                (old.total, old.rank, old.verdict) != (result.total, result.rank, result.verdict)
            else { return nil }
            return Move(zone: zone, before: old, after: result)
        }.sorted { ($0.before.rank ?? .max, $0.zone) < ($1.before.rank ?? .max, $1.zone) }
    }
}
