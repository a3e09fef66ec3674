// What came of an attempt: one type, whose refusals sound alike outside and differ in the log.

package import EventModel
package import Reasons

/// When, and from where, somebody tries something.
package struct Caller: Sendable {
    package let at: Moment
    package let address: String
    /// What the browser says of itself.
    package let agent: String

    package init(at moment: Moment, address: String, agent: String) {
        at = moment
        self.address = address
        self.agent = agent
    }
}

/// What came of an attempt to get in.
package enum SignIn: Sendable {
    case done(OpenSession)
    /// The password was right; who has the token may bring the code, for a few minutes.
    case codeAsked(SecretToken)
    /// The log has the word; whoever tried is told `SignInOutcome.refusal` alone.
    case refused(SignInOutcome)

    package var session: OpenSession? {
        if case .done(let session) = self { session } else { nil }
    }

    package var refusal: SignInOutcome? {
        if case .refused(let outcome) = self { outcome } else { nil }
    }
}

/// The words of the log of sign-ins.
package enum SignInOutcome: String, Sendable, CaseIterable {
    case signedIn = "signed-in"
    case codeAsked = "code-asked"
    case confirmed
    case letterIssued = "letter-issued"
    case tokenMade = "token-made"
    case tokenRemoved = "token-removed"
    case mailSet = "mail-set"
    case mailRemoved = "mail-removed"
    case letterOpened = "letter-opened"
    case activated
    case passwordChanged = "password-changed"
    case factorAdded = "factor-added"
    case factorRemoved = "factor-removed"
    case unlocked
    // Refusals.
    case unknownAccount = "unknown-account"
    case removed
    case notActivated = "not-activated"
    case locked
    case wrongPassword = "wrong-password"
    case wrongCode = "wrong-code"
    /// The code came after its minutes, or again.
    case codeTooLate = "code-too-late"
    case letterNone = "letter-none"
    case letterOver = "letter-over"
    case letterWrong = "letter-wrong"
    case sessionOver = "session-over"
    /// Turned away for its address before anything was looked at.
    case throttled

    package var isRefusal: Bool {
        switch self {
        case .signedIn, .codeAsked, .confirmed, .letterIssued, .letterOpened, .activated, .passwordChanged,
            .factorAdded, .factorRemoved, .unlocked, .tokenMade, .tokenRemoved,
            .mailSet, .mailRemoved:
            false
        case .unknownAccount, .removed, .notActivated, .locked, .wrongPassword, .wrongCode, .codeTooLate, .letterNone,
            .letterOver, .letterWrong, .sessionOver, .throttled:
            true
        }
    }

    /// What is said of every refusal: whether there is such an account, and how it stands, is nobody's business.
    package static let refusal = Reason(.signInFailed)
}

/// Why something about an account was not done; nothing was changed.
package struct AccountRefusal: Error, Equatable {
    /// At least one.
    package let reasons: [Reason]

    package init(_ reasons: [Reason]) { self.reasons = reasons }
    package init(_ code: ReasonCode, field: String? = nil) { reasons = [Reason(code, field: field)] }
}
