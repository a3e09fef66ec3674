// CSV bytes as spreadsheets leave them → records that know their line (RFC 4180).

import AssessmentModel
import CriteriaLoading
import PlainText
import Reasons

/// One record of a table.
struct CSVRow {
    /// The line on which it begins, counted from 1.
    let line: Int
    /// By position, as they are kept (`kept`).
    let fields: [String]
}

private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")
private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
/// Ctrl-Z, which old programs write at the end of a file.
private let endMark: UInt8 = 0x1A

/// The text of a table: lines that end with LF or CRLF, without a mark at its end.
///
/// Where the first line ends with CR alone, as old spreadsheets of the Mac write, every CR ends a line.
func tidied(_ bytes: [UInt8]) -> [UInt8] {
    var text = bytes
    while let last = text.last, last == endMark { text.removeLast() }
    guard let end = firstLineEnd(text), text[end] == carriageReturn,
        end + 1 == text.count || text[end + 1] != newline
    else { return text }
    return text.map { $0 == carriageReturn ? newline : $0 }
}

/// The first CR or LF outside quotes.
private func firstLineEnd(_ bytes: [UInt8]) -> Int? {
    var isQuoted = false
    for (index, byte) in bytes.enumerated() {
        if byte == quote { isQuoted.toggle() }
        if !isQuoted, byte == newline || byte == carriageReturn { return index }
    }
    return nil
}

/// The records, without those that hold nothing; nil after broken quotes, behind which nothing can be told apart, and after a
/// line that no table has.
///
/// Quoted fields may hold lines' ends, and quotes doubled. A first line such as `sep=,`, a spreadsheet's note to itself, is
/// passed over.
func readRecords(_ bytes: [UInt8], into log: ProblemLog) -> [CSVRow]? {
    guard isOfLines(bytes, into: log) else { return nil }
    var parsing = RecordParsing(bytes, log)
    return parsing.records()
}

/// Where the table begins: behind a first line `sep=,`, whatever stands for the comma; nil where there is no such line.
func endOfSeparatorLine(_ bytes: [UInt8]) -> Int? {
    guard bytes.starts(with: Array("sep=".utf8)) else { return nil }
    let line = bytes.prefix { $0 != newline }
    return line.count <= 6 ? min(line.endIndex + 1, bytes.endIndex) : nil
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
            log.add(
                number, nil, Reason(.lineTooLong, ["found": .number(end - start), "most": .number(longestLine)]))
            return false
        }
        number += 1
        start = end + 1
    }
    return true
}

/// Walks over the bytes once.
private struct RecordParsing {
    /// Fields behind these are only kept where something stands in them: a line of commas alone would fill the memory.
    private static let mostFields = 256

    private let bytes: [UInt8]
    private let log: ProblemLog
    private var index = 0
    private var line = 1

    init(_ bytes: [UInt8], _ log: ProblemLog) {
        self.bytes = bytes
        self.log = log
        if let end = endOfSeparatorLine(bytes) { (index, line) = (end, 2) }
    }

    mutating func records() -> [CSVRow]? {
        var rows: [CSVRow] = []
        while index < bytes.count {
            let start = line
            guard let fields = record() else { return nil }
            if fields.contains(where: { !$0.isEmpty }) { rows.append(CSVRow(line: start, fields: fields)) }
        }
        return rows
    }

    /// The fields up to the end of the record, and a step behind it.
    private mutating func record() -> [String]? {
        var fields: [String] = []
        while true {
            guard let field = bytes[index...].first == quote ? quoted() : unquoted() else { return nil }
            if fields.count < Self.mostFields || !field.isEmpty { fields.append(field) }
            guard index < bytes.count else { return fields }
            let isLast = bytes[index] == newline
            index += 1
            if isLast {
                line += 1
                return fields
            }
            if index == bytes.count { return fields + [""] }
        }
    }

    /// A field without quotes around it; the step ends at a comma, a line's end, or the end of the file.
    private mutating func unquoted() -> String {
        let start = index
        var isPlain = true
        while index < bytes.count, bytes[index] != comma, bytes[index] != newline {
            isPlain = isPlain && bytes[index] > 0x20 && bytes[index] < 0x7F
            index += 1
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        return isPlain ? text : kept(text)
    }

    private mutating func quoted() -> String? {
        let opened = line
        var content: [UInt8] = []
        index += 1
        while index < bytes.count {
            if bytes[index] == quote {
                guard index + 1 < bytes.count, bytes[index + 1] == quote else {
                    return isClosed() ? text(content) : nil
                }
                index += 1
            } else if bytes[index] == newline {
                line += 1
            }
            content.append(bytes[index])
            index += 1
        }
        log.add(opened, nil, Reason(.quoteOpen))
        return nil
    }

    private func text(_ content: [UInt8]) -> String { kept(String(decoding: content, as: UTF8.self)) }

    /// Steps over the closing quote and the CR of a CRLF; whether the field ends there.
    private mutating func isClosed() -> Bool {
        index += 1
        let isCRLF = index < bytes.count && bytes[index] == carriageReturn
        if isCRLF, index + 1 == bytes.count || bytes[index + 1] == newline { index += 1 }
        guard index < bytes.count, bytes[index] != comma, bytes[index] != newline else { return true }
        log.add(line, nil, Reason(.textBehindQuote), hint: Reason(.quotesDoubled))
        return false
    }
}
