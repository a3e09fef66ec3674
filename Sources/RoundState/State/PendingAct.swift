// What one of two people wants done, and the other has not answered yet.

package import AssessmentModel
package import EventModel

/// An act that waits for its second person.
package struct PendingAct: Sendable, Equatable {
    /// The event that proposed it.
    package let seq: Int
    package let kind: Act.Kind
    /// nil where it is not shown.
    package let act: Act?
    package private(set) var reason: String?
    package private(set) var proposer: UserID?
    package let day: String
    /// nil while it waits.
    package internal(set) var isConfirmed: Bool?

    init(seq: Int, kind: Act.Kind, act: Act?, reason: String?, proposer: UserID?, day: String) {
        self.seq = seq
        self.kind = kind
        self.act = act
        self.reason = reason
        self.proposer = proposer
        self.day = day
    }

    /// The same, answered or not, as who is not of the bureau sees it.
    package var withoutReason: PendingAct {
        var act = self
        (act.reason, act.proposer) = (nil, nil)
        return act
    }
}

/// A confirmed act whose event must come next.
struct ConfirmedAct: Sendable, Equatable {
    let round: RoundID
    let kind: Act.Kind
    let act: Act?
    let reason: String?
    /// Who confirmed it, and does it.
    let actor: UserID?
}

/// A sealed sheet that its expert asks to have opened again.
package struct Reopening: Sendable, Equatable {
    package let zone: ZoneID
    package let seat: SeatID
    package let reason: String?
    /// nil while it waits.
    package internal(set) var isGranted: Bool?
}
