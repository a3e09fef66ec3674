// A backup is one folder: database, evidence, a list of digests. It is proven when it is made, before it is restored, and afterwards.

import AssessmentModel
import AuditLedger
import FileReading
import Foundation
import HashTreeCollections
package import Proving
import Reasons
import RoundState
package import Storage

/// The files of a backup.
package struct BackupFolder: Sendable {
    package let path: String
    package var database: String { "\(path)/heng.sqlite" }
    /// One line for each other file, as `sha256sum` writes and checks them.
    private var list: String { "\(path)/SHA256SUMS" }

    package init(_ path: String) { self.path = path }

    /// Whether it is one: a database, and the list of digests that is written last.
    package var isSealed: Bool { access(database, R_OK) == 0 && access(list, R_OK) == 0 }

    /// Writes the digests of all files that are there.
    fileprivate func seal() throws {
        let lines = try files().sorted().map { name in
            "\(Hash.plain(try readRegularFile("\(path)/\(name)", atMost: .max)).hex)  \(name)\n"
        }
        try writeDurably(list, Array(lines.joined().utf8), .owner)
    }

    /// Holds every file against the list, and the list against the files.
    /// - Throws: `LedgerError` naming the first that differs.
    package func requireWhole() throws {
        let text = String(decoding: try readRegularFile(list, atMost: 1 << 30), as: UTF8.self)
        var expected: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[1].hasPrefix(" ") else {
                throw LedgerError(.malformed, .file("SHA256SUMS"), .found(String(line), expected: .sumLine))
            }
            expected[String(parts[1].dropFirst())] = String(parts[0])
        }
        for name in try files().sorted() {
            guard let digest = expected.removeValue(forKey: name) else {
                throw LedgerError(.mismatch, .file(name), Reason(.fileStray))
            }
            let found = Hash.plain(try readRegularFile("\(path)/\(name)", atMost: .max)).hex
            guard found == digest else {
                throw LedgerError(.mismatch, .file(name), .digest(found, expected: digest))
            }
        }
        if let missing = expected.keys.min() {
            throw LedgerError(.missing, .file(missing), Reason(.fileAbsent))
        }
    }

    /// Every file but the list, by its path from the folder.
    private func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
            return !isFolder.boolValue && name != "SHA256SUMS"
        }
    }
}

/// Copies a ledger that may be in use, with its evidence, and proves the copy. The folder has its name only once all of it is on the disk.
/// - Throws: `FileFailure` where something stands at the folder's place; `LedgerError` where the copy does not hold; `StorageError`.
package func backUp(_ store: Store, to target: BackupFolder) throws -> Proof {
    guard access(target.path, F_OK) != 0 else {
        throw FileFailure(.inTheWay, target.path, .fileInTheWay)
    }
    let place = BackupFolder(target.path + ".part")
    try? FileManager.default.removeItem(atPath: place.path)
    do {
        try makePrivateFolder(place.path)
        try store.backUp(to: place.database)
        let copy = try Store(path: place.database, .looking)
        for digest in try copy.register().filesBeside {
            // What an older version stored among the rows is in the copy already.
            if let bytes = try store.evidence.read(digest) { try copy.evidence.put(bytes) }
        }
        let proof = try verify(copy).get()
        try syncFile(place.database)
        try place.seal()
        try moveDurably(place.path, to: target.path)
        return proof
    } catch {
        try? FileManager.default.removeItem(atPath: place.path)
        throw error
    }
}

/// What a restore found to do.
package enum Restored: Sendable, Equatable {
    case done(Proof)
    /// It had been done before, to the end.
    case before(Proof)
}

/// Puts a proven backup in the place of a lost database. One that was cut short at any point goes on when it is tried again.
///
/// `open` opens the ledger at a path, and `record` signs there that it was restored: the known head decides whether that may be.
/// - Throws: `Refusal` for leftovers beside the database; `FileFailure` for a database that is there; `LedgerError` for a backup that does
///   not hold or lacks signed events.
package func restore(
    _ backup: BackupFolder, to database: String, recording record: (_ path: String) throws -> Void
) throws -> Restored {
    let left = ["-wal", "-journal"].map { database + $0 }.filter { path in
        var status = stat()
        return stat(path, &status) == 0 && status.st_size > 0
    }
    let place = database + ".restoring"
    let source = try provenSource(backup)
    let evidence = EvidenceFolder(beside: database)
    if access(database, F_OK) == 0 {
        guard try endsWithRestore(database), access(place, F_OK) != 0, try isContinued(source, by: database) else {
            throw FileFailure(.inTheWay, database, .databaseInTheWay)
        }
        try putBackEvidence(of: source, into: evidence)
        return .before(try verify(Store(path: database, .looking)).get())
    }
    guard left.isEmpty else {
        throw Refusal(left.map { Reason(.databaseLeftOver, .file($0)) })
    }
    if try access(place, F_OK) != 0 || !endsWithRestore(place) {
        try removeDatabase(place)
        try putBackEvidence(of: source, into: evidence)
        try source.backUp(to: place)
        do {
            try record(place)
        } catch let error where !((try? endsWithRestore(place)) ?? false) {
            try removeDatabase(place)
            throw error
        }
    }
    try putBackEvidence(of: source, into: evidence)
    let store = try Store(path: place, .existing)
    // Who had signed in, or was about to, when the copy was made may have been shown the door since.
    try store.write { try $0.voidSignIns() }
    try store.fold()
    store.close()
    for suffix in ["-wal", "-shm"] { try removeDurably(place + suffix) }
    try syncFile(place)
    // Empty ones of the lost database say nothing; SQLite would take them for the restored one's.
    for suffix in ["-wal", "-shm", "-journal"] { try removeDurably(database + suffix) }
    try moveDurably(place, to: database)
    return .done(try verify(Store(path: database, .looking)).get())
}

private func provenSource(_ backup: BackupFolder) throws -> Store {
    let source: Store
    if (try? FileManager.default.attributesOfItem(atPath: backup.path)[.type] as? FileAttributeType) == .typeDirectory {
        try backup.requireWhole()
        source = try Store(path: backup.database, .looking)
    } else {
        // Before there was evidence beside it, a backup was the database alone.
        source = try Store(path: backup.path, .looking)
    }
    _ = try verify(source).get()
    return source
}

private func putBackEvidence(of source: Store, into evidence: EvidenceFolder) throws {
    for digest in try source.register().filesBeside {
        if let bytes = try source.evidence.read(digest) { try evidence.putBack(bytes) }
    }
}

/// Whether the database goes on from the backup: its first events are the backup's.
private func isContinued(_ backup: Store, by database: String) throws -> Bool {
    let old = try backup.read { try Fold(of: $0).levels }
    let new = try Store(path: database, .looking).read { try Fold(of: $0).levels }
    guard old.size < new.size else { return false }
    return try CompactRange(size: old.size, reader: new).root == old.root
}

private func removeDatabase(_ path: String) throws {
    for suffix in ["-wal", "-shm", "-journal", ""] { try removeDurably(path + suffix) }
}

/// Whether the newest event says that the database was restored; false for one that cannot be read.
private func endsWithRestore(_ path: String) throws -> Bool {
    guard let store = try? Store(path: path, .looking) else { return false }
    return try store.read { reading in
        var last: Event?
        let count = try reading.eventCount()
        try reading.forEachEvent(in: max(0, count - 1)..<count) { last = try Event(parsing: $0.body) }
        return last?.type == "backup.restored"
    }
}
