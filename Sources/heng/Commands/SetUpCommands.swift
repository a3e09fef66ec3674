// Beginning and keeping a ledger: keys, users, erasure, backups.

import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import PlainText
import Proving
import Reasons
import RoundState
import Storage

struct Initialise: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a ledger: its key, its database, its three administrators.",
        discussion: """
            Keep the key file apart from the database and back it up; the line printed is the public half. System \
            administrator, security administrator and auditor are three people: none can do another's work.
            """)

    @Option(help: "The ledger's name, e.g. demo.heng.example/2026; every checkpoint begins with it.")
    var ledger: String
    @Option(help: "Where the private key goes; the file must not exist.")
    var key: String
    @Option(help: "Where the database goes; it must not exist.")
    var database: String
    @Option(help: "The user id of the system administrator: keys, backups.")
    var system = "system"
    @Option(help: "The user id of the security administrator: users, erasure.")
    var security = "security"
    @Option(help: "The user id of the auditor: reads everything, changes nothing.")
    var auditor = "auditor"
    @Option(
        parsing: .unconditional,
        help: "How far the place's clocks are ahead of universal time: every day of the ledger follows from it.")
    var offset = "\(PlaceOffset.china)"

    func run(in context: Context) throws {
        try requireIDs(system, security, auditor)
        guard Set([system, security, auditor]).count == 3 else {
            throw Refusal(.administratorsNotThree, ["found": .texts([system, security, auditor])])
        }
        let place = try readOffset(offset)
        let beginning = Beginning(database: database, key: key)
        try beginning.clear()
        if fileExists(database) {
            throw FileError(
                description: "\(database): exists already; a ledger is never written over", status: .cannotCreate)
        }
        if fileExists(key) {
            throw FileError(description: "\(key): exists already; a key is never written over", status: .cannotCreate)
        }
        try makeFolder(URL(fileURLWithPath: database).deletingLastPathComponent().path)
        try beginning.mark()
        do {
            let signer = try makeKey(ledger, key, context)
            let opened = try openLedger(database, .creating, key: key, context)
            try opened.begin(
                [
                    User(id: UserID(system), name: system, role: .systemAdministrator),
                    User(id: UserID(security), name: security, role: .securityAdministrator),
                    User(id: UserID(auditor), name: auditor, role: .auditor),
                ], at: context.moment, in: place)
            opened.store.close()
            try beginning.end()
            context.console.say(signer.verifierKey.text)
        } catch {
            try? beginning.clear()
            throw error
        }
    }
}

/// What an `init` that did not come to its end may have left: a mark says so, and what it names is cleared away.
private struct Beginning {
    let database: String
    let key: String
    private var path: String { database + ".beginning" }

    func mark() throws { try writeDurably(path, Array(key.utf8), .owner, isNew: true) }
    /// From here on nothing is cleared. Whether the mark's removal reached the disk matters little: `clear` keeps what has grown.
    func end() throws {
        guard unlink(path) == 0 else {
            let why = String(cString: strerror(errno)).lowercased()
            throw FileFailure(.failed, path, .fileNotWritten, ["why": .term(.system, why)])
        }
        try? syncFolder(of: path)
    }

    /// Only what was made under the mark: neither stood there before it.
    func clear() throws {
        guard fileExists(path) else { return }
        guard String(decoding: try readFile(path), as: UTF8.self) == key else {
            throw FileError(
                description:
                    "\(path): an earlier `init` with another key was cut short; remove this file, the database and that key",
                status: .cannotCreate)
        }
        // A mark that came back after a power cut must not cost a ledger that people use.
        let size = (try? Store(path: database, .looking).register().size) ?? 0
        guard size <= 4 else { return try end() }
        for file in [database + "-wal", database + "-shm", database, key + ".head", key] where fileExists(file) {
            try removeDurably(file)
        }
        try end()
    }
}

