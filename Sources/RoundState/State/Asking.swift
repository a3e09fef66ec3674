// What experts ask while they score, as the register knows it; and what becomes of it.

package import AssessmentModel
package import EventModel

/// A question of an expert.
package struct Question: Sendable, Equatable {
    package let seat: SeatID
    /// nil where it is not shown.
    package let query: Query?
    package let day: String
    package internal(set) var isAnswered = false
}

/// 口径答疑: what the bureau says to all seats of a round at once.
package struct Clarification: Sendable, Equatable {
    package let seq: Int
    /// The question that it answers, where it answers one.
    package let asked: Int?
    /// nil where it is not shown.
    package let query: Query?
    package let day: String
}

/// 补充材料: evidence that an expert misses, and what the zone brought.
package struct MissingEvidence: Sendable, Equatable {
    package let request: EvidenceRequest
    package internal(set) var supply: Supply?

    package struct Supply: Sendable, Equatable {
        package let seq: Int
        package let day: String
        package let text: String?
        package let evidence: [Evidence]
    }

    /// Whether it came after the day by which it was asked for.
    package var isLate: Bool { supply.map { $0.day > request.by } ?? false }
}
