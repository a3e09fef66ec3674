// One leaf of the ledger.

import Reasons

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
    package let type: String
    package let at: String
    package let fields: [String: CanonicalJSON]
    private let rest: Rest

    /// Id and digests: as values, or as places in the bytes, from which few readers ever want them.
    private enum Rest: Sendable {
        case read(EventID, [String])
        case scanned(id: Int, digest: Int, count: Int)
    }

    /// Reads event bytes.
    ///
    /// - Throws: `LedgerError` with the byte offset when the bytes are not canonical, with the field when the header is wrong.
    package init(parsing bytes: [UInt8]) throws(LedgerError) {
        if let scan = EventScan(bytes) {
            self.init(bytes, scan)
        } else {
            try self.init(thorough: bytes)
        }
    }

    private init(_ bytes: [UInt8], _ scan: EventScan) {
        self.bytes = bytes
        (seq, type, at, fields) = (scan.seq, scan.type, scan.at, scan.fields)
        rest = .scanned(id: scan.idStart, digest: scan.digestStart, count: scan.digestCount)
    }

    /// The way of every rule and every refusal.
    init(thorough bytes: [UInt8]) throws(LedgerError) {
        let whole = try CanonicalJSON(parsing: bytes, as: .event)
        guard case .object(let members) = whole else {
            throw LedgerError(.malformed, .the(.event), at: .offset(0), .found(whole.kind, expected: .anObject))
        }
        let header = EventHeader(members)
        try header.checkVersion()
        self.bytes = bytes
        seq = try header.seq()
        type = try header.type()
        at = try header.day()
        rest = .read(try header.id(), try header.digests())
        fields = members.filter { !Self.headerFields.contains($0.key) }
    }

    package var id: EventID {
        switch rest {
        case .read(let id, _): id
        case .scanned(let id, _, _): EventID(checked: text(id, EventScan.idLength))
        }
    }

    /// Ascending, without repetition; empty when there is no `sd`.
    package var digests: [String] {
        switch rest {
        case .read(_, let digests): digests
        case .scanned(_, let first, let count):
            (0..<count).map { text(first + $0 * EventScan.digestStride, EventScan.digestLength) }
        }
    }

    package var digestCount: Int {
        switch rest {
        case .read(_, let digests): digests.count
        case .scanned(_, _, let count): count
        }
    }

    /// Which of `digests` this hash is, without making them; nil for none.
    func place(ofDigest hash: Hash) -> Int? {
        switch rest {
        case .read(_, let digests): digests.firstIndex(of: Base64.encodeURL(hash.bytes))
        case .scanned(_, let first, let count):
            bytes.withUnsafeBufferPointer { bytes in
                (0..<count).first { index in
                    let start = first + index * EventScan.digestStride
                    return hash.isURLWritten(
                        as: UnsafeBufferPointer(rebasing: bytes[start..<start + EventScan.digestLength]))
                }
            }
        }
    }

    /// One of `digests`.
    package func digest(at place: Int) -> String {
        switch rest {
        case .read(_, let digests): digests[place]
        case .scanned(_, let first, _): text(first + place * EventScan.digestStride, EventScan.digestLength)
        }
    }

    /// Whether this is its id, without making it.
    package func isOf(id: String) -> Bool {
        switch rest {
        case .read(let own, _): own.text == id
        case .scanned(let start, _, _):
            id.utf8.count == EventScan.idLength && id.utf8.elementsEqual(bytes[start..<start + EventScan.idLength])
        }
    }

    private func text(_ start: Int, _ length: Int) -> String {
        String(decoding: bytes[start..<start + length], as: UTF8.self)
    }

    package static func == (a: Event, b: Event) -> Bool { a.bytes == b.bytes }
    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    /// SHA-256(0x00 ‖ bytes) (RFC 9162 section 2.1.1).
    package var leaf: Hash { Hash.leaf(bytes) }
}