private func makeKey(_ name: String, _ path: String, _ context: Context) throws -> SignerKey {
    var random = context.random
    let signer: SignerKey
    do {
        signer = try SignerKey(name: name, using: &random)
    } catch {
        throw FileError(
            description: "\(name): cannot name a ledger: \(Words.system.text(error.reason))", status: .wrongInput)
    }
    try makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    try writeDurably(path, Array((signer.secretText + "\n").utf8), .owner, isNew: true)
    return signer
}

struct KeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make and rotate signing keys.", subcommands: [Make.self, Rotate.self, Head.self])

    struct Make: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key, for a rotation; the line printed is its public half.")

        @Option(help: "The ledger's name.")
        var ledger: String
        @Option(help: "Where the private key goes; the file must not exist.")
        var key: String

        func run(in context: Context) throws {
            context.console.say(try makeKey(ledger, key, context).verifierKey.text)
        }
    }

    struct Head: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the file of the newest head anew, after it was lost (system administrator).",
            discussion: """
                The file KEY.head is what tells the newest database from a backup. Only whoever knows that this database is the \
                newest one may say this: the database is proven first.
                """)

        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            let ledger = try options.open(context)
            if let why = try ledger.register().refusal(
                of: UserID(options.user), for: .restoreBackup, in: nil, on: .nothing)
            {
                throw Refusal(why)
            }
            let proof = try verify(ledger.store, signers: [readSigner(options.key)]).get()
            try ledger.recoverHead()
            ledger.store.close()
            context.console.say("\(options.key).head says \(counted(proof.size, "event")) again")
        }
    }

    struct Rotate: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give signing over to a new key: both sign one head, then the old one retires.")

        @OptionGroup var options: LedgerOptions
        @Option(help: "The key file that takes over (`heng key make`).")
        var to: String

        func run(in context: Context) throws {
            let ledger = try options.open(context)
            let new = try readSigner(to)
            try ledger.rotate(to: new, knownHead(beside: to), by: UserID(options.user), at: context.moment)
            ledger.store.close()
            context.console.say("\(new.verifierKey.text) signs from now on; \(options.key) is retired")
        }
    }
}

struct UserCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Add, remove and list users.",
        subcommands: [Add.self, Remove.self, List.self])

    struct Add: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a user (security administrator).",
            discussion: "Recommenders belong to a 设区市, applicants to a zone, experts to their entry in the pool.")

        @Argument(help: "The user's id.")
        var id: String
        @Option(help: ArgumentHelp("One of \(Role.allCases.map(\.rawValue).joined(separator: ", "))."))
        var role: Role
        @Option(help: "The person's name; it stays concealed.")
        var name: String
        @Option(help: "The zone of an applicant or recommender.")
        var zone: String?
        @Option(help: "The expert's id in the pool.")
        var expert: String?
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            try requireIDs(id)
            try options.perform(context) { register in
                AddUser(
                    User(
                        id: UserID(id), name: kept(name), role: role,
                        zone: try zone.map { try Standing(register).zone(called: $0).get() },
                        expert: expert.map { ExpertID($0) }))
            } telling: { _, _ in
                "added \(id) as \(role.rawValue)"
            }
        }
    }

    struct Remove: ContextualCommand {
        static let configuration = CommandConfiguration(abstract: "Take an account away; what it did stays.")

        @Argument(help: "The user's id.")
        var id: String
        @OptionGroup var options: LedgerOptions

        func run(in context: Context) throws {
            try options.perform(RemoveUser(UserID(id)), context) { _ in "removed \(id)" }
        }
    }

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(abstract: "List the users (security administrator, auditor).")

        @OptionGroup var options: ReadingOptions

        func run(in context: Context) throws {
            for user in try options.standing().users(for: options.viewer).get() {
                let bound = [user.zone?.text, user.expert?.text].compactMap { $0 }.joined(separator: " ")
                context.console.say("\(user.id)  \(user.role.rawValue)  \(inLine(user.name))  \(bound)")
            }
        }
    }
}

extension Role: ExpressibleByArgument {}
