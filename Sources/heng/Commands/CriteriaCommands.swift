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
        commandName: "criteria",
        abstract: both(
            "检查、显示和比较评估指标体系。",
            "Check, show and compare evaluation schemes."),
        subcommands: [Check.self, Show.self, Diff.self])

    @OptionGroup var speech: SpeechOptions

    struct Check: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "列出评估指标体系文件中的全部问题。",
                "List every problem of the given scheme files."))

        @Argument(
            help: both(
                "评估指标体系文件（YAML），或随程序提供的指标体系编号，可以有多个。",
                "Scheme files (YAML), or ids of schemes that came with the program."))
        var files: [String]
        @OptionGroup var speech: SpeechOptions

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
                context.console.say(fine(scheme, file, context.sentences))
            }
            for error in unread { context.console.warn(context.words.text(error)) }
            let problems = loaded.flatMap(\.scheme.problems)
            guard problems.isEmpty else {
                context.console.list(Problems(problems), closing: .problemsFound)
                throw ExitStatus.wrongInput.code
            }
            if !unread.isEmpty { throw ExitStatus.noInput.code }
        }

        private func fine(_ scheme: Scheme, _ file: String, _ sentences: Sentences) -> String {
            let points = ["points": "\(scheme.points)", "one": scheme.points == 1 ? "1" : nil].compactMapValues { $0 }
            return sentences(
                .schemeFine,
                [
                    "file": file, "title": scheme.title.zh, "edition": "\(scheme.edition)",
                    "pillars": sentences(.pillars, scheme.criteria.count),
                    "indicators": sentences(.indicators, scheme.indicators.count), "points": sentences(.points, points),
                ])
        }
    }

    struct Show: ContextualCommand {
        enum Format: String, ExpressibleByArgument, CaseIterable { case table, markdown, html }

        static let configuration = CommandConfiguration(
            abstract: both(
                "用文字显示评估指标体系：先列指标，再说明计分办法。",
                "Show a scheme in words: its criteria as a table, then its method."))

        @Argument(help: both("评估指标体系（YAML）。", "The scheme (YAML)."))
        var file: String
        @Option(
            help: both(
                "格式：table（表格）、markdown 或 html。",
                "table, markdown or html."))
        var format: Format = .table
        @OptionGroup var options: TemplateOptions
        @OptionGroup var speech: SpeechOptions

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
            abstract: both(
                "用文字说明两版评估指标体系的差别。",
                "Say in words what changed from one edition of a scheme to another."))

        @Argument(help: both("旧版（YAML）。", "The older edition (YAML)."))
        var older: String
        @Argument(help: both("新版（YAML）。", "The newer edition (YAML)."))
        var newer: String
        @Option(help: both("格式：text（文本）或 markdown。", "text or markdown."))
        var format: Format = .text
        @OptionGroup var options: TemplateOptions
        @OptionGroup var speech: SpeechOptions

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
