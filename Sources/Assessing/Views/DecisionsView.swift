// What waits for the bureau's decision while experts score: marks that they want to change, sheets that they want to open again.

package import AssessmentModel
import EventModel
import HashTreeCollections
import Reasons
package import RoundState

package struct DecisionsView: Sendable {
    package struct Proposal: Sendable {
        /// The event that proposed it.
        package let event: Int
        package let revision: Revision
        package let expert: ExpertID?
        /// The mark as it is now; nil where the seat is empty there.
        package let now: Fraction?
        /// The cell's points by the marks that are sealed now, and with this change; nil where too few are.
        package let before: Fraction?
        package let after: Fraction?
    }

    package let round: RoundID
    /// Oldest first.
    package let waiting: [Proposal]
    /// Newest first.
    package let decided: [Proposal]
    /// Requests to open a sealed sheet again that wait, oldest first.
    package let requests: [BoardView.Request]
}

extension Standing {
    /// - Returns: denied where the viewer does not see the whole round, or no marks.
    package func decisions(in id: RoundID, for viewer: Viewer) -> Seen<DecisionsView> {
        if let why = refusal(of: .seeMarks, to: viewer, in: id) { return .denied(why) }
        switch board(of: id, for: viewer) {
        case .denied(let why): return .denied(why)
        case .seen(let board):
            guard board.isWhole, let round = register.rounds[id] else {
                return .denied(Reason(.roundUnknown, .round(id)))
            }
            let all = round.revisions.sorted { $0.key < $1.key }
            let proposal = { (event: Int, revision: Revision) -> DecisionsView.Proposal in
                let seat = round.seats[revision.seat]
                var points: (before: Fraction?, after: Fraction?) = (nil, nil)
                if revision.isConfirmed == nil, case .seen(let effect) = effect(of: revision, in: id, for: viewer) {
                    points = effect
                }
                return DecisionsView.Proposal(
                    event: event, revision: revision, expert: seat?.expert,
                    now: seat?.marks[revision.indicator].map(Fraction.init(hundredths:)), before: points.before,
                    after: points.after)
            }
            return .seen(
                DecisionsView(
                    round: id, waiting: all.filter { $0.value.isConfirmed == nil }.map(proposal),
                    decided: all.filter { $0.value.isConfirmed != nil }.reversed().map(proposal),
                    requests: board.requests.filter { $0.answer == .waits }))
        }
    }
}
