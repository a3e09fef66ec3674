// Tables: columns, rows and cells of the content model.

/// A table over the width of its column. Header rows repeat on every page.
///
/// A row that is higher than the room left moves to the next page; a row higher than a page splits between lines.
package struct Table: Sendable {
    package var columns: [ColumnWidth]
    package var header: [Row]
    package var rows: [Row]
    package var padding: Insets
    package var borders: TableBorders
    package var spaceBefore: Length
    package var spaceAfter: Length

    package init(
        columns: [ColumnWidth], header: [Row] = [], rows: [Row],
        padding: Insets = Insets(vertical: .mm(1), horizontal: .mm(1.5)),
        borders: TableBorders = .grid(Stroke(.pt(0.5))), spaceBefore: Length = .zero,
        spaceAfter: Length = .zero
    ) {
        self.columns = columns
        self.header = header
        self.rows = rows
        self.padding = padding
        self.borders = borders
        self.spaceBefore = spaceBefore
        self.spaceAfter = spaceAfter
    }
}

/// The width of a column: absolute, or a share of what the absolute ones leave.
package enum ColumnWidth: Sendable, Hashable {
    case fixed(Length)
    case share(Double)

    package static func mm(_ value: Double) -> ColumnWidth { .fixed(.mm(value)) }
}

/// The lines of a table; on a page break the part above ends with `bottom`, the part below begins with `top`.
package struct TableBorders: Sendable, Hashable {
    package var top: Stroke?
    package var bottom: Stroke?
    package var left: Stroke?
    package var right: Stroke?
    /// Between rows.
    package var horizontal: Stroke?
    /// Between columns.
    package var vertical: Stroke?
    /// Below the header rows.
    package var header: Stroke?

    package static let none = TableBorders()

    package init(
        top: Stroke? = nil, bottom: Stroke? = nil, left: Stroke? = nil, right: Stroke? = nil,
        horizontal: Stroke? = nil, vertical: Stroke? = nil, header: Stroke? = nil
    ) {
        self.top = top
        self.bottom = bottom
        self.left = left
        self.right = right
        self.horizontal = horizontal
        self.vertical = vertical
        self.header = header
    }

    /// The same line everywhere.
    package static func grid(_ stroke: Stroke) -> TableBorders {
        TableBorders(
            top: stroke, bottom: stroke, left: stroke, right: stroke, horizontal: stroke, vertical: stroke,
            header: stroke)
    }

    /// Strong lines at top, below the header and at the bottom, fine ones between rows, none between columns.
    package static func ruled(strong: Stroke, fine: Stroke?) -> TableBorders {
        TableBorders(top: strong, bottom: strong, horizontal: fine, header: strong)
    }
}

/// A row of a table. Cells covered by a row span from above are left out.
package struct Row: Sendable {
    package var cells: [Cell]
    package var background: Colour?
    package var minimumHeight: Length
    /// Stays on the page of the following row, as a pillar's row does with its first indicator.
    package var keepsWithNext: Bool

    package init(
        _ cells: [Cell], background: Colour? = nil, minimumHeight: Length = .zero, keepsWithNext: Bool = false
    ) {
        self.cells = cells
        self.background = background
        self.minimumHeight = minimumHeight
        self.keepsWithNext = keepsWithNext
    }
}

/// A cell of a table.
package struct Cell: Sendable {
    package var paragraphs: [Paragraph]
    package var columnSpan: Int
    /// Rows that the cell covers. It may break over pages; its text stands on each of them that has room for it.
    package var rowSpan: Int
    /// Nil for that of the row.
    package var background: Colour?
    /// Nil for that of the table.
    package var padding: Insets?
    package var vertical: VerticalAlignment
    /// Names its row or column; cells in header rows always do.
    package var isHeader: Bool

    package init(
        _ paragraphs: [Paragraph], columnSpan: Int = 1, rowSpan: Int = 1, background: Colour? = nil,
        padding: Insets? = nil, vertical: VerticalAlignment = .middle, isHeader: Bool = false
    ) {
        self.paragraphs = paragraphs
        self.columnSpan = columnSpan
        self.rowSpan = rowSpan
        self.background = background
        self.padding = padding
        self.vertical = vertical
        self.isHeader = isHeader
    }

    package init(
        _ text: String, _ style: ParagraphStyle, columnSpan: Int = 1, rowSpan: Int = 1,
        background: Colour? = nil, vertical: VerticalAlignment = .middle, isHeader: Bool = false
    ) {
        self.init(
            text.isEmpty ? [] : [Paragraph(text, style)], columnSpan: columnSpan, rowSpan: rowSpan,
            background: background, vertical: vertical, isHeader: isHeader)
    }
}
