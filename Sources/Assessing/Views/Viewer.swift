// Who looks, and the two answers that a view has.

package import AssessmentModel
package import EventModel
package import Reasons
package import RoundState

/// A user of the ledger, or the public.
package struct Viewer: Sendable, Hashable {
    /// nil: the public.
    package let user: UserID?

    package init(_ user: UserID?) { self.user = user }

    package static let everyone = Viewer(nil)
}

/// What somebody sees, or why not. Counts, orders and messages of a view are made of what is seen and nothing else.
package enum Seen<Value: Sendable>: Sendable {
    case seen(Value)
    case denied([Reason])

    /// - Throws: `Refusal` with the reasons of a denial.
    package func get() throws(Refusal) -> Value {
        switch self {
        case .seen(let value): return value
        case .denied(let reasons): throw Refusal(reasons)
        }
    }

    static func denied(_ reason: Reason) -> Seen { .denied([reason]) }
}

extension Standing {
    /// Why a view is kept from somebody; nil where it is not.
    package func refusal(
        of view: UseCase, to viewer: Viewer, in round: RoundID? = nil, on target: Target = .nothing
    ) -> Reason? {
        register.refusal(ofView: view, to: viewer.user, in: round, on: target)
    }

    /// The expert of the pool whose account this is.
    package func expert(of viewer: Viewer) -> ExpertID? { viewer.user.flatMap { register.users[$0]?.expert } }

    func round(_ id: RoundID) -> Seen<Round> {
        register.rounds[id].map { .seen($0) } ?? .denied(Reason(.roundUnknown, .round(id)))
    }
}
