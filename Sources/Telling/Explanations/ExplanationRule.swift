// Facts → the points of an indicator: the value, what it is held against, and the arithmetic in numbers.

import AssessmentModel
import Scoring

/// One indicator that a rule scores.
struct RuleExplanation {
    private let e: Explainer
    private let unit: String

    private var words: ExplanationStrings { e.words }

    init(_ explainer: Explainer, _ indicator: Criterion) {
        e = explainer
        unit = indicator.indicator?.unit?.text(in: explainer.language) ?? ""
    }

    func written(_ rule: Rule, _ basis: RuleBasis) -> Explanation {
        var explanation = Explanation()
        explanation.add(words(.rule, ["shape": words.shape(basis.shape)]))
        switch rule {
        case .eachPeriod(_, let each): periods(each, basis, into: &explanation)
        case .parts(let parts): self.parts(parts, basis, into: &explanation)
        case .anyOf(let rules): best(of: rules, basis, into: &explanation)
        case .bands, .linear, .proportion, .deduct: number(rule, basis, into: &explanation)
        }
        return explanation
    }

    /// The four shapes that read one number.
    private func number(_ rule: Rule, _ basis: RuleBasis, into explanation: inout Explanation) {
        guard let reading = basis.readings.first else { return }
        guard let value = reading.number, let points = basis.points else {
            explanation.add(words(.factMissing, ["fact": reading.fact]))
            return
        }
        explanation.add(words(.fact, ["fact": reading.fact, "value": e.exact(value) + unit]))
        switch rule {
        case .bands(_, let bands): band(bands, basis.chosen, value, points, into: &explanation)
        case .linear(_, let from, let to): line(from, to, value, points, into: &explanation)
        case .proportion(_, let target, let most):
            let raw = value / target * most
            let product = "\(e.factor(value)) ÷ \(e.factor(target)) × \(e.factor(most)) = \(e.result(raw))"
            explanation.add(
                words(
                    .proportion,
                    ["target": e.exact(target) + unit, "points": words.points(e.exact(most)), "calculation": product]))
            clip(raw, to: points, most: most, into: &explanation)
        case .deduct(_, let deduction): deduct(deduction, value, points, into: &explanation)
        case .eachPeriod, .parts, .anyOf: break
        }
    }

    private func band(
        _ bands: [Rule.Band], _ chosen: Int?, _ value: Fraction, _ points: Fraction, into explanation: inout Explanation
    ) {
        let all = bands.map { "\(interval($0)) \(words.points(e.exact($0.points)))" }
        explanation.add(words(.bands, ["bands": words.clauses(all)]))
        guard let chosen, bands.indices.contains(chosen) else { return }
        explanation.add(
            words(
                .inBand,
                [
                    "value": e.exact(value), "band": interval(bands[chosen]), "points": words.points(e.result(points)),
                ]))
    }

    private func interval(_ band: Rule.Band) -> String {
        let from = band.from.map { "[\(e.exact($0))" } ?? "(−∞"
        return "\(from), \(band.below.map(e.exact) ?? "+∞"))"
    }

    private func line(
        _ from: Rule.Anchor, _ to: Rule.Anchor, _ value: Fraction, _ points: Fraction,
        into explanation: inout Explanation
    ) {
        let (low, high) = from.value < to.value ? (from, to) : (to, from)
        explanation.add(
            words(
                .anchors,
                [
                    "low": e.exact(low.value) + unit, "lowPoints": words.points(e.exact(low.points)),
                    "high": e.exact(high.value) + unit, "highPoints": words.points(e.exact(high.points)),
                ]))
        if value <= low.value || value >= high.value {
            let (sign, end) = value <= low.value ? ("≤", low.value) : ("≥", high.value)
            let comparison = "\(e.exact(value)) \(sign) \(e.exact(end))"
            explanation.add(words(.clipped, ["comparison": comparison, "end": e.result(points)]))
        } else {
            let (part, whole, rise) = (value - low.value, high.value - low.value, high.points - low.points)
            let written =
                "\(e.exact(low.points)) + (\(e.exact(value)) − \(e.factor(low.value))) ÷ (\(e.exact(high.value)) − "
                + "\(e.factor(low.value))) × (\(e.exact(high.points)) − \(e.exact(low.points)))"
            let reduced = "\(e.exact(low.points)) + \(e.factor(part)) ÷ \(e.factor(whole)) × \(e.factor(rise))"
            explanation.add(calculation(e.chain([written, reduced, e.result(points)])))
        }
    }

