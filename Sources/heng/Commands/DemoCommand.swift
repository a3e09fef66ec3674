// The whole way in one command: a script over the commands that users have.

import ArgumentParser
import Assessing
import EventModel
import Foundation
import Telling

struct Demo: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: both(
            "用 Examples 中的虚构批次，演示从材料到排名和文件的全过程；另有一个批次停在评分中。",
            "Take the fictional round in Examples/demo-round from its files to ranking and documents, and another up to its scoring."
        ),
        discussion: both(
            "演示中的每一步都是您也能用的命令，执行前先显示出来。日期和随机数是固定的，每次得到的文件逐字节相同，因此演示用的密钥不是秘密。",
            """
            Everything it does is a command of yours; each is printed before it runs. Day and randomness are fixed, so \
            that every run gives the same bytes: the demo's key is no secret.
            """))

    @Option(
        help: both(
            "存放演示结果的文件夹；上次演示留下的内容会被替换。",
            "The folder that gets the result; what an earlier demo left there is replaced."))
    var output = "Output/demo"
    @Option(
        help: both(
            "批次的文件夹；不写则用随程序提供的那个。",
            "The round's folder; the one that came with the program where it is left out."))
    var round: String?
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        try clear()
        let random = Randomness.repeatable(seed: 2026)
        func play(_ steps: [DemoStep]) throws {
            for step in steps {
                guard let moment = Moment(time: "\(step.day)T09:30:00Z") else { continue }
                let fictional = Context(clock: { moment }, random: random, console: context.console)
                context.console.say("\n$ heng \(step.line.map(typed).joined(separator: " "))")
                guard let command = try Heng.parseAsRoot(step.line) as? any ContextualCommand else { continue }
                try command.run(in: fictional)
            }
        }
        let scoring = DemoScoring(ledger: DemoLedger(folder: output))
        try play(finished)
        try play(scoring.opening)
        try play(scoring.scoring())
        try play(scoring.sealing())
        try play(ending)
        context.console.say(context.sentences(.demoDone, ["folder": output]))
    }

    /// The first round, from its files to its documents.
    private var finished: [DemoStep] {
        let database = ["--database", "\(output)/heng.sqlite"]
        let key = ["--key", "\(output)/demo.key"]
        let officer = database + key + ["--as", "officer"]
        let looking = database + ["--as", "officer"]
        let first = [
            ["init", "--ledger", "demo.heng.example/2026"] + key + database,
            ["user", "add", "officer", "--role", "officer", "--name", "示例经办人"] + database + key + ["--as", "security"],
            ["user", "add", "officer2", "--role", "officer", "--name", "示例复核人"] + database + key + [
                "--as", "security",
            ],
            ["calendar", "import", Installation.own.path("Examples/calendar-2026.csv")] + officer,
            ["round", "import", round ?? Installation.own.path("Examples/demo-round")] + officer,
            ["round", "close", "demo-2026"] + officer,
            ["round", "publish", "demo-2026", "--from", "2026-11-09", "--to", "2026-11-13"] + officer,
            ["act", "confirm", "demo-2026"] + database + key + ["--as", "officer2"],
        ]
        let second = [
            ["round", "finalise", "demo-2026"] + officer,
            ["certificate", "issue", "demo-2026"] + officer,
            ["documents"] + looking + ["--output", "\(output)/documents"],
            ["round", "export", "demo-2026", "\(output)/bundle"] + officer,
            ["verify", "\(output)/bundle"],
            ["results"] + database + ["--format", "csv", "--output", "\(output)/results.csv"],
            ["results"] + database + ["--format", "json", "--output", "\(output)/snapshot.json"],
        ]
        return first.map { DemoStep(day: "2026-11-06", line: $0) }
            + second.map { DemoStep(day: "2026-11-16", line: $0) }
    }

    private var ending: [DemoStep] {
        [["verify", "\(output)/heng.sqlite"], ["results", "--database", "\(output)/heng.sqlite"]].map {
            DemoStep(day: "2026-11-28", line: $0)
        }
    }

    /// Removes what a demo wrote, and nothing else.
    private func clear() throws {
        try makeFolder(output)
        let files = try FileManager.default.contentsOfDirectory(atPath: output)
        let own = [
            "heng.sqlite", "heng.sqlite-wal", "heng.sqlite-shm", "heng.sqlite.evidence", "demo.key", "demo.key.head",
            "documents", "bundle",
            "results.csv", "snapshot.json",
        ]
        for file in files where own.contains(file) {
            do {
                try FileManager.default.removeItem(atPath: "\(output)/\(file)")
            } catch {
                throw FileError(
                    .fileNotReplaced, ["path": "\(output)/\(file)", "why": reason(error)], status: .cannotCreate)
            }
        }
    }
}

/// An argument as a shell takes it.
private func typed(_ argument: String) -> String {
    let isPlain = argument.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || "-_./:,@+=%".unicodeScalars.contains($0)
    }
    return isPlain && !argument.isEmpty ? argument : "'\(argument.replacing("'", with: "'\\''"))'"
}
