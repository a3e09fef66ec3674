// The ranked table of a closed round, and its documents.

import ArgumentParser
import Assessing
import AssessmentModel
import Foundation
import Reporting
import Scoring
import Storage
import Typesetting

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
    private static let usual = "Templates"

    @Option(help: "The folder of templates.")
    var templates = Self.usual
    @Option(help: "zh-Hans or en.")
    var language: Language = .chinese

    func load() throws -> Templates {
        try loadTemplates(in: folder).get()
    }

    /// The folder as named; where it is not here, the one that came with the program.
    var folder: URL {
        let named = URL(fileURLWithPath: templates)
        guard templates == Self.usual, !fileExists(templates) else { return named }
        var above = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        while let folder = above, folder.path != "/" {
            let candidate = folder.appending(path: Self.usual)
            if fileExists(candidate.path) { return candidate }
            above = folder.deletingLastPathComponent()
        }
        return named
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

    func run(in context: inout Context) throws {
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

struct Documents: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the notice, issued certificates and score sheets of a closed round as PDF.",
        discussion: """
            The same round gives the same bytes each time. Everybody gets notice and certificates; score sheets hold comments and \
            are for the bureau and their own zone. Certificates are there once they are issued.
            """)

    @OptionGroup var closed: ClosedRound
    @OptionGroup var options: TemplateOptions
    @Option(help: "The folder that gets the documents.")
    var output: String
    @Option(help: "A folder that keeps subset fonts between runs.")
    var fontCache: String?

    func run(in context: inout Context) throws {
        let result = try closed.result(for: .seeResult)
        let templates = try options.load()
        try makeFolder(output)
        let fonts: FontBook
        do {
            fonts = try FontBook(templates.fonts, cache: fontCache.map { URL(fileURLWithPath: $0) })
        } catch {
            throw FileError(description: "\(error)", status: .noInput)
        }
        let printed = try compose(result, Reporter(templates: templates, fonts: fonts), context.console)
        let problems = printed.flatMap(\.problems)
        guard problems.isEmpty else {
            for problem in problems { context.console.warn("\(problem)") }
            throw FileError(
                description: "\(problems.count) problems in the documents; none was written", status: .notComposed)
        }
        for document in printed { try writeFile("\(output)/\(document.name)", document.bytes) }
        context.console.say("wrote \(printed.count) documents to \(output)")
        if result.certificates.isEmpty {
            context.console.say("no certificate is in force: `heng certificate issue` once the result is final")
        }
    }

    private func compose(
        _ result: RoundResult, _ reporter: Reporter, _ console: Console
    ) throws -> [PrintedDocument] {
        let zones = result.snapshot.value.scores.zones.map(\.zone)
        let notice = try reporter.notice(
            result.snapshot, scheme: result.scheme, days: result.days, in: options.language)
        let byZone = try console.progress("composing documents", over: zones) { zone in
            let sheet =
                try result.sheets.contains(zone)
                ? reporter.scoreSheet(
                    result.snapshot, scheme: result.scheme, zone: zone, remarks: Remarks(result.comments[zone] ?? [:]),
                    days: result.days, in: options.language) : nil
            let certificate = try result.certificates[zone].flatMap {
                try reporter.certificate(
                    result.snapshot, scheme: result.scheme, zone: zone, sequence: $0.sequence,
                    days: result.days(of: $0), in: options.language)
            }
            return [sheet, certificate].compactMap { $0 }
        }
        return [notice] + byZone.flatMap { $0 }
    }
}
