// The written files under independent readers.

import Foundation
import Testing
import Typesetting

@testable import PDFRendering

@Suite struct PDFWriterTests {
    static let cache = FileManager.default.temporaryDirectory.appending(path: "heng-typesetting-tests")

    static func write(_ document: Document) throws -> (FinishedDocument, Data) {
        let fonts = try FontBook(.debian, cache: cache)
        let finished = Typesetter(fonts: fonts).layout(document)
        return (finished, try PDFWriter(fonts: fonts).write(finished))
    }

    static let samples: [(String, Document)] = [
        ("certificate", SampleDocuments.certificate()), ("sheet", SampleDocuments.sheet()),
        ("notice", SampleDocuments.notice()),
    ]

    @Test(arguments: samples.indices) func file_ofEachSample_isSoundForQpdf(_ index: Int) throws {
        let (finished, bytes) = try Self.write(Self.samples[index].1)
        #expect(finished.problems == [])
        let check = try ForeignTools.run("qpdf", ["--check", "{}"], on: bytes)
        #expect(check.status == 0, "\(check.output)")
        #expect(!check.output.lowercased().contains("warning"))
    }

    @Test(arguments: samples.indices) func file_ofTheSameDocument_hasTheSameBytes(_ index: Int) throws {
        let fonts = try FontBook(.debian, cache: Self.cache)
        let writer = PDFWriter(fonts: fonts)
        let finished = Typesetter(fonts: fonts).layout(Self.samples[index].1)
        let first = try writer.write(finished)
        #expect(try writer.write(finished) == first)
        #expect(try Self.write(Self.samples[index].1).1 == first)
    }

    @Test(arguments: samples.indices) func fonts_ofEachSample_areEmbeddedAndSubset(_ index: Int) throws {
        let (_, bytes) = try Self.write(Self.samples[index].1)
        let rows = try ForeignTools.run("pdffonts", ["{}"], on: bytes).output.split(separator: "\n").dropFirst(2)
        #expect(!rows.isEmpty)
        for row in rows {
            let words = row.split(separator: " ")
            #expect(words.suffix(5).prefix(3) == ["yes", "yes", "yes"], "\(row)")
        }
        #expect(Set(rows.compactMap { $0.split(separator: "+").last }).count == rows.count, "each face once")
    }

    /// Only newlines from wrapping are forgiven, and a space that one of them replaced.
    @Test(arguments: samples.indices, [["-raw"], []])
    func text_ofEachParagraphAndCell_isFoundExactly(_ index: Int, _ options: [String]) throws {
        let (finished, bytes) = try Self.write(Self.samples[index].1)
        let text = try ForeignTools.text(of: bytes, options)
        let parts = finished.texts
        #expect(parts.count > 4)
        for part in parts {
            let isFound = try part.isFound(in: text)
            #expect(isFound, "\(part)")
        }
    }

    @Test(arguments: [.serif, .sans, .kai] as [FontRole])
    func text_justifiedInAnyWidth_isFoundExactly(_ role: FontRole) throws {
        let paragraphs = (8...40).map { characters in
            var style = ParagraphStyle(
                TextStyle(role, size: .pt(10)), alignment: .justified, keepsTogether: true)
            style.endIndent = .pt(420 - Double(characters) * 10.3)
            return Paragraph("\(characters)号：" + SampleDocuments.remark, style)
        }
        let document = Document(
            DocumentInformation(title: "宽", created: SampleDocuments.day),
            sections: [Section(margins: Insets(all: .pt(80)), flow: paragraphs.map(Block.paragraph))])
        let text = try ForeignTools.text(of: Self.write(document).1)
        for paragraph in paragraphs {
            guard case .text(let wanted) = try #require(paragraph.spans.first).content else { continue }
            let isFound = try wanted.isFound(in: text)
            #expect(isFound, "\(wanted.prefix(4))")
        }
    }

