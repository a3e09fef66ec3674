// The rows of who is signed in, and the log of who tried. They lie outside the ledger: no proof reads them.

import Foundation
import GRDB

/// Somebody who is signed in. Times are seconds since 1970-01-01T00:00:00Z.
package struct SessionRow: Sendable, Equatable {
    /// Given by the database.
    package var id = 0
    /// SHA-256.
    package var token: [UInt8]
    package let user: String
    package var secret: [UInt8]
    package let created: Int
    package var used: Int
    /// When the password was last given.
    package var confirmed: Int
    package let address: String
    package let agent: String

    package init(token: [UInt8], user: String, secret: [UInt8], at now: Int, address: String, agent: String) {
        self.token = token
        self.user = user
        self.secret = secret
        created = now
        used = now
        confirmed = now
        self.address = address
        self.agent = agent
    }
}

/// A sign-in whose password was right and that waits for its code.
package struct ChallengeRow: Sendable, Equatable {
    /// SHA-256.
    package let token: [UInt8]
    package let user: String
    package let until: Int

    package init(token: [UInt8], user: String, until: Int) {
        self.token = token
        self.user = user
        self.until = until
    }
}

/// A line of the log of sign-ins.
package struct SignInRow: Sendable, Equatable {
    /// Given by the database, ascending.
    package var id = 0
    package let at: Int
    /// As typed.
    package let user: String
    package let outcome: String
    /// Who did it, where that is not the account's own person.
    package let actor: String?
    package let address: String
    package let agent: String

    package init(at: Int, user: String, outcome: String, actor: String?, address: String, agent: String) {
        self.at = at
        self.user = user
        self.outcome = outcome
        self.actor = actor
        self.address = address
        self.agent = agent
    }
}

extension Reading {
    package func session(_ token: [UInt8]) throws -> SessionRow? {
        guard try holdsAccounts() else { return nil }
        return try Row.fetchOne(
            database.cachedStatement(sql: "SELECT * FROM session WHERE token = ?"), arguments: [Data(token)]
        ).map(SessionRow.init)
    }

    /// Oldest first.
    package func sessions(of user: String) throws -> [SessionRow] {
        guard try holdsAccounts() else { return [] }
        return try Row.fetchAll(
            database, sql: "SELECT * FROM session WHERE user = ? ORDER BY id", arguments: [user]
        ).map(SessionRow.init)
    }

    package func challenge(_ token: [UInt8]) throws -> ChallengeRow? {
        guard try holdsAccounts() else { return nil }
        return try Row.fetchOne(
            database, sql: "SELECT user, until FROM challenge WHERE token = ?", arguments: [Data(token)]
        ).map { ChallengeRow(token: token, user: $0[0], until: $0[1]) }
    }

    /// Newest first, from right before the line `id`.
    package func signIns(before id: Int, of user: String?, atMost most: Int) throws -> [SignInRow] {
        guard try holdsAccounts() else { return [] }
        let (condition, values): (String, StatementArguments) = user.map { (" AND user = ?", [id, $0]) } ?? ("", [id])
        return try Row.fetchAll(
            database, sql: "SELECT * FROM sign_in WHERE id < ?\(condition) ORDER BY id DESC LIMIT ?",
            arguments: values + [most]
        ).map(SignInRow.init)
    }
}

/// A page that somebody opened. Seconds since 1970-01-01T00:00:00Z.
package struct PageReadRow: Sendable, Equatable {
    /// Given by the database.
    package let id: Int
    package let at: Int
    package let user: String
    package let page: String

    package init(id: Int = 0, at: Int, user: String, page: String) {
        self.id = id
        self.at = at
        self.user = user
        self.page = page
    }
}

extension Reading {
    /// Newest first.
    package func pageReads(before id: Int, atMost most: Int) throws -> [PageReadRow] {
        guard try database.tableExists("page_read") else { return [] }
        return try Row.fetchAll(
            database, sql: "SELECT * FROM page_read WHERE id < ? ORDER BY id DESC LIMIT ?", arguments: [id, most]
        ).map { PageReadRow(id: $0["id"], at: $0["at"], user: $0["user"], page: $0["page"]) }
    }
}

extension Writing {
    private var database: Database { reading.database }

    package func log(_ row: PageReadRow, pruningBefore before: Int) throws {
        try database.cachedStatement(sql: "INSERT INTO page_read (at, user, page) VALUES (?, ?, ?)")
            .execute(arguments: [row.at, row.user, row.page])
        try database.cachedStatement(sql: "DELETE FROM page_read WHERE at < ?").execute(arguments: [before])
    }

