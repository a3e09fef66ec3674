// While a round is scored: measured values, and the second word on a revision.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Reasons
import RoundLoading
import RoundState
import Telling

extension RoundCommands {
    struct Facts: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "为评分中的批次录入数据（经办人）。",
                "Record measured values of an open round (officer)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(
            help: both(
                "facts.csv，列名 zone,fact,value。",
                "facts.csv: zone,fact,value."))
        var file: String
        @Option(help: both("文件的编码：utf-8 或 gb18030。", "utf-8 or gb18030."))
        var encoding: TextEncoding = .utf8
        @Flag(
            help: both(
                "更正此前录入的数据；新旧两值都留在日志中。",
                "Put right what was recorded before; both values stay in the ledger."))
        var replace = false
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            var facts = FactTable()
            try options.perform(context) { register in
                guard let terms = register.rounds[round]?.terms else { throw Refusal(.roundUnknown, .round(round)) }
                facts = try loadFacts(
                    readFile(file), file: file, scheme: terms.scheme, zones: terms.zones, encoding: encoding
                ).get()
                return RecordFacts(round, facts, replaces: replace)
            } telling: { _, _ in
                let count = facts.facts.values.map(\.count).reduce(0, +)
                return context.sentences(.factsRecorded, ["facts": context.sentences(.facts, count)])
            }
        }
    }

    struct Decide: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "作为第二人确认或否决对打分的更正（经办人）。",
                "Confirm or decline a revision, as the second person (officer)."))

        enum Answer: String, ExpressibleByArgument, CaseIterable { case confirm, decline }

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(help: both("提出更正的事件编号。", "The event that proposed the revision."))
        var proposal: Int
        @Argument(help: both("confirm（确认）或 decline（否决）。", "confirm or decline."))
        var answer: Answer
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(
                DecideRevision(round, proposal: proposal, isConfirmed: answer == .confirm), context,
                saying: answer == .confirm ? .revisionConfirmed : .revisionDeclined, ["event": "\(proposal)"])
        }
    }
}
