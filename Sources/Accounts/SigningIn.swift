// Signing in: user id and password, then the code of an authenticator.

import AssessmentModel
import AuditLedger
package import EventModel
import Reasons
import Storage

extension AccountBook {
    /// Seconds for which a right password waits for its code.
    package static let codeWaits = 5 * 60

    /// Somebody signs in. `old` is the session that this browser had, which ends.
    package func signIn(
        _ typed: String, password: String, code: String? = nil, replacing old: SecretToken? = nil,
        from caller: Caller, among members: Members, using random: inout some RandomNumberGenerator
    ) throws -> SignIn {
        let user = Self.user(typed)
        let comparison = try compare(password, of: user, using: &random)
        return try write { writing in
            let answer: SignIn
            switch try judge(comparison, of: user, at: caller.at, among: members, writing) {
            case .failure(let refusal): answer = .refused(refusal.outcome)
            case .success(let known):
                let hasFactor = try !confirmedFactors(of: user, writing.reading).isEmpty
                if hasFactor, code?.isEmpty ?? true {
                    let token = SecretToken(using: &random)
                    try writing.insert(
                        ChallengeRow(
                            token: token.digest, user: user.text, until: caller.at.seconds + Self.codeWaits))
                    answer = .codeAsked(token)
                } else if try hasFactor && !accept(code ?? "", of: user, at: caller.at, writing) {
                    try fail(known.account, at: caller.at, writing)
                    answer = .refused(.wrongCode)
                } else {
                    answer = .done(
                        try open(known, replacing: old, renewing: comparison.renewed, from: caller, writing, &random))
                }
            }
            try log(answer.outcome, of: typed, from: caller, writing)
            return answer
        }
    }

    /// The code to a password that was right. A wrong one counts as a wrong password does, and may be tried again.
    package func signIn(
        with challenge: SecretToken, code: String, replacing old: SecretToken? = nil, from caller: Caller,
        among members: Members, using random: inout some RandomNumberGenerator
    ) throws -> SignIn {
        try write { writing in
            let found = try writing.reading.challenge(challenge.digest)
            guard let row = found, caller.at.seconds < row.until else {
                try log(.codeTooLate, of: found?.user ?? "", from: caller, writing)
                return .refused(.codeTooLate)
            }
            let user = UserID(row.user)
            let answer: SignIn
            switch try stand(of: user, at: caller.at, among: members, writing.reading) {
            case .failure(let refusal): answer = .refused(refusal.outcome)
            case .success(let known):
                if try accept(code, of: user, at: caller.at, writing) {
                    try writing.removeChallenge(challenge.digest)
                    answer = .done(try open(known, replacing: old, renewing: nil, from: caller, writing, &random))
                } else {
                    try fail(known.account, at: caller.at, writing)
                    answer = .refused(.wrongCode)
                }
            }
            try log(answer.outcome, of: row.user, from: caller, writing)
            return answer
        }
    }

    /// The security administrator ends a lockout, such as one that a stranger brought about.
    /// - Throws: `AccountRefusal`.
    package func unlock(_ user: UserID, by actor: UserID, from caller: Caller, among members: Members) throws {
        try requireSecurityAdministrator(actor, among: members)
        try write { writing in
            guard var account = try writing.reading.account(user.text) else { throw AccountRefusal(.accountNotMade) }
            account.lockout = Lockout()
            try writing.put(account)
            try log(.unlocked, of: user.text, from: caller, by: actor, writing)
        }
    }

    // MARK: passwords

    /// A password, compared outside any transaction.
    struct Comparison {
        /// The hash that it was compared with; nil where there was none.
        let against: String?
        let isRight: Bool
        /// The same password at today's cost, where it was kept at another.
        var renewed: String?
    }

