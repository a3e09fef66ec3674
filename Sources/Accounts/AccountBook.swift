// The accounts of a ledger's people: what all that is done to them leans on.

import AssessmentModel
import AuditLedger
package import EventModel
import PlainText
package import Storage

/// What a bureau may choose.
package struct AccountRules: Sendable {
    package var cost = ScryptCost.standard
    /// Whose accounts have an authenticator without fail; no less than the staff, but in a demonstration.
    package var rolesWithFactor = AccountRules.staff
    /// How an authenticator names what the code is for.
    package var issuer = "衡"

    package static let staff: Set<Role> = [.systemAdministrator, .securityAdministrator, .auditor, .officer]

    package init() {}

    package func needsFactor(_ role: Role) -> Bool { rolesWithFactor.contains(role) }
}

/// Who is who in the ledger now; nil for whom it does not know, or no longer.
package typealias Members = (UserID) -> User?

/// The accounts of a ledger's people: rows in its database, beside the events.
///
/// Each function reads and writes for itself, in transactions that end before it returns. Those that compare a password take scrypt's time,
/// outside any transaction: the caller runs them where waiting harms nobody, and not too many at once.
package struct AccountBook: Sendable {
    let store: Store
    package let rules: AccountRules
    let fresh = FreshSessions()

    /// The store must be open for writing, but for what only reads: the log, and how accounts stand.
    package init(_ store: Store, _ rules: AccountRules = AccountRules()) {
        self.store = store
        self.rules = rules
    }

    /// Writes in one transaction, and forgets what was read before it.
    func write<Value>(_ body: (Writing) throws -> Value) throws -> Value {
        defer { fresh.forget() }
        return try store.write(body)
    }

    /// Whose account somebody means: ids are in lower case, and telephones begin a line with a capital.
    static func user(_ typed: String) -> UserID {
        let text = typed.utf8.count < 300 ? kept(typed).lowercased() : ""
        return UserID(UserID.accepts(text) ? text : "")
    }

    // MARK: the log

    /// Seconds for which a line of the log is kept: a year, be it a leap year.
    package static let logKept = 366 * 86_400

    func log(
        _ outcome: SignInOutcome, of user: String, from caller: Caller, by actor: UserID? = nil, _ writing: Writing
    ) throws {
        // What was typed may be a password: only an account that is one is put down.
        let isKnown = try actor != nil || writing.reading.account(user) != nil
        try writing.log(
            SignInRow(
                at: caller.at.seconds, user: isKnown ? bounded(user, 64) : "", outcome: outcome.rawValue,
                actor: actor?.text,
                address: bounded(caller.address, 64), agent: bounded(caller.agent, 200)),
            pruningBefore: caller.at.seconds - Self.logKept)
        try writing.removeSessions(
            usedUpTo: caller.at.seconds - Session.idle, createdUpTo: caller.at.seconds - Session.longest,
            at: caller.at.seconds)
    }

    /// Puts an attempt on the log that the limit of its address turned away.
    package func logThrottled(_ typed: String, from caller: Caller) throws {
        try write { try log(.throttled, of: typed, from: caller, $0) }
    }

    /// A line of the log, for the auditor.
    package struct LogLine: Sendable, Equatable {
        package let id: Int
        package let at: Moment
        /// As typed.
        package let user: String
        /// nil for a word of a later version.
        package let outcome: SignInOutcome?
        package let actor: UserID?
        package let address: String
        package let agent: String
    }

    /// Newest first, from right before the line `id`, which may be of anybody or of one user.
    package func log(before id: Int = .max, of user: UserID? = nil, atMost most: Int = 100) throws -> [LogLine] {
        try store.read { try $0.signIns(before: id, of: user?.text, atMost: most) }.map { row in
            LogLine(
                id: row.id, at: Moment(seconds: row.at), user: row.user, outcome: SignInOutcome(rawValue: row.outcome),
                actor: row.actor.map(UserID.init(_:)), address: row.address, agent: row.agent)
        }
    }

    /// Puts down that somebody opened a page.
    package func logReading(of page: String, by user: UserID, at now: Moment) throws {
        try store.write {
            try $0.log(
                PageReadRow(at: now.seconds, user: user.text, page: bounded(page, 200)),
                pruningBefore: now.seconds - Self.logKept)
        }
    }

    /// Readings that are given at once.
    package static let readingsShown = 500

    /// Newest first, older than the one of this number.
    package func readings(before id: Int = .max) throws -> [(id: Int, at: Moment, user: UserID, page: String)] {
        try store.read { try $0.pageReads(before: id, atMost: Self.readingsShown) }
            .map { ($0.id, Moment(seconds: $0.at), UserID($0.user), $0.page) }
    }

    // MARK: people who have gone

    /// Removes what is kept of people whom the ledger does not know any more, or knows otherwise. Their lines of the log stay their year.
    ///
    /// For the start of a server, and right after a removal or an erasure.
    /// - Returns: whose it was, ascending.
    @discardableResult
    package func forgetRemoved(among members: Members) throws -> [UserID] {
        // Usually nobody has gone: the lock is for others then.
        guard try store.read({ try !gone(among: members, $0).isEmpty }) else { return [] }
        return try write { writing in
            let gone = try gone(among: members, writing.reading)
            for user in gone { try writing.removeAccount(user.text) }
            return gone
        }
    }

    private func gone(among members: Members, _ reading: Reading) throws -> [UserID] {
        try reading.accounts().filter { members(UserID($0.user))?.fingerprint != $0.person }.map { UserID($0.user) }
    }
}

extension User {
    /// SHA-256 of all that the ledger says of somebody. An id that was taken away and given again is somebody else's.
    var fingerprint: [UInt8] {
        // No field can hold a line break.
        let fields = [id.text, name, role.rawValue, zone?.text ?? "", expert?.text ?? ""]
        return Hash.plain(Array(fields.joined(separator: "\n").utf8)).bytes
    }
}

/// Foreign text for a log: so many characters at most, and none that would break or turn a line.
func bounded(_ text: String, _ most: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(most) {
        scalars.append(refusal(ofText: String(scalar))?.scalar == nil ? scalar : "\u{FFFD}")
    }
    return String(scalars)
}
