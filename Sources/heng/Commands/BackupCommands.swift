// A ledger is copied, and a lost one put back.

import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Proving
import RoundState
import Storage

struct BackUp: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the ledger and its evidence while it is in use, and prove the copy (system administrator).",
        discussion: """
            The folder holds the database, the evidence beside it and SHA256SUMS, which `sha256sum -c` checks. It names people: keep it \
            like the ledger itself, on another machine, apart from the key.
            """)

    @Argument(help: "The folder that gets the copy; it must not exist.")
    var folder: String
    @OptionGroup var options: ReadingOptions

    func run(in context: Context) throws {
        let store = try options.store()
        if let why = try store.standing().refusal(of: .backUp, to: options.viewer) { throw Refusal(why) }
        let proof = try backUp(store, to: BackupFolder(folder))
        context.console.say("backed up \(counted(proof.size, "event")) to \(folder), verified")
    }
}

struct Restore: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup in place of a lost database (system administrator).",
        discussion: """
            The backup is proven first, and held against the newest head that the key has signed: one that is older is \
            refused, for signing on would fork the log. Then what is missing must be replayed from a newer copy. A restore that was \
            cut short goes on when it is said again. Afterwards the place is proven, and everybody signs in anew.
            """)

    @Argument(help: "The backup's folder.")
    var folder: String
    @Option(help: "Why it is restored; it stays concealed.")
    var reason: String
    @OptionGroup var options: LedgerOptions

    func run(in context: Context) throws {
        try makeFolder(URL(fileURLWithPath: options.database).deletingLastPathComponent().path)
        let restored = try restore(BackupFolder(folder), to: options.database) { place in
            let ledger = try openLedger(place, .existing, key: options.key, context)
            try ledger.perform(
                RecordRestore(reason: reason), by: UserID(options.user), at: context.moment,
                request: try options.requestID())
            ledger.store.close()
        }
        switch restored {
        case .done(let proof):
            context.console.say(
                "restored \(options.database) from \(folder), verified: \(counted(proof.size, "event"))")
        case .before(let proof):
            context.console.say(
                "\(options.database) was restored before; verified: \(counted(proof.size, "event"))")
        }
    }
}
