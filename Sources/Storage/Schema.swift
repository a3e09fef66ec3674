// The tables, by migration; a migration that has shipped is never edited.

import Foundation
import GRDB

enum Schema {
    /// "heng" in ASCII, in the header of the file (<https://www.sqlite.org/fileformat2.html#application_id>).
    static let applicationID = 0x6865_6E67

    /// Makes a new file ours, before its journal could hold the mark back from the header.
    static func claim(_ path: String) throws {
        try makePrivate(path)
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { try $0.execute(sql: "PRAGMA application_id = \(applicationID)") }
        try queue.close()
    }

    /// An empty file for its owner alone: names and marks are in it. SQLite gives its log the same mode.
    static func makePrivate(_ path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw StorageError.unusable(path, String(cString: strerror(errno)).lowercased()) }
        close(descriptor)
    }

    /// What stands in the schema that no version of ours put there, such as a trigger that would change what is written; nil for nothing.
    static func stranger(_ database: Database) throws -> String? {
        let ours = try DatabaseQueue()
        try migrator.migrate(ours)
        let known = try Set(ours.read(objects))
        return try objects(database).first { !known.contains($0) }
    }

    private static func objects(_ database: Database) throws -> [String] {
        try String.fetchAll(
            database,
            sql:
                "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"
        )
    }

    /// Whether a file was written by a version whose tables this one does not know.
    static func isForeign(_ database: Database) throws -> Bool {
        guard try database.tableExists("event") else { return true }
        return try migrator.hasBeenSuperseded(database)
    }

    /// Refuses a file of another program by its header alone: opening it would change it.
    static func requireOurs(_ path: String) throws {
        // A pipe that nobody writes to would hold the program for ever.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw StorageError.unusable(path, String(cString: strerror(errno)).lowercased()) }
        defer { close(descriptor) }
        var header = [UInt8](repeating: 0, count: 100)
        guard read(descriptor, &header, header.count) == header.count,
            header.starts(with: Array("SQLite format 3\0".utf8)),
            header[68..<72].reduce(0, { $0 << 8 | Int($1) }) == applicationID
        else { throw StorageError.foreign(path) }
    }

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("3 events, disclosures, checkpoints, files") { try $0.execute(sql: tables) }
        migrator.registerMigration("4 commits") { try $0.execute(sql: commits) }
        migrator.registerMigration("5 accounts, sessions, sign-ins") { try $0.execute(sql: accounts) }
        migrator.registerMigration("6 facts that wait for a second person") { try $0.execute(sql: factDrafts) }
        migrator.registerMigration("7 what was looked at") { try $0.execute(sql: pageReads) }
        migrator.registerMigration("8 tokens of programs") { try $0.execute(sql: tokens) }
        migrator.registerMigration("9 what zones are writing") { try $0.execute(sql: drafts) }
        migrator.registerMigration("10 mail") { try $0.execute(sql: mail) }
        return migrator
    }

    private static let drafts = """
        -- What a zone writes and has not handed in: no event, no proof reads it. `place` is a call or a request for evidence.
        CREATE TABLE draft_field (
            zone TEXT NOT NULL, place TEXT NOT NULL, field TEXT NOT NULL,
            value TEXT NOT NULL, version INTEGER NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (zone, place, field)) STRICT, WITHOUT ROWID;
        -- The files themselves lie beside the database.
        CREATE TABLE draft_file (
            id INTEGER PRIMARY KEY,
            zone TEXT NOT NULL, place TEXT NOT NULL, indicator TEXT NOT NULL,
            digest TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
            whole INTEGER NOT NULL, scanned INTEGER NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL,
            UNIQUE (zone, place, indicator, digest)) STRICT;
        """

    private static let mail = """
        -- Where people want mail. It goes with their account.
        CREATE TABLE mail_address (
            user TEXT PRIMARY KEY REFERENCES account ON DELETE CASCADE,
            address TEXT NOT NULL, language TEXT NOT NULL,
            -- Names of what waited and has been told, one a line.
            told TEXT NOT NULL) STRICT, WITHOUT ROWID;
        -- The days of which the mails were queued.
        CREATE TABLE mail_day (day TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        -- Mails that wait or are done with, kept for 30 days; their text is made when they are sent. One a day to one person.
        CREATE TABLE mail (
            id INTEGER PRIMARY KEY,
            user TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
            address TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, queued INTEGER NOT NULL,
            tries INTEGER NOT NULL, next INTEGER NOT NULL,
            -- queued, sending, sent, failed; void: not needed any more.
            state TEXT NOT NULL, settled INTEGER, said TEXT NOT NULL,
            UNIQUE (user, day)) STRICT;
        CREATE INDEX mail_by_state ON mail (state, next);
        """

    private static let tokens = """
        -- What programs show instead of a session; SHA-256 of each. They go with their account.
        CREATE TABLE api_token (
            id INTEGER PRIMARY KEY,
            token BLOB NOT NULL UNIQUE,
            user TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
            label TEXT NOT NULL, created INTEGER NOT NULL, until INTEGER NOT NULL, used INTEGER) STRICT;
        CREATE INDEX api_token_of_user ON api_token (user);
        """

    private static let pageReads = """
        -- Pages that auditor and administrators opened; kept for 366 days. No proof reads it.
        CREATE TABLE page_read (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL, user TEXT NOT NULL, page TEXT NOT NULL) STRICT;
        CREATE INDEX page_read_by_time ON page_read (at);
        CREATE TRIGGER page_read_unchanged BEFORE UPDATE ON page_read
            BEGIN SELECT RAISE(ABORT, 'the log of what was looked at is append-only'); END;
        CREATE TRIGGER page_read_kept BEFORE DELETE ON page_read WHEN OLD.at >= (SELECT max(at) FROM page_read) - 31622400
            BEGIN SELECT RAISE(ABORT, 'the log of what was looked at is kept for a year'); END;
        """

    private static let factDrafts = """
        -- Measured values that one officer entered and another has to confirm. No event, no proof reads them (decision 016).
        CREATE TABLE fact_draft (
            id INTEGER PRIMARY KEY,
            round TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL,
            -- Where the values come from, in the author's words.
            source TEXT NOT NULL,
            -- Canonical JSON: {zone: {fact: [before or null, after]}}.
            content TEXT NOT NULL,
            -- The request under which they are recorded.
            request TEXT NOT NULL,
            state TEXT NOT NULL, decider TEXT, decided INTEGER, reason TEXT) STRICT;
        CREATE INDEX fact_draft_of_round ON fact_draft (round);
        """

    private static let accounts = """
        -- Who may sign in. No event, no proof reads these tables (decision 013). Times are seconds since 1970.
        CREATE TABLE account (
            user TEXT PRIMARY KEY,
            -- SHA-256 of what the ledger said of the person: an id that is given to somebody else opens nothing.
            person BLOB NOT NULL,
            -- Null until a letter has been used.
            password TEXT,
            failures INTEGER NOT NULL, locks INTEGER NOT NULL, locked_until INTEGER) STRICT;
        -- Secrets of authenticators; confirmed by a first code.
        CREATE TABLE factor (
            id INTEGER PRIMARY KEY,
            user TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
            label TEXT NOT NULL, secret BLOB NOT NULL, created INTEGER NOT NULL, confirmed INTEGER,
            drift INTEGER NOT NULL, last_step INTEGER) STRICT;
        CREATE INDEX factor_of_user ON factor (user);
        -- Letters that wait for their reader: the hash of the code, and the secret that the page showed.
        CREATE TABLE letter (
            user TEXT PRIMARY KEY REFERENCES account ON DELETE CASCADE,
            code BLOB NOT NULL, until INTEGER NOT NULL, secret BLOB) STRICT;
        -- Sign-ins that wait for a code, and those that are done; tokens as SHA-256.
        CREATE TABLE challenge (
            token BLOB PRIMARY KEY, user TEXT NOT NULL REFERENCES account ON DELETE CASCADE, until INTEGER NOT NULL) STRICT;
        CREATE INDEX challenge_of_user ON challenge (user);
        CREATE TABLE session (
            id INTEGER PRIMARY KEY,
            token BLOB NOT NULL UNIQUE,
            user TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
            secret BLOB NOT NULL,
            created INTEGER NOT NULL, used INTEGER NOT NULL, confirmed INTEGER NOT NULL,
            address TEXT NOT NULL, agent TEXT NOT NULL) STRICT;
        CREATE INDEX session_of_user ON session (user);
        -- Every attempt to sign in, and what was done to an account; kept for 366 days.
        CREATE TABLE sign_in (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL, user TEXT NOT NULL, outcome TEXT NOT NULL, actor TEXT,
            address TEXT NOT NULL, agent TEXT NOT NULL) STRICT;
        CREATE INDEX sign_in_by_time ON sign_in (at);
        CREATE TRIGGER sign_in_unchanged BEFORE UPDATE ON sign_in
            BEGIN SELECT RAISE(ABORT, 'the log of sign-ins is append-only'); END;
        CREATE TRIGGER sign_in_kept BEFORE DELETE ON sign_in WHEN OLD.at >= (SELECT max(at) FROM sign_in) - 31622400
            BEGIN SELECT RAISE(ABORT, 'the log of sign-ins is kept for a year'); END;
        """

    private static let commits = """
        -- The MAC of every commit, by the number of events that it left; a handed-over key adds its own.
        CREATE TABLE commit_mac (size INTEGER NOT NULL, mac BLOB NOT NULL, PRIMARY KEY (size, mac)) STRICT, WITHOUT ROWID;
        CREATE TRIGGER commit_mac_unchanged BEFORE UPDATE ON commit_mac
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER commit_mac_kept BEFORE DELETE ON commit_mac
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        """

    private static let tables = """
        -- The exact bytes of every event. Everything else that a register holds is folded from them.
        CREATE TABLE event (
            seq INTEGER PRIMARY KEY CHECK (seq >= 0),
            id TEXT NOT NULL UNIQUE,
            body BLOB NOT NULL,
            -- The hash of its leaf: so that a body that was changed can be told from its neighbours.
            leaf BLOB NOT NULL) STRICT;
        -- What events conceal; the only rows that are ever removed, by lawful erasure.
        CREATE TABLE disclosure (
            seq INTEGER NOT NULL REFERENCES event, n INTEGER NOT NULL, encoded TEXT NOT NULL,
            PRIMARY KEY (seq, n)) STRICT, WITHOUT ROWID;
        -- A head that a second key signs too, in a rotation, has a row for each state.
        CREATE TABLE checkpoint (size INTEGER NOT NULL, note BLOB NOT NULL, PRIMARY KEY (size, note)) STRICT;
        -- Files that events name by SHA-256: schemes, plans, lists of zones, snapshots, evidence.
        CREATE TABLE file (digest TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
        -- Against accidents only; proof is the tree's work.
        CREATE TRIGGER event_unchanged BEFORE UPDATE ON event
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER event_kept BEFORE DELETE ON event
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER disclosure_unchanged BEFORE UPDATE ON disclosure
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER checkpoint_unchanged BEFORE UPDATE ON checkpoint
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER checkpoint_kept BEFORE DELETE ON checkpoint
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER file_unchanged BEFORE UPDATE ON file
            BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        """
}
