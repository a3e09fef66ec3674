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
import Telling

struct RoundCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "round", abstract: both("办理评估批次。", "Run rounds."),
        subcommands: [
            Plan.self, Withdraw.self, Draw.self, Open.self, Facts.self, Import.self, Status.self, Diverging.self,
            Decide.self,
            Close.self, Publish.self, Conclude.self, Finalise.self, Export.self, Receipt.self,
        ])

    @OptionGroup var speech: SpeechOptions

    struct Plan: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "设立批次，冻结其方案、评估指标体系和创建对象（经办人）。",
                "Bind a round to its plan, its scheme and its zones (officer)."),
            discussion: both(
                "文件夹中应有 round.yaml，其中写明评估指标体系。创建对象为用途相同、已经受理的各项申报，或者由 --zone 指明：督查的对象是此前已列入的。",
                """
                The folder holds round.yaml, which names the scheme. The zones are those whose applications for this \
                purpose were accepted, or the ones named: a supervision visit goes to zones that were taken in before.
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
        var round: String
        @Option(help: both("理由，不对外公开。", "Why; it stays concealed."))
        var reason: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(WithdrawRound(RoundID(round), reason: reason), context) { _ in
                context.sentences(.withdrawn, ["round": round])
            }
        }
    }

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
            var round: String
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
                let quotas = try quota.map(Self.read)
                let id = RoundID(round)
                try options.perform(CommitDraw(id, quotas: quotas, witness: witness), context) { register in
                    let known = register.rounds[id]
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
                            "round": round, "candidates": sentences(.candidates, known?.candidates.count ?? 0),
                            "exclusions": sentences.list(exclusions), "commitment": known?.commitment?.digest ?? "",
                            "witness": known?.commitment?.witness ?? "",
                        ])
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
                abstract: both(
                    "揭示种子，与公开号码合并抽取（经办人）。",
                    "Reveal the seed and join it to a witness (officer)."))

            @Argument(help: both("批次的编号。", "The round's id."))
            var round: String
            @Option(
                help: both(
                    "锁定种子之后才公布的号码，例如当日的开奖号码。",
                    "A number that became public after the seed was bound, e.g. that day's lottery result."))
            var witness: String
            @OptionGroup var options: LedgerOptions
            @OptionGroup var speech: SpeechOptions

            func run(in context: Context) throws {
                let id = RoundID(round)
                try options.perform(HoldDraw(id, witness: witness), context) { register in
                    context.sentences(.drawn, ["seed": register.rounds[id]?.draw?.seed ?? ""])
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
        var round: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let id = RoundID(round)
            try options.perform(OpenRound(id), context) { register in
                let seats = context.sentences(.seats, register.rounds[id]?.seats.count ?? 0)
                return context.sentences(.opened, ["round": round, "seats": seats])
            }
        }
    }

    struct Facts: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "为评分中的批次录入数据（经办人）。",
                "Record measured values of an open round (officer)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: String
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
            let id = RoundID(round)
            var facts = FactTable()
            try options.perform(context) { register in
                guard let terms = register.rounds[id]?.terms else { throw Refusal(.roundUnknown, .round(id)) }
                facts = try loadFacts(
                    readFile(file), file: file, scheme: terms.scheme, zones: terms.zones, encoding: encoding
                ).get()
                return RecordFacts(id, facts, replaces: replace)
            } telling: { _, _ in
                let count = facts.facts.values.map(\.count).reduce(0, +)
                return context.sentences(.factsRecorded, ["facts": context.sentences(.facts, count)])
            }
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

    struct Decide: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "作为第二人确认或否决对打分的更正（经办人）。",
                "Confirm or decline a revision, as the second person (officer)."))

        enum Answer: String, ExpressibleByArgument, CaseIterable { case confirm, decline }

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: String
        @Argument(help: both("提出更正的事件编号。", "The event that proposed the revision."))
        var proposal: Int
        @Argument(help: both("confirm（确认）或 decline（否决）。", "confirm or decline."))
        var answer: Answer
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(
                DecideRevision(RoundID(round), proposal: proposal, isConfirmed: answer == .confirm), context
            ) { _ in
                context.sentences(
                    answer == .confirm ? .revisionConfirmed : .revisionDeclined, ["event": "\(proposal)"])
            }
        }
    }

    struct Close: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "清点每个席位，计算得分，封存结果快照（经办人）。",
                "Account for every seat, compute the scores, seal the snapshot (officer)."),
            discussion: both(
                "没有签封的评分表不计分：有这样的评分表时，用 --missing 写明份数。",
                "Sheets that are not sealed count for nothing: while there are any, say how many with --missing."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: String
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
            let id = RoundID(round)
            try options.perform(CloseRound(id, missing: missing, missingFacts: missingFacts), context) { register in
                let seats = register.rounds[id]?.counted.values.map(\.state) ?? []
                let count = { (state: SeatState) in "\(seats.count { $0 == state })" }
                return context.sentences(
                    .closed,
                    [
                        "round": round, "seats": "\(seats.count)", "sealed": count(.sealed),
                        "recused": count(.recused), "missed": count(.missed),
                        "snapshot": register.rounds[id]?.result?.snapshot ?? "",
                    ])
            }
        }
    }

    struct Publish: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "公示：公布结果，不少于五个工作日（经办人）。",
                "公示: publish the result for at least five working days (officer)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: String
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
            try options.perform(PublishNotice(RoundID(round), from: from, to: to), context) { _ in
                context.sentences(.published, ["round": round, "from": from, "to": to])
            }
        }
    }

    struct Conclude: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "将成立的异议所作的更正计入新的结果（经办人）。",
                "Take what upheld objections changed into a new result (officer)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: String
        @Option(
            help: both(
                "虽然成立、但不需更正打分和数据的异议，可多次写。",
                "An upheld objection that changes no mark and no fact; repeated."))
        var unchanged: [String] = []
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let id = RoundID(round)
            try options.perform(ConcludeObjections(id, unchanged: Set(unchanged.map { ObjectionID($0) })), context) {
                register in
                let results = register.rounds[id]?.results ?? []
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
        var round: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(FinaliseRound(RoundID(round)), context) { _ in
                context.sentences(.finalised, ["round": round])
            }
        }
    }

    struct Export: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "写出公开核验包：可以重新算出排名，不含任何人名（经办人）。",
                "Write the public bundle: everything to recompute the ranking, and no name (officer)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: String
        @Argument(
            help: both(
                "存放公开核验包的文件夹，应为空文件夹或尚不存在。",
                "The folder that gets the bundle; it must be empty or new."))
        var folder: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            if fileExists(folder), try !isFolder(folder) || !readFolder(folder).isEmpty {
                throw FileError(.folderNotEmpty, ["path": folder], status: .cannotCreate)
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
                context.sentences(
                    .bundleWritten, ["files": context.sentences(.files, files.count), "folder": folder]))
        }
    }

    struct Receipt: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("写出一个创建对象的结果回执。", "Write the receipt of a zone's result."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: String
        @Argument(help: both("创建对象的编号。", "The zone."))
        var zone: String
        @Argument(
            help: both(
                "回执的文件，例如 yunling.tlog-proof。",
                "Where it goes, e.g. yunling.tlog-proof."))
        var file: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

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
            context.console.say(context.sentences(.receiptWritten, ["file": file]))
        }
    }
}