    /// Short lines with up to nine tenths of a character left over: the widest gaps that justification makes.
    @Test(arguments: [["-raw"], [], ["-layout"]])
    func text_ofLinesStretchedAsFarAsTheyMay_hasNoBlanks(_ options: [String]) throws {
        let names = "示例鹤洲区、示例清泉县总分同为89.43分。示例鹤洲区列第九名；“规范监管”得分相同的，按修约前的总分排列。"
        let widths = (4...12).flatMap { characters in
            stride(from: 0.5, to: 10, by: 1.5).map { Double(characters) * 10 + $0 }
        }
        let sections = widths.map { width in
            Section(
                paper: Size(width: .pt(width + 40), height: .pt(400)), margins: Insets(all: .pt(20)),
                flow: [.paragraph(Paragraph(names, ParagraphStyle(TextStyle(size: .pt(10)), alignment: .justified)))])
        }
        let document = Document(DocumentInformation(title: "窄", created: SampleDocuments.day), sections: sections)
        let text = try ForeignTools.text(of: Self.write(document).1, options)
        #expect(text.contains("清泉县"))
        let blanks = text.matches(of: /\p{Han} +\p{Han}/).map { String($0.0) }
        #expect(blanks == [], "\(blanks.count)")
    }

    @Test(arguments: [0.0, 0.05, 0.06, 0.15, 0.5, 2])
    func text_ofSpacedTitle_isFoundExactly(_ tracking: Double) throws {
        let style = ParagraphStyle(
            TextStyle(.serifBold, size: .pt(30), tracking: .em(tracking)), alignment: .centre)
        let document = Document(
            DocumentInformation(title: "题", created: SampleDocuments.day),
            sections: [
                Section(paper: .a4Landscape, flow: [.paragraph(Paragraph("荣誉证书 2025", style, part: .heading(1)))])
            ])
        let (_, bytes) = try Self.write(document)
        #expect(try ForeignTools.text(of: bytes).hasPrefix("荣誉证书 2025\n"))
        #expect(try ForeignTools.run("qpdf", ["--check", "{}"], on: bytes).status == 0)
    }

    @Test func text_ofRareNamesAndLatin_isFoundExactly() throws {
        let style = ParagraphStyle(TextStyle(.kai, size: .pt(14)), alignment: .justified)
        let names = "李䶮、王喆、陶堃、周𬭎；it’s a “well-known” office—efficient 接口（API 2.0）！"
        let document = Document(
            DocumentInformation(title: "名", created: SampleDocuments.day),
            sections: [Section(flow: [.paragraph(Paragraph(names, style))])])
        let (finished, bytes) = try Self.write(document)
        #expect(finished.problems == [])
        let text = try ForeignTools.text(of: bytes)
        let isFound = try names.isFound(in: text)
        #expect(isFound, "\(text)")
        #expect(bytes.count < 60_000)
    }

