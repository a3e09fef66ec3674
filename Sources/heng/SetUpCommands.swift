// Beginning and keeping a ledger: keys, users, erasure, backups.

import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import Foundation
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

    func run(in context: inout Context) throws {
        try requireIDs(system, security, auditor)
        guard Set([system, security, auditor]).count == 3 else {
            throw Refusal("the three administrators are three people, found \(system), \(security), \(auditor)")
        }
        if fileExists(database) {
            throw FileError(
                description: "\(database): exists already; a ledger is never written over", status: .cannotCreate)
        }
        let signer = try makeKey(ledger, key, context)
        let opened = try openLedger(database, .creating, key: key, context)
        try opened.begin(
            [
                User(id: UserID(system), name: system, role: .systemAdministrator),
                User(id: UserID(security), name: security, role: .securityAdministrator),
                User(id: UserID(auditor), name: auditor, role: .auditor),
            ], at: context.moment)
        opened.store.close()
        context.console.say(signer.verifierKey.text)
    }
}

private func makeKey(_ name: String, _ path: String, _ context: Context) throws -> SignerKey {
    guard !fileExists(path) else {
        throw FileError(description: "\(path): exists already; a key is never written over", status: .cannotCreate)
    }
    var random = context.random
    let signer: SignerKey
    do {
        signer = try SignerKey(name: name, using: &random)
    } catch {
        throw FileError(description: "\(name): cannot name a ledger: \(error.line)", status: .wrongInput)
    }
    try writeFile(path, Array((signer.secretText + "\n").utf8), mode: 0o600)
    return signer
}

struct KeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make and rotate signing keys.", subcommands: [Make.self, Rotate.self])

    struct Make: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key, for a rotation; the line printed is its public half.")

        @Option(help: "The ledger's name.")
        var ledger: String
        @Option(help: "Where the private key goes; the file must not exist.")
        var key: String

        func run(in context: inout Context) throws {
            context.console.say(try makeKey(ledger, key, context).verifierKey.text)
        }
    }

    struct Rotate: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give signing over to a new key: both sign one head, then the old one retires.")

        @OptionGroup var options: LedgerOptions
        @Option(help: "The key file that takes over (`heng key make`).")
        var to: String

        func run(in context: inout Context) throws {
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

        func run(in context: inout Context) throws {
            let user = User(
                id: UserID(id), name: name, role: role, zone: zone.map { ZoneID($0) },
                expert: expert.map { ExpertID($0) })
            try requireIDs(id)
            try options.perform(AddUser(user), context) { _ in "added \(id) as \(role.rawValue)" }
        }
    }

    struct Remove: ContextualCommand {
        static let configuration = CommandConfiguration(abstract: "Take an account away; what it did stays.")

        @Argument(help: "The user's id.")
        var id: String
        @OptionGroup var options: LedgerOptions

        func run(in context: inout Context) throws {
            try options.perform(RemoveUser(UserID(id)), context) { _ in "removed \(id)" }
        }
    }

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(abstract: "List the users (security administrator, auditor).")

        @OptionGroup var options: ReadingOptions

        func run(in context: inout Context) throws {
            let register = try options.register()
            try options.require(.seeUsers, register)
            for user in register.users.values.sorted(by: { $0.id < $1.id }) {
                let bound = [user.zone?.text, user.expert?.text].compactMap { $0 }.joined(separator: " ")
                context.console.say("\(user.id)  \(user.role.rawValue)  \(user.name)  \(bound)")
            }
        }
    }
}

extension Role: ExpressibleByArgument {}

