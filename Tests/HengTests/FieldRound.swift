// A small round on paper, taken from its files to documents on fixed days, with a change to its files before.

import Foundation
import Testing

/// A closed, published and final round of six zones, two of them of one name.
struct FieldRound {
    let folder: URL

    /// - Parameter change: gets the text of each file by its name.
    init(change: (inout [String: String]) -> Void = { _ in }) throws {
        folder = try temporaryFolder()
        let source = repository.appending(path: "Tests/HengTests/Fixtures/field-round")
        var files: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: source.path) {
            files[name] = try String(contentsOf: source.appending(path: name), encoding: .utf8)
        }
        files["programme.yaml"] = try String(
            contentsOf: repository.appending(path: "Programmes/jiangxi-2017.yaml"), encoding: .utf8)
        files["round.yaml", default: ""] += "programme: programme.yaml\n"
        change(&files)
        for (name, text) in files {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        let keys = ["--key", folder.appending(path: "k.key").path]
        let steps = [
            ("2026-11-06", ["init", "--ledger", "field.example/2026"]),
            ("2026-11-06", ["user", "add", "officer", "--role", "officer", "--name", "经办人", "--as", "security"]),
            ("2026-11-06", ["user", "add", "deputy", "--role", "officer", "--name", "副经办人", "--as", "security"]),
            ("2026-11-06", ["calendar", "import", "Examples/calendar-2026.csv", "--as", "officer"]),
            ("2026-11-06", ["round", "import", folder.path, "--as", "officer"]),
            ("2026-11-06", ["round", "close", "field-1", "--as", "officer"]),
            (
                "2026-11-06",
                ["round", "publish", "field-1", "--from", "2026-11-09", "--to", "2026-11-13", "--as", "officer"]
            ),
            ("2026-11-06", ["act", "confirm", "field-1", "--as", "deputy"]),
            ("2026-11-16", ["round", "finalise", "field-1", "--as", "officer"]),
            ("2026-11-16", ["certificate", "issue", "field-1", "--as", "officer"]),
        ]
        for (day, step) in steps { try done(run(step + keys, on: day)) }
    }

    /// Runs `heng` on the round's database on a day after all its steps.
    func heng(_ arguments: String...) throws -> Outcome { try run(arguments, on: "2026-11-17") }

    func documents(_ more: String...) throws -> Outcome {
        try run(
            ["documents", "--as", "officer", "--output", folder.appending(path: "documents").path] + more,
            on: "2026-11-17")
    }

    /// The text of a document as poppler finds it, without line ends and blanks.
    func text(of document: String) throws -> String {
        let file = folder.appending(path: "documents/\(document)").path
        return try done(HengTests.run("pdftotext", ["-raw", file, "-"])).text.filter { !$0.isWhitespace }
    }

    private func run(_ arguments: [String], on day: String) throws -> Outcome {
        let database = ["--database", folder.appending(path: "h.sqlite").path]
        return try HengTests.run(
            "env", ["TZ=Asia/Shanghai", "faketime", "\(day) 09:00:00", hengPath()] + arguments + database)
    }
}
