// The part of a table on one page, to items: backgrounds, tagged text, lines.

/// Rows of a table at their places on one page.
struct TableFragment {
    struct PlacedRow {
        var row: MeasuredRow
        var top: Double
        var isHeader: Bool

        var bottom: Double { top + row.height }
    }

    /// A cell with the room it has on this page.
    private struct PlacedCell {
        var cell: MeasuredCell
        var row: MeasuredRow
        /// Of the rows of the fragment.
        var rows: Range<Int>
        var box: Rectangle
        var isHeader: Bool
    }

    let table: MeasuredTable
    let left: Double
    /// Cells of earlier pages whose rows go on here, each with its last row.
    let continued: [(cell: MeasuredCell, row: MeasuredRow, lastRow: Int)]
    var rows: [PlacedRow] = []

    init(_ table: MeasuredTable, left: Double, continuing rowIndex: Int) {
        self.table = table
        self.left = left
        continued = table.rows[..<min(rowIndex, table.rows.count)].flatMap { row in
            row.cells.compactMap { cell in
                let last = row.index + cell.cell.rowSpan - 1
                return last >= rowIndex ? (cell, row, last) : nil
            }
        }
    }

    private var isFirst: Bool {
        rows.contains { !$0.isHeader && $0.row.index == 0 && $0.row.isStart } || table.rows.isEmpty
    }
    private var isLast: Bool {
        rows.last.map { $0.isHeader || $0.row.index == table.rows.count - 1 && $0.row.isEnd } ?? true
    }

    /// The table's tag opens on its first page and closes on its last; header rows are tagged on the first only.
    func items() -> [Item] {
        let cells = placedCells()
        let open = isFirst ? [Item.begin(.table)] : []
        let close = isLast ? [Item.end(.table)] : []
        return backgrounds(cells) + open + rows.indices.flatMap { text(of: $0, cells) } + close + repeated(cells)
            + lines(cells)
    }

    private func placedCells() -> [PlacedCell] {
        let own = rows.indices.flatMap { index in
            rows[index].row.cells.map { cell in
                place(cell, rows[index].row, from: index, until: rows[index].row.index + max(cell.cell.rowSpan, 1) - 1)
            }
        }
        guard let first = rows.firstIndex(where: { !$0.isHeader }) else { return own }
        return own + continued.map { place($0.cell, $0.row, from: first, until: $0.lastRow) }
    }

    private func place(_ cell: MeasuredCell, _ row: MeasuredRow, from start: Int, until lastRow: Int) -> PlacedCell {
        let isHeader = rows[start].isHeader
        let covered = rows[start...].prefix { $0.isHeader == isHeader && $0.row.index <= lastRow }
        let box = Rectangle(
            x: .pt(left + table.edges[cell.columns.lowerBound]), y: .pt(rows[start].top),
            width: .pt(table.edges[cell.columns.upperBound] - table.edges[cell.columns.lowerBound]),
            height: .pt((covered.last?.bottom ?? rows[start].bottom) - rows[start].top))
        return PlacedCell(
            cell: cell, row: row, rows: start..<max(covered.endIndex, start + 1), box: box, isHeader: isHeader)
    }

    private func backgrounds(_ cells: [PlacedCell]) -> [Item] {
        cells.compactMap { placed in
            guard let fill = placed.cell.cell.background ?? placed.row.row.background else { return nil }
            return .drawing(.rectangle(placed.box, fill: fill))
        }
    }

    private func text(of row: Int, _ cells: [PlacedCell]) -> [Item] {
        let isTagged = !rows[row].isHeader || isFirst
        let own = cells.filter { $0.rows.lowerBound == row && $0.row.index == rows[row].row.index }
        let items = own.flatMap { text(of: $0, isTagged: isTagged) }
        return isTagged ? [.begin(.row)] + items + [.end(.row)] : items
    }

    /// The texts of cells that go on from the page before, where they have room, for the eye only.
    private func repeated(_ cells: [PlacedCell]) -> [Item] {
        let goingOn = cells.filter { $0.row.index != rows[$0.rows.lowerBound].row.index && !$0.isHeader }
        return goingOn.filter { $0.cell.height <= $0.box.height.points }.flatMap { text(of: $0, isTagged: false) }
    }

