// By which edition of the rules a ledger is judged, and how it gets a newer one.

import ArgumentParser
import Assessing
import EventModel
import Foundation
import Reasons
import RoundState
import Telling

struct RulesCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: both(
            "审计日志适用的规则版本。",
            "The edition of the rules by which a ledger is judged."),
        subcommands: [Show.self, Propose.self, Adopt.self])

    @OptionGroup var speech: SpeechOptions

    struct Show: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "显示现行的规则版本和已提出的版本。",
                "Show the edition in force and what is proposed."))

        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let register = try options.standing().register
            context.console.say(
                context.sentences(
                    .rulesInForce,
                    [
                        "edition": "\(register.edition.rawValue)", "newest": "\(RulesEdition.newest.rawValue)",
                        "place": "\(register.place)", "unsaid": register.home == nil ? "1" : nil,
                    ].compactMapValues { $0 }))
            for (seq, proposal) in register.proposals.sorted(by: { $0.key < $1.key }) {
                context.console.say(
                    context.sentences(
                        .rulesWaiting,
                        [
                            "event": "\(seq)", "edition": "\(proposal.edition.rawValue)",
                            "place": "\(proposal.place)",
                        ]))
            }
        }
    }

    struct Propose: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "提出自此以后改用最新的规则版本（经办人）。",
                "Propose that the ledger be judged by the newest edition from then on (officer)."),
            discussion: both(
                "日志中已有的内容始终按当时的版本核验。由另一位经办人采用之后才生效，此前没有变化。",
                """
                What stands in the ledger is judged by the edition of its time, for ever. A second officer adopts what is \
                proposed; nothing changes before.
                """))

        @Option(help: both("规则版本的编号。", "The edition."))
        var edition = RulesEdition.newest.rawValue
        @Option(
            parsing: .unconditional,
            help: both(
                "当地时间比世界时早多少，用于尚未写明的审计日志。",
                "How far the place's clocks are ahead of universal time, for a ledger that does not say yet."))
        var offset = "\(PlaceOffset.china)"
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            guard let edition = RulesEdition(rawValue: edition) else {
                throw Refusal(
                    .editionUnknown, field: "edition",
                    ["edition": .number(edition), "newest": .number(RulesEdition.newest.rawValue)])
            }
            let place = try readOffset(offset)
            try options.perform(context) { register in
                ProposeRules(edition, at: register.home ?? place)
            } telling: { _, events in
                context.sentences(.rulesProposed, ["event": "\(events.lowerBound)"])
            }
        }
    }

    struct Adopt: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "采用他人提出的规则版本，不能撤回（经办人）。",
                "Adopt the rules that somebody else proposed (officer); it cannot be taken back."))

        @Argument(help: both("提出规则版本的事件编号。", "The event that proposed them."))
        var proposal: Int
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(AdoptRules(proposal), context) { register in
                context.sentences(
                    .rulesAdopted, ["edition": "\(register.edition.rawValue)", "place": "\(register.place)"])
            }
        }
    }
}

func readOffset(_ text: String) throws -> PlaceOffset {
    guard let place = PlaceOffset(text) else {
        throw Refusal(.placeMalformed, field: "offset", ["found": .text(text)])
    }
    return place
}
