// A mail as the bytes that a program such as sendmail takes.

package import AssessmentModel
import Foundation

/// Internet Message Format (RFC 5322) with MIME (RFC 2045, 2047): one part of plain text in UTF-8, as base64.
///
/// Lines end with LF, as sendmail takes them from a file; lines of the text itself with CRLF, as RFC 2045 section 6.8 wants them before base64.
package struct MailWriter: Sendable {
    /// A name, and the address behind it.
    package struct Sender: Sendable {
        package let name: String
        package let address: String

        package init(name: String, address: String) { (self.name, self.address) = (name, address) }
    }

    private let sender: Sender

    package init(from sender: Sender) { self.sender = sender }

    /// `id` is what stands between the angle brackets of Message-ID; `stamp` the moment as yyyy-mm-ddThh:mm:ss+hh:mm.
    package func bytes(
        to address: String, subject: String, text: String, id: String, stamp: String, in language: Language
    ) -> [UInt8] {
        let heads = [
            "From: \(Self.words(sender.name)) <\(Self.plain(sender.address))>",
            "To: <\(Self.plain(address))>",
            "Subject: \(Self.words(subject, after: 9))",
            "Date: \(Self.date(stamp))",
            "Message-ID: <\(Self.plain(id))>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "Content-Language: \(language.rawValue)",
            // RFC 3834 section 5: nobody's vacation answers it.
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
        ]
        return Array((heads.joined(separator: "\n") + "\n\n" + Self.base64(text) + "\n").utf8)
    }

    /// What a header may hold beside encoded words: visible ASCII, so that no value begins another line.
    private static func plain(_ text: String) -> String {
        String(decoding: text.utf8.filter { (0x21...0x7E).contains($0) }, as: UTF8.self)
    }

    /// Encoded words (RFC 2047 section 2): none longer than 75, lines no longer than 76, no character cut.
    ///
    /// `taken` is how much of the first line is in use.
    private static func words(_ text: String, after taken: Int = 6) -> String {
        let most = 45
        var (words, bytes) = ([String](), [UInt8]())
        // 12 characters stand around the base64 of a word.
        var room = min(most, (75 - 12 - taken) / 4 * 3)
        for scalar in text.unicodeScalars where scalar.value >= 0x20 && scalar.value != 0x7F {
            let next = Array(String(scalar).utf8)
            if bytes.count + next.count > room {
                words.append("=?utf-8?B?\(Data(bytes).base64EncodedString())?=")
                (bytes, room) = ([], most)
            }
            bytes += next
        }
        words.append("=?utf-8?B?\(Data(bytes).base64EncodedString())?=")
        return words.joined(separator: "\n ")
    }

    private static func base64(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        let encoded = Array(Data(lines.utf8).base64EncodedString())
        return stride(from: 0, to: encoded.count, by: 76)
            .map { String(encoded[$0..<min($0 + 76, encoded.count)]) }.joined(separator: "\n")
    }

    /// RFC 5322 section 3.3: Sat, 28 Nov 2026 08:00:00 +0800.
    private static func date(_ stamp: String) -> String {
        guard let day = Day(String(stamp.prefix(10))) else { preconditionFailure("a stamp begins with a day") }
        let (year, month, number) = day.civil
        // 1970-01-01 was a Thursday.
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][(day.number % 7 + 7) % 7]
        let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
        let clock = stamp.dropFirst(11).prefix(8)
        let zone = stamp.suffix(6).filter { $0 != ":" }
        return "\(weekday), \(number) \(name) \(year) \(clock) \(zone)"
    }
}
