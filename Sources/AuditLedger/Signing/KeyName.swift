// Names of keys, and the ids derived from them.

import Reasons

/// The rules of C2SP signed-note for key names.
///
/// A name is non-empty and holds no Unicode space and no plus sign. Our own names are also printable ASCII, so that a name has
/// one spelling; names in other people's signature lines need not be.
enum KeyName {
    static func isValid(_ name: String) -> Bool {
        !name.isEmpty && name.unicodeScalars.allSatisfy { $0 != "+" && !$0.properties.isWhitespace && $0.value >= 0x20 }
    }

    static func isPlain(_ name: String) -> Bool {
        isValid(name) && name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// Byte for byte: Swift's `==` holds two names equal that differ in normal form.
    static func same(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

    /// key ID = SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)[:4], big-endian (C2SP signed-note, Ed25519 signatures).
    static func keyID(_ name: String, publicKey: [UInt8]) -> UInt32 {
        Hash.plain(Array(name.utf8) + [0x0A, VerifierKey.algorithm] + publicKey).bytes.prefix(4)
            .reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Eight lower-case hexadecimal digits.
    static func hex(_ keyID: UInt32) -> String {
        let digits = String(keyID, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    static func checkPlain(_ name: String) throws(LedgerError) {
        guard isPlain(name) else {
            throw LedgerError(
                .malformed, .the(.key), .found(name.debugDescription, expected: .plainName))
        }
    }
}
