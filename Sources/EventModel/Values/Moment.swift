// Moments, and the days that follow from them where the ledger is at home.

import AssessmentModel

/// A second of universal time.
package struct Moment: Sendable, Hashable, Comparable {
    /// Since 1970-01-01T00:00:00Z, without leap seconds (POSIX.1-2017 section 4.16).
    package let seconds: Int

    package init(seconds: Int) { self.seconds = seconds }

    /// nil for anything but a moment written yyyy-mm-ddThh:mm:ssZ.
    package init?(time: String) {
        let bytes = Array(time.utf8)
        guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"), let day = Day(String(time.prefix(10))),
            let hour = Self.pair(bytes, 11), let minute = Self.pair(bytes, 14), let second = Self.pair(bytes, 17),
            hour < 24, minute < 60, second < 60
        else { return nil }
        seconds = day.number * 86_400 + hour * 3600 + minute * 60 + second
    }

    /// Two digits.
    private static func pair(_ bytes: [UInt8], _ start: Int) -> Int? {
        let (tens, ones) = (bytes[start] &- 0x30, bytes[start + 1] &- 0x30)
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }

    /// yyyy-mm-ddThh:mm:ssZ (RFC 3339).
    package var time: String {
        let clock = seconds - midnight.number * 86_400
        let parts = [clock / 3600, clock / 60 % 60, clock % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(midnight.text)T\(parts.joined(separator: ":"))Z"
    }

    private var midnight: Day { Day(number: (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400) }

    /// What clocks show at a place: yyyy-mm-dd hh:mm.
    package func clock(at place: PlaceOffset) -> String {
        let there = Moment(seconds: seconds + place.minutes * 60).time
        return "\(there.prefix(10)) \(there.dropFirst(11).prefix(5))"
    }

    /// The civil day at a place, yyyy-mm-dd.
    package func day(at place: PlaceOffset) -> String { Moment(seconds: seconds + place.minutes * 60).midnight.text }

    package static func < (a: Moment, b: Moment) -> Bool { a.seconds < b.seconds }
}

/// Where a ledger is at home: minutes that its clocks are ahead of universal time. China has one such number, 480.
package struct PlaceOffset: Sendable, Hashable {
    package let minutes: Int

    /// nil outside −12:00…+14:00, between which all places lie.
    package init?(minutes: Int) {
        guard (-720...840).contains(minutes) else { return nil }
        self.minutes = minutes
    }

    private init(known minutes: Int) { self.minutes = minutes }

    package static let china = PlaceOffset(known: 480)

    /// From `+08:00`; nil for another form.
    package init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 6, digits[3] == UInt8(ascii: ":"), let sign = ["+": 1, "-": -1][text.prefix(1)],
            let hours = Int(text.dropFirst().prefix(2)), let minutes = Int(text.suffix(2)), (0..<60).contains(minutes),
            hours >= 0
        else { return nil }
        self.init(minutes: sign * (hours * 60 + minutes))
    }
}

extension PlaceOffset: CustomStringConvertible {
    /// `+08:00`.
    package var description: String {
        let parts = [abs(minutes) / 60, abs(minutes) % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return (minutes < 0 ? "-" : "+") + parts.joined(separator: ":")
    }
}
