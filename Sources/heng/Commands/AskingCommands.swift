// Before and while a sheet is filled in: the declaration, what is judged, questions, missing evidence; and who looks at a draft.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import PlainText
import Reasons
import RoundState
import Storage
import Telling

extension SheetCommands {
    struct Accept: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "声明与该创建对象没有需要回避的情形（专家）；声明之后才能查看材料和打分。",
                "Declare that no conflict holds at a zone (expert); only then its material is shown and it can be scored."
            ),
            discussion: both(
                "需要回避的，用 `heng sheet recuse`。",
                "Where one does hold, leave the zone with `heng sheet recuse`."))

        @OptionGroup var place: Place
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(context) { register in
                AcceptSeat(place.round, seat: try place.find(options.user, register).id)
            } telling: { _, _ in
                context.sentences(.seatAccepted, ["zone": place.zone, "round": "\(place.round)"])
            }
        }
    }

    struct Material: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "查看一个创建对象的评审材料：申报、自评、佐证材料、数据、评分标准、口径答复。",
                "Show what is judged at a zone: application, claims, evidence, facts, rubric, clarifications."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(help: both("创建对象的编号。", "The zone."))
        var zone: String
        @Option(help: both("存放取出的佐证材料的文件夹。", "A folder that gets the evidence files."))
        var files: String?
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let store = try options.store()
            let standing = try store.standing()
            let (material, scheme) = try naming(standing.register, for: options.user) {
                let zone = try standing.zone(called: zone).get()
                return (
                    try standing.material(of: zone, in: round, for: options.viewer).get(),
                    standing.register.rounds[round]?.terms?.scheme
                )
            }
            for criterion in scheme?.criteria(for: material.zone.kind).filter({ $0.indicator != nil }) ?? [] {
                tell(criterion, of: material, context)
            }
            try heng.tell(material.application?.evidence ?? [], from: store, into: files, context)
            for missing in material.missing {
                context.console.say(context.told(missing, round))
                try heng.tell(missing.supply?.evidence ?? [], from: store, into: files, context)
            }
            for clarification in material.clarifications { context.console.say(context.told(clarification)) }
        }

        /// An indicator with what the zone claims, what was measured, and how it is scored.
        private func tell(_ criterion: Criterion, of material: MaterialView, _ context: Context) {
            let language = context.sentences.language
            context.console.say(
                "\(criterion.id)  \(criterion.title.text(in: language))  \(criterion.points)")
            for level in criterion.indicator?.rubric ?? [] {
                context.console.say("    \(level.points)  \(inLine(level.text.text(in: language)))")
            }
            for claim in material.application?.claims ?? [] where claim.indicator == criterion.id {
                var values = ["text": inLine(claim.text)]
                values["points"] = claim.hundredths.map { "\(Fraction(hundredths: $0))" }
                context.console.say("    " + context.sentences(.claimSaid, values))
            }
            let names = Set(criterion.indicator?.rule?.needs(benchmarks: []).map(\.key.description) ?? [])
            for (fact, value) in material.facts.sorted(by: { $0.key < $1.key }) where names.contains(fact) {
                context.console.say("    " + context.sentences(.factSaid, ["fact": fact, "value": value]))
            }
        }
    }

    struct Ask: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "就评分口径提问（专家）；主管部门看不到是谁提的，答复发给全部席位。",
                "Ask how something is to be understood (expert); the bureau sees no name, all seats get the answer."))

        @OptionGroup var place: Place
        @Option(help: both("所问的指标。", "The indicator that it is about."))
        var indicator: String?
        @Option(help: both("问题。不要写出自己的姓名和单位。", "The question. Leave out who you are."))
        var text: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(context) { register in
                AskClarification(
                    place.round, seat: try place.find(options.user, register).id,
                    indicator: try indicator.map { try place.indicator($0, register) }, text: text)
            } telling: { _, events in
                context.sentences(.questionAsked, ["event": "\(events.lowerBound)"])
            }
        }
    }

    struct Request: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "要求创建对象在三个工作日内补充一项指标的材料（专家）。",
                "Ask the zone for evidence of one indicator, within three working days (expert)."))

        @OptionGroup var spot: Spot
        @Option(help: both("缺什么。", "What is missing."))
        var text: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(context) { register in
                let (seat, indicator) = try spot.find(options.user, register)
                return RequestEvidence(spot.place.round, seat: seat.id, indicator: indicator, text: text)
            } telling: { register, events in
                let by = register.rounds[spot.place.round]?.missingEvidence[events.lowerBound]?.request.by ?? ""
                return context.sentences(
                    .evidenceRequested, ["event": "\(events.lowerBound)", "zone": spot.place.zone, "by": by])
            }
        }
    }

    struct Draft: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "封存之后查阅从未签封的评分表（审计员）：先登记理由，再用 `heng sheet show` 查看。",
                "Look at a sheet that was never sealed, after the close (auditor): the reason is logged, then `heng sheet show` shows it."
            ))

        @OptionGroup var place: Place
        @Option(help: both("理由。", "Why."))
        var reason: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(context) { register in
                ReadDraft(place.round, seat: try place.find(options.user, register).id, reason: reason)
            } telling: { _, events in
                context.sentences(.draftOpened, ["event": "\(events.lowerBound)"])
            }
        }
    }
}

