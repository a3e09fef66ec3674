// Lays out documents: content -> lines -> pages.

/// Makes finished pages of content. Same content, same fonts, same pages.
package struct Typesetter {
    private let fonts: FontBook

    package init(fonts: FontBook) { self.fonts = fonts }

    /// Lays out all sections. What cannot be set as asked is in the result's problems; the pages are complete all the same.
    package func layout(_ document: Document) -> FinishedDocument {
        let problems = TypesettingProblems()
        let setter = SectionSetter(Shaper(fonts, problems, language: document.information.language), problems)
        let flowed = document.sections.map(setter.flow)
        let numbered = numbered(flowed)
        let sheets = numbered.flatMap(setter.furnish)
        return FinishedDocument(
            information: document.information.interchanged, pages: tagged(sheets.map(\.page)), outline: outline(sheets),
            problems: problems.problems)
    }

    /// The sections with the numbers of their pages, which run on until a section restarts them.
    private func numbered(_ sections: [FlowedSection]) -> [FlowedSection] {
        var runs: [[FlowedSection]] = []
        for flowed in sections {
            if flowed.section.restartsNumbering || runs.isEmpty { runs.append([]) }
            runs[runs.count - 1].append(flowed)
        }
        return runs.flatMap { run in
            let count = run.reduce(0) { $0 + $1.pages.count }
            var before = 0
            return run.map { flowed in
                defer { before += flowed.pages.count }
                return flowed.numbered(after: before, of: count)
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

/// A section whose flow stands on its pages.
private struct FlowedSection {
    var section: Section
    var pages: [Layer]
    /// One for each page, once they are counted.
    var numberings: [Numbering] = []

    func numbered(after before: Int, of count: Int) -> FlowedSection {
        var copy = self
        copy.numberings = pages.indices.map { Numbering(page: before + $0 + 1, count: count) }
        return copy
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
    private let problems: TypesettingProblems

    init(_ shaper: Shaper, _ problems: TypesettingProblems) {
        self.shaper = shaper
        self.problems = problems
    }

    /// The flow of a section on its pages.
    func flow(_ section: Section) -> FlowedSection {
        let paragraphs = ParagraphLayout(shaper: shaper, problems: problems, grid: section.lineGrid?.points)
        let flow = FlowLayout(
            paragraphs: paragraphs, placed: PlacedLayout(paragraphs: paragraphs, problems: problems),
            width: (section.paper.width - section.margins.left - section.margins.right).points)
        var paginator = Paginator(section, problems)
        return FlowedSection(section: section, pages: paginator.paginate(flow.strips(section.flow)))
    }

    /// The pages with what repeats on them below their flow, and on the first what has a fixed place.
    func furnish(_ flowed: FlowedSection) -> [Sheet] {
        zip(flowed.pages, flowed.numberings).enumerated().map { index, page in
            let place = PagePlace(index: index, count: flowed.pages.count, number: page.1.page)
            return Sheet(
                layer: furnish(flowed.section, page.0, at: place, page.1), size: flowed.section.paper,
                number: page.1.page)
        }
    }

    private func furnish(
        _ section: Section, _ flow: Layer, at place: PagePlace, _ numbering: Numbering
    ) -> Layer {
        let paragraphs = ParagraphLayout(shaper: shaper, problems: problems, numbering: numbering)
        let placed = PlacedLayout(paragraphs: paragraphs, problems: problems)
        let furniture = section.furniture.filter { place.matches($0.pages) }.flatMap(\.content)
        let below = placed.layout(furniture, tagged: false)
        let fixed = place.index == 0 ? placed.layout(section.fixed, tagged: true) : Layer()
        return Layer(items: below.items + fixed.items + flow.items, headings: fixed.headings + flow.headings)
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
