// Passwords as they are kept: scrypt, with the cost beside the hash.

import AuditLedger
import Crypto
import CryptoExtras
import Foundation

/// What one scrypt costs (RFC 7914 section 2): 128 × N × r bytes of memory, gone through p times.
package struct ScryptCost: Sendable, Hashable {
    /// log2 of N.
    package let logRounds: Int
    package let blockSize: Int
    package let parallelism: Int

    /// nil beyond what a password is ever kept with: a row that somebody changed must not take the machine's memory.
    package init?(logRounds: Int, blockSize: Int, parallelism: Int) {
        guard (1...20).contains(logRounds), (1...16).contains(blockSize), (1...16).contains(parallelism) else {
            return nil
        }
        self.init(known: logRounds, blockSize, parallelism)
    }

    private init(known logRounds: Int, _ blockSize: Int, _ parallelism: Int) {
        self.logRounds = logRounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// N = 2^15, r = 8, p = 3: 32 MiB; some 0.3 s in a release build, 6 s in a debug build.
    package static let standard = ScryptCost(known: 15, 8, 3)

    /// scrypt (RFC 7914 section 6).
    /// - Throws: what the library throws where there is not enough memory.
    package func key(of password: [UInt8], salt: [UInt8], byteCount: Int) throws -> [UInt8] {
        try KDF.Scrypt.deriveKey(
            from: password, salt: salt, outputByteCount: byteCount, rounds: 1 << logRounds, blockSize: blockSize,
            parallelism: parallelism
        ).withUnsafeBytes { Array($0) }
    }
}

/// A password's salt and key of scrypt, with the cost.
///
/// Text form: `$scrypt$ln=15,r=8,p=1$<salt>$<key>`, salt and key as base64url (RFC 4648 section 5) of 16 and of 32 bytes.
package struct PasswordHash: Sendable, Hashable {
    static let (saltByteCount, keyByteCount) = (16, 32)

    package let cost: ScryptCost
    let salt: [UInt8]
    let key: [UInt8]

    /// Hashes a password under a new salt. It takes the cost's time: the caller decides on which thread.
    package init(of password: Password, cost: ScryptCost, using random: inout some RandomNumberGenerator) throws {
        salt = random.bytes(Self.saltByteCount)
        key = try cost.key(of: password.bytes, salt: salt, byteCount: Self.keyByteCount)
        self.cost = cost
    }

    /// What a password is compared with where there is none to compare it with, so that it takes as long.
    init(ofNobody cost: ScryptCost) {
        self.cost = cost
        salt = [UInt8](repeating: 0, count: Self.saltByteCount)
        key = [UInt8](repeating: 0, count: Self.keyByteCount)
    }

    package init?(parsing text: String) {
        guard let parts = text.wholeMatch(of: /\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([^$]+)\$([^$]+)/),
            let logRounds = Int(parts.1), let blockSize = Int(parts.2), let parallelism = Int(parts.3),
            let cost = ScryptCost(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism),
            let salt = Base64.decodeURL(parts.4), salt.count == Self.saltByteCount,
            let key = Base64.decodeURL(parts.5), key.count == Self.keyByteCount
        else { return nil }
        self.cost = cost
        self.salt = salt
        self.key = key
    }

    package var text: String {
        "$scrypt$ln=\(cost.logRounds),r=\(cost.blockSize),p=\(cost.parallelism)$"
            + "\(Base64.encodeURL(salt))$\(Base64.encodeURL(key))"
    }

    /// Whether this is the hash of the password. It takes the cost's time whatever the answer.
    package func matches(_ password: Password) throws -> Bool {
        isSame(try cost.key(of: password.bytes, salt: salt, byteCount: Self.keyByteCount), key)
    }
}

/// Whether two secrets are the same; a near miss takes as long as another.
func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
}
