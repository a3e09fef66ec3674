// The bundle: what the public gets to recompute a ranking, without a database and without a name.

import Assessing
package import AssessmentModel
import AuditLedger
package import EventModel
import Proving
import Reasons
package import RoundState
import Scoring
import Storage

/// Releases a round's public files: their digests go into the ledger first, so that none can be changed afterwards.
struct ReleaseBundle: Action {
    let useCase = UseCase.releaseBundle
    let round: RoundID?
    let files: [String: String]

    var content: CanonicalJSON { .pairs(files) }

    func take(_ appender: inout Appender) throws {
        guard let round else { return }
        try appender.appendSigned(.bundleReleased(round, files: files))
    }
}

extension Ledger {
    /// Everything that the public may see of a published round, and the whole log.
    ///
    /// `readMe` is the text for the reader. What was released before and has not changed since is not released again.
    package nonisolated func exportBundle(
        of id: RoundID, readMe: [UInt8], by user: UserID, at moment: Moment
    ) throws -> BundleFiles {
        let before = try register()
        if let why = before.refusal(of: user, for: .releaseBundle, in: id, on: .nothing) { throw Refusal(why) }
        guard before.rounds[id]?.result != nil else { throw Refusal(.roundWithoutResult, .round(id)) }
        let files = try store.read { try $0.publicFiles(of: id, readMe: readMe, before) }
        let digests = files.mapValues { Hash.plain($0).hex }
        if before.rounds[id]?.released != digests {
            try perform(ReleaseBundle(round: id, files: digests), by: user, at: moment)
        } else if try store.read({ try $0.newestCheckpoint()?.size }) != before.size {
            try signHead()
        }
        // Others may save meanwhile: the bundle ends where the newest signature does.
        let (register, levels) = (try register(), try tree())
        return try store.read { reading in
            try files.merging(reading.logFiles(of: id, register, levels)) { own, _ in own }
        }
    }
}

extension Reading {
    /// What is public of a round beside the log, as a register knows it.
    func publicFiles(of id: RoundID, readMe: [UInt8], _ register: Register) throws -> BundleFiles {
        guard let round = register.rounds[id], let result = round.result else {
            throw Refusal(.roundWithoutResult, .round(id))
        }
        var lines: [UInt8] = []
        try forEachEvent(in: 0..<register.size) { row in
            guard !row.disclosures.isEmpty else { return }
            let event = try Event(parsing: row.body)
            guard event.fields["round"]?.stringValue == id.text else { return }
            for encoded in row.disclosures {
                guard let value = Concealed(try Disclosure(parsing: encoded)), round.shows(value, of: event)
                else { continue }
                let line: CanonicalJSON = ["event": .integer(row.seq), "disclosure": .string(encoded)]
                lines += try line.bytes(as: .document) + [0x0A]
            }
        }
        var files = [
            "README.md": readMe, "disclosures.ndjson": lines, "scheme.yaml": try file(round.files.scheme, .scheme),
            "snapshot.json": try file(result.snapshot, .snapshot),
        ]
        if register.edition >= .second { files["scheme.json"] = try round.terms?.scheme.jsonBytes() }
        return files
    }

    /// The log up to the newest signature, and what proves it.
    fileprivate func logFiles(of id: RoundID, _ register: Register, _ levels: HashLevels) throws -> BundleFiles {
        var (events, leaves) = ([UInt8](), [UInt8]())
        let parts = try logParts(of: [id: nil], register, levels) { event, leaf in
            events += event
            leaves += leaf
        }
        return (parts[id]?.files ?? [:]).merging(["events.ndjson": events, "leaves": leaves]) { own, _ in own }
    }

    /// What of the log belongs to the bundles of rounds: up to the first signature behind a step of theirs, or up to the newest one.
    ///
    /// `take` gets the lines of the log and of its leaves as far as one of them reaches, one after another.
    func logParts(
        of rounds: [RoundID: Int?], _ register: Register, _ levels: HashLevels,
        take: (_ event: [UInt8], _ leaf: [UInt8]) throws -> Void
    ) throws -> [RoundID: LogPart] {
        let signed = try checkpoints().filter { $0.size <= levels.size }
        var parts = try rounds.mapValues { try LogPart(after: $0, signed, register) }
        let last = parts.values.map(\.note.size).max() ?? 0
        try forEachEvent(in: 0..<last) { row in
            let (event, leaf) = (row.body + [0x0A], Array("\((Hash(bytes: row.leaf) ?? .emptyRoot).base64)\n".utf8))
            try take(event, leaf)
            let read = try Event(parsing: row.body)
            for (id, part) in parts where row.seq < part.note.size {
                parts[id]?.events += event.count
                parts[id]?.leaves += leaf.count
                guard let head = try receiptHead(of: read, in: id, part.note, part.notes) else { continue }
                let proof = try MerkleTree(size: head.size, reader: levels).inclusionProof(of: row.seq)
                parts[id]?.files["receipts/\(row.seq).tlog-proof"] = try Receipt(
                    proof: proof, checkpoint: try SignedNote(parsing: head.note)
                ).bytes
            }
        }
        return parts
    }

    /// Under which head an event has a receipt in the bundle; nil for one that has none.
    private func receiptHead(
        of event: Event, in round: RoundID, _ newest: CheckpointRow, _ notes: [CheckpointRow]
    ) throws -> CheckpointRow? {
        if event.type == "key.added" {
            // The first that the new key signed, beside an older one; a key of a rotation that was cut short signed none.
            let key = try VerifierKey(parsing: event.fields["key"]?.stringValue ?? "")
            return try notes.first { try SignedNote(parsing: $0.note).verify(with: [key]).isHeld } ?? newest
        }
        return BundleContents.receipted.contains(event.type) && event.fields["round"]?.stringValue == round.text
            ? newest : nil
    }
}

/// How much of the log is a bundle's, and what proves it.
struct LogPart {
    fileprivate let note: CheckpointRow
    fileprivate let notes: [CheckpointRow]
    /// Checkpoint, keys and receipts.
    fileprivate(set) var files: BundleFiles
    /// In bytes.
    fileprivate(set) var events = 0
    fileprivate(set) var leaves = 0

    /// - Throws: `LedgerError` where there is no such signature.
    fileprivate init(after step: Int?, _ signed: [CheckpointRow], _ register: Register) throws {
        notes =
            step.map { step in
                Array(signed.prefix { $0.size <= step } + signed.drop { $0.size <= step }.prefix(1))
            } ?? signed
        guard let note = notes.last, step.map({ note.size > $0 }) ?? true else {
            throw LedgerError(.missing, .the(.checkpoint), Reason(.checkpointMissing))
        }
        self.note = note
        files = [
            "checkpoint": note.note,
            "keys": Array(
                register.keys.filter { $0.since < note.size }.map { $0.key.text + "\n" }.joined().utf8),
        ]
    }
}
