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

    /// Whether `text` is what `encode` would write of 32 bytes.
    static func isEncoding(_ text: UnsafeBufferPointer<UInt8>, of bytes: UnsafeRawBufferPointer) -> Bool {
        text.count == 44 && text[43] == equals
            && isSpelt(UnsafeBufferPointer(rebasing: text.dropLast()), bytes, standard)
    }

    /// Whether `text` is what `encodeURL` would write of 32 bytes.
    static func isURLEncoding(_ text: UnsafeBufferPointer<UInt8>, of bytes: UnsafeRawBufferPointer) -> Bool {
        isSpelt(text, bytes, urlSafe)
    }

    private static func isSpelt(
        _ text: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeRawBufferPointer, _ alphabet: [UInt8]
    ) -> Bool {
        guard bytes.count == 32, text.count == 43 else { return false }
        return alphabet.withUnsafeBufferPointer { alphabet in
            for place in 0..<43 {
                // Six bits that begin at bit 6 × place of the bytes; past the end they are 0.
                let bit = 6 * place
                let (high, low) = (bit / 8, bit / 8 + 1)
                let pair = (high < 32 ? UInt16(bytes[high]) << 8 : 0) | (low < 32 ? UInt16(bytes[low]) : 0)
                if text[place] != alphabet[Int(pair >> UInt16(10 - bit % 8) & 63)] { return false }
            }
            return true
        }
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
        let decoded = text.utf8.withContiguousStorageIfAvailable { decode($0, values: urlSafeValues, padded: false) }
        return decoded ?? decode(Array(text.utf8), values: urlSafeValues, padded: false)
    }

    /// Whether `text` is what `encodeURL` would write of 16 bytes: of 132 bits the last four are 0.
    static func isURLEncodingOf128Bits(_ text: String) -> Bool { isURLEncoding(text, length: 22, unusedBits: 0xF) }

    /// Whether `text` is what `encodeURL` would write of 32 bytes: of 258 bits the last two are 0.
    static func isURLEncodingOf256Bits(_ text: String) -> Bool { isURLEncoding(text, length: 43, unusedBits: 0x3) }

    private static func isURLEncoding(_ text: String, length: Int, unusedBits: UInt8) -> Bool {
        var text = text
        return text.withUTF8 { text in
            text.count == length && text.allSatisfy { urlSafeValues[Int($0)] != noValue }
                && urlSafeValues[Int(text[length - 1])] & unusedBits == 0
        }
    }

    private static let common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    private static let standard = Array((common + "+/").utf8)
    private static let urlSafe = Array((common + "-_").utf8)
    private static let standardValues = values(of: standard)
    private static let urlSafeValues = values(of: urlSafe)
    private static let equals = UInt8(ascii: "=")

    /// What stands in a table for a character that is not in the alphabet.
    static let noValue: UInt8 = 0xFF

    /// Lends the table of section 5: the six bits of each character, `noValue` for any other.
    static func withURLValues<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        urlSafeValues.withUnsafeBufferPointer(body)
    }

    private static func values(of alphabet: [UInt8]) -> [UInt8] {
        var table = [UInt8](repeating: noValue, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }

    private static func encode(_ bytes: [UInt8], alphabet: [UInt8], padded: Bool) -> String {
        let capacity = (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: capacity) { text in
            var end = 0
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let count = min(3, bytes.count - start)
                var bits: UInt32 = 0
                for place in 0..<3 { bits = bits << 8 | (place < count ? UInt32(bytes[start + place]) : 0) }
                for place in 0..<4 {
                    if place <= count {
                        text[end] = alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)]
                    } else if padded {
                        text[end] = equals
                    } else {
                        continue
                    }
                    end += 1
                }
            }
            return end
        }
    }

    private static func decode(_ text: [UInt8], values: [UInt8], padded: Bool) -> [UInt8]? {
        text.withUnsafeBufferPointer { decode($0, values: values, padded: padded) }
    }

    private static func decode(_ text: UnsafeBufferPointer<UInt8>, values: [UInt8], padded: Bool) -> [UInt8]? {
        if padded, text.count % 4 != 0 { return nil }
        var length = text.count
        if padded {
            while length > 0, text.count - length < 2, text[length - 1] == equals { length -= 1 }
            if (4 - length % 4) % 4 != text.count - length { return nil }
        }
        var isValid = length % 4 != 1
        let bytes = [UInt8](unsafeUninitializedCapacity: length * 3 / 4) { bytes, end in
            values.withUnsafeBufferPointer { values in
                var bad: UInt8 = 0
                var index = 0
                // Four characters are three bytes; what is no character has its highest bits set.
                while index + 4 <= length {
                    let (a, b) = (values[Int(text[index])], values[Int(text[index + 1])])
                    let (c, d) = (values[Int(text[index + 2])], values[Int(text[index + 3])])
                    bad |= a | b | c | d
                    bytes[end] = a << 2 | b >> 4
                    bytes[end + 1] = b << 4 | c >> 2
                    bytes[end + 2] = c << 6 | d
                    end += 3
                    index += 4
                }
                var bits: UInt32 = 0
                var count: UInt32 = 0
                while index < length {
                    let value = values[Int(text[index])]
                    bad |= value
                    bits = bits << 6 | UInt32(value & 63)
                    count += 6
                    if count >= 8 {
                        count -= 8
                        bytes[end] = UInt8(truncatingIfNeeded: bits >> count)
                        end += 1
                    }
                    index += 1
                }
                if bad > 63 || bits & (1 << count - 1) != 0 { isValid = false }
            }
        }
        return isValid ? bytes : nil
    }
}
