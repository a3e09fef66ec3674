// What a person changes of the own account: password and authenticators.

import AssessmentModel
package import EventModel
import PlainText
import Reasons
import Storage

/// One of somebody's authenticators.
package struct Factor: Sendable, Equatable {
    package let id: Int
    /// What its person calls it; may be empty.
    package let label: String
    package let added: Moment
    /// Steps of 30 seconds that its clock was ahead when it was last used.
    package let drift: Int
}

/// An authenticator that waits for its first code.
package struct OfferedFactor: Sendable {
    /// Seconds for which it waits.
    package static let valid = 15 * 60

    package let id: Int
    package let secret: OneTimeSecret
    package let uri: String
}

extension AccountBook {
    /// Sets another password. The session goes on under another token, all others of the account end; a wrong old password counts towards the
    /// lockout.
    /// - Throws: `AccountRefusal` for a password that is not taken.
    package func changePassword(
        _ token: SecretToken, from old: String, to new: String, from caller: Caller, among members: Members,
        using random: inout some RandomNumberGenerator
    ) throws -> SignIn {
        guard let bearer = try session(token, at: caller.at, among: members, isActivity: false)?.user.id else {
            return try refuseOver(caller)
        }
        let problems = Password.problems(new, of: bearer)
        guard problems.isEmpty, let chosen = Password(new) else { throw AccountRefusal(problems) }
        let comparison = try compare(old, of: bearer, using: &random)
        let hash = try PasswordHash(of: chosen, cost: rules.cost, using: &random).text
        return try confirm(
            token, comparison, of: bearer, as: .passwordChanged, from: caller, among: members, &random
        ) { $0.password = hash }
    }

    /// Oldest first; only such as have given a code.
    package func factors(of user: UserID) throws -> [Factor] {
        try store.read { try confirmedFactors(of: user, $0) }.map { row in
            Factor(id: row.id, label: row.label, added: Moment(seconds: row.confirmed ?? row.created), drift: row.drift)
        }
    }

    /// Begins to add an authenticator, in the place of one that was begun before.
    /// - Throws: `AccountRefusal` where the session is over or the password was not given in the last minutes.
    package func offerFactor(
        _ token: SecretToken, at now: Moment, among members: Members, using random: inout some RandomNumberGenerator
    ) throws -> OfferedFactor {
        let secret = OneTimeSecret(using: &random)
        return try write { writing in
            let user = try confirmedBearer(token, at: now, among: members, writing.reading).id
            try writing.removeFactors(of: user.text, unconfirmedOnly: true)
            let id = try writing.insert(
                FactorRow(user: user.text, label: "", secret: secret.bytes, created: now.seconds))
            return OfferedFactor(id: id, secret: secret, uri: secret.uri(issuer: rules.issuer, user: user))
        }
    }

    /// Adds the authenticator that was begun, where the code is its own.
    /// - Throws: `AccountRefusal`, as in `offerFactor`, and where nothing was begun or the code is wrong.
    package func addFactor(
        _ id: Int, label: String, code: String, _ token: SecretToken, from caller: Caller, among members: Members
    ) throws {
        try write { writing in
            let user = try confirmedBearer(token, at: caller.at, among: members, writing.reading).id
            let begun = try writing.reading.factors(of: user.text).first { $0.id == id && $0.confirmed == nil }
            guard var row = begun, caller.at.seconds < row.created + OfferedFactor.valid else {
                throw AccountRefusal(.factorUnknown)
            }
            guard row.accept(code, at: caller.at) else { throw AccountRefusal(.oneTimeCodeWrong, field: "code") }
            row.label = bounded(kept(label), 60)
            row.confirmed = caller.at.seconds
            try writing.update(row)
            try log(.factorAdded, of: user.text, from: caller, writing)
        }
    }

    /// Takes an authenticator away. The last one stays with whoever must have one.
    /// - Throws: `AccountRefusal`, as in `offerFactor`.
    package func removeFactor(
        _ id: Int, _ token: SecretToken, from caller: Caller, among members: Members
    ) throws {
        try write { writing in
            let user = try confirmedBearer(token, at: caller.at, among: members, writing.reading)
            let factors = try confirmedFactors(of: user.id, writing.reading)
            guard factors.contains(where: { $0.id == id }) else { throw AccountRefusal(.factorUnknown) }
            guard factors.count > 1 || !rules.needsFactor(user.role) else { throw AccountRefusal(.factorLast) }
            try writing.removeFactor(id)
            try log(.factorRemoved, of: user.id.text, from: caller, writing)
        }
    }

    /// Whose session it is, where the password was given in the last minutes: an open desk is no permission.
    private func confirmedBearer(
        _ token: SecretToken, at now: Moment, among members: Members, _ reading: Reading
    ) throws -> User {
        guard let open = try session(token, at: now, among: members, reading) else {
            throw AccountRefusal(.sessionOver)
        }
        guard open.session.isConfirmed(at: now) else { throw AccountRefusal(.confirmationNeeded, field: "password") }
        return open.user
    }
}
