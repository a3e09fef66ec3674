// CSV text → rows that know their line (RFC 4180).

import AssessmentModel
import CriteriaLoading
import Foundation

/// One record of a table.
struct CSVRow {
    /// The line on which it begins, counted from 1.
    let line: Int
    /// By position of the table's columns.
    let fields: [String]
}

/// A table with a header, read whole.
///
/// Fields are trimmed of blanks and in composed form (NFC). Lines end with LF or CRLF; quoted fields may hold both, and
/// quotes doubled. Empty lines are passed over.
struct CSVTable {
    let log: ProblemLog
    /// Column name → position.
    private let columns: [String: Int]
    let rows: [CSVRow]

    /// nil after a problem that leaves no table: wrong encoding, wrong header, broken quotes.
    init?(
        _ bytes: [UInt8], encoding: TextEncoding, required: [String], optional: [String] = [], into log: ProblemLog
    ) {
        guard let text = decode(bytes, encoding, into: log), isOfLines(text, into: log),
            let records = parse(text, into: log)
        else { return nil }
        guard let header = records.first else {
            log.add(nil, nil, "the file is empty, expected the header \((required + optional).joined(separator: ","))")
            return nil
        }
        guard let columns = readHeader(header, required: required, optional: optional, into: log) else { return nil }
        var rows: [CSVRow] = []
        for row in records.dropFirst() {
            if row.fields.count == header.fields.count {
                rows.append(row)
            } else {
                log.add(row.line, nil, "found \(row.fields.count) fields, the header has \(header.fields.count)")
            }
        }
        self.log = log
        self.columns = columns
        self.rows = rows
    }

    /// The field of a column; empty where the table lacks the column.
    func field(_ row: CSVRow, _ column: String) -> String {
        columns[column].map { row.fields[$0] } ?? ""
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

    /// A field that must not be empty; nil after a problem.
    func text(_ row: CSVRow, _ column: String) -> String? {
        let text = field(row, column)
        guard !text.isEmpty else {
            log.add(row.line, column, "is empty")
            return nil
        }
        return text
    }
}

private func readHeader(
    _ header: CSVRow, required: [String], optional: [String], into log: ProblemLog
) -> [String: Int]? {
    var columns: [String: Int] = [:]
    var isFine = true
    for (index, name) in header.fields.enumerated() {
        guard (required + optional).contains(name) else {
            log.add(
                header.line, shown(name), "unknown column `\(shown(name))`",
                hint: nearest(name, required + optional).map { "did you mean `\($0)`?" }
                    ?? "columns: \((required + optional).joined(separator: ", "))")
            isFine = false
            continue
        }
        if columns.updateValue(index, forKey: name) != nil {
            log.add(header.line, name, "the column stands twice")
            isFine = false
        }
    }
    for name in required where columns[name] == nil {
        log.add(header.line, nil, "the column `\(name)` is missing")
        isFine = false
    }
    return isFine ? columns : nil
}

/// More than any field may hold, a comment of a thousand characters included.
private let longestLine = 100_000

/// Whether no line is so long that the file can be no table.
private func isOfLines(_ bytes: [UInt8], into log: ProblemLog) -> Bool {
    var number = 1
    var start = 0
    while start < bytes.count {
        let end = bytes[start...].firstIndex(of: newline) ?? bytes.count
        guard end - start <= longestLine else {
            log.add(number, nil, "the line holds \(end - start) bytes, expected at most \(longestLine)")
            return false
        }
        number += 1
        start = end + 1
    }
    return true
}

private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")
private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")

/// The records; nil after broken quotes, behind which nothing can be told apart.
private func parse(_ bytes: [UInt8], into log: ProblemLog) -> [CSVRow]? {
    var rows: [CSVRow] = []
    var fields: [String] = []
    var line = 1
    var start = 1
    var index = 0
    while index < bytes.count {
        let field: [UInt8]
        if bytes[index] == quote {
            let opened = line
            guard let (content, next) = quoted(bytes, from: index + 1, &line) else {
                log.add(opened, nil, "a quote is opened and not closed")
                return nil
            }
            (field, index) = (content, next)
            if index < bytes.count, ![comma, newline, carriageReturn].contains(bytes[index]) {
                log.add(line, nil, "found text behind a closing quote", hint: "a quote inside a field is written twice")
                return nil
            }
        } else {
            let end = bytes[index...].firstIndex { $0 == comma || $0 == newline } ?? bytes.count
            field = Array(bytes[index..<end])
            index = end
        }
        append(field, to: &fields, line: line, log)
        if index < bytes.count, bytes[index] == carriageReturn { index += 1 }
        let isLast = index >= bytes.count || bytes[index] == newline
        if isLast {
            if fields != [""] { rows.append(CSVRow(line: start, fields: fields)) }
            fields = []
            line += 1
            start = line
        } else if index == bytes.count - 1 {
            // The file ends behind a comma: one more field, empty.
            fields.append("")
            rows.append(CSVRow(line: start, fields: fields))
        }
        index += 1
    }
    return rows
}

/// The content up to the closing quote, and the place behind it.
private func quoted(_ bytes: [UInt8], from start: Int, _ line: inout Int) -> ([UInt8], Int)? {
    var content: [UInt8] = []
    var index = start
    while index < bytes.count {
        if bytes[index] == quote {
            guard index + 1 < bytes.count, bytes[index + 1] == quote else { return (content, index + 1) }
            index += 1
        } else if bytes[index] == newline {
            line += 1
        }
        content.append(bytes[index])
        index += 1
    }
    return nil
}

private func append(_ bytes: [UInt8], to fields: inout [String], line: Int, _ log: ProblemLog) {
    let text = String(decoding: bytes, as: UTF8.self)
        .replacing("\r\n", with: "\n").trimmingCharacters(in: blanks).precomposedStringWithCanonicalMapping
    if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" }) {
        log.add(line, nil, "found a control character in a field")
    }
    fields.append(text)
}

private let blanks = CharacterSet.whitespacesAndNewlines
