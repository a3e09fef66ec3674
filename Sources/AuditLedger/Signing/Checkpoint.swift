// The signed head of the ledger.

import Reasons

/// Origin, size and root of a ledger: the text of a C2SP tlog-checkpoint (c2sp.org/tlog-checkpoint).
///
/// Exactly three lines, each ended by U+000A: the origin; the number of leaves in ASCII decimal without leading zeros; the strict
/// base64 of the 32-byte root of RFC 9162 section 2.1.1. Extension lines, which the standard permits and advises against, are
/// refused: nobody could audit them. The origin is also the name of the key that signs.
package struct Checkpoint: Hashable, Sendable {
    package let origin: String
    package let size: Int
    package let root: Hash

    /// - Throws: `LedgerError` for an origin that is no key name, a negative size, or no leaves with another root than SHA-256("").
    package init(origin: String, size: Int, root: Hash) throws(LedgerError) {
        guard KeyName.isPlain(origin) else {
            throw Self.fault(1, .found(origin.debugDescription, expected: .plainName))
        }
        guard size >= 0 else { throw Self.fault(2, .found("\(size)", expected: .count)) }
        guard size > 0 || root == .emptyRoot else {
            throw Self.fault(
                3,
                Reason(
                    .treeRootDiffers, ["found": .text(root.base64), "expected": .text(Hash.emptyRoot.base64)]))
        }
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The head of leaves that were folded by the rules: its parts are known to be right.
    package init(known origin: String, size: Int, root: Hash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// - Throws: `LedgerError` with the line.
    package init(parsing text: String) throws(LedgerError) {
        let lines = try NoteLines.lines(of: Array(text.utf8), subject: .checkpoint)
        guard lines.count == 3 else {
            throw LedgerError(.malformed, .the(.checkpoint), .number(of: .lines, lines.count, expected: 3))
        }
        guard let size = NoteLines.number(lines[1]) else {
            throw Self.fault(2, .found(lines[1].debugDescription, expected: .number))
        }
        guard let root = Hash(base64: lines[2]) else {
            throw Self.fault(3, .found(lines[2].debugDescription, expected: .hash))
        }
        try self.init(origin: lines[0], size: size, root: root)
    }

    package var text: String { "\(origin)\n\(size)\n\(root.base64)\n" }

    /// Signs this head. The caller has committed the leaves, and has made sure that no head it ever signed contradicts this one.
    ///
    /// - Throws: `LedgerError` when there is no signer or one of them has another name than the origin.
    package func signed(by signers: [SignerKey]) throws(LedgerError) -> SignedNote {
        for signer in signers where signer.name != origin {
            throw LedgerError(.mismatch, .the(.checkpoint), .origin(signer.name, expected: origin))
        }
        return try SignedNote(text: text, signers: signers)
    }

    /// Whether a note is a checkpoint of `origin` that a known key has signed.
    package static func verify(_ note: [UInt8], keys: [VerifierKey], origin: String) -> Checked<Checkpoint> {
        Checked { () throws(LedgerError) in
            try verified(SignedNote(parsing: note), keys: keys, origin: origin)
        }
    }

    static func verified(_ note: SignedNote, keys: [VerifierKey], origin: String) throws(LedgerError) -> Checkpoint {
        _ = try note.verify(with: keys).get()
        let checkpoint = try Checkpoint(parsing: note.text)
        guard KeyName.same(checkpoint.origin, origin) else {
            throw fault(1, .origin(checkpoint.origin, expected: origin), .mismatch)
        }
        return checkpoint
    }

    private static func fault(_ number: Int, _ reason: Reason, _ code: LedgerError.Code = .malformed) -> LedgerError {
        LedgerError(code, .the(.checkpoint), at: .line(number), reason)
    }
}