struct EraseCommand: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Erase values about a person on a legal basis (security administrator).",
        discussion: """
            The value and its salt go from the database, its log and every later backup; events and proofs stay valid. \
            Receipts, bundles and backups that were handed out before are out of reach: erase the backups too.
            """)

    @Option(help: "An expert's entry in the pool.")
    var expert: String?
    @Option(help: "A user's account.")
    var account: String?
    @Option(help: "A comment, as round/seat/indicator.")
    var comment: String?
    @Option(help: "The legal basis; it stays concealed.")
    var basis: String
    @OptionGroup var options: LedgerOptions

    func run(in context: inout Context) throws {
        let ledger = try options.open(context)
        let recorded = try ledger.perform(
            Erase(try subject(ledger.register()), basis: basis), by: UserID(options.user), at: context.moment,
            request: try options.requestID())
        try ledger.store.scrub()
        let users = try ledger.register().users.values
        ledger.store.close()
        context.console.say("erased \(counted(recorded.events.count, "value"))")
        if let expert, let user = users.first(where: { $0.expert == ExpertID(expert) }) {
            context.console.warn("the account \(user.id) still names this person: `heng erase --account \(user.id)`")
        }
    }

    private func subject(_ register: Register) throws -> Erasure {
        switch (expert, account, comment?.split(separator: "/").map(String.init)) {
        case (let expert?, nil, nil): return .expert(ExpertID(expert))
        case (nil, let account?, nil): return .user(UserID(account))
        case (nil, nil, let parts?) where parts.count == 3:
            let round = RoundID(parts[0])
            let seats = register.rounds[round]?.seatsInOrder ?? []
            let seat = seats.filter { $0.id.text == parts[1] || $0.id.shortCode == parts[1].uppercased() }
            guard seat.count == 1 else {
                throw Refusal(
                    "found \(counted(seat.count, "seat")) \(parts[1]) in \(round), expected one: give the whole code")
            }
            return .comment(round, seat[0].id, CriterionID(parts[2]))
        default: throw Refusal("name one of --expert, --account or --comment round/seat/indicator")
        }
    }
}

struct BackUp: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the ledger while it is in use, and prove the copy (system administrator).")

    @Argument(help: "Where the copy goes; the file must not exist.")
    var copy: String
    @OptionGroup var options: ReadingOptions

    func run(in context: inout Context) throws {
        let store = try Store(path: options.database, .existing)
        try options.require(.backUp, try store.register())
        guard !fileExists(copy) else {
            throw FileError(
                description: "\(copy): exists already; a backup is never written over", status: .cannotCreate)
        }
        try store.backUp(to: copy)
        let proof = try prove(copy)
        try removeLog(of: copy)
        context.console.say("backed up \(counted(proof.size, "event")) to \(copy), verified")
    }
}

struct Restore: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup in place of a lost database (system administrator).",
        discussion: """
            The backup is proven first, and held against the newest head that the key has signed: one that is older is \
            refused, for signing on would fork the log. Then what is missing must be replayed from a newer copy.
            """)

    @Argument(help: "The backup.")
    var copy: String
    @Option(help: "Why it is restored; it stays concealed.")
    var reason: String
    @OptionGroup var options: LedgerOptions

    func run(in context: inout Context) throws {
        guard !fileExists(options.database) else {
            throw FileError(
                description: "\(options.database): exists; move it away before a backup takes its place",
                status: .cannotCreate)
        }
        _ = try prove(copy)
        try makeFolder(URL(fileURLWithPath: options.database).deletingLastPathComponent().path)
        let place = options.database + ".restoring"
        if fileExists(place) { try removeFile(place) }
        try Store(path: copy, .existing).backUp(to: place)
        do {
            let ledger = try openLedger(place, .existing, key: options.key, context)
            try ledger.perform(RecordRestore(reason: reason), by: UserID(options.user), at: context.moment)
            try ledger.store.fold()
            ledger.store.close()
        } catch {
            try removeLog(of: place)
            try removeFile(place)
            throw error
        }
        try removeLog(of: place)
        try moveFile(place, to: options.database)
        context.console.say("restored \(options.database) from \(copy)")
    }
}

/// What is in it was folded into the file.
private func removeLog(of database: String) throws {
    for suffix in ["-wal", "-shm"] where fileExists(database + suffix) { try removeFile(database + suffix) }
}

private func prove(_ path: String) throws -> Proof {
    let store = try Store(path: path, .existing)
    let verdict = try verify(store)
    try store.fold()
    store.close()
    return try verdict.get()
}
