// Which face draws a character, and what is said when none does.

import Foundation
import Reasons
import Testing

@testable import Typesetting

@Suite struct FontBookTests {
    @Test func fontBook_missingFiles_listsEveryRoleFileAndPackage() throws {
        var sources = FontSources.debian
        sources.roles["fangsong"] = [FontFile("/nowhere/a.ttf"), FontFile("/nowhere/b.ttf")]
        sources.roles[.kai] = [FontFile("/nowhere/kai.ttf", package: "fonts-lxgw-wenkai")]
        let error = #expect(throws: FontBookError.self) { try FontBook(sources, cache: nil) }
        let problems = try #require(error).problems
        #expect(problems.map(\.code) == [.fontMissing, .fontMissing])
        let missing = problems.map(\.reason.values)
        #expect(
            missing.contains([
                "role": .text("fangsong"), "files": .list([.text("/nowhere/a.ttf"), .text("/nowhere/b.ttf")]),
            ]))
        #expect(missing.contains { $0["role"] == .text("kai") })
        #expect(
            problems.contains { $0.hint == Reason(.fontInstalled, ["packages": .choice([.text("fonts-lxgw-wenkai")])]) }
        )
    }

    @Test func fontBook_fileWithoutFont_isRefused() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "heng-no-font-\(UUID()).ttf")
        try Data("no font".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let sources = FontSources(roles: [.serif: [FontFile(file.path)]], fallback: [])
        let error = #expect(throws: FontBookError.self) { try FontBook(sources, cache: nil) }
        #expect(error?.problems.map(\.code) == [.fontUnusable])
    }

    @Test func fontBook_faceOutsideTheCollection_isRefused() throws {
        let path = try #require(FontSources.debian.roles[.serif]?.first).path
        let sources = FontSources(roles: [.serif: [FontFile(path, index: 99)]], fallback: [])
        #expect(throws: FontBookError.self) { try FontBook(sources, cache: nil) }
    }

    @Test func fontBook_firstCandidateMissing_takesTheNext() throws {
        var sources = FontSources.debian
        sources.roles[.serif]?.insert(FontFile("/nowhere/simsun.ttf"), at: 0)
        #expect(try FontBook(sources, cache: Fixture.cache).faces(of: .serif).face(for: "江") != nil)
    }

    @Test(arguments: ["䶮", "喆", "堃", "𬭎", "㛃"] as [Unicode.Scalar])
    func face_ofRareNameCharacter_isAnotherOfTheSameFont(_ character: Unicode.Scalar) throws {
        let fonts = try Fixture.fonts()
        let base = try #require(fonts.faces(of: .serif).face(for: "江"))
        let rare = try #require(fonts.faces(of: .serif).face(for: character))
        #expect(base.glyph(for: character) == nil)
        #expect(rare.glyph(for: character) != nil)
        #expect(rare.bytes.count < base.bytes.count)
    }

    @Test func face_ofTwoRolesOnOneFile_isShared() throws {
        var sources = FontSources.debian
        sources.roles["body"] = sources.roles[.serif]
        let fonts = try FontBook(sources, cache: Fixture.cache)
        #expect(fonts.faces(of: "body").face(for: "江") === fonts.faces(of: .serif).face(for: "江"))
    }

    @Test func fontBook_withoutCache_hasTheSameFaces() throws {
        let made = try #require(try FontBook(.debian, cache: nil).faces(of: .kai).face(for: "江"))
        let kept = try #require(try Fixture.fonts().faces(of: .kai).face(for: "江"))
        #expect(made.bytes.elementsEqual(kept.bytes))
    }

    @Test func fontBook_cacheOfGarbage_isMadeAnew() throws {
        let cache = FileManager.default.temporaryDirectory.appending(path: "heng-garbage-\(UUID())")
        defer { try? FileManager.default.removeItem(at: cache) }
        _ = try FontBook(.debian, cache: cache).faces(of: .sans).face(for: "江")
        let files = try FileManager.default.contentsOfDirectory(at: cache, includingPropertiesForKeys: nil)
        #expect(!files.isEmpty)
        for file in files { try Data("garbage".utf8).write(to: file) }
        #expect(try FontBook(.debian, cache: cache).faces(of: .sans).face(for: "江") != nil)
    }

    @Test func layout_characterThatNoFontHas_isReportedByItsCode() throws {
        let finished = try Fixture.layout(
            Fixture.section([.paragraph(Paragraph("甲\u{F8FF}乙", Fixture.style()))]))
        #expect(finished.problems.map(\.code) == [.characterMissing("\u{F8FF}")])
        #expect(finished.problems.first?.reason.values["code"] == .text("U+F8FF"))
        #expect(finished.lines == ["甲\u{F8FF}乙"])
    }

    static let texts: [(String, [Unicode.Scalar])] = [
        ("整改已完成✅，共3项：10/10。", ["✅"]), ("普通文字 plain text, 䶮𬭎", []), ("一\t二\r\n三\u{200B}四\u{A0}五", []),
        ("✅甲✅乙\u{1F44D}", ["✅", "\u{1F44D}"]), ("甲\u{202E}乙\u{FEFF}", ["\u{202E}", "\u{FEFF}"]),
        ("☎\u{FE0E}葛\u{E0100}", []), ("\u{1F468}\u{200D}\u{1F469}", ["\u{1F468}", "\u{1F469}"]),
        ("q\u{301}", []), ("甲\u{17D2}", ["\u{17D2}"]), ("\u{F8FF}\u{FFFE}", ["\u{F8FF}", "\u{FFFE}"]), ("", []),
    ]

    @Test(arguments: texts.indices) func missing_inText_isWhatALayoutWouldNotShow(_ index: Int) throws {
        let (text, expected) = Self.texts[index]
        #expect(try Fixture.fonts().missing(in: text) == expected)
        for role in [FontRole.serif, .kai, .sansBold] {
            let document = Fixture.document(
                Fixture.section([.paragraph(Paragraph(text, Fixture.style(10, role)))]))
            let finished = Typesetter(fonts: try Fixture.fonts()).layout(document)
            #expect(finished.unprinted(of: document).map(\.scalar) == expected.sorted(), "\(role)")
        }
    }

    @Test func missing_inText_makesNoFace() throws {
        let cache = FileManager.default.temporaryDirectory.appending(path: "heng-no-face-\(UUID())")
        defer { try? FileManager.default.removeItem(at: cache) }
        let fonts = try FontBook(.debian, cache: cache)
        #expect(fonts.missing(in: "整改✅") == ["✅"])
        #expect(!FileManager.default.fileExists(atPath: cache.path), "a face would have been kept there")
        _ = fonts.faces(of: .serif).face(for: "整")
        #expect(FileManager.default.fileExists(atPath: cache.path))
    }

    @Test func unprinted_ofManyPlaces_countsEveryTextOnce() throws {
        let paragraph = Paragraph("✅✅", Fixture.style())
        let table = Table(columns: [.share(1)], rows: [Row([Cell("✅", Fixture.style())])])
        var section = Fixture.section([
            .paragraph(paragraph), .table(table), .signature(Signature([paragraph])), .pageBreak,
        ])
        let frame = TextFrame("f", .mm(0, 0, 50, 10), [paragraph])
        section.fixed = [.text(frame)]
        section.furniture = [Furniture([.text(frame)])]
        let document = Fixture.document(section)
        let finished = Typesetter(fonts: try Fixture.fonts()).layout(document)
        #expect(finished.unprinted(of: document) == [Unprinted(scalar: "✅", count: 9, isLeftOut: false)])
        #expect(finished.unprinted(of: document).map(\.name) == ["U+2705 × 9"])
    }

    @Test func layout_unknownRole_isReportedAndDrawnByTheFallback() throws {
        let finished = try Fixture.layout(Fixture.section([.paragraph(Paragraph("甲", Fixture.style(10, "fangsong")))]))
        #expect(finished.problems.map(\.code) == [.roleUnknown])
        #expect(finished.lines == ["甲"])
    }

    @Test func baseCharacters_coverGB2312() {
        let hanzi = BaseCharacters.codes.compactMap(Unicode.Scalar.init).filter(Kinsoku.isHan)
        #expect(hanzi.count == 6763 + 3, "6,763 hanzi, and 々 〆 〇")
    }
}
