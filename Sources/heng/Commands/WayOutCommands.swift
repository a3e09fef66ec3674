// Ways out of a round that has gone wrong.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

extension SheetCommands {
    struct Remove: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "取消一个席位：评分表留存、不计分，依次递补（经办人，须两人）。",
                "Take a seat out: its sheet stays and does not count, the substitute is called (two officers)."))

        @OptionGroup var place: Place
        @Option(help: both("理由。", "Why."))
        var reason: String
        @Option(
            help: both(
                "没有抽取、或该来源已无人可递补时的替补专家。",
                "Who takes over, where no draw names anybody."))
        var substitute: ExpertID?
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(context) { register in
                RemoveSeat(
                    place.round, seat: try place.find(options.user, register).id, reason: reason,
                    substitute: substitute)
            } telling: { _, _ in
                context.sentences(.seatRemoved, ["zone": place.zone])
            }
        }
    }

    struct Reopen: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "申请重新打开本人已签封的评分表（专家），由经办人答复。",
                "Ask to open an own sealed sheet again (expert); an officer answers."))

        @OptionGroup var place: Place
        @Option(help: both("理由。", "Why."))
        var reason: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(context) { register in
                RequestReopening(place.round, seat: try place.find(options.user, register).id, reason: reason)
            } telling: { _, events in
                context.sentences(.reopeningRequested, ["zone": place.zone, "event": "\(events.lowerBound)"])
            }
        }
    }
}

extension RoundCommands {
    struct Reopening: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "答复重新打开评分表的申请（经办人）。",
                "Answer an expert who asks to open a sealed sheet again (officer)."))

        enum Answer: String, ExpressibleByArgument, CaseIterable { case grant, refuse }

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(help: both("提出申请的事件编号。", "The event that asked."))
        var request: Int
        @Argument(help: both("grant（同意）或 refuse（不同意）。", "grant or refuse."))
        var answer: Answer
        @Option(help: both("理由；不同意时必写。", "Why; needed to refuse."))
        var reason: String = ""
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(
                DecideReopening(round, request: request, isGranted: answer == .grant, reason: reason), context,
                saying: answer == .grant ? .reopeningGranted : .reopeningRefused, ["event": "\(request)"])
        }
    }

    struct BreakOff: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "终止已经开始评分的批次，不产生结果（经办人，须两人）。",
                "End a round after its opening, without a result (two officers)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Option(help: both("公开的说明。", "The public statement."))
        var statement: String
        @Option(help: both("不公开的理由。", "A reason that is not public."))
        var reason: String = ""
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(
                BreakOffRound(round, statement: statement, reason: reason), context, saying: .brokenOff,
                ["round": "\(round)"])
        }
    }
}

extension ZoneCommands {
    struct Withdraw: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "创建对象退出批次：列入名单，不计分、不排名（申报人、经办人；开始评分后须两人）。",
                """
                A zone withdraws from a round: it is listed without score or rank (applicant or officer; two people once the \
                round is open).
                """))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(help: both("创建对象的编号。", "The zone."))
        var zone: String
        @Option(help: both("理由。", "Why."))
        var reason: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(context) { register in
                WithdrawZone(round, zone: try Standing(register).zone(called: zone).get(), reason: reason)
            } telling: { _, _ in
                context.sentences(.zoneWithdrawn, ["zone": zone, "round": "\(round)"])
            }
        }
    }
}

extension ApplicationCommands {
    struct Withdraw: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "撤回尚未列入批次的申报（申报人、经办人）。",
                "Take an application back before a round has it (applicant or officer)."))

        @Argument(help: both("申报的编号。", "The application's id."))
        var application: ApplicationID
        @Option(help: both("理由。", "Why."))
        var reason: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(
                WithdrawApplication(application, reason: reason), context, saying: .applicationWithdrawn,
                ["id": "\(application)"])
        }
    }
}
