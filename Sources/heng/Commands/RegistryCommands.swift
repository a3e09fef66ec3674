// What the steps of a round lean on: zones, experts, working days.

import ArgumentParser
import Assessing
import AssessmentModel
import Foundation
import Reasons
import RoundLoading
import RoundState
import Storage
import Telling

struct ZoneCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zone", abstract: both("创建对象登记册。", "The registry of zones."),
        subcommands: [Import.self, List.self, Withdraw.self])

    @OptionGroup var speech: SpeechOptions

    struct Import: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "登记创建对象，或更改登记内容（经办人）。",
                "Put zones on the registry, or change what it says of them (officer)."))

        @Argument(
            help: both(
                "zones.csv，列名 zone,name,english,kind,prefecture,code。",
                "zones.csv: zone,name,english,kind,prefecture,code."))
        var file: String
        @Option(help: both("文件的编码：utf-8 或 gb18030。", "utf-8 or gb18030."))
        var encoding: TextEncoding = .utf8
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let kinds = options.register?.kinds ?? Zone.Kind.early
            let zones = try loadZones(readFile(file), file: file, kinds: kinds, encoding: encoding).get()
            warnOfUnprintable(zones.printed, context.console)
            try options.perform(RegisterZones(zones), context) { register in
                context.sentences(.registryHolds, ["zones": context.sentences(.zones, register.zones.count)])
            }
        }
    }

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(abstract: both("列出登记册中的创建对象。", "List the registry."))

        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let standing = try options.standing()
            for zone in standing.zones {
                let kind = context.words.name(standing.name(of: zone.kind), .kind, zone.kind.rawValue)
                context.console.say(
                    "\(zone.code ?? "–")  \(zone.id)  \(zone.name.zh)  \(kind)  \(zone.prefecture ?? "")")
            }
        }
    }
}

struct ExpertCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expert", abstract: both("专家库。", "The pool of experts."), subcommands: [Import.self, List.self])

    @OptionGroup var speech: SpeechOptions

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "列出专家库及每位专家应回避的创建对象（经办人、审计员）。",
                "List the pool with what keeps experts from zones (officer, auditor)."))

        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let standing = try options.standing()
            for expert in try standing.experts(for: options.viewer).get() {
                let source = context.words.name(standing.name(of: expert.source), .source, expert.source.rawValue)
                let ties = [expert.region, expert.employer?.text].compactMap { $0 } + expert.ties.map(\.text)
                context.console.say(
                    "\(expert.id)  \(expert.name)  \(source)  "
                        + "\(expert.organisation)  \(ties.joined(separator: " "))")
            }
        }
    }

    struct Import: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "登记专家，或更改登记内容（经办人）。",
                "Put experts into the pool, or change what it says of them (officer)."))

        @Argument(
            help: both(
                "专家库文件，列名 expert,name,source,organisation,region,employer,ties；ties 为应回避的创建对象，用分号分开。",
                "expert,name,source,organisation,region,employer,ties; ties are zones parted by semicolons."))
        var file: String
        @Option(help: both("文件的编码：utf-8 或 gb18030。", "utf-8 or gb18030."))
        var encoding: TextEncoding = .utf8
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let sources = options.register?.sources ?? Expert.Source.early
            let experts = try loadPanel(readFile(file), file: file, sources: sources, encoding: encoding).get()
            try options.perform(RegisterExperts(experts), context) { register in
                context.sentences(.poolHolds, ["experts": context.sentences(.experts, register.experts.count)])
            }
        }
    }
}

struct CalendarCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: both("工作日历。", "Working days."), subcommands: [Import.self])

    @OptionGroup var speech: SpeechOptions

    struct Import: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "录入国务院办公厅公布的放假和调休安排（经办人）。",
                "Take in the State Council's holidays and make-up workdays (officer)."))

        @Argument(
            help: both(
                "日历文件，列名 date,kind；kind 写 holiday（放假）或 workday（调休上班）。平常的周末不必写。",
                "date,kind; kind holiday or workday. Weekends need no line."))
        var file: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let years = try loadCalendar(readFile(file), file: file).get()
            try options.perform(LoadCalendar(years), context) { _ in
                years.map { year in
                    context.sentences(
                        .calendarYear,
                        [
                            "year": "\(year.year)",
                            "holidays": context.sentences(.holidays, year.holidays.count),
                            "workdays": context.sentences(.workdays, year.workdays.count),
                        ])
                }.joined(separator: "\n")
            }
        }
    }
}
