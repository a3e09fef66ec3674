// What people bring: each mistake gets words, an exit code, and changes nothing.

import Foundation
import Testing

@Suite struct BadInputTests {
    /// A round's folder that may be spoilt, and a ledger beside it that holds another round.
    struct Desk {
        let folder: URL
        var round: String { folder.appending(path: "round").path }
        var database: String { folder.appending(path: "heng.sqlite").path }
        var key: String { folder.appending(path: "demo.key").path }

        init() throws {
            folder = try temporaryFolder()
            let demo = try DemoRun.folder.get()
            for file in ["heng.sqlite", "heng.sqlite.evidence", "demo.key", "demo.key.head"] {
                try FileManager.default.copyItem(at: demo.appending(path: file), to: folder.appending(path: file))
            }
            try FileManager.default.copyItem(
                at: repository.appending(path: "Examples/demo-round"), to: folder.appending(path: "round"))
            try change("round.yaml") {
                $0.replacing("round: demo-2026", with: "round: second-2026")
                    .replacing("../../Criteria/", with: repository.appending(path: "Criteria").path + "/")
                    .replacing("../../Programmes/", with: repository.appending(path: "Programmes").path + "/")
            }
        }

        func change(_ file: String, _ edit: (String) -> String) throws {
            let url = folder.appending(path: "round/\(file)")
            let before = try String(contentsOf: url, encoding: .utf8)
            let after = edit(before)
            try #require(before != after, "the edit of \(file) changes nothing")
            try Data(after.utf8).write(to: url)
        }

        func write(_ file: String, _ bytes: Data) throws {
            try bytes.write(to: folder.appending(path: "round/\(file)"))
        }

        func importRound(_ more: String...) throws -> Outcome {
            try heng(["round", "import", round, "--database", database, "--key", key, "--as", "officer"] + more)
        }

        /// The database's content as SQL text, so that opening it counts for nothing.
        func content() throws -> String {
            let script = "import sqlite3,sys; print(*sqlite3.connect(sys.argv[1]).iterdump(), sep='\\n')"
            return try run(python, ["-c", script, database]).text
        }
    }

