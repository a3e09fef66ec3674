// The idempotency key of an event.

import Crypto
import Reasons

/// 128 random bits that the client chooses once for a change: a save that is tried again carries the same id and gives the
/// same leaf. As text, 22 characters of base64url without padding (RFC 4648 section 5).
package struct EventID: Hashable, Sendable {
    static let byteCount = 16

    package let text: String

    package init(using random: inout some RandomNumberGenerator) {
        text = Base64.encodeURL(random.bytes(Self.byteCount))
    }

    /// Text that is known to be an id.
    init(checked text: String) { self.text = text }

    /// The id of the n-th event that one request gives: the first 128 bits of HMAC-SHA256 of `<id>/<n>` in UTF-8.
    ///
    /// Ids are public. Without the secret, who guesses a request cannot tell which events it gave.
    package func derived(_ n: Int, under secret: RequestSecret) -> EventID {
        let code = HMAC<SHA256>.authenticationCode(for: Array("\(text)/\(n)".utf8), using: secret.key)
        return EventID(checked: Base64.encodeURL(Array(code.prefix(Self.byteCount))))
    }

    /// The n-th of several requests that a client makes under one key: the first 128 bits of SHA-256 of `<id>/<n>` in UTF-8.
    package func part(_ n: Int) -> EventID {
        EventID(checked: Base64.encodeURL(Array(SHA256.hash(data: Array("\(text)/\(n)".utf8)).prefix(Self.byteCount))))
    }

    /// - Throws: `LedgerError` when `text` is not the strict base64url of 16 bytes.
    package init(parsing text: String) throws(LedgerError) {
        guard Base64.decodeURL(text)?.count == Self.byteCount else {
            throw LedgerError(
                .malformed, .the(.eventID), .found(text.debugDescription, expected: .eventID))
        }
        self.text = text
    }
}

/// What a ledger mixes into the ids of its events: 256 random bits that its first event conceals.
package struct RequestSecret: Sendable {
    /// Base64url of the 32 bytes.
    package let text: String
    let key: SymmetricKey

    package init(using random: inout some RandomNumberGenerator) {
        let bytes = random.bytes(Hash.byteCount)
        text = Base64.encodeURL(bytes)
        key = SymmetricKey(data: bytes)
    }

    /// nil for other text than ``text`` of a secret.
    package init?(parsing text: String) {
        guard let bytes = Base64.decodeURL(text), bytes.count == Hash.byteCount else { return nil }
        self.text = text
        key = SymmetricKey(data: bytes)
    }

    /// For ledgers of the first edition, which conceal none.
    package init(of signer: SignerKey) {
        key = signer.secret(for: "heng request 1").key
        text = ""
    }
}

extension RandomNumberGenerator {
    /// Eight bytes of each draw: the system's generator asks the kernel every time.
    package mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            withUnsafeBytes(of: next().littleEndian) { bytes.append(contentsOf: $0.prefix(count - bytes.count)) }
        }
        return bytes
    }
}
