// Checking schemes before a round uses them, showing them in words, and comparing two editions.

import ArgumentParser
import AssessmentModel
import CriteriaLoading
import FileReading
import Publishing
import Reporting
import Telling

struct CriteriaCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "criteria", abstract: "Check, show and compare evaluation schemes.",
        subcommands: [Check.self, Show.self, Diff.self])

    struct Check: ContextualCommand {
        static let configuration = CommandConfiguration(abstract: "List every problem of the given scheme files.")

        @Argument(help: "Scheme files (YAML), or ids of schemes that came with the program.")
        var files: [String]

        func run(in context: Context) throws {
            var unread: [FileFault] = []
            var loaded: [(file: String, scheme: Loaded<Scheme>)] = []
            for file in files {
                do throws(FileFault) {
                    loaded.append((Installation.own.scheme(file), try readScheme(file)))
                } catch {
                    unread.append(error)
                }
            }
            for case (let file, .value(let scheme)) in loaded {
                context.console.say(
                    """
                    \(file): fine: \(scheme.title.zh), edition \(scheme.edition), \
                    \(counted(scheme.criteria.count, "pillar")), \(counted(scheme.indicators.count, "indicator")), \
                    \(scheme.points) point\(scheme.points == 1 ? "" : "s")
                    """)
            }
            for error in unread { context.console.warn(error.description) }
            let problems = loaded.flatMap(\.scheme.problems)
            guard problems.isEmpty else {
                context.console.list(Problems(problems))
                throw ExitStatus.wrongInput.code
            }
            if !unread.isEmpty { throw ExitStatus.noInput.code }
        }
    }

    struct Show: ContextualCommand {
        enum Format: String, ExpressibleByArgument, CaseIterable { case table, markdown, html }

        static let configuration = CommandConfiguration(
            abstract: "Show a scheme in words: its criteria as a table, then its method.")

        @Argument(help: "The scheme (YAML).")
        var file: String
        @Option(help: "table, markdown or html.")
        var format: Format = .table
        @OptionGroup var options: TemplateOptions

        func run(in context: Context) throws {
            let scheme = try readScheme(file).get()
            let strings = try options.schemeStrings()
            guard let own = strings[options.language] else { return }
            let sheet = SchemeSheet(scheme, strings: own)
            let text =
                switch format {
                case .table: SchemeText(sheet: sheet, width: context.console.width).text()
                case .markdown: sheet.markdown()
                case .html: SchemePage(sheet: sheet).html()
                }
            try context.console.write(Array(text.utf8))
        }
    }

    struct Diff: ContextualCommand {
        enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown }

        static let configuration = CommandConfiguration(
            abstract: "Say in words what changed from one edition of a scheme to another.")

        @Argument(help: "The older edition (YAML).")
        var older: String
        @Argument(help: "The newer edition (YAML).")
        var newer: String
        @Option(help: "text or markdown.")
        var format: Format = .text
        @OptionGroup var options: TemplateOptions

        func run(in context: Context) throws {
            let editions = try schemes([older, newer].map(readScheme))
            let changes = SchemeChanges(
                from: editions[0], to: editions[1], strings: try options.schemeStrings(), in: options.language)
            let text = format == .text ? changes.text(width: context.console.width) : changes.markdown()
            try context.console.write(Array(text.utf8))
        }
    }
}

/// All schemes.
/// - Throws: `Problems` of all of them together.
private func schemes(_ loaded: [Loaded<Scheme>]) throws -> [Scheme] {
    let problems = loaded.flatMap(\.problems)
    guard problems.isEmpty else { throw Problems(problems) }
    return try loaded.map { try $0.get() }
}

extension TemplateOptions {
    /// The words of schemes in both languages.
    func schemeStrings() throws -> [Language: SchemeStrings] {
        try loadSchemeStrings(in: folder()).get()
    }
}
