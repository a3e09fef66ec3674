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

/// A day of the Gregorian calendar, as the number of days since 1970-01-01.
package struct Day: Sendable, Hashable, Comparable {
    package let number: Int

    package init(number: Int) { self.number = number }

    /// nil for anything but a date written yyyy-mm-dd.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2])
        else { return nil }
        number = Self.number(year, month, day)
        guard self.text == text else { return nil }
    }

    /// Days from the civil calendar, in years that begin on 1 March so that the leap day comes last.
    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    package var year: Int { Int(text.prefix(4)) ?? 0 }

    /// yyyy-mm-dd.
    package var text: String {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let ofEra = shifted % 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * month + 2) / 5 + 1
        let civil = month < 10 ? month + 3 : month - 9
        let year = yearOfEra + era * 400 + (civil <= 2 ? 1 : 0)
        return "\(padded(year, 4))-\(padded(civil, 2))-\(padded(day, 2))"
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// 1 for Monday … 7 for Sunday.
    package var weekday: Int { (number + 3) % 7 + 1 }

    package var next: Day { Day(number: number + 1) }
    package var previous: Day { Day(number: number - 1) }
    package func days(until other: Day) -> Int { other.number - number }

    package static func < (a: Day, b: Day) -> Bool { a.number < b.number }
}