    private func text(of placed: PlacedCell, isTagged: Bool) -> [Item] {
        let cell = placed.cell
        let free = placed.box.height.points - cell.height
        let isWhole = placed.row.isStart && placed.row.isEnd
        let shift = !isWhole || cell.cell.vertical == .top ? 0 : cell.cell.vertical == .middle ? free / 2 : free
        let origin = placed.box.origin + Point(x: cell.padding.left, y: cell.padding.top + .pt(shift))
        let needsParts = cell.text.entries.count > 1 || cell.text.hasLinks
        let items = cell.text.layer(at: origin, tagged: isTagged && needsParts).items
        let tag: Tag = placed.isHeader ? .headerCell(.column) : cell.cell.isHeader ? .headerCell(.row) : .cell
        return isTagged ? [.begin(tag)] + items + [.end(tag)] : items
    }

    private func lines(_ cells: [PlacedCell]) -> [Item] {
        let borders = table.table.borders
        guard let first = rows.first, let last = rows.last, let width = table.edges.last else { return [] }
        var lines = LineJoiner()
        for cell in cells {
            let box = cell.box
            if cell.cell.columns.upperBound < table.edges.count - 1 {
                lines.addVertical(x: box.maxX, from: box.minY, to: box.maxY, borders.vertical)
            }
            if cell.rows.upperBound < rows.count {
                let isHeaderEnd = cell.isHeader && !rows[cell.rows.upperBound].isHeader
                lines.addHorizontal(
                    y: box.maxY, from: box.minX, to: box.maxX, isHeaderEnd ? borders.header : borders.horizontal)
            }
        }
        let right = left + width
        lines.addVertical(x: .pt(left), from: .pt(first.top), to: .pt(last.bottom), borders.left)
        lines.addVertical(x: .pt(right), from: .pt(first.top), to: .pt(last.bottom), borders.right)
        lines.addHorizontal(y: .pt(first.top), from: .pt(left), to: .pt(right), borders.top)
        lines.addHorizontal(y: .pt(last.bottom), from: .pt(left), to: .pt(right), borders.bottom)
        return lines.items()
    }
}

extension TextStack {
    fileprivate var hasLinks: Bool { entries.contains { $0.paragraph.paragraph.spans.contains { $0.link != nil } } }
}

/// Joins the edges of neighbouring cells to long lines.
private struct LineJoiner {
    private struct Key: Hashable {
        var isVertical: Bool
        /// In thousandths of a point, so that rounding parts no line.
        var place: Int
        var stroke: Stroke
    }

    private var pieces: [Key: [(from: Double, to: Double)]] = [:]
    private var order: [Key] = []

    mutating func addVertical(x: Length, from: Length, to: Length, _ stroke: Stroke?) {
        add(isVertical: true, x, from, to, stroke)
    }

    mutating func addHorizontal(y: Length, from: Length, to: Length, _ stroke: Stroke?) {
        add(isVertical: false, y, from, to, stroke)
    }

    private mutating func add(isVertical: Bool, _ place: Length, _ from: Length, _ to: Length, _ stroke: Stroke?) {
        guard let stroke else { return }
        let key = Key(isVertical: isVertical, place: Int((place.points * 1000).rounded()), stroke: stroke)
        if pieces[key] == nil { order.append(key) }
        pieces[key, default: []].append((from.points, to.points))
    }

    func items() -> [Item] {
        order.flatMap { key in
            joined(pieces[key] ?? []).map { piece in
                let place = Double(key.place) / 1000
                return key.isVertical
                    ? .drawing(.line(.pt(place, piece.from), .pt(place, piece.to), key.stroke))
                    : .drawing(.line(.pt(piece.from, place), .pt(piece.to, place), key.stroke))
            }
        }
    }

    private func joined(_ pieces: [(from: Double, to: Double)]) -> [(from: Double, to: Double)] {
        pieces.sorted { $0.from < $1.from }.reduce(into: []) { joined, piece in
            if let last = joined.last, piece.from <= last.to + 0.01 {
                joined[joined.count - 1].to = max(last.to, piece.to)
            } else {
                joined.append(piece)
            }
        }
    }
}
