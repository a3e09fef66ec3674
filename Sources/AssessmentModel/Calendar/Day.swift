// The one civil calendar: days without clock or time zone.

/// A day of the Gregorian calendar, as the number of days since 1970-01-01.
package struct Day: Sendable, Hashable, Comparable {
    package let number: Int

    package init(number: Int) { self.number = number }

    /// nil for anything but a date written yyyy-mm-dd.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.digits(bytes[0..<4]), let month = Self.digits(bytes[5..<7]),
            let day = Self.digits(bytes[8..<10]), (1...12).contains(month)
        else { return nil }
        number = Self.number(year, month, day)
        guard civil == (year, month, day) else { return nil }
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
        bytes.reduce(0) { number, byte in
            byte &- 0x30 < 10 ? number.map { $0 * 10 + Int(byte - 0x30) } : nil
        }
    }

    /// Days from the civil calendar, in years that begin on 1 March so that the leap day comes last.
    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    package var year: Int { civil.year }

    /// Year, month 1…12, day 1…31.
    package var civil: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let ofEra = shifted % 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * month + 2) / 5 + 1
        let civil = month < 10 ? month + 3 : month - 9
        return (yearOfEra + era * 400 + (civil <= 2 ? 1 : 0), civil, day)
    }

    /// yyyy-mm-dd.
    package var text: String {
        let (year, month, day) = civil
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// The last day of a term of so many years that begins today: the day before its anniversary; a term from 29 February ends with the
    /// February of a common year.
    package func lastDay(years: Int) -> Day {
        let (year, month, day) = civil
        let isLeap = (month, day) == (2, 29)
        return Day(number: Self.number(year + years, isLeap ? 3 : month, isLeap ? 1 : day) - 1)
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
