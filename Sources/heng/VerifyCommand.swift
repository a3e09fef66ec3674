// Whether a database can be trusted, in one screen.

import ArgumentParser
import Assessing
import AuditLedger
import Foundation
import Storage

struct Verify: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: "Derive everything anew from the stored bytes and name the first thing that is wrong.")

    @Argument(help: "The ledger's database.")
    var database: String
    @Option(help: "The verifier key that `heng init` printed, from a source you trust.")
    var key: [String] = []

    func run(in context: inout Context) throws {
        let trusted = try key.map { text in
            do throws(LedgerError) {
                return try VerifierKey(parsing: text)
            } catch {
                throw FileError(description: "--key \(text): \(error.line)", status: .wrongInput)
            }
        }
        switch try verify(Store(path: database, .existing), trusting: trusted) {
        case .holds(let proof): context.console.say(proof.summary)
        case .fails(let why):
            context.console.warn("NOT VERIFIED: \(why)")
            throw ExitStatus.notVerified.code
        }
    }
}

extension Proof {
    fileprivate var summary: String {
        var lines = [
            "verified: \(origin)",
            "  \(size) events, root \(root)",
            "  \(checkpoints) signed checkpoint\(checkpoints == 1 ? "" : "s") by \(key)",
        ]
        lines += rounds.map { round in
            "  round \(round.id): \(round.seats) seats, \(round.marks) marks, "
                + (round.snapshot.map { "ranking recomputed, snapshot \($0)" } ?? "open")
        }
        if unsigned > 0 { lines.append("  note: the last \(unsigned) events are not signed yet") }
        if !isKeyTrusted {
            lines.append("  note: the key was taken from the file itself; give --key to prove whose ledger it is")
        }
        return lines.joined(separator: "\n")
    }
}
