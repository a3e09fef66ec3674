// Letters: how a person comes to a password, the first time and whenever it is lost.

import AssessmentModel
package import EventModel
import Reasons
import Storage

/// What a letter says, once: nothing but its code's hash is kept.
package struct Letter: Sendable {
    /// Seconds for which its code is good.
    package static let valid = 14 * 86_400

    package let user: User
    package let code: ActivationCode
    /// From this second on it is void.
    package let until: Moment
}

/// A letter whose code was right: what the page shows that takes the password.
package struct OpenedLetter: Sendable {
    package let user: User
    package let isFactorNeeded: Bool
    /// The same however often the letter is opened.
    package let secret: OneTimeSecret
    package let uri: String
}

extension AccountBook {
    /// The security administrator asks for somebody's letter. The account begins anew: its password, its authenticators, its sessions and an
    /// older letter are void from now on.
    ///
    /// - Returns: the letter, for whoever prints it; its code is never to be had again.
    /// - Throws: `AccountRefusal`.
    package func issueLetter(
        for user: UserID, by actor: UserID, from caller: Caller, among members: Members,
        using random: inout some RandomNumberGenerator
    ) throws -> Letter {
        try requireSecurityAdministrator(actor, among: members)
        guard let person = members(user), person.role != .everyone else {
            throw AccountRefusal([Reason(.userUnknown, Reason.Subject(.user, user.text))])
        }
        let letter = Letter(
            user: person, code: ActivationCode(using: &random), until: caller.at + Letter.valid)
        try write { writing in
            // Its factors, sessions and half sign-ins go with it.
            try writing.removeAccount(user.text)
            try writing.put(AccountRow(user: user.text, person: person.fingerprint))
            try writing.put(LetterRow(user: user.text, code: letter.code.digest, until: letter.until.seconds))
            try log(.letterIssued, of: user.text, from: caller, by: actor, writing)
        }
        return letter
    }

    func requireSecurityAdministrator(_ actor: UserID, among members: Members) throws(AccountRefusal) {
        guard members(actor)?.role == .securityAdministrator else { throw AccountRefusal(.letterNotIssuable) }
    }

    /// Shows what a letter's reader needs to set a password; nil, and told as any other refusal, where the code does not open it.
    package func openLetter(
        _ typed: String, code: String, from caller: Caller, among members: Members,
        using random: inout some RandomNumberGenerator
    ) throws -> OpenedLetter? {
        let user = Self.user(typed)
        return try write { writing in
            switch try letter(of: user, code, at: caller.at, among: members, writing.reading) {
            case .failure(let refusal):
                try log(refusal.outcome, of: typed, from: caller, writing)
                return nil
            case .success(let (person, row)):
                var row = row
                let secret = row.secret.map(OneTimeSecret.init(bytes:)) ?? OneTimeSecret(using: &random)
                row.secret = secret.bytes
                try writing.put(row)
                try log(.letterOpened, of: typed, from: caller, writing)
                return OpenedLetter(
                    user: person, isFactorNeeded: rules.needsFactor(person.role), secret: secret,
                    uri: secret.uri(issuer: rules.issuer, user: user))
            }
        }
    }

    /// Uses a letter up: sets the password, keeps the authenticator whose code is given, and signs in.
    ///
    /// - Throws: `AccountRefusal` for a password that is not taken, an authenticator that is missing, or its wrong code; the letter stays good.
    package func activate(
        _ typed: String, letter code: String, password: String, oneTimeCode: String? = nil, from caller: Caller,
        among members: Members, using random: inout some RandomNumberGenerator
    ) throws -> SignIn {
        let user = Self.user(typed)
        let looked = try store.read { try letter(of: user, code, at: caller.at, among: members, $0) }
        if case .failure(let refusal) = looked {
            try write { try log(refusal.outcome, of: typed, from: caller, $0) }
            return .refused(refusal.outcome)
        }
        let problems = Password.problems(password, of: user)
        guard problems.isEmpty, let chosen = Password(password) else { throw AccountRefusal(problems) }
        let hash = try PasswordHash(of: chosen, cost: rules.cost, using: &random).text
        let answer = try write { writing -> Result<SignIn, AccountRefusal> in
            let found = try letter(of: user, code, at: caller.at, among: members, writing.reading)
            guard case .success(let (person, row)) = found else {
                let outcome = found.refusal ?? .letterNone
                try log(outcome, of: typed, from: caller, writing)
                return .success(.refused(outcome))
            }
            if let oneTimeCode, !oneTimeCode.isEmpty {
                guard try addFactor(row.secret, oneTimeCode, of: user, from: caller, writing) else {
                    try log(.wrongCode, of: typed, from: caller, writing)
                    return .failure(AccountRefusal(.oneTimeCodeWrong, field: "code"))
                }
            } else if rules.needsFactor(person.role) {
                return .failure(AccountRefusal(.factorNeeded, field: "code"))
            }
            var account = AccountRow(user: user.text, person: person.fingerprint)
            account.password = hash
            try writing.removeLetter(of: user.text)
            let session = try open(
                Known(account: account, user: person), replacing: nil, renewing: nil, from: caller, writing, &random)
            try log(.activated, of: typed, from: caller, writing)
            return .success(.done(session))
        }
        return try answer.get()
    }

    /// Keeps the authenticator of a letter, where the code is its own.
    private func addFactor(
        _ secret: [UInt8]?, _ code: String, of user: UserID, from caller: Caller, _ writing: Writing
    ) throws -> Bool {
        guard let secret else { return false }
        var factor = FactorRow(user: user.text, label: "", secret: secret, created: caller.at.seconds)
        guard factor.accept(code, at: caller.at) else { return false }
        factor.confirmed = caller.at.seconds
        try writing.insert(factor)
        return true
    }

    /// The letter that a code opens, and whose it is.
    private func letter(
        of user: UserID, _ typed: String, at now: Moment, among members: Members, _ reading: Reading
    ) throws -> Result<(User, LetterRow), No> {
        let account = try reading.account(user.text)
        guard let person = members(user) else {
            return .failure(No(outcome: account == nil ? .unknownAccount : .removed))
        }
        guard let row = try reading.letter(of: user.text), account?.person == person.fingerprint else {
            return .failure(No(outcome: .letterNone))
        }
        guard let code = ActivationCode(typed), isSame(code.digest, row.code) else {
            return .failure(No(outcome: .letterWrong))
        }
        guard now.seconds < row.until else { return .failure(No(outcome: .letterOver)) }
        return .success((person, row))
    }
}

extension Result where Failure == AccountBook.No {
    fileprivate var refusal: SignInOutcome? {
        if case .failure(let no) = self { no.outcome } else { nil }
    }
}
