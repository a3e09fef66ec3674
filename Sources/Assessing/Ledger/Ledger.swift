// Writing to the ledger: the steps that wait are taken together, in one transaction; then one head is signed, and all are answered.

package import AssessmentModel
package import AuditLedger
import Dispatch
package import EventModel
import HashTreeCollections
import Proving
import Reasons
package import RoundState
package import Storage
import Synchronization

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
    private var waiting: [WaitingStep] = []
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

    /// Takes in what other processes wrote, and shows it to readers.
    func refresh() throws {
        try store.read { try fold.catchUp(with: $0) }
        publish()
    }

    func publish() { board.put(Standing(fold.register)) }
}

/// How much is taken in, and when.
package struct LedgerLimits: Sendable {
    /// Refuses a step that comes more than so many days after the newest event; nil: none is refused. A clock that is years ahead
    /// would lock the ledger until then, for no event may stand before it.
    package var longestPause: Int?
    /// Looks at a file of evidence before it is taken in, and throws what it has against it.
    package var accept: @Sendable (_ path: String) throws -> Void = { _ in }
    package var quota = EvidenceQuota()

    package init() {}
}

/// A step of the assessment: who may take it is the policy's word, what it writes its own.
package protocol Action: Sendable {
    var useCase: UseCase { get }
    /// The round whose stage decides; nil where none does.
    var round: RoundID? { get }
    func target(in register: Register) -> Target
    /// All that was asked for, beside use case and round, as one canonical value: what a retry must say again to be one.
    var content: CanonicalJSON { get }
    /// Files that the step names by their hash: stored before it is taken.
    var evidence: [[UInt8]] { get }
    /// Whether the head is signed at once. A saved cell waits for the next step that hands out a proof.
    var isSigned: Bool { get }
    /// - Throws: `Refusal` with every reason; nothing is kept of a step that throws.
    func take(_ appender: inout Appender) throws
}

extension Action {
    package var round: RoundID? { nil }
    package var evidence: [[UInt8]] { [] }
    package func target(in register: Register) -> Target { .nothing }
    package var isSigned: Bool { true }

    /// The digest of the whole step, under which a request is known.
    func step(by user: UserID) throws -> String {
        let whole: CanonicalJSON = [
            .id(user), .string(useCase.rawValue), round.map { .id($0) } ?? .null, content,
        ]
        return Disclosure.digest(ofStep: try whole.bytes(as: .document))
    }
}

/// The events that a step gave.
package struct Recorded: Equatable, Sendable {
    package let events: Range<Int>
    /// The same request had been recorded before; nothing was added.
    package let isRepeated: Bool
}

/// A step in the queue.
struct WaitingStep: Sendable {
    let action: any Action
    let user: UserID
    /// Asked for once the step has the ledger for itself: of two steps around midnight the later one has the later day.
    let moment: @Sendable () -> Moment
    let request: EventID?
    let answer: @Sendable (Result<Recorded, any Error>) -> Void
}

extension Ledger {
    /// Takes one step: asks the policy, appends its events, signs the new head.
    ///
    /// `request` is the client's idempotency key: a step that is tried again under it gives the events that it gave before.
    /// - Throws: `Refusal`; `LedgerError` when the database is behind, or contradicts, the newest checkpoint known, or was written to by
    ///   somebody without the key; `StorageError` when it cannot be written. Unless the message says that it is recorded, nothing was
    ///   changed.
    @discardableResult
    package nonisolated func perform(
        _ action: some Action, by user: UserID, at moment: @autoclosure @escaping @Sendable () -> Moment,
        request: EventID? = nil
    ) async throws -> Recorded {
        try storingEvidence(of: action)
        do {
            return try await withCheckedThrowingContinuation { continuation in
                let step = WaitingStep(
                    action: action, user: user, moment: moment, request: request,
                    answer: { continuation.resume(with: $0) })
                Task { await queue(step) }
            }
        } catch {
            if !action.evidence.isEmpty { try? await removeUnnamed(action.evidence) }
            throw error
        }
    }

    /// The same for a program that has nothing else to do: the caller's thread waits.
    @discardableResult
    package nonisolated func perform(
        _ action: some Action, by user: UserID, at moment: @autoclosure @escaping @Sendable () -> Moment,
        request: EventID? = nil
    ) throws -> Recorded {
        try storingEvidence(of: action)
        do {
            return try whenFree { ledger in
                let answer = Mutex<Result<Recorded, any Error>?>(nil)
                let step = WaitingStep(
                    action: action, user: user, moment: moment, request: request,
                    answer: { result in answer.withLock { $0 = result } })
                ledger.take([step])
                guard let answer = answer.withLock({ $0 }) else { preconditionFailure("every step is answered") }
                return try answer.get()
            }
        } catch {
            if !action.evidence.isEmpty { try? whenFree { try $0.removeUnnamed(action.evidence) } }
            throw error
        }
    }

