// Evidence: files by the hash of their content, beside the database.

import AuditLedger
import Foundation
import Glibc
import Reasons

/// The folder `<database>.evidence`: one file for each content, named by its SHA-256 in hexadecimal, for its owner alone.
///
/// A file is written and synced before the step that names it is committed: what a ledger names is there. What no event names any more
/// is removed under the ledger's lock.
package struct EvidenceFolder: Sendable {
    package let path: String

    package init(beside database: String) { path = database + ".evidence" }

    package func path(of digest: String) -> String { "\(path)/\(digest)" }

    package func holds(_ digest: String) -> Bool { access(path(of: digest), F_OK) == 0 }

    /// Stores bytes under their digest; what is there already stays.
    ///
    /// `accept` sees the path of a private copy before it gets its name, and throws what it has against it.
    /// - Returns: the digest.
    /// - Throws: `FileFailure`; what `accept` throws. Nothing is left of the attempt.
    @discardableResult
    package func put(_ bytes: [UInt8], accepting accept: (_ path: String) throws -> Void = { _ in }) throws -> String {
        let digest = Hash.plain(bytes).hex
        if holds(digest) { return digest }
        try makePrivateFolder(path)
        let place = "\(path)/new-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        try writeDurably(place, bytes, .owner, isNew: true)
        do {
            try accept(place)
            try moveDurably(place, to: path(of: digest))
        } catch {
            unlink(place)
            throw error
        }
        return digest
    }

    /// Stores bytes under their digest, in the place of whatever lies there and is not them.
    package func putBack(_ bytes: [UInt8]) throws {
        let digest = Hash.plain(bytes).hex
        if try read(digest) == bytes { return }
        try makePrivateFolder(path)
        try writeDurably(path(of: digest), bytes, .owner)
    }

    /// The bytes of that digest, and no others; nil where there are none.
    /// - Throws: `FileFailure` when they cannot be read, or are others.
    package func proven(_ digest: String) throws -> [UInt8]? {
        guard let bytes = try read(digest) else { return nil }
        let found = Hash.plain(bytes).hex
        guard found == digest else {
            throw FileFailure(
                .failed, path(of: digest), .digestDiffers, ["found": .text(found), "expected": .text(digest)])
        }
        return bytes
    }

    /// What lies there, whatever it is; nil where there is none, or a link, which none of ours is.
    /// - Throws: `FileFailure` when it cannot be read.
    package func read(_ digest: String) throws -> [UInt8]? {
        var status = stat()
        guard lstat(path(of: digest), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        do {
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(of: digest))))
        } catch {
            throw FileFailure(
                .failed, path(of: digest), .fileNotRead, ["why": .text((error as NSError).localizedDescription)])
        }
    }

    /// - Returns: whether it was there.
    /// - Throws: `FileFailure`.
    package func remove(_ digest: String) throws -> Bool {
        guard holds(digest) else { return false }
        try removeDurably(path(of: digest))
        return true
    }

    /// Everything that lies there, ascending; empty where there is no folder.
    package func names() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}
