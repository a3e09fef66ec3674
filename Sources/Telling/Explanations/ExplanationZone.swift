// Indicators → pillars → total of one zone, each sum written out.

import AssessmentModel
import Scoring

extension Explainer {
    /// A criterion with its points, the sum that made them, and all below it.
    func tree(_ criterion: Criterion, in zone: ZoneScore) -> Explanation {
        var explanation = Explanation()
        guard zone.hasCells(under: criterion) else {
            explanation.add(
                words(
                    .criterionNotApplicable,
                    ["title": title(criterion), "points": words.points(exact(criterion.points))]))
            return explanation
        }
        let points = zone.points(of: criterion.id)
        let basis = zone.sums?[criterion.id]
        let maximum = basis.map { $0.maximum + $0.shared } ?? criterion.points
        explanation.add(
            words(
                .criterion,
                [
                    "title": title(criterion), "score": points.map(result) ?? words[.noPoints],
                    "most": exact(maximum),
                ]))
        if criterion.indicator == nil {
            explanation.add(addition(criterion.children, basis, is: basis?.exact ?? points, in: zone), depth: 1)
        } else if points == nil {
            explanation.add(openCell(zone.cells[criterion.id]?.rule), depth: 1)
        }
        if let places = scheme.rounding.pillar, let before = basis?.exact, let points,
            scheme.criteria.contains(where: { $0.id == criterion.id })
        {
            explanation.add(rounding(.stepPillar, from: before, to: points, places: places), depth: 1)
        }
        for child in criterion.children { explanation.add(tree(child, in: zone), depth: 1) }
        return explanation
    }

    /// The children added up, and the points of those that do not apply given to the others.
    private func addition(
        _ children: [Criterion], _ basis: SumBasis?, is total: Fraction?, in zone: ZoneScore
    ) -> Explanation {
        var explanation = Explanation()
        let applicable = children.filter { zone.hasCells(under: $0) }
        let terms = applicable.compactMap { zone.points(of: $0.id) }
        guard terms.count == applicable.count, let total else {
            explanation.add(words[.openSum])
            return explanation
        }
        explanation.add(words(.sum, ["calculation": sum(terms, is: basis?.sum ?? total)]))
        if let basis, basis.shared > 0, let sum = basis.sum {
            let calculation = chain([
                "\(factor(sum)) × (\(exact(basis.maximum)) + \(exact(basis.shared))) ÷ \(factor(basis.maximum))",
                "\(factor(sum)) × \(factor(basis.maximum + basis.shared)) ÷ \(factor(basis.maximum))",
                result(basis.exact ?? total),
            ])
            let points = words.points(exact(basis.shared))
            explanation.add(words(.redistributed, ["points": points, "calculation": calculation]))
        }
        return explanation
    }

    /// From the roots to the published total.
    func total(of zone: ZoneScore) -> Explanation {
        var explanation = Explanation()
        guard let base = zone.base, let exactTotal = zone.exact else {
            explanation.add(words[.openTotal])
            for indicator in scheme.indicators {
                guard let cell = zone.cells[indicator.id], cell.score == nil else { continue }
                explanation.add(
                    words(.openIndicator, ["title": title(indicator), "reason": openCell(cell.rule)]), depth: 1)
            }
            return explanation
        }
        let lines = addition(scheme.criteria, zone.whole, is: base, in: zone).lines.map(\.text)
        explanation.add(words(.base, ["lines": words.clauses(lines)]))
        explanation.add(adjustment(scheme.bonus, zone.bonus, words[.bonus]), depth: 0)
        explanation.add(adjustment(scheme.deductions, zone.deductions, words[.deductions]), depth: 0)
        if !scheme.bonus.items.isEmpty || !scheme.deductions.items.isEmpty {
            let (plus, minus) = (zone.bonus.counted, zone.deductions.counted)
            let raw = base + plus - minus
            let calculation = "\(exact(base)) + \(exact(plus)) − \(exact(minus)) = \(result(raw))"
            explanation.add(words(.total, ["calculation": calculation]))
            if raw < exactTotal { explanation.add(words(.flooredAt, ["least": exact(exactTotal)])) }
        }
        if let places = scheme.rounding.total, let total = zone.total {
            explanation.add(rounding(.stepTotal, from: exactTotal, to: total, places: places))
        }
        explanation.add(words(.publishedTotal, ["total": published(zone) ?? words[.noPoints]]))
        return explanation
    }

    /// Why an indicator has no score: of its rule, or for experts, of their marks.
    private func openCell(_ rule: RuleBasis?) -> String {
        rule.map { words(.openFacts, ["facts": words.list(missingFacts($0))]) } ?? words[.openMarks]
    }

    /// Facts that a rule could not read; one without its benchmark counts as such.
    private func missingFacts(_ basis: RuleBasis) -> [String] {
        let own = basis.readings.filter { reading in
            (reading.number == nil && reading.flag == nil) || (basis.shape == .eachPeriod && reading.benchmark == nil)
        }
        return own.map(\.fact) + (basis.alternatives ?? []).flatMap(missingFacts)
    }

    private func adjustment(_ rule: Adjustment, _ score: AdjustmentScore, _ label: String) -> Explanation {
        var explanation = Explanation()
        guard !rule.items.isEmpty else { return explanation }
        let given = rule.items.compactMap { item in score.items[item.id].map { (item, $0) } }
        guard !given.isEmpty else {
            explanation.add(words(.adjustmentNone, ["label": label]))
            return explanation
        }
        let sum = given.map(\.1).sum()
        explanation.add(
            words(
                .adjustment,
                [
                    "label": label, "calculation": self.sum(given.map(\.1), is: sum), "cap": exact(rule.cap),
                    "counted": exact(score.counted),
                ]))
        if sum > score.counted { explanation.add(words(.cappedAt, ["most": exact(score.counted)]), depth: 1) }
        for (item, points) in given {
            let title = words.named(item.title.text(in: language), id: item.id.text)
            explanation.add(
                words(.item, ["title": title, "score": exact(points), "most": exact(item.points)]), depth: 1)
        }
        return explanation
    }
}

extension ZoneScore {
    /// Whether some indicator at or below a criterion applies to the zone.
    fileprivate func hasCells(under criterion: Criterion) -> Bool {
        criterion.indicator == nil ? criterion.children.contains(where: hasCells) : cells[criterion.id] != nil
    }
}
