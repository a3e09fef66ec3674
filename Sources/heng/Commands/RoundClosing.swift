// A round is closed, published, concluded and made final.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import RoundState
import Telling

extension RoundCommands {
    struct Close: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "清点每个席位，计算得分，封存结果快照（经办人）。",
                "Account for every seat, compute the scores, seal the snapshot (officer)."),
            discussion: both(
                "没有签封的评分表不计分：有这样的评分表时，用 --missing 写明份数。",
                "Sheets that are not sealed count for nothing: while there are any, say how many with --missing."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Option(help: both("将缺评分表的份数。", "The number of sheets that will be missing."))
        var missing = 0
        @Option(
            help: both(
                "将缺数据的项数；缺数据的创建对象没有结论。",
                "The number of facts that will be missing; each leaves its zone without a verdict."))
        var missingFacts = 0
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(CloseRound(round, missing: missing, missingFacts: missingFacts), context) { register in
                let seats = register.rounds[round]?.counted.values.map(\.state) ?? []
                let count = { (state: SeatState) in "\(seats.count { $0 == state })" }
                return context.sentences(
                    .closed,
                    [
                        "round": "\(round)", "seats": "\(seats.count)", "sealed": count(.sealed),
                        "recused": count(.recused), "missed": count(.missed),
                        "snapshot": register.rounds[round]?.result?.snapshot ?? "",
                    ])
            }
        }
    }

    struct Publish: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "公示：公布结果，不少于五个工作日（经办人，须两人）。",
                "公示: publish the result for at least five working days (two officers)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Option(
            help: both(
                "公示的第一天，写作 年-月-日，例如 2026-11-09。",
                "The first day, yyyy-mm-dd."))
        var from: String
        @Option(help: both("公示的最后一天，写作 年-月-日。", "The last day, yyyy-mm-dd."))
        var to: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(
                PublishNotice(round, from: from, to: to), context,
                saying: .published, ["round": "\(round)", "from": from, "to": to])
        }
    }

    struct Conclude: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "将成立的异议所作的更正和结果封存之后的退出计入新的结果（经办人，须两人）。",
                "Take what upheld objections changed, and who withdrew since, into a new result (two officers)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Option(
            help: both(
                "虽然成立、但不需更正打分和数据的异议，可多次写。",
                "An upheld objection that changes no mark and no fact; repeated."))
        var unchanged: [ObjectionID] = []
        @Option(
            help: both("更正公示的文号；公示中的结果更正时必写。", "The number of the correction notice; needed while the notice runs."))
        var number: String?
        @Option(help: both("公开说明：更正了什么，为什么。", "What was put right and why, in public."))
        var statement: String?
        @Option(help: both("另行公示的首日；方案规定更正后另行公示时必写。", "The first day of a new notice, where the plan has one."))
        var from: String?
        @Option(help: both("另行公示的末日。", "Its last day."))
        var to: String?
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        private var correction: CorrectionNotice? {
            guard number != nil || statement != nil || from != nil || to != nil else { return nil }
            let days = from == nil && to == nil ? nil : NoticeDays(from: from ?? "", to: to ?? "")
            return CorrectionNotice(number: number ?? "", statement: statement ?? "", days: days)
        }

        func run(in context: Context) throws {
            let action = ConcludeObjections(round, unchanged: Set(unchanged), correction: correction)
            try options.perform(action, context) { register in
                let results = register.rounds[round]?.results ?? []
                return context.sentences(
                    .concluded,
                    ["snapshot": results.last?.snapshot ?? "", "replaces": results.last?.replaces ?? ""])
            }
        }
    }

    struct Finalise: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "公示期满、异议办结后，确定最终结果（经办人）。",
                "Make the result final after the notice and all objections (officer)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Option(help: both("认定通报的文号。", "The number of the finding that makes it public."))
        var number: String?
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(
                FinaliseRound(round, number: number), context, saying: .finalised, ["round": "\(round)"])
        }
    }
}
