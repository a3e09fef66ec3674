// After a result is out: a final round taken up again, a decision that its zone has had, a day put later.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

extension RoundCommands {
    struct Reopen: ContextualCommand {
        static let configuration = CommandConfiguration(
            commandName: "reopen",
            abstract: both(
                "依判决、复议决定或自行纠正，重新启动已生效的批次（经办人，须两人）。",
                "Take up a final round again, by a judgment, a review or the bureau's own finding (two officers)."),
            discussion: both(
                "打开指明的指标、数据或否决项，更正后用 `heng round conclude` 形成新的结果，再行生效。",
                "Opens the indicators and items that are named; what is put right is concluded and made final again."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Option(
            help: both(
                "依据：\(Resumption.Ground.allCases.map { "\($0.rawValue)（\(Words.system.term(.ground, $0.rawValue))）" }.joined(separator: "、"))。",
                "One of \(Resumption.Ground.allCases.map(\.rawValue).joined(separator: ", "))."))
        var ground: Resumption.Ground
        @Option(help: both("公开说明。", "What is said in public."))
        var statement: String
        @Option(
            help: both(
                "要打开的项，写作 编号:创建对象:指标，可多次写，例如 jz01:lucheng:serve.1。",
                "What is opened, as ID:ZONE:INDICATOR, e.g. jz01:lucheng:serve.1; repeated."))
        var order: [String]
        @Option(help: both("理由，不公开。", "Why; not public."))
        var reason: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(context) { register in
                ReopenRound(
                    round, ground: ground, statement: statement, orders: try order.map { try read($0, register) },
                    reason: reason)
            } telling: { _, _ in
                context.sentences(.reopened, ["round": "\(round)"])
            }
        }

        private func read(_ text: String, _ register: Register) throws -> Resumption.Order {
            let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, ObjectionID.accepts(parts[0]) else {
                throw Refusal(.orderMalformed, field: "order", ["found": .text(text)])
            }
            let standing = Standing(register)
            return Resumption.Order(
                id: ObjectionID(parts[0]), zone: try standing.zone(called: parts[1]).get(),
                subject: try standing.subject(called: parts[2], in: round).get())
        }
    }

    struct Extend: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "延长评分或公示的期限（经办人）。",
                "Put the last day of scoring or of the notice later (officer)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(help: both("scoring（评分）或 notice（公示）。", "scoring or notice."))
        var deadline: Deadline
        @Option(help: both("新的最后一天，写作 年-月-日。", "The new last day, yyyy-mm-dd."))
        var to: String
        @Option(help: both("理由。", "Why."))
        var reason: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(
                ExtendDeadline(round, deadline, to: to, reason: reason), context, saying: .deadlineExtended,
                ["round": "\(round)", "deadline": context.words.word(.deadline(deadline)), "to": to])
        }
    }
}

extension RoundCommands {
    struct Changes: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "列出公布之后的每次更正：文号、公开说明，各创建对象由什么变成什么。",
                "List every correction since the publication: number, statement, and what became of whom."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let standing = try options.standing()
            let view = try standing.changes(in: round, for: options.viewer).get()
            let (known, names) = (standing.register.rounds[round], ZoneNames(standing.zones))
            for taken in view.takenUp {
                context.console.say(
                    context.sentences(
                        .roundTakenUp,
                        [
                            "day": taken.day, "ground": context.words.term(.ground, taken.resumption.ground.rawValue),
                            "statement": inLine(taken.resumption.statement),
                        ]))
            }
            for change in view.changes {
                context.console.say(context.told(change.correction))
                for line in context.told(change.moves, of: known, names) { context.console.say("    " + line) }
            }
            if view.isTakenUp { context.console.say(context.sentences(.roundNotFinalAgain)) }
            if view.changes.isEmpty, view.takenUp.isEmpty { context.console.say(context.sentences(.changesNone)) }
        }
    }
}

extension Context {
    func told(_ correction: Correction) -> String {
        let notice = correction.notice
        return sentences(
            .correctionIs,
            [
                "number": notice.number, "day": correction.day, "statement": inLine(notice.statement),
                "from": notice.days?.from, "to": notice.days?.to,
            ].compactMapValues { $0 })
    }
}

extension Resumption.Ground: ExpressibleByArgument {}
extension Deadline: ExpressibleByArgument {}

extension ObjectionCommands {
    struct Receive: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "签收异议处理决定，记下签收的时刻（申报人）。",
                "Receive the decision on an objection; the moment is kept (applicant)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(help: both("异议的编号。", "The objection's id."))
        var id: ObjectionID
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(ReceiveDecision(round, id), context) { register in
                let objection = register.rounds[round]?.objections[id]
                return context.sentences(
                    .decisionReceived,
                    [
                        "id": "\(id)",
                        "time": objection?.receipt?.time.flatMap(Moment.init(time:))?.clock(at: register.place) ?? "",
                        "reasons": inLine(objection?.decision?.reasons ?? ""),
                    ])
            }
        }
    }
}
