// Offline proof that an event is in the ledger.

import Reasons

/// A C2SP tlog-proof (c2sp.org/tlog-proof), file extension `.tlog-proof`.
///
/// Lines, each ended by U+000A:
/// 1. `c2sp.org/tlog-proof@v1`
/// 2. `extra ` and the base64 of at least one byte; left out when there is none. Nothing authenticates it.
/// 3. `index ` and the leaf's index in ASCII decimal without leading zeros
/// 4. the inclusion proof (RFC 9162 section 2.1.3), one base64 hash a line, from the leaf's sibling to the root's child
/// 5. an empty line
/// 6. the signed checkpoint, verbatim
///
/// All base64 is strict. The size of the tree is the checkpoint's. The event's bytes travel beside the receipt.
package struct Receipt: Hashable, Sendable {
    static let header = "c2sp.org/tlog-proof@v1"
    static let maximumHashes = 63

    package let proof: InclusionProof
    package let checkpoint: SignedNote
    package let extra: [UInt8]?

    package var index: Int { proof.index }

    /// - Throws: `LedgerError` when the note is no checkpoint of the proof's tree, or `extra` is empty.
    package init(proof: InclusionProof, checkpoint: SignedNote, extra: [UInt8]? = nil) throws(LedgerError) {
        let size = try Checkpoint(parsing: checkpoint.text).size
        guard size == proof.size else {
            throw LedgerError(
                .mismatch, .the(.receipt), .number(of: .events, proof.size, expected: size))
        }
        guard extra?.isEmpty != true else {
            throw LedgerError(.malformed, .the(.receipt), .other(than: .receiptExtra))
        }
        self.proof = proof
        self.checkpoint = checkpoint
        self.extra = extra
    }

    /// Reads a receipt. Nothing in it is to be believed before ``verify(_:of:keys:origin:)`` holds.
    ///
    /// - Throws: `LedgerError` with the line.
    package init(parsing bytes: [UInt8]) throws(LedgerError) {
        var lines = ReceiptLines(try NoteLines.lines(of: bytes, subject: .receipt))
        try lines.header(Self.header)
        let extra = try lines.extra()
        let index = try lines.index()
        let hashes = try lines.hashes(atMost: Self.maximumHashes)
        let checkpoint = try lines.checkpoint()
        let size = try Checkpoint(parsing: checkpoint.text).size
        try self.init(
            proof: InclusionProof(index: index, size: size, hashes: hashes), checkpoint: checkpoint, extra: extra)
    }

    package var bytes: [UInt8] {
        let extra = extra.map { ["extra \(Base64.encode($0))"] } ?? []
        let lines = [Self.header] + extra + ["index \(index)"] + proof.hashes.map(\.base64) + [""]
        return Array(lines.map { $0 + "\n" }.joined().utf8) + checkpoint.bytes
    }

    /// Whether the ledger `origin` holds these event bytes at this receipt's index, under a checkpoint that a known key has
    /// signed. The event must also say that number itself.
    package static func verify(
        _ receipt: [UInt8], of entry: [UInt8], keys: [VerifierKey], origin: String
    ) -> Checked<ProvenEvent> {
        Checked { () throws(LedgerError) in
            let receipt = try Receipt(parsing: receipt)
            let checkpoint = try Checkpoint.verified(receipt.checkpoint, keys: keys, origin: origin)
            try receipt.proof.verify(leaf: Hash.leaf(entry), root: checkpoint.root).get()
            let event = try Event(parsing: entry)
            guard event.seq == receipt.index else {
                throw LedgerError(
                    .mismatch, .the(.event), at: .leaf(receipt.index),
                    Reason(
                        .eventOutOfPlace, ["found": .number(event.seq), "expected": .number(receipt.index)]))
            }
            return ProvenEvent(event: event, checkpoint: checkpoint)
        }
    }
}

/// An event that is in the ledger, and the head that proves it.
package struct ProvenEvent: Hashable, Sendable {
    package let event: Event
    package let checkpoint: Checkpoint
}
