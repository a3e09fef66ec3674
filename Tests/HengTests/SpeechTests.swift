// The command line in both languages: help, mistakes, what commands say, and who decides on the language.

import Foundation
import Testing

@Suite struct SpeechTests {
    /// A command or an option with what help says of it.
    private struct Said {
        let name: String
        let text: String
    }

    /// Everything that the help of any command says, from the parser's own dump.
    private func help(_ language: String) throws -> [Said] {
        let outcome = try run("env", ["HENG_LANG=\(language)", hengPath(), "--experimental-dump-help"])
        let whole = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
        return said(try #require(whole["command"] as? [String: Any]), below: "")
    }

    private func said(_ command: [String: Any], below parent: String) -> [Said] {
        let name = "\(parent) \(command["commandName"] as? String ?? "")"
        let arguments = command["arguments"] as? [[String: Any]] ?? []
        let own = arguments.compactMap { argument -> Said? in
            let option = argument["valueName"] as? String ?? ""
            // The parser's own, in English in its dump.
            guard !["help", "version"].contains(option) else { return nil }
            return Said(name: "\(name) \(option)", text: argument["abstract"] as? String ?? "")
        }
        let subcommands = command["subcommands"] as? [[String: Any]] ?? []
        return [Said(name: name, text: command["abstract"] as? String ?? "")] + own
            + subcommands.filter { $0["commandName"] as? String != "help" }.flatMap { said($0, below: name) }
    }

    @Test func help_inChinese_isChineseForEveryCommandAndOption() throws {
        let all = try help("zh-Hans")
        #expect(all.count > 400)
        for said in all { #expect(said.text.contains(where: isHan), "\(said.name): \(said.text)") }
    }

    @Test func help_inEnglish_hasNoChineseButTheGlossarysWords() throws {
        let all = try help("en")
        #expect(all.count > 400)
        for said in all {
            let text = ["双色球第2026121期开奖号码，蓝球在末", "公示", "回避", "设区市"]
                .reduce(said.text) { $0.replacing($1, with: "") }
            #expect(!text.isEmpty && !text.contains(where: isHan), "\(said.name): \(said.text)")
        }
    }

    @Test(arguments: [["round", "plan"], ["round"], ["score"], ["sheet", "save"], []])
    func help_asShown_isChineseThroughoutAndFits(command: [String]) throws {
        for arguments in [command + ["--help"], ["help"] + command] {
            let outcome = try run("env", ["HENG_LANG=zh", "COLUMNS=80", hengPath()] + arguments)
            #expect(outcome.status == 0)
            #expect(outcome.text.hasPrefix("说明："), "\(outcome.text)")
            #expect(outcome.text.contains("\n用法：") && outcome.text.contains("\n选项：\n"))
            for english in ["OVERVIEW", "OPTIONS", "Show help", "(default", "(values"] {
                #expect(!outcome.text.contains(english), "\(outcome.text)")
            }
            for line in outcome.text.split(separator: "\n") { #expect(columnCount(line) <= 80, "\(line)") }
        }
    }

    @Test(arguments: [
        (["--lang", "zh", "verify", "x"], "HENG_LANG=en", true), (["verify", "x", "--lang", "zh"], "LANG=en_GB", true),
        (["verify", "--lang=en", "x"], "HENG_LANG=zh-Hans", false), (["verify", "x"], "HENG_LANG=zh-Hans", true),
        (["--lang", "zh", "verify", "x", "--lang", "en"], "HENG_LANG=zh-Hans", false),
    ])
    func lang_whereverItStands_winsOverTheEnvironment(
        arguments: [String], variable: String, isChinese: Bool
    ) throws {
        let unset = ["HENG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].flatMap { ["-u", $0] }
        let outcome = try run("env", unset + [variable, hengPath()] + arguments)
        #expect(outcome.status == 66)
        #expect(
            outcome.errors == (isChinese ? "x：没有这个数据库、公开核验包或回执\n" : "x: there is no such database, bundle or receipt\n")
        )
    }

    @Test func lang_betweenCommandAndSubcommand_isTaken() throws {
        let outcome = try heng("round", "--lang", "zh", "status", "--database", "missing.sqlite")
        #expect(outcome.status == 66)
        #expect(outcome.errors.hasPrefix("missing.sqlite：没有这个数据库"), "\(outcome.errors)")
    }

    @Test(arguments: [
        (["verify", "--nothing", "x"], "没有 --nothing 这个选项"), (["verify"], "缺少 <subject>"),
        (["verify", "x", "--bundle"], "--bundle <bundle> 没有写值"), (["verify", "x", "y"], "多出了 y"),
        (["results", "--database", "x", "--format", "pdf"], "值 pdf 不能用"),
        (["verify", "x", "--lang", "fr"], "值 fr 不能用"),
    ])
    func mistake_inChinese_isNamedInChineseFirst(arguments: [String], kind: String) throws {
        let outcome = try run("env", ["HENG_LANG=zh", hengPath()] + arguments)
        #expect(outcome.status == 64)
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.first == "命令写法不对：\(kind)。详情和用法见下：", "\(outcome.errors)")
        #expect(lines.contains { $0.hasPrefix("用法：heng ") }, "\(outcome.errors)")
    }

    @Test func mistake_inEnglish_isTheParsersAlone() throws {
        let outcome = try heng("verify", "--nothing", "x")
        #expect(outcome.status == 64)
        #expect(outcome.errors.hasPrefix("Error: Unknown option '--nothing'"), "\(outcome.errors)")
    }

    @Test func mistake_ofACommandsOwn_isToldInTheLanguage() throws {
        let arguments = ["explain", "--zone", "a", "--round", "r", "--scheme", "s", "--marks", "m"]
        let chinese = try heng(arguments + ["--lang", "zh"])
        #expect(chinese.status == 64)
        #expect(chinese.errors.hasPrefix("命令写法不对：--round 要与 --database 同用\n用法："), "\(chinese.errors)")
        let english = try heng(arguments)
        #expect(english.status == 64)
        #expect(english.errors.hasPrefix("Error: --round goes with --database\nUsage: "), "\(english.errors)")
    }

    @Test(arguments: ["zh", "en"])
    func mistake_withControlCharacters_isEscaped(language: String) throws {
        for typed in ["--no\u{1B}[31mthing", "--no\nverified: all is well"] {
            let outcome = try heng("--lang", language, "verify", "x", typed)
            #expect(outcome.status == 64)
            #expect(!outcome.errors.contains("\u{1B}") && !outcome.errors.contains("\nverified"), "\(outcome.errors)")
        }
    }

    @Test func problems_inChinese_areIntroducedAndCounted() throws {
        let folder = try temporaryFolder()
        try "scheme: x\n".write(to: folder.appending(path: "s.yaml"), atomically: true, encoding: .utf8)
        let outcome = try heng("criteria", "check", folder.appending(path: "s.yaml").path, "--lang", "zh")
        #expect(outcome.status == 65)
        #expect(outcome.errors.hasPrefix("文件中有以下问题。"), "\(outcome.errors)")
        #expect(outcome.errors.contains("\n共 "), "\(outcome.errors)")
        #expect(outcome.errors.hasSuffix(" 处问题\n"), "\(outcome.errors)")
    }

    @Test func demo_inChinese_speaksChineseThroughout() throws {
        let folder = try temporaryFolder()
        let outcome = try heng("demo", "--output", folder.path, "--lang", "zh")
        #expect(outcome.status == 0, "\(outcome.errors)")
        for line in ["已增加用户 officer，角色为经办人", "批次 demo-2026 已封存：", "批次 demo-2026 的结果已生效", "公开核验包：可以重新算出排名"] {
            #expect(outcome.text.contains(line), "\(line): \(outcome.text)")
        }
    }
}

/// Tables on narrow terminals.
@Suite struct NarrowTableTests {
    private let database: String

    init() throws { database = try DemoRun.folder.get().appending(path: "heng.sqlite").path }

    @Test(arguments: [60, 80], ["zh-Hans", "en"])
    func results_onANarrowTerminal_fitAndLoseNothing(columns: Int, language: String) throws {
        let arguments = ["results", "--database", database, "--language", language]
        let wide = try heng(arguments).text
        let narrow = try run("env", ["COLUMNS=\(columns)", hengPath()] + arguments).text
        for line in narrow.split(separator: "\n") { #expect(columnCount(line) <= columns, "\(line)") }
        // Each word of the wide table stands in the narrow one, be it broken into lines.
        let letters = { (text: String) in
            Dictionary(grouping: text.filter { !$0.isWhitespace && $0 != "-" }, by: { $0 }).mapValues(\.count)
        }
        let held = letters(narrow)
        for (letter, count) in letters(wide) { #expect(held[letter, default: 0] >= count - 2, "\(letter)") }
        for number in wide.matches(of: /\d+\.\d\d\b/) { #expect(narrow.contains(number.output), "\(number.output)") }
    }

    @Test func results_piped_areAsWideAsTheyGet() throws {
        let piped = try heng(columns: nil, "results", "--database", database).text
        let wide = try heng(columns: 1000, "results", "--database", database).text
        #expect(piped == wide)
    }

    @Test(arguments: [60, 80, 100])
    func score_onANarrowTerminal_fits(columns: Int) throws {
        let tables = ["marks", "facts", "panel", "zones"].flatMap { ["--\($0)", "Examples/demo-round/\($0).csv"] }
        let arguments = ["score", "--scheme", "Criteria/jiangxi-2017.yaml"] + tables
        let wide = try heng(arguments).text
        let narrow = try run("env", ["COLUMNS=\(columns)", hengPath()] + arguments).text
        for line in narrow.split(separator: "\n") { #expect(columnCount(line) <= columns, "\(line)") }
        for cell in wide.split(whereSeparator: \.isWhitespace) { #expect(narrow.contains(cell), "\(cell)") }
        let compared = try run("env", ["COLUMNS=\(columns)", hengPath()] + arguments + ["--compare"]).text
        for line in compared.split(separator: "\n") { #expect(columnCount(line) <= columns, "\(line)") }
    }
}

private func isHan(_ character: Character) -> Bool {
    character.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
}
