// A table's bytes → rows whose fields are asked for by column.

import AssessmentModel
import CriteriaLoading
import PlainText

/// A table with a header, read whole.
///
/// What spreadsheets leave behind is passed over: rows without content, and columns with neither name nor content.
struct CSVTable {
    let log: ProblemLog
    private let header: CSVHeader
    let rows: [CSVRow]
    /// Whether no row was left out for its number of fields.
    let isWhole: Bool

    /// nil after a problem that leaves no table: wrong encoding, wrong separator, wrong header, broken quotes.
    init?(
        _ bytes: [UInt8], encoding: TextEncoding, required: [String], optional: [String] = [], into log: ProblemLog
    ) {
        guard let decoded = decode(bytes, encoding, into: log) else { return nil }
        let text = tidied(decoded)
        if let separator = ForeignSeparator(in: text, of: required + optional) {
            log.add(
                1, nil, "\(separator.words) stand between the columns, expected commas", hint: separator.hint)
            return nil
        }
        guard let records = readRecords(text, into: log) else { return nil }
        guard let first = records.first else {
            log.add(nil, nil, "the file is empty, expected the header \((required + optional).joined(separator: ","))")
            return nil
        }
        guard let header = CSVHeader(first, required: required, optional: optional, into: log) else { return nil }
        self.log = log
        self.header = header
        rows = records.dropFirst().filter { Self.fits($0, header, log) }
        isWhole = rows.count == records.count - 1
    }

    /// Whether the row has a field for each named column, and nothing beside them.
    private static func fits(_ row: CSVRow, _ header: CSVHeader, _ log: ProblemLog) -> Bool {
        guard header.width.contains(row.fields.count) else {
            let expected = header.width.lowerBound
            log.add(
                row.line, nil, "found \(row.fields.count) fields, the header has \(expected)",
                hint: hint(forWrongWidth: row, expected: expected))
            return false
        }
        for index in header.unnamed where index < row.fields.count && !row.fields[index].isEmpty {
            log.add(row.line, nil, "found `\(shown(row.fields[index]))` in column \(index + 1), which has no name")
        }
        return true
    }

    /// A field as it is kept, for what has a grammar of its own; empty where the table lacks the column.
    func field(_ row: CSVRow, _ column: String) -> String {
        header.columns[column].map { row.fields[$0] } ?? ""
    }

    /// A field that is kept as text; empty where nothing stands in it, nil after a problem.
    func text(
        _ row: CSVRow, _ column: String, as shape: TextShape = .line, atMost most: Int = TextLimit.name
    ) -> String? {
        let text = field(row, column)
        guard let fault = refusal(ofText: text, as: shape, atMost: most) else { return text }
        log.add(
            row.line, column,
            fault.code == .tooLong
                ? "\(fault)"
                : "\(fault), expected text that prints"
                    + (shape == .line ? " on one line" : ""))
        return nil
    }

    /// Text that must not be empty; nil after a problem.
    func requiredText(_ row: CSVRow, _ column: String) -> String? {
        guard !field(row, column).isEmpty else {
            log.add(row.line, column, "is empty")
            return nil
        }
        return text(row, column)
    }

    /// A field that must be an id; nil after a problem.
    func identifier<Subject>(_ row: CSVRow, _ column: String) -> Identifier<Subject>? {
        let text = field(row, column)
        guard Identifier<Subject>.accepts(text) else {
            log.add(
                row.line, column,
                text.isEmpty
                    ? "is empty, expected an id" : "found `\(shown(text))`, expected an id of a-z, 0-9, `.`, `_`, `-`"
            )
            return nil
        }
        return Identifier(text)
    }

    /// An id that is one of these, or any where they are nil; nil after a problem.
    func known<Subject>(_ row: CSVRow, _ column: String, _ ids: Set<String>?) -> Identifier<Subject>? {
        guard let id: Identifier<Subject> = identifier(row, column) else { return nil }
        guard let ids, !ids.contains(id.text) else { return id }
        log.add(
            row.line, column, "unknown \(column) `\(id)`", hint: nearest(id.text, ids).map { "did you mean `\($0)`?" })
        return nil
    }

    /// A code of GB/T 2260; nil where there is none, and after a problem.
    func code(_ row: CSVRow, _ column: String) -> String? {
        let text = field(row, column)
        guard !text.isEmpty else { return nil }
        guard text.utf8.count == 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            log.add(
                row.line, column, "found `\(shown(text))`, expected six digits of GB/T 2260 or nothing",
                hint: numberSlip(text))
            return nil
        }
        return text
    }

    /// One of the words that a type has; nil after a problem.
    func choice<Choice: RawRepresentable & CaseIterable>(_ row: CSVRow, _ column: String) -> Choice?
    where Choice.RawValue == String {
        let text = field(row, column)
        if let choice = Choice(rawValue: text) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        log.add(
            row.line, column, "found `\(shown(text))`, expected \(words.joined(separator: ", "))",
            hint: nearest(text.lowercased(), words).map { "did you mean `\($0)`?" })
        return nil
    }
}
