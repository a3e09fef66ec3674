// The rows of tokens with which programs come instead of a session.

import Foundation
import GRDB

/// Times are seconds since 1970-01-01T00:00:00Z.
package struct TokenRow: Sendable, Equatable {
    /// Given by the database.
    package var id = 0
    /// SHA-256.
    package let token: [UInt8]
    package let user: String
    package let label: String
    package let created: Int
    package let until: Int
    package var used: Int?

    package init(token: [UInt8], user: String, label: String, created: Int, until: Int) {
        self.token = token
        self.user = user
        self.label = label
        self.created = created
        self.until = until
    }
}

extension Reading {
    package func apiToken(_ token: [UInt8]) throws -> TokenRow? {
        guard try database.tableExists("api_token") else { return nil }
        return try Row.fetchOne(
            database.cachedStatement(sql: "SELECT * FROM api_token WHERE token = ?"), arguments: [Data(token)]
        ).map(TokenRow.init)
    }

    /// Oldest first.
    package func apiTokens(of user: String) throws -> [TokenRow] {
        guard try database.tableExists("api_token") else { return [] }
        return try Row.fetchAll(
            database, sql: "SELECT * FROM api_token WHERE user = ? ORDER BY id", arguments: [user]
        ).map(TokenRow.init)
    }
}

extension Writing {
    package func insert(_ row: TokenRow) throws {
        try reading.database.execute(
            sql: "INSERT INTO api_token (token, user, label, created, until) VALUES (?, ?, ?, ?, ?)",
            arguments: [Data(row.token), row.user, row.label, row.created, row.until])
    }

    package func touchToken(_ id: Int, at now: Int) throws {
        try reading.database.execute(sql: "UPDATE api_token SET used = ? WHERE id = ?", arguments: [now, id])
    }

    package func removeTokens(of user: String) throws {
        guard try reading.database.tableExists("api_token") else { return }
        try reading.database.execute(sql: "DELETE FROM api_token WHERE user = ?", arguments: [user])
    }

    /// - Returns: whether it was there and the user's.
    package func removeToken(_ id: Int, of user: String) throws -> Bool {
        try reading.database.execute(
            sql: "DELETE FROM api_token WHERE id = ? AND user = ?", arguments: [id, user])
        return reading.database.changesCount == 1
    }
}

extension TokenRow {
    fileprivate init(_ row: Row) {
        let token: Data = row["token"]
        self.init(
            token: [UInt8](token), user: row["user"], label: row["label"], created: row["created"], until: row["until"])
        id = row["id"]
        used = row["used"]
    }
}
