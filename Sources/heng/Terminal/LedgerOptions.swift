// How commands reach a ledger: its database, its key, who takes the step.

import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import CDispatch
import EventModel
import FileReading
import Foundation
import Proving
import Reasons
import RoundState
import Storage
import Telling

/// The options of commands that write to a ledger.
struct LedgerOptions: ParsableArguments {
    @Option(help: both("审计日志的数据库。", "The ledger's database."))
    var database: String
    @Option(
        help: both(
            "`heng init` 生成的密钥文件。",
            "The key file that `heng init` made."))
    var key: String
    @Option(name: .customLong("as"), help: both("办理人的用户编号。", "The user who takes the step."))
    var user: UserID
    @Option(
        parsing: .unconditional,
        help: both(
            "22 个字符的请求标识，重试时不会重复办理：同一请求得到同样的事件。",
            "A key of 22 letters that makes a retry safe: the same request gives the same events."))
    var request: String?

    @Flag(
        help: both(
            "时钟无误，只是已有 100 多天没有记录。",
            "The clock is right although nothing was recorded for more than 100 days."))
    var afterPause = false

    func open(_ context: Context, _ accept: (@Sendable (String) throws -> Void)? = nil) throws -> Ledger {
        var limits = LedgerLimits()
        // Beyond three years it is the clock that is wrong: one event of 2099 would lock the ledger until then.
        limits.longestPause = afterPause ? 1100 : 100
        if let accept { limits.accept = accept }
        return try openLedger(database, .existing, key: key, context, limits)
    }

    /// What the ledger says now, for reading files that go by it; nil where it cannot be looked at, which the step then tells.
    var register: Register? { try? Store(path: database, .looking).standing().register }

    /// Takes one step and says what it gave.
    func perform(
        _ action: some Action, _ context: Context, _ accept: (@Sendable (String) throws -> Void)? = nil,
        _ told: (Register) throws -> String
    ) throws {
        try perform(context, accept, { _ in action }) { register, _ in try told(register) }
    }

    /// Takes one step and says a sentence that needs nothing of what it gave.
    func perform(
        _ action: some Action, _ context: Context, saying phrase: ConsolePhrase, _ values: [String: String]
    ) throws {
        try perform(action, context) { _ in context.sentences(phrase, values) }
    }

    /// Takes the step that `action` makes of where everything stands, and says what it gave; the ledger is read once for both.
    func perform<Step: Action>(
        _ context: Context, _ accept: (@Sendable (String) throws -> Void)? = nil, _ action: (Register) throws -> Step,
        telling: (Register, Range<Int>) throws -> String
    ) throws {
        let ledger = try open(context, accept)
        let recorded = try naming(ledger.register(), for: user) {
            try ledger.perform(try action(ledger.register()), by: user, at: context.moment, request: try requestID())
        }
        let register = try ledger.register()
        let text = try proposed(recorded.events, register, context) ?? telling(register, recorded.events)
        ledger.store.close()
        context.console.say(text)
        if recorded.isRepeated {
            context.console.warn(context.sentences(.requestRepeated, ["event": "\(recorded.events.lowerBound)"]))
        }
    }

    /// That the step waits for another person, where it does.
    private func proposed(_ events: Range<Int>, _ register: Register, _ context: Context) -> String? {
        for round in register.rounds.values {
            guard let act = round.acts[events.lowerBound], act.isConfirmed == nil else { continue }
            return context.sentences(
                .actProposed, ["act": context.words.word(.act(act.kind)), "event": "\(act.seq)"])
        }
        return nil
    }

    /// Writes the receipt that `receipt` takes out of the ledger, and says where.
    func writeReceipt(
        to file: String, _ context: Context, _ receipt: (Ledger, Register) throws -> [UInt8]
    ) throws {
        let ledger = try open(context)
        let register = try ledger.register()
        try writeFile(file, try naming(register, for: user) { try receipt(ledger, register) }, .owner)
        ledger.store.close()
        context.console.say(context.sentences(.receiptWritten, ["file": file]))
    }

    func requestID() throws -> EventID? {
        try request.map { text in
            do throws(LedgerError) {
                return try EventID(parsing: text)
            } catch {
                throw FileError(description: "--request: \(Words.system.text(error.reason))", status: .wrongInput)
            }
        }
    }
}

/// Who looks.
struct ReaderOption: ParsableArguments {
    @Option(
        name: .customLong("as"),
        help: both(
            "查看人的用户编号；不写时以公众身份查看。",
            "The user who looks; left out: the public."))
    var user: UserID?
}

/// The options of commands that only look.
struct ReadingOptions: ParsableArguments {
    @Option(help: both("审计日志的数据库。", "The ledger's database."))
    var database: String
    @OptionGroup var reader: ReaderOption

    var user: UserID? { reader.user }

    /// The database, looked at without changing a byte of it.
    func store() throws -> Store { try Store(path: database, .looking) }

    var viewer: Viewer { Viewer(user) }

    /// Where everything stands.
    func standing() throws -> Standing { try store().standing() }
}

func openLedger(
    _ database: String, _ opening: Store.Opening, key: String, _ context: Context,
    _ limits: LedgerLimits = LedgerLimits()
) throws -> Ledger {
    let signer = try readSigner(key)
    if opening == .creating {
        try makeFolder(URL(fileURLWithPath: database).deletingLastPathComponent().path)
    }
    return try Ledger(
        store: try Store(path: database, opening), signer: signer, head: knownHead(beside: key), limits: limits,
        using: context.random)
}

func readSigner(_ key: String) throws -> SignerKey {
    let text = String(decoding: try readRegularFile(key, atMost: 4096), as: UTF8.self)
    let signer: SignerKey
    do {
        signer = try SignerKey(parsing: text.trimmingCharacters(in: .newlines))
    } catch {
        throw FileError(.keyMalformed, ["key": key, "why": Words.system.text(error.reason)], status: .wrongInput)
    }
    try requirePrivate(key)
    return signer
}

/// A key that others on the machine may read is no secret.
private func requirePrivate(_ key: String) throws {
    var status = stat()
    guard stat(key, &status) == 0, status.st_mode & 0o077 != 0 else { return }
    throw FileError(.keyReadable, ["key": key], status: .wrongInput)
}

/// Kept beside the key and not beside the database, so that restoring the one does not restore the other.
func knownHead(beside key: String) -> KnownHead {
    let path = key + ".head"
    return KnownHead(
        read: { fileExists(path) ? try readFile(path) : nil },
        write: { try writeDurably(path, $0, .owner) })
}

/// - Throws: `Refusal` naming every text that cannot be an id.
func requireIDs(_ texts: String...) throws {
    let strange = texts.filter { !UserID.accepts($0) }
    guard strange.isEmpty else {
        throw Refusal(strange.map { Reason(.idMalformed, field: "id", ["id": .text($0)]) })
    }
}
