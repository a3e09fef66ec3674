// Writing to the ledger: events with the rows they change in one transaction, then a signature over the new head.

package import AuditLedger
package import Storage

/// A database together with what signs for it.
package struct Ledger {
    package let store: Store
    package let signer: SignerKey
    package let head: KnownHead

    package init(store: Store, signer: SignerKey, head: KnownHead) {
        self.store = store
        self.signer = signer
        self.head = head
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

/// Why a use case was not carried out; nothing was changed.
package struct Refusal: Error, Equatable, CustomStringConvertible {
    package let reasons: [String]

    package init(_ reasons: String...) { self.reasons = reasons }

    package var description: String { reasons.joined(separator: "\n") }
}

/// Appends events inside one transaction.
struct Appender {
    let writing: Writing
    private var edge: CompactRange

    init(_ writing: Writing) throws {
        self.writing = writing
        edge = try CompactRange(size: writing.reading.eventCount(), reader: writing.reading)
    }

    var size: Int { edge.size }

    /// Stores the event with its concealed values and the hashes that it completes.
    /// - Returns: its index.
    @discardableResult
    mutating func append(
        _ content: LedgerEvent, concealing values: [Concealed] = [], at date: String,
        using random: inout some RandomNumberGenerator
    ) throws -> Int {
        var draft = EventDraft(
            id: EventID(using: &random), type: content.type, at: date, fields: content.fields)
        let disclosures = try values.map { try draft.conceal($0.name, $0.value, using: &random) }
        let event = try draft.event(seq: edge.size)
        try writing.insert(event)
        try writing.insert(disclosures, of: event.seq)
        try edge.append(event.leaf) { position, hash in try writing.insert(hash, at: position) }
        return event.seq
    }
}

extension Ledger {
    /// Commits what `body` appends and changes, all or nothing, then signs the new head.
    ///
    /// What `body` throws leaves the database as it was.
    /// - Throws: `LedgerError` when the database is behind, or contradicts, the newest checkpoint known.
    func commit<Value>(_ body: (inout Appender) throws -> Value) throws -> Value {
        let value = try store.write { writing in
            try guardAgainstFork(writing.reading)
            var appender = try Appender(writing)
            return try body(&appender)
        }
        try sign()
        return value
    }

    /// Signs the head that the last commit left: never a head that a crash could still undo.
    private func sign() throws {
        let (size, note) = try store.read { reading in
            let size = try reading.eventCount()
            let root = try CompactRange(size: size, reader: reading).root
            let head = try Checkpoint(origin: signer.verifierKey.name, size: size, root: root)
            return (size, try head.signed(by: [signer]))
        }
        try store.write { try $0.insert(note, size: size) }
        try head.write(note.bytes)
    }

    private func guardAgainstFork(_ reading: Reading) throws {
        guard let bytes = try head.read() else { return }
        let known = try Checkpoint.verify(bytes, keys: [signer.verifierKey], origin: signer.verifierKey.name).get()
        let size = try reading.eventCount()
        let hint = "it was restored from a backup or is another ledger; nothing was changed or signed"
        guard known.size <= size else {
            throw LedgerError(
                .outOfRange, "database",
                "found \(size) events, expected at least the \(known.size) of the last checkpoint signed", hint: hint)
        }
        guard try CompactRange(size: known.size, reader: reading).root == known.root else {
            throw LedgerError(
                .mismatch, "database",
                "its first \(known.size) events differ from those of the last checkpoint signed", hint: hint)
        }
    }
}
