// What every commit bears: proof that its writer held the key, before any signature covers it.

import Crypto

/// A symmetric secret that derives from a signing key.
package struct CommitSecret: Sendable {
    let key: SymmetricKey

    init(_ key: SymmetricKey) { self.key = key }
}

/// HMAC-SHA256 (RFC 2104) over the head that a commit leaves.
///
/// The message is `heng commit 1`, U+000A, and the three lines of the ``Checkpoint`` of that head: origin, size, root. The root binds every event
/// and, through its digests, every concealed value; so one MAC speaks for all that stands before it. The key is
/// `SignerKey.secret(for: "heng commit 1")`.
package struct CommitMAC: Hashable, Sendable {
    package static let purpose = "heng commit 1"

    package let bytes: [UInt8]

    /// As stored.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    package init(of head: Checkpoint, under secret: CommitSecret) {
        bytes = Array(HMAC<SHA256>.authenticationCode(for: Self.message(head), using: secret.key))
    }

    /// Whether whoever wrote this head's last commit held the secret. Takes as long for a near miss as for another.
    package func speaks(for head: Checkpoint, under secret: CommitSecret) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(bytes, authenticating: Self.message(head), using: secret.key)
    }

    private static func message(_ head: Checkpoint) -> [UInt8] { Array("\(purpose)\n\(head.text)".utf8) }
}
