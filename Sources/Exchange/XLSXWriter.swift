// Tables as workbooks that Excel, WPS and LibreOffice open.

import AssessmentModel
import CXLSXWriter
package import Foundation

/// A workbook could not be written.
package struct XLSXError: Error, CustomStringConvertible {
    package let description: String
}

/// Tables → one workbook (ECMA-376), a sheet for each: heads frozen, numbers and days as such, all else as text, never a formula.
///
/// Rows go to a temporary file as they come, so that the memory it takes does not grow with them.
package struct XLSXWriter: Sendable {
    /// Where temporary files may be made.
    private let folder: URL

    package init(in folder: URL) { self.folder = folder }

    /// - Throws: `XLSXError`; what reading the written file throws.
    package func bytes(_ tables: SheetTable...) throws -> [UInt8] {
        let path = folder.appending(path: "heng-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: path) }
        try write(tables, to: path)
        return try [UInt8](Data(contentsOf: path))
    }

    /// - Throws: `XLSXError`.
    package func write(_ tables: [SheetTable], to path: URL) throws(XLSXError) {
        let failure = path.path.withCString { name in
            folder.path.withCString { temporary -> lxw_error in
                var options = lxw_workbook_options(
                    constant_memory: 1, tmpdir: UnsafeMutablePointer(mutating: temporary), use_zip64: 0)
                guard let workbook = workbook_new_opt(name, &options) else { return LXW_ERROR_MEMORY_MALLOC_FAILED }
                // The same table is the same bytes, whenever it is written: 1 January 1980, with which ZIP begins.
                var properties = lxw_doc_properties()
                properties.created = 315_532_800
                workbook_set_properties(workbook, &properties)
                let formats = Formats(workbook)
                var taken: Set<String> = []
                var failed: lxw_error?
                for table in tables {
                    let sheet = workbook_add_worksheet(workbook, Self.sheetName(table.title, besides: &taken))
                    failed = failed ?? Self.write(table, sheet, formats)
                }
                let closed = workbook_close(workbook)
                return failed ?? closed
            }
        }
        guard failure == LXW_NO_ERROR else {
            throw XLSXError(description: String(cString: lxw_strerror(failure)))
        }
    }

    /// Of at most 31 characters, none of those that a sheet's name may not have, and of no other sheet.
    static func sheetName(_ title: String, besides taken: inout Set<String>) -> String {
        let plain = String(title.map { "[]:*?/\\'".contains($0) ? " " : $0 })
        var name = cut(plain.isEmpty ? "Sheet" : plain, 31)
        var number = 2
        while taken.contains(name.lowercased()) {
            name = cut(plain, 27) + " \(number)"
            number += 1
        }
        taken.insert(name.lowercased())
        return name
    }

    /// Excel counts in UTF-16.
    private static func cut(_ text: String, _ most: Int) -> String {
        var text = text
        while text.utf16.count > most { text.removeLast() }
        return text
    }

    private static func write(
        _ table: SheetTable, _ sheet: UnsafeMutablePointer<lxw_worksheet>?, _ formats: Formats
    ) -> lxw_error? {
        var failed: lxw_error?
        let note = { (error: lxw_error) in if error != LXW_NO_ERROR, failed == nil { failed = error } }
        for (place, column) in table.columns.enumerated() {
            let wide = ([column.title] + table.rows.prefix(200).map { $0[place] }).map(width).max() ?? 8
            let place = lxw_col_t(place)
            note(worksheet_set_column(sheet, place, place, Double(min(60, max(8, wide + 2))), nil))
            note(worksheet_write_string(sheet, 0, place, column.title, formats.head))
        }
        worksheet_freeze_panes(sheet, 1, 0)
        for (line, row) in table.rows.enumerated() {
            for (place, text) in row.enumerated() where !text.isEmpty {
                let (line, place) = (lxw_row_t(line + 1), lxw_col_t(place))
                note(write(text, table.columns[Int(place)].kind, sheet, line, place, formats))
            }
        }
        if !table.rows.isEmpty, !table.columns.isEmpty {
            note(
                worksheet_autofilter(
                    sheet, 0, 0, lxw_row_t(table.rows.count), lxw_col_t(table.columns.count - 1)))
        }
        return failed
    }

    private static func write(
        _ text: String, _ kind: SheetTable.Kind, _ sheet: UnsafeMutablePointer<lxw_worksheet>?, _ line: lxw_row_t,
        _ place: lxw_col_t, _ formats: Formats
    ) -> lxw_error {
        switch kind {
        case .number:
            // More digits than a double tells apart stay text: no digit is made up.
            if let places = plainDecimals(text), let value = Double(text) {
                return worksheet_write_number(sheet, line, place, value, formats.number(places))
            }
        case .day:
            if let day = Day(text) {
                let (year, month, date) = day.civil
                var moment = lxw_datetime(
                    year: Int32(year), month: Int32(month), day: Int32(date), hour: 0, min: 0, sec: 0)
                return worksheet_write_datetime(sheet, line, place, &moment, formats.day)
            }
        case .text: break
        }
        return worksheet_write_string(sheet, line, place, text, formats.text)
    }

    /// The decimals of `-?[0-9]+(\.[0-9]+)?` with at most 15 digits; nil for other text.
    private static func plainDecimals(_ text: String) -> Int? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), digits.utf8.count <= 16,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        return parts.count == 2 ? parts[1].utf8.count : 0
    }

    /// Han characters take two places.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
    }

    /// How cells look, made once for a workbook.
    private final class Formats {
        private let workbook: UnsafeMutablePointer<lxw_workbook>
        let head: UnsafeMutablePointer<lxw_format>?
        let text: UnsafeMutablePointer<lxw_format>?
        let day: UnsafeMutablePointer<lxw_format>?
        private var numbers: [Int: UnsafeMutablePointer<lxw_format>] = [:]

        init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
            self.workbook = workbook
            head = workbook_add_format(workbook)
            format_set_bold(head)
            format_set_bottom(head, UInt8(LXW_BORDER_THIN.rawValue))
            text = workbook_add_format(workbook)
            // As text, so that nothing is turned into a number or a day when it is edited.
            format_set_num_format(text, "@")
            day = workbook_add_format(workbook)
            format_set_num_format(day, "yyyy-mm-dd")
        }

        func number(_ places: Int) -> UnsafeMutablePointer<lxw_format>? {
            if let known = numbers[places] { return known }
            let made = workbook_add_format(workbook)
            format_set_num_format(made, places == 0 ? "0" : "0." + String(repeating: "0", count: places))
            numbers[places] = made
            return made
        }
    }
}
