// What takes two people: what waits, what it will do, and the second person's answer.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

struct ActCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "act",
        abstract: both("须两人办理的事项：一人提出，另一人确认。", "What takes two people: one proposes, another confirms."),
        subcommands: [List.self, Show.self, Confirm.self, Decline.self])

    @OptionGroup var speech: SpeechOptions

    /// Which act.
    struct Named: ParsableArguments {
        @Argument(
            help: both(
                "提出该事项的事件编号；批次只有一个事项等待时，写批次的编号即可。",
                "The event that proposed it; or the round, where only one act of it waits."))
        var act: String

        func find(_ viewer: Viewer, _ standing: Standing) throws(Refusal) -> ActView {
            if let event = Int(act) { return try standing.act(event, for: viewer).get() }
            let round = RoundID(act)
            let all = try standing.acts(in: round, for: viewer).get()
            let acts = all.filter { $0.isWaiting && !$0.hasLapsed }
            guard !acts.isEmpty else {
                if let lapsed = all.last(where: \.isWaiting) { return lapsed }
                // Said again under the same request, it gives the same events.
                if let answered = all.last(where: { !$0.isWaiting }) { return answered }
                throw Refusal(.actNone, .round(round))
            }
            guard acts.count == 1 else {
                throw Refusal(.actAmbiguous, .round(round), ["events": .list(acts.map { .number($0.pending.seq) })])
            }
            return acts[0]
        }
    }

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("列出等待第二人确认的事项。", "List what waits for a second person."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let acts = try options.standing().acts(in: round, for: options.viewer).get().filter(\.isWaiting)
            if acts.isEmpty { return context.console.say(context.sentences(.actNone)) }
            for act in acts { context.console.say(ActCommands.line(act, context)) }
        }
    }

    struct Show: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("查看一个事项办理后的效果。", "Show what an act will do."))

        @OptionGroup var named: Named
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let standing = try options.standing()
            let act = try named.find(options.viewer, standing)
            context.console.say(ActCommands.line(act, context))
            for line in ActCommands.effect(of: act, standing, context) { context.console.say("    " + line) }
        }
    }

    struct Confirm: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "作为第二人确认，随即按所提办理。先用 `heng act show` 查看效果。",
                "Confirm as the second person: it is done at once, as it was proposed. See `heng act show` first."))

        @OptionGroup var named: Named
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            var effect: [String] = []
            var pending: PendingAct?
            try options.perform(context) { register in
                let standing = Standing(register)
                let act = try named.find(Viewer(options.user), standing)
                effect = ActCommands.effect(of: act, standing, context)
                pending = act.pending
                return AnswerAct(act.pending, in: act.round, isConfirmed: true)
            } telling: { _, _ in
                let done = context.sentences(
                    .actConfirmed,
                    [
                        "act": pending.map { context.words.word(.act($0.kind)) } ?? "",
                        "event": pending.map { "\($0.seq)" } ?? "",
                    ])
                return ([done] + effect.map { "    " + $0 }).joined(separator: "\n")
            }
        }
    }

    struct Decline: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("否决一个事项；提出人可以此收回。", "Decline an act; who proposed it takes it back so."))

        @OptionGroup var named: Named
        @Option(help: both("理由。", "Why."))
        var reason: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            var seq = 0
            try options.perform(context) { register in
                let act = try named.find(Viewer(options.user), Standing(register))
                seq = act.pending.seq
                return AnswerAct(act.pending, in: act.round, isConfirmed: false, reason: reason)
            } telling: { _, _ in
                context.sentences(.actDeclined, ["event": "\(seq)"])
            }
        }
    }

    fileprivate static func line(_ view: ActView, _ context: Context) -> String {
        let act = view.pending
        return context.sentences(
            .actWaits,
            [
                "event": "\(act.seq)", "act": context.words.word(.act(act.kind)), "day": act.day,
                "by": act.proposer?.text, "reason": act.reason.flatMap { $0.isEmpty ? nil : inLine($0) },
                "lapsed": view.hasLapsed ? "1" : nil,
            ].compactMapValues { $0 })
    }

    /// What it says and whom it moves, a line each.
    fileprivate static func effect(of view: ActView, _ standing: Standing, _ context: Context) -> [String] {
        guard let act = view.pending.act else { return [] }
        let names = ZoneNames(standing.zones)
        let name = { (zone: ZoneID) in names.name(of: zone, in: context.words.language) }
        let known = standing.register.rounds[view.round]
        let told: String =
            switch act {
            case .publish(let snapshot, let from, let to):
                context.sentences(.actPublish, ["snapshot": snapshot, "from": from, "to": to])
            case .conclude(let snapshot, let objections, let notice):
                context.sentences(
                    .actConclude,
                    [
                        "snapshot": snapshot,
                        "objections": objections.isEmpty ? nil : context.sentences.list(objections.map(\.text)),
                        "number": notice?.number, "statement": notice.map { inLine($0.statement) },
                        "from": notice?.days?.from, "to": notice?.days?.to,
                    ].compactMapValues { $0 })
            case .reopen(let resumption):
                context.sentences(
                    .actReopen,
                    [
                        "ground": context.words.term(.ground, resumption.ground.rawValue),
                        "statement": inLine(resumption.statement),
                        "orders": context.sentences.list(
                            resumption.orders.map { "\($0.id) \(name($0.zone)) \($0.subject)" }),
                    ])
            case .correct(let objection, let zone, let facts, _, let decides):
                context.sentences(
                    .actCorrect,
                    [
                        "decides": decides ? "1" : nil, "objection": objection.text, "zone": name(zone),
                        "facts": context.sentences.list(
                            facts.sorted { $0.key < $1.key }.map { fact, value in
                                "\(fact) \(known?.facts[zone]?[fact] ?? "–") → \(value)"
                            }),
                    ].compactMapValues { $0 })
            case .remove(let zone, let seat, let isSealed, let substitute):
                context.sentences(
                    .actRemove,
                    [
                        "zone": name(zone), "seat": seat.shortCode, "sealed": isSealed ? "1" : nil,
                        "substitute": substitute?.text,
                    ].compactMapValues { $0 })
            case .withdraw(let zone, _): context.sentences(.actWithdraw, ["zone": name(zone)])
            case .breakOff(let statement, _): context.sentences(.actBreakOff, ["statement": inLine(statement)])
            case .revoke(let certificate): context.sentences(.actRevoke, ["certificate": certificate.text])
            }
        return [told] + context.told(view.moves, of: known, names)
    }
}

extension Context {
    /// Whose result changes and how, a line each.
    func told(_ moves: [Move], of round: Round?, _ names: ZoneNames) -> [String] {
        moves.map { move in
            let told = { (result: ZoneResult) in
                [
                    result.rank.map(String.init) ?? "–",
                    result.total.map { round?.published($0) ?? $0 } ?? "–",
                    words.term(.verdict, result.verdict),
                ].joined(separator: " ")
            }
            return sentences(
                .actMove,
                [
                    "zone": names.name(of: move.zone, in: words.language), "before": told(move.before),
                    "after": told(move.after),
                ])
        }
    }
}