    @Test func importRound_sound_isTaken() throws {
        let desk = try Desk()
        let outcome = try desk.importRound()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try heng("verify", desk.database).status == 0)
    }

    /// The file, the edit, and what the message must hold.
    static let mistakes: [(name: String, file: String, edit: @Sendable (String) -> String, words: [String])] = [
        (
            "unknown indicator", "marks.csv", { $0 + "yunling,release.9.9,e01,1,\n" },
            ["unknown indicator `release.9.9`", "did you mean"]
        ),
        ("off the grid", "marks.csv", { $0 + "yunling,release.1.2,e99,0.55,\n" }, ["unknown expert `e99`"]),
        (
            "above the points", "marks.csv", { replaceMark($0, by: "99") }, ["mark: 99 is outside 0…"]
        ),
        ("off the grid", "marks.csv", { replaceMark($0, by: "0.55") }, ["mark: 0.55 is not a multiple of 0.1"]),
        (
            "twice in a cell", "marks.csv", { text in text + lastMark(text) + "\n" }, ["already"]
        ),
        (
            "missing column", "marks.csv",
            { $0.replacing("zone,indicator,expert,mark", with: "zone,indicator,expert,score", maxReplacements: 1) },
            ["marks.csv:1: score: unknown column `score`", "marks.csv:1: the column `mark` is missing"]
        ),
        (
            "recused with marks", "marks.csv",
            { text in
                let cells = lastMark(text).split(separator: ",")
                return text + "\(cells[0]),,\(cells[2]),recused,\n"
            }, ["is recused from", "has a mark on line", "a recusal covers the whole zone"]
        ),
        ("empty panel", "panel.csv", { $0.prefix { $0 != "\n" } + "\n" }, ["panel.csv: holds no expert"]),
        (
            "even panel", "panel.csv", { $0.split(separator: "\n").dropLast().joined(separator: "\n") + "\n" },
            ["the scheme wants an odd number"]
        ),
    ]

    @Test(arguments: mistakes.indices)
    func importRound_mistake_isNamedAndChangesNothing(index: Int) throws {
        let mistake = Self.mistakes[index]
        let desk = try Desk()
        let before = try desk.content()
        #expect(before.contains("snapshot.sealed") || before.count > 10_000, "there is something to keep")
        try desk.change(mistake.file, mistake.edit)
        let outcome = try desk.importRound()
        #expect(outcome.status == 65, "\(mistake.name): \(outcome.status)")
        #expect(outcome.output.isEmpty)
        for words in mistake.words {
            #expect(outcome.errors.contains(words), "\(mistake.name): \(outcome.errors.prefix(600))")
        }
        #expect(outcome.errors.hasSuffix("nothing was changed\n"))
        #expect(try desk.content() == before, "\(mistake.name)")
    }

    @Test func importRound_spreadsheetWithByteOrderMarkAndCRLF_isTaken() throws {
        let desk = try Desk()
        for file in ["marks.csv", "facts.csv", "zones.csv", "panel.csv"] {
            try desk.change(file) { "\u{FEFF}" + $0.replacing("\n", with: "\r\n") }
        }
        let outcome = try desk.importRound()
        #expect(outcome.status == 0, "\(outcome.errors.prefix(600))")
    }

    @Test func importRound_inGB18030_isRefusedWithAdviceAndTakenWhenTold() throws {
        let desk = try Desk()
        for file in ["marks.csv", "facts.csv", "zones.csv", "panel.csv"] {
            let converted = try run("iconv", ["-f", "UTF-8", "-t", "GB18030", "\(desk.round)/\(file)"])
            try #require(converted.status == 0)
            try desk.write(file, converted.output)
        }
        let refused = try desk.importRound()
        #expect(refused.status == 65)
        #expect(refused.errors.contains("zones.csv:2: found bytes that are not UTF-8"))
        #expect(refused.errors.contains("looks like GB 18030"))
        let taken = try desk.importRound("--encoding", "gb18030")
        #expect(taken.status == 0, "\(taken.errors.prefix(600))")
    }

    @Test func criteriaCheck_fiveMistakes_printsFiveProblemsWithLines() throws {
        let folder = try temporaryFolder()
        let file = folder.appending(path: "scheme.yaml")
        let sound = try String(contentsOf: repository.appending(path: "Criteria/jiangxi-2017.yaml"), encoding: .utf8)
        let spoilt = sound.replacing("edition: 1", with: "editoin: 1", maxReplacements: 1)
            .replacing("status: specimen", with: "status: draft", maxReplacements: 1)
            .replacing("marks: {step: 0.1}", with: "marks: {step: tenth}", maxReplacements: 1)
            .replacing("pillars: 80%, compare", with: "pillars: 800%, compare", maxReplacements: 1)
            .replacing("departments: [gsj, gxw", with: "departments: [gsj, gwx", maxReplacements: 1)
        try spoilt.write(to: file, atomically: true, encoding: .utf8)
        let outcome = try heng("criteria", "check", file.path)
        #expect(outcome.status == 65)
        let lines = outcome.errors.split(separator: "\n").filter { $0.hasPrefix(file.path + ":") }
        #expect(lines.count == 5, "\(outcome.errors)")
        #expect(outcome.errors.hasSuffix("\n5 problems\n"))
        #expect(lines.allSatisfy { Int($0.dropFirst(file.path.count + 1).prefix { $0 != ":" }) != nil })
        #expect(try heng("criteria", "check", "Criteria/jiangxi-2017.yaml").status == 0)
    }

    @Test func documents_fontMissing_isSaidAndNothingIsWritten() throws {
        let desk = try Desk()
        let templates = desk.folder.appending(path: "Templates")
        try FileManager.default.copyItem(at: repository.appending(path: "Templates"), to: templates)
        let fonts = templates.appending(path: "fonts.yaml")
        let text = try String(contentsOf: fonts, encoding: .utf8)
        try text.replacing("NotoSerifCJK-Bold", with: "NoSuchFont-Bold").write(
            to: fonts, atomically: true, encoding: .utf8)
        let output = desk.folder.appending(path: "out").path
        let outcome = try heng(
            "documents", "--database", desk.database, "--as", "officer", "--output", output, "--templates",
            templates.path)
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("NoSuchFont-Bold"), "\(outcome.errors)")
        #expect((try? FileManager.default.contentsOfDirectory(atPath: output)) ?? [] == [])
    }

    @Test func documents_folderThatCannotBeWritten_isSaid() throws {
        let desk = try Desk()
        let outcome = try heng(
            "documents", "--database", desk.database, "--as", "officer", "--output", desk.key + "/out")
        #expect(outcome.status == 73)
        #expect(
            outcome.errors.contains("\(desk.key)/out: the folder cannot be made: \(desk.key) is a file"),
            "\(outcome.errors)")
    }

    @Test func demo_folderThatCannotBeWritten_isSaid() throws {
        let outcome = try heng("demo", "--output", "/dev/null/demo")
        #expect(outcome.status == 73)
        #expect(
            outcome.errors.contains("/dev/null/demo: the folder cannot be made: /dev/null is a file, not a folder"),
            "\(outcome.errors)")
    }

    @Test func initialise_keyThatExists_isKept() throws {
        let desk = try Desk()
        let before = try Data(contentsOf: URL(fileURLWithPath: desk.key))
        let fresh = desk.folder.appending(path: "new.sqlite").path
        #expect(try heng("init", "--ledger", "a.example", "--key", desk.key, "--database", fresh).status == 73)
        #expect(try Data(contentsOf: URL(fileURLWithPath: desk.key)) == before)
        let new = desk.folder.appending(path: "new.key").path
        #expect(try heng("init", "--ledger", "a.example", "--key", new, "--database", desk.database).status == 73)
        #expect(!FileManager.default.fileExists(atPath: new), "no key without its database")
        #expect(try heng("init", "--ledger", "a.example", "--key", new, "--database", fresh).status == 0)
        #expect(try run("stat", ["-c", "%a", new]).text == "600\n")
    }

    @Test func score_wrongTables_leaveNoResult() throws {
        let desk = try Desk()
        try desk.change("marks.csv") { $0 + "yunling,release.1.2,e01,7,\nyunling,nothing,e01,1,\n" }
        let outcome = try heng(
            "score", "--scheme", "Criteria/jiangxi-2017.yaml", "--marks", "\(desk.round)/marks.csv", "--facts",
            "\(desk.round)/facts.csv", "--format", "json")
        #expect(outcome.status == 65 && outcome.output.isEmpty)
        #expect(outcome.errors.contains("unknown indicator `nothing`"))
        #expect(outcome.errors.contains("already") || outcome.errors.contains("outside"))
    }
}

/// The last row that has a mark and no quotes.
private func lastMark(_ text: String) -> String {
    let rows = text.split(separator: "\n").dropFirst().filter { row in
        let cells = row.split(separator: ",", omittingEmptySubsequences: false)
        return cells.count == 5 && Double(cells[3]) != nil && !row.contains("\"")
    }
    return rows.last.map(String.init) ?? ""
}

private func replaceMark(_ text: String, by mark: String) -> String {
    let row = lastMark(text)
    var cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    cells[3] = mark
    return text.replacing(row, with: cells.joined(separator: ","), maxReplacements: 1)
}
