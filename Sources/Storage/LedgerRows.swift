// The ledger's own tables: events, nodes, disclosures, checkpoints, keys, blobs.

package import AuditLedger
import Foundation
import GRDB

/// A stored event before anything about it was checked.
package struct EventRow: Sendable {
    package let seq: Int
    package let id: String
    package let body: [UInt8]

    init(row: Row) {
        let data: Data = row["body"]
        (seq, id, body) = (row["seq"], row["id"], [UInt8](data))
    }
}

/// A concealed value and the event that holds its digest.
package struct DisclosureRow: Sendable, Equatable {
    package let seq: Int
    package let encoded: String
}

package struct NodeRow: Sendable, Equatable {
    package let position: NodePosition
    package let hash: [UInt8]
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

    /// In the order of `seq`.
    package func forEachEvent(_ body: (EventRow) throws -> Void) throws {
        let rows = try Row.fetchCursor(database, sql: "SELECT seq, id, body FROM event ORDER BY seq")
        while let row = try rows.next() {
            try body(EventRow(row: row))
        }
    }

    package func event(_ seq: Int) throws -> EventRow? {
        try Row.fetchOne(database, sql: "SELECT seq, id, body FROM event WHERE seq = ?", arguments: [seq])
            .map(EventRow.init(row:))
    }

    /// By event, then in the order in which they were concealed.
    package func disclosures() throws -> [DisclosureRow] {
        try Row.fetchAll(database, sql: "SELECT seq, encoded FROM disclosure ORDER BY seq, n")
            .map { DisclosureRow(seq: $0["seq"], encoded: $0["encoded"]) }
    }

    /// By level, then index.
    package func forEachNode(_ body: (NodeRow) throws -> Void) throws {
        let rows = try Row.fetchCursor(database, sql: "SELECT level, idx, hash FROM node ORDER BY level, idx")
        while let row = try rows.next() {
            let hash: Data = row["hash"]
            try body(
                NodeRow(
                    position: NodePosition(level: row["level"], index: row["idx"]), hash: [UInt8](hash)))
        }
    }

    /// By size.
    package func checkpoints() throws -> [CheckpointRow] {
        try Row.fetchAll(database, sql: "SELECT size, note FROM checkpoint ORDER BY size").map { row in
            let note: Data = row["note"]
            return CheckpointRow(size: row["size"], note: [UInt8](note))
        }
    }

    /// Oldest first.
    package func verifierKeys() throws -> [String] {
        try String.fetchAll(database, sql: "SELECT vkey FROM verifier ORDER BY since, vkey")
    }

    package func blob(_ digest: String) throws -> [UInt8]? {
        try Data.fetchOne(database, sql: "SELECT bytes FROM blob WHERE digest = ?", arguments: [digest])
            .map { [UInt8]($0) }
    }

    package func blobDigests() throws -> [String] {
        try String.fetchAll(database, sql: "SELECT digest FROM blob ORDER BY digest")
    }
}

extension Reading: HashReader {
    package func hashes(at positions: [NodePosition]) throws -> [Hash] {
        try positions.map { position in
            let stored = try Data.fetchOne(
                database, sql: "SELECT hash FROM node WHERE level = ? AND idx = ?",
                arguments: [position.level, position.index])
            guard let stored, let hash = Hash(bytes: [UInt8](stored)) else {
                throw StorageError.malformed(
                    table: "node", "no hash at level \(position.level), index \(position.index)")
            }
            return hash
        }
    }
}

/// Changes of one transaction, and reads that see them.
package struct Writing {
    package let reading: Reading
    var database: Database { reading.database }

    package func insert(_ event: Event) throws {
        try database.execute(
            sql: "INSERT INTO event (seq, id, body) VALUES (?, ?, ?)",
            arguments: [event.seq, event.id.text, Data(event.bytes)])
    }

    package func insert(_ disclosures: [Disclosure], of seq: Int) throws {
        for (n, disclosure) in disclosures.enumerated() {
            try database.execute(
                sql: "INSERT INTO disclosure (seq, n, encoded) VALUES (?, ?, ?)",
                arguments: [seq, n, disclosure.encoded])
        }
    }

    package func insert(_ hash: Hash, at position: NodePosition) throws {
        try database.execute(
            sql: "INSERT INTO node (level, idx, hash) VALUES (?, ?, ?)",
            arguments: [position.level, position.index, Data(hash.bytes)])
    }

    package func insert(_ note: SignedNote, size: Int) throws {
        try database.execute(
            sql: "INSERT INTO checkpoint (size, note) VALUES (?, ?) ON CONFLICT (size) DO NOTHING",
            arguments: [size, Data(note.bytes)])
    }

    package func insert(_ key: VerifierKey, since seq: Int) throws {
        try database.execute(
            sql: "INSERT INTO verifier (vkey, since) VALUES (?, ?)", arguments: [key.text, seq])
    }

    /// Stores bytes under their SHA-256 in hexadecimal, once.
    package func insertBlob(_ bytes: [UInt8]) throws -> String {
        let digest = Hash.plain(bytes).hex
        try database.execute(
            sql: "INSERT INTO blob (digest, bytes) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
            arguments: [digest, Data(bytes)])
        return digest
    }
}
