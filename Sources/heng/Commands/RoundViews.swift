// How a round stands: who has not scored, and where experts differ.

import ArgumentParser
import Assessing
import AssessmentModel
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
            let standing = try options.standing()
            guard let round else {
                for (id, stage) in try standing.rounds(for: options.viewer).get() {
                    context.console.say("\(id)  \(context.words.term(.stage, stage.rawValue))")
                }
                return
            }
            let board = try standing.board(of: round, for: options.viewer).get()
            context.console.say(
                context.sentences(
                    .roundStands,
                    ["round": "\(round)", "stage": context.words.term(.stage, board.stage.rawValue)]))
            let names = Names(standing.register, for: options.user)
            for place in board.places { context.console.say(line(place, standing.register, context.words)) }
            for waiting in board.waits {
                context.console.say(
                    context.sentences(.roundWaits, ["what": inLine(context.words.text(waiting, names))]))
            }
            for waiting in board.revisions { context.console.say(line(waiting, context)) }
            for asked in board.asked { context.console.say(line(asked, context.sentences)) }
            if let late = board.late, late > 0 {
                context.console.say(
                    context.sentences(.lateLogged, ["marks": context.sentences(.lateMarks, late)]))
            }
        }

        private func line(_ waiting: BoardView.Waiting, _ context: Context) -> String {
            let revision = waiting.revision
            return
                "  event \(waiting.event): \(revision.indicator) at \(revision.zone), seat \(revision.seat.shortCode): "
                + "\(waiting.now.map { "\($0)" } ?? context.sentences(.noMark)) → \(Fraction(hundredths: revision.hundredths)), "
                + "\(revision.reason.rawValue): \(inLine(revision.text))"
        }

        /// What an expert is asked for.
        private func line(_ asked: BoardView.Asked, _ sentences: Sentences) -> String {
            sentences(
                asked.kind == .reread ? .askedReread : .askedReopened,
                ["indicator": asked.indicator.text, "zone": asked.zone.text])
        }

        private func line(_ place: BoardView.Place, _ register: Register, _ words: Words) -> String {
            let who = place.expert.map { register.experts[$0]?.name ?? $0.text } ?? ""
            return
                "  \(place.zone)  \(place.seat.shortCode)  \(words.term(.seat, place.state.word))  \(place.marked)/\(place.marks)  \(who)"
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
                context.console.say(
                    "\(cell.zone)  \(cell.indicator)  \(cell.lowest)…\(cell.highest), median \(cell.median)  "
                        + "\(cell.grounds.map(\.rawValue).joined(separator: "+"))  \(seats)")
            }
            context.console.say(context.sentences(.lookAgain, ["cells": context.sentences(.cells, found.count)]))
        }
    }
}

extension SheetView.State {
    /// As data spell it.
    var word: String {
        switch self {
        case .open: "open"
        case .sealed: "sealed"
        case .recused: "recused"
        case .missed: "missed"
        }
    }
}
