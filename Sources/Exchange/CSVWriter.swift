// The one way in which tables become CSV.

/// Rows → CSV (RFC 4180).
package struct CSVWriter: Sendable {
    /// Who opens the file.
    package enum Reader: Sendable {
        /// Lines end in LF, cells stand as they are: nothing is added that a program would have to take away again.
        case program
        /// A byte order mark tells the encoding, lines end in CRLF, and a cell that would be taken for a formula gets an apostrophe before it
        /// (OWASP, CSV injection).
        case spreadsheet
    }

    private let reader: Reader

    package init(for reader: Reader) { self.reader = reader }

    package func text(_ rows: [[String]]) -> String {
        let isSheet = reader == .spreadsheet
        let lines = rows.map { $0.map(field).joined(separator: ",") + (isSheet ? "\r\n" : "\n") }
        return (isSheet ? "\u{FEFF}" : "") + lines.joined()
    }

    /// Also as input methods write them. By scalars: a combining sign behind one hides it from characters, and not from spreadsheets.
    private static let beginsFormula = Set("=+-@\t\r＝＋－＠".unicodeScalars)

    private func field(_ text: String) -> String {
        let isFormula = reader == .spreadsheet && text.unicodeScalars.first.map(Self.beginsFormula.contains) == true
        let guarded = isFormula ? "'" + text : text
        let needsQuotes = guarded.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + guarded.replacing("\"", with: "\"\"") + "\"" : guarded
    }
}
