// The two rule sets under which canonical JSON is read and written.

/// What canonical JSON may hold. Both rule sets are subsets of RFC 8785 and I-JSON (RFC 7493).
package struct CanonicalGrammar: Hashable, Sendable {
    /// What errors call bytes of this grammar.
    let subject: LedgerError.Part
    /// Keys are `[a-z][a-z0-9_]*`; otherwise any printable ASCII, U+0020 to U+007E, at least one character.
    let hasPlainKeys: Bool
    let allowsNull: Bool
    let maximumBytes: Int
    /// Containers inside one another, the outermost counted.
    let maximumDepth: Int

    /// Ledger events: plain keys, no null, at most 65,535 bytes (the entry limit of C2SP tlog-tiles).
    package static let event = CanonicalGrammar(
        subject: .the(.event), hasPlainKeys: true, allowsNull: false, maximumBytes: 65_535, maximumDepth: 64)

    /// Snapshots and results: printable ASCII keys, null, any size.
    package static let document = CanonicalGrammar(
        subject: .the(.document), hasPlainKeys: false, allowsNull: true, maximumBytes: .max, maximumDepth: 64)

    /// RFC 8785 section 3.2.2.3 takes numbers from IEEE 754 doubles; RFC 7493 section 2.2 gives the exact integers among them.
    static let maximumInteger = 1 << 53 - 1

    func permits(key: some Collection<UInt8>) -> Bool {
        guard let first = key.first else { return false }
        guard hasPlainKeys else { return key.allSatisfy { (0x20...0x7E).contains($0) } }
        return Self.isLowercaseLetter(first) && key.allSatisfy(Self.isPlain)
    }

    var keyRule: Form { hasPlainKeys ? .plainKey : .asciiKey }

    private static func isLowercaseLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

    private static func isPlain(_ byte: UInt8) -> Bool {
        isLowercaseLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
    }
}
