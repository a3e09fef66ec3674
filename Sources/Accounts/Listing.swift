// How accounts stand, for whoever issues letters; nothing of it opens one.

import AssessmentModel
package import EventModel
import Storage

/// How somebody's account stands.
package struct AccountStanding: Sendable, Equatable {
    package enum State: Sendable, Equatable {
        /// No letter was ever issued to this person, or all that there was is void.
        case unmade
        case letterWaits(until: Moment)
        case letterOver(since: Moment)
        case active
        case locked(until: Moment)
    }

    package let user: User
    package let state: State
    /// Authenticators that have given a code.
    package let factors: Int
    /// Whether its person wants mail; where to, nobody else is told.
    package let hasMail: Bool

    /// Whether a new letter would void something that its person has.
    package var holdsSomething: Bool {
        switch state {
        case .unmade, .letterOver: false
        case .letterWaits, .active, .locked: true
        }
    }
}

extension AccountBook {
    /// How the accounts of these people stand, in their order. Only reads.
    package func standings(of users: [User], at now: Moment) throws -> [AccountStanding] {
        try store.read { reading in
            try users.map { user in
                let factors = try confirmedFactors(of: user.id, reading).count
                return AccountStanding(
                    user: user, state: try state(of: user, factors, at: now, reading), factors: factors,
                    hasMail: try reading.mailAddress(of: user.id.text) != nil)
            }
        }
    }

    func state(
        of user: User, _ factors: Int, at now: Moment, _ reading: Reading
    ) throws -> AccountStanding.State {
        guard let account = try reading.account(user.id.text), account.person == user.fingerprint else {
            return .unmade
        }
        if let letter = try reading.letter(of: user.id.text) {
            let until = Moment(seconds: letter.until)
            return now < until ? .letterWaits(until: until) : .letterOver(since: until)
        }
        guard account.password != nil, !rules.needsFactor(user.role) || factors > 0 else { return .unmade }
        if let until = account.lockout.until, now < until { return .locked(until: until) }
        return .active
    }
}
