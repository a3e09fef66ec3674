// The private key of a ledger and the newest checkpoint it signed: two files outside the database.

import ArgumentParser
import Assessing
import AuditLedger
import Foundation

struct Initialise: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make the key that signs a ledger.",
        discussion: "Keep the key file apart from the database and back it up; the line printed is the public half.")

    @Option(help: "The ledger's name, e.g. demo.heng.example/2026; every checkpoint begins with it.")
    var ledger: String
    @Option(help: "Where the private key goes; the file must not exist.")
    var key: String

    func run(in context: inout Context) throws {
        guard !fileExists(key) else {
            throw FileError(
                description: "\(key): exists already; a key is never written over", status: .cannotCreate)
        }
        let signer = try SignerKey(name: ledger, using: &context.random)
        try writeFile(key, Array((signer.secretText + "\n").utf8), mode: 0o600)
        context.console.say(signer.verifierKey.text)
    }
}

/// The options of commands that write to a ledger.
struct LedgerOptions: ParsableArguments {
    @Option(help: "The ledger's database.")
    var database: String
    @Option(help: "The key file that `heng init` made.")
    var key: String

    func signer() throws -> SignerKey {
        let text = String(decoding: try readFile(key), as: UTF8.self)
        do {
            return try SignerKey(parsing: text.trimmingCharacters(in: .newlines))
        } catch {
            throw FileError(description: "\(key): is not a key file: \(error.line)", status: .wrongInput)
        }
    }

    /// Kept beside the key and not beside the database, so that restoring the one does not restore the other.
    var head: KnownHead {
        let path = key + ".head"
        return KnownHead(
            read: { fileExists(path) ? try readFile(path) : nil },
            write: { try writeFile(path, $0) })
    }
}
