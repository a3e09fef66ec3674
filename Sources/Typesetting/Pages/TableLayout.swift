// Tables to rows of known height: columns, cells as stacks of lines, row spans.

/// A table whose rows have their heights. All lengths in points.
struct MeasuredTable {
    var table: Table
    /// The left edge of each column, and the right edge of the last.
    var edges: [Double]
    var header: [MeasuredRow]
    var rows: [MeasuredRow]

    var headerHeight: Double { header.reduce(0) { $0 + $1.height } }
}

struct MeasuredRow {
    var row: Row
    /// From the top of the rows it belongs to (header or body).
    var index: Int
    var cells: [MeasuredCell]
    var height: Double
    var keepsWithNext: Bool
    /// False for what follows the first part of a row that was split.
    var isStart = true
    /// False for a part that more lines follow.
    var isEnd = true
}

struct MeasuredCell {
    var cell: Cell
    var columns: Range<Int>
    var padding: Insets
    var text: TextStack

    var height: Double { text.height + padding.top.points + padding.bottom.points }
}

struct TableLayout {
    let paragraphs: ParagraphLayout

    /// Measures the table in a column of the given width.
    func layout(_ table: Table, width: Double) -> MeasuredTable {
        let edges = edges(of: table.columns, width: width)
        return MeasuredTable(
            table: table, edges: edges, header: rows(table.header, table, edges, isHeader: true),
            rows: rows(table.rows, table, edges, isHeader: false))
    }

    private func edges(of columns: [ColumnWidth], width: Double) -> [Double] {
        var fixed = 0.0
        var shares = 0.0
        for column in columns {
            switch column {
            case .fixed(let length): fixed += length.points
            case .share(let share): shares += share
            }
        }
        let unit = shares > 0 ? max(0, width - fixed) / shares : 0
        return columns.reduce(into: [0]) { edges, column in
            let left = edges[edges.count - 1]
            switch column {
            case .fixed(let length): edges.append(left + length.points)
            case .share(let share): edges.append(left + share * unit)
            }
        }
    }

    private func rows(_ rows: [Row], _ table: Table, _ edges: [Double], isHeader: Bool) -> [MeasuredRow] {
        var covered = [Int](repeating: 0, count: edges.count - 1)
        var measured = rows.enumerated().map { index, row in
            let cells = cells(of: row, table, edges, covered: &covered)
            let height = cells.filter { $0.cell.rowSpan < 2 }.map(\.height).max() ?? 0
            return MeasuredRow(
                row: row, index: index, cells: cells, height: max(height, row.minimumHeight.points),
                keepsWithNext: row.keepsWithNext || isHeader)
        }
        for start in measured.indices {
            for cell in measured[start].cells where cell.cell.rowSpan > 1 { grow(&measured, from: start, for: cell) }
        }
        return measured
    }

    /// - Parameter covered: for each column, how many rows a cell from above still covers.
    private func cells(of row: Row, _ table: Table, _ edges: [Double], covered: inout [Int]) -> [MeasuredCell] {
        var column = 0
        var cells: [MeasuredCell] = []
        let free = covered
        covered = covered.map { max(0, $0 - 1) }
        for cell in row.cells {
            while column < free.count, free[column] > 0 { column += 1 }
            guard column < free.count else { break }
            let columns = column..<min(column + max(cell.columnSpan, 1), free.count)
            let padding = cell.padding ?? table.padding
            let width = edges[columns.upperBound] - edges[column] - padding.left.points - padding.right.points
            let text = TextStack(cell.paragraphs.map { paragraphs.layout($0, width: width) })
            cells.append(MeasuredCell(cell: cell, columns: columns, padding: padding, text: text))
            for place in columns { covered[place] = max(cell.rowSpan, 1) - 1 }
            column = columns.upperBound
        }
        return cells
    }

    /// Makes the last row of a span higher where its cell needs that, and keeps together the rows that hold its text.
    private func grow(_ rows: inout [MeasuredRow], from start: Int, for cell: MeasuredCell) {
        let last = min(start + cell.cell.rowSpan, rows.count) - 1
        let height = rows[start...last].reduce(0) { $0 + $1.height }
        rows[last].height += max(0, cell.height - height)
        var held = 0.0
        for index in start..<last {
            held += rows[index].height
            if held < cell.height { rows[index].keepsWithNext = true }
        }
    }
}

extension MeasuredRow {
    /// The row cut between lines: as many lines of each cell as `room` holds, and the others. Nil when no line fits.
    func split(at room: Double) -> (MeasuredRow, MeasuredRow)? {
        var head = self
        var tail = self
        for index in cells.indices {
            let padding = cells[index].padding.top.points + cells[index].padding.bottom.points
            let (fits, rest) = cells[index].text.split(at: room - padding)
            head.cells[index].text = fits
            tail.cells[index].text = rest
        }
        guard head.cells.contains(where: { $0.text.height > 0 }), tail.cells.contains(where: { $0.text.height > 0 })
        else { return nil }
        head.height = head.cells.map(\.height).max() ?? 0
        tail.height = tail.cells.map(\.height).max() ?? 0
        head.isEnd = false
        tail.isStart = false
        return (head, tail)
    }
}

extension TextStack {
    /// The lines that `room` holds, and the others.
    func split(at room: Double) -> (TextStack, TextStack) {
        var head: [SetParagraph] = []
        var tail: [SetParagraph] = []
        for entry in entries {
            var bottom = entry.top
            let lines = entry.paragraph.lines
            let count = lines.prefix { line in
                bottom += line.height
                return bottom <= room && tail.isEmpty
            }.count
            let paragraph = entry.paragraph.paragraph
            if count > 0 { head.append(SetParagraph(paragraph: paragraph, lines: Array(lines[..<count]))) }
            if count < lines.count { tail.append(SetParagraph(paragraph: paragraph, lines: Array(lines[count...]))) }
        }
        return (TextStack(head), TextStack(tail))
    }
}
