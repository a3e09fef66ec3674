// One leaf of the ledger.

/// A change, as the exact bytes that are stored and hashed.
///
/// The bytes are one canonical JSON object under ``CanonicalGrammar/event``: at most 65,535 bytes, keys `[a-z][a-z0-9_]*`, no null
/// anywhere. Its header:
///
/// | key | value |
/// |---|---|
/// | `at` | string, the day of the change, `yyyy-mm-dd` of the Gregorian calendar |
/// | `id` | string, ``EventID`` |
/// | `sd` | optional: non-empty array of digests, each 43 characters of base64url, strictly ascending by byte; see ``Disclosure`` |
/// | `seq` | integer ≥ 0, the index of the leaf |
/// | `type` | string, `[a-z][a-z0-9_]*` twice or more, joined by dots |
/// | `v` | integer 1, the version of this format |
///
/// All other members are the fields of that type of event. The leaf hash is SHA-256(0x00 ‖ bytes). Verification hashes the stored
/// bytes; it never writes them anew.
package struct Event: Hashable, Sendable {
    package static let version = 1
    static let headerFields = ["at", "id", "sd", "seq", "type", "v"]

    package let bytes: [UInt8]
    package let seq: Int
    package let id: EventID
    package let type: String
    package let at: String
    /// Ascending, without repetition; empty when there is no `sd`.
    package let digests: [String]
    package let fields: [String: CanonicalJSON]

    /// Reads event bytes.
    ///
    /// - Throws: `LedgerError` with the byte offset when the bytes are not canonical, with the field when the header is wrong.
    package init(parsing bytes: [UInt8]) throws(LedgerError) {
        guard case .object(let members) = try CanonicalJSON(parsing: bytes, as: .event) else {
            throw LedgerError(.malformed, "event", at: .offset(0), "found no object, expected one")
        }
        let header = EventHeader(members)
        try header.checkVersion()
        self.bytes = bytes
        seq = try header.seq()
        id = try header.id()
        type = try header.type()
        at = try header.day()
        digests = try header.digests()
        fields = members.filter { !Self.headerFields.contains($0.key) }
    }

    /// SHA-256(0x00 ‖ bytes) (RFC 9162 section 2.1.1).
    package var leaf: Hash { Hash.leaf(bytes) }
}
