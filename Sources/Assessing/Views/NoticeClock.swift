// How long objections are still heard: in working days, by the calendar that is loaded.

package import AssessmentModel
import EventModel
import RoundState

/// The days of a round's notice as they stand to a day.
package struct NoticeClock: Sendable, Equatable {
    package enum Phase: Sendable { case ahead, running, over }

    /// The first day and the last, which ends with its last second at the ledger's place.
    package let from: String
    package let to: String
    package let phase: Phase
    /// Working days from this one to the last, both counted; nil where the calendar lacks a year, and when it is over.
    package let left: Int?
}

extension Standing {
    /// nil where nothing is published.
    package func noticeClock(of id: RoundID, on today: String) -> NoticeClock? {
        guard let notice = register.rounds[id]?.notice else { return nil }
        let phase: NoticeClock.Phase = today < notice.from ? .ahead : today > notice.to ? .over : .running
        let first = Day(max(today, notice.from))
        let left = first.flatMap { first in
            Day(notice.to).flatMap { register.calendar.workdays(from: first, through: $0) }
        }
        return NoticeClock(from: notice.from, to: notice.to, phase: phase, left: phase == .over ? nil : left)
    }

    /// The first day on which a notice may end that begins on a day, no earlier than the one that runs; nil where the calendar lacks a year.
    package func firstNoticeEnd(of id: RoundID, from day: String) -> String? {
        guard let first = Day(day) else { return nil }
        let running = register.rounds[id]?.notice.flatMap { Day($0.to) }
        var last = running.map { max($0, first) } ?? first
        while let days = register.calendar.workdays(from: first, through: last) {
            if days >= Round.noticeDays { return last.text }
            last = last.next
        }
        return nil
    }
}
