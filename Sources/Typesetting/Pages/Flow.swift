// The blocks of a section to strips: pieces as wide as the column that no page break cuts, except rows higher than a page.

/// A piece of the flow. All lengths in points.
struct Strip {
    var content: Content
    var height = 0.0
    var spaceBefore = 0.0
    var spaceAfter = 0.0
    var keepsWithNext = false
    /// Begins on a line of the section's grid.
    var keepsGrid = false

    enum Content {
        /// A line of a paragraph, told from others by its number.
        case line(Line, x: Double, of: Paragraph, number: Int, isFirst: Bool)
        /// A body row of a table, told from others by its number.
        case row(MeasuredRow, of: MeasuredTable, number: Int)
        /// Items whose places count from the strip's corner.
        case canvas([Item])
        case empty
        case pageBreak
    }
}

struct FlowLayout {
    let paragraphs: ParagraphLayout
    let placed: PlacedLayout
    let width: Double

    /// The strips of all blocks in order.
    func strips(_ blocks: [Block]) -> [Strip] {
        blocks.enumerated().flatMap { number, block in strips(block, number: number) }
    }

    private func strips(_ block: Block, number: Int) -> [Strip] {
        switch block {
        case .paragraph(let paragraph):
            strips(paragraphs.layout(paragraph, width: width), number: number * 100, x: 0)
        case .table(let table): strips(table, number: number)
        case .figure(let figure): [strip(figure)]
        case .space(let length): [Strip(content: .empty, height: length.points)]
        case .rule(let stroke, let before, let after): [strip(stroke, before, after)]
        case .signature(let signature): strips(signature, number: number)
        case .pageBreak: [Strip(content: .pageBreak)]
        }
    }

    private func strips(_ text: SetParagraph, number: Int, x: Double) -> [Strip] {
        let style = text.paragraph.style
        let last = text.lines.count - 1
        return text.lines.enumerated().map { index, line in
            Strip(
                content: .line(line, x: x, of: text.paragraph, number: number, isFirst: index == 0),
                height: line.height, spaceBefore: index == 0 ? style.spaceBefore.points : 0,
                spaceAfter: index == last ? style.spaceAfter.points : 0,
                keepsWithNext: index == last ? style.keepsWithNext : keeps(style, line: index, last: last),
                keepsGrid: style.spacing.isGrid)
        }
    }

    /// No single line of a paragraph stands at the top or bottom of a page, except on a grid, where every line counts.
    private func keeps(_ style: ParagraphStyle, line: Int, last: Int) -> Bool {
        if style.keepsTogether || style.keepsWithNext { return true }
        return !style.spacing.isGrid && (line == 0 || line == last - 1)
    }

    private func strips(_ table: Table, number: Int) -> [Strip] {
        let measured = TableLayout(paragraphs: paragraphs).layout(table, width: width)
        return measured.rows.enumerated().map { index, row in
            Strip(
                content: .row(row, of: measured, number: number), height: row.height,
                spaceBefore: index == 0 ? table.spaceBefore.points : 0,
                spaceAfter: index == measured.rows.count - 1 ? table.spaceAfter.points : 0,
                keepsWithNext: row.keepsWithNext && index < measured.rows.count - 1)
        }
    }

    private func strip(_ figure: Figure) -> Strip {
        let free = .pt(width) - figure.size.width
        let x = figure.alignment == .centre ? free / 2 : figure.alignment == .end ? free : .zero
        let tag = Tag.figure(alternative: figure.alternative.interchanged)
        let items = placed.layout(figure.content, offset: Point(x: x, y: .zero), tagged: false).items
        return Strip(
            content: .canvas([.begin(tag)] + items + [.end(tag)]), height: figure.size.height.points,
            spaceBefore: figure.spaceBefore.points, spaceAfter: figure.spaceAfter.points,
            keepsWithNext: figure.keepsWithNext)
    }

    private func strip(_ stroke: Stroke, _ before: Length, _ after: Length) -> Strip {
        let middle = stroke.width.points / 2
        let rule = Drawing.line(.pt(0, middle), .pt(width, middle), stroke)
        return Strip(
            content: .canvas([.drawing(rule)]), height: stroke.width.points, spaceBefore: before.points,
            spaceAfter: after.points)
    }

    private func strips(_ signature: Signature, number: Int) -> [Strip] {
        let natural = signature.lines.map { paragraphs.layout($0, width: width) }
        let box = natural.map(\.width).max() ?? 0
        let em = signature.lines.first?.style.text.size ?? .zero
        let x = width - box - signature.endIndent.resolved(at: em).points
        let lines = signature.lines.enumerated().flatMap { index, line in
            var centred = line
            centred.style.alignment = .centre
            return strips(paragraphs.layout(centred, width: box + 0.1), number: number * 100 + index, x: x)
        }
        return lines.enumerated().map { index, strip in
            var kept = strip
            kept.keepsWithNext = index < lines.count - 1
            return kept
        }
    }
}

extension LineSpacing {
    var isGrid: Bool { if case .grid = self { true } else { false } }
}

extension Item {
    /// The item with its places moved.
    func moved(by offset: Point) -> Item {
        switch self {
        case .glyphs(var run):
            run.origin = run.origin + offset
            return .glyphs(run)
        case .drawing(let drawing): return .drawing(drawing.moved(by: offset))
        case .modules(let modules, let colour): return .modules(modules.map { $0.moved(by: offset) }, colour)
        case .begin, .end: return self
        }
    }
}
