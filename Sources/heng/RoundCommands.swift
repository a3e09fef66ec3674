// A round from its folder of files to its sealed snapshot.

import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import Foundation
import RoundLoading
import Scoring
import Storage

struct RoundCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "round", abstract: "Import and close rounds.", subcommands: [Import.self, Close.self])

    struct Import: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read a round's folder into the ledger: all of it, or nothing.",
            discussion: """
                The folder holds round.yaml, zones.csv, panel.csv, marks.csv and facts.csv. Every mistake in any of \
                them is listed, and nothing is stored until there is none.
                """)

        @Argument(help: "The round's folder.")
        var folder: String
        @OptionGroup var ledger: LedgerOptions
        @Option(help: "How the CSV files are encoded: utf-8 or gb18030.")
        var encoding: TextEncoding = .utf8

        func run(in context: inout Context) throws {
            let round = try loadRound(folder: folder, encoding: encoding).get()
            let signer = try ledger.signer()
            try makeFolder(URL(fileURLWithPath: ledger.database).deletingLastPathComponent().path)
            let store = try Store(path: ledger.database, .creating)
            let material = RoundMaterial(
                plan: round.plan, scheme: round.scheme, schemeBytes: round.schemeBytes, zones: round.zones,
                panel: round.panel, sheets: round.sheets, facts: round.facts)
            try Ledger(store: store, signer: signer, head: ledger.head)
                .importRound(material, on: context.today, using: &context.random)
            try store.close()
            let marks = round.sheets.reduce(0) { $0 + $1.marks.count }
            context.console.say(
                """
                imported round \(round.plan.id): \(round.zones.count) zones, \(round.panel.count) experts, \
                \(marks) marks, \(round.scheme.indicators.count) indicators
                """)
        }
    }

    struct Close: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Account for every seat, compute the scores, seal the snapshot.")

        @Argument(help: "The round's id.")
        var round: String
        @OptionGroup var ledger: LedgerOptions

        func run(in context: inout Context) throws {
            let signer = try ledger.signer()
            let store = try Store(path: ledger.database, .existing)
            let sealed = try Ledger(store: store, signer: signer, head: ledger.head)
                .closeRound(RoundID(round), on: context.today, using: &context.random)
            try store.close()
            let count = { (state: Snapshot.Seat.State) in sealed.value.seats.count { $0.state == state } }
            context.console.say(
                """
                closed round \(round): \(sealed.value.seats.count) seats = \(count(.sealed)) sealed + \
                \(count(.recused)) recused + \(count(.missed)) missed
                snapshot \(sealed.digest)
                """)
        }
    }
}

extension TextEncoding: ExpressibleByArgument {}
