// A round is planned, or given up before it is opened; one that was held on paper is taken in whole.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import RoundLoading
import RoundState
import Telling

extension RoundCommands {
    struct Plan: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "设立批次，冻结其方案、评估指标体系和创建对象（经办人）。",
                "Bind a round to its plan, its scheme and its zones (officer)."),
            discussion: both(
                "文件夹中应有 round.yaml，其中写明评估指标体系和申报通知。创建对象为按这些通知申报、已经受理的，或者由 --zone 指明：督查的对象是此前已列入的。",
                """
                The folder holds round.yaml, which names the scheme and the calls. The zones are those whose applications under \
                these calls were accepted, or the ones named: a supervision visit goes to zones that were taken in before.
                """))

        @Argument(help: both("round.yaml 所在的文件夹。", "The folder with round.yaml."))
        var folder: String
        @Option(
            help: both(
                "列入批次的创建对象，可多次写；不写时为全部已受理的申报。",
                "A zone of the round; may be repeated. Left out: every accepted application."))
        var zone: [String] = []
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let files = try loadPlan(folder: folder).get()
            try options.perform(context) { register in
                PlanRound(
                    files.plan, scheme: files.scheme, schemeBytes: files.schemeBytes,
                    zones: try zone.map { try Standing(register).zone(called: $0).get() })
            } telling: { register, _ in
                let zones = register.rounds[files.plan.id]?.terms?.zones ?? []
                return context.sentences(
                    .planned,
                    [
                        "round": "\(files.plan.id)", "zones": context.sentences(.zones, zones.count),
                        "scheme": "\(files.scheme.id)", "edition": "\(files.scheme.edition)",
                    ])
            }
        }
    }

    struct Withdraw: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "在开始评分前撤回批次，其申报等待另行立项（经办人）。",
                "Give a round up before it is opened; its applications wait for another plan (officer)."))

        @Argument(
            help: both(
                "批次的编号，此后其他批次不得使用。",
                "The round's id; no other round may have it."))
        var round: RoundID
        @Option(help: both("理由，不对外公开。", "Why; it stays concealed."))
        var reason: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(
                WithdrawRound(round, reason: reason), context, saying: .withdrawn, ["round": "\(round)"])
        }
    }

    struct Import: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "导入以纸面方式评分的批次：整个文件夹全部导入，或者不导入（经办人）。",
                "Take in a round that was held on paper: all of its folder, or nothing (officer)."),
            discussion: both(
                "文件夹中应有 round.yaml、zones.csv、panel.csv、marks.csv 和 facts.csv。各文件的错误全部列出；改正之前不保存任何内容。",
                """
                The folder holds round.yaml, zones.csv, panel.csv, marks.csv and facts.csv. Every mistake in any of \
                them is listed, and nothing is stored until there is none.
                """))

        @Argument(help: both("批次的文件夹。", "The round's folder."))
        var folder: String
        @Option(
            help: both(
                "CSV 文件的编码：utf-8 或 gb18030。",
                "How the CSV files are encoded: utf-8 or gb18030."))
        var encoding: TextEncoding = .utf8
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let round = try loadRound(folder: folder, encoding: encoding).get()
            let planning = PlanMaterial(
                plan: round.plan, scheme: round.scheme, schemeBytes: round.schemeBytes, zones: round.zones)
            let material = RoundMaterial(
                planning: planning, panel: round.panel, sheets: round.sheets, facts: round.facts)
            let marks = round.sheets.reduce(0) { $0 + $1.marks.count }
            warnOfUnprintable(round.zones.printed + round.sheets.printed, context.console)
            try options.perform(ImportRound(material), context) { _ in
                context.sentences(
                    .imported,
                    [
                        "round": "\(round.plan.id)", "zones": "\(round.zones.count)",
                        "experts": "\(round.panel.count)", "marks": "\(marks)",
                        "indicators": "\(round.scheme.indicators.count)",
                    ])
            }
        }
    }
}
