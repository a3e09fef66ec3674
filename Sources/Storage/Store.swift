// The one type that owns the database file: how it is opened, how its transactions run, how it is copied.

import Foundation
import GRDB
package import Reasons

/// A ledger database.
///
/// WAL with `synchronous=FULL`, one writer: when `write` returns, its changes survive a power cut
/// (<https://www.sqlite.org/pragma.html#pragma_synchronous>).
package struct Store: Sendable {
    private let access: Access
    package let path: String

    private enum Access: Sendable {
        case writing(DatabasePool)
        case looking(Looking)
    }

    /// What is wanted of the file.
    package enum Opening: Sendable {
        /// A new one, which must not exist.
        case creating
        /// One that exists, to be written to.
        case existing
        /// One that exists, of which no byte is changed and no lock is taken.
        case looking
    }

    /// Evidence lies beside the database.
    package var evidence: EvidenceFolder { EvidenceFolder(beside: path) }
    /// Files of what is still being written.
    package var uploads: UploadFolder { UploadFolder(beside: path) }

    /// Opens the file; unless it is only looked at, brings its schema up to date.
    /// - Throws: `StorageError` when the file is missing, is no ledger of this program, or cannot be opened or written.
    package init(path: String, _ opening: Opening) throws {
        let exists = FileManager.default.fileExists(atPath: path)
        if opening != .creating, !exists { throw StorageError.missing(path) }
        self.path = path
        do {
            if exists { try Schema.requireOurs(path) } else { try Schema.claim(path) }
            access = opening == .looking ? .looking(try Self.look(at: path)) : .writing(try Self.open(path))
        } catch let error as StorageError {
            throw error
        } catch {
            throw StorageError(error, path)
        }
    }

    private static func open(_ path: String) throws -> DatabasePool {
        let pool = try DatabasePool(path: path, configuration: Self.configuration)
        // GRDB sets NORMAL on its writer after `prepareDatabase`; only this order gives FULL.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        if try pool.read(Schema.migrator.hasBeenSuperseded) { throw StorageError.otherVersion(path) }
        try Schema.migrator.migrate(pool)
        if let strange = try pool.read(Schema.stranger) {
            throw StorageError.unusable(path, "its schema was changed by hand: \(strange)")
        }
        return pool
    }

    private static func look(at path: String) throws -> Looking {
        let looking = Looking(path: path)
        if try looking.read(Schema.isForeign) { throw StorageError.otherVersion(path) }
        return looking
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA secure_delete = ON")
        }
        return configuration
    }

    /// Runs `body` in one immediate transaction: all of it is stored, or nothing.
    /// - Throws: `StorageError` when the database cannot be written; what `body` throws.
    package func write<Value>(_ body: (Writing) throws -> Value) throws -> Value {
        do {
            return try pool().write { try body(Writing(reading: Reading(database: $0, evidence: evidence))) }
        } catch let error as DatabaseError {
            throw StorageError(error, path, isWriting: true)
        }
    }

    private func pool() throws(StorageError) -> DatabasePool {
        guard case .writing(let pool) = access else { throw .readOnly(path) }
        return pool
    }

    /// Runs `body` on an unchanging view of the last commit; it may run more than once where the store only looks.
    package func read<Value>(_ body: (Reading) throws -> Value) throws -> Value {
        do {
            let body = { (database: Database) in try body(Reading(database: database, evidence: evidence)) }
            return switch access {
            case .writing(let pool): try pool.read(body)
            case .looking(let looking): try looking.read(body)
            }
        } catch let error as DatabaseError {
            throw StorageError(error, path)
        }
    }

    /// For tests: what happens on the connection that writes.
    func add(_ observer: some TransactionObserver) throws { try pool().add(transactionObserver: observer) }

    /// The pragma's value on the connection that writes.
    package func writerPragma(_ name: String) throws -> String? {
        try pool().writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA \(name)") }
    }

    /// Copies the last commit into a new file, which must not exist, while others may go on writing
    /// (<https://www.sqlite.org/backup.html>).
    package func backUp(to target: String) throws {
        do {
            try Schema.makePrivate(target)
            let copy = try DatabaseQueue(path: target)
            switch access {
            case .writing(let pool): try pool.backup(to: copy)
            case .looking(let looking):
                try looking.read { source in try copy.writeWithoutTransaction { try source.backup(to: $0) } }
            }
            try copy.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try copy.close()
        } catch let error as DatabaseError {
            throw StorageError(error, target)
        }
    }

    /// Rewrites the file and empties its log, so that no byte of a removed row is left in either.
    package func scrub() throws {
        do {
            try pool().writeWithoutTransaction { database in
                try database.checkpoint(.truncate)
                try database.execute(sql: "VACUUM")
                try database.checkpoint(.truncate)
            }
        } catch let error as DatabaseError {
            throw StorageError(error, path)
        }
    }

    /// Brings everything from the write-ahead log into the file, which can then be moved alone.
    package func fold() throws {
        do {
            _ = try pool().writeWithoutTransaction { try $0.checkpoint(.truncate) }
        } catch let error as DatabaseError {
            throw StorageError(error, path)
        }
    }

    /// Closes all connections. A log that cannot be folded in now holds all that was committed; who opens next reads it.
    package func close() {
        guard case .writing(let pool) = access else { return }
        try? fold()
        try? pool.close()
    }
}

