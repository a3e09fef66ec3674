// The rows of what a zone is still writing: fields, files, half uploads. They lie outside the ledger: no proof reads them.

import GRDB

/// One field of a draft. Times are seconds since 1970-01-01T00:00:00Z.
package struct DraftFieldRow: Sendable, Equatable {
    package let zone: String
    /// What is written: a call, or a request for evidence.
    package let place: String
    package let field: String
    package let value: String
    /// From 1, by one with every change.
    package let version: Int
    package let author: String
    package let at: Int

    package init(
        zone: String, place: String, field: String, value: String, version: Int, author: String, at: Int
    ) {
        (self.zone, self.place, self.field, self.value) = (zone, place, field, value)
        (self.version, self.author, self.at) = (version, author, at)
    }
}

/// A file of a draft, or one that is on its way there.
package struct DraftFileRow: Sendable, Equatable {
    package let zone: String
    package let place: String
    /// Empty: it speaks for the whole.
    package let indicator: String
    /// SHA-256 of all its bytes, in hexadecimal.
    package let digest: String
    package let name: String
    package let size: Int
    /// Whether all of it is there and was looked at.
    package let isWhole: Bool
    /// Whether a scanner of the operator's let it through.
    package let isScanned: Bool
    package let author: String
    package let at: Int

    package init(
        zone: String, place: String, indicator: String, digest: String, name: String, size: Int, isWhole: Bool,
        isScanned: Bool, author: String, at: Int
    ) {
        (self.zone, self.place, self.indicator) = (zone, place, indicator)
        (self.digest, self.name, self.size) = (digest, name, size)
        (self.isWhole, self.isScanned, self.author, self.at) = (isWhole, isScanned, author, at)
    }
}

extension Reading {
    /// By field.
    package func draftFields(of zone: String, at place: String) throws -> [DraftFieldRow] {
        guard try database.tableExists("draft_field") else { return [] }
        return try Row.fetchAll(
            database, sql: "SELECT * FROM draft_field WHERE zone = ? AND place = ? ORDER BY field",
            arguments: [zone, place]
        ).map(DraftFieldRow.init)
    }

    package func draftField(_ field: String, of zone: String, at place: String) throws -> DraftFieldRow? {
        try Row.fetchOne(
            database, sql: "SELECT * FROM draft_field WHERE zone = ? AND place = ? AND field = ?",
            arguments: [zone, place, field]
        ).map(DraftFieldRow.init)
    }

    /// All of a zone, whole and half, in the order in which they came.
    package func draftFiles(of zone: String) throws -> [DraftFileRow] {
        guard try database.tableExists("draft_file") else { return [] }
        return try Row.fetchAll(database, sql: "SELECT * FROM draft_file WHERE zone = ? ORDER BY id", arguments: [zone])
            .map(DraftFileRow.init)
    }

    /// Everything that a draft of somebody names, by zone and digest.
    package func draftFiles() throws -> [DraftFileRow] {
        guard try database.tableExists("draft_file") else { return [] }
        return try Row.fetchAll(database, sql: "SELECT * FROM draft_file ORDER BY id").map(DraftFileRow.init)
    }
}

extension Writing {
    /// Puts a field in the place of its last version.
    package func put(_ row: DraftFieldRow) throws {
        try reading.database.execute(
            sql: """
                INSERT OR REPLACE INTO draft_field (zone, place, field, value, version, author, at) VALUES (?, ?, ?, ?, ?, ?, ?)
                """, arguments: [row.zone, row.place, row.field, row.value, row.version, row.author, row.at])
    }

    /// Puts a file there; one of the same content at the same place keeps its place and takes the rest.
    package func put(_ row: DraftFileRow) throws {
        try reading.database.execute(
            sql: """
                INSERT INTO draft_file (zone, place, indicator, digest, name, size, whole, scanned, author, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (zone, place, indicator, digest) DO UPDATE SET
                    name = excluded.name, size = excluded.size, whole = max(whole, excluded.whole),
                    scanned = max(scanned, excluded.scanned), author = excluded.author, at = excluded.at
                """,
            arguments: [
                row.zone, row.place, row.indicator, row.digest, row.name, row.size, row.isWhole, row.isScanned,
                row.author, row.at,
            ])
    }

    /// - Returns: whether it was there.
    package func removeDraftFile(_ digest: String, for indicator: String, of zone: String, at place: String) throws
        -> Bool
    {
        try reading.database.execute(
            sql: "DELETE FROM draft_file WHERE zone = ? AND place = ? AND indicator = ? AND digest = ?",
            arguments: [zone, place, indicator, digest])
        return reading.database.changesCount == 1
    }

    /// What was half there and nobody went on with.
    package func removeHalfFiles(before moment: Int) throws {
        try reading.database.execute(
            sql: "DELETE FROM draft_file WHERE NOT whole AND at < ?", arguments: [moment])
    }

    /// All that was written at a place.
    package func removeDraft(of zone: String, at place: String) throws {
        for table in ["draft_field", "draft_file"] {
            try reading.database.execute(
                sql: "DELETE FROM \(table) WHERE zone = ? AND place = ?", arguments: [zone, place])
        }
    }
}

extension DraftFieldRow {
    fileprivate init(_ row: Row) {
        self.init(
            zone: row["zone"], place: row["place"], field: row["field"], value: row["value"], version: row["version"],
            author: row["author"], at: row["at"])
    }
}

extension DraftFileRow {
    fileprivate init(_ row: Row) {
        self.init(
            zone: row["zone"], place: row["place"], indicator: row["indicator"], digest: row["digest"],
            name: row["name"], size: row["size"], isWhole: row["whole"], isScanned: row["scanned"],
            author: row["author"], at: row["at"])
    }
}
