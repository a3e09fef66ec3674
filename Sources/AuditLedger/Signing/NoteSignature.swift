// One signature line of a note.

/// A signature line: em dash U+2014, space, key name, space, base64(key id ‖ signature) (C2SP signed-note, Format).
///
/// The key id is four bytes, big-endian; the signature is one byte or more, 64 for Ed25519. The base64 is strict.
package struct NoteSignature: Hashable, Sendable {
    static let dash = "\u{2014} "

    package let name: String
    package let keyID: UInt32
    package let bytes: [UInt8]

    init(name: String, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Nil for a line that is no signature line.
    init?(parsing line: String) {
        guard line.utf8.starts(with: Self.dash.utf8) else { return nil }
        let parts = line.utf8.dropFirst(Self.dash.utf8.count)
            .split(separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 2, KeyName.isValid(parts[0]), let blob = Base64.decode(parts[1]), blob.count > 4 else {
            return nil
        }
        name = parts[0]
        keyID = blob.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        bytes = Array(blob.dropFirst(4))
    }

    /// The line without its newline.
    var line: String {
        let id = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * UInt32($0))) }
        return "\(Self.dash)\(name) \(Base64.encode(id + bytes))"
    }
}
