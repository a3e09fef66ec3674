// Whether what waits for somebody is worth a mail on a day.

import AssessmentModel

extension [Todo] {
    /// Days before its last one from which something that waits is told again each day.
    package static var daysBefore: Int { 3 }

    /// What would be told: everything that waits, for the mail lists it all.
    package var names: Set<String> { Set(map(\.name)) }

    /// Whether there is something that was not told yet, or something whose day is near or over; a last day that is today is near.
    package func areWorthMail(told: Set<String>, on day: String) -> Bool {
        let near = Day(day).map { Day(number: $0.number + Self.daysBefore).text } ?? day
        return contains { todo in !told.contains(todo.name) || todo.due.map { $0 <= near } ?? false }
    }

    /// What counts as told from a day's look on: with a mail all of it, without one what of it was told before.
    package func told(before: Set<String>, isSent: Bool) -> Set<String> {
        isSent ? names : names.intersection(before)
    }
}
