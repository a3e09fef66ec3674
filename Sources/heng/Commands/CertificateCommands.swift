// Certificates of a final result: issued, taken back, listed.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import RoundState
import Storage
import Telling

struct CertificateCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate", abstract: both("最终结果的证书。", "Certificates of a final result."),
        subcommands: [Issue.self, Revoke.self, List.self])

    @OptionGroup var speech: SpeechOptions

    struct Issue: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "向每个达标的创建对象颁发证书（经办人）。",
                "Issue a certificate to every zone that passed (officer)."))

        @Argument(help: both("批次的编号。", "The round's id."))
        var round: RoundID
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(IssueCertificates(round), context) { register in
                let issued = register.certificates.values.filter { $0.round == round && $0.revoked == nil }
                return context.sentences(
                    .certificatesInForce,
                    [
                        "certificates": context.sentences(.certificates, issued.count), "round": "\(round)",
                        "until": issued.map(\.to).max() ?? "",
                    ])
            }
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

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "列出全部证书及其是否有效，人人可看。",
                "List all certificates and whether they are in force: for everybody."))

        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let standing = try options.standing()
            if standing.certificates.isEmpty { context.console.say(context.sentences(.certificateNone)) }
            let names = ZoneNames(standing.zones)
            for certificate in standing.certificates {
                let zone = names.name(of: certificate.zone, in: .chinese)
                context.console.say(
                    "\(certificate.id)  \(standing.paperNumber(of: certificate))  \(zone)  \(certificate.from)…\(certificate.to)  "
                        + told(certificate.validity(on: context.moment.day(at: standing.register.place)), context))
            }
        }

        private func told(_ validity: Certificate.Validity, _ context: Context) -> String {
            switch validity {
            case .valid: context.sentences(.certificateIsValid)
            case .expired: context.sentences(.certificateIsExpired)
            case .revoked: context.sentences(.certificateIsRevoked)
            }
        }
    }
}
