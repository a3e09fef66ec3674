// Before the close: all that blocks it, what would be missing, and what the account of seats would be.

package import AssessmentModel
package import EventModel
import HashTreeCollections
package import Reasons
import RoundState

package struct CloseView: Sendable {
    /// A sheet that would be missing.
    package struct Missing: Sendable, Equatable {
        package let zone: ZoneID
        package let seat: SeatID
        package let expert: ExpertID?
        package let marked: Int
        package let marks: Int
    }

    package let round: RoundID
    /// What has to be decided or done first: the close is refused while there is any.
    package let blocks: [Reason]
    /// By zone, then seat.
    package let sheets: [Missing]
    /// Each costs its zone the verdict; by zone, then name.
    package let facts: [Reason]
    /// The zones that they would cost it.
    package let zones: [ZoneID]
    package let account: LedgerEvent.Account
}

extension Standing {
    /// Of a round in scoring.
    /// - Returns: denied where the viewer does not see the whole round.
    package func close(of id: RoundID, for viewer: Viewer) -> Seen<CloseView> {
        guard let round = register.rounds[id], let terms = round.terms else {
            return .denied(Reason(.roundUnknown, .round(id)))
        }
        if let why = refusal(of: .seeProgress, to: viewer, in: id) { return .denied(why) }
        let open = round.seatsInOrder.filter { $0.isOpen && !round.hasWithdrawn($0.zone) }
        let facts = round.missingFacts
        let count = { (state: SeatState) in round.seats.values.count { $0.finalState == state } }
        return .seen(
            CloseView(
                round: id, blocks: round.unfinished + round.conflicts(register.experts),
                sheets: open.map { seat in
                    let marks = terms.marked(at: seat.zone).count
                    return CloseView.Missing(
                        zone: seat.zone, seat: seat.id, expert: seat.expert,
                        marked: marks - terms.lacks(seat).marks.count, marks: marks)
                },
                facts: facts, zones: Set(facts.compactMap { $0.subject.map { ZoneID($0.id) } }).sorted(),
                account: LedgerEvent.Account(
                    seats: round.seats.count, sealed: count(.sealed), recused: count(.recused),
                    missed: count(.missed))))
    }
}
