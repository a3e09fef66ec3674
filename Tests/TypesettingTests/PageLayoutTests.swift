// Flow to pages: tables, kept blocks, grids, furniture, frames.

import Foundation
import Testing

@testable import Typesetting

@Suite struct PageLayoutTests {
    @Test func grid_ofOfficialDocuments_holds22LinesOf28Characters() throws {
        let size = Length.pt(16)
        let tracking = TextStyle.tracking(characters: 28, of: size, in: .mm(156))
        let style = ParagraphStyle(
            TextStyle(.serif, size: size, tracking: tracking), alignment: .justified, spacing: .grid(lines: 1))
        let text = String(repeating: "江西省市场监督管理局文件", count: 80)
        let finished = try Fixture.layout(
            Section(
                margins: Insets(top: .mm(37), left: .mm(28), bottom: .mm(35), right: .mm(26)),
                lineGrid: .mm(225.0 / 22), flow: [.paragraph(Paragraph(text, style))]))
        #expect(finished.pages.count == 2)
        #expect(finished.pages[0].lines.count == 22)
        #expect(finished.lines.dropLast().allSatisfy { $0.count == 28 })
        let baselines = finished.pages[0].runs.map(\.origin.y)
        for (a, b) in zip(baselines, baselines.dropFirst()) { #expect(abs((b - a).millimetres - 225.0 / 22) < 0.001) }
    }

    @Test func table_overThreePages_repeatsItsHeaderAndCutsNoRow() throws {
        let finished = try Fixture.layout(Fixture.section(height: 100, [.table(Fixture.table(rows: 15))]))
        #expect(finished.pages.count == 3)
        for page in finished.pages { #expect(page.lines.first == "头目") }
        #expect(finished.lines.filter { $0 != "头目" } == (1...15).map { "\($0)行" })
        for run in finished.pages.flatMap(\.runs) { #expect(run.origin.y <= .pt(110)) }
        let tags = finished.pages.flatMap(\.items)
        #expect(tags.filter { $0 == .begin(.table) }.count == 1)
        #expect(tags.filter { $0 == .begin(.row) }.count == 16)
        #expect(tags.filter { $0 == .begin(.headerCell(.column)) }.count == 2)
    }

    @Test func table_rowHigherThanRoomLeft_movesOn() throws {
        let finished = try Fixture.layout(
            Fixture.section(
                height: 100,
                [
                    .space(.pt(1)), .paragraph(Paragraph("一\n二\n三", Fixture.style())),
                    .table(Fixture.table(rows: 1, lines: 4, header: false)),
                ]))
        #expect(finished.pages.map(\.lines.count) == [3, 5])
    }

    @Test func table_rowHigherThanPage_splitsBetweenLines() throws {
        let finished = try Fixture.layout(Fixture.section(height: 100, [.table(Fixture.table(rows: 1, lines: 14))]))
        #expect(finished.pages.count == 3)
        #expect(finished.lines.filter { $0 == "行" || $0 == "1行" }.count == 14)
        for run in finished.pages.flatMap(\.runs) { #expect(run.origin.y <= .pt(110)) }
    }

    @Test func table_rowSpanOverPages_keepsItsTextAndGoesOn() throws {
        let style = Fixture.style()
        let rows = (1...8).map { index in
            Row((index == 1 ? [Cell("跨", style, rowSpan: 8, background: .grey(0.9))] : []) + [Cell("\(index)", style)])
        }
        let table = Table(columns: [.share(1), .share(1)], rows: rows, padding: .zero)
        let finished = try Fixture.layout(Fixture.section(height: 75, [.table(table)]))
        #expect(finished.pages.count == 2)
        let spans = finished.pages.map { page in
            page.items.compactMap { item -> Length? in
                guard case .drawing(let drawing) = item, drawing.fill != nil,
                    case .rectangle(let box, _) = drawing.shape
                else { return nil }
                return box.height
            }
        }
        #expect(spans.map { $0.map { $0.points.rounded() } } == [[75], [45]])
        #expect(finished.pages.map { $0.runs.filter { $0.text == "跨" }.count } == [1, 1])
    }

    @Test func table_rowSpanHigherThanItsRows_growsTheLast() throws {
        let style = Fixture.style()
        let table = Table(
            columns: [.share(1), .share(1)],
            rows: [
                Row([Cell("一\n二\n三\n四", style, rowSpan: 2), Cell("甲", style)]), Row([Cell("乙", style)]),
                Row([Cell("丙", style), Cell("丁", style)]),
            ], padding: .zero)
        let finished = try Fixture.layout(Fixture.section([.table(table)]))
        let baselines = Dictionary(uniqueKeysWithValues: finished.pages[0].runs.map { ($0.text, $0.origin.y.points) })
        #expect(baselines["一"] == baselines["甲"])
        #expect(abs((baselines["丙"] ?? 0) - (baselines["四"] ?? 0) - 15) < 0.01)
    }

    @Test func table_columnSpan_isAsWideAsItsColumns() throws {
        let style = Fixture.style(10, .serif, .centre)
        let table = Table(
            columns: [.fixed(.pt(50)), .share(1), .share(2)],
            rows: [
                Row([Cell("宽", style, columnSpan: 3)]), Row([Cell("甲", style), Cell("乙", style), Cell("丙", style)]),
            ],
            padding: .zero)
        let finished = try Fixture.layout(Fixture.section(width: 200, [.table(table)]))
        let middles = finished.pages[0].runs.map { ($0.origin.x + .pt(5)).points.rounded() - 10 }
        #expect(middles == [100, 25, 75, 150])
    }

    @Test func heading_atPageEnd_movesWithItsText() throws {
        var heading = Fixture.style(12)
        heading.keepsWithNext = true
        let finished = try Fixture.layout(
            Fixture.section(
                height: 100,
                [
                    .paragraph(Paragraph("一\n二\n三\n四\n五", Fixture.style())), .paragraph(.heading(1, "标题", heading)),
                    .paragraph(Paragraph("甲\n乙", Fixture.style())),
                ]))
        #expect(finished.pages.map(\.lines) == [["一", "二", "三", "四", "五"], ["标题", "甲", "乙"]])
        #expect(finished.outline.map(\.title) == ["标题"])
        #expect(finished.outline.map(\.page) == [1])
    }

    @Test func heading_beforeTable_movesWithHeaderAndFirstRow() throws {
        var heading = Fixture.style(10)
        heading.keepsWithNext = true
        let finished = try Fixture.layout(
            Fixture.section(
                height: 90,
                [
                    .paragraph(Paragraph("一\n二\n三\n四", Fixture.style())), .paragraph(.heading(1, "标题", heading)),
                    .table(Fixture.table(rows: 2)),
                ]))
        #expect(finished.pages.map(\.lines) == [["一", "二", "三", "四"], ["标题", "头目", "1行", "2行"]])
    }

    @Test func paragraph_overPages_leavesNoSingleLine() throws {
        let finished = try Fixture.layout(
            Fixture.section(
                height: 90, [.paragraph(Paragraph((1...7).map(String.init).joined(separator: "\n"), Fixture.style()))]))
        #expect(finished.pages.map(\.lines.count) == [5, 2])
    }

    @Test func furniture_ofOddAndEvenPages_numbersThem() throws {
        func number(_ side: String) -> [Placed] {
            [
                .text(
                    TextFrame(
                        "page", .mm(0, 0, 50, 5),
                        [Paragraph([Span(side), .pageNumber, "/", .pageCount], Fixture.style(8))]))
            ]
        }
        var section = Fixture.section([.pageBreak, .pageBreak])
        section.furniture = [Furniture(on: .odd, number("奇")), Furniture(on: .even, number("偶"))]
        let finished = try Fixture.layout(section)
        #expect(finished.lines == ["奇1/3", "偶2/3", "奇3/3"])
        #expect(!finished.pages.flatMap(\.items).contains(.begin(.paragraph)))
    }

    @Test func frame_tooSmall_isReportedByItsName() throws {
        var section = Fixture.section([])
        section.fixed = [
            .text(
                TextFrame(
                    "holder", Rectangle(x: .zero, y: .zero, width: .pt(50), height: .pt(12)),
                    [Paragraph("很长的名称写不下", Fixture.style())]))
        ]
        let finished = try Fixture.layout(section)
        #expect(finished.problems.map(\.code) == [.frameOverflow])
        #expect(finished.problems.map(\.subject) == ["holder"])
    }

    @Test func frame_thatMayShrink_holdsItsText() throws {
        let box = Rectangle(x: .zero, y: .zero, width: .pt(50), height: .pt(20))
        var section = Fixture.section([])
        section.fixed = [.text(TextFrame("holder", box, [Paragraph("很长的名称写不下", Fixture.style())], shrinksTo: .pt(4)))]
        let finished = try Fixture.layout(section)
        #expect(finished.problems.isEmpty)
        let size = try #require(finished.pages[0].runs.first).size
        #expect(size < .pt(10) && size >= .pt(4))
    }

    @Test(arguments: [(9.0, [] as [TypesettingProblem.Code]), (40.0, [.textTooLong])])
    func paragraph_thatMayShrinkToOneLine_doesOrSaysSo(_ minimum: Double, _ codes: [TypesettingProblem.Code]) throws {
        var style = Fixture.style(40)
        style.fit = .shrink(toLines: 1, minimum: .pt(minimum))
        let finished = try Fixture.layout(Fixture.section(width: 200, [.paragraph(Paragraph("江西省市场监督管理局", style))]))
        #expect(finished.problems.map(\.code) == codes)
        #expect((finished.lines.count == 1) == codes.isEmpty)
    }

    @Test func signature_ofNameAndDate_centresThemOverEachOther() throws {
        let signature = Signature(
            [Paragraph("江西省市场监督管理局", Fixture.style()), Paragraph("某年某月某日", Fixture.style())], endIndent: .em(4))
        let finished = try Fixture.layout(Fixture.section(width: 200, [.signature(signature)]))
        let runs = finished.pages[0].runs
        let middles = runs.map { ($0.origin.x.points + Double($0.text.count) * 5).rounded() }
        #expect(middles == [120, 120])
    }

    @Test func qr_ofTooLongText_isReported() throws {
        var section = Fixture.section([])
        section.fixed = [.qr(QRCode(String(repeating: "长", count: 2000), at: .zero, side: .mm(20)))]
        #expect(try Fixture.layout(section).problems.map(\.code) == [.qrTooLong])
    }

    @Test func qr_ofAnyText_keepsFourModulesFree() throws {
        let symbol = try #require(QRSymbol("https://example.org", level: .medium))
        let square = Rectangle(
            x: .zero, y: .zero, width: .pt(Double(symbol.width + 8)), height: .pt(Double(symbol.width + 8)))
        let boxes = symbol.rectangles(in: square)
        #expect(abs((boxes.map(\.minX.points).min() ?? 0) - 4) < 0.001)
        #expect(abs((boxes.map(\.maxY.points).max() ?? 0) - Double(symbol.width + 4)) < 0.001)
    }

    @Test func sections_thatGoOn_countTheirPagesTogether() throws {
        let footer = Furniture([
            .text(TextFrame("page", .mm(0, 0, 50, 5), [Paragraph([.pageNumber, "/", .pageCount], Fixture.style(8))]))
        ])
        var first = Fixture.section([.pageBreak])
        first.furniture = [footer]
        var second = first
        second.restartsNumbering = false
        var third = first
        third.flow = []
        let document = Document(
            DocumentInformation(title: "试", created: .distantPast), sections: [first, second, third])
        let finished = Typesetter(fonts: try Fixture.fonts()).layout(document)
        #expect(finished.lines == ["1/4", "2/4", "3/4", "4/4", "1/1"])
    }

    @Test func tags_ofAnyPages_areBalanced() throws {
        let finished = try Fixture.layout(
            Fixture.section(
                height: 100,
                [.paragraph(Paragraph("一\n二\n三\n四\n五\n六\n七\n八", Fixture.style())), .table(Fixture.table(rows: 9))]))
        var open: [Typesetting.Tag] = []
        for item in finished.pages.flatMap(\.items) {
            if case .begin(let tag) = item { open.append(tag) }
            if case .end(let tag) = item { #expect(open.popLast() == tag) }
        }
        #expect(open.isEmpty)
    }

    @Test func clusters_ofEveryRun_coverTextAndGlyphs() throws {
        let text = LineBreakingTests.prose + "喆𬭎 office “quoted” it’s"
        let finished = try Fixture.layout(Fixture.section([.paragraph(Paragraph(text, Fixture.style()))]))
        for run in finished.pages.flatMap(\.runs) {
            #expect(run.clusters.reduce(0) { $0 + $1.bytes } == run.text.utf8.count)
            #expect(run.clusters.reduce(0) { $0 + $1.glyphs } == run.glyphs.count)
        }
    }

    @Test func layout_ofTheSameContent_givesTheSamePages() throws {
        let section = Fixture.section(
            height: 100,
            [.table(Fixture.table(rows: 9)), .paragraph(Paragraph(LineBreakingTests.prose, Fixture.style()))])
        #expect(try Fixture.layout(section).listing == Fixture.layout(section).listing)
    }

    @Test func listing_ofSmallPage_namesItsItems() throws {
        var section = Fixture.section([.paragraph(Paragraph("江西", Fixture.style()))])
        section.furniture = [Furniture([.drawing(.line(.pt(0, 0), .pt(9, 0), Stroke(.pt(1), Colour(hex: 0xC8102E))))])]
        #expect(
            try Fixture.layout(section).listing == """
                page 1 220.0 × 420.0
                <document>
                  line 0.0,0.0 9.0,0.0 stroke 1.0 #C8102E
                  <paragraph>
                    10.0,21.3 10.0pt #000000 江西
                  </paragraph>
                </document>
                """)
    }
}
