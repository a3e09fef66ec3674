// Templates with mistakes: each is found with file, line and key, and all of them together.

import AssessmentModel
import ProblemWords
import Exchange
import Foundation
import Testing
import Typesetting

@testable import Reporting
@testable import Telling

@Suite struct TemplateTests {
    private func problems(_ file: String, _ old: String, _ new: String) throws -> [String] {
        var sources = try Shipped.sources()
        let text = try #require(sources[file])
        try #require(text.contains(old), "the case changes something")
        sources[file] = text.replacing(old, with: new)
        guard case .problems(let problems) = loadTemplates(sources, folder: "T") else { return [] }
        return problems.map { english($0) }
    }

    @Test func shippedTemplates_haveNoProblem() throws {
        guard case .value = loadTemplates(in: Shipped.folder) else {
            Issue.record("\(loadTemplates(in: Shipped.folder))")
            return
        }
    }

    static let mistakes: [(file: String, old: String, new: String, key: String, message: String)] = [
        ("certificate.yaml", "  holder: {zh", "  owner: {zh", "texts.owner", "unknown key"),
        (
            "certificate.yaml", "总分{{total}}分{{#met", "总分{{score}}分{{#met", "texts.body.zh",
            "unknown placeholder {{score}}"
        ),
        ("certificate.yaml", "{{/grade}}。现", "。现", "texts.body.zh", "not a mustache template: expectedSectionEnd"),
        (
            "certificate.yaml", "**{{recognised}}**，特", "**{{recognised}}，特", "texts.body.zh",
            "** opens and does not close"
        ),
        (
            "certificate.yaml", "{font: kai, strong", "{font: fangsong, strong", "styles.body.font",
            "unknown font role \"fangsong\""
        ),
        (
            "certificate.yaml", "size: 9.5, colour: rules", "size: big, colour: rules", "styles.subtitle.size",
            "expected a number from 3.0 to 120.0"
        ),
        ("certificate.yaml", "seal: \"#A3181C\"", "seal: red", "colours.seal", "\"red\" is no colour"),
        (
            "certificate.yaml", "code: [39.7, 145, 28, 28]", "code: [39.7, 145, 28]", "places.code",
            "expected x, y, width and height, found 3 numbers"
        ),
        ("certificate.yaml", "  seal: {zh: （盖章）, en: (seal)}", "  seal: {zh: （盖章）}", "texts.seal", "missing en"),
        (
            "strings.en.yaml", "rankShared: \"{{rank}} (shared)\"", "rankShared: \"{{place}}\"", "rankShared",
            "unknown placeholder {{place}}"
        ),
        ("strings.en.yaml", "verdictFail: Not passed\n", "", "", "missing verdictFail"),
        (
            "fonts.yaml", "fallback: [serif, kai, sans]", "fallback: [serif, song]", "fallback[1]",
            "unknown font role \"song\""
        ),
    ]

    @Test(arguments: mistakes.indices) func template_withMistake_namesItsPlace(_ index: Int) throws {
        let mistake = Self.mistakes[index]
        let found = try problems(mistake.file, mistake.old, mistake.new)
        let line = try line(of: mistake)
        let start = "T/\(mistake.file):\(line): " + (mistake.key.isEmpty ? "" : mistake.key + ": ") + mistake.message
        #expect(found.contains { $0.hasPrefix(start) }, "\(start) in \(found)")
    }

    /// Where the mistake was put; what is missing from a file is missing from its first entry on.
    private func line(of mistake: (file: String, old: String, new: String, key: String, message: String)) throws -> Int
    {
        let text = try #require(try Shipped.sources()[mistake.file])
        if mistake.new.isEmpty {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return 1 + (lines.firstIndex { !$0.isEmpty && !$0.hasPrefix("#") } ?? 0)
        }
        let before = try #require(text.range(of: mistake.old)).lowerBound
        return text[..<before].filter { $0 == "\n" }.count + 1
    }

    @Test func template_thatIsNotYAML_isOneProblemWithItsLine() throws {
        let found = try problems("notice.yaml", "texts:\n", "texts: [\n")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("T/notice.yaml:") == true)
        #expect(found.first?.contains(": not YAML: ") == true, "\(found)")
    }

    @Test func templates_withManyMistakes_nameAllOfThemOnce() throws {
        var sources = try Shipped.sources()
        sources["notice.yaml"] = nil
        sources["certificate.yaml"] = sources["certificate.yaml"]?.replacing("扫码核验", with: "{{nothing}}")
            .replacing("lines: 1.75", with: "lines: 99")
        sources["strings.en.yaml"] = (sources["strings.en.yaml"] ?? "") + "\nextra: word\n"
        guard case .problems(let missing) = loadTemplates(sources, folder: "T") else {
            Issue.record("a missing file went unnoticed")
            return
        }
        #expect(missing.map(\.file) == ["T/notice.yaml"])
        sources["notice.yaml"] = try Shipped.sources()["notice.yaml"]
        guard case .problems(let problems) = loadTemplates(sources, folder: "T") else {
            Issue.record("mistakes went unnoticed")
            return
        }
        #expect(problems.map(\.key) == ["texts.scan.zh", "styles.body.lines", "extra"])
        #expect(problems.allSatisfy { $0.line != nil })
    }

    @Test func fonts_withoutFile_nameRoleAndPackage() throws {
        var sources = try Shipped.sources()
        sources["fonts.yaml"] = sources["fonts.yaml"]?.replacing("LXGWWenKai-Regular.ttf", with: "Missing.ttf")
        let templates = try loadTemplates(sources, folder: "T").get()
        let error = #expect(throws: FontBookError.self) { try FontBook(templates.fonts, cache: Shipped.cache) }
        let problem = try #require(error?.problems.first)
        #expect(english(problem.reason).hasPrefix("font role kai: no such file: "), "\(problem)")
        #expect(english(problem.hint).hasPrefix("install fonts-lxgw-wenkai"), "\(problem)")
    }

    @Test func value_withMarkup_isPrintedAsItIs() throws {
        let text = try TemplateText("授予**{{name}}**：{{name}}")
        #expect(text(["name": "<甲>&\"乙\" {{丙}} **丁**"]) == "授予<甲>&\"乙\" {{丙}} **丁**：<甲>&\"乙\" {{丙}} **丁**")
        #expect(text.parts(["name": "甲\u{E000}乙"]).map(\.isStrong) == [false, true, false])
    }
}
