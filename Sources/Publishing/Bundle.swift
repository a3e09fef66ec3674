// The bundle: what the public gets to recompute a ranking, without a database and without a name.

import Assessing
package import AssessmentModel
package import AuditLedger
package import EventModel
import Proving
import Reasons
package import RoundState
import Scoring
package import Storage

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
    /// The bundle as it was released, its log up to the signature of that step: what went on since is for a later release. nil where none
    /// was released; empty where something of the round has changed since.
    package func releasedBundle(of id: RoundID, readMe: [UInt8], _ register: Register, _ levels: HashLevels)
        throws -> BundleFiles?
    {
        guard let round = register.rounds[id], round.result != nil, let released = round.released,
            let step = round.releasedBy
        else { return nil }
        let files = try publicFiles(of: id, readMe: readMe, register)
        guard files.mapValues({ Hash.plain($0).hex }) == released else { return [:] }
        return try files.merging(logFiles(of: id, register, levels, after: step)) { own, _ in own }
    }

    fileprivate func publicFiles(of id: RoundID, readMe: [UInt8], _ register: Register) throws -> BundleFiles {
        guard let round = register.rounds[id], let result = round.result else {
            throw Refusal(.roundWithoutResult, .round(id))
        }
        var lines: [UInt8] = []
        try forEachEvent { row in
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

    /// `step`: up to the first signature behind it; nil: up to the newest.
    fileprivate func logFiles(
        of id: RoundID, _ register: Register, _ levels: HashLevels, after step: Int? = nil
    ) throws -> BundleFiles {
        let signed = try checkpoints().filter { $0.size <= levels.size }
        let notes =
            step.map { step in
                Array(signed.prefix { $0.size <= step } + signed.drop { $0.size <= step }.prefix(1))
            } ?? signed
        guard let note = notes.last, step.map({ note.size > $0 }) ?? true else {
            throw LedgerError(.missing, .the(.checkpoint), Reason(.checkpointMissing))
        }
        var events: [UInt8] = []
        var leaves: [UInt8] = []
        var files: BundleFiles = [:]
        try forEachEvent(in: 0..<note.size) { row in
            events += row.body + [0x0A]
            leaves += Array("\((Hash(bytes: row.leaf) ?? .emptyRoot).base64)\n".utf8)
            let event = try Event(parsing: row.body)
            if let head = try receiptHead(of: event, in: id, note, notes) {
                let proof = try MerkleTree(size: head.size, reader: levels).inclusionProof(of: row.seq)
                files["receipts/\(row.seq).tlog-proof"] = try Receipt(
                    proof: proof, checkpoint: try SignedNote(parsing: head.note)
                ).bytes
            }
        }
        files["events.ndjson"] = events
        files["leaves"] = leaves
        files["checkpoint"] = note.note
        files["keys"] = Array(register.keys.filter { $0.since < note.size }.map { $0.key.text + "\n" }.joined().utf8)
        return files
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