    private nonisolated func storingEvidence(of action: some Action) throws {
        for bytes in action.evidence { try store.evidence.put(bytes, accepting: limits.accept) }
    }

    /// Steps that come while the writer is busy find it taking those before them, and are taken together next.
    private func queue(_ step: WaitingStep) {
        waiting.append(step)
        if waiting.count == 1 { Task { takeWaiting() } }
    }

    private func takeWaiting() {
        let steps = Array(waiting.prefix(Self.most))
        waiting.removeFirst(steps.count)
        if !waiting.isEmpty { Task { takeWaiting() } }
        take(steps)
    }

    /// Steps of one transaction: a commit is shared by many, and nobody waits for more than so many others.
    private static let most = 256

    /// Begins an empty ledger at a place, with its first key and the three administrators.
    package nonisolated func begin(
        _ administrators: [User], at moment: @autoclosure @escaping @Sendable () -> Moment,
        in place: PlaceOffset = .china,
        under edition: RulesEdition = .newest
    ) throws {
        try whenFree { try $0.beginNow(administrators, moment, place, edition) }
    }

    private func beginNow(
        _ administrators: [User], _ moment: () -> Moment, _ place: PlaceOffset, _ edition: RulesEdition
    ) throws {
        let secret = RequestSecret(using: &random)
        let request = EventID(using: &random)
        try changing { writing in
            guard fold.register.size == 0 else {
                throw Refusal(.ledgerBegun, ["ledger": .text(fold.register.origin)])
            }
            let key = signer.verifierKey
            let home = edition >= .second ? LedgerEvent.Home(place: place, edition: edition) : nil
            _ = try append(writing, request, moment(), nil, in: place, under: secret) { appender in
                try appender.append(
                    .genesis(origin: key.name, key: key.text, home: home),
                    concealing: home == nil ? [] : [.secret(secret.text)])
                for user in administrators { try appender.append(.userAdded, concealing: [.account(user)]) }
            }
        }
        try sign(by: [signer])
    }

    /// Gives signing over to a new key: both sign the head that names it, then the old one retires. From then on this ledger signs with the
    /// new one.
    ///
    /// A rotation that was cut short goes on where it stopped when it is tried again.
    package nonisolated func rotate(
        to new: SignerKey, _ newHead: KnownHead, by user: UserID,
        at moment: @autoclosure @escaping @Sendable () -> Moment
    ) throws {
        let old = whenFree { $0.signer.verifierKey }
        let keys = try register().keys
        let isAdded = keys.contains { $0.key == new.verifierKey && $0.retired == nil }
        let isRetired = keys.contains { $0.key == old && $0.retired != nil }
        guard new.verifierKey != old else { throw Refusal(.keySame) }
        if !isAdded {
            try perform(AddKey(key: new.verifierKey), by: user, at: moment())
        } else if let why = try register().refusal(of: user, for: .rotateKey, in: nil, on: .nothing) {
            throw Refusal(why)
        }
        try whenFree { try $0.handOver(to: new, newHead, isRetired: isRetired) }
        if isRetired {
            try signHead()
        } else {
            try perform(RetireKey(key: old), by: user, at: moment())
        }
    }

    private func handOver(to new: SignerKey, _ newHead: KnownHead, isRetired: Bool) throws {
        if !isRetired {
            try store.write { writing in
                try prepare(writing.reading)
                try writing.insert(mac(under: new.secret(for: CommitMAC.purpose)), size: fold.register.size)
            }
            try sign(by: [signer, new])
            try head.read().map(newHead.write)
        }
        (signer, head, commitSecret) = (new, newHead, new.secret(for: CommitMAC.purpose))
        (newest, isVouched) = (nil, false)
    }
}

// MARK: one transaction

extension Ledger {
    /// Takes steps in one transaction, signs where one of them hands out a proof, publishes where everything stands, and answers all.
    private func take(_ steps: [WaitingStep]) {
        var results: [Result<Recorded, any Error>]
        do {
            results = try changing { writing in
                steps.map { step in Result { try take(step, writing) } }
            }
        } catch {
            results = steps.map { _ in .failure(error) }
        }
        let proving = steps.indices.filter { steps[$0].action.isSigned && (try? results[$0].get()) != nil }
        if !proving.isEmpty {
            do {
                try sign(by: [signer])
            } catch {
                for index in proving { results[index] = .failure(error) }
            }
        }
        publish()
        for (step, result) in zip(steps, results) { step.answer(result) }
    }

