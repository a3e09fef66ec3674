// Certificates of a final result: issued, taken back, listed.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Proving
import Publishing
import RoundState
import Storage
import Telling

struct CertificateCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate", abstract: both("最终结果的证书。", "Certificates of a final result."),
        subcommands: [Issue.self, Revoke.self, Show.self, List.self])

    @OptionGroup var speech: SpeechOptions

    struct Issue: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "向每个达标的创建对象颁发证书（经办人）。",
                "Issue a certificate to every zone that passed (officer)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @Option(
            help: both(
                "证书已被撤销、现另行颁发的创建对象的编号，可多次写。",
                "A zone whose certificate was revoked and that gets another; repeated."))
        var anew: [ZoneID] = []
        @OptionGroup var options: LedgerOptions
        @OptionGroup var papers: ReporterOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let prepared = try prepare(context)
            for warning in prepared.warnings { context.console.warn(context.words.text(warning)) }
            guard prepared.problems.isEmpty else { throw Problems(prepared.problems) }
            try options.perform(IssueCertificates(round, anew: anew, papers: prepared.papers), context) { register in
                let issued = register.certificates.values.filter { $0.round == round && $0.revoked == nil }
                return context.sentences(
                    .certificatesInForce,
                    [
                        "certificates": context.sentences(.certificates, issued.count), "round": "\(round)",
                        "until": issued.map(\.to).max() ?? "",
                    ])
            }
        }

        /// The papers come first. None where nothing is due, or the ledger's rules know no papers: the step says what it says.
        private func prepare(_ context: Context) throws -> PreparedPapers<PreparedCertificate> {
            let store = try Store(path: options.database, .looking)
            let register = try store.register()
            let day = context.moment.day(at: register.place)
            guard register.edition >= .fourth else { return PreparedPapers() }
            let due = try naming(register, for: options.user) {
                try register.certificatesDue(in: round, anew: anew, on: day).get()
            }
            guard !due.isEmpty else { return PreparedPapers() }
            var random = context.random
            return try store.result(of: round, by: options.user).prepare(
                due, by: try papers.reporter(), in: papers.language, using: &random)
        }
    }

    struct Revoke: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("撤销证书（经办人，须两人）。", "Take a certificate back (two officers)."))

        @Argument(
            help: both(
                "证书的编号，或者证书上印的编号。",
                "The certificate's id, or the number on its paper."))
        var id: String
        @Option(help: both("撤销的理由。", "Why."))
        var reason: String
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(context) { register in
                let standing = Standing(register)
                let named = standing.certificates.first { standing.paperNumber(of: $0) == id }?.id
                return RevokeCertificate(named ?? CertificateID(id), reason: reason)
            } telling: { _, _ in
                context.sentences(.certificateRevoked, ["id": id])
            }
        }
    }

    struct Show: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "查验一张证书：有效、已到期、已撤销还是已更正，人人可看。",
                "Tell whether a certificate is valid, expired, revoked or corrected: for everybody."))

        @Argument(
            help: both(
                "证书上的查验码，或者证书的编号。",
                "The code on its paper, its number, or its id."))
        var certificate: String
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let standing = try options.standing()
            let day = context.moment.day(at: standing.register.place)
            let entry = try standing.certificate(called: certificate, on: day).get()
            let known = entry.certificate
            let language = context.words.language
            var values = [
                "number": entry.number, "id": known.id.text, "state": told(entry, context), "round": known.round.text,
                "zone": entry.zone?.name.text(in: language) ?? known.zone.text, "from": known.from, "to": known.to,
            ]
            values["title"] = entry.plan?.title.text(in: language)
            values["code"] = known.paper?.code
            values["digest"] = known.paper?.digest
            context.console.say(context.sentences(.certificateShown, values))
        }
    }

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "列出全部证书及其是否有效，人人可看。",
                "List all certificates and whether they are in force: for everybody."))

        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let standing = try options.standing()
            let entries = standing.certificateEntries(on: context.moment.day(at: standing.register.place))
            if entries.isEmpty { context.console.say(context.sentences(.certificateNone)) }
            let names = ZoneNames(standing.zones)
            for entry in entries {
                let known = entry.certificate
                let zone = names.name(of: known.zone, in: .chinese)
                context.console.say(
                    "\(known.id)  \(entry.number)  \(known.paper?.code ?? "–")  \(zone)  \(known.from)…\(known.to)  "
                        + told(entry, context))
            }
        }
    }
}

/// How a certificate stands, in words.
private func told(_ entry: CertificateEntry, _ context: Context) -> String {
    let known = entry.certificate
    return switch entry.validity {
    case .valid: context.sentences(entry.failsNow ? .certificateFailsNow : .certificateIsValid)
    case .expired: context.sentences(.certificateIsExpired)
    case .revoked: context.sentences(.certificateIsRevoked, ["day": known.revokedOn ?? ""])
    case .corrected:
        context.sentences(
            .certificateIsCorrected,
            [
                "day": known.revokedOn ?? "", "id": entry.replacement?.id.text ?? "",
                "code": entry.replacement?.paper?.code ?? "",
            ])
    }
}
