// 逐级申报 from the command line.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Proving
import Reasons
import RoundLoading
import RoundState
import Storage
import Telling

struct ApplicationCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "application", abstract: both("逐级申报。", "Applications, passed level by level."),
        subcommands: [
            Submit.self, Recommend.self, Return.self, Accept.self, Withdraw.self, Supply.self, List.self, Show.self,
        ])

    @OptionGroup var speech: SpeechOptions

    struct Submit: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "提交申报；被退回的，修改后再次提交（申报人）。",
                "Hand in an application, or hand it in again after it was returned (applicant)."),
            discussion: both(
                "文件夹中应有 application.yaml 和其中列出的文件。",
                "The folder holds application.yaml and the files that it names."))

        @Argument(help: both("申报材料的文件夹。", "The application's folder."))
        var folder: String
        @OptionGroup var scanner: ScannerOptions
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let loaded = try loadApplication(folder: folder).get()
            let action = try SubmitApplication(loaded)
            try options.perform(action, context, scanner.accept) { register in
                let application = register.applications[ApplicationID(loaded.application)]
                let stage = application.map { context.words.word($0.stage.value) } ?? ""
                return context.sentences(
                    .applicationSubmitted,
                    [
                        "id": loaded.application, "stage": stage,
                        "files": context.sentences(.files, loaded.evidence.count),
                    ])
            }
        }
    }

    struct Recommend: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "将申报推荐上报省级（推荐人）。",
                "Send an application on to the province (recommender)."))

        @Argument(help: both("申报的编号。", "The application's id."))
        var id: ApplicationID
        @Option(help: both("推荐意见。", "The opinion."))
        var opinion = ""
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(RecommendApplication(id, opinion: opinion), context) { register in
                said(id, register, context.words)
            }
        }
    }

    struct Return: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "写明意见，退回申报（推荐人、经办人）。",
                "Send an application back with comments (recommender, officer)."))

        @Argument(help: both("申报的编号。", "The application's id."))
        var id: ApplicationID
        @Option(help: both("需要修改的内容。", "What is to be mended."))
        var opinion: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(ReturnApplication(id, opinion: opinion), context) { register in
                said(id, register, context.words)
            }
        }
    }

    struct Accept: ContextualCommand {
        static let configuration = CommandConfiguration(abstract: both("受理申报（经办人）。", "Take an application (officer)."))

        @Argument(help: both("申报的编号。", "The application's id."))
        var id: ApplicationID
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(AcceptApplication(id), context) {
                said(id, $0, context.words)
            }
        }
    }

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("列出有权查看的申报。", "List the applications that the user may see."))

        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let standing = try options.standing()
            for application in try standing.applications(for: options.viewer).get() {
                let purpose = purpose(of: application, standing.programme(of: application), context.words)
                context.console.say(
                    "\(application.id)  \(application.zone)  \(purpose)  "
                        + context.words.word(application.stage.value))
                if case .returned(_, let opinion?) = application.stage { context.console.say("    \(inLine(opinion))") }
            }
        }
    }
}

extension ApplicationCommands {
    struct Show: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "显示申报内容，并可取出佐证材料。",
                "Show what an application says, and take its evidence out."))

        @Argument(help: both("申报的编号。", "The application's id."))
        var id: ApplicationID
        @Option(help: both("存放取出的佐证材料的文件夹。", "A folder that gets the evidence files."))
        var files: String?
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let store = try options.store()
            let standing = try store.standing()
            let application = try standing.application(id, for: options.viewer).get()
            let programme = standing.programme(of: application)
            context.console.say(
                context.sentences(
                    .applicationShown,
                    [
                        "id": application.id.text, "zone": application.zone.text,
                        "purpose": purpose(of: application, programme, context.words),
                        "stage": context.words.word(application.stage.value),
                        "times": context.sentences(.times, application.version),
                    ]))
            if case .returned(_, let opinion?) = application.stage { context.console.say("  \(inLine(opinion))") }
            for condition in application.conditions {
                context.console.say(
                    "  "
                        + context.sentences(
                            condition.isMet ? .conditionMet : .conditionNotMet,
                            [
                                "item": context.words.name(
                                    programme?.condition(condition.item)?.text, .condition, condition.item.rawValue),
                                "note": inLine(condition.note),
                            ]))
            }
            for claim in application.claims {
                let points = claim.hundredths.map { "\(Fraction(hundredths: $0))" } ?? "–"
                context.console.say("  \(claim.indicator): \(points)  \(inLine(claim.text))")
            }
            try tell(application.evidence, from: store, into: files, context)
        }
    }
}

/// Lists evidence, and writes it out under its digest and name where a folder is given.
func tell(_ evidence: [Evidence], from store: Store, into folder: String?, _ context: Context) throws {
    for file in evidence {
        let indicator = file.indicator?.text ?? context.sentences(.evidenceWhole)
        context.console.say(
            "  "
                + context.sentences(
                    .evidenceFor, ["indicator": indicator, "name": inLine(file.name), "digest": file.digest]))
        guard let folder else { continue }
        guard let bytes = try store.read({ try $0.provenEvidence(file.digest) }) else {
            throw FileError(.evidenceGone, ["name": file.name], status: .noInput)
        }
        try writeFile(
            "\(folder)/\(file.digest.prefix(8))-\(fileName(file.name))", bytes, .owner)
    }
}

/// The last part of a name, no longer than a file system takes; its end, which tells the kind of file, stays.
private func fileName(_ name: String) -> String {
    let last = name.split(separator: "/").last.map(String.init) ?? "file"
    return String(last.unicodeScalars.suffix(60).map(Character.init))
}

/// What it is for, with the call that it answers.
private func purpose(of application: Application, _ programme: Programme?, _ words: Words) -> String {
    let name = words.name(programme?.purpose(application.purpose)?.name, .purpose, application.purpose.rawValue)
    return application.call.map { "\(name)  \($0)" } ?? name
}

private func said(_ id: ApplicationID, _ register: Register, _ words: Words) -> String {
    let stage = register.applications[id].map { words.word($0.stage.value) } ?? ""
    return Sentences.spoken(.applicationNow, ["id": "\(id)", "stage": stage])
}

extension SubmitApplication {
    /// - Throws: `Refusal` for claimed points finer than hundredths.
    fileprivate init(_ loaded: ApplicationFolder) throws {
        let purpose = loaded.purpose.map { ApplicationGround.purpose($0) }
        self.init(
            id: ApplicationID(loaded.application), zone: loaded.zone,
            for: loaded.call.map { .call($0) } ?? purpose ?? .purpose(.designation),
            conditions: loaded.conditions.compactMap { condition in
                Requirement(rawValue: condition.item).map {
                    Eligibility(item: $0, isMet: condition.isMet, note: condition.note)
                }
            },
            claims: loaded.claims.map {
                Claim(indicator: $0.indicator, hundredths: $0.points?.hundredths, text: $0.text)
            },
            evidence: loaded.evidence.map { ($0.indicator, $0.name, $0.bytes) })
    }
}
