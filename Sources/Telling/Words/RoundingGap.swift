// Printed parts that do not add up to the printed total, because each of them is rounded.

package import AssessmentModel
package import Scoring

extension Wording {
    /// The most by which printed pillars, with bonus and less deductions, miss a printed total; nil where all add up.
    ///
    /// Totals that are more than their parts even before rounding are left out: points that do not apply went to others.
    package func roundingGap(_ scores: [ZoneScore]) -> Fraction? { scores.compactMap(roundingGap).max() }

    private func roundingGap(_ score: ZoneScore) -> Fraction? {
        guard let total = score.total else { return nil }
        let pillars = scheme.criteria.compactMap { score.points(of: $0.id) }
        let adjusted = score.bonus.counted - score.deductions.counted
        guard pillars.sum() + adjusted == score.exact else { return nil }
        let gap = pillars.map(rounded).sum() + adjusted - printed(total)
        return gap == 0 ? nil : max(gap, -gap)
    }
}
