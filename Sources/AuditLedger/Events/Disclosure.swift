// A salted value whose digest alone is in the ledger.

import Reasons

/// A value that an event commits to without showing it, after the digest rule of SD-JWT (RFC 9901 section 4.2).
///
/// - D = base64url(UTF-8 of the JSON array `[salt, name, value]`), where salt is the base64url of 128 random bits. D is `encoded`.
/// - digest = base64url(SHA-256(ASCII(D))), 43 characters; it stands in the event's `sd`.
///
/// Base64url is RFC 4648 section 5 without padding. SD-JWT hashes whatever bytes the issuer chose for the array; here they must be
/// canonical JSON under ``CanonicalGrammar/event``, so that one value and salt has one D. Erasing D leaves every proof valid.
package struct Disclosure: Hashable, Sendable {
    static let saltByteCount = 16

    package let name: String
    package let value: CanonicalJSON
    /// D: what is stored, handed over and checked.
    package let encoded: String

    /// Conceals a value under a fresh salt.
    ///
    /// - Throws: `LedgerError` when the name is no plain key or the value has no canonical bytes.
    package init(
        name: String, value: CanonicalJSON, using random: inout some RandomNumberGenerator
    ) throws(LedgerError) {
        guard CanonicalGrammar.event.permits(key: name.utf8) else {
            throw LedgerError(
                .malformed, .the(.disclosure), .found(name.debugDescription, expected: .plainKey))
        }
        let salt = random.bytes(Self.saltByteCount)
        self.name = name
        self.value = value
        let array: CanonicalJSON = [.string(Base64.encodeURL(salt)), .string(name), value]
        encoded = Base64.encodeURL(try array.bytes(as: .event))
    }

    /// Reads D.
    ///
    /// - Throws: `LedgerError` when it is not the one spelling of a disclosure.
    package init(parsing encoded: String) throws(LedgerError) {
        guard let bytes = Base64.decodeURL(encoded) else { throw Self.malformed }
        let array = try Self.array(in: bytes)
        guard array.count == 3, let salt = array[0].stringValue, let name = array[1].stringValue,
            Base64.isURLEncodingOf128Bits(salt), CanonicalGrammar.event.permits(key: name.utf8)
        else { throw Self.malformed }
        self.name = name
        value = array[2]
        self.encoded = encoded
    }

    package var digest: String { Self.digest(of: encoded) }

    /// The bytes of `digest`.
    package var hash: Hash { Hash.plain(utf8: encoded) }

    /// 128 bits.
    package var salt: [UInt8] {
        let array = Base64.decodeURL(encoded).flatMap { try? CanonicalJSON(parsing: $0, as: .event) }
        return array?.arrayValue?.first?.stringValue.flatMap { Base64.decodeURL($0) } ?? []
    }

    /// Which of the event's digests is this one's.
    package func place(in event: Event) -> Int? { event.place(ofDigest: hash) }

    /// base64url(SHA-256(ASCII(D))) (RFC 9901 section 4.2.3).
    package static func digest(of encoded: String) -> String {
        Base64.encodeURL(Hash.plain(Array(encoded.utf8)).bytes)
    }

    /// base64url(SHA-256(bytes)): the same spelling for the canonical bytes of a step.
    package static func digest(ofStep bytes: [UInt8]) -> String { Base64.encodeURL(Hash.plain(bytes).bytes) }

    /// The digest of random bytes, which no disclosure has (RFC 9901 section 4.2.5).
    package static func decoy(using random: inout some RandomNumberGenerator) -> String {
        Base64.encodeURL(Hash.plain(random.bytes(Hash.byteCount)).bytes)
    }

    /// Whether `encoded` is a disclosure of `event`; gives what it discloses.
    package static func verify(_ encoded: String, in event: Event) -> Checked<Disclosure> {
        Checked { () throws(LedgerError) in
            let disclosure = try Disclosure(parsing: encoded)
            guard disclosure.place(in: event) != nil else {
                throw LedgerError(
                    .mismatch, .the(.disclosure), at: .leaf(event.seq),
                    Reason(
                        .disclosureForeign,
                        ["digest": .text(disclosure.digest), "count": .number(event.digestCount)]))
            }
            return disclosure
        }
    }

    package static func isDigest(_ text: String) -> Bool { Base64.isURLEncodingOf256Bits(text) }

    private static func array(in bytes: [UInt8]) throws(LedgerError) -> [CanonicalJSON] {
        do {
            return try CanonicalJSON(parsing: bytes, as: .event).arrayValue ?? []
        } catch {
            throw error.renamed(.the(.disclosure))
        }
    }

    private static var malformed: LedgerError { LedgerError(.malformed, .the(.disclosure), .other(than: .disclosure)) }
}