extension RoundCommands {
    struct Questions: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("列出评分中的提问和口径答复。", "List the questions of a round, and what was clarified."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let standing = try options.standing()
            let questions = try standing.questions(in: round, for: options.viewer).get()
            let clarifications = standing.register.rounds[round]?.clarifications ?? []
            for question in questions {
                context.console.say(
                    context.sentences(
                        question.isAnswered ? .questionIsAnswered : .questionWaits,
                        context.values(of: question.query, ["event": "\(question.event)", "round": "\(round)"])))
            }
            for clarification in clarifications { context.console.say(context.told(clarification)) }
            if questions.isEmpty, clarifications.isEmpty { context.console.say(context.sentences(.questionsNone)) }
        }
    }

    struct Clarify: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "发布评分口径，同时发给全部席位（经办人）。",
                "Say how something is to be understood, to all seats at once (officer)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Option(help: both("所答复的提问的事件编号。", "The event that asked, where it answers a question."))
        var asked: Int?
        @Option(help: both("所涉的指标。", "The indicator that it is about."))
        var indicator: String?
        @Option(help: both("口径。", "What is said."))
        var text: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(context) { register in
                GiveClarification(
                    round, asked: asked,
                    indicator: try indicator.map { try Standing(register).indicator(called: $0, in: round).get() }
                        ?? asked.flatMap { register.rounds[round]?.questions[$0]?.query?.indicator }, text: text)
            } telling: { register, _ in
                let seats = register.rounds[round]?.seatsInOrder.count { !$0.isRecused } ?? 0
                return context.sentences(.clarified, ["seats": context.sentences(.seats, seats)])
            }
        }
    }
}

extension ApplicationCommands {
    struct Supply: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "按专家的要求补充材料（申报人）。",
                "Supply evidence that an expert missed (applicant)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(help: both("提出要求的事件编号。", "The event that asked."))
        var request: Int
        @Option(help: both("说明：补充了什么，或为何没有。", "What is supplied, or why nothing is."))
        var text: String
        @OptionGroup var evidence: EvidenceOptions
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let files = try evidence.files()
            try options.perform(context, evidence.scanner.accept) { _ in
                SupplyEvidence(round, request: request, text: text, evidence: files)
            } telling: { _, _ in
                context.sentences(.evidenceSupplied, ["files": context.sentences(.files, files.count)])
            }
        }
    }
}

extension Context {
    fileprivate func values(of query: Query, _ more: [String: String]) -> [String: String] {
        var values = more
        values["text"] = inLine(query.text)
        values["indicator"] = query.indicator?.text
        return values
    }

    func told(_ clarification: Clarification) -> String {
        sentences(
            .clarificationIs,
            values(of: clarification.query ?? Query(indicator: nil, text: ""), ["day": clarification.day]))
    }

    func told(_ missing: MaterialView.Missing, _ round: RoundID) -> String {
        var values = [
            "event": "\(missing.event)", "indicator": missing.indicator.text, "text": inLine(missing.text),
            "by": missing.by, "round": round.text,
        ]
        guard let supply = missing.supply else { return sentences(.evidenceIsMissing, values) }
        values["answer"] = inLine(supply.text ?? "")
        values["day"] = supply.day
        if missing.isLate { values["late"] = "1" }
        return sentences(.evidenceIsSupplied, values)
    }
}
