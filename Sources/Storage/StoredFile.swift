// Files that events name, checked against their digests.

package import AuditLedger
import Reasons

extension Reading {
    /// A stored file, checked against the digest that names it; nil where it is not stored.
    package func storedFile(_ digest: String) throws -> [UInt8]? {
        guard let bytes = try file(digest) else { return nil }
        let found = Hash.plain(bytes).hex
        guard found == digest else {
            throw LedgerError(.mismatch, .the(.file), .digest(found, expected: digest))
        }
        return bytes
    }

    package func file(_ digest: String, _ part: LedgerError.Thing) throws -> [UInt8] {
        guard let bytes = try storedFile(digest) else {
            throw LedgerError(.missing, .the(part), Reason(.storedFileGone, ["digest": .text(digest)]))
        }
        return bytes
    }
}
