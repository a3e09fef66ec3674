// 异议 while a notice runs.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import FileReading
import Foundation
import PlainText
import Proving
import Reasons
import RoundLoading
import RoundState
import Storage
import Telling

struct ObjectionCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "objection", abstract: both("公示期间的异议。", "Objections while the notice runs."),
        subcommands: [
            File.self, Report.self, Hear.self, Decide.self, Correct.self, Receive.self, List.self,
        ])

    @OptionGroup var speech: SpeechOptions

    /// What is said of which zone, and what shows it.
    struct Statement: ParsableArguments {
        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(help: both("编号，由您自定。", "Its id, of your choice."))
        var id: ObjectionID
        @Option(help: both("创建对象的编号。", "The zone."))
        var zone: String
        @Option(help: both("指标、否决项或加减分项的编号。", "The indicator, veto or item."))
        var indicator: String
        @Option(help: both("理由：错在哪里。不要写反映人的姓名。", "What is wrong. Leave out who said it."))
        var grounds: String
        @OptionGroup var evidence: EvidenceOptions
        @OptionGroup var options: LedgerOptions

        func file(isReport: Bool, _ context: Context, saying phrase: ConsolePhrase, _ values: [String: String]) throws {
            try requireIDs(id.text)
            let files = try evidence.files()
            try options.perform(context, evidence.scanner.accept) { register in
                let standing = Standing(register)
                return FileObjection(
                    round, id: id, zone: try standing.zone(called: zone).get(),
                    indicator: try standing.subject(called: indicator, in: round).get(), grounds: grounds,
                    evidence: files, isReport: isReport)
            } telling: { _, _ in
                context.sentences(phrase, values)
            }
        }
    }

    struct File: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "对本创建对象的一项指标、否决项或加减分项提出异议，附佐证材料（申报人）。",
                "Object to one indicator, veto, bonus or deduction of the own zone, with evidence (applicant)."))

        @OptionGroup var statement: Statement
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try statement.file(
                isReport: false, context, saying: .objectionFiled,
                ["id": "\(statement.id)", "indicator": statement.indicator, "zone": statement.zone])
        }
    }

    struct Report: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "受理他人在公示期间反映的问题（来信来访），附材料（经办人）；听取该创建对象意见后，按异议处理。",
                """
                Take in what somebody else says of a zone while the notice runs, with evidence (officer); the zone is heard, then \
                it is decided like an objection.
                """))

        @OptionGroup var statement: Statement
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try statement.file(
                isReport: true, context, saying: .reportFiled, ["id": "\(statement.id)", "zone": statement.zone])
        }
    }

    struct Hear: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "登记创建对象对所反映问题的意见（申报人；或经办人记录听取情况）。",
                "What the zone says to a report (applicant; or an officer, that it was asked and when)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(help: both("所反映问题的编号。", "The report's id."))
        var id: ObjectionID
        @Option(help: both("意见。", "What it says."))
        var text: String
        @OptionGroup var evidence: EvidenceOptions
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let files = try evidence.files()
            try options.perform(context, evidence.scanner.accept) { _ in
                HearReport(round, id, text: text, evidence: files)
            } telling: { _, _ in
                context.sentences(.reportHeard, ["id": "\(id)"])
            }
        }
    }

    struct Decide: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "对异议作出决定，写明理由（经办人）。",
                "Decide on an objection, with reasons (officer)."),
            discussion: both(
                "成立且须更正数据的，用 --facts 一并提出正确的数据：决定和更正须两人，先用 `heng act show` 查看效果。",
                "With --facts an upheld objection is decided and put right in one act of two officers; `heng act show` tells its effect."
            ))

        enum Answer: String, ExpressibleByArgument, CaseIterable { case uphold, reject }

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(help: both("异议的编号。", "The objection's id."))
        var id: ObjectionID
        @Argument(help: both("uphold（成立）或 reject（不成立）。", "uphold or reject."))
        var answer: Answer
        @Option(help: both("理由。", "The reasons."))
        var reasons: String
        @Option(help: both("写有正确数据的 facts.csv。", "facts.csv with the right values."))
        var facts: String?
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            if let facts {
                guard answer == .uphold else { throw Refusal(.factsOfRejected, .objection(id), field: "facts") }
                let correction = FactCorrection(round: round, id: id, file: facts, encoding: .utf8)
                return try correction.perform(options, context, deciding: reasons)
            }
            try options.perform(
                DecideObjection(round, id, isUpheld: answer == .uphold, reasons: reasons), context
            ) { register in
                guard answer == .uphold, let objection = register.rounds[round]?.objections[id]
                else { return context.sentences(.objectionRejected, ["id": "\(id)"]) }
                let isMeasured = register.rounds[round]?.terms?.facts(of: objection.indicator).isEmpty == false
                var values = ["id": "\(id)", "indicator": objection.indicator.text, "zone": objection.zone.text]
                if isMeasured { values["measured"] = "1" }
                return context.sentences(.objectionUpheld, values)
            }
        }
    }

    struct Correct: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "更正经成立的异议查明有误的数据（经办人，须两人）。",
                "Put a measured value right that an upheld objection showed to be wrong (two officers)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Argument(help: both("异议的编号。", "The objection's id."))
        var id: ObjectionID
        @Argument(
            help: both(
                "写有正确数据的 facts.csv，列名 zone,fact,value。",
                "facts.csv with the right values: zone,fact,value."))
        var file: String
        @Option(help: both("文件的编码：utf-8 或 gb18030。", "utf-8 or gb18030."))
        var encoding: TextEncoding = .utf8
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try FactCorrection(round: round, id: id, file: file, encoding: encoding).perform(options, context)
        }
    }

    /// What a table of facts puts right.
    private struct FactCorrection {
        let round: RoundID
        let id: ObjectionID
        let file: String
        let encoding: TextEncoding

        /// `deciding` upholds the objection with it, for these reasons.
        func perform(_ options: LedgerOptions, _ context: Context, deciding: String? = nil) throws {
            var said = ""
            try options.perform(context) { register in
                let known = register.rounds[round]
                guard let terms = known?.terms, let objection = known?.objections[id] else {
                    throw Refusal(.objectionUnknown, .objection(id), ["round": .named(.round(round))])
                }
                let facts = try loadFacts(
                    readFile(file), file: file, scheme: terms.scheme, zones: terms.zones, encoding: encoding
                ).get()
                let others = facts.facts.keys.filter { $0 != objection.zone }.sorted()
                guard others.isEmpty else {
                    throw Refusal(
                        .factsNotOfObjection, .objection(objection.id),
                        [
                            "zone": .named(.zone(objection.zone)),
                            "others": .list(others.map { .named(.zone($0)) }),
                        ])
                }
                said = context.sentences(
                    .factsCorrected,
                    [
                        "facts": context.sentences(.facts, facts[objection.zone].count),
                        "zone": objection.zone.text,
                    ])
                return CorrectFacts(round, objection: id, facts: facts[objection.zone], deciding: deciding)
            } telling: { _, _ in
                said
            }
        }
    }

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("列出有权查看的异议。", "List the objections that the user may see."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Option(help: both("存放取出的佐证材料的文件夹。", "A folder that gets the evidence files."))
        var files: String?
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let store = try options.store()
            for objection in try store.standing().objections(in: round, for: options.viewer).get() {
                let state = context.sentences(
                    objection.decision.map { $0.isUpheld ? .objectionIsUpheld : .objectionIsRejected }
                        ?? (objection.waitsForHearing ? .reportIsUnheard : .objectionIsOpen))
                context.console.say("\(objection.id)  \(objection.zone)  \(objection.indicator)  \(state)")
                context.console.say("    \(inLine(objection.grounds ?? ""))")
                try tell(objection.evidence, from: store, into: files, context)
                if let heard = objection.hearing {
                    context.console.say("    \(inLine(heard.text ?? ""))")
                    try tell(heard.evidence, from: store, into: files, context)
                }
                if let reasons = objection.decision?.reasons { context.console.say("    \(inLine(reasons))") }
            }
        }
    }
}
