// The one type that owns the database file: how it is opened and how its transactions run.

import Foundation
import GRDB

/// A ledger database.
///
/// WAL with `synchronous=FULL`, one writer: when `write` returns, its changes survive a power cut
/// (<https://www.sqlite.org/pragma.html#pragma_synchronous>).
package struct Store: Sendable {
    private let pool: DatabasePool

    /// Whether a missing file is made or refused.
    package enum Opening: Sendable {
        case creating, existing
    }

    /// Opens the file and brings its schema up to date.
    /// - Throws: `StorageError` when the file is missing (`.existing`), is no ledger of this program, or cannot be
    ///   opened or written.
    package init(path: String, _ opening: Opening) throws {
        let exists = FileManager.default.fileExists(atPath: path)
        if opening == .existing, !exists { throw StorageError.missing(path) }
        do {
            if exists { try Schema.requireOurs(path) } else { try Schema.claim(path) }
            pool = try DatabasePool(path: path, configuration: Self.configuration)
            // GRDB sets NORMAL on its writer after `prepareDatabase`; only this order gives FULL.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try Schema.migrator.migrate(pool)
        } catch let error as StorageError {
            throw error
        } catch {
            throw StorageError.unusable(path, "\(error)")
        }
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
    package func write<Value>(_ body: (Writing) throws -> Value) throws -> Value {
        try pool.write { try body(Writing(reading: Reading(database: $0))) }
    }

    /// Runs `body` on an unchanging view of the last commit.
    package func read<Value>(_ body: (Reading) throws -> Value) throws -> Value {
        try pool.read { try body(Reading(database: $0)) }
    }

    /// The pragma's value on the connection that writes.
    package func writerPragma(_ name: String) throws -> String? {
        try pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA \(name)") }
    }

    /// Closes all connections and folds the write-ahead log into the file.
    package func close() throws {
        _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try pool.close()
    }
}

/// What keeps a database from being used.
package enum StorageError: Error, Equatable, CustomStringConvertible {
    case missing(String)
    case foreign(String)
    case unusable(String, String)
    /// A row that this program never writes.
    case malformed(table: String, String)

    package var description: String {
        switch self {
        case .missing(let path): "\(path): there is no such database (a round starts with `heng round import`)"
        case .foreign(let path): "\(path): this is not a ledger of heng (its application id differs)"
        case .unusable(let path, let reason): "\(path): cannot be used as a database: \(reason)"
        case .malformed(let table, let reason): "table \(table): \(reason)"
        }
    }
}
