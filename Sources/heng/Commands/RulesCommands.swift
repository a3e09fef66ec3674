// By which edition of the rules a ledger is judged, and how it gets a newer one.

import ArgumentParser
import Assessing
import EventModel
import Foundation
import Reasons
import RoundState

struct RulesCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "The edition of the rules by which a ledger is judged.",
        subcommands: [Show.self, Propose.self, Adopt.self])

    struct Show: ContextualCommand {
        static let configuration = CommandConfiguration(abstract: "Show the edition in force and what is proposed.")

        @OptionGroup var options: ReadingOptions

        func run(in context: Context) throws {
            let register = try options.standing().register
            context.console.say(
                "edition \(register.edition.rawValue) of \(RulesEdition.newest.rawValue), at home at \(register.place)"
                    + (register.home == nil ? " (the ledger does not say)" : ""))
            for (seq, proposal) in register.proposals.sorted(by: { $0.key < $1.key }) {
                context.console.say(
                    "proposed in event \(seq): edition \(proposal.edition.rawValue) at \(proposal.place); it counts once a "
                        + "second officer says `heng rules adopt \(seq)`")
            }
        }
    }

    struct Propose: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Propose that the ledger be judged by the newest edition from then on (officer).",
            discussion: """
                What stands in the ledger is judged by the edition of its time, for ever. A second officer adopts what is \
                proposed; nothing changes before.
                """)

        @Option(help: "The edition.")
        var edition = RulesEdition.newest.rawValue
        @Option(
            parsing: .unconditional,
            help: "How far the place's clocks are ahead of universal time, for a ledger that does not say yet.")
        var offset = "\(PlaceOffset.china)"
        @OptionGroup var options: LedgerOptions

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
                "proposed in event \(events.lowerBound); a second officer says `heng rules adopt \(events.lowerBound)`"
            }
        }
    }

    struct Adopt: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adopt the rules that somebody else proposed (officer); it cannot be taken back.")

        @Argument(help: "The event that proposed them.")
        var proposal: Int
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            try options.perform(AdoptRules(proposal), context) { register in
                "from here on the ledger is judged by the edition \(register.edition.rawValue) of the rules, at home at \(register.place)"
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
