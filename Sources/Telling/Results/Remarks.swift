// The comments that an applicant may see.

package import AssessmentModel

/// The comments on one zone by indicator and seat. They stand outside the snapshot, so that they can be erased lawfully.
package struct Remarks: Sendable, Equatable {
    package let comments: [CriterionID: [SeatID: String]]

    package static let none = Remarks([:])

    package init(_ comments: [CriterionID: [SeatID: String]]) { self.comments = comments }
}