    /// Runs `body` in one transaction, which gets one MAC where it added events. What is in memory stays what the disk holds, also where the
    /// commit throws.
    private func changing<Value>(_ body: (Writing) throws -> Value) throws -> Value {
        let mark = fold.mark
        do {
            return try store.write { writing in
                try prepare(writing.reading)
                let size = fold.register.size
                let value = try body(writing)
                if fold.register.size > size {
                    try writing.insert(mac(under: commitSecret), size: fold.register.size)
                }
                return value
            }
        } catch {
            fold.undo(to: mark)
            throw error
        }
    }

    private func take(_ step: WaitingStep, _ writing: Writing) throws -> Recorded {
        let request = step.request ?? EventID(using: &random)
        let action = step.action
        let digest = try action.step(by: step.user)
        if let before = try repeated(request, by: step.user, for: action.useCase, digest, writing.reading) {
            return before
        }
        let register = fold.register
        if let why = register.refusal(
            of: step.user, for: action.useCase, in: action.round, on: action.target(in: register))
        {
            throw Refusal(why)
        }
        // Another step may have removed what was stored and not named yet.
        for bytes in action.evidence { try store.evidence.put(bytes) }
        let identity = Appender.Identity(user: step.user, task: action.useCase.rawValue, step: digest)
        return try append(writing, request, step.moment(), identity) { try action.take(&$0) }
    }

    /// Appends what `body` gives, or nothing of it.
    private func append(
        _ writing: Writing, _ request: EventID, _ moment: Moment, _ identity: Appender.Identity?,
        in place: PlaceOffset? = nil, under secret: RequestSecret? = nil, _ body: (inout Appender) throws -> Void
    ) throws -> Recorded {
        let mark = fold.mark
        let first = fold.register.size
        let day = moment.day(at: place ?? fold.register.place)
        try requireClock(day)
        var appender = Appender(
            writing: writing, fold: fold, random: random, request: request, secret: secret ?? self.secret,
            moment: moment, day: day, identity: identity, quota: limits.quota)
        fold = Fold()
        defer {
            fold = appender.fold
            random = appender.random
        }
        do {
            try writing.apart {
                try body(&appender)
                guard appender.register.size > first else { throw Refusal(.nothingToRecord) }
            }
        } catch {
            appender.undo(to: mark)
            throw error
        }
        return Recorded(events: first..<appender.register.size, isRepeated: false)
    }

    private func requireClock(_ day: String) throws {
        guard fold.register.today <= day else {
            throw Refusal(.clockBehind, ["clock": .text(day), "newest": .text(fold.register.today)])
        }
        if let most = limits.longestPause, let last = Day(fold.register.today), let now = Day(day),
            last.days(until: now) > most
        {
            throw Refusal(.clockAhead, ["clock": .text(day), "newest": .text(fold.register.today)])
        }
    }

    /// What ids of events are mixed with: the ledger's own secret, or one that derives from the key where the ledger has none.
    private var secret: RequestSecret { fold.register.secret ?? RequestSecret(of: signer) }

    /// The events that this request gave before; nil for a new one.
    private func repeated(
        _ request: EventID, by user: UserID, for useCase: UseCase, _ step: String, _ reading: Reading
    ) throws -> Recorded? {
        let secret = secret
        guard let first = try reading.seq(of: request.derived(0, under: secret)) else { return nil }
        var end = first + 1
        while try reading.seq(of: request.derived(end - first, under: secret)) == end { end += 1 }
        var known: Told.Actor?
        try reading.forEachEvent(in: first..<end) { row in
            if known == nil { known = try Told(Event(parsing: row.body), row.disclosures, .everything).actor }
        }
        guard let known, known.user == user, known.task == useCase.rawValue, known.step ?? step == step else {
            throw Refusal(.requestTaken, .event(first), ["request": .text(request.text)])
        }
        return Recorded(events: first..<end, isRepeated: true)
    }

    /// Removes files that were stored for a step that was not taken, where nothing names them.
    private func removeUnnamed(_ files: [[UInt8]]) throws {
        try store.write { writing in
            try fold.catchUp(with: writing.reading)
            for digest in files.map({ Hash.plain($0).hex }) where fold.register.evidence[digest] == nil {
                _ = try store.evidence.remove(digest)
            }
        }
    }
}

// MARK: what stands

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
