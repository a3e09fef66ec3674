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
    package let reason: String?
    package let proposer: UserID?
    package let day: String
    /// nil while it waits.
    package internal(set) var isConfirmed: Bool?

    package init(seq: Int, kind: Act.Kind, act: Act?, reason: String?, proposer: UserID?, day: String) {
        self.seq = seq
        self.kind = kind
        self.act = act
        self.reason = reason
        self.proposer = proposer
        self.day = day
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