    @Test(arguments: [150, 300]) func qr_onCertificate_isRead(_ resolution: Int) throws {
        let (_, bytes) = try Self.write(SampleDocuments.certificate())
        let picture = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID())")
        defer { try? FileManager.default.removeItem(atPath: picture.path + ".png") }
        _ = try ForeignTools.run(
            "pdftoppm", ["-singlefile", "-r", "\(resolution)", "-png", "{}", picture.path], on: bytes)
        let read = try ForeignTools.run("zbarimg", ["-q", "--raw", picture.path + ".png"], on: bytes)
        #expect(read.output.contains("https://example.org/verify/9f2c7a11e0b44d5c\n"))
    }

    @Test func information_ofDocument_isInTheFile() throws {
        let (_, bytes) = try Self.write(SampleDocuments.sheet())
        let report = try ForeignTools.run("pdfinfo", ["-isodates", "{}"], on: bytes).output
        for line in [
            "Title:           示范区评估评分表", "Author:          江西省市场监督管理局", "Subject:         南昌市青山湖区",
            "Keywords:        评分表", "CreationDate:    2023-11-14T22:13:20Z", "Tagged:          yes",
        ] { #expect(report.contains(line), "\(line) in \(report)") }
        let catalogue = try ForeignTools.run("qpdf", ["--json", "--json-key=qpdf", "{}"], on: bytes).output
        let hasLanguage = catalogue.contains("\"/Lang\": \"zh-Hans\"") || catalogue.contains("\"/Lang\": \"u:zh-Hans\"")
        #expect(hasLanguage)
        let showsTitle = catalogue.contains("\"/DisplayDocTitle\": true")
        #expect(showsTitle)
    }

    @Test func link_withForeignCharacters_isEncoded() throws {
        let style = ParagraphStyle(TextStyle(size: .pt(10)))
        let span = Span("链接", link: "https://example.org/it's a\\路?q=%20#x")
        let document = Document(
            DocumentInformation(title: "链", created: SampleDocuments.day),
            sections: [Section(flow: [.paragraph(Paragraph([span], style))])])
        let objects = try ForeignTools.run("qpdf", ["--json", "--json-key=qpdf", "{}"], on: Self.write(document).1)
            .output
        let hasAddress = objects.contains("https://example.org/it%27s%20a%5C%E8%B7%AF?q=%20#x")
        #expect(hasAddress)
    }

    @Test func text_withControlCharacters_isWrittenWithoutThem() throws {
        let style = ParagraphStyle(TextStyle(size: .pt(10)))
        let document = Document(
            DocumentInformation(title: "控", created: SampleDocuments.day),
            sections: [Section(flow: [.paragraph(Paragraph("甲\u{0}乙\u{7}丙\t戊\r\n丁", style))])])
        let (finished, bytes) = try Self.write(document)
        #expect(finished.problems.map(\.code) == [.characterLeftOut("\u{0}"), .characterLeftOut("\u{7}")])
        #expect(try ForeignTools.text(of: bytes).hasPrefix("甲乙丙 戊\n丁\n"))
    }

    /// As old ledgers may hold them: ✅ without a font, marks that turn lines round, a code that is no character.
    @Test func text_withCharactersThatCannotBePrinted_isWrittenWithStandIns() throws {
        let style = ParagraphStyle(TextStyle(size: .pt(10)))
        let text = "整改✅完成\u{202E}甲乙\u{2066}丙\u{FEFF}丁\u{FFFE}戊"
        let document = Document(
            DocumentInformation(title: "题\u{202E}目\u{0}全\u{FFFE}", created: SampleDocuments.day),
            sections: [Section(flow: [.paragraph(.heading(1, text, style))])])
        let (finished, bytes) = try Self.write(document)
        #expect(
            finished.unprinted(of: document) == [
                Unprinted(scalar: "\u{202E}", count: 1, isLeftOut: true),
                Unprinted(scalar: "\u{2066}", count: 1, isLeftOut: true),
                Unprinted(scalar: "\u{2705}", count: 1, isLeftOut: false),
                Unprinted(scalar: "\u{FEFF}", count: 1, isLeftOut: true),
                Unprinted(scalar: "\u{FFFE}", count: 1, isLeftOut: false),
            ])
        #expect(try ForeignTools.run("qpdf", ["--check", "{}"], on: bytes).status == 0)
        #expect(try ForeignTools.text(of: bytes).hasPrefix("整改✅完成甲乙丙丁\u{FFFD}戊\n"))
        #expect(try ForeignTools.run("pdfinfo", ["{}"], on: bytes).output.contains("题目全\u{FFFD}\n"))
        let outline = try ForeignTools.run("qpdf", ["--json", "--json-key=outlines", "{}"], on: bytes).output
        #expect(outline.contains("整改✅完成甲乙丙丁\u{FFFD}戊"))
    }

    @Test func outline_ofSheet_nestsItsHeadings() throws {
        let (finished, bytes) = try Self.write(SampleDocuments.sheet())
        #expect(finished.outline.map(\.level) == [1, 2, 2, 2, 2])
        let report = try ForeignTools.run("qpdf", ["--json", "--json-key=outlines", "{}"], on: bytes).output
        for entry in finished.outline { #expect(report.contains(entry.title)) }
        #expect(report.contains("\"destpageposfrom1\": \(finished.pages.count)"))
    }

    @Test func structure_ofSheet_isInReadingOrder() throws {
        let (_, bytes) = try Self.write(SampleDocuments.sheet())
        let tree = try ForeignTools.run("pdfinfo", ["-struct-text", "{}"], on: bytes).output
        var rest = tree[...]
        for part in [
            "Document", "H1", "示范区评估评分表", "H2", "一、总体情况", "Link", "https://example.org/rules", "Figure", "Table", "TR",
            "TH", "序号", "TD", "四、说明",
        ] {
            let found = try #require(rest.range(of: part), "\(part) after what stands before it")
            rest = rest[found.upperBound...]
        }
        #expect(tree.components(separatedBy: "Table (block)").count == 2, "one table over all pages")
        #expect(!tree.contains("第 1 页"), "furniture is no content")
    }

    @Test func writer_ofManyDocuments_keepsWritingTheSame() throws {
        let fonts = try FontBook(.debian, cache: Self.cache)
        let writer = PDFWriter(fonts: fonts)
        let typesetter = Typesetter(fonts: fonts)
        let first = try writer.write(typesetter.layout(SampleDocuments.certificate()))
        for number in 1...20 {
            _ = try writer.write(typesetter.layout(SampleDocuments.certificate(holder: "第\(number)区䶮")))
        }
        #expect(try writer.write(typesetter.layout(SampleDocuments.certificate())) == first)
    }

    @Test func writers_onSeveralThreads_writeTheSame() async throws {
        let expected = try Self.write(SampleDocuments.certificate()).1
        let same = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 1...4 {
                group.addTask {
                    try (1...5).allSatisfy { _ in try Self.write(SampleDocuments.certificate()).1 == expected }
                }
            }
            return try await group.reduce(true) { $0 && $1 }
        }
        #expect(same)
    }

    @Test func figuresAndHeaderCells_ofSheet_haveTheirEntries() throws {
        let (_, bytes) = try Self.write(SampleDocuments.sheet())
        let objects = try ForeignTools.run("qpdf", ["--json", "--json-key=qpdf", "{}"], on: bytes).output
        let alternatives = objects.components(separatedBy: "\"/Alt\": \"u:").dropFirst().map {
            $0.prefix { $0 != "\"" }
        }
        #expect(alternatives == ["https://example.org/s/9f2c7a11", "五个一级指标的得分"])
        #expect(objects.components(separatedBy: "\"/Scope\": \"/Column\"").count == 6)
        #expect(objects.components(separatedBy: "\"/Scope\": \"/Row\"").count == 6)
    }

    @Test(arguments: ["", "%PDF-1.5\n", "%PDF-1.5\nstartxref\n3\n%%EOF\n", "%PDF-1.5\nstartxref\n99\n%%EOF\n"])
    func file_thatIsNotCairos_isRefused(_ text: String) {
        #expect(throws: PDFError.self) { try CairoFile(Data(text.utf8)) }
    }

    @Test func file_withFewerElementsThanEntries_isRefused() throws {
        let (_, bytes) = try Self.write(SampleDocuments.notice())
        var file = try CairoFile(bytes)
        #expect(throws: PDFError.self) { try file.add(["/Alt <FEFF>"], toElements: "Figure") }
    }
}

extension FinishedDocument {
    /// The text of each element that holds text, its lines joined.
    var texts: [String] {
        var texts: [String] = []
        var open = 0
        for item in pages.flatMap(\.items) {
            switch item {
            case .begin(.paragraph), .begin(.heading), .begin(.cell), .begin(.headerCell):
                if open == 0 { texts.append("") }
                open += 1
            case .end(.paragraph), .end(.heading), .end(.cell), .end(.headerCell): open -= 1
            case .glyphs(let run) where open > 0: texts[texts.count - 1] += run.text
            default: break
            }
        }
        return texts.filter { !$0.isEmpty }
    }
}

extension String {
    /// Whether the text holds this one, with newlines between its characters or in place of its spaces.
    func isFound(in text: String) throws -> Bool {
        let parts = map { $0 == " " ? "[ \\n]" : NSRegularExpression.escapedPattern(for: String($0)) }
        let pattern = try NSRegularExpression(pattern: parts.joined(separator: "\\n?"))
        return pattern.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }
}
