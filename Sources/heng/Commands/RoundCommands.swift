// A round from its plan to its final result, as the bureau runs it.

import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Publishing
import Reasons
import RoundLoading
import RoundState
import Scoring
import Storage

struct RoundCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "round", abstract: "Run rounds.",
        subcommands: [
            Plan.self, Withdraw.self, Draw.self, Open.self, Facts.self, Import.self, Status.self, Diverging.self,
            Decide.self,
            Close.self, Publish.self, Conclude.self, Finalise.self, Export.self, Receipt.self,
        ])

    struct Plan: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bind a round to its plan, its scheme and its zones (officer).",
            discussion: """
                The folder holds round.yaml, which names the scheme. The zones are those whose applications for this \
                purpose were accepted, or the ones named: a supervision visit goes to zones that were taken in before.
                """)

        @Argument(help: "The folder with round.yaml.")
        var folder: String
        @Option(help: "A zone of the round; may be repeated. Left out: every accepted application.")
        var zone: [String] = []
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            let files = try loadPlan(folder: folder).get()
            try options.perform(context) { register in
                PlanRound(
                    files.plan, scheme: files.scheme, schemeBytes: files.schemeBytes,
                    zones: try zone.map { try Standing(register).zone(called: $0).get() })
            } telling: { register, _ in
                let zones = register.rounds[files.plan.id]?.terms?.zones ?? []
                return "planned round \(files.plan.id): \(counted(zones.count, "zone")), scheme \(files.scheme.id) "
                    + "edition \(files.scheme.edition), frozen"
            }
        }
    }

    struct Withdraw: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a round up before it is opened; its applications wait for another plan (officer).")

        @Argument(help: "The round's id; no other round may have it.")
        var round: String
        @Option(help: "Why; it stays concealed.")
        var reason: String
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            try options.perform(WithdrawRound(RoundID(round), reason: reason), context) { _ in
                "withdrew the round \(round); plan another one under another id"
            }
        }
    }

    struct Draw: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draw the panel.", subcommands: [Commit.self, Hold.self])

        struct Commit: ContextualCommand {
            static let configuration = CommandConfiguration(
                abstract: "List the pool with its exclusions and bind the seed (officer).")

            @Argument(help: "The round's id.")
            var round: String
            @Option(help: "Seats at each zone for a source, e.g. university=3; repeated.")
            var quota: [String]
            @Option(help: "Which number will be the witness, in words, e.g. 双色球第2026121期开奖号码，蓝球在末.")
            var witness: String
            @OptionGroup var options: LedgerOptions

            func run(in context: Context) throws {
                let quotas = try quota.map(Self.read)
                let id = RoundID(round)
                try options.perform(CommitDraw(id, quotas: quotas, witness: witness), context) { register in
                    let known = register.rounds[id]
                    let excluded = known?.candidates.values.flatMap(\.excluded) ?? []
                    let reasons = Conflict.allCases.map { conflict in
                        "\(excluded.count { $0.conflict == conflict }) by \(conflict.rawValue)"
                    }
                    return """
                        bound the draw of \(round): \(counted(known?.candidates.count ?? 0, "candidate")), \
                        exclusions: \(reasons.joined(separator: ", "))
                        commitment \(known?.commitment?.digest ?? "")
                        hold it with --witness and that number, once it is public: \(known?.commitment?.witness ?? "")
                        """
                }
            }

            private static func read(_ text: String) throws -> Quota {
                let parts = text.split(separator: "=").map(String.init)
                guard parts.count == 2, let source = Expert.Source(rawValue: parts[0]), let seats = Int(parts[1]),
                    seats > 0
                else {
                    let sources = Expert.Source.allCases.map { Reason.Value.text($0.rawValue) }
                    throw Refusal(
                        .quotaMalformed, field: "quota", ["found": .text(text), "sources": .list(sources)])
                }
                return Quota(source: source, seats: seats)
            }
        }

        struct Hold: ContextualCommand {
            static let configuration = CommandConfiguration(
                abstract: "Reveal the seed and join it to a witness (officer).")

            @Argument(help: "The round's id.")
            var round: String
            @Option(help: "A number that became public after the seed was bound, e.g. that day's lottery result.")
            var witness: String
            @OptionGroup var options: LedgerOptions

            func run(in context: Context) throws {
                let id = RoundID(round)
                try options.perform(HoldDraw(id, witness: witness), context) { register in
                    "drawn; the seed is \(register.rounds[id]?.draw?.seed ?? ""): anyone can replay the draw"
                }
            }
        }
    }

    struct Open: ContextualCommand {
        static let configuration = CommandConfiguration(abstract: "Open the drawn seats for scoring (officer).")

        @Argument(help: "The round's id.")
        var round: String
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            let id = RoundID(round)
            try options.perform(OpenRound(id), context) { register in
                "opened round \(round): \(counted(register.rounds[id]?.seats.count ?? 0, "seat"))"
            }
        }
    }

    struct Facts: ContextualCommand {
        static let configuration = CommandConfiguration(abstract: "Record measured values of an open round (officer).")

        @Argument(help: "The round's id.")
        var round: String
        @Argument(help: "facts.csv: zone,fact,value.")
        var file: String
        @Option(help: "utf-8 or gb18030.")
        var encoding: TextEncoding = .utf8
        @Flag(help: "Put right what was recorded before; both values stay in the ledger.")
        var replace = false
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            let id = RoundID(round)
            var facts = FactTable()
            try options.perform(context) { register in
                guard let terms = register.rounds[id]?.terms else { throw Refusal(.roundUnknown, .round(id)) }
                facts = try loadFacts(
                    readFile(file), file: file, scheme: terms.scheme, zones: terms.zones, encoding: encoding
                ).get()
                return RecordFacts(id, facts, replaces: replace)
            } telling: { _, _ in
                "recorded \(counted(facts.facts.values.map(\.count).reduce(0, +), "fact"))"
            }
        }
    }

    struct Import: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in a round that was held on paper: all of its folder, or nothing (officer).",
            discussion: """
                The folder holds round.yaml, zones.csv, panel.csv, marks.csv and facts.csv. Every mistake in any of \
                them is listed, and nothing is stored until there is none.
                """)

        @Argument(help: "The round's folder.")
        var folder: String
        @Option(help: "How the CSV files are encoded: utf-8 or gb18030.")
        var encoding: TextEncoding = .utf8
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            let round = try loadRound(folder: folder, encoding: encoding).get()
            let terms = RoundTerms(
                plan: round.plan, scheme: round.scheme, schemeBytes: round.schemeBytes, zones: round.zones)
            let material = RoundMaterial(terms: terms, panel: round.panel, sheets: round.sheets, facts: round.facts)
            let marks = round.sheets.reduce(0) { $0 + $1.marks.count }
            warnOfUnprintable(round.zones.printed + round.sheets.printed, context.console)
            try options.perform(ImportRound(material), context) { _ in
                """
                imported round \(round.plan.id): \(round.zones.count) zones, \(round.panel.count) experts, \
                \(marks) marks, \(round.scheme.indicators.count) indicators
                """
            }
        }
    }

    struct Decide: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Confirm or decline a revision, as the second person (officer).")

        enum Answer: String, ExpressibleByArgument, CaseIterable { case confirm, decline }

        @Argument(help: "The round's id.")
        var round: String
        @Argument(help: "The event that proposed the revision.")
        var proposal: Int
        @Argument(help: "confirm or decline.")
        var answer: Answer
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            try options.perform(
                DecideRevision(RoundID(round), proposal: proposal, isConfirmed: answer == .confirm), context
            ) { _ in "the revision of event \(proposal) is \(answer == .confirm ? "confirmed" : "declined")" }
        }
    }

    struct Close: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Account for every seat, compute the scores, seal the snapshot (officer).",
            discussion:
                "Sheets that are not sealed count for nothing: while there are any, say how many with --missing.")

        @Argument(help: "The round's id.")
        var round: String
        @Option(help: "The number of sheets that will be missing.")
        var missing = 0
        @Option(help: "The number of facts that will be missing; each leaves its zone without a verdict.")
        var missingFacts = 0
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            let id = RoundID(round)
            try options.perform(CloseRound(id, missing: missing, missingFacts: missingFacts), context) { register in
                let seats = register.rounds[id]?.counted.values.map(\.state) ?? []
                let count = { (state: SeatState) in seats.count { $0 == state } }
                return """
                    closed round \(round): \(seats.count) seats = \(count(.sealed)) sealed + \
                    \(count(.recused)) recused + \(count(.missed)) missed
                    snapshot \(register.rounds[id]?.result?.snapshot ?? "")
                    """
            }
        }
    }

    struct Publish: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "公示: publish the result for at least five working days (officer).")

        @Argument(help: "The round's id.")
        var round: String
        @Option(help: "The first day, yyyy-mm-dd.")
        var from: String
        @Option(help: "The last day, yyyy-mm-dd.")
        var to: String
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            try options.perform(PublishNotice(RoundID(round), from: from, to: to), context) { _ in
                "published round \(round) from \(from) to \(to)"
            }
        }
    }

    struct Conclude: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take what upheld objections changed into a new result (officer).")

        @Argument(help: "The round's id.")
        var round: String
        @Option(help: "An upheld objection that changes no mark and no fact; repeated.")
        var unchanged: [String] = []
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            let id = RoundID(round)
            try options.perform(ConcludeObjections(id, unchanged: Set(unchanged.map { ObjectionID($0) })), context) {
                register in
                let results = register.rounds[id]?.results ?? []
                return "snapshot \(results.last?.snapshot ?? "")\nreplaces \(results.last?.replaces ?? "")"
            }
        }
    }

    struct Finalise: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the result final after the notice and all objections (officer).")

        @Argument(help: "The round's id.")
        var round: String
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            try options.perform(FinaliseRound(RoundID(round)), context) { _ in "the result of \(round) is final" }
        }
    }

    struct Export: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the public bundle: everything to recompute the ranking, and no name (officer).")

        @Argument(help: "The round's id.")
        var round: String
        @Argument(help: "The folder that gets the bundle; it must be empty or new.")
        var folder: String
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            if fileExists(folder), try !isFolder(folder) || !readFolder(folder).isEmpty {
                throw FileError(description: "\(folder): is not an empty folder", status: .cannotCreate)
            }
            let ledger = try options.open(context)
            let id = RoundID(round)
            let words = try loadBundleWords(in: Installation.own.templates).get()
            let readMe = try bundleReadMe(round: id, try ledger.register(), words)
            let files = try ledger.exportBundle(
                of: id, readMe: readMe, by: UserID(options.user), at: context.moment)
            ledger.store.close()
            try writeWhole(files, into: folder)
            context.console.say(
                "wrote \(counted(files.count, "file")) to \(folder); check them with `heng verify \(folder)`")
        }
    }

    struct Receipt: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the receipt of a zone's result.")

        @Argument(help: "The round's id.")
        var round: String
        @Argument(help: "The zone.")
        var zone: String
        @Argument(help: "Where it goes, e.g. yunling.tlog-proof.")
        var file: String
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            let ledger = try options.open(context)
            let register = try ledger.register()
            let user = UserID(options.user)
            let receipt = try naming(register, for: user) {
                try ledger.receipt(
                    ofResult: Standing(register).zone(called: zone).get(), in: RoundID(round), for: Viewer(user))
            }
            try writeFile(file, receipt, .owner)
            ledger.store.close()
            context.console.say("wrote \(file); check it with `heng verify \(file) --key KEY`")
        }
    }
}
