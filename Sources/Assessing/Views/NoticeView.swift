// 公示期: on which days a result may be put up, by the working days of the loaded calendar.

package import AssessmentModel
import EventModel
import HashTreeCollections
package import Reasons
package import RoundState

/// The days of a notice before it is published, and what is wrong with them.
package struct NoticeView: Sendable {
    package let round: RoundID
    package let from: String
    package let to: String
    /// nil where the calendar does not know a year of it.
    package let workdays: Int?
    /// Days off between the first day and the last.
    package let daysOff: Int?
    /// Why the result may not be put up on these days; empty where it may.
    package let refusals: [Reason]
    /// The years of it for which no calendar is loaded.
    package let unknownYears: [Int]
    /// A notice that was proposed and waits for the second person.
    package let waiting: PendingAct?
}

extension Standing {
    /// Days as they are typed, or else those that are proposed: from the planned day, or today where that is over, to the fifth working day,
    /// or to the planned end where that is later.
    /// - Returns: denied where the viewer sees no result of the round.
    package func notice(
        of id: RoundID, from: String? = nil, to: String? = nil, on day: String, for viewer: Viewer
    ) -> Seen<NoticeView> {
        guard let round = register.rounds[id] else { return .denied(Reason(.roundUnknown, .round(id))) }
        if let why = refusal(of: .seeResult, to: viewer, in: id) { return .denied(why) }
        let proposed = proposedDays(round, on: day)
        let (from, to) = (from ?? proposed.from, to ?? proposed.to)
        var refusals = register.refusals(ofNoticeFrom: from, to: to, on: day)
        if !round.withdrawalsNotTaken.isEmpty { refusals.insert(Reason(.withdrawalsNotConcluded), at: 0) }
        let (first, last) = (Day(from), Day(to))
        let workdays = first.flatMap { first in last.flatMap { register.calendar.workdays(from: first, through: $0) } }
        let years = first.flatMap { first in last.map { Array(first.year...max(first.year, $0.year)) } } ?? []
        return .seen(
            NoticeView(
                round: id, from: from, to: to, workdays: workdays,
                daysOff: first.flatMap { first in
                    last.flatMap { last in workdays.map { first.days(until: last) + 1 - $0 } }
                },
                refusals: refusals, unknownYears: years.prefix(10).filter { register.calendar[$0] == nil },
                waiting: round.waitingActs.first { $0.kind == .publish }))
    }

    private func proposedDays(_ round: Round, on day: String) -> (from: String, to: String) {
        let plan = round.terms?.plan.notice
        let start = max(plan?.from ?? day, day)
        guard var first = Day(start) else { return (day, day) }
        while register.calendar.isWorkday(first) == false { first = first.next }
        var (last, count) = (first, 0)
        while let isWorkday = register.calendar.isWorkday(last) {
            count += isWorkday ? 1 : 0
            if count >= Round.noticeDays { break }
            last = last.next
        }
        return (first.text, max(last.text, plan?.to ?? ""))
    }
}
