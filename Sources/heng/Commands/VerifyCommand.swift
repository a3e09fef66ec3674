// Whether a database, a bundle or a receipt can be trusted, in one screen.

import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Proving
import RoundState
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
    @Option(help: "An older checkpoint that you kept: the database or bundle must continue it.")
    var known: String?
    @Option(
        help: "The ledger's own key file: proves also what no signature covers yet. Repeated, where keys were rotated.")
    var keyFile: [String] = []

    func run(in context: inout Context) throws {
        let trusted = try key.map { text in
            do throws(LedgerError) {
                return try VerifierKey(parsing: text)
            } catch {
                throw FileError(description: "--key: \(Words.standard.text(error))", status: .wrongInput)
            }
        }
        if isFolder(subject) {
            try requireNone([("--bundle", bundle != nil), ("--key-file", !keyFile.isEmpty)], of: "a bundle")
            let files = try readFolder(subject)
            try tell(verify(bundle: files, trusting: trusted, known: try known.map(readFile)), context)
        } else if subject.hasSuffix(".tlog-proof") || isReceipt(subject) {
            try requireNone(
                [("--known", known != nil && bundle == nil), ("--key-file", !keyFile.isEmpty)], of: "a receipt")
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
            try requireNone([("--bundle", bundle != nil)], of: "a database")
            let store = try Store(path: subject, .looking)
            try tell(
                try verify(
                    store, trusting: trusted, known: try known.map(readFile), signers: try keyFile.map(readSigner)),
                context)
        }
    }

    /// An option that would prove nothing is refused, not passed over: whoever names it would think that it held.
    private func requireNone(_ options: [(name: String, isGiven: Bool)], of subject: String) throws {
        let strange = options.filter(\.isGiven).map(\.name)
        guard strange.isEmpty else {
            throw ValidationError("\(strange.joined(separator: ", ")) says nothing about \(subject)")
        }
    }

    /// Whatever its name: a receipt says in its first line what it is.
    private func isReceipt(_ path: String) -> Bool {
        (try? readFile(path))?.starts(with: Array("c2sp.org/tlog-proof@v1\n".utf8)) == true
    }

    private func compare(
        _ receipt: ProvenReceipt, with bundle: String, _ trusted: [VerifierKey], _ context: Context
    ) throws {
        switch reconcile(receipt, with: try readFolder(bundle), trusting: trusted, known: try known.map(readFile)) {
        case .holds(.agrees):
            context.console.say("  \(bundle): verified, holds this event, and counts what it says")
        case .holds(.recused):
            context.console.say(
                "  \(bundle): verified, holds this event; the seat was recused after the sheet was sealed, so it does not count"
            )
        case .holds(.notComparable(let why)):
            context.console.warn("NOT COMPARED: \(bundle): verified, but \(Words.standard.text(why))")
            throw ExitStatus.notVerified.code
        case .holds(.differs(let differences)):
            context.console.warn(
                "DIFFERS: \(bundle): verified, but\n"
                    + differences.map { "  \(Words.standard.text($0))\n" }.joined()
                    + "A revision that the expert proposed, or an upheld objection, would explain it; nothing else.")
            throw ExitStatus.notVerified.code
        case .fails(let why):
            context.console.warn("NOT VERIFIED: \(bundle): \(Words.standard.text(why))")
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
        context.console.warn("NOT VERIFIED: \(subject): \(Words.standard.text(why))")
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
            let names = ZoneNames(round.zones)
            lines += round.ranking.map { zone in
                "    \(zone.rank.map(String.init) ?? "–")  \(names.name(of: zone.zone, in: .chinese)) (\(zone.zone))  "
                    + "\(round.totals[zone.zone] ?? "–")  \(zone.verdict)"
            }
        }
        if erased > 0 { lines.append("  \(counted(erased, "value")) erased lawfully") }
        if edition != .newest {
            lines.append(
                "  note: judged by the edition \(edition.rawValue) of the rules; the newest is \(RulesEdition.newest.rawValue)"
            )
        }
        if unsigned > 0 {
            lines.append(
                "  note: the last \(counted(unsigned, "event")) are not signed yet"
                    + (areCommitsProven
                        ? "; the key's holder wrote them"
                        : "; give --key-file to prove that the key's holder wrote them"))
        }
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
