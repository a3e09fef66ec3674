// Writing to the ledger: one step of one person is one transaction; then the new head is signed.

package import AssessmentModel
package import AuditLedger
package import EventModel
import Proving
import Reasons
package import RoundState
package import Storage

/// A database, what stands in it, and what signs for it.
package final class Ledger {
    package let store: Store
    package let signer: SignerKey
    package let head: KnownHead
    var random: any RandomNumberGenerator
    var fold: Fold
    private(set) var commitSecret: CommitSecret
    var newest: (note: [UInt8], checkpoint: Checkpoint)?
    var isVouched = false
    /// Refuses a step that comes more than so many days after the newest event; nil: none is refused. A clock that is years ahead
    /// would lock the ledger until then, for no event may stand before it.
    package var longestPause: Int?
    /// Looks at a file of evidence before it is taken in, and throws what it has against it.
    package var accept: (_ path: String) throws -> Void = { _ in }
    package var quota = EvidenceQuota()

    /// Folds all events of the database.
    /// - Throws: `LedgerError` when its events contradict each other; `StorageError`.
    package init(
        store: Store, signer: SignerKey, head: KnownHead, using random: any RandomNumberGenerator
    ) throws {
        self.store = store
        self.signer = signer
        self.head = head
        self.random = random
        commitSecret = signer.secret(for: CommitMAC.purpose)
        fold = try store.read { try Fold(of: $0) }
    }

    /// Where everything stands after the newest event.
    package func register() throws -> Register {
        try store.read { try fold.catchUp(with: $0) }
        return fold.register
    }

    /// The hashes of the whole tree, for proofs.
    package func tree() throws -> HashLevels {
        try store.read { try fold.catchUp(with: $0) }
        return fold.levels
    }
}

/// A step of the assessment: who may take it is the policy's word, what it writes its own.
package protocol Action {
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

extension Ledger {
    /// Takes one step: asks the policy, appends its events in one transaction, signs the new head.
    ///
    /// `request` is the client's idempotency key: a step that is tried again under it gives the events that it gave before. `moment` is asked
    /// for once the step has the ledger for itself: of two steps around midnight the later one has the later day.
    /// - Throws: `Refusal`; `LedgerError` when the database is behind, or contradicts, the newest checkpoint known, or was written to by
    ///   somebody without the key; `StorageError` when it cannot be written. Unless the message says that it is recorded, nothing was
    ///   changed.
    @discardableResult
    package func perform(
        _ action: some Action, by user: UserID, at moment: @autoclosure () -> Moment, request: EventID? = nil
    ) throws -> Recorded {
        let request = request ?? EventID(using: &random)
        let step = try action.step(by: user)
        for bytes in action.evidence { try store.evidence.put(bytes, accepting: accept) }
        let recorded: Recorded
        do {
            recorded = try store.write { writing in
                try prepare(writing.reading)
                let identity = Fold.Request(user: user, task: action.useCase.rawValue, step: step)
                if let before = try repeated(request, identity, writing.reading) { return before }
                let register = fold.register
                if let why = register.refusal(
                    of: user, for: action.useCase, in: action.round, on: action.target(in: register))
                {
                    throw Refusal(why)
                }
                // Another step may have removed what was stored and not named yet.
                for bytes in action.evidence { try store.evidence.put(bytes) }
                return try append(writing, request, moment(), identity) { try action.take(&$0) }
            }
        } catch {
            if !action.evidence.isEmpty { try? removeUnnamed(action.evidence) }
            throw error
        }
        if action.isSigned { try sign(by: [signer]) }
        return recorded
    }

    /// Begins an empty ledger at a place, with its first key and the three administrators.
    package func begin(
        _ administrators: [User], at moment: @autoclosure () -> Moment, in place: PlaceOffset = .china,
        under edition: RulesEdition = .newest
    ) throws {
        let secret = RequestSecret(using: &random)
        let request = EventID(using: &random)
        try store.write { writing in
            try prepare(writing.reading)
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

    /// Gives signing over to a new key: both sign the head that names it, then the old one retires.
    ///
    /// A rotation that was cut short goes on where it stopped when it is tried again.
    package func rotate(
        to new: SignerKey, _ newHead: KnownHead, by user: UserID, at moment: @autoclosure () -> Moment
    ) throws {
        let keys = try register().keys
        let isAdded = keys.contains { $0.key == new.verifierKey && $0.retired == nil }
        let isRetired = keys.contains { $0.key == signer.verifierKey && $0.retired != nil }
        guard new.verifierKey != signer.verifierKey else { throw Refusal(.keySame) }
        if !isAdded {
            try perform(AddKey(key: new.verifierKey), by: user, at: moment())
        } else if let why = try register().refusal(of: user, for: .rotateKey, in: nil, on: .nothing) {
            throw Refusal(why)
        }
        if !isRetired {
            try store.write { writing in
                try prepare(writing.reading)
                try writing.insert(mac(under: new.secret(for: CommitMAC.purpose)), size: fold.register.size)
            }
            try sign(by: [signer, new])
            try head.read().map(newHead.write)
        }
        let successor = try Ledger(store: store, signer: new, head: newHead, using: random)
        if isRetired {
            try successor.signHead()
        } else {
            try successor.perform(RetireKey(key: signer.verifierKey), by: user, at: moment())
        }
        fold = successor.fold
    }

    private func append(
        _ writing: Writing, _ request: EventID, _ moment: Moment, _ identity: Fold.Request?,
        in place: PlaceOffset? = nil, under secret: RequestSecret? = nil, _ body: (inout Appender) throws -> Void
    ) throws -> Recorded {
        let first = fold.register.size
        let day = moment.day(at: place ?? fold.register.place)
        try requireClock(day)
        var appender = Appender(
            writing: writing, fold: fold, random: random, request: request, secret: secret ?? self.secret,
            moment: moment, day: day, identity: identity, quota: quota)
        fold = Fold()
        do {
            try body(&appender)
        } catch {
            // What was folded in of a step that is undone must go; one that appended nothing left all as it was.
            fold = appender.count == 0 ? appender.fold : try Fold(of: writing.reading, upTo: first)
            random = appender.random
            throw error
        }
        fold = appender.fold
        random = appender.random
        guard fold.register.size > first else { throw Refusal(.nothingToRecord) }
        try writing.insert(mac(under: commitSecret), size: fold.register.size)
        return Recorded(events: first..<fold.register.size, isRepeated: false)
    }

    private func requireClock(_ day: String) throws {
        guard fold.register.today <= day else {
            throw Refusal(.clockBehind, ["clock": .text(day), "newest": .text(fold.register.today)])
        }
        if let longestPause, let last = Day(fold.register.today), let now = Day(day),
            last.days(until: now) > longestPause
        {
            throw Refusal(.clockAhead, ["clock": .text(day), "newest": .text(fold.register.today)])
        }
    }

    /// What ids of events are mixed with: the ledger's own secret, or one that derives from the key where the ledger has none.
    private var secret: RequestSecret { fold.register.secret ?? RequestSecret(of: signer) }

    /// The events that this request gave before; nil for a new one.
    private func repeated(
        _ request: EventID, _ identity: Fold.Request, _ reading: Reading
    ) throws -> Recorded? {
        let secret = secret
        guard let first = try reading.seq(of: request.derived(0, under: secret)) else { return nil }
        var end = first + 1
        while try reading.seq(of: request.derived(end - first, under: secret)) == end { end += 1 }
        let known = (first..<end).lazy.compactMap { self.fold.requests[$0] }.first
        guard let known, known.isSame(as: identity) else {
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
