// How a round stands: who has not scored, and where experts differ.

import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HashTreeCollections
import Reasons
import RoundState
import Scoring
import Storage
import Telling

extension RoundCommands {
    struct Status: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "显示批次的进展，以及谁还没有打分。",
                "Show how a round stands, and who has not scored."))

        @Argument(
            help: both(
                "批次的编号；不写时逐行列出全部批次。",
                "The round's id; left out: all rounds in a line each."))
        var round: RoundID?
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let store = try options.store()
            let standing = try store.standing()
            guard let round else { return try list(standing, context) }
            let ending = standing.ending(of: round, for: options.viewer)
            let seen = standing.board(of: round, for: options.viewer)
            guard let ending else { return tell(try seen.get(), standing, context) }
            tellStage(of: round, standing.register.rounds[round]?.stage ?? .withdrawn, context)
            context.console.say(try line(ending, store, context))
            if case .seen(let board) = seen { tellRest(of: board, standing, context) }
        }

        private func list(_ standing: Standing, _ context: Context) throws {
            let rounds = try standing.rounds(for: options.viewer).get()
            if rounds.isEmpty { context.console.say(context.sentences(.roundsNone)) }
            for (id, stage) in rounds {
                context.console.say("\(id)  \(context.words.term(.stage, stage.rawValue))")
            }
        }

        private func tellStage(of round: RoundID, _ stage: Stage, _ context: Context) {
            context.console.say(
                context.sentences(
                    .roundStands, ["round": "\(round)", "stage": context.words.term(.stage, stage.rawValue)]))
        }

        private func tell(_ board: BoardView, _ standing: Standing, _ context: Context) {
            tellStage(of: board.round, board.stage, context)
            tellRest(of: board, standing, context)
        }

        /// Seats, then what waits and for whom.
        private func tellRest(of board: BoardView, _ standing: Standing, _ context: Context) {
            let telling = BoardTelling(
                board: board, waits: standing.waits(in: board.round, for: options.viewer), register: standing.register,
                names: Names(standing.register, for: options.user),
                context: context)
            var waiting: [PendingAct] = []
            if case .seen(let acts) = standing.acts(in: board.round, for: options.viewer) {
                waiting = acts.filter { $0.isWaiting && !$0.hasLapsed }.map(\.pending)
            }
            for line in telling.lines(waiting) { context.console.say(line) }
        }

        /// When and why there is no result.
        private func line(_ ending: RoundEnding, _ store: Store, _ context: Context) throws -> String {
            var day = ""
            try store.read { reading in
                try reading.forEachEvent(in: ending.event..<ending.event + 1) { day = try Event(parsing: $0.body).at }
            }
            switch ending {
            case .withdrawn: return context.sentences(.roundWithdrawn, ["day": day])
            case .broken(_, let statement):
                return context.sentences(.roundBroken, ["day": day, "statement": inLine(statement)])
            }
        }
    }

    struct Diverging: ContextualCommand {
        static let configuration = CommandConfiguration(
            commandName: "diverging",
            abstract: both(
                "列出已签封的打分相差较大之处（经办人、审计员）。",
                "List the cells whose sealed marks lie far apart (officer, auditor)."),
            discussion: both(
                "最高与最低相差超过满分的 20%，或者某个打分偏离中位数超过三个稳健标准差。",
                "Over 20 % of the highest mark between the ends, or a mark more than three robust deviations off."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let found = try options.standing().divergences(in: round, for: options.viewer).get()
            for cell in found {
                let seats = cell.outliers.map(\.shortCode).joined(separator: " ")
                let grounds = cell.grounds.map { context.sentences($0 == .range ? .groundRange : .groundOutlier) }
                context.console.say(
                    context.sentences(
                        .diverges,
                        [
                            "zone": cell.zone.text, "indicator": cell.indicator.text, "lowest": "\(cell.lowest)",
                            "highest": "\(cell.highest)", "median": "\(cell.median)",
                            "grounds": grounds.joined(separator: "+"), "seats": seats,
                        ]))
            }
            context.console.say(context.sentences(.lookAgain, ["cells": context.sentences(.cells, found.count)]))
        }
    }
}
