// A seat of a round: what stands on it, and what it came to.

package import AssessmentModel

/// An expert's seat at one zone, with what was saved and sealed on it.
package struct Seat: Sendable, Equatable {
    package enum State: Sendable, Equatable {
        case open
        /// Sealed by this event.
        case sealed(Int)
        case recused(Int)
    }

    /// One cell as it was last saved.
    package struct Cell: Sendable, Equatable {
        package internal(set) var version = 0
        package internal(set) var hundredths: Int?
        package internal(set) var comment: String?
        /// Whether its comment was erased, so that nothing follows from there being none.
        var isHidden = false
    }

    package let id: SeatID
    package let zone: ZoneID
    /// nil where it is not disclosed.
    package let expert: ExpertID?
    /// What the expert was drawn or called as; what the pool says later changes nothing.
    package var source: Expert.Source?
    /// Called for a recused seat after the opening.
    package let isCalled: Bool
    package internal(set) var state = State.open
    /// Whether its expert has said that no conflict holds.
    package internal(set) var isAccepted = false
    /// Whether two officers took it out.
    package internal(set) var isRemoved = false
    package internal(set) var cells: [CriterionID: Cell] = [:]
    /// The last day on which something was declared, saved or sealed on it, yyyy-mm-dd: the ledger tells others no hours.
    package internal(set) var lastDay: String?
    /// What the sealed sheet says, revisions included.
    package internal(set) var marks: [CriterionID: Int] = [:]
    package internal(set) var comments: [CriterionID: String] = [:]

    package var isOpen: Bool { state == .open }
    package var isSealed: Bool { if case .sealed = state { true } else { false } }
    package var isRecused: Bool { if case .recused = state { true } else { false } }
    /// Whether it was left or taken out behind a seal: what was sealed stays to be read.
    package var wasSealed: Bool { isRecused && !(marks.isEmpty && comments.isEmpty) }
    /// Whether what stands on it is its expert's own.
    package var isDraft: Bool { !isSealed && !wasSealed }
}

/// What a seat came to at the close: the part of a sheet that everybody sees in the end.
package struct CountedSeat: Sendable, Equatable {
    package let seat: SeatID
    package let zone: ZoneID
    /// nil where it is not shown: in the public's view of a round that is not published.
    package let state: SeatState?
    package let isCalled: Bool
    /// nil where a sealed sheet's marks are not disclosed.
    package internal(set) var marks: [CriterionID: Int]?
    /// Only where the scheme weighs groups.
    package let source: Expert.Source?

    /// The same with other marks.
    package func counting(_ marks: [CriterionID: Int]) -> CountedSeat {
        var seat = self
        seat.marks = marks
        return seat
    }
}
