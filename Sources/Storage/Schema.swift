// The tables, by migration; a migration that has shipped is never edited.

import Foundation
import GRDB

enum Schema {
    /// "heng" in ASCII, in the header of the file (<https://www.sqlite.org/fileformat2.html#application_id>).
    static let applicationID = 0x6865_6E67

    /// Makes a new file ours, before its journal could hold the mark back from the header.
    static func claim(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { try $0.execute(sql: "PRAGMA application_id = \(applicationID)") }
        try queue.close()
    }

    /// Refuses a file of another program by its header alone: opening it would change it.
    static func requireOurs(_ path: String) throws {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        let header = [UInt8](try handle.read(upToCount: 100) ?? Data())
        guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)),
            header[68..<72].reduce(0, { $0 << 8 | Int($1) }) == applicationID
        else { throw StorageError.foreign(path) }
    }

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 ledger and rounds") { try $0.execute(sql: first) }
        return migrator
    }

    private static let first = """
        -- The ledger: exact event bytes, every complete subtree's hash, what was concealed, signed notes.
        CREATE TABLE event (
            seq INTEGER PRIMARY KEY CHECK (seq >= 0),
            id TEXT NOT NULL UNIQUE,
            body BLOB NOT NULL) STRICT;
        CREATE TABLE node (
            level INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (level, idx)) STRICT;
        CREATE TABLE disclosure (
            seq INTEGER NOT NULL REFERENCES event, n INTEGER NOT NULL, encoded TEXT NOT NULL,
            PRIMARY KEY (seq, n)) STRICT;
        CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;
        CREATE TABLE verifier (vkey TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT;
        -- Against accidents only; proof is the tree's work.
        CREATE TRIGGER event_unchanged BEFORE UPDATE ON event
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER event_kept BEFORE DELETE ON event
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER node_unchanged BEFORE UPDATE ON node
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER node_kept BEFORE DELETE ON node
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER checkpoint_unchanged BEFORE UPDATE ON checkpoint
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER checkpoint_kept BEFORE DELETE ON checkpoint
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        -- Files that events name by SHA-256: schemes, plans, lists of zones, snapshots.
        CREATE TABLE blob (digest TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
        -- What the ledger tells, as rows to work with.
        CREATE TABLE round (
            id TEXT PRIMARY KEY, opened INTEGER NOT NULL REFERENCES event, closed INTEGER REFERENCES event,
            snapshot TEXT REFERENCES blob) STRICT;
        CREATE TABLE expert (
            round TEXT NOT NULL REFERENCES round, id TEXT NOT NULL, name TEXT NOT NULL, source TEXT NOT NULL,
            organisation TEXT NOT NULL, PRIMARY KEY (round, id)) STRICT;
        CREATE TABLE seat (
            round TEXT NOT NULL REFERENCES round, zone TEXT NOT NULL, seat TEXT NOT NULL, expert TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'sealed', 'recused', 'missed')),
            PRIMARY KEY (round, zone, seat), UNIQUE (round, zone, expert),
            FOREIGN KEY (round, expert) REFERENCES expert) STRICT;
        CREATE TABLE mark (
            round TEXT NOT NULL, zone TEXT NOT NULL, seat TEXT NOT NULL, indicator TEXT NOT NULL,
            hundredths INTEGER, comment TEXT, PRIMARY KEY (round, zone, seat, indicator),
            FOREIGN KEY (round, zone, seat) REFERENCES seat,
            CHECK (hundredths IS NOT NULL OR comment IS NOT NULL)) STRICT;
        CREATE TABLE fact (
            round TEXT NOT NULL REFERENCES round, zone TEXT NOT NULL, fact TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (round, zone, fact)) STRICT;
        """
}
