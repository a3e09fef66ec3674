// Where a number rests on experts' whole sheets, or on several criteria: how tie keys and sheet totals come about.

import AssessmentModel
import Scoring

extension Explainer {
    /// Each complete sheet added up, where the scheme chooses whole sheets; else nothing.
    func sheetTotals(of zone: ZoneScore) -> Explanation {
        var explanation = Explanation()
        guard let totals = zone.sheetTotals else { return explanation }
        let cells = panelCells(of: zone)
        explanation.add("")
        explanation.add(words[.headingSheets])
        for (seat, total) in totals.sorted(by: { ($0.1, $0.0) < ($1.1, $1.0) }) {
            let terms = cells.compactMap { points(of: seat, in: $0) }
            explanation.add(words(.sheetTotal, ["seat": seat.text, "calculation": sum(terms, is: total)]), depth: 1)
        }
        return explanation
    }

    /// How a zone's value of a tie key came about; nil where the value speaks for itself.
    func derivation(of key: Tie.Key, of zone: ZoneScore) -> String? {
        guard let value = key.value else { return nil }
        switch key.key {
        case "lowest-pillar":
            guard value > 0, let lowest = scheme.criteria.first(where: { zone.pillarShares[$0.id] == value }),
                let points = zone.points(of: lowest.id)
            else { return nil }
            let calculation = "\(factor(points)) ÷ \(factor(points / value)) = \(result(value))"
            return words(.tieLowest, ["pillar": title(lowest), "calculation": calculation])
        case "rule-points": return words(.tieRules, ["calculation": sum(rulePoints(of: zone), is: value)])
        case "median-of-totals": return median(of: zone, is: value)
        default: return nil
        }
    }

    /// The middle of the sheets' totals, and the points by rule that are the same for each.
    private func median(of zone: ZoneScore, is value: Fraction) -> String? {
        let cells = panelCells(of: zone)
        let seats = Set(cells.flatMap { $0.panel.marks.seats })
        let totals = seats.compactMap { seat -> Fraction? in
            let terms = cells.compactMap { points(of: seat, in: $0) }
            return terms.count == cells.count ? terms.sum() : nil
        }.sorted()
        guard !totals.isEmpty else { return nil }
        let (low, high) = (totals[(totals.count - 1) / 2], totals[totals.count / 2])
        let middle = totals.count % 2 == 1 ? exact(low) : "(\(exact(low)) + \(exact(high))) ÷ 2"
        let rules = rulePoints(of: zone).sum()
        return words(
            .tieMedian,
            [
                "totals": words.list(totals.map(exact)), "rules": exact(rules),
                "calculation": chain(["\(middle) + \(exact(rules))", result(value)]),
            ])
    }

    private func rulePoints(of zone: ZoneScore) -> [Fraction] {
        scheme.indicators.compactMap { zone.cells[$0.id] }.filter { $0.rule != nil }.compactMap(\.score)
    }

    private func panelCells(of zone: ZoneScore) -> [(indicator: Criterion, panel: PanelBasis)] {
        scheme.indicators.compactMap { indicator in zone.cells[indicator.id]?.panel.map { (indicator, $0) } }
    }

    /// What a seat's mark is worth in points.
    private func points(of seat: SeatID, in cell: (indicator: Criterion, panel: PanelBasis)) -> Fraction? {
        cell.panel.marks[seat].map {
            scheme.grid(of: cell.indicator).score(mark: $0, points: cell.indicator.points)
        }
    }
}
