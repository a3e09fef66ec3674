// Working days: the State Council's yearly arrangement of holidays and make-up workdays.

/// One year's arrangement. Days are ISO (yyyy-mm-dd).
package struct CalendarYear: Sendable, Equatable {
    package let year: Int
    /// Days off beyond Saturdays and Sundays; it does no harm to name those too.
    package let holidays: [String]
    /// Saturdays and Sundays on which people work.
    package let workdays: [String]

    package init(year: Int, holidays: [String], workdays: [String]) {
        self.year = year
        self.holidays = holidays
        self.workdays = workdays
    }
}

/// The years that are known.
package struct WorkCalendar: Sendable, Equatable {
    private var years: [Int: CalendarYear] = [:]

    package init() {}

    package subscript(year: Int) -> CalendarYear? {
        get { years[year] }
        set { years[year] = newValue }
    }

    /// By year.
    package var all: [CalendarYear] { years.values.sorted { $0.year < $1.year } }

    /// Whether people work on that day; nil where the day's year is not known.
    package func isWorkday(_ day: Day) -> Bool? {
        guard let year = years[day.year] else { return nil }
        if year.workdays.contains(day.text) { return true }
        return day.weekday < 6 && !year.holidays.contains(day.text)
    }

    /// The working days from one day to another, both counted; nil where a year is not known.
    package func workdays(from first: Day, through last: Day) -> Int? {
        var count = 0
        var day = first
        while day <= last {
            guard let isWorkday = isWorkday(day) else { return nil }
            count += isWorkday ? 1 : 0
            day = day.next
        }
        return count
    }
}
