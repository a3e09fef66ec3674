// The rows of the ledger: events, disclosures, checkpoints, files.

package import AuditLedger
import Foundation
import GRDB

package struct CheckpointRow: Sendable, Equatable {
    package let size: Int
    package let note: [UInt8]
}

/// Reads of one consistent view.
package struct Reading {
    let database: Database
    /// What lies beside the database: no part of the view, but nothing that the view names is ever changed there.
    package let evidence: EvidenceFolder

    package func eventCount() throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM event") ?? 0
    }

    /// Every event from `first` on, in the order of `seq`.
    package func forEachEvent(from first: Int = 0, _ body: (StoredEvent) throws -> Void) throws {
        try forEachEvent(in: first..<Int.max, body)
    }

    package func forEachEvent(in range: Range<Int>, _ body: (StoredEvent) throws -> Void) throws {
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
            var event = StoredEvent(
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
        .malformed(table: "disclosure", event: seq)
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

    /// The last of `checkpoints()`.
    package func newestCheckpoint() throws -> CheckpointRow? {
        try Row.fetchOne(
            database, sql: "SELECT size, note FROM checkpoint ORDER BY size DESC, length(note) DESC LIMIT 1"
        ).map { row in
            let note: Data = row[1]
            return CheckpointRow(size: row[0], note: [UInt8](note))
        }
    }

    /// The MACs of the commits that left the ledger with these sizes, by size.
    package func commitMACs(from size: Int = 0) throws -> [(size: Int, mac: CommitMAC)] {
        guard try database.tableExists("commit_mac") else { return [] }
        return try Row.fetchAll(
            database.cachedStatement(sql: "SELECT size, mac FROM commit_mac WHERE size >= ? ORDER BY size"),
            arguments: [size]
        ).map { row in
            let mac: Data = row[1]
            return (row[0], CommitMAC(bytes: [UInt8](mac)))
        }
    }

    /// Whether any commit bears a MAC.
    package func bearsMACs() throws -> Bool {
        guard try database.tableExists("commit_mac") else { return false }
        return try Int.fetchOne(database, sql: "SELECT 1 FROM commit_mac LIMIT 1") != nil
    }

    /// A file of evidence, from where this version or an older one put it.
    package func evidenceFile(_ digest: String) throws -> [UInt8]? { try evidence.read(digest) ?? file(digest) }

    /// The same to be handed out: its digest is that of its name.
    package func provenEvidence(_ digest: String) throws -> [UInt8]? { try evidence.proven(digest) ?? file(digest) }

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

    /// Runs `body` so that what it wrote is undone alone where it throws; what was written before stays.
    package func apart<Value>(_ body: () throws -> Value) throws -> Value {
        try database.cachedStatement(sql: "SAVEPOINT step").execute()
        do {
            let value = try body()
            try database.cachedStatement(sql: "RELEASE step").execute()
            return value
        } catch {
            try database.cachedStatement(sql: "ROLLBACK TO step").execute()
            try database.cachedStatement(sql: "RELEASE step").execute()
            throw error
        }
    }

    package func insert(_ note: SignedNote, size: Int) throws {
        try database.execute(
            sql: "INSERT INTO checkpoint (size, note) VALUES (?, ?) ON CONFLICT DO NOTHING",
            arguments: [size, Data(note.bytes)])
    }

    package func insert(_ mac: CommitMAC, size: Int) throws {
        try database.cachedStatement(sql: "INSERT INTO commit_mac (size, mac) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .execute(arguments: [size, Data(mac.bytes)])
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

    /// Removes a file of evidence that an older version stored among the rows.
    package func eraseFile(_ digest: String) throws {
        try database.execute(sql: "DELETE FROM file WHERE digest = ?", arguments: [digest])
    }
}
