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
import Telling

struct Initialise: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: both(
            "建立审计日志：密钥、数据库和三名管理员。",
            "Make a ledger: its key, its database, its three administrators."),
        discussion: both(
            "密钥文件应与数据库分开保管，并另存备份；显示的一行是公钥。系统管理员、安全管理员、审计员由三人分任，不能互代。",
            """
            Keep the key file apart from the database and back it up; the line printed is the public half. System \
            administrator, security administrator and auditor are three people: none can do another's work.
            """))

    @Option(
        help: both(
            "审计日志的名称，例如 demo.heng.example/2026；每个检查点都以它开头。",
            "The ledger's name, e.g. demo.heng.example/2026; every checkpoint begins with it."))
    var ledger: String
    @Option(
        help: both(
            "存放私钥的文件，此前不得存在。",
            "Where the private key goes; the file must not exist."))
    var key: String
    @Option(
        help: both(
            "存放数据库的文件，此前不得存在。",
            "Where the database goes; it must not exist."))
    var database: String
    @Option(
        help: both(
            "系统管理员的用户编号：管理密钥和备份。",
            "The user id of the system administrator: keys, backups."))
    var system = "system"
    @Option(
        help: both(
            "安全管理员的用户编号：管理用户，依法删除信息。",
            "The user id of the security administrator: users, erasure."))
    var security = "security"
    @Option(
        help: both(
            "审计员的用户编号：可以查看全部内容，不作改动。",
            "The user id of the auditor: reads everything, changes nothing."))
    var auditor = "auditor"
    @Option(
        parsing: .unconditional,
        help: both(
            "当地时间比世界时早多少：日志中的日期都由此得出。",
            "How far the place's clocks are ahead of universal time: every day of the ledger follows from it."))
    var offset = "\(PlaceOffset.china)"
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        try requireIDs(system, security, auditor)
        guard Set([system, security, auditor]).count == 3 else {
            throw Refusal(.administratorsNotThree, ["found": .texts([system, security, auditor])])
        }
        let place = try readOffset(offset)
        let beginning = Beginning(database: database, key: key)
        try beginning.clear()
        if fileExists(database) {
            throw FileError(.databaseExists, ["path": database], status: .cannotCreate)
        }
        if fileExists(key) {
            throw FileError(.keyExists, ["path": key], status: .cannotCreate)
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
            throw FileError(.beginningCutShort, ["path": path], status: .cannotCreate)
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
            .ledgerNameWrong, ["name": name, "why": Words.system.text(error.reason)], status: .wrongInput)
    }
    try makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    try writeDurably(path, Array((signer.secretText + "\n").utf8), .owner, isNew: true)
    return signer
}

struct KeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: both("制作和更换签名密钥。", "Make and rotate signing keys."),
        subcommands: [Make.self, Rotate.self, Head.self])

    @OptionGroup var speech: SpeechOptions

    struct Make: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "制作一把密钥，供更换使用；显示的一行是公钥。",
                "Make a key, for a rotation; the line printed is its public half."))

        @Option(help: both("审计日志的名称。", "The ledger's name."))
        var ledger: String
        @Option(
            help: both(
                "存放私钥的文件，此前不得存在。",
                "Where the private key goes; the file must not exist."))
        var key: String
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            context.console.say(try makeKey(ledger, key, context).verifierKey.text)
        }
    }

    struct Head: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "最新检查点的文件丢失后，重新生成（系统管理员）。",
                "Write the file of the newest head anew, after it was lost (system administrator)."),
            discussion: both(
                "KEY.head 这个文件用来区分最新的数据库和备份。只有确知数据库是最新的人才能这样做；生成前先核验数据库。",
                """
                The file KEY.head is what tells the newest database from a backup. Only whoever knows that this database is the \
                newest one may say this: the database is proven first.
                """))

        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let ledger = try options.open(context)
            if let why = try ledger.register().refusal(of: options.user, for: .restoreBackup, in: nil, on: .nothing) {
                throw Refusal(why)
            }
            let proof = try verify(ledger.store, signers: [readSigner(options.key)]).get()
            try ledger.recoverHead()
            ledger.store.close()
            let events = context.sentences(.events, proof.size)
            context.console.say(context.sentences(.headAgain, ["key": options.key, "events": events]))
        }
    }

    struct Rotate: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "更换签名密钥：新旧密钥同签一个检查点，然后旧密钥停用（系统管理员）。",
                "Give signing over to a new key: both sign one head, then the old one retires."))

        @OptionGroup var options: LedgerOptions
        @Option(
            help: both(
                "接替的密钥文件（用 `heng key make` 制作）。",
                "The key file that takes over (`heng key make`)."))
        var to: String
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let ledger = try options.open(context)
            let new = try readSigner(to)
            try ledger.rotate(to: new, knownHead(beside: to), by: options.user, at: context.moment)
            ledger.store.close()
            context.console.say(
                context.sentences(.keyRotated, ["new": new.verifierKey.text, "old": options.key]))
        }
    }
}

struct UserCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: both("增加、注销和列出用户。", "Add, remove and list users."),
        subcommands: [Add.self, Remove.self, List.self])

    @OptionGroup var speech: SpeechOptions

    struct Add: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both("增加用户（安全管理员）。", "Add a user (security administrator)."),
            discussion: both(
                "推荐人属于设区市，申报人属于创建对象，专家对应专家库中的一位专家。",
                "Recommenders belong to a 设区市, applicants to a zone, experts to their entry in the pool."))

        @Argument(help: both("用户的编号。", "The user's id."))
        var id: UserID
        @Option(
            help: both(
                "角色：\(Role.allCases.map { "\($0.rawValue)（\(Words.system.term(.role, $0.rawValue))）" }.joined(separator: "、"))。",
                "One of \(Role.allCases.map(\.rawValue).joined(separator: ", "))."))
        var role: Role
        @Option(help: both("使用人的姓名，不对外公开。", "The person's name; it stays concealed."))
        var name: String
        @Option(help: both("申报人或推荐人所属的创建对象。", "The zone of an applicant or recommender."))
        var zone: String?
        @Option(help: both("专家在专家库中的编号。", "The expert's id in the pool."))
        var expert: ExpertID?
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try requireIDs(id.text)
            try options.perform(context) { register in
                AddUser(
                    User(
                        id: id, name: kept(name), role: role,
                        zone: try zone.map { try Standing(register).zone(called: $0).get() }, expert: expert))
            } telling: { _, _ in
                context.sentences(.userAdded, ["id": "\(id)", "role": context.words.term(.role, role.rawValue)])
            }
        }
    }

    struct Remove: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "注销账号；此前办理的事项仍然保留（安全管理员）。",
                "Take an account away; what it did stays."))

        @Argument(help: both("用户的编号。", "The user's id."))
        var id: UserID
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            try options.perform(RemoveUser(id), context, saying: .userRemoved, ["id": "\(id)"])
        }
    }

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "列出用户（安全管理员、审计员）。",
                "List the users (security administrator, auditor)."))

        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            for user in try options.standing().users(for: options.viewer).get() {
                let bound = [user.zone?.text, user.expert?.text].compactMap { $0 }.joined(separator: " ")
                let role = context.words.term(.role, user.role.rawValue)
                context.console.say("\(user.id)  \(role)  \(inLine(user.name))  \(bound)")
            }
        }
    }
}
