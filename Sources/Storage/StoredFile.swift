// Files that events name, checked against their digests.

import AuditLedger

extension Reading {
    /// A stored file, checked against the digest that names it; nil where it is not stored.
    package func storedFile(_ digest: String) throws -> [UInt8]? {
        guard let bytes = try file(digest) else { return nil }
        let found = Hash.plain(bytes).hex
        guard found == digest else {
            throw LedgerError(
                .mismatch, "file", "found bytes with the digest \(found), expected \(digest)",
                hint: "the stored file was changed")
        }
        return bytes
    }

    package func file(_ digest: String, _ name: String) throws -> [UInt8] {
        guard let bytes = try storedFile(digest) else {
            throw LedgerError(.missing, name, "the file \(digest) is not stored")
        }
        return bytes
    }
}
