// The one writer of its process: a database, what stands in it, and what signs for it.

package import AuditLedger
import Dispatch
import Proving
package import RoundState
package import Storage

/// A database, what stands in it, and what signs for it: the one writer of its process.
///
/// Steps queue up in the order in which they are asked for. Those that wait when the writer is free share a transaction, a commit and a
/// signature, each within a savepoint of its own: a step that is refused costs the others nothing. Nobody is answered before the commit
/// has returned, nor before readers get the standing that it left.
package actor Ledger {
    package nonisolated let store: Store
    package nonisolated let limits: LedgerLimits
    package var signer: SignerKey
    var head: KnownHead
    var random: any RandomNumberGenerator & Sendable
    var fold: Fold
    var commitSecret: CommitSecret
    /// The newest checkpoint that was looked at: a signature is checked once, not before every save.
    var newest: (note: [UInt8], checkpoint: Checkpoint)?
    var isVouched = false
    var waiting: [WaitingStep] = []
    /// Erasures as of which nothing that was erased is in memory.
    private var forgotten: Int
    private nonisolated let board: StandingBoard
    private nonisolated let executor = WriterExecutor()

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Folds all events of the database.
    /// - Throws: `LedgerError` when its events contradict each other; `StorageError`.
    package init(
        store: Store, signer: SignerKey, head: KnownHead, limits: LedgerLimits = LedgerLimits(),
        using random: any RandomNumberGenerator & Sendable
    ) throws {
        self.store = store
        self.signer = signer
        self.head = head
        self.limits = limits
        self.random = random
        commitSecret = signer.secret(for: CommitMAC.purpose)
        fold = try store.read { try Fold(of: $0) }
        forgotten = fold.register.erased
        board = StandingBoard(Standing(fold.register))
    }

    /// What the newest commit left, without asking the disk: for pages, which many ask for at once.
    package nonisolated var standing: Standing { board.standing }

    /// The sizes that commits leave, as they come, beginning with the next one.
    package nonisolated var changes: AsyncStream<Int> { board.changes }

    /// Runs `body` when the writer is free, on the caller's thread: for commands, which have nothing else to do meanwhile.
    package nonisolated func whenFree<Value: Sendable>(
        _ body: @Sendable (isolated Ledger) throws -> Value
    ) rethrows -> Value {
        try executor.queue.sync { try self.assumeIsolated { try body($0) } }
    }

    /// Runs `body` when the writer is free, and waits for nothing.
    nonisolated func soon(_ body: @Sendable @escaping (isolated Ledger) -> Void) {
        executor.queue.async { self.assumeIsolated(body) }
    }

    /// Takes in what other processes wrote, and shows it to readers.
    func refresh() throws {
        try store.read { try fold.catchUp(with: $0) }
        publish()
    }

    /// What was erased is forgotten before anybody is answered: all is folded anew from what is left.
    func publish() {
        if fold.register.erased != forgotten, let left = try? store.read({ try Fold(of: $0) }) {
            fold = left
            forgotten = left.register.erased
        }
        board.put(Standing(fold.register))
    }
}

/// How much is taken in, and when.
package struct LedgerLimits: Sendable {
    /// Refuses a step that comes more than so many days after the newest event; nil: none is refused. A clock that is years ahead
    /// would lock the ledger until then, for no event may stand before it.
    package var longestPause: Int?
    /// Looks at a file of evidence before it is taken in, and throws what it has against it.
    package var accept: @Sendable (_ path: String) throws -> Void = { _ in }
    /// Whether a program of the operator's is asked with that.
    package var isScanning = false
    package var quota = EvidenceQuota()

    package init() {}
}

extension Ledger {
    /// Where everything stands after the newest event, also of other processes.
    package nonisolated func register() throws -> Register {
        try whenFree { ledger in
            try ledger.refresh()
            return ledger.fold.register
        }
    }

    /// The hashes of the whole tree, for proofs.
    package nonisolated func tree() throws -> HashLevels {
        try whenFree { ledger in
            try ledger.refresh()
            return ledger.fold.levels
        }
    }

    /// Shows readers what other processes wrote.
    package func catchUp() throws { try refresh() }
}

/// Runs the writer's work one piece after another, in the order in which it came.
private final class WriterExecutor: SerialExecutor {
    let queue = DispatchQueue(label: "heng.ledger")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