    /// - Returns: its id.
    package func insert(_ row: SessionRow) throws -> Int {
        try database.execute(
            sql: """
                INSERT INTO session (token, user, secret, created, used, confirmed, address, agent)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Data(row.token), row.user, Data(row.secret), row.created, row.used, row.confirmed, row.address,
                row.agent,
            ])
        return Int(database.lastInsertedRowID)
    }

    /// Puts what became of a session in the place of what it was.
    package func update(_ row: SessionRow) throws {
        try database.execute(
            sql: "UPDATE session SET token = ?, secret = ?, used = ?, confirmed = ? WHERE id = ?",
            arguments: [Data(row.token), Data(row.secret), row.used, row.confirmed, row.id])
    }

    /// - Returns: whether there still is a session with this token.
    package func touchSession(_ token: [UInt8], at now: Int) throws -> Bool {
        try database.cachedStatement(sql: "UPDATE session SET used = max(used, ?) WHERE token = ?")
            .execute(arguments: [now, Data(token)])
        return database.changesCount == 1
    }

    package func removeSession(_ token: [UInt8]) throws {
        try database.execute(sql: "DELETE FROM session WHERE token = ?", arguments: [Data(token)])
    }

    /// - Returns: whether the user had it.
    package func removeSession(_ id: Int, of user: String) throws -> Bool {
        try database.execute(sql: "DELETE FROM session WHERE id = ? AND user = ?", arguments: [id, user])
        return database.changesCount == 1
    }

    /// Removes a user's sessions and half sign-ins, but the session with the token `kept`.
    package func removeSessions(of user: String, but kept: [UInt8] = []) throws {
        try database.execute(
            sql: "DELETE FROM session WHERE user = ? AND token <> ?", arguments: [user, Data(kept)])
        try database.execute(sql: "DELETE FROM challenge WHERE user = ?", arguments: [user])
    }

    /// Removes what is over: sessions last used or created up to these moments, and half sign-ins.
    package func removeSessions(usedUpTo used: Int, createdUpTo created: Int, at now: Int) throws {
        try database.execute(
            sql: "DELETE FROM session WHERE used <= ? OR created <= ?", arguments: [used, created])
        try database.execute(sql: "DELETE FROM challenge WHERE until <= ?", arguments: [now])
    }

    package func insert(_ row: ChallengeRow) throws {
        try database.execute(
            sql: "INSERT INTO challenge (token, user, until) VALUES (?, ?, ?)",
            arguments: [Data(row.token), row.user, row.until])
    }

    package func removeChallenge(_ token: [UInt8]) throws {
        try database.execute(sql: "DELETE FROM challenge WHERE token = ?", arguments: [Data(token)])
    }

    /// Adds a line to the log, and takes away those that are older than `before`.
    package func log(_ row: SignInRow, pruningBefore before: Int) throws {
        try database.cachedStatement(
            sql: "INSERT INTO sign_in (at, user, outcome, actor, address, agent) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [row.at, row.user, row.outcome, row.actor, row.address, row.agent])
        try database.cachedStatement(sql: "DELETE FROM sign_in WHERE at < ?").execute(arguments: [before])
    }

    /// Ends every session and every token of a program, and all that was half done: letters, codes that were asked for, authenticators without a first
    /// code, mails on their way, which may have gone since.
    package func voidSignIns() throws {
        for sql in [
            "DELETE FROM session", "DELETE FROM challenge", "DELETE FROM letter",
            "DELETE FROM factor WHERE confirmed IS NULL", "DELETE FROM api_token",
            "UPDATE mail SET state = 'void' WHERE state IN ('queued', 'sending')",
        ] { try database.execute(sql: sql) }
    }
}

extension SessionRow {
    fileprivate init(_ row: Row) {
        let (token, secret): (Data, Data) = (row["token"], row["secret"])
        self.init(
            token: [UInt8](token), user: row["user"], secret: [UInt8](secret), at: row["created"],
            address: row["address"], agent: row["agent"])
        id = row["id"]
        used = row["used"]
        confirmed = row["confirmed"]
    }
}

extension SignInRow {
    fileprivate init(_ row: Row) {
        self.init(
            at: row["at"], user: row["user"], outcome: row["outcome"], actor: row["actor"], address: row["address"],
            agent: row["agent"])
        id = row["id"]
    }
}
