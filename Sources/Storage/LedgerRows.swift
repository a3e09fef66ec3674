// The rows of the ledger: events, disclosures, checkpoints, files.

package import AuditLedger
import Foundation
import GRDB

/// A stored event before anything about it was checked, with what it conceals.
package struct EventRow: Sendable {
    package let seq: Int
    package let id: String
    package let body: [UInt8]
    package let leaf: [UInt8]
    /// In the order in which they were concealed; those that were erased are missing.
    package var disclosures: [String]
}

package struct CheckpointRow: Sendable, Equatable {
    package let size: Int
    package let note: [UInt8]
}

/// Reads of one consistent view.
package struct Reading {
    let database: Database

    package func eventCount() throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM event") ?? 0
    }

    /// Every event from `first` on, in the order of `seq`.
    package func forEachEvent(from first: Int = 0, _ body: (EventRow) throws -> Void) throws {
        try forEachEvent(in: first..<Int.max, body)
    }

    package func forEachEvent(in range: Range<Int>, _ body: (EventRow) throws -> Void) throws {
        let disclosures = try Row.fetchCursor(
            database.cachedStatement(
                sql: "SELECT seq, encoded FROM disclosure WHERE seq >= ? AND seq < ? ORDER BY seq, n"),
            arguments: [range.lowerBound, range.upperBound])
        let events = try Row.fetchCursor(
            database.cachedStatement(
                sql: "SELECT seq, id, body, leaf FROM event WHERE seq >= ? AND seq < ? ORDER BY seq"),
            arguments: [range.lowerBound, range.upperBound])
        var next = try disclosures.next().map { (seq: $0[0] as Int, encoded: $0[1] as String) }
        while let row = try events.next() {
            let (bytes, leaf): (Data, Data) = (row[2], row[3])
            var event = EventRow(
                seq: row[0], id: row[1], body: [UInt8](bytes), leaf: [UInt8](leaf), disclosures: [])
            while let disclosure = next, disclosure.seq <= event.seq {
                guard disclosure.seq == event.seq else { throw Self.stray(disclosure.seq) }
                event.disclosures.append(disclosure.encoded)
                next = try disclosures.next().map { ($0[0], $0[1]) }
            }
            try body(event)
        }
        if let next { throw Self.stray(next.seq) }
    }

    private static func stray(_ seq: Int) -> StorageError {
        .malformed(table: "disclosure", "a row names the event \(seq), which is not stored")
    }

    package func hasEvent(_ seq: Int) throws -> Bool {
        try Int.fetchOne(database.cachedStatement(sql: "SELECT 1 FROM event WHERE seq = ?"), arguments: [seq]) != nil
    }

    /// The index of the event with this id.
    package func seq(of id: EventID) throws -> Int? {
        try Int.fetchOne(
            database.cachedStatement(sql: "SELECT seq FROM event WHERE id = ?"), arguments: [id.text])
    }

    /// By size; of one size the one with more signatures last.
    package func checkpoints() throws -> [CheckpointRow] {
        try Row.fetchAll(database, sql: "SELECT size, note FROM checkpoint ORDER BY size, length(note)").map { row in
            let note: Data = row["note"]
            return CheckpointRow(size: row["size"], note: [UInt8](note))
        }
    }

    package func file(_ digest: String) throws -> [UInt8]? {
        try Data.fetchOne(database, sql: "SELECT bytes FROM file WHERE digest = ?", arguments: [digest])
            .map { [UInt8]($0) }
    }

    package func fileDigests() throws -> [String] {
        try String.fetchAll(database, sql: "SELECT digest FROM file ORDER BY digest")
    }
}

/// Changes of one transaction, and reads that see them.
package struct Writing {
    package let reading: Reading
    private var database: Database { reading.database }

    package func insert(_ event: Event, leaf: Hash, _ disclosures: [Disclosure]) throws {
        try database.cachedStatement(sql: "INSERT INTO event (seq, id, body, leaf) VALUES (?, ?, ?, ?)")
            .execute(arguments: [event.seq, event.id.text, Data(event.bytes), Data(leaf.bytes)])
        for (n, disclosure) in disclosures.enumerated() {
            try database.cachedStatement(sql: "INSERT INTO disclosure (seq, n, encoded) VALUES (?, ?, ?)")
                .execute(arguments: [event.seq, n, disclosure.encoded])
        }
    }

    package func insert(_ note: SignedNote, size: Int) throws {
        try database.execute(
            sql: "INSERT INTO checkpoint (size, note) VALUES (?, ?) ON CONFLICT DO NOTHING",
            arguments: [size, Data(note.bytes)])
    }

    /// Stores bytes under their SHA-256 in hexadecimal, once.
    package func insertFile(_ bytes: [UInt8]) throws -> String {
        let digest = Hash.plain(bytes).hex
        try database.execute(
            sql: "INSERT INTO file (digest, bytes) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
            arguments: [digest, Data(bytes)])
        return digest
    }

    /// Removes a disclosure for good; `secure_delete` overwrites it in its page.
    /// - Returns: whether it was there.
    package func erase(_ encoded: String, of seq: Int) throws -> Bool {
        try database.execute(
            sql: "DELETE FROM disclosure WHERE seq = ? AND encoded = ?", arguments: [seq, encoded])
        return database.changesCount == 1
    }

    package func eraseFile(_ digest: String) throws {
        try database.execute(sql: "DELETE FROM file WHERE digest = ?", arguments: [digest])
    }
}
