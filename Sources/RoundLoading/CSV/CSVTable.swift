// A table's bytes, CSV or a workbook → rows whose fields are asked for by column.

import AssessmentModel
import CriteriaLoading
import PlainText
import Reasons

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
        let isWorkbook = WorkbookArchive.begins(bytes)
        guard
            let records = isWorkbook
                ? readWorkbook(bytes, required: required, into: log)
                : Self.records(bytes, encoding, required + optional, log)
        else { return nil }
        guard let first = records.first else {
            let columns = (required + optional).joined(separator: ",")
            log.add(nil, nil, Reason(.tableEmpty, ["columns": .text(columns)]))
            return nil
        }
        guard let header = CSVHeader(first, required: required, optional: optional, into: log) else { return nil }
        self.log = log
        self.header = header
        if isWorkbook { log.cells = header.columns }
        let width = first.fields.count
        // A sheet's row ends with what stands last in it.
        let filled = records.dropFirst().map { row in
            isWorkbook && row.fields.count < width
                ? CSVRow(line: row.line, fields: row.fields + Array(repeating: "", count: width - row.fields.count))
                : row
        }
        rows = filled.filter { Self.fits($0, header, log) }
        isWhole = rows.count == records.count - 1
    }

    /// What stands in the first row; nothing where there is none that can be read.
    static func heads(of bytes: [UInt8], encoding: TextEncoding) -> [String] {
        let log = ProblemLog(file: "")
        let records =
            WorkbookArchive.begins(bytes)
            ? readWorkbook(bytes, required: [], into: log) : records(bytes, encoding, [], log)
        return records?.first?.fields ?? []
    }

    private static func records(
        _ bytes: [UInt8], _ encoding: TextEncoding, _ columns: [String], _ log: ProblemLog
    ) -> [CSVRow]? {
        guard !WorkbookArchive.isCompound(bytes) else {
            log.add(nil, nil, Reason(.workbookOld))
            return nil
        }
        guard let decoded = decode(bytes, encoding, into: log) else { return nil }
        let text = tidied(decoded)
        if let separator = ForeignSeparator(in: text, of: columns) {
            log.add(1, nil, Reason(.separatorOther, ["separator": separator.told]), hint: separator.hint)
            return nil
        }
        return readRecords(text, into: log)
    }

    /// Whether the row has a field for each named column, and nothing beside them.
    private static func fits(_ row: CSVRow, _ header: CSVHeader, _ log: ProblemLog) -> Bool {
        guard header.width.contains(row.fields.count) else {
            let expected = header.width.lowerBound
            log.add(
                row.line, nil,
                Reason(.rowWidth, ["found": .number(row.fields.count), "expected": .number(expected)]),
                hint: hint(forWrongWidth: row, expected: expected))
            return false
        }
        for index in header.unnamed where index < row.fields.count && !row.fields[index].isEmpty {
            log.add(
                row.line, nil,
                Reason(.fieldUnnamed, ["found": .shown(row.fields[index]), "column": .number(index + 1)]))
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
        let form: InputForm = shape == .line ? .oneLine : .paragraphs
        log.add(row.line, column, fault.reason(expected: form.told))
        return nil
    }

    /// Text that must not be empty; nil after a problem.
    func requiredText(_ row: CSVRow, _ column: String) -> String? {
        guard !field(row, column).isEmpty else {
            log.add(row.line, column, Reason(.fieldEmpty))
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
                text.isEmpty ? .empty(expected: .id) : .written(.shown(text), expected: .idOf))
            return nil
        }
        return Identifier(text)
    }

    /// An id that is one of these, or any where they are nil, in the column that is called as what it names; nil after a problem.
    func known<Subject>(_ row: CSVRow, _ column: InputThing, _ ids: Set<String>?) -> Identifier<Subject>? {
        guard let id: Identifier<Subject> = identifier(row, column.rawValue) else { return nil }
        guard let ids, !ids.contains(id.text) else { return id }
        log.add(
            row.line, column.rawValue, .unknown(column, id.text), hint: meant(id.text, ids))
        return nil
    }

    /// A code of GB/T 2260; nil where there is none, and after a problem.
    func code(_ row: CSVRow, _ column: String) -> String? {
        let text = field(row, column)
        guard !text.isEmpty else { return nil }
        guard text.utf8.count == 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            log.add(
                row.line, column, .written(.shown(text), expected: .areaCode), hint: numberSlip(text))
            return nil
        }
        return text
    }

    /// One of the words of an open list that are known here, any where it is not known which; nil after a problem.
    func word<Word: OpenWord>(_ row: CSVRow, _ column: String, among known: [Word]?) -> Word? {
        guard let known else {
            let id: Identifier<Word>? = identifier(row, column)
            return id.map { Word(word: $0.text) }
        }
        let text = field(row, column)
        if let word = known.first(where: { $0.rawValue == text }) { return word }
        let words = known.map(\.rawValue)
        log.add(
            row.line, column, .written(.shown(text), expected: .choice(words.map { .text($0) })),
            hint: meant(text.lowercased(), words))
        return nil
    }
}

extension Reason {
    static func none(of thing: InputThing) -> Reason { Reason(.holdsNone, ["thing": thing.told]) }
}
