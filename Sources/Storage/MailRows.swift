// The rows of mail: where people want it, and the queue. They lie outside the ledger: no proof reads them.

import GRDB

/// Where somebody wants mail.
package struct MailAddressRow: Sendable, Equatable {
    package let user: String
    package let address: String
    /// `zh-Hans` or `en`.
    package let language: String
    /// Names of what waited and has been told, one a line.
    package var told: String

    package init(user: String, address: String, language: String, told: String = "") {
        (self.user, self.address, self.language, self.told) = (user, address, language, told)
    }
}

/// A mail on its way. Times are seconds since 1970-01-01T00:00:00Z.
package struct MailRow: Sendable, Equatable {
    /// Given by the database, ascending.
    package var id = 0
    package let user: String
    package let address: String
    package let kind: String
    /// The day of the ledger's place for which it is, yyyy-mm-dd.
    package let day: String
    package let queued: Int
    package var tries = 0
    /// When it is to be tried next.
    package var next: Int
    /// queued, sending, sent, failed; void: not needed any more.
    package var state = "queued"
    /// When it came to its last state but for queued.
    package var settled: Int?
    /// What was last said of it by what sends.
    package var said = ""

    package init(user: String, address: String, kind: String, day: String, queued: Int) {
        (self.user, self.address, self.kind, self.day) = (user, address, kind, day)
        (self.queued, next) = (queued, queued)
    }
}

extension Reading {
    private func holdsMail() throws -> Bool { try database.tableExists("mail") }

    package func mailAddress(of user: String) throws -> MailAddressRow? {
        guard try holdsMail() else { return nil }
        return try Row.fetchOne(
            database.cachedStatement(sql: "SELECT * FROM mail_address WHERE user = ?"), arguments: [user]
        ).map(MailAddressRow.init)
    }

    /// By user.
    package func mailAddresses() throws -> [MailAddressRow] {
        guard try holdsMail() else { return [] }
        return try Row.fetchAll(database, sql: "SELECT * FROM mail_address ORDER BY user").map(MailAddressRow.init)
    }

    /// Whether the mails of a day have been queued.
    package func holdsMailDay(_ day: String) throws -> Bool {
        guard try holdsMail() else { return false }
        return try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM mail_day WHERE day = ?)", arguments: [day]) == true
    }

    /// The last day of which mails were queued.
    package func newestMailDay() throws -> String? {
        guard try holdsMail() else { return nil }
        return try String.fetchOne(database, sql: "SELECT max(day) FROM mail_day")
    }

    /// The one that has waited longest of those whose time has come.
    package func dueMail(at now: Int) throws -> MailRow? {
        try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT * FROM mail WHERE state = 'queued' AND next <= ? ORDER BY next, id LIMIT 1"),
            arguments: [now]
        ).map(MailRow.init)
    }

    package func mail(_ id: Int) throws -> MailRow? {
        try Row.fetchOne(database, sql: "SELECT * FROM mail WHERE id = ?", arguments: [id]).map(MailRow.init)
    }

    /// How many there are in each state.
    package func mailCounts() throws -> [String: Int] {
        guard try holdsMail() else { return [:] }
        return try Row.fetchAll(database, sql: "SELECT state, count(*) AS n FROM mail GROUP BY state")
            .reduce(into: [:]) { $0[$1["state"]] = $1["n"] }
    }

    /// Those that failed, or have failed so far and are tried again; newest first.
    package func mailTroubles(atMost most: Int) throws -> [MailRow] {
        guard try holdsMail() else { return [] }
        return try Row.fetchAll(
            database,
            sql:
                "SELECT * FROM mail WHERE state = 'failed' OR (state = 'queued' AND tries > 0) ORDER BY id DESC LIMIT ?",
            arguments: [most]
        ).map(MailRow.init)
    }
}

extension Writing {
    /// Sets an address, or puts it in the place of the one before.
    package func put(_ row: MailAddressRow) throws {
        try reading.database.execute(
            sql: "INSERT OR REPLACE INTO mail_address (user, address, language, told) VALUES (?, ?, ?, ?)",
            arguments: [row.user, row.address, row.language, row.told])
    }

    /// - Returns: whether there was one.
    package func removeMailAddress(of user: String) throws -> Bool {
        try reading.database.execute(sql: "DELETE FROM mail_address WHERE user = ?", arguments: [user])
        return reading.database.changesCount == 1
    }

    package func putMailDay(_ day: String, at now: Int) throws {
        try reading.database.execute(
            sql: "INSERT INTO mail_day (day, at) VALUES (?, ?)", arguments: [day, now])
    }

    /// Adds one; nothing where the person has one of that day.
    package func insert(_ row: MailRow) throws {
        try reading.database.execute(
            sql: """
                INSERT OR IGNORE INTO mail (user, address, kind, day, queued, tries, next, state, settled, said)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                row.user, row.address, row.kind, row.day, row.queued, row.tries, row.next, row.state, row.settled,
                row.said,
            ])
    }

    /// Puts what became of a mail in the place of what it was.
    package func update(_ row: MailRow) throws {
        try reading.database.execute(
            sql: "UPDATE mail SET tries = ?, next = ?, state = ?, settled = ?, said = ? WHERE id = ?",
            arguments: [row.tries, row.next, row.state, row.settled, row.said, row.id])
    }

    /// What waits for somebody who wants none, or wants it elsewhere.
    package func voidMail(of user: String, at now: Int) throws {
        try reading.database.execute(
            sql: "UPDATE mail SET state = 'void', settled = ? WHERE user = ? AND state = 'queued'",
            arguments: [now, user])
    }

    /// Mails during which a server ended: whether they went is not known, and none goes twice.
    package func failMailUnderWay(saying said: String, at now: Int) throws {
        try reading.database.execute(
            sql: "UPDATE mail SET state = 'failed', settled = ?, said = ? WHERE state = 'sending'",
            arguments: [now, said])
    }

    /// Removes what was done with, and days, of before.
    package func pruneMail(before moment: Int) throws {
        try reading.database.execute(
            sql: "DELETE FROM mail WHERE queued < ? AND state NOT IN ('queued', 'sending')", arguments: [moment])
        try reading.database.execute(sql: "DELETE FROM mail_day WHERE at < ?", arguments: [moment])
    }
}

extension MailAddressRow {
    fileprivate init(_ row: Row) {
        self.init(user: row["user"], address: row["address"], language: row["language"], told: row["told"])
    }
}

extension MailRow {
    fileprivate init(_ row: Row) {
        self.init(
            user: row["user"], address: row["address"], kind: row["kind"], day: row["day"], queued: row["queued"])
        id = row["id"]
        tries = row["tries"]
        next = row["next"]
        state = row["state"]
        settled = row["settled"]
        said = row["said"]
    }
}
