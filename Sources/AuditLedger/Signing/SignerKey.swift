// The secret half of a signing key.

import Crypto
import Reasons

/// A note signer key.
///
/// Text form, as in golang.org/x/mod/sumdb/note: `PRIVATE+KEY+<name>+<key id>+<key>`, where the key id is eight lower-case
/// hexadecimal digits and the key is the base64 of 0x01 (Ed25519) and the 32-byte private key of RFC 8032. A key file holds this
/// text and a newline; the caller keeps it outside the database, readable by its owner only.
package struct SignerKey: Sendable {
    private static let prefix = "PRIVATE+KEY+"
    private static let keyByteCount = 32

    package let verifierKey: VerifierKey
    private let privateKey: Curve25519.Signing.PrivateKey

    /// A new key from 256 bits of `random`, which must be fit for secrets.
    ///
    /// - Throws: `LedgerError` when the name breaks the rules of ``VerifierKey``.
    package init(name: String, using random: inout some RandomNumberGenerator) throws(LedgerError) {
        try self.init(name: name, seed: random.bytes(Self.keyByteCount))
    }

    private init(name: String, seed: [UInt8]) throws(LedgerError) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw LedgerError(
                .malformed, .the(.signerKey), .number(of: .keyBytes, seed.count, expected: Self.keyByteCount))
        }
        privateKey = key
        verifierKey = try VerifierKey(name: name, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// - Throws: `LedgerError` when the text is not exactly ``secretText`` of a key. The message shows nothing of the text.
    package init(parsing text: String) throws(LedgerError) {
        guard text.utf8.starts(with: Self.prefix.utf8) else { throw Self.malformed }
        let parts = text.utf8.dropFirst(Self.prefix.utf8.count)
            .split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 3, let key = Base64.decode(parts[2]), key.first == VerifierKey.algorithm else {
            throw Self.malformed
        }
        try self.init(name: parts[0], seed: Array(key.dropFirst()))
        guard KeyName.same(secretText, text) else {
            throw LedgerError(
                .mismatch, .the(.signerKey), .found(parts[1], expected: KeyName.hex(verifierKey.keyID)))
        }
    }

    private static var malformed: LedgerError { LedgerError(.malformed, .the(.signerKey), .other(than: .signerKey)) }

    package var name: String { verifierKey.name }

    /// The whole secret. It goes into the key file and nowhere else.
    package var secretText: String {
        let seed = Array(privateKey.rawRepresentation)
        return
            "\(Self.prefix)\(name)+\(KeyName.hex(verifierKey.keyID))+\(Base64.encode([VerifierKey.algorithm] + seed))"
    }

    /// A secret for one purpose alone: HKDF-SHA256 (RFC 5869) of the private key's 32 bytes, without salt, `info` being the purpose.
    ///
    /// Who learns it learns nothing of the private key, nor of the secrets for other purposes.
    package func secret(for purpose: String) -> CommitSecret {
        CommitSecret(
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: privateKey.rawRepresentation), info: Array(purpose.utf8),
                outputByteCount: Hash.byteCount))
    }

    /// The Ed25519 signature (RFC 8032) of a note's text.
    ///
    /// - Throws: `LedgerError` when the library cannot sign.
    package func sign(_ text: [UInt8]) throws(LedgerError) -> NoteSignature {
        guard let signature = try? privateKey.signature(for: text) else {
            throw LedgerError(.badSignature, .the(.signerKey), Reason(.signatureNotMade))
        }
        return NoteSignature(name: name, keyID: verifierKey.keyID, bytes: Array(signature))
    }
}
