// What is signed, and what must be proven before: heads that only grow, commits that the key's holder wrote.

import AssessmentModel
import AuditLedger
import EventModel
import Proving
import Reasons
import RoundState
import Storage

/// The newest checkpoint that was ever signed, kept outside the database: a restored backup must not fork the log.
package struct KnownHead: Sendable {
    package let read: @Sendable () throws -> [UInt8]?
    package let write: @Sendable ([UInt8]) throws -> Void

    package init(
        read: @escaping @Sendable () throws -> [UInt8]?, write: @escaping @Sendable ([UInt8]) throws -> Void
    ) {
        self.read = read
        self.write = write
    }
}

extension Ledger {
    /// Signs the newest head, where it is not signed yet.
    package nonisolated func signHead() throws {
        try whenFree { ledger in
            try ledger.store.write { try ledger.prepare($0.reading) }
            try ledger.sign(by: [ledger.signer])
        }
    }

    /// Writes the file of the newest head anew from a database that is known to be whole, after that file was lost.
    /// - Throws: `Refusal` where the file is there.
    package nonisolated func recoverHead() throws { try whenFree { try $0.recoverHeadNow() } }

    private func recoverHeadNow() throws {
        try store.write { writing in
            try fold.catchUp(with: writing.reading)
            if let bytes = try head.read(), (try? checkpoint(in: bytes)) != nil {
                throw Refusal(.headKnown)
            }
            try requireSigner(writing.reading)
            guard let newest = try writing.reading.checkpoints().last else { return }
            try head.write(newest.note)
        }
    }

    /// Takes in what other processes wrote; refuses a database that would fork the log, and one that others wrote to.
    func prepare(_ reading: Reading) throws {
        try fold.catchUp(with: reading)
        if fold.register.size > 0 {
            try requireSigner(reading)
            try requireOwnCommits(reading)
            try requireStored()
        }
        try guardAgainstFork(reading)
    }

    /// - Throws: `Refusal` where the key is none of the ledger's, or is retired: before anybody is served, not at the first step.
    package nonisolated func requireSigner() throws {
        try whenFree { ledger in try ledger.store.read { try ledger.requireSigner($0) } }
    }

    private func requireSigner(_ reading: Reading) throws {
        let own = fold.register.keys.last { $0.retired == nil }?.key
        guard fold.register.keys.contains(where: { $0.key == signer.verifierKey && $0.retired == nil }) else {
            throw Refusal(.keyOther, own.map { .key($0) })
        }
        guard try isVouchedFor(reading) else {
            throw Refusal(.keyNotVouched)
        }
    }

    /// Whether the signer is the first key, or a head bears its signature: a rotation lets it sign beside the older key first.
    private func isVouchedFor(_ reading: Reading) throws -> Bool {
        if isVouched || fold.register.keys.first?.key == signer.verifierKey { return true }
        isVouched = try reading.checkpoints().contains {
            try SignedNote(parsing: $0.note).verify(with: [signer.verifierKey]).isHeld
        }
        return isVouched
    }

    /// Nothing is signed over a gap: what an event names is stored, or was erased by an event.
    private func requireStored() throws {
        if let first = fold.register.undisclosed.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
            throw LedgerError.event(first.value, .missing, Reason(.concealedGone, ["digest": .text(first.key)]))
        }
        if let round = fold.register.roundsInOrder.first(where: { $0.terms == nil }) {
            throw LedgerError(.missing, .round(round.id.text), Reason(.roundTermsMissing))
        }
    }

    /// Who can write to the database but has no key cannot make the bureau sign what he wrote.
    private func requireOwnCommits(_ reading: Reading) throws {
        if let why = try fold.faultOfCommits(reading, under: [commitSecret]) { throw why }
    }

    func mac(under secret: CommitSecret) throws -> CommitMAC {
        CommitMAC(of: try fold.checkpoint(of: fold.levels.size), under: secret)
    }

    private func guardAgainstFork(_ reading: Reading) throws {
        guard let bytes = try head.read() else {
            guard try reading.checkpoints().isEmpty else {
                throw Refusal(.headLost)
            }
            return
        }
        let known = try checkpoint(in: bytes)
        guard known.size <= fold.register.size else {
            throw LedgerError(
                .outOfRange, .the(.database),
                Reason(
                    .ledgerBehind, ["found": .number(fold.register.size), "expected": .number(known.size)]))
        }
        guard try CompactRange(size: known.size, reader: fold.levels).root == known.root else {
            throw LedgerError(
                .mismatch, .the(.database), Reason(.ledgerForked, ["size": .number(known.size)]))
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

    /// Signs the head that the last commit left: never a head that a crash could still undo.
    ///
    /// The known head is written while the ledger is held, and only forward: of several steps at once the last one's stays.
    func sign(by signers: [SignerKey]) throws {
        let size = fold.levels.size
        do {
            let note = try fold.checkpoint(of: size).signed(by: signers)
            try store.write { writing in
                try writing.insert(note, size: size)
                if try head.read().map({ try checkpoint(in: $0).size <= size }) ?? true { try head.write(note.bytes) }
            }
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
