// Text signed by one key or more.

import Reasons

/// A C2SP signed note (c2sp.org/signed-note).
///
/// The bytes: the text, which ends in U+000A; an empty line; one to 100 signature lines (``NoteSignature``), each ended by U+000A.
/// UTF-8 without control characters below U+0020 other than U+000A; at most 1,000,000 bytes. The last empty line of the note parts
/// text from signatures. What is signed is the text with its final newline, without the empty line.
package struct SignedNote: Hashable, Sendable {
    static let maximumBytes = 1_000_000
    static let maximumSignatures = 100

    package let text: String
    package let signatures: [NoteSignature]

    /// Signs a text.
    ///
    /// - Throws: `LedgerError` when there is no signer or the text cannot stand in a note.
    package init(text: String, signers: [SignerKey]) throws(LedgerError) {
        var signatures: [NoteSignature] = []
        for signer in signers { signatures.append(try signer.sign(Array(text.utf8))) }
        let lines = signatures.map { $0.line + "\n" }.joined()
        try self.init(parsing: Array("\(text)\n\(lines)".utf8))
        guard KeyName.same(self.text, text) else { throw Self.fault(Reason(.newlineMissing)) }
    }

    /// Reads a note. Its text is not to be believed before ``verify(with:)`` holds.
    ///
    /// - Throws: `LedgerError` with the line.
    package init(parsing bytes: [UInt8]) throws(LedgerError) {
        guard bytes.count <= Self.maximumBytes else {
            throw LedgerError(
                .tooLarge, .the(.note),
                Reason(.bytesTooMany, ["found": .number(bytes.count), "most": .number(Self.maximumBytes)]))
        }
        let lines = try NoteLines.lines(of: bytes, subject: .note)
        guard let blank = lines.lastIndex(of: ""), blank > 0 else {
            throw Self.fault(.found(Form.none, expected: .blankLine))
        }
        text = lines[..<blank].map { $0 + "\n" }.joined()
        signatures = try Self.signatures(in: lines[(blank + 1)...])
    }

    private static func signatures(in lines: ArraySlice<String>) throws(LedgerError) -> [NoteSignature] {
        guard (1...maximumSignatures).contains(lines.count) else {
            throw fault(
                Reason(
                    .numberDiffers,
                    [
                        "of": Measure.signatureLines.told, "found": .number(lines.count),
                        "expected": .text("1–\(maximumSignatures)"),
                    ]))
        }
        var signatures: [NoteSignature] = []
        for index in lines.indices {
            guard let signature = NoteSignature(parsing: lines[index]) else {
                throw fault(.other(than: .signatureLine), at: .line(index + 1))
            }
            signatures.append(signature)
        }
        return signatures
    }

    package var bytes: [UInt8] {
        Array((text + "\n" + signatures.map { $0.line + "\n" }.joined()).utf8)
    }

    /// Which of the keys have signed, in the order of their lines.
    ///
    /// A line whose name and key id belong to none of the keys is ignored. One that claims to be a known key's and does not verify
    /// rejects the note, and so does a note that no known key has signed.
    package func verify(with keys: [VerifierKey]) -> Checked<[VerifierKey]> {
        let signed = Array(text.utf8)
        var accepted: [VerifierKey] = []
        for signature in signatures {
            let claimed = keys.filter { $0.signed(signature) }
            guard !claimed.isEmpty else { continue }
            guard let key = claimed.first(where: { $0.accepts(signature.bytes, of: signed) }) else {
                return .fails(
                    Self.fault(Reason(.signatureWrong, ["name": .text(signature.name)]), .badSignature))
            }
            accepted.append(key)
        }
        guard !accepted.isEmpty else {
            return .fails(
                Self.fault(
                    Reason(.signatureUnknown, ["expected": .list(keys.map { .text($0.text) })]), .unknownKey))
        }
        return .holds(accepted)
    }

    private static func fault(
        _ reason: Reason, at place: LedgerError.Place = .whole, _ code: LedgerError.Code = .malformed
    ) -> LedgerError {
        LedgerError(code, .the(.note), at: place, reason)
    }
}
