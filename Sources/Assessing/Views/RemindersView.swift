// 催办: whom the bureau has to remind, and of what.

package import AssessmentModel
import EventModel
import HashTreeCollections
import Reasons
import RoundState

/// One sheet of an expert that is not sealed, or of which something is asked.
package struct Reminder: Sendable, Equatable {
    package let expert: ExpertID?
    package let zone: ZoneID
    package let seat: SeatID
    /// nil: the sheet is sealed.
    package let open: Open?
    /// Cells whose re-read is called and not answered.
    package let rereads: Int

    /// What an open sheet lacks.
    package struct Open: Sendable, Equatable {
        package let isAccepted: Bool
        package let marks: Int
        package let comments: Int
    }
}

extension Standing {
    /// By expert, then zone; none once the round is closed.
    /// - Returns: denied where the viewer may not see the whole round.
    package func reminders(in id: RoundID, for viewer: Viewer) -> Seen<[Reminder]> {
        guard let round = register.rounds[id] else { return .denied(Reason(.roundUnknown, .round(id))) }
        if let why = refusal(of: .seeProgress, to: viewer, in: id) { return .denied(why) }
        guard round.stage == .scoring, let terms = round.terms else { return .seen([]) }
        let asked = Dictionary(grouping: round.rereads.values.lazy.filter { !$0.isAnswered }, by: \.seat)
        let reminders = round.seatsInOrder.filter { !$0.isRecused && !round.hasWithdrawn($0.zone) }.compactMap {
            seat -> Reminder? in
            let rereads = asked[seat.id]?.count ?? 0
            guard seat.isOpen || rereads > 0 else { return nil }
            let lacks = terms.lacks(seat)
            let open = Reminder.Open(
                isAccepted: seat.isAccepted || register.edition < .fourth, marks: lacks.marks.count,
                comments: lacks.comments.count)
            return Reminder(
                expert: seat.expert, zone: seat.zone, seat: seat.id, open: seat.isOpen ? open : nil, rereads: rereads)
        }
        return .seen(reminders.sorted { ($0.expert?.text ?? "", $0.zone) < ($1.expert?.text ?? "", $1.zone) })
    }
}
