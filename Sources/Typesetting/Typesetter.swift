// Lays out documents: content -> lines -> pages.

/// Makes finished pages of content. Same content, same fonts, same pages.
package struct Typesetter {
    private let fonts: FontBook

    package init(fonts: FontBook) { self.fonts = fonts }

    /// Lays out all sections. What cannot be set as asked is in the result's problems; the pages are complete all the same.
    package func layout(_ document: Document) -> FinishedDocument {
        let problems = ProblemList()
        let setter = SectionSetter(Shaper(fonts, problems, language: document.information.language), problems)
        let flows = document.sections.map(setter.flow)
        let numberings = numberings(of: document.sections, pageCounts: flows.map(\.count))
        let layers = zip(document.sections, zip(flows, numberings)).map { setter.furnish($0, $1.0, $1.1) }
        let sheets = zip(document.sections, zip(layers, numberings)).flatMap { section, pages in
            zip(pages.0, pages.1).map { Sheet(layer: $0, size: section.paper, number: $1.page) }
        }
        return FinishedDocument(
            information: document.information, pages: tagged(sheets.map(\.page)), outline: outline(sheets),
            problems: problems.problems)
    }

    /// The numbers of each section's pages.
    private func numberings(of sections: [Section], pageCounts: [Int]) -> [[Numbering]] {
        var runs: [[Int]] = []
        for (index, section) in sections.enumerated() {
            if section.restartsNumbering || runs.isEmpty { runs.append([]) }
            runs[runs.count - 1].append(pageCounts[index])
        }
        return runs.flatMap { counts in
            let total = counts.reduce(0, +)
            var first = 1
            return counts.map { count in
                defer { first += count }
                return (first..<first + count).map { Numbering(page: $0, count: total) }
            }
        }
    }

    private func tagged(_ pages: [Page]) -> [Page] {
        var pages = pages
        guard !pages.isEmpty else { return [] }
        pages[0].items.insert(.begin(.document), at: 0)
        pages[pages.count - 1].items.append(.end(.document))
        return pages
    }

    private func outline(_ sheets: [Sheet]) -> [OutlineEntry] {
        sheets.enumerated().flatMap { index, sheet in
            sheet.layer.headings.map {
                OutlineEntry(title: $0.title, level: $0.level, page: index, position: $0.position)
            }
        }
    }
}

/// A page with its headings.
private struct Sheet {
    var layer: Layer
    var size: Size
    var number: Int

    var page: Page { Page(size: size, number: number, items: layer.items) }
}

/// Lays out one section at a time.
private struct SectionSetter {
    private let shaper: Shaper
    private let problems: ProblemList

    init(_ shaper: Shaper, _ problems: ProblemList) {
        self.shaper = shaper
        self.problems = problems
    }

    /// The flow of a section on its pages.
    func flow(_ section: Section) -> [Layer] {
        let paragraphs = ParagraphLayout(shaper: shaper, problems: problems, grid: section.lineGrid?.points)
        let flow = FlowLayout(
            paragraphs: paragraphs, placed: PlacedLayout(paragraphs: paragraphs, problems: problems),
            width: (section.paper.width - section.margins.left - section.margins.right).points)
        var paginator = Paginator(section, problems)
        return paginator.paginate(flow.strips(section.flow))
    }

    /// The pages with what repeats on them below their flow, and on the first what has a fixed place.
    func furnish(_ section: Section, _ pages: [Layer], _ numberings: [Numbering]) -> [Layer] {
        zip(pages, numberings).enumerated().map { index, page in
            let placed = PlacedLayout(
                paragraphs: ParagraphLayout(shaper: shaper, problems: problems, numbering: page.1), problems: problems)
            let place = PagePlace(index: index, count: pages.count, number: page.1.page)
            let furniture = section.furniture.filter { place.matches($0.pages) }.flatMap(\.content)
            let below = placed.layout(furniture, tagged: false)
            let fixed = index == 0 ? placed.layout(section.fixed, tagged: true) : Layer()
            return Layer(
                items: below.items + fixed.items + page.0.items, headings: fixed.headings + page.0.headings)
        }
    }
}

/// Where a page stands in its section.
private struct PagePlace {
    var index: Int
    var count: Int
    var number: Int

    func matches(_ selection: PageSelection) -> Bool {
        switch selection {
        case .all: true
        case .first: index == 0
        case .exceptFirst: index > 0
        case .last: index == count - 1
        case .odd: number % 2 == 1
        case .even: number % 2 == 0
        }
    }
}
