// The expert's offline workbook: a sheet for each zone, its rubric beside each mark, with what came from the server hidden beside what is typed.

import AssessmentModel
import CXLSXWriter
package import Foundation

/// What an offline workbook is made of.
package struct ScoringWorkbook: Sendable {
    package struct Row: Sendable {
        package let indicator: String
        package let title: String
        package let most: String
        /// What marks may be, in words.
        package let grid: String
        package let rubric: String
        /// The words for yes and no where only these may stand.
        package let choices: [String]
        /// The highest mark; nil where there are choices.
        package let highest: Double?
        package let mark: String
        package let comment: String
        package let version: Int

        package init(
            indicator: String, title: String, most: String, grid: String, rubric: String, choices: [String],
            highest: Double?, mark: String, comment: String, version: Int
        ) {
            self.indicator = indicator
            self.title = title
            self.most = most
            self.grid = grid
            self.rubric = rubric
            self.choices = choices
            self.highest = highest
            self.mark = mark
            self.comment = comment
            self.version = version
        }
    }

    package struct Sheet: Sendable {
        package let zone: String
        package let name: String
        package let rows: [Row]

        package init(zone: String, name: String, rows: [Row]) {
            self.zone = zone
            self.name = name
            self.rows = rows
        }
    }

    /// What stands above the columns, and what a wrong mark or a long comment is told.
    package struct Words: Sendable {
        package let heads: [String]
        package let error: String
        package let markError: String
        package let choiceError: String
        package let commentError: String

        package init(heads: [String], error: String, markError: String, choiceError: String, commentError: String) {
            precondition(heads.count == OfflineColumn.shown.count, "a head for each column that is shown")
            self.heads = heads
            self.error = error
            self.markError = markError
            self.choiceError = choiceError
            self.commentError = commentError
        }
    }

    package let round: String
    package let user: String
    package let sheets: [Sheet]
    package let words: Words
    /// Characters that a comment may have.
    package let longestComment: Int

    package init(round: String, user: String, sheets: [Sheet], words: Words, longestComment: Int) {
        self.longestComment = longestComment
        self.round = round
        self.user = user
        self.sheets = sheets
        self.words = words
    }
}

