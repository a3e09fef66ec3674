// Who is signed in: for how long, from where, and how it ends.

import AssessmentModel
import AuditLedger
package import EventModel
import Storage

/// Somebody's sign-in on one device.
package struct Session: Sendable, Equatable {
    /// Seconds without a step after which it is over, and after which its bearer is warned.
    package static let (idle, warned) = (30 * 60, 25 * 60)
    /// Seconds after which it is over, come what may.
    package static let longest = 12 * 3600
    /// Seconds within which further steps are not written down: a save must not cost a second commit.
    package static let grain = 30
    /// Seconds for which a password that was given stands for the person in what concerns the account.
    package static let confirmedFor = 5 * 60

    package let id: Int
    package let created: Moment
    package let lastUse: Moment
    /// When the password was last given.
    package let confirmed: Moment
    package let address: String
    package let agent: String

    init(_ row: SessionRow) {
        id = row.id
        created = Moment(seconds: row.created)
        lastUse = Moment(seconds: row.used)
        confirmed = Moment(seconds: row.confirmed)
        address = row.address
        agent = row.agent
    }

    /// From this second on it is over unless something is done.
    package var end: Moment { min(lastUse + Self.idle, created + Self.longest) }
    /// From this second on its bearer is warned.
    package var warning: Moment { end + (Self.warned - Self.idle) }

    /// Whether a use is to be written down.
    package func isDue(at now: Moment) -> Bool { now >= lastUse + Self.grain }
    package func isOver(at now: Moment) -> Bool { now >= end }
    package func isConfirmed(at now: Moment) -> Bool { now < confirmed + Self.confirmedFor }
}

/// A session in the hand of its bearer.
package struct OpenSession: Sendable, Equatable {
    package let token: SecretToken
    package let user: User
    package let session: Session
    /// What every form of this session brings along.
    package let crossSite: String
    /// Whether an authenticator belongs to the account.
    package let hasFactor: Bool

    init(token: SecretToken, _ row: SessionRow, of user: User, hasFactor: Bool) {
        self.token = token
        self.hasFactor = hasFactor
        self.user = user
        session = Session(row)
        crossSite = token.crossSite(under: row.secret)
    }

    /// What a program has in a session's place; no form comes from it.
    init(program token: SecretToken, _ row: TokenRow, of user: User) {
        self.token = token
        self.user = user
        hasFactor = false
        crossSite = ""
        session = Session(
            SessionRow(
                token: [], user: row.user, secret: [], at: row.until - Session.idle, address: "", agent: row.label))
    }

    /// Whether a form came from a page of this session.
    package func accepts(crossSite typed: String) -> Bool {
        !crossSite.isEmpty && isSame(Array(typed.utf8), Array(crossSite.utf8))
    }
}

extension AccountBook {
    /// The session of a token; nil where it is over or was never there, or its person has left the ledger. What is over is removed.
    ///
    /// `isActivity` is false for what a page asks by itself, which keeps nobody signed in.
    package func session(
        _ token: SecretToken, at now: Moment, among members: Members, isActivity: Bool = true
    ) throws -> OpenSession? {
        if let open = fresh.session(of: token, at: now), members(open.user.id) == open.user,
            !isActivity || !open.session.isDue(at: now)
        {
            return open
        }
        let writes = fresh.writes
        guard let open = try store.read({ try session(token, at: now, among: members, $0) }) else {
            let isStale = try store.read { try $0.session(token.digest) != nil }
            if isStale { try write { try $0.removeSession(token.digest) } }
            return nil
        }
        guard isActivity, open.session.isDue(at: now) else {
            fresh.keep(open, at: now, readAfter: writes)
            return open
        }
        return try write { writing in
            // It may have ended since it was read.
            guard try writing.touchSession(token.digest, at: now.seconds) else { return nil }
            return try session(token, at: now, among: members, writing.reading)
        }
    }

    func session(
        _ token: SecretToken, at now: Moment, among members: Members, _ reading: Reading
    ) throws -> OpenSession? {
        guard let row = try reading.session(token.digest), let user = members(UserID(row.user)),
            try reading.account(row.user)?.person == user.fingerprint, !Session(row).isOver(at: now)
        else { return nil }
        return try opened(token, row, of: user, reading)
    }

