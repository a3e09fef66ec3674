// A workbook's bytes → the rows of the sheet that is meant, as a CSV file of the same table would give them.

import AssessmentModel
import CriteriaLoading
import Foundation
import PlainText
import Reasons

/// The rows of the one sheet with content that has all columns; nil after a problem.
///
/// Numbers are written with the 15 digits that spreadsheets show, days as yyyy-mm-dd, truth as yes and no, and what is shown in per cent with
/// its sign. Of a formula counts what it gave when the file was written. Hidden sheets are passed over.
func readWorkbook(_ bytes: [UInt8], required: [String], into log: ProblemLog) -> [CSVRow]? {
    do {
        let archive = try WorkbookArchive(bytes)
        let frame = try WorkbookFrame(archive)
        var found: [(name: String, rows: [CSVRow])] = []
        for sheet in frame.sheets {
            guard let part = try archive.part(sheet.part) else { continue }
            let rows = try RowReading.rows(part, frame, log)
            if !rows.isEmpty { found.append((sheet.name, rows)) }
        }
        return table(among: found, required, log)
    } catch {
        log.add(nil, nil, error.reason)
        return nil
    }
}

private func table(
    among found: [(name: String, rows: [CSVRow])], _ required: [String], _ log: ProblemLog
) -> [CSVRow]? {
    if found.count <= 1 { return found.first?.rows ?? [] }
    let fitting = found.filter { sheet in required.allSatisfy { sheet.rows.first?.fields.contains($0) == true } }
    if let only = fitting.first, fitting.count == 1 { return only.rows }
    let names = (fitting.isEmpty ? found : fitting).map { Reason.Value.text($0.name) }
    log.add(
        nil, nil,
        Reason(
            fitting.isEmpty ? .workbookNoSheet : .workbookSheets,
            ["sheets": .list(names), "columns": .text(required.joined(separator: ", "))]))
    return nil
}

/// Walks over one sheet (section 18.3).
final class RowReading {
    /// More than any table of a round has.
    private static let mostCells = 2_000_000
    /// Rows and columns that a sheet can have (section 18.3.1.73).
    private static let mostRows = 1_048_576
    private static let mostColumns = 16_384

    private let frame: WorkbookFrame
    private let log: ProblemLog
    private var rows: [CSVRow] = []
    private var line = 0
    private var column = 0
    private var fields: [String] = []
    private var (type, style, value, inline, cells) = ("", 0, "", "", 0)
    private var isReading = false

    private init(_ frame: WorkbookFrame, _ log: ProblemLog) {
        self.frame = frame
        self.log = log
    }

    static func rows(_ bytes: [UInt8], _ frame: WorkbookFrame, _ log: ProblemLog) throws(WorkbookFault) -> [CSVRow] {
        let reading = RowReading(frame, log)
        try PartReading.read(bytes) {
            reading.begin($0)
        } end: {
            reading.end($0, $1)
        }
        guard reading.cells <= mostCells else {
            throw WorkbookFault(
                Reason(.workbookCells, ["found": .number(reading.cells), "most": .number(mostCells)]))
        }
        return reading.rows
    }

    private func begin(_ start: XMLStart) {
        switch start.name {
        case "row":
            let named = start.attributes["r"].flatMap { Int($0) } ?? line + 1
            line = (1...Self.mostRows).contains(named) ? named : min(line + 1, Self.mostRows)
            (column, fields) = (0, [])
        case "c":
            column = start.attributes["r"].flatMap(Self.column) ?? column
            type = start.attributes["t"] ?? "n"
            style = start.attributes["s"].flatMap { Int($0) } ?? 0
            (value, inline) = ("", "")
            cells += 1
        case "rPh": isReading = true
        default: break
        }
    }

    private func end(_ name: String, _ text: String) {
        switch name {
        case "v": value = text
        case "t": if !isReading { inline += text }
        case "rPh": isReading = false
        case "c":
            put(kept(written()))
            column += 1
        case "row":
            if fields.contains(where: { !$0.isEmpty }), cells <= Self.mostCells {
                rows.append(CSVRow(line: line, fields: fields))
            }
        default: break
        }
    }

    private func put(_ text: String) {
        // Behind the last column that a sheet can have nothing stands.
        guard !text.isEmpty, column < Self.mostColumns, cells <= Self.mostCells else { return }
        // What is left out before it takes room as well.
        cells += max(0, column - fields.count)
        while fields.count < column { fields.append("") }
        if fields.count == column { fields.append(text) } else { fields[column] = text }
    }

    /// What the cell says, as text.
    private func written() -> String {
        switch type {
        case "s": return Int(value).flatMap { frame.texts.indices.contains($0) ? frame.texts[$0] : nil } ?? ""
        case "inlineStr": return inline
        case "b": return value.isEmpty ? "" : value == "1" ? "yes" : "no"
        case "str", "d": return value
        case "e":
            log.add(line, "\(columnLetters(column))\(line)", Reason(.cellIsError, ["found": .shown(value)]))
            return ""
        default: return number()
        }
    }

    private func number() -> String {
        guard !value.isEmpty, let number = Double(value), number.isFinite else { return value }
        switch frame.formats.indices.contains(style) ? frame.formats[style] : .plain {
        case .percent: return plainNumber(number * 100) + "%"
        case .day where number == number.rounded() && number >= 1 && number < 2_958_466:
            // Serial 60 is a day that never was (section 18.17.4.1); none of ours lies before it.
            // 30 December 1899, or 1 January 1904, is day 0.
            return Day(number: Int(number) - (frame.beginsIn1904 ? 24_107 : 25_569)).text
        default: return plainNumber(number)
        }
    }

    /// B of B7, counted from 0.
    private static func column(of reference: String) -> Int? {
        var place = 0
        for scalar in reference.unicodeScalars {
            guard (65...90).contains(scalar.value) else { break }
            place = place * 26 + Int(scalar.value) - 64
            if place > 16_384 { return nil }
        }
        return place == 0 ? nil : place - 1
    }
}

/// With at most 15 digits, as spreadsheets show it: 0.7 and not 0.69999999999999996.
private func plainNumber(_ number: Double) -> String {
    let text = String(format: "%.15g", number)
    guard text.contains("e") else { return text }
    return String(format: "%.\(number.magnitude < 1 ? 15 : 0)f", number)
}
