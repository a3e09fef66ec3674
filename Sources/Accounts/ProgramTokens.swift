// Tokens with which somebody's programs read and save; they never take a step that cannot be taken back.

import AssessmentModel
package import EventModel
import PlainText
import Reasons
import Storage

/// A token as its owner finds it listed: the secret itself was shown once.
package struct ProgramToken: Sendable, Equatable {
    /// So many at once, and days for which one holds at most.
    package static let (most, longest) = (10, 366)

    package let id: Int
    package let label: String
    package let created: Moment
    package let until: Moment
    package let used: Moment?
}

extension AccountBook {
    package func programTokens(of user: UserID) throws -> [ProgramToken] {
        try store.read { try $0.apiTokens(of: user.text) }.map { row in
            ProgramToken(
                id: row.id, label: row.label, created: Moment(seconds: row.created), until: Moment(seconds: row.until),
                used: row.used.map { Moment(seconds: $0) })
        }
    }

    /// A new one for the bearer of a session who gave the password lately.
    /// - Throws: `AccountRefusal`.
    package func makeProgramToken(
        _ session: OpenSession, label: String, days: Int, from caller: Caller,
        using random: inout some RandomNumberGenerator
    ) throws -> SecretToken {
        let label = kept(label)
        var reasons: [Reason] = []
        if label.isEmpty || refusal(ofText: label, as: .line, atMost: TextLimit.name) != nil {
            reasons.append(Reason(.tokenLabelUnfit, field: "token-label"))
        }
        if !(1...ProgramToken.longest).contains(days) {
            reasons.append(Reason(.tokenDaysOutside, field: "days", ["most": .number(ProgramToken.longest)]))
        }
        let token = SecretToken(using: &random)
        return try write { writing in
            if try writing.reading.apiTokens(of: session.user.id.text).count >= ProgramToken.most {
                reasons.append(Reason(.tokensTooMany, ["most": .number(ProgramToken.most)]))
            }
            guard reasons.isEmpty else { throw AccountRefusal(reasons) }
            try writing.insert(
                TokenRow(
                    token: token.digest, user: session.user.id.text, label: label, created: caller.at.seconds,
                    until: caller.at.seconds + days * 86_400))
            try log(.tokenMade, of: session.user.id.text, from: caller, writing)
            return token
        }
    }

    /// - Returns: whether it was there.
    package func removeProgramToken(_ id: Int, of user: UserID, from caller: Caller) throws -> Bool {
        try write { writing in
            guard try writing.removeToken(id, of: user.text) else { return false }
            try log(.tokenRemoved, of: user.text, from: caller, writing)
            return true
        }
    }

    /// Whose program it is; nil where the token is over or was never there, or its person has left the ledger.
    package func program(_ token: SecretToken, at now: Moment, among members: Members) throws -> OpenSession? {
        let found = try store.read { reading -> (TokenRow, OpenSession)? in
            guard let row = try reading.apiToken(token.digest), now.seconds < row.until,
                let user = members(UserID(row.user)), try reading.account(row.user)?.person == user.fingerprint
            else { return nil }
            return (row, OpenSession(program: token, row, of: user))
        }
        guard let (row, session) = found else { return nil }
        if now.seconds - (row.used ?? 0) > 3600 { try store.write { try $0.touchToken(row.id, at: now.seconds) } }
        return session
    }
}
