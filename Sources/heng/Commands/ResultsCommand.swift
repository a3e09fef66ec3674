// The ranked table of a closed round, and its documents.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Exchange
import Foundation
import Reporting
import RoundState
import Scoring
import Storage
import Telling

/// Which closed round of which database.
struct ClosedRound: ParsableArguments {
    @Option(help: both("审计日志的数据库。", "The ledger's database."))
    var database: String
    @Option(
        help: both(
            "批次的编号；不写时为最近封存的批次。",
            "The round's id; the latest closed round where it is left out."))
    var round: RoundID?
    @OptionGroup var reader: ReaderOption

    func store() throws -> Store { try Store(path: database, .looking) }

    func result(for useCase: UseCase) throws -> RoundResult { try look(for: useCase).result }

    /// The result, and where everything stands.
    func look(for useCase: UseCase) throws -> (result: RoundResult, standing: Standing) {
        let store = try store()
        let standing = try store.standing()
        let result = try store.read { try standing.result(of: round, for: useCase, to: Viewer(reader.user), $0).get() }
        return (result, standing)
    }
}

/// Where wording and fonts come from.
struct TemplateOptions: ParsableArguments {
    @Option(
        help: both(
            "模板文件夹；不写则用随程序提供的那个。",
            "The folder of templates; the one that came with the program where it is left out."))
    var templates: String?
    @Option(help: both("语言：zh-Hans（中文）或 en（英文）。", "zh-Hans or en."))
    var language: Language = .chinese

    func load() throws -> Templates {
        try loadTemplates(in: folder()).get()
    }

    /// The folder as named, or the one that came with the program.
    /// - Throws: `FileError` where it cannot be read.
    func folder() throws -> URL {
        let folder = templates.map { URL(fileURLWithPath: $0) } ?? Installation.own.templates
        guard let why = whyUnread(folder, in: .spoken) else { return folder }
        throw FileError(
            description: Language.spoken == .chinese
                ? "\(folder.relativePath)：模板文件夹无法读取：\(why)（请把程序文件夹整套放回，或用 --templates 指明另一个）"
                : "\(folder.relativePath): the folder of templates cannot be read: \(why) "
                    + "(put the program's folder back whole, or name another with --templates)",
            status: .noInput)
    }
}

struct Results: ContextualCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, json }

    static let configuration = CommandConfiguration(
        abstract: both("显示已封存批次的排名。", "Print the ranking of a closed round."),
        discussion: both(
            "json 是封存的结果快照原文，其 SHA-256 就是每份文件上印的摘要。",
            "json is the sealed snapshot, byte for byte: its SHA-256 is the digest on every document."))

    @OptionGroup var closed: ClosedRound
    @OptionGroup var options: TemplateOptions
    @Option(help: both("格式：table（表格）、csv 或 json。", "table, csv or json."))
    var format: Format = .table
    @Option(help: both("写入此文件，不在终端显示。", "Write to this file and not to the terminal."))
    var output: String?
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        let (result, standing) = try closed.look(for: .seeResult)
        let bytes = try format == .json ? result.snapshotBytes : Array(text(of: result).utf8)
        if let output { try writeFile(output, bytes) } else { try context.console.write(bytes) }
        if format == .table, output == nil { try tellChanges(of: result, standing, context) }
    }

    /// A result that replaced a published one says so wherever it is shown to people.
    private func tellChanges(of result: RoundResult, _ standing: Standing, _ context: Context) throws {
        let view = try standing.changes(in: result.snapshot.value.round.id, for: Viewer(closed.reader.user)).get()
        for change in view.changes { context.console.say(context.told(change.correction)) }
        if view.isTakenUp { context.console.say(context.sentences(.roundNotFinalAgain)) }
    }

    private func text(of result: RoundResult) throws -> String {
        let table = try rankedTable(
            result.snapshot, scheme: result.scheme, strings: options.load().strings(options.language))
        return format == .csv ? table.csv() : table.plainText(width: output == nil ? Console().columns : nil)
    }
}
