// A scheme and its changes as text for a terminal.

import Reporting
import Telling

/// Lays out a scheme for a terminal of so many columns.
struct SchemeText {
    let sheet: SchemeSheet
    let width: Int

    /// With less room for what is said the columns would be too narrow to read: criteria then stand one below the other.
    private static let narrowest = 56
    private static let gap = 2

    func text() -> String {
        let footnote = sheet.footnote.map { ["", $0].flatMap { wrapped($0, width: width) } } ?? []
        let blocks = [head, [sheet.tableTitle] + table + footnote, [sheet.methodTitle] + method]
        return blocks.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
    }

    private var head: [String] {
        let labels = sheet.fields.map { displayWidth($0.label) }.max() ?? 0
        return wrapped(sheet.title, width: width)
            + (sheet.specimen.map { wrapped("【\($0)】", width: width) } ?? []) + [""]
            + sheet.fields.flatMap { hanging(padded($0.label, to: labels + Self.gap), $0.text, width: width) }
    }

    private var method: [String] {
        sheet.parts.flatMap { part in
            ["", part.title] + part.lines.flatMap { hanging("  · ", $0, width: width) }
        }
    }

    private var table: [String] {
        room < Self.narrowest ? stacked : aligned
    }
}

// Columns side by side.
extension SchemeText {
    private var aligned: [String] {
        let widths = columnWidths
        let rule = String(repeating: "─", count: width)
        return [rule] + line(of: sheet.columns.prefix(count).map { [$0] }, widths) + [rule]
            + sheet.rows.flatMap { row in
                (row.isIndicator && row.depth > 1 || row.number == "1" ? [] : [""]) + lines(of: row, widths)
            } + [rule]
    }

    /// The columns that are shown.
    private var count: Int { sheet.hasDepartmentsByIndicator ? 6 : 5 }

    /// What holds for all below a criterion has the room of the last columns together.
    private func lines(of row: SchemeSheet.Row, _ widths: [Int]) -> [String] {
        guard !row.isIndicator else { return line(of: cells(of: row), widths) }
        let room = widths[3...].reduce(0) { $0 + $1 + Self.gap } - Self.gap
        let told = [row.note, sheet.labelledDepartments(of: row)].compactMap { $0 } + row.scoring
        return line(of: [[row.number], [row.title], [row.points], told], widths.prefix(3) + [room])
    }

    private func cells(of row: SchemeSheet.Row) -> [[String]] {
        let cells = [
            [row.number], [row.title] + (row.note.map { [$0] } ?? []), [row.points], row.scoring, [row.evidence],
            [row.departments],
        ]
        return Array(cells.prefix(count))
    }

    /// Number and points as wide as they need; the rest is shared by what is said there.
    private var columnWidths: [Int] {
        let natural = naturalWidths
        let shares = [(1, 20), (3, 44), (4, 22), (5, 14)].filter { $0.0 < count }
        var widths = natural
        for (column, share) in shares { widths[column] = min(natural[column], max(8, room * share / 100)) }
        let rest = room - shares.map { widths[$0.0] }.reduce(0, +)
        if rest > 0 { widths[3] = min(natural[3], widths[3] + rest) }
        return widths
    }

    /// What is left beside number and points.
    private var room: Int {
        let natural = naturalWidths
        return width - natural[0] - natural[2] - Self.gap * (natural.count - 1)
    }

    /// What each column would take without a break.
    private var naturalWidths: [Int] {
        let rows =
            [sheet.columns.prefix(count).map { [$0] }] + sheet.rows.filter(\.isIndicator).map(cells)
            + sheet.rows.map { [[$0.number], [$0.title], [$0.points]] }
        return rows.reduce(into: Array(repeating: 0, count: count)) { widths, cells in
            for (column, lines) in cells.enumerated() {
                widths[column] = max(widths[column], lines.map { displayWidth($0) }.max() ?? 0)
            }
        }
    }

    private func line(of cells: some Sequence<[String]>, _ widths: some Sequence<Int>) -> [String] {
        let columns = zip(cells, widths).map { lines, width in
            lines.filter { !$0.isEmpty }.flatMap { wrapped($0, width: width) }
        }
        return (0..<max(1, columns.map(\.count).max() ?? 1)).map { index in
            let parts = zip(columns, widths).map { lines, width in
                padded(lines.indices.contains(index) ? lines[index] : "", to: width + Self.gap)
            }
            return withoutTrailingBlanks(parts.joined())
        }
    }
}

// One criterion below the other.
extension SchemeText {
    private var stacked: [String] {
        sheet.rows.flatMap { row in
            let labelled = [(4, row.evidence), (5, row.departments)].filter { !$0.1.isEmpty }
                .map { sheet.columns[$0.0] + sheet.colon + $0.1 }
            let lines = (row.note.map { [$0] } ?? []) + row.scoring + labelled
            return [""] + hanging("\(row.number) ", "\(row.title)  \(row.points)", width: width)
                + lines.flatMap { hanging("  ", $0, width: width) }
        }
    }
}

extension SchemeChanges {
    /// Sections, subjects and changes, each further in.
    func text(width: Int) -> String {
        let told = sections.flatMap { section in
            ["", section.title]
                + section.changes.flatMap { change in
                    (change.subject.map { hanging("  ", $0, width: width) } ?? [])
                        + change.lines.flatMap { hanging(change.subject == nil ? "  · " : "    · ", $0, width: width) }
                }
        }
        let lines = editions.flatMap { wrapped($0, width: width) } + told + ["", summary]
        return lines.map { $0 + "\n" }.joined()
    }
}

private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - displayWidth(text)))
}

private func withoutTrailingBlanks(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
}
