// Tables that people open in a spreadsheet, and those that programs read.

package import Telling

extension RankedTable {
    /// The table with a last column of totals before rounding, and without the note: only rows of numbers and names.
    package func csv() -> String {
        CSVWriter(for: .spreadsheet).text(zip([header] + rows, unrounded).map { $0 + [$1] })
    }
}

extension ComparisonReport {
    package func csv() -> String { CSVWriter(for: .program).text(rows) }
}
