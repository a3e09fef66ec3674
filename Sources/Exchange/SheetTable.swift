// A table on its way out: what its columns are, so that each kind of file can say it in its own way.

/// A table with one row of heads.
package struct SheetTable: Sendable {
    package enum Kind: Sendable {
        case text
        /// Plain decimals, as exact text: 12, 0.75.
        case number
        /// yyyy-mm-dd.
        case day
    }

    package struct Column: Sendable {
        package let title: String
        package let kind: Kind

        package init(_ title: String, _ kind: Kind = .text) {
            self.title = title
            self.kind = kind
        }
    }

    package let title: String
    package let columns: [Column]
    /// As many cells as there are columns; an empty one is empty text.
    package let rows: [[String]]

    package init(_ title: String, _ columns: [Column], _ rows: [[String]]) {
        self.title = title
        self.columns = columns
        self.rows = rows
    }

    /// For spreadsheets: with a byte order mark, and nothing that would be taken for a formula.
    package var csv: String { CSVWriter(for: .spreadsheet).text([columns.map(\.title)] + rows) }
}
