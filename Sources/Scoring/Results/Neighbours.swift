// Why one zone stands before another: the gap between them, and what made it.

package import AssessmentModel

/// Two zones of one result, compared.
package struct Neighbours: Sendable, Equatable {
    /// The points of an indicator at both.
    package struct Part: Sendable, Equatable {
        package let indicator: CriterionID
        package let ahead: Fraction
        package let behind: Fraction
        package var gap: Fraction { ahead - behind }
    }

    package let ahead: ZoneID
    package let behind: ZoneID
    /// Between the published totals; 0 where a tie was decided by a key.
    package let gap: Fraction
    /// Where the one ahead has more, the most first; equal ones in the scheme's order.
    package let gains: [Part]
    /// Where it has less, the most first.
    package let losses: [Part]
    /// What bonus and deductions together make of it.
    package let adjustment: Fraction

    /// nil where one of them has no total.
    package init?(_ ahead: ZoneScore, _ behind: ZoneScore, under scheme: Scheme) {
        guard let total = ahead.total, let other = behind.total else { return nil }
        self.ahead = ahead.zone
        self.behind = behind.zone
        gap = total - other
        let parts = scheme.indicators.compactMap { indicator -> Part? in
            guard let own = ahead.cells[indicator.id]?.score, let theirs = behind.cells[indicator.id]?.score else {
                return nil
            }
            return Part(indicator: indicator.id, ahead: own, behind: theirs)
        }
        let ordered = { (parts: [Part]) in
            parts.enumerated().sorted { a, b in
                let (first, second) = (a.element.size, b.element.size)
                return first == second ? a.offset < b.offset : first > second
            }.map(\.element)
        }
        gains = ordered(parts.filter { $0.gap > .zero })
        losses = ordered(parts.filter { $0.gap < .zero })
        adjustment =
            (ahead.bonus.counted - ahead.deductions.counted) - (behind.bonus.counted - behind.deductions.counted)
    }
}

extension Neighbours.Part {
    fileprivate var size: Fraction { gap < .zero ? .zero - gap : gap }
}
