// A table as lines of a terminal: side by side while there is room, then below one another; nothing is cut.

/// Rows of cells in columns, two blanks between them.
package struct TextTable: Sendable {
    package struct Column: Sendable {
        /// What becomes of a column where there is little room.
        package enum Role: Sendable {
            /// Stays, and never breaks.
            case number
            /// Says whose row it is: breaks, and stands in every block.
            case name
            /// Breaks within its cell.
            case text
            /// A number that may stand in a block below.
            case part
            /// Breaks within its cell while that is wide, else stands below its row.
            case note
        }

        let header: String
        let role: Role
        let isFlushRight: Bool

        /// Numbers stand flush right where nothing else is said.
        package init(_ header: String, _ role: Role, isFlushRight: Bool? = nil) {
            self.header = header
            self.role = role
            self.isFlushRight = isFlushRight ?? (role == .number || role == .part)
        }
    }

    let columns: [Column]
    /// As many cells as columns.
    let rows: [[String]]
    /// Whether a rule stands below the header.
    let isRuled: Bool

    private static let gap = 2
    /// Text in narrower columns is harder to read than text below its row.
    private static let narrowestNote = 40
    private static let narrowestText = 8

    package init(columns: [Column], rows: [[String]], isRuled: Bool) {
        self.columns = columns
        self.rows = rows
        self.isRuled = isRuled
    }

    /// The lines without blanks at their ends, none wider than `width` unless a number or a header alone is; nil: each
    /// row in one line.
    package func lines(width: Int?) -> [String] {
        let all = Array(columns.indices)
        guard let width else { return block(all, all.map(natural)) }
        let whole = all.filter { columns[$0].role != .part }
        let parts = all.filter { columns[$0].role == .part }
        return oneBlock(all, all.map(natural), width)
            ?? (oneBlock(whole, whole.map(natural), width) ?? oneBlock(whole, fitted(whole, width), width))
            .flatMap { first in further(parts, width).map { first + $0 } }
            ?? stacked(width)
    }

    /// Columns of these widths with the note in its cell where that is wide enough, else below its row; nil where they do not fit.
    private func oneBlock(_ shown: [Int], _ widths: [Int]?, _ width: Int) -> [String]? {
        guard var widths else { return nil }
        let short = shown.indices.filter { columns[shown[$0]].role != .note }
        let room = width - short.reduce(0) { $0 + widths[$1] + Self.gap }
        guard room + Self.gap >= 0 else { return nil }
        for place in shown.indices where columns[shown[place]].role == .note {
            guard room < min(Self.narrowestNote, natural(shown[place])) else {
                widths[place] = min(room, natural(shown[place]))
                continue
            }
            let indent = String(repeating: " ", count: widths[0] + Self.gap)
            return block(short.map { shown[$0] }, short.map { widths[$0] }) { row in
                row[shown[place]].isEmpty ? [] : hanging(indent, row[shown[place]], width: width)
            }
        }
        return block(shown, widths)
    }

    /// The parts beside the names, in as many blocks as they need; nil where not even one fits.
    private func further(_ parts: [Int], _ width: Int) -> [String]? {
        guard !parts.isEmpty else { return [] }
        let names = columns.indices.filter { columns[$0].role == .name }
        for count in stride(from: parts.count, to: 0, by: -1) {
            let shown = names + parts.prefix(count)
            guard let widths = fitted(shown, width) else { continue }
            return further(Array(parts.dropFirst(count)), width).map { [""] + block(shown, widths) + $0 }
        }
        return nil
    }

    /// Each row as lines of its own, a blank line between rows.
    private func stacked(_ width: Int) -> [String] {
        let labels = columns.map { displayWidth($0.header) }.max() ?? 0
        let blocks = rows.map { row in
            columns.indices.filter { !row[$0].isEmpty }.flatMap { column in
                hanging(padded(columns[column].header, to: labels + Self.gap), row[column], width: width)
            }
        }
        return Array(blocks.joined(separator: [""]))
    }
}

// Widths.
extension TextTable {
    private func natural(_ column: Int) -> Int {
        ([columns[column].header] + rows.map { $0[column] }).map(displayWidth).max() ?? 0
    }

    /// Below which a column does not go.
    private func least(_ column: Int) -> Int {
        switch columns[column].role {
        case .number, .part: return natural(column)
        case .note: return 0
        case .name, .text:
            let words = ([columns[column].header] + rows.map { $0[column] }).map(unbroken).max() ?? 0
            return min(natural(column), max(Self.narrowestText, words))
        }
    }

    /// The room beyond the least goes to the columns that lack least first; nil where there is too little.
    private func fitted(_ shown: [Int], _ width: Int) -> [Int]? {
        var widths = shown.map(least)
        var room = width - widths.reduce(0, +) - Self.gap * (shown.count - 1)
        guard room >= 0 else { return nil }
        let lacks = shown.indices.map { natural(shown[$0]) - widths[$0] }
        for place in shown.indices.sorted(by: { (lacks[$0], $0) < (lacks[$1], $1) }) {
            let more = min(room, lacks[place])
            widths[place] += more
            room -= more
        }
        return widths
    }
}

// Lines.
extension TextTable {
    private func block(
        _ shown: [Int], _ widths: [Int], below: ([String]) -> [String] = { _ in [] }
    ) -> [String] {
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: blanks(Self.gap))
        return line(columns.map(\.header), shown, widths) + (isRuled ? [rule] : [])
            + rows.flatMap { line($0, shown, widths) + below($0) }
    }

    /// One row, in as many lines as its highest cell.
    private func line(_ row: [String], _ shown: [Int], _ widths: [Int]) -> [String] {
        let cells = zip(shown, widths).map { column, width in
            displayWidth(row[column]) > width ? wrapped(row[column], width: width) : [row[column]]
        }
        return (0..<(cells.map(\.count).max() ?? 0)).map { line in
            let parts = shown.indices.map { place in
                let text = line < cells[place].count ? cells[place][line] : ""
                let blank = blanks(widths[place] - displayWidth(text))
                return columns[shown[place]].isFlushRight ? blank + text : text + blank
            }
            return withoutTrailingBlanks(parts.joined(separator: blanks(Self.gap)))
        }
    }
}

private func padded(_ text: String, to width: Int) -> String { text + blanks(width - displayWidth(text)) }

private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

private func withoutTrailingBlanks(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
}
