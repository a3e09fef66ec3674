// Days of the Gregorian calendar, without clock or time zone.

import AssessmentModel
import Foundation

/// A day as plans give it, yyyy-mm-dd.
struct CalendarDate: Equatable, Comparable {
    let year: Int
    let month: Int
    let day: Int

    /// nil for text that names no day.
    init?(iso text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        guard self == CalendarDate(daysSince1970: daysSince1970) else { return nil }
    }

    /// Days to civil date (Howard Hinnant, chrono-compatible low-level date algorithms, `civil_from_days`).
    init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The same source, `days_from_civil`. A day beyond the month's end counts into the next month.
    var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The last day of a term of so many years that begins today: the day before its anniversary.
    func lastDay(years: Int) -> CalendarDate {
        let leapDay = month == 2 && day == 29
        let anniversary = CalendarDate(year: year + years, month: leapDay ? 3 : month, day: leapDay ? 1 : day)
        return CalendarDate(daysSince1970: anniversary.daysSince1970 - 1)
    }

    /// Midnight UTC.
    var date: Date { Date(timeIntervalSince1970: Double(daysSince1970) * 86_400) }

    /// 2026年11月9日 (GB/T 9704-2012, 7.3.5.4: Arabic digits, no leading zeros), or 9 November 2026.
    func text(in language: Language) -> String {
        switch language {
        case .chinese: "\(year)年\(month)月\(day)日"
        case .english: "\(day) \(Self.months[month - 1]) \(year)"
        }
    }

    static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.daysSince1970 < b.daysSince1970 }

    private init(year: Int, month: Int, day: Int) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]
}
