// What is taken into a new result: what was upheld, what it changed and what it did not, and what stands in the way.

package import AssessmentModel
import EventModel
import HashTreeCollections
package import Reasons
package import RoundState

package struct ConclusionView: Sendable {
    package let round: RoundID
    /// Objections that were upheld and that no result has taken in, by id.
    package let taken: [Objection]
    /// Those of them on which nothing was revised or put right, by id.
    package let idle: [Objection]
    /// Zones that withdrew since the newest result.
    package let withdrawn: [ZoneID]
    /// What the new result says otherwise, and nothing else: it was compared cell by cell.
    package let difference: ResultDifference
    /// What must be done before.
    package let blocks: [Reason]
    /// Objections that nobody has decided yet, by id: they do not stand in the way, and are not taken in.
    package let waiting: [Objection]
    /// Whether a correction is published with it, as the result is public already.
    package let isPublic: Bool
    /// Whether the plan has a new notice after a correction.
    package let renotices: Bool
}

extension Standing {
    /// - Returns: denied where the viewer may not see results or marks; nil where nothing waits to be taken in.
    /// - Throws: `LedgerError` when a sheet's marks or the round's files are not at hand.
    package func conclusion(of id: RoundID, for viewer: Viewer) throws -> Seen<ConclusionView?> {
        for view in [UseCase.seeResult, .seeMarks] {
            if let why = refusal(of: view, to: viewer, in: id) { return .denied(why) }
        }
        guard let round = register.rounds[id] else { return .denied(Reason(.roundUnknown, .round(id))) }
        guard [.closed, .noticed].contains(round.stage),
            !round.reopened.isEmpty || !round.withdrawalsNotTaken.isEmpty,
            let difference = try round.difference()
        else { return .seen(nil) }
        return .seen(
            ConclusionView(
                round: id, taken: round.objectionsToTake.compactMap { round.objections[$0] },
                idle: round.idleObjections, withdrawn: round.withdrawalsNotTaken.sorted(), difference: difference,
                blocks: round.unfinished,
                waiting: round.objections.values.filter { $0.decision == nil && !round.hasWithdrawn($0.zone) }
                    .sorted { $0.id < $1.id },
                isPublic: round.stage == .noticed, renotices: round.terms?.plan.renotices ?? false))
    }
}