    /// Compares a password with what is kept. Where nothing is kept it takes as long.
    func compare(
        _ typed: String, of user: UserID, using random: inout some RandomNumberGenerator
    ) throws -> Comparison {
        let kept = try store.read { try $0.account(user.text)?.password }
        let hash = kept.flatMap(PasswordHash.init(parsing:))
        let password = Password(typed)
        let isSame = try (hash ?? PasswordHash(ofNobody: rules.cost)).matches(password ?? .nobodys)
        guard isSame, let hash, let password else { return Comparison(against: kept, isRight: false) }
        var comparison = Comparison(against: kept, isRight: true)
        if hash.cost != rules.cost {
            comparison.renewed = try PasswordHash(of: password, cost: rules.cost, using: &random).text
        }
        return comparison
    }

    /// Whose account may be opened, as it stands in this transaction.
    struct Known {
        var account: AccountRow
        let user: User
    }

    /// Why not.
    struct No: Error {
        let outcome: SignInOutcome
    }

    /// Whether an account may be opened with this comparison. A wrong password counts.
    func judge(
        _ comparison: Comparison, of user: UserID, at now: Moment, among members: Members, _ writing: Writing
    ) throws -> Result<Known, No> {
        switch try stand(of: user, at: now, among: members, writing.reading) {
        case .failure(let refusal): return .failure(refusal)
        case .success(let known):
            // One that has been changed since it was compared is not right any more.
            guard comparison.isRight, comparison.against == known.account.password else {
                try fail(known.account, at: now, writing)
                return .failure(No(outcome: .wrongPassword))
            }
            return .success(known)
        }
    }

    /// Whether an account may be opened at all now.
    func stand(
        of user: UserID, at now: Moment, among members: Members, _ reading: Reading
    ) throws -> Result<Known, No> {
        let (member, account) = (members(user), try reading.account(user.text))
        guard let account else { return .failure(No(outcome: member == nil ? .unknownAccount : .notActivated)) }
        guard let member else { return .failure(No(outcome: .removed)) }
        guard account.password != nil, account.person == member.fingerprint,
            try !rules.needsFactor(member.role) || !confirmedFactors(of: user, reading).isEmpty
        else { return .failure(No(outcome: .notActivated)) }
        guard !account.lockout.isOn(at: now) else { return .failure(No(outcome: .locked)) }
        return .success(Known(account: account, user: member))
    }

    func fail(_ account: AccountRow, at now: Moment, _ writing: Writing) throws {
        var account = account
        account.lockout.fail(at: now)
        try writing.put(account)
    }

    // MARK: codes

    func confirmedFactors(of user: UserID, _ reading: Reading) throws -> [FactorRow] {
        try reading.factors(of: user.text).filter { $0.confirmed != nil }
    }

    /// Takes a code of any of somebody's authenticators.
    func accept(_ code: String, of user: UserID, at now: Moment, _ writing: Writing) throws -> Bool {
        for factor in try confirmedFactors(of: user, writing.reading) {
            var factor = factor
            guard factor.accept(code, at: now) else { continue }
            try writing.update(factor)
            return true
        }
        return false
    }

    // MARK: opening

    /// Opens a session under a new token, and forgets the failures.
    func open(
        _ known: Known, replacing old: SecretToken?, renewing password: String?, from caller: Caller,
        _ writing: Writing,
        _ random: inout some RandomNumberGenerator
    ) throws -> OpenSession {
        var account = known.account
        account.lockout = Lockout()
        account.password = password ?? account.password
        try writing.put(account)
        if let old { try writing.removeSession(old.digest) }
        let token = SecretToken(using: &random)
        var row = SessionRow(
            token: token.digest, user: known.user.id.text, secret: random.bytes(SecretToken.byteCount),
            at: caller.at.seconds, address: bounded(caller.address, 64), agent: bounded(caller.agent, 200))
        row.id = try writing.insert(row)
        return try opened(token, row, of: known.user, writing.reading)
    }
}

extension SignIn {
    /// The log's word for it.
    fileprivate var outcome: SignInOutcome {
        switch self {
        case .done: .signedIn
        case .codeAsked: .codeAsked
        case .refused(let outcome): outcome
        }
    }
}
