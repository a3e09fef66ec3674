// Schemes in words: a small one with every construct, in each format.

import Foundation
import Testing

@Suite struct CriteriaShowTests {
    static let every = "Tests/HengTests/Fixtures/every-construct.yaml"
    static let shipped = "Criteria/jiangxi-2017.yaml"

    @Test func show_everyConstruct_isSaidInChinese() throws {
        try expectRecorded(try heng(columns: 100, "criteria", "show", Self.every), as: "every-construct.zh.txt")
    }

    @Test func show_everyConstruct_isSaidInEnglishAsMarkdown() throws {
        let outcome = try heng(
            columns: nil, "criteria", "show", Self.every, "--format", "markdown", "--language", "en")
        try expectRecorded(outcome, as: "every-construct.en.md")
        let table = outcome.text.split(separator: "\n").filter { $0.hasPrefix("|") }
        #expect(table.count == 2 + 11)
        #expect(table.allSatisfy { $0.replacing("\\|", with: "").count { $0 == "|" } == 7 })
    }

    @Test func show_pipeInTitle_staysInItsCellOfMarkdown() throws {
        let outcome = try heng("criteria", "show", Self.every, "--format", "markdown")
        #expect(outcome.text.contains("| 1 | 甲\\|一<br>说明文字 | 8分 |"))
        #expect(outcome.text.hasPrefix("# 全部构造&lt;示例&gt;\n"))
    }

    @Test(arguments: [40, 76, 100, 160])
    func show_anyWidth_fitsAndLeavesNoTrailingBlanks(columns: Int) throws {
        let outcome = try heng(columns: columns, "criteria", "show", Self.shipped)
        #expect(outcome.status == 0)
        let lines = outcome.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count > 300)
        for line in lines {
            #expect(columnCount(line) <= columns, "\(line)")
            #expect(line.last != " ", "\(line)")
        }
    }

    @Test func show_withoutColumns_isHundredWide() throws {
        let outcome = try heng(columns: nil, "criteria", "show", Self.shipped)
        #expect(outcome.text.contains("\n" + String(repeating: "─", count: 100) + "\n"))
    }

    @Test func show_columnsOfTheTable_beginAtTheSamePlace() throws {
        let lines = try heng(columns: 100, "criteria", "show", Self.shipped).text.split(separator: "\n")
        let header = try #require(lines.first { $0.hasPrefix("序号") })
        let row = try #require(lines.first { $0.hasPrefix("1.1.2 ") })
        let start = { (line: Substring, text: String) in
            line.range(of: text).map { columnCount(line[..<$0.lowerBound]) }
        }
        #expect(start(header, "评分办法") == start(row, "专家打分"))
        #expect(start(header, "佐证材料") == start(row, "必须提交"))
        #expect(start(header, "分值") == start(row, "1.5分"))
    }

    @Test func show_specimen_isInPlainSightInEveryFormat() throws {
        for format in ["table", "markdown", "html"] {
            let specimen = try heng("criteria", "show", Self.shipped, "--format", format).text
            #expect(specimen.contains("示例：本指标体系为示例，分值非官方规定。"), "\(format)")
            let official = try heng("criteria", "show", Self.every, "--format", format).text
            #expect(!official.contains("分值非官方规定"), "\(format)")
        }
    }

    @Test func show_html_isOnePageWithEscapedText() throws {
        let page = try heng("criteria", "show", Self.every, "--format", "html").text
        #expect(page.hasPrefix("<!doctype html>\n<html lang=\"zh-Hans\">"))
        #expect(page.contains("<h1>全部构造&lt;示例&gt;</h1>"))
        #expect(page.contains("<title>全部构造&lt;示例&gt;</title>"))
        #expect(!page.contains("<示例>"))
        #expect(!page.contains("http:") && !page.contains("https:") && !page.contains("<script"))
        #expect(page.matches(of: /<th scope="col"/).count == 6)
        #expect(page.matches(of: /<th scope="row"/).count == 11)
        #expect(page.contains("@media print"))
    }

    @Test func show_html_isWellFormed() throws {
        for file in [Self.every, Self.shipped] {
            let page = try heng("criteria", "show", file, "--format", "html", "--language", "en")
            let script = """
                import sys
                from html.parser import HTMLParser
                class Check(HTMLParser):
                    stack = []
                    def handle_starttag(self, tag, attrs):
                        if tag not in ('meta', 'br'): self.stack.append(tag)
                    def handle_endtag(self, tag):
                        assert self.stack.pop() == tag, (tag, self.getpos())
                check = Check()
                check.feed(open(sys.argv[1], encoding='utf-8').read())
                assert not check.stack, check.stack
                """
            let url = try temporaryFolder().appending(path: "page.html")
            try page.output.write(to: url)
            #expect(page.text.contains("<html lang=\"en\">"))
            let outcome = try run("python3", ["-c", script, url.path])
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }

    @Test func show_fromAnotherFolder_findsTheWordsThatCameWithTheProgram() throws {
        let folder = try temporaryFolder()
        let file = repository.appending(path: Self.every).path
        #expect(try heng("criteria", "show", file, in: folder).text.contains("全部构造"))
        let refused = try heng("criteria", "show", file, "--templates", "nowhere", in: folder)
        #expect(refused.status == 66)
        #expect(refused.errors.hasPrefix("nowhere: the folder of templates cannot be read: "), "\(refused.errors)")
    }

    @Test func show_wrongScheme_namesEveryProblem() throws {
        let file = try changed(Self.every, ["status: official": "status: offical", "points: 9\n": "points: 10\n"])
        let outcome = try heng("criteria", "show", file)
        #expect(outcome.status == 65 && outcome.output.isEmpty)
        #expect(outcome.errors.contains(":3: status: found `offical`"))
        #expect(outcome.errors.contains("q.points: found 10, the children add up to 9"))
        #expect(try heng("criteria", "show", "no-such.yaml").status == 66)
    }
}

/// A copy of a scheme with some texts replaced, each of which must be there.
func changed(_ path: String, _ edits: KeyValuePairs<String, String>) throws -> String {
    var text = try String(contentsOf: repository.appending(path: path), encoding: .utf8)
    for (found, replacement) in edits {
        try #require(text.contains(found), "\(found) is not in \(path)")
        text = text.replacing(found, with: replacement, maxReplacements: 1)
    }
    let url = try temporaryFolder().appending(path: "scheme.yaml")
    try Data(text.utf8).write(to: url)
    return url.path
}

/// Compares what a command said with a file of `Fixtures`; with HENG_RECORD=1 it writes the file instead.
private func expectRecorded(_ outcome: Outcome, as name: String) throws {
    try #require(outcome.status == 0, "\(outcome.errors)")
    let file = repository.appending(path: "Tests/HengTests/Fixtures/\(name)")
    if ProcessInfo.processInfo.environment["HENG_RECORD"] == "1" {
        try outcome.output.write(to: file)
        return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false)
    let found = outcome.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (expected, line) in zip(recorded, found) { #expect(line == expected) }
    #expect(found.count == recorded.count)
}

/// Columns that a line takes, by a rule simpler than the program's: what is Chinese or full-width takes two.
func columnCount(_ line: some StringProtocol) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ((0x2E80...0xFFEF).contains($1.value) ? 2 : 1) }
}
