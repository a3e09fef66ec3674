// Writing to the ledger: one step of one person is one transaction; then the new head is signed.

package import AssessmentModel
package import AuditLedger
package import Storage

/// A database, what stands in it, and what signs for it.
package final class Ledger {
    package let store: Store
    package let signer: SignerKey
    package let head: KnownHead
    private var random: any RandomNumberGenerator
    private var fold: Fold
    private var newest: (note: [UInt8], checkpoint: Checkpoint)?
    private var isVouched = false
    /// Refuses a step that comes more than so many days after the newest event; nil: none is refused. A clock that is years ahead
    /// would lock the ledger until then, for no event may stand before it.
    package var longestPause: Int?

    /// Folds all events of the database.
    /// - Throws: `LedgerError` when its events contradict each other; `StorageError`.
    package init(
        store: Store, signer: SignerKey, head: KnownHead, using random: any RandomNumberGenerator
    ) throws {
        self.store = store
        self.signer = signer
        self.head = head
        self.random = random
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

/// The newest checkpoint that was ever signed, kept outside the database: a restored backup must not fork the log.
package struct KnownHead {
    package let read: () throws -> [UInt8]?
    package let write: ([UInt8]) throws -> Void

    package init(read: @escaping () throws -> [UInt8]?, write: @escaping ([UInt8]) throws -> Void) {
        self.read = read
        self.write = write
    }
}

/// Why a step was not taken; nothing was changed.
package struct Refusal: Error, Equatable, CustomStringConvertible {
    package let reasons: [String]

    package init(_ reasons: String...) { self.reasons = reasons }
    package init(_ reasons: [String]) { self.reasons = reasons }

    package var description: String { reasons.joined(separator: "\n") }
}

/// A step of the assessment: who may take it is the policy's word, what it writes its own.
package protocol Action {
    var useCase: UseCase { get }
    /// The round whose stage decides; nil where none does.
    var round: RoundID? { get }
    func target(in register: Register) -> Target
    /// What a retry must say again to be one, beside user and use case.
    var content: String { get }
    /// Whether the head is signed at once. A saved cell waits for the next step that hands out a proof.
    var isSigned: Bool { get }
    /// - Throws: `Refusal` with every reason; nothing is kept of a step that throws.
    func take(_ appender: inout Appender) throws
}

extension Action {
    package var round: RoundID? { nil }
    package func target(in register: Register) -> Target { .nothing }
    package var isSigned: Bool { true }
    package var content: String { "" }
}

/// When a step is taken: the day that the public sees, and the moment (ISO 8601, UTC) that is concealed.
package struct Moment: Sendable, Equatable {
    package let day: String
    package let time: String

    package init(day: String, time: String) {
        self.day = day
        self.time = time
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
    /// `request` is the client's idempotency key: a step that is tried again under it gives the events that it gave before.
    /// - Throws: `Refusal`; `LedgerError` when the database is behind, or contradicts, the newest checkpoint known;
    ///   `StorageError` when it cannot be written. Unless the message says that it is recorded, nothing was changed.
    @discardableResult
    package func perform(
        _ action: some Action, by user: UserID, at moment: Moment, request: EventID? = nil
    ) throws -> Recorded {
        let request = (request ?? EventID(using: &random)).bound(to: action.content)
        let recorded = try store.write { writing in
            try prepare(writing.reading)
            if let before = try repeated(request, user, action.useCase, writing.reading) { return before }
            let register = fold.register
            if let why = register.refusal(
                of: user, for: action.useCase, in: action.round, on: action.target(in: register))
            {
                throw Refusal(why)
            }
            return try append(writing, request, moment, user, action.useCase) { try action.take(&$0) }
        }
        if action.isSigned { try sign(by: [signer]) }
        return recorded
    }

    /// Begins an empty ledger with its first key and the three administrators.
    package func begin(_ administrators: [User], at moment: Moment) throws {
        try store.write { writing in
            try prepare(writing.reading)
            guard fold.register.size == 0 else {
                throw Refusal("the database holds the ledger \(fold.register.origin) already")
            }
            let key = signer.verifierKey
            _ = try append(writing, EventID(using: &random), moment, nil, nil) { appender in
                try appender.append(.genesis(origin: key.name, key: key.text))
                for user in administrators { try appender.append(.userAdded, concealing: [.account(user)]) }
            }
        }
        try sign(by: [signer])
    }

    /// Gives signing over to a new key: both sign the head that names it, then the old one retires.
    ///
    /// A rotation that was cut short goes on where it stopped when it is tried again.
    package func rotate(to new: SignerKey, _ newHead: KnownHead, by user: UserID, at moment: Moment) throws {
        let keys = try register().keys
        let isAdded = keys.contains { $0.key == new.verifierKey && $0.retired == nil }
        let isRetired = keys.contains { $0.key == signer.verifierKey && $0.retired != nil }
        guard new.verifierKey != signer.verifierKey else { throw Refusal("both files hold the same key") }
        if !isAdded {
            try perform(AddKey(key: new.verifierKey), by: user, at: moment)
        } else if let why = try register().refusal(of: user, for: .rotateKey, in: nil, on: .nothing) {
            throw Refusal(why)
        }
        if !isRetired {
            try store.write { try prepare($0.reading) }
            try sign(by: [signer, new])
            try head.read().map(newHead.write)
        }
        let successor = try Ledger(store: store, signer: new, head: newHead, using: random)
        if isRetired {
            try successor.signHead()
        } else {
            try successor.perform(RetireKey(key: signer.verifierKey), by: user, at: moment)
        }
        fold = successor.fold
    }

    private func append(
        _ writing: Writing, _ request: EventID, _ moment: Moment, _ user: UserID?, _ task: UseCase?,
        _ body: (inout Appender) throws -> Void
    ) throws -> Recorded {
        let first = fold.register.size
        guard fold.register.today <= moment.day else {
            throw Refusal(
                "the clock says \(moment.day), the newest event is of \(fold.register.today): set the clock right; "
                    + "nothing was changed")
        }
        if let longestPause, let last = Day(fold.register.today), let now = Day(moment.day),
            last.days(until: now) > longestPause
        {
            throw Refusal(
                "the clock says \(moment.day), the newest event is of \(fold.register.today): set the clock right, or say "
                    + "--after-pause if nothing happened for so long; nothing was changed")
        }
        var appender = Appender(
            writing: writing, fold: fold, random: random, request: request, moment: moment, actor: user, task: task)
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
        guard fold.register.size > first else { throw Refusal("there is nothing to record") }
        return Recorded(events: first..<fold.register.size, isRepeated: false)
    }

    /// Takes in what other processes wrote, and refuses a database that would fork the log.
    private func prepare(_ reading: Reading) throws {
        try fold.catchUp(with: reading)
        if fold.register.size > 0 {
            let own = fold.register.keys.last { $0.retired == nil }?.key
            guard fold.register.keys.contains(where: { $0.key == signer.verifierKey && $0.retired == nil }) else {
                throw Refusal("this database is signed by another key: \(own?.text ?? "none")")
            }
            guard try isVouchedFor(reading) else {
                throw Refusal("no older key has signed for this one yet: go on with `heng key rotate`")
            }
        }
        try guardAgainstFork()
    }

    /// Whether the signer is the first key, or a head bears its signature: a rotation lets it sign beside the older key first.
    private func isVouchedFor(_ reading: Reading) throws -> Bool {
        if isVouched || fold.register.keys.first?.key == signer.verifierKey { return true }
        isVouched = try reading.checkpoints().contains {
            try SignedNote(parsing: $0.note).verify(with: [signer.verifierKey]).isHeld
        }
        return isVouched
    }

    private func guardAgainstFork() throws {
        guard let bytes = try head.read() else { return }
        let known = try checkpoint(in: bytes)
        let hint = "it was restored from a backup or is another ledger; nothing was changed or signed"
        guard known.size <= fold.register.size else {
            throw LedgerError(
                .outOfRange, "database",
                "found \(fold.register.size) events, expected at least the \(known.size) of the last checkpoint signed",
                hint: hint)
        }
        guard try CompactRange(size: known.size, reader: fold.levels).root == known.root else {
            throw LedgerError(
                .mismatch, "database",
                "its first \(known.size) events differ from those of the last checkpoint signed", hint: hint)
        }
    }

    /// A signature is checked once, not before every save.
    private func checkpoint(in note: [UInt8]) throws -> Checkpoint {
        if let newest, newest.note == note { return newest.checkpoint }
        let keys = fold.register.keys.map(\.key) + [signer.verifierKey]
        let checkpoint = try Checkpoint.verify(note, keys: keys, origin: signer.verifierKey.name).get()
        newest = (note, checkpoint)
        return checkpoint
    }

    /// The events that this request gave before; nil for a new one.
    private func repeated(
        _ request: EventID, _ user: UserID, _ useCase: UseCase, _ reading: Reading
    ) throws -> Recorded? {
        guard let first = try reading.seq(of: request.derived(0)) else { return nil }
        var end = first + 1
        while try reading.seq(of: request.derived(end - first)) == end { end += 1 }
        let known = (first..<end).lazy.compactMap { self.fold.requests[$0] }.first
        guard known == Fold.Request(user: user, task: useCase.rawValue) else {
            throw Refusal("the request \(request.text) was recorded before for another step (event \(first))")
        }
        return Recorded(events: first..<end, isRepeated: true)
    }

    /// Signs the newest head, where it is not signed yet.
    package func signHead() throws {
        try store.write { try prepare($0.reading) }
        try sign(by: [signer])
    }

    /// Signs the head that the last commit left: never a head that a crash could still undo.
    private func sign(by signers: [SignerKey]) throws {
        let (size, root) = (fold.levels.size, fold.levels.root)
        do {
            let note = try Checkpoint(origin: signer.verifierKey.name, size: size, root: root).signed(by: signers)
            try store.write { try $0.insert(note, size: size) }
            try head.write(note.bytes)
        } catch {
            throw Unsigned(size: size, reason: "\(error)")
        }
    }
}

/// The step is recorded, its signature is not: the next step, or the same again, will sign.
package struct Unsigned: Error, CustomStringConvertible {
    package let size: Int
    package let reason: String

    package var description: String {
        "recorded, but the head of \(size) events could not be signed: \(reason); what comes next will sign it too"
    }
}

/// Appends events inside one transaction; each is folded in at once, so that the next sees what it did.
package struct Appender {
    let writing: Writing
    fileprivate(set) var fold: Fold
    var random: any RandomNumberGenerator
    fileprivate let request: EventID
    let moment: Moment
    let actor: UserID?
    let task: UseCase?
    private(set) var count = 0

    fileprivate init(
        writing: Writing, fold: Fold, random: any RandomNumberGenerator, request: EventID, moment: Moment,
        actor: UserID?, task: UseCase?
    ) {
        self.writing = writing
        self.fold = fold
        self.random = random
        self.request = request
        self.moment = moment
        self.actor = actor
        self.task = task
    }

    var register: Register { fold.register }

    /// Appends the event that says who took the step.
    @discardableResult
    mutating func appendSigned(_ content: LedgerEvent, concealing values: [Concealed] = []) throws -> Int {
        guard let actor, let task else { preconditionFailure("a step is taken by somebody") }
        return try append(
            content, concealing: values + [.actor(actor, time: moment.time, task: task.rawValue)])
    }

    /// Stores the event with its concealed values.
    /// - Returns: its index.
    @discardableResult
    mutating func append(_ content: LedgerEvent, concealing values: [Concealed] = []) throws -> Int {
        var draft = EventDraft(
            id: request.derived(count), type: content.type, at: moment.day, fields: content.fields)
        let disclosures = try values.map { try draft.conceal($0.name, $0.value, using: &random) }
        let event = try draft.event(seq: fold.register.size)
        let leaf = event.leaf
        let told = try Told(event, of: disclosures, fold.register.view)
        try fold.apply(event, leaf: leaf, told, files: writing.reading.storedFile)
        try writing.insert(event, leaf: leaf, disclosures)
        count += 1
        return event.seq
    }

    /// 0 to 3 values that say nothing, so that the number of digests does not tell the number of comments.
    mutating func decoys() -> [Concealed] {
        Array(repeating: .decoy, count: Int.random(in: 0...3, using: &random))
    }
}
