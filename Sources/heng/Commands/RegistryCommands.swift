// What the steps of a round lean on: zones, experts, working days.

import ArgumentParser
import Assessing
import AssessmentModel
import Foundation
import RoundLoading
import RoundState
import Storage

extension TextEncoding: ExpressibleByArgument {}

struct ZoneCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zone", abstract: "The registry of zones.", subcommands: [Import.self, List.self])

    struct Import: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put zones on the registry, or change what it says of them (officer).")

        @Argument(help: "zones.csv: zone,name,english,kind,prefecture,code.")
        var file: String
        @Option(help: "utf-8 or gb18030.")
        var encoding: TextEncoding = .utf8
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            let zones = try loadZones(readFile(file), file: file, encoding: encoding).get()
            warnOfUnprintable(zones.printed, context.console)
            try options.perform(RegisterZones(zones), context) { register in
                "the registry holds \(counted(register.zones.count, "zone"))"
            }
        }
    }

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(abstract: "List the registry.")

        @OptionGroup var options: ReadingOptions

        func run(in context: Context) throws {
            for zone in try options.standing().zones {
                context.console.say(
                    "\(zone.code ?? "–")  \(zone.id)  \(zone.name.zh)  \(zone.kind.rawValue)  \(zone.prefecture ?? "")")
            }
        }
    }
}

struct ExpertCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expert", abstract: "The pool of experts.", subcommands: [Import.self, List.self])

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the pool with what keeps experts from zones (officer, auditor).")

        @OptionGroup var options: ReadingOptions

        func run(in context: Context) throws {
            for expert in try options.standing().experts(for: options.viewer).get() {
                let ties = [expert.region, expert.employer?.text].compactMap { $0 } + expert.ties.map(\.text)
                context.console.say(
                    "\(expert.id)  \(expert.name)  \(expert.source.rawValue)  \(expert.organisation)  \(ties.joined(separator: " "))"
                )
            }
        }
    }

    struct Import: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put experts into the pool, or change what it says of them (officer).")

        @Argument(help: "expert,name,source,organisation,region,employer,ties; ties are zones parted by semicolons.")
        var file: String
        @Option(help: "utf-8 or gb18030.")
        var encoding: TextEncoding = .utf8
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            let experts = try loadPanel(readFile(file), file: file, encoding: encoding).get()
            try options.perform(RegisterExperts(experts), context) { register in
                "the pool holds \(counted(register.experts.count, "expert"))"
            }
        }
    }
}

struct CalendarCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "Working days.", subcommands: [Import.self])

    struct Import: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in the State Council's holidays and make-up workdays (officer).")

        @Argument(help: "date,kind; kind holiday or workday. Weekends need no line.")
        var file: String
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            let years = try loadCalendar(readFile(file), file: file).get()
            try options.perform(LoadCalendar(years), context) { _ in
                years.map { year in
                    "\(year.year): \(counted(year.holidays.count, "holiday")), "
                        + counted(year.workdays.count, "make-up workday")
                }.joined(separator: "\n")
            }
        }
    }
}
