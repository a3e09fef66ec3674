// The escapes of RFC 8785 section 3.2.2.2.

/// Which bytes of a string are escaped, and how.
enum CanonicalEscape {
    /// The escape of a byte, or nil for a byte that stands for itself.
    static func spelling(of byte: UInt8) -> [UInt8]? {
        escapes(byte) ? table[Int(byte)] : nil
    }

    static func escapes(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x22 || byte == 0x5C }

    /// The byte that the two-character escape with this second character stands for.
    static func byte(short letter: UInt8) -> UInt8? {
        short.first { $0.letter == letter }?.byte
    }

    private static let short: [(byte: UInt8, letter: UInt8)] = [
        (0x08, UInt8(ascii: "b")), (0x09, UInt8(ascii: "t")), (0x0A, UInt8(ascii: "n")), (0x0C, UInt8(ascii: "f")),
        (0x0D, UInt8(ascii: "r")), (0x22, 0x22), (0x5C, 0x5C),
    ]

    private static let table: [[UInt8]] = (0..<128).map { byte in
        if let letter = short.first(where: { $0.byte == byte })?.letter { return [0x5C, letter] }
        let digits = String(byte, radix: 16)
        return Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
    }
}