    private func deduct(
        _ deduction: Rule.Deduction, _ value: Fraction, _ points: Fraction, into explanation: inout Explanation
    ) {
        let isOver = deduction.direction == .over
        explanation.add(
            words(
                isOver ? .deductionOver : .deductionUnder,
                [
                    "points": words.points(e.exact(deduction.start)), "limit": e.exact(deduction.limit) + unit,
                    "per": e.exact(deduction.per) + unit, "each": e.exact(deduction.each),
                    "whole": deduction.wholeUnits ? "1" : nil,
                ]))
        let (more, less) = isOver ? (value, deduction.limit) : (deduction.limit, value)
        guard more > less else {
            let comparison = "\(e.exact(value)) \(isOver ? "≤" : "≥") \(e.exact(deduction.limit))"
            return explanation.add(words(.nothingDeducted, ["comparison": comparison, "rest": e.result(points)]))
        }
        let beyond = more - less
        var units = beyond / deduction.per
        let gap = "\(e.exact(more)) − \(e.factor(less)) = \(e.exact(beyond))"
        let division = "\(e.factor(beyond)) ÷ \(e.factor(deduction.per)) = \(e.result(units))"
        explanation.add(words(.units, ["gap": gap, "division": division]))
        if deduction.wholeUnits, !units.isWhole {
            units = units.rounded(to: 0, .down)
            explanation.add(words(.wholeUnits, ["units": e.exact(units)]))
        }
        let raw = deduction.start - units * deduction.each
        explanation.add(
            calculation(
                e.chain([
                    "\(e.exact(deduction.start)) − \(e.factor(units)) × \(e.factor(deduction.each))",
                    "\(e.exact(deduction.start)) − \(e.factor(units * deduction.each))", e.result(raw),
                ])))
        clip(raw, to: points, most: deduction.start, into: &explanation)
    }

    /// Says that a value was brought back to 0 or to the most; nothing where it was not.
    private func clip(_ raw: Fraction, to points: Fraction, most: Fraction, into explanation: inout Explanation) {
        guard raw != points else { return }
        explanation.add(
            raw > most
                ? words(.cappedAt, ["most": e.exact(points)]) : words(.flooredAt, ["least": e.exact(points)]))
    }

    private func periods(_ each: Rule.EachPeriod, _ basis: RuleBasis, into explanation: inout Explanation) {
        for (period, reading) in zip(each.periods, basis.readings) {
            guard let value = reading.number else {
                explanation.add(words(.factMissing, ["fact": reading.fact]))
                continue
            }
            guard let benchmark = reading.benchmark, let points = reading.points else {
                explanation.add(words(.factMissing, ["fact": "\(each.benchmark)@\(period)"]))
                continue
            }
            let isAbove = each.comparison == .above
            let isMet = isAbove ? value > benchmark : value >= benchmark
            let sign = isMet ? (isAbove ? ">" : "≥") : (isAbove ? "≤" : "<")
            let values = [
                "period": period, "comparison": "\(e.exact(value))\(unit) \(sign) \(e.exact(benchmark))\(unit)",
                "points": words.points(e.exact(points)),
            ]
            explanation.add(words(isMet ? .periodMet : .periodMissed, values))
        }
        addUp(basis, into: &explanation)
    }

    private func parts(_ parts: [Rule.Part], _ basis: RuleBasis, into explanation: inout Explanation) {
        for (part, reading) in zip(parts, basis.readings) {
            guard let isMet = reading.flag, let points = reading.points else {
                explanation.add(words(.factMissing, ["fact": reading.fact]))
                continue
            }
            let title = words.named(part.title.text(in: e.language), id: reading.fact)
            let values = ["title": title, "points": words.points(e.exact(points))]
            explanation.add(words(isMet ? .partMet : .partMissed, values))
        }
        addUp(basis, into: &explanation)
    }

    private func addUp(_ basis: RuleBasis, into explanation: inout Explanation) {
        guard let points = basis.points else { return explanation.add(words[.openRule]) }
        explanation.add(calculation(e.sum(basis.readings.compactMap(\.points), is: points)))
    }

    private func calculation(_ text: String) -> String { words(.calculation, ["calculation": text]) }

    private func best(of rules: [Rule], _ basis: RuleBasis, into explanation: inout Explanation) {
        for (index, (rule, alternative)) in zip(rules, basis.alternatives ?? []).enumerated() {
            let values = [
                "number": "\(index + 1)", "points": alternative.points.map { words.points(e.result($0)) },
                "taken": index == basis.chosen ? "1" : nil,
            ]
            explanation.add(words(.alternative, values))
            explanation.add(written(rule, alternative), depth: 1)
        }
        guard let chosen = basis.chosen, let points = basis.points else { return explanation.add(words[.openBest]) }
        explanation.add(words(.best, ["number": "\(chosen + 1)", "points": words.points(e.result(points))]))
    }
}
