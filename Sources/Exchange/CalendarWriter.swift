// Days that are due, as a calendar that other programs read.

/// Whole days → iCalendar (RFC 5545).
package struct CalendarWriter: Sendable {
    /// One day that is due.
    package struct Entry: Sendable {
        /// The same for the same thing whenever it is written, so that a calendar puts a new day in the place of the old.
        package let id: String
        /// yyyy-mm-dd.
        package let day: String
        package let title: String

        package init(id: String, day: String, title: String) {
            self.id = id
            self.day = day
            self.title = title
        }
    }

    private let stamp: String

    /// `stamp` is the moment of writing, yyyy-mm-ddThh:mm:ssZ.
    package init(stamp: String) { self.stamp = Self.plain(stamp) }

    package func text(_ entries: [Entry]) -> String {
        let lines =
            ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Heng//Heng//ZH"]
            + entries.flatMap { entry in
                [
                    "BEGIN:VEVENT", "UID:\(Self.escaped(entry.id))", "DTSTAMP:\(stamp)",
                    "DTSTART;VALUE=DATE:\(Self.plain(entry.day))", "SUMMARY:\(Self.escaped(entry.title))",
                    "TRANSP:TRANSPARENT", "END:VEVENT",
                ]
            } + ["END:VCALENDAR"]
        return lines.map(Self.folded).joined()
    }

    private static func plain(_ moment: String) -> String { moment.filter { $0 != "-" && $0 != ":" } }

    /// Section 3.3.11.
    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,")
            .replacing("\r\n", with: "\\n").replacing("\n", with: "\\n")
    }

    /// Section 3.1: no line has more than 75 octets; no character is cut.
    private static func folded(_ line: String) -> String {
        var folded = ""
        var width = 0
        for scalar in line.unicodeScalars {
            let length = UTF8.width(scalar)
            if width + length > 75 {
                folded += "\r\n "
                width = 1
            }
            folded.unicodeScalars.append(scalar)
            width += length
        }
        return folded + "\r\n"
    }
}
