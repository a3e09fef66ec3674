// The public half of a signing key.

import Crypto
import Reasons

/// A note verifier key.
///
/// Text form, as in golang.org/x/mod/sumdb/note: `<name>+<key id>+<key>`, where the key id is eight lower-case hexadecimal digits
/// and the key is the base64 of 0x01 (Ed25519) and the 32-byte public key of RFC 8032. The id is repeated from name and key and
/// must agree with them.
package struct VerifierKey: Hashable, Sendable {
    static let algorithm: UInt8 = 0x01
    static let keyByteCount = 32

    package let name: String
    package let keyID: UInt32
    package let publicKey: [UInt8]

    /// - Throws: `LedgerError` for a name or a key that cannot be one.
    package init(name: String, publicKey: [UInt8]) throws(LedgerError) {
        try KeyName.checkPlain(name)
        guard publicKey.count == Self.keyByteCount else {
            throw LedgerError(
                .malformed, .the(.verifierKey),
                .number(of: .keyBytes, publicKey.count, expected: Self.keyByteCount))
        }
        self.name = name
        self.publicKey = publicKey
        keyID = KeyName.keyID(name, publicKey: publicKey)
    }

    /// - Throws: `LedgerError` when the text is not exactly ``text`` of a key.
    package init(parsing text: String) throws(LedgerError) {
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let key = Base64.decode(String(decoding: parts[2], as: UTF8.self)),
            key.first == Self.algorithm
        else {
            throw LedgerError(.malformed, .the(.verifierKey), .found(text.debugDescription, expected: .verifierKey))
        }
        try self.init(name: String(decoding: parts[0], as: UTF8.self), publicKey: Array(key.dropFirst()))
        guard parts[1].elementsEqual(KeyName.hex(keyID).utf8) else {
            throw LedgerError(
                .mismatch, .the(.verifierKey),
                .found(String(decoding: parts[1], as: UTF8.self), expected: KeyName.hex(keyID)))
        }
    }

    /// The keys of a bundle: one a line, each line ended by U+000A, oldest first.
    ///
    /// - Throws: `LedgerError` with the line.
    package static func list(parsing bytes: [UInt8]) throws(LedgerError) -> [VerifierKey] {
        var keys: [VerifierKey] = []
        for (index, line) in try NoteLines.lines(of: bytes, subject: .keys).enumerated() {
            do { keys.append(try VerifierKey(parsing: line)) } catch {
                throw error.relocated(to: .line(index + 1), in: .the(.keys))
            }
        }
        return keys
    }

    package var text: String {
        "\(name)+\(KeyName.hex(keyID))+\(Base64.encode([Self.algorithm] + publicKey))"
    }

    /// Whether this is the Ed25519 signature (RFC 8032) of `text` by this key. No signature of another length is.
    package func accepts(_ signature: [UInt8], of text: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: text)
    }

    /// Whether a signature line claims to be this key's.
    func signed(_ signature: NoteSignature) -> Bool {
        keyID == signature.keyID && KeyName.same(name, signature.name)
    }
}
