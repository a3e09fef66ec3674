// The ranked table of a closed round, and its documents.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Exchange
import Foundation
import Reporting
import RoundState
import Storage
import Telling

/// Which closed round of which database.
struct ClosedRound: ParsableArguments {
    @Option(help: "The ledger's database.")
    var database: String
    @Option(help: "The round's id; the latest closed round where it is left out.")
    var round: String?
    @Option(name: .customLong("as"), help: "The user who looks; left out: the public.")
    var user: String?

    func result(for useCase: UseCase) throws -> RoundResult {
        try Store(path: database, .looking)
            .result(of: round.map { RoundID($0) }, for: useCase, by: user.map { UserID($0) })
    }
}

/// Where wording and fonts come from.
struct TemplateOptions: ParsableArguments {
    @Option(help: "The folder of templates; the one that came with the program where it is left out.")
    var templates: String?
    @Option(help: "zh-Hans or en.")
    var language: Language = .chinese

    func load() throws -> Templates {
        try loadTemplates(in: folder()).get()
    }

    /// The folder as named, or the one that came with the program.
    /// - Throws: `FileError` where it cannot be read.
    func folder() throws -> URL {
        let folder = templates.map { URL(fileURLWithPath: $0) } ?? Installation.own.templates
        guard let why = whyUnread(folder, in: .system) else { return folder }
        throw FileError(
            description: Language.system == .chinese
                ? "\(folder.relativePath)：模板文件夹无法读取：\(why)（请把程序文件夹整套放回，或用 --templates 指明另一个）"
                : "\(folder.relativePath): the folder of templates cannot be read: \(why) "
                    + "(put the program's folder back whole, or name another with --templates)",
            status: .noInput)
    }
}

extension Language: ExpressibleByArgument {}

struct Results: ContextualCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, json }

    static let configuration = CommandConfiguration(
        abstract: "Print the ranking of a closed round.",
        discussion: "json is the sealed snapshot, byte for byte: its SHA-256 is the digest on every document.")

    @OptionGroup var closed: ClosedRound
    @OptionGroup var options: TemplateOptions
    @Option(help: "table, csv or json.")
    var format: Format = .table
    @Option(help: "Write to this file and not to the terminal.")
    var output: String?

    func run(in context: Context) throws {
        let result = try closed.result(for: .seeResult)
        let bytes = try format == .json ? result.snapshotBytes : Array(text(of: result).utf8)
        if let output { try writeFile(output, bytes) } else { try context.console.write(bytes) }
    }

    private func text(of result: RoundResult) throws -> String {
        let table = try rankedTable(
            result.snapshot, scheme: result.scheme, strings: options.load().strings(options.language))
        return format == .csv ? table.csv() : table.plainText()
    }
}
