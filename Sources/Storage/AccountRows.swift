// The rows of people's accounts: who may sign in, and with what. They lie outside the ledger: no proof reads them.

import Foundation
import GRDB

/// Who may sign in. Times are seconds since 1970-01-01T00:00:00Z.
package struct AccountRow: Sendable, Equatable {
    package let user: String
    /// SHA-256 of what the ledger said of the person for whom it was made.
    package var person: [UInt8]
    /// nil until it is activated.
    package var password: String?
    package var failures = 0
    package var locks = 0
    package var lockedUntil: Int?

    package init(user: String, person: [UInt8]) {
        self.user = user
        self.person = person
    }
}

/// The secret of an authenticator.
package struct FactorRow: Sendable, Equatable {
    /// Given by the database.
    package var id = 0
    package let user: String
    package var label: String
    package let secret: [UInt8]
    package let created: Int
    /// nil until a first code has shown that the person's authenticator has it.
    package var confirmed: Int?
    package var drift = 0
    package var lastStep: Int?

    package init(user: String, label: String, secret: [UInt8], created: Int) {
        self.user = user
        self.label = label
        self.secret = secret
        self.created = created
    }
}

/// A letter that waits for its reader.
package struct LetterRow: Sendable, Equatable {
    package let user: String
    /// SHA-256.
    package let code: [UInt8]
    package let until: Int
    /// The authenticator's secret, once the letter's reader has seen one.
    package var secret: [UInt8]?

    package init(user: String, code: [UInt8], until: Int) {
        self.user = user
        self.code = code
        self.until = until
    }
}

extension Reading {
    /// Whether the database has these tables: one of before that is only looked at has none.
    package func holdsAccounts() throws -> Bool { try database.tableExists("account") }

    package func account(_ user: String) throws -> AccountRow? {
        guard try holdsAccounts() else { return nil }
        return try Row.fetchOne(
            database.cachedStatement(sql: "SELECT * FROM account WHERE user = ?"), arguments: [user]
        ).map(AccountRow.init)
    }

    /// By user.
    package func accounts() throws -> [AccountRow] {
        guard try holdsAccounts() else { return [] }
        return try Row.fetchAll(database, sql: "SELECT * FROM account ORDER BY user").map(AccountRow.init)
    }

    /// Oldest first, those that wait for their first code among them.
    package func factors(of user: String) throws -> [FactorRow] {
        guard try holdsAccounts() else { return [] }
        return try Row.fetchAll(
            database.cachedStatement(sql: "SELECT * FROM factor WHERE user = ? ORDER BY id"), arguments: [user]
        ).map(FactorRow.init)
    }

    package func letter(of user: String) throws -> LetterRow? {
        guard try holdsAccounts() else { return nil }
        return try Row.fetchOne(
            database.cachedStatement(sql: "SELECT * FROM letter WHERE user = ?"), arguments: [user]
        ).map(LetterRow.init)
    }
}

extension Writing {
    private var database: Database { reading.database }

    /// Adds the account, or puts what it is now in its place.
    package func put(_ row: AccountRow) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO account (user, person, password, failures, locks, locked_until) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (user) DO UPDATE SET person = excluded.person, password = excluded.password,
                    failures = excluded.failures, locks = excluded.locks, locked_until = excluded.locked_until
                """
        ).execute(arguments: [
            row.user, Data(row.person), row.password, row.failures, row.locks, row.lockedUntil,
        ])
    }

    /// Removes an account with all that hangs on it; the log of sign-ins stays.
    package func removeAccount(_ user: String) throws {
        try database.execute(sql: "DELETE FROM account WHERE user = ?", arguments: [user])
    }

    /// - Returns: its id.
    @discardableResult
    package func insert(_ row: FactorRow) throws -> Int {
        try database.execute(
            sql: """
                INSERT INTO factor (user, label, secret, created, confirmed, drift, last_step) VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                row.user, row.label, Data(row.secret), row.created, row.confirmed, row.drift, row.lastStep,
            ])
        return Int(database.lastInsertedRowID)
    }

    /// Puts what became of a factor in the place of what it was.
    package func update(_ row: FactorRow) throws {
        try database.execute(
            sql: "UPDATE factor SET label = ?, confirmed = ?, drift = ?, last_step = ? WHERE id = ?",
            arguments: [row.label, row.confirmed, row.drift, row.lastStep, row.id])
    }

    package func removeFactor(_ id: Int) throws {
        try database.execute(sql: "DELETE FROM factor WHERE id = ?", arguments: [id])
    }

    package func removeFactors(of user: String, unconfirmedOnly: Bool = false) throws {
        let condition = unconfirmedOnly ? " AND confirmed IS NULL" : ""
        try database.execute(sql: "DELETE FROM factor WHERE user = ?" + condition, arguments: [user])
    }

    /// Takes the place of an older letter, which is void.
    package func put(_ row: LetterRow) throws {
        try database.execute(
            sql: """
                INSERT INTO letter (user, code, until, secret) VALUES (?, ?, ?, ?)
                ON CONFLICT (user) DO UPDATE SET code = excluded.code, until = excluded.until, secret = excluded.secret
                """,
            arguments: [row.user, Data(row.code), row.until, row.secret.map { Data($0) }])
    }

    package func removeLetter(of user: String) throws {
        try database.execute(sql: "DELETE FROM letter WHERE user = ?", arguments: [user])
    }
}

extension AccountRow {
    fileprivate init(_ row: Row) {
        let person: Data = row["person"]
        self.init(user: row["user"], person: [UInt8](person))
        password = row["password"]
        failures = row["failures"]
        locks = row["locks"]
        lockedUntil = row["locked_until"]
    }
}

extension FactorRow {
    fileprivate init(_ row: Row) {
        let secret: Data = row["secret"]
        self.init(user: row["user"], label: row["label"], secret: [UInt8](secret), created: row["created"])
        id = row["id"]
        confirmed = row["confirmed"]
        drift = row["drift"]
        lastStep = row["last_step"]
    }
}

extension LetterRow {
    fileprivate init(_ row: Row) {
        let (code, secret): (Data, Data?) = (row["code"], row["secret"])
        self.init(user: row["user"], code: [UInt8](code), until: row["until"])
        self.secret = secret.map { [UInt8]($0) }
    }
}