/// The columns of an offline sheet by the names in its second row, which is hidden: by these it is read again.
package enum OfflineColumn: String, CaseIterable, Sendable {
    case title, most, grid, mark, comment, rubric
    case indicator, version, wasMark = "was-mark", wasComment = "was-comment", zone, round, user

    package static let shown: [OfflineColumn] = [.title, .most, .grid, .mark, .comment, .rubric]
    package var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension ScoringWorkbook {
    /// Writes the workbook: all cells are locked but marks and comments, which take only what can stand there.
    /// - Throws: `XLSXError`; what reading the written file throws.
    package func bytes(in folder: URL) throws -> [UInt8] {
        let path = folder.appending(path: "heng-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: path) }
        guard let workbook = workbook_new(path.path) else { throw XLSXError(description: "no memory for a workbook") }
        let formats = Formats(workbook)
        var taken: Set<String> = []
        for sheet in sheets {
            let page = workbook_add_worksheet(workbook, XLSXWriter.sheetName(sheet.name, besides: &taken))
            write(sheet, page, formats)
        }
        let error = workbook_close(workbook)
        guard error == LXW_NO_ERROR else { throw XLSXError(description: String(cString: lxw_strerror(error))) }
        return try [UInt8](Data(contentsOf: path))
    }

    private struct Formats {
        let head, locked, open, openText: UnsafeMutablePointer<lxw_format>?

        init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
            func made(_ change: (UnsafeMutablePointer<lxw_format>?) -> Void) -> UnsafeMutablePointer<lxw_format>? {
                let format = workbook_add_format(workbook)
                format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
                change(format)
                return format
            }
            head = made {
                format_set_bold($0)
                format_set_bottom($0, UInt8(LXW_BORDER_THIN.rawValue))
            }
            locked = made { format_set_text_wrap($0) }
            open = made {
                format_set_unlocked($0)
                format_set_border($0, UInt8(LXW_BORDER_THIN.rawValue))
            }
            openText = made {
                format_set_unlocked($0)
                format_set_text_wrap($0)
                format_set_border($0, UInt8(LXW_BORDER_THIN.rawValue))
                format_set_num_format($0, "@")
            }
        }
    }

    private func write(_ sheet: Sheet, _ page: UnsafeMutablePointer<lxw_worksheet>?, _ formats: Formats) {
        var hidden = lxw_row_col_options(hidden: 1, level: 0, collapsed: 0)
        for (place, width) in [34.0, 6, 20, 10, 44, 70].enumerated() {
            worksheet_set_column(page, lxw_col_t(place), lxw_col_t(place), width, nil)
        }
        let (first, last) = (OfflineColumn.indicator.place, OfflineColumn.allCases.count - 1)
        worksheet_set_column_opt(page, lxw_col_t(first), lxw_col_t(last), 10, nil, &hidden)
        for (place, head) in words.heads.enumerated() {
            worksheet_write_string(page, 0, lxw_col_t(place), head, formats.head)
        }
        worksheet_set_row_opt(page, 1, Double(LXW_DEF_ROW_HEIGHT), nil, &hidden)
        for column in OfflineColumn.allCases {
            worksheet_write_string(page, 1, lxw_col_t(column.place), column.rawValue, formats.locked)
        }
        for (place, row) in sheet.rows.enumerated() {
            write(row, of: sheet, lxw_row_t(place + 2), page, formats)
        }
        worksheet_freeze_panes(page, 2, 1)
        worksheet_protect(page, nil, nil)
    }

    private func write(
        _ row: Row, of sheet: Sheet, _ line: lxw_row_t, _ page: UnsafeMutablePointer<lxw_worksheet>?,
        _ formats: Formats
    ) {
        let put = { (column: OfflineColumn, text: String) in
            _ = worksheet_write_string(page, line, lxw_col_t(column.place), text, formats.locked)
        }
        put(.title, row.title)
        put(.most, row.most)
        put(.grid, row.grid)
        put(.rubric, row.rubric)
        put(.indicator, row.indicator)
        put(.version, "\(row.version)")
        put(.wasMark, shown(row))
        put(.wasComment, row.comment)
        put(.zone, sheet.zone)
        put(.round, round)
        put(.user, user)
        let mark = lxw_col_t(OfflineColumn.mark.place)
        if row.mark.isEmpty {
            worksheet_write_blank(page, line, mark, formats.open)
        } else if row.choices.isEmpty, let number = Double(row.mark) {
            worksheet_write_number(page, line, mark, number, formats.open)
        } else {
            worksheet_write_string(page, line, mark, shown(row), formats.open)
        }
        let comment = lxw_col_t(OfflineColumn.comment.place)
        if row.comment.isEmpty {
            worksheet_write_blank(page, line, comment, formats.openText)
        } else {
            worksheet_write_string(page, line, comment, row.comment, formats.openText)
        }
        validate(row, line, page)
    }

    /// Marks of yes and no are 1 and 0, and stand as the words that can be chosen.
    private func shown(_ row: Row) -> String {
        row.choices.isEmpty || row.mark.isEmpty ? row.mark : row.mark == "1" ? row.choices[0] : row.choices[1]
    }

    /// What a spreadsheet says at once; whatever it lets through is looked at again.
    private func validate(_ row: Row, _ line: lxw_row_t, _ page: UnsafeMutablePointer<lxw_worksheet>?) {
        withCopies([words.error, row.choices.isEmpty ? words.markError : words.choiceError]) { texts in
            var rule = lxw_data_validation()
            rule.error_title = texts[0]
            rule.error_message = texts[1]
            guard row.choices.isEmpty else {
                return withCopies(row.choices) { choices in
                    var list: [UnsafeMutablePointer<CChar>?] = choices + [nil]
                    list.withUnsafeMutableBufferPointer { buffer in
                        rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
                        rule.value_list = buffer.baseAddress
                        worksheet_data_validation_cell(page, line, lxw_col_t(OfflineColumn.mark.place), &rule)
                    }
                }
            }
            guard let highest = row.highest else { return }
            rule.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
            rule.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
            rule.minimum_number = 0
            rule.maximum_number = highest
            worksheet_data_validation_cell(page, line, lxw_col_t(OfflineColumn.mark.place), &rule)
        }
        withCopies([words.error, words.commentError]) { texts in
            var rule = lxw_data_validation()
            rule.error_title = texts[0]
            rule.error_message = texts[1]
            rule.validate = UInt8(LXW_VALIDATION_TYPE_LENGTH.rawValue)
            rule.criteria = UInt8(LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO.rawValue)
            rule.value_number = Double(longestComment)
            worksheet_data_validation_cell(page, line, lxw_col_t(OfflineColumn.comment.place), &rule)
        }
    }
}

/// C strings of our own for as long as `body` runs.
private func withCopies<Value>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>]) -> Value) -> Value {
    let copies = texts.compactMap { strdup($0) }
    precondition(copies.count == texts.count, "there is memory for a few words")
    defer { copies.forEach { free($0) } }
    return body(copies)
}
