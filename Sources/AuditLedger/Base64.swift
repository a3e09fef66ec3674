// Strict base64: one spelling for every byte string.

/// RFC 4648 base64 in two alphabets.
///
/// Section 4 (`+`, `/`, padded to four characters) serves notes and proofs, section 5 (`-`, `_`, without padding) serves ids,
/// salts and digests. Decoding refuses what section 3.5 leaves to the reader: unused trailing bits must be zero, and padding
/// is there exactly when the alphabet asks for it. So `encode(decode(x)) == x` for every accepted `x`.
package enum Base64 {
    package static func encode(_ bytes: [UInt8]) -> String {
        encode(bytes, alphabet: standard, padded: true)
    }

    /// The bytes, or nil when `text` is not strict base64 of section 4.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        decode(Array(text.utf8), values: standardValues, padded: true)
    }

    package static func encodeURL(_ bytes: [UInt8]) -> String {
        encode(bytes, alphabet: urlSafe, padded: false)
    }

    /// The bytes, or nil when `text` is not strict base64url of section 5 without padding.
    package static func decodeURL(_ text: some StringProtocol) -> [UInt8]? {
        decode(Array(text.utf8), values: urlSafeValues, padded: false)
    }

    private static let common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    private static let standard = Array((common + "+/").utf8)
    private static let urlSafe = Array((common + "-_").utf8)
    private static let standardValues = values(of: standard)
    private static let urlSafeValues = values(of: urlSafe)
    private static let equals = UInt8(ascii: "=")

    private static func values(of alphabet: [UInt8]) -> [UInt8?] {
        var table = [UInt8?](repeating: nil, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }

    private static func encode(_ bytes: [UInt8], alphabet: [UInt8], padded: Bool) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
            for place in 0...group.count { text.append(alphabet[Int(bits >> (18 - 6 * UInt32(place)) & 63)]) }
            if padded { text.append(contentsOf: repeatElement(equals, count: 3 - group.count)) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func decode(_ text: [UInt8], values: [UInt8?], padded: Bool) -> [UInt8]? {
        if padded, text.count % 4 != 0 { return nil }
        let padding = padded ? text.suffix(2).reversed().prefix { $0 == equals }.count : 0
        let characters = text.dropLast(padding)
        if padded, (4 - characters.count % 4) % 4 != padding { return nil }

        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count * 3 / 4)
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for character in characters {
            guard let value = values[Int(character)] else { return nil }
            bits = (bits << 6 | UInt32(value)) & 0xFFF
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        let unused = bits & (1 << count - 1)
        return count < 6 && unused == 0 ? bytes : nil
    }
}
