// 佐证材料 as the register knows it.

package import AssessmentModel

/// Where a file of evidence is named.
package struct EvidenceEntry: Sendable, Equatable {
    /// In bytes; 0 where the first edition did not say.
    package let size: Int
    /// Whose application or objection it came with, and the round of an objection.
    package let zone: ZoneID?
    package let round: RoundID?
    /// Digests of the concealed values that name it.
    package internal(set) var names: Set<String>
}
