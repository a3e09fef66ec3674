// The panel of a round is drawn, and its seats are opened.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Reasons
import RoundState
import Telling

extension RoundCommands {
    struct Draw: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: both("抽取专家组。", "Draw the panel."), subcommands: [Commit.self, Hold.self])

        @OptionGroup var speech: SpeechOptions

        struct Commit: ContextualCommand {
            static let configuration = CommandConfiguration(
                abstract: both(
                    "列出专家库和应回避的情形，锁定抽取种子（经办人）。",
                    "List the pool with its exclusions and bind the seed (officer)."))

            @Argument(help: both("批次的编号。", "The round's id."))
            var round: RoundID
            @Option(
                help: both(
                    "各来源在每个创建对象的席位数，例如 university=3，可多次写。",
                    "Seats at each zone for a source, e.g. university=3; repeated."))
            var quota: [String]
            @Option(
                help: both(
                    "以哪一个公开号码为凭，用文字写明，例如 双色球第2026121期开奖号码，蓝球在末。",
                    "Which number will be the witness, in words, e.g. 双色球第2026121期开奖号码，蓝球在末."))
            var witness: String
            @OptionGroup var options: LedgerOptions
            @OptionGroup var speech: SpeechOptions

            func run(in context: Context) throws {
                try options.perform(context) { register in
                    // A round's own programme says where its experts come from.
                    let own = register.rounds[round]?.terms?.plan.programme?.sources.map(\.id)
                    return CommitDraw(
                        round, quotas: try quota.map { try Self.read($0, own ?? register.sources) }, witness: witness)
                } telling: { register, _ in
                    let known = register.rounds[round]
                    let excluded = known?.candidates.values.flatMap(\.excluded) ?? []
                    let sentences = context.sentences
                    let exclusions = Conflict.allCases.map { conflict in
                        sentences(
                            .exclusion,
                            [
                                "count": "\(excluded.count { $0.conflict == conflict })",
                                "conflict": context.words.term(.conflict, conflict.rawValue),
                            ])
                    }
                    return sentences(
                        .drawBound,
                        [
                            "round": "\(round)", "candidates": sentences(.candidates, known?.candidates.count ?? 0),
                            "exclusions": sentences.list(exclusions), "commitment": known?.commitment?.digest ?? "",
                            "witness": known?.commitment?.witness ?? "",
                        ])
                }
            }

            private static func read(_ text: String, _ sources: [Expert.Source]) throws -> Quota {
                let parts = text.split(separator: "=").map(String.init)
                guard parts.count == 2, let source = sources.first(where: { $0.rawValue == parts[0] }),
                    let seats = Int(parts[1]),
                    seats > 0
                else {
                    let known = sources.map { Reason.Value.text($0.rawValue) }
                    throw Refusal(
                        .quotaMalformed, field: "quota", ["found": .text(text), "sources": .list(known)])
                }
                return Quota(source: source, seats: seats)
            }
        }

        struct Hold: ContextualCommand {
            static let configuration = CommandConfiguration(
                abstract: both(
                    "揭示种子，与公开号码合并抽取（经办人）。",
                    "Reveal the seed and join it to a witness (officer)."))

            @Argument(help: both("批次的编号。", "The round's id."))
            var round: RoundID
            @Option(
                help: both(
                    "锁定种子之后才公布的号码，例如当日的开奖号码。",
                    "A number that became public after the seed was bound, e.g. that day's lottery result."))
            var witness: String
            @OptionGroup var options: LedgerOptions
            @OptionGroup var speech: SpeechOptions

            func run(in context: Context) throws {
                try options.perform(HoldDraw(round, witness: witness), context) { register in
                    context.sentences(.drawn, ["seed": register.rounds[round]?.draw?.seed ?? ""])
                }
            }
        }
    }

    struct Open: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "开放抽取产生的席位，开始评分（经办人）。",
                "Open the drawn seats for scoring (officer)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(OpenRound(round), context) { register in
                let seats = context.sentences(.seats, register.rounds[round]?.seats.count ?? 0)
                return context.sentences(.opened, ["round": "\(round)", "seats": seats])
            }
        }
    }
}
