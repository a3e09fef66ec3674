// Where the experts of a zone differ too much to leave it at that.

package import AssessmentModel
import HashTreeCollections

/// A cell whose sealed marks lie far apart.
package struct Divergence: Sendable, Equatable {
    package enum Ground: String, Sendable {
        /// The range is over 20 % of the highest mark.
        case range
        /// A mark lies more than three robust deviations off the median.
        case outlier
    }

    package let zone: ZoneID
    package let indicator: CriterionID
    package let grounds: [Ground]
    package let lowest: Fraction
    package let median: Fraction
    package let highest: Fraction
    /// The seats whose marks make it so, by seat: those off the median by three deviations, else those at either end.
    package let outliers: [SeatID]
}

extension Round {
    /// All of them, by zone, then in the scheme's order.
    ///
    /// A robust deviation is 1.4826 times the median absolute deviation from the median, the consistent estimate of a normal
    /// distribution's standard deviation. Where more than half of the marks agree it is 0, and only the range is looked at.
    package func divergences() throws -> [Divergence] {
        guard let terms else { return [] }
        let sheets = Dictionary(grouping: seats.values.filter(\.isSealed), by: \.zone)
        return terms.zones.flatMap { zone in
            terms.marked(at: zone.id).compactMap { criterion in
                let marks = (sheets[zone.id] ?? []).compactMap { seat in
                    seat.marks[criterion.id].map { (seat: seat.id, mark: Fraction(hundredths: $0)) }
                }
                return Divergence(
                    zone.id, criterion.id, marks,
                    highest: terms.scheme.grid(of: criterion).highest(points: criterion.points))
            }
        }
    }
}

extension Divergence {
    /// nil where the marks agree well enough, or fewer than three are there.
    init?(
        _ zone: ZoneID, _ indicator: CriterionID, _ marks: [(seat: SeatID, mark: Fraction)], highest: Fraction
    ) {
        let sorted = marks.map(\.mark).sorted()
        guard sorted.count >= 3, let low = sorted.first, let high = sorted.last else { return nil }
        let middle = Self.median(sorted)
        let deviation = Self.median(marks.map { Self.distance($0.mark, middle) }.sorted())
        let limit = 3 * Fraction(14826) / Fraction(10000) * deviation
        let far = deviation == 0 ? [] : marks.filter { Self.distance($0.mark, middle) > limit }.map(\.seat)
        let isWide = (high - low) * 5 > highest
        guard isWide || !far.isEmpty else { return nil }
        self.init(
            zone: zone, indicator: indicator, grounds: (isWide ? [.range] : []) + (far.isEmpty ? [] : [.outlier]),
            lowest: low, median: middle, highest: high,
            outliers: (far.isEmpty ? marks.filter { $0.mark == low || $0.mark == high }.map(\.seat) : far).sorted())
    }

    private static func distance(_ a: Fraction, _ b: Fraction) -> Fraction { a < b ? b - a : a - b }

    package static func median(_ sorted: [Fraction]) -> Fraction {
        let half = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    }
}