/// What keeps a database from being used.
package enum StorageError: Error, Equatable, CustomStringConvertible {
    case missing(String)
    case foreign(String)
    case otherVersion(String)
    /// Another process holds the writer's lock; nothing was changed.
    case busy(String)
    /// Nothing was changed.
    case full(String)
    /// Nothing was changed.
    case readOnly(String)
    /// The disk failed while a change was written: only a look tells whether it is there.
    case uncertain(String, String)
    case unusable(String, String)
    /// A row about an event that is not there.
    case malformed(table: String, event: Int)

    fileprivate init(_ error: any Error, _ path: String, isWriting: Bool = false) {
        let reason = Self.reason(error)
        switch (error as? DatabaseError)?.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path)
        case .SQLITE_FULL: self = .full(path)
        case .SQLITE_READONLY: self = .readOnly(path)
        case .SQLITE_IOERR where isWriting: self = .uncertain(path, reason)
        case .SQLITE_IOERR, .SQLITE_CANTOPEN: self = Self.ofDisk(holding: path) ?? .unusable(path, reason)
        default: self = .unusable(path, reason)
        }
    }

    private static func reason(_ error: any Error) -> String {
        if let error = error as? DatabaseError { return error.message ?? "\(error.resultCode)" }
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey].flatMap { $0 as? any Error }
        let cause = (underlying ?? error) as NSError
        return cause.domain == NSPOSIXErrorDomain
            ? String(cString: strerror(Int32(cause.code))).lowercased() : cause.localizedDescription
    }

    /// What the disk says: where SQLite maps its index beside the log, it tells a full or read-only disk as an input/output error.
    private static func ofDisk(holding path: String) -> StorageError? {
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 || statvfs((path as NSString).deletingLastPathComponent, &disk) == 0 else {
            return nil
        }
        if disk.f_flag & UInt(ST_RDONLY) != 0 { return .readOnly(path) }
        return disk.f_bavail == 0 ? .full(path) : nil
    }

    package var reason: Reason {
        switch self {
        case .missing(let path): Reason(.databaseMissing, ["path": .text(path)])
        case .foreign(let path): Reason(.databaseForeign, ["path": .text(path)])
        case .otherVersion(let path): Reason(.databaseOfOtherVersion, ["path": .text(path)])
        case .busy(let path): Reason(.databaseBusy, ["path": .text(path)])
        case .full(let path): Reason(.databaseFull, ["path": .text(path)])
        case .readOnly(let path): Reason(.databaseReadOnly, ["path": .text(path)])
        case .uncertain(let path, let why):
            Reason(.databaseUncertain, ["path": .text(path), "why": .term(.system, why)])
        case .unusable(let path, let why):
            Reason(.databaseUnusable, ["path": .text(path), "why": .term(.system, why)])
        case .malformed(let table, let event):
            Reason(.databaseRowStrange, ["table": .text(table), "event": .number(event)])
        }
    }

    package var description: String { reason.description }
}
