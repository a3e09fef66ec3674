// Lines of a text file as the C2SP formats have them.

import Reasons

/// Text in lines, each ended by U+000A.
enum NoteLines {
    /// The lines without their ends.
    ///
    /// - Throws: `LedgerError` with the line for bytes that are not UTF-8, a control character below U+0020 other than the newline,
    ///   or a last line without end.
    static func lines(of bytes: [UInt8], subject: LedgerError.Thing) throws(LedgerError) -> [String] {
        guard bytes.last == newline else {
            throw LedgerError(.malformed, .the(subject), Reason(.newlineMissing))
        }
        var lines: [String] = []
        for line in bytes.dropLast().split(separator: newline, omittingEmptySubsequences: false) {
            let place = LedgerError.Place.line(lines.count + 1)
            guard let text = String(validating: line, as: UTF8.self) else {
                throw LedgerError(.malformed, .the(subject), at: place, Reason(.bytesNotUtf8))
            }
            guard line.allSatisfy({ $0 >= 0x20 }) else {
                throw LedgerError(.malformed, .the(subject), at: place, Reason(.controlCharacter))
            }
            lines.append(text)
        }
        return lines
    }

    /// A number in ASCII decimal without leading zeros.
    static func number(_ text: some StringProtocol) -> Int? {
        guard let number = Int(text), number >= 0, text.utf8.elementsEqual(String(number).utf8) else { return nil }
        return number
    }

    private static let newline: UInt8 = 0x0A
}
