// Whether a database, a bundle or a receipt can be trusted, in one screen.

import ArgumentParser
import Assessing
import AuditLedger
import Foundation
import Storage

struct Verify: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: "Derive everything anew from the stored bytes and name the first thing that is wrong.",
        discussion:
            "A folder is a bundle, a file that ends in .tlog-proof a receipt, any other file a ledger's database.")

    @Argument(help: "A database, a bundle or a receipt.")
    var subject: String
    @Option(help: "The verifier key that `heng init` printed, from a source you trust.")
    var key: [String] = []
    @Option(help: "A bundle to hold a receipt against: was the sheet counted as it was sealed?")
    var bundle: String?
    @Option(help: "An older checkpoint that you kept: the bundle must continue it.")
    var known: String?

    func run(in context: inout Context) throws {
        let trusted = try key.map { text in
            do throws(LedgerError) {
                return try VerifierKey(parsing: text)
            } catch {
                throw FileError(description: "--key \(text): \(error.line)", status: .wrongInput)
            }
        }
        if isFolder(subject) {
            let files = try readFolder(subject)
            try tell(verify(bundle: files, trusting: trusted, known: try known.map(readFile)), context)
        } else if subject.hasSuffix(".tlog-proof") || isReceipt(subject) {
            guard !trusted.isEmpty else { throw Refusal("a receipt is checked with --key: it holds no key of its own") }
            switch verify(receipt: try readFile(subject), trusting: trusted) {
            case .holds(let receipt):
                context.console.say(receipt.summary)
                if let bundle { try compare(receipt, with: bundle, trusted, context) }
            case .fails(let why): try refuse(why, context)
            }
        } else {
            guard fileExists(subject) else {
                throw FileError(
                    description: "\(subject): there is no such database, bundle or receipt", status: .noInput)
            }
            try tell(try verify(Store(path: subject, .existing), trusting: trusted), context)
        }
    }

    /// Whatever its name: a receipt says in its first line what it is.
    private func isReceipt(_ path: String) -> Bool {
        (try? readFile(path))?.starts(with: Array("c2sp.org/tlog-proof@v1\n".utf8)) == true
    }

    private func compare(
        _ receipt: ProvenReceipt, with bundle: String, _ trusted: [VerifierKey], _ context: Context
    ) throws {
        switch reconcile(receipt, with: try readFolder(bundle), trusting: trusted) {
        case .holds(let found) where found.differences.isEmpty:
            context.console.say("  \(bundle): verified, holds this event, and counts what it says")
        case .holds(let found):
            context.console.warn(
                "DIFFERS: \(bundle): verified, but\n"
                    + found.differences.map { "  \($0)\n" }.joined()
                    + "A revision that the expert proposed, or an upheld objection, would explain it; nothing else.")
            throw ExitStatus.notVerified.code
        case .fails(let why):
            context.console.warn("NOT VERIFIED: \(bundle): \(why)")
            throw ExitStatus.notVerified.code
        }
    }

    private func tell(_ verdict: Verdict<Proof>, _ context: Context) throws {
        switch verdict {
        case .holds(let proof): context.console.say(proof.summary)
        case .fails(let why): try refuse(why, context)
        }
    }

    private func refuse(_ why: LedgerError, _ context: Context) throws {
        context.console.warn("NOT VERIFIED: \(subject): \(why)")
        throw ExitStatus.notVerified.code
    }
}

extension Proof {
    fileprivate var summary: String {
        var lines = [
            "verified: \(origin)",
            "  \(size) events, root \(root)",
            "  \(counted(checkpoints, "signed checkpoint")) by \(keys.last ?? "")",
        ]
        for round in rounds {
            let result = round.snapshots.last.map { "ranking recomputed, snapshot \($0)" } ?? round.stage.rawValue
            lines.append(
                "  round \(round.id): \(round.isDrawn ? "draw replayed, " : "")\(counted(round.seats, "seat")), "
                    + "\(counted(round.marks, "mark")), \(result)")
            lines += round.ranking.map { zone in
                "    \(zone.rank.map(String.init) ?? "–")  \(zone.zone)  \(zone.total ?? "–")  \(zone.verdict)"
            }
        }
        if erased > 0 { lines.append("  \(counted(erased, "value")) erased lawfully") }
        if unsigned > 0 { lines.append("  note: the last \(counted(unsigned, "event")) are not signed yet") }
        if !isKeyTrusted {
            lines.append("  note: the key was taken from the file itself; give --key to prove whose ledger it is")
        }
        return lines.joined(separator: "\n")
    }
}

extension ProvenReceipt {
    fileprivate var summary: String {
        let fields = event.fields.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)" }
        let lines =
            [
                "verified: event \(event.seq) of \(checkpoint.origin), \(event.type), \(event.at)",
                "  among \(checkpoint.size) events, root \(checkpoint.root.hex)",
            ] + fields.map { "  \($0)" } + disclosed.map { "  \($0.name) \($0.value.text)" }
        return lines.joined(separator: "\n")
    }
}

extension CanonicalJSON {
    /// As a reader takes it in: texts without quotation marks.
    fileprivate var text: String {
        if let text = stringValue { return text }
        return (try? String(decoding: bytes(as: .event), as: UTF8.self)) ?? ""
    }
}
