// What is drawn at random and kept only as its hash: tokens, and the codes of letters.

import AuditLedger
import Crypto

/// 256 random bits that only their bearer has. As text, 43 characters of base64url (RFC 4648 section 5).
package struct SecretToken: Sendable, Hashable {
    static let byteCount = 32

    /// The secret itself: it goes to its bearer and nowhere else.
    package let text: String

    package init(using random: inout some RandomNumberGenerator) {
        text = Base64.encodeURL(random.bytes(Self.byteCount))
    }

    /// nil for what is no token.
    package init?(_ text: String) {
        guard let bytes = Base64.decodeURL(text), bytes.count == Self.byteCount else { return nil }
        self.text = text
    }

    /// SHA-256 of the text: what is stored.
    var digest: [UInt8] { Hash.plain(Array(text.utf8)).bytes }

    /// HMAC-SHA256 (RFC 2104) of the text under a secret: what a form brings along, so that no other site can post it.
    func crossSite(under secret: [UInt8]) -> String {
        Base64.encodeURL(
            Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: secret))))
    }
}

extension SecretToken: CustomStringConvertible {
    /// For logs: nothing of it.
    package var description: String { "token" }
}

/// The code of a letter: 100 random bits as four groups of five of the 32 signs that Crockford's base32 has.
///
/// There is no I, L, O or U among them; who types I, L or O means 1, 1 and 0. Case, blanks and hyphens say nothing.
package struct ActivationCode: Sendable, Hashable {
    static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let (groups, width) = (4, 5)

    /// The secret itself, as the letter prints it: `7K3QF-…`.
    package let text: String

    package init(using random: inout some RandomNumberGenerator) {
        let signs = random.bytes(Self.groups * Self.width).map { Self.alphabet[Int($0 & 31)] }
        text = Self.grouped(signs)
    }

    /// nil for what cannot be a code.
    package init?(_ typed: String) {
        let alike: [Character: Character] = ["I": "1", "L": "1", "O": "0"]
        let signs = halfWidth(typed).uppercased().map { alike[$0] ?? $0 }
        guard signs.count == Self.groups * Self.width, signs.allSatisfy(Self.alphabet.contains) else { return nil }
        text = Self.grouped(signs)
    }

    private static func grouped(_ signs: [Character]) -> String {
        stride(from: 0, to: signs.count, by: width).map { String(signs[$0..<$0 + width]) }.joined(separator: "-")
    }

    /// SHA-256: what is stored.
    var digest: [UInt8] { Hash.plain(Array(text.utf8)).bytes }
}

extension ActivationCode: CustomStringConvertible {
    /// For logs: nothing of it.
    package var description: String { "activation code" }
}
