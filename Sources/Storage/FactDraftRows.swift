// The rows of measured values that wait for a second person. They lie outside the ledger: no proof reads them.

import GRDB

/// Values that somebody entered. Times are seconds since 1970-01-01T00:00:00Z.
package struct FactDraftRow: Sendable, Equatable {
    /// Given by the database, ascending.
    package var id = 0
    package let round: String
    package let author: String
    package let at: Int
    package let source: String
    /// Canonical JSON: {zone: {fact: [before or null, after]}}.
    package let content: String
    package let request: String
    package var state = "waiting"
    package var decider: String?
    package var decided: Int?
    package var reason: String?

    package init(round: String, author: String, at: Int, source: String, content: String, request: String) {
        self.round = round
        self.author = author
        self.at = at
        self.source = source
        self.content = content
        self.request = request
    }
}

extension Reading {
    /// Of a round; newest first.
    package func factDrafts(of round: String) throws -> [FactDraftRow] {
        guard try database.tableExists("fact_draft") else { return [] }
        return try Row.fetchAll(
            database, sql: "SELECT * FROM fact_draft WHERE round = ? ORDER BY id DESC", arguments: [round]
        ).map(FactDraftRow.init)
    }

    package func factDraft(_ id: Int) throws -> FactDraftRow? {
        try Row.fetchOne(database, sql: "SELECT * FROM fact_draft WHERE id = ?", arguments: [id]).map(FactDraftRow.init)
    }

    /// What came under a request's key.
    package func factDraft(request: String) throws -> FactDraftRow? {
        try Row.fetchOne(database, sql: "SELECT * FROM fact_draft WHERE request = ?", arguments: [request])
            .map(FactDraftRow.init)
    }
}

extension Writing {
    /// - Returns: its id.
    package func insert(_ row: FactDraftRow) throws -> Int {
        try reading.database.execute(
            sql:
                "INSERT INTO fact_draft (round, author, at, source, content, request, state) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [row.round, row.author, row.at, row.source, row.content, row.request, row.state])
        return Int(reading.database.lastInsertedRowID)
    }

    /// Puts down what became of one that waits.
    /// - Returns: whether it still waited.
    package func decide(_ row: FactDraftRow) throws -> Bool {
        try reading.database.execute(
            sql: """
                UPDATE fact_draft SET state = ?, decider = ?, decided = ?, reason = ? WHERE id = ? AND state = 'waiting'
                """, arguments: [row.state, row.decider, row.decided, row.reason, row.id])
        return reading.database.changesCount == 1
    }
}

extension FactDraftRow {
    fileprivate init(_ row: Row) {
        self.init(
            round: row["round"], author: row["author"], at: row["at"], source: row["source"], content: row["content"],
            request: row["request"])
        id = row["id"]
        state = row["state"]
        decider = row["decider"]
        decided = row["decided"]
        reason = row["reason"]
    }
}
