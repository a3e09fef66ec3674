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

struct ApplicationCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "application", abstract: "Applications, passed level by level.",
        subcommands: [Submit.self, Recommend.self, Return.self, Accept.self, List.self, Show.self])

    struct Submit: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hand in an application, or hand it in again after it was returned (applicant).",
            discussion: "The folder holds application.yaml and the files that it names.")

        @Argument(help: "The application's folder.")
        var folder: String
        @OptionGroup var scanner: ScannerOptions
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            let loaded = try loadApplication(folder: folder).get()
            let action = try SubmitApplication(loaded)
            try options.perform(action, context, scanner.accept) { register in
                let application = register.applications[ApplicationID(loaded.application)]
                let stage = application.map { context.words.word($0.stage.value) } ?? ""
                return "application \(loaded.application): \(stage), "
                    + counted(loaded.evidence.count, "file")
            }
        }
    }

    struct Recommend: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a county's application on to the province (recommender).")

        @Argument(help: "The application's id.")
        var id: String
        @Option(help: "The opinion.")
        var opinion = ""
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            try options.perform(RecommendApplication(ApplicationID(id), opinion: opinion), context) { register in
                said(id, register, context.words)
            }
        }
    }

    struct Return: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send an application back with comments (recommender, officer).")

        @Argument(help: "The application's id.")
        var id: String
        @Option(help: "What is to be mended.")
        var opinion: String
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            try options.perform(ReturnApplication(ApplicationID(id), opinion: opinion), context) { register in
                said(id, register, context.words)
            }
        }
    }

    struct Accept: ContextualCommand {
        static let configuration = CommandConfiguration(abstract: "Take an application (officer).")

        @Argument(help: "The application's id.")
        var id: String
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            try options.perform(AcceptApplication(ApplicationID(id)), context) {
                said(id, $0, context.words)
            }
        }
    }

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the applications that the user may see.")

        @OptionGroup var options: ReadingOptions

        func run(in context: Context) throws {
            for application in try options.standing().applications(for: options.viewer).get() {
                context.console.say(
                    "\(application.id)  \(application.zone)  \(application.purpose.rawValue)  "
                        + context.words.word(application.stage.value))
                if case .returned(_, let opinion?) = application.stage { context.console.say("    \(inLine(opinion))") }
            }
        }
    }
}

extension ApplicationCommands {
    struct Show: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what an application says, and take its evidence out.")

        @Argument(help: "The application's id.")
        var id: String
        @Option(help: "A folder that gets the evidence files.")
        var files: String?
        @OptionGroup var options: ReadingOptions

        func run(in context: Context) throws {
            let store = try options.store()
            let application = try store.standing().application(ApplicationID(id), for: options.viewer).get()
            context.console.say(
                "\(application.id)  \(application.zone)  \(application.purpose.rawValue)  "
                    + "\(context.words.word(application.stage.value)), "
                    + "submitted \(counted(application.version, "time"))")
            if case .returned(_, let opinion?) = application.stage { context.console.say("  \(inLine(opinion))") }
            for condition in application.conditions {
                context.console.say(
                    "  \(condition.item.rawValue): \(condition.isMet ? "met" : "not met")  \(inLine(condition.note))")
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
        context.console.say(
            "  evidence for \(file.indicator?.text ?? "the whole"): \(inLine(file.name))  SHA-256 \(file.digest)")
        guard let folder else { continue }
        guard let bytes = try store.read({ try $0.evidenceFile(file.digest) }) else {
            throw FileError(description: "\(file.name): is not stored any more", status: .noInput)
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

private func said(_ id: String, _ register: Register, _ words: Words) -> String {
    "application \(id): \(register.applications[ApplicationID(id)].map { words.word($0.stage.value) } ?? "")"
}

extension SubmitApplication {
    /// - Throws: `Refusal` for claimed points finer than hundredths.
    fileprivate init(_ loaded: ApplicationFolder) throws {
        self.init(
            id: ApplicationID(loaded.application), zone: loaded.zone, purpose: loaded.purpose,
            conditions: loaded.conditions.compactMap { condition in
                Eligibility.Item(rawValue: condition.item).map {
                    Eligibility(item: $0, isMet: condition.isMet, note: condition.note)
                }
            },
            claims: loaded.claims.map {
                Claim(indicator: $0.indicator, hundredths: $0.points?.hundredths, text: $0.text)
            },
            evidence: loaded.evidence.map { ($0.indicator, $0.name, $0.bytes) })
    }
}
