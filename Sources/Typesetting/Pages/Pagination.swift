// Strips to pages: what is kept together moves on together, tables repeat their headers, high rows split.

import Reasons

struct Paginator {
    private let section: Section
    private let problems: TypesettingProblems
    private let left: Double
    private let bottom: Double
    private var top: Double
    private var y: Double
    /// Room asked for below the last strip.
    private var pending = 0.0
    private var isAtTop = true
    private var page = Layer()
    private var pages: [Layer] = []
    private var paragraph: (number: Int, tag: Tag)?
    private var fragment: (number: Int, part: TableFragment)?

    init(_ section: Section, _ problems: TypesettingProblems) {
        self.section = section
        self.problems = problems
        left = section.margins.left.points
        bottom = (section.paper.height - section.margins.bottom).points + 0.01
        top = (section.margins.top + section.firstPageRoom).points
        y = top
    }

    /// The pages of the flow, at least one.
    mutating func paginate(_ strips: [Strip]) -> [Layer] {
        for group in groups(strips) {
            if !isAtTop, end(of: group) > bottom { startPage() }
            for strip in group { place(strip) }
        }
        closePage()
        return pages
    }

    /// Strips that stay together.
    private func groups(_ strips: [Strip]) -> [ArraySlice<Strip>] {
        var groups: [ArraySlice<Strip>] = []
        var start = 0
        for index in strips.indices where !strips[index].keepsWithNext || index == strips.count - 1 {
            groups.append(strips[start...index])
            start = index + 1
        }
        return groups
    }

    /// Where the group would end if it were placed here.
    private func end(of group: ArraySlice<Strip>) -> Double {
        var copy = (y: y, pending: pending, table: fragment?.number)
        for (offset, strip) in group.enumerated() {
            copy.y = start(of: strip, y: copy.y, pending: copy.pending, isAtTop: isAtTop && offset == 0)
            if case .row(_, let table, let number) = strip.content, number != copy.table {
                copy.y += table.headerHeight
                copy.table = number
            }
            copy.y += strip.height
            copy.pending = strip.spaceAfter
        }
        return copy.y
    }

    private func start(of strip: Strip, y: Double, pending: Double, isAtTop: Bool) -> Double {
        let place = isAtTop ? y : y + pending + strip.spaceBefore
        guard strip.keepsGrid, let grid = section.lineGrid?.points, grid > 0 else { return place }
        let origin = section.margins.top.points
        return origin + ((place - origin) / grid - 0.001).rounded(.up) * grid
    }

    private mutating func place(_ strip: Strip) {
        if case .pageBreak = strip.content { return startPage() }
        if case .empty = strip.content, isAtTop { return }
        if case .row(let row, let table, let number) = strip.content {
            return place(row, of: table, number: number, strip)
        }
        closeTable()
        if !isAtTop, end(of: [strip]) > bottom { startPage() }
        y = start(of: strip, y: y, pending: pending, isAtTop: isAtTop)
        switch strip.content {
        case .line(let line, let x, let text, let number, let isFirst):
            draw(line, Point.pt(left + x, y), text, number, isFirst: isFirst)
        case .canvas(let items):
            closeParagraph()
            if y + strip.height > bottom { problems.report(.figureTooHigh(strip.height, bottom - top)) }
            page.items += items.map { $0.moved(by: .pt(left, y)) }
        case .empty, .row, .pageBreak: break
        }
        advance(by: strip.height, strip)
    }

    private mutating func advance(by height: Double, _ strip: Strip) {
        y += height
        pending = strip.spaceAfter
        isAtTop = false
    }

    private mutating func draw(_ line: Line, _ origin: Point, _ text: Paragraph, _ number: Int, isFirst: Bool) {
        if paragraph?.number != number {
            closeParagraph()
            paragraph = (number, text.tag)
            page.items.append(.begin(text.tag))
            if isFirst { page.headings += text.heading(at: origin) }
        }
        page.items += line.items(at: origin, tagged: true)
    }

    private mutating func place(_ row: MeasuredRow, of table: MeasuredTable, number: Int, _ strip: Strip) {
        closeParagraph()
        if !isAtTop, end(of: [strip]) > bottom, fits(row, table) || bottom - y < (bottom - top) / 3 { startPage() }
        y = fragment?.number == number ? y : start(of: strip, y: y, pending: pending, isAtTop: isAtTop)
        open(table, number, at: row.index)
        guard y + row.height > bottom, let (head, tail) = row.split(at: bottom - y) else {
            fragment?.part.rows.append(.init(row: row, top: y, isHeader: false))
            return advance(by: row.height, strip)
        }
        fragment?.part.rows.append(.init(row: head, top: y, isHeader: false))
        startPage()
        var rest = strip
        rest.height = tail.height
        place(tail, of: table, number: number, rest)
    }

    /// Whether the row has room on an empty page.
    private func fits(_ row: MeasuredRow, _ table: MeasuredTable) -> Bool {
        row.height + table.headerHeight <= bottom - section.margins.top.points
    }

    /// Begins the table's part on this page with its header, unless it has begun.
    private mutating func open(_ table: MeasuredTable, _ number: Int, at row: Int) {
        guard fragment?.number != number else { return }
        closeTable()
        var part = TableFragment(table, left: left, continuing: row)
        for header in table.header {
            part.rows.append(.init(row: header, top: y, isHeader: true))
            y += header.height
        }
        fragment = (number, part)
    }

    private mutating func closeTable() {
        if let fragment { page.items += fragment.part.items() }
        fragment = nil
    }

    private mutating func closeParagraph() {
        if let paragraph { page.items.append(.end(paragraph.tag)) }
        paragraph = nil
    }

    private mutating func closePage() {
        closeTable()
        closeParagraph()
        pages.append(page)
    }

    private mutating func startPage() {
        closePage()
        page = Layer()
        top = section.margins.top.points
        y = top
        pending = 0
        isAtTop = true
    }
}

extension TypesettingProblem {
    fileprivate static func figureTooHigh(_ height: Double, _ room: Double) -> TypesettingProblem {
        TypesettingProblem(
            code: .figureTooHigh, subject: "figure",
            reason: Reason(.figureTooHigh, ["height": .number(Int(height)), "room": .number(Int(room))]),
            hint: Reason(.figureLower))
    }
}