    func opened(
        _ token: SecretToken, _ row: SessionRow, of user: User, _ reading: Reading
    ) throws -> OpenSession {
        OpenSession(token: token, row, of: user, hasFactor: try !confirmedFactors(of: user.id, reading).isEmpty)
    }

    /// Gives the password once more, before what takes it; the session goes on under another token. A wrong one counts towards the lockout,
    /// and the session stays.
    ///
    /// `code` is that of an authenticator, for what asks for it of everybody who has one; nil: it is not asked for.
    package func confirm(
        _ token: SecretToken, password: String, code: String? = nil, from caller: Caller, among members: Members,
        using random: inout some RandomNumberGenerator
    ) throws -> SignIn {
        guard let bearer = try session(token, at: caller.at, among: members, isActivity: false)?.user.id else {
            return try refuseOver(caller)
        }
        let comparison = try compare(password, of: bearer, using: &random)
        return try confirm(
            token, comparison, of: bearer, code: code, as: .confirmed, from: caller, among: members, &random)
    }

    /// `change` sees the account once the password was right, and may change it.
    func confirm(
        _ token: SecretToken, _ comparison: Comparison, of bearer: UserID, code: String? = nil,
        as outcome: SignInOutcome,
        from caller: Caller, among members: Members, _ random: inout some RandomNumberGenerator,
        changing change: (inout AccountRow) -> Void = { _ in }
    ) throws -> SignIn {
        try write { writing in
            guard var row = try writing.reading.session(token.digest), !Session(row).isOver(at: caller.at) else {
                try log(.sessionOver, of: bearer.text, from: caller, writing)
                return .refused(.sessionOver)
            }
            switch try judge(comparison, of: bearer, at: caller.at, among: members, writing) {
            case .failure(let refusal):
                try log(refusal.outcome, of: bearer.text, from: caller, writing)
                return .refused(refusal.outcome)
            case .success(var known):
                if let code, try !confirmedFactors(of: bearer, writing.reading).isEmpty,
                    try !accept(code, of: bearer, at: caller.at, writing)
                {
                    try fail(known.account, at: caller.at, writing)
                    try log(.wrongCode, of: bearer.text, from: caller, writing)
                    return .refused(.wrongCode)
                }
                known.account.lockout = Lockout()
                known.account.password = comparison.renewed ?? known.account.password
                change(&known.account)
                try writing.put(known.account)
                let token = SecretToken(using: &random)
                row.token = token.digest
                row.secret = random.bytes(SecretToken.byteCount)
                (row.used, row.confirmed) = (caller.at.seconds, caller.at.seconds)
                try writing.update(row)
                if outcome == .passwordChanged {
                    try writing.removeSessions(of: bearer.text, but: row.token)
                    try writing.removeTokens(of: bearer.text)
                }
                try log(outcome, of: bearer.text, from: caller, writing)
                return .done(try opened(token, row, of: known.user, writing.reading))
            }
        }
    }

    func refuseOver(_ caller: Caller) throws -> SignIn {
        try write { try log(.sessionOver, of: "", from: caller, $0) }
        return .refused(.sessionOver)
    }

    /// Oldest first; only such as are not over.
    package func sessions(of user: UserID, at now: Moment) throws -> [Session] {
        try store.read { try $0.sessions(of: user.text) }.map(Session.init).filter { !$0.isOver(at: now) }
    }

    /// Signs out.
    package func end(_ token: SecretToken) throws {
        try write { try $0.removeSession(token.digest) }
    }

    /// Ends one of somebody's own sessions, by its number in the list.
    /// - Returns: whether it was theirs.
    package func end(_ session: Int, of user: UserID) throws -> Bool {
        try write { try $0.removeSession(session, of: user.text) }
    }

    /// Ends all of somebody's sessions, or all but the one from which it is asked.
    package func endAll(of user: UserID, but token: SecretToken? = nil) throws {
        try write { try $0.removeSessions(of: user.text, but: token?.digest ?? []) }
    }
}
