// Which face draws a character, and what is said when none does.

import Foundation
import Testing

@testable import Typesetting

@Suite struct FontBookTests {
    @Test func fontBook_missingFiles_listsEveryRoleFileAndPackage() throws {
        var sources = FontSources.debian
        sources.roles["fangsong"] = [FontFile("/nowhere/a.ttf"), FontFile("/nowhere/b.ttf")]
        sources.roles[.kai] = [FontFile("/nowhere/kai.ttf", package: "fonts-lxgw-wenkai")]
        let error = #expect(throws: FontBookError.self) { try FontBook(sources, cache: nil) }
        let text = try #require(error).description
        #expect(error?.problems.map(\.code) == [.fontMissing, .fontMissing])
        for part in ["fangsong", "/nowhere/a.ttf, /nowhere/b.ttf", "font role kai", "install fonts-lxgw-wenkai"] {
            #expect(text.contains(part), "\(part)")
        }
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
        #expect(finished.problems.first?.message.contains("U+F8FF") == true)
        #expect(finished.lines == ["甲\u{F8FF}乙"])
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
