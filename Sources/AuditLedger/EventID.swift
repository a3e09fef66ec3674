// The idempotency key of an event.

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

    /// The id of the n-th event that one request gives: the first 128 bits of SHA-256 of `<id>/<n>` in UTF-8.
    package func derived(_ n: Int) -> EventID { EventID(hashing: "\(text)/\(n)") }

    private init(hashing text: String) {
        self.text = Base64.encodeURL(Array(Hash.plain(Array(text.utf8)).bytes.prefix(Self.byteCount)))
    }

    /// - Throws: `LedgerError` when `text` is not the strict base64url of 16 bytes.
    package init(parsing text: String) throws(LedgerError) {
        guard Base64.decodeURL(text)?.count == Self.byteCount else {
            throw LedgerError(
                .malformed, "event id",
                "found \(text.debugDescription), expected 22 characters of base64url for 128 bits")
        }
        self.text = text
    }
}

extension EventID {
    /// The request for one content: the same request for something else is another one, and never answers for it.
    package func bound(to content: String) -> EventID {
        content.isEmpty ? self : EventID(hashing: "\(text) \(content)")
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
