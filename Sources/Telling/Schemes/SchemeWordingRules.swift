// Rules in words, with their numbers.

import AssessmentModel

extension SchemeWording {
    /// A rule as one sentence.
    func rule(_ rule: Rule, unit: String) -> String {
        let clauses = clauses(of: rule, unit: unit)
        switch rule {
        case .bands: return strings(.ruleBands, ["clauses": strings.clauses(clauses)])
        case .parts: return strings(.ruleParts, ["clauses": strings.clauses(clauses)])
        case .anyOf:
            let numbered = clauses.enumerated().map { index, clause in
                strings(.numbered, ["number": "\(index + 1)", "text": clause])
            }
            return strings(.ruleAnyOf, ["clauses": strings.clauses(numbered)])
        default: return strings.clauses(clauses)
        }
    }

    /// The bands, parts or alternatives of a rule in its order; one clause for the other shapes.
    func clauses(of rule: Rule, unit: String) -> [String] {
        switch rule {
        case .bands(_, let bands): bands.map { band($0, unit: unit) }
        case .linear(_, let from, let to): [linear(from, to, unit: unit)]
        case .proportion(_, let target, let points):
            [strings(.ruleProportion, ["target": quantity(target, unit), "points": self.points(points)])]
        case .deduct(_, let deduction): [self.deduction(deduction, unit: unit)]
        case .eachPeriod(_, let each): [eachPeriod(each)]
        case .parts(let parts):
            parts.map { strings(.rulePart, ["title": text($0.title), "points": points($0.points)]) }
        case .anyOf(let rules): rules.map { self.rule($0, unit: unit) }
        }
    }

    /// The facts that a rule reads, by the names that a table of facts gives them.
    func facts(of rule: Rule) -> [String] {
        let needs = rule.needs(benchmarks: Set(scheme.benchmarks.map(\.id)))
        return needs.map(\.key.name.text).reduce(into: []) { names, name in
            if !names.contains(name) { names.append(name) }
        }
    }

    private func band(_ band: Rule.Band, unit: String) -> String {
        let phrase: SchemePhrase =
            switch (band.from, band.below) {
            case (nil, nil): .bandAny
            case (nil, _): .bandBelow
            case (_, nil): .bandFrom
            case (_, _): .bandBetween
            }
        var values = ["points": points(band.points)]
        values["from"] = band.from.map { quantity($0, unit) }
        values["below"] = band.below.map { quantity($0, unit) }
        return strings(phrase, values)
    }

    private func linear(_ from: Rule.Anchor, _ to: Rule.Anchor, unit: String) -> String {
        let (low, high) = from.value < to.value ? (from, to) : (to, from)
        return strings(
            .ruleLinear,
            [
                "low": quantity(low.value, unit), "lowPoints": points(low.points),
                "high": quantity(high.value, unit), "highPoints": points(high.points),
            ])
    }

    private func deduction(_ deduction: Rule.Deduction, unit: String) -> String {
        let phrase: SchemePhrase =
            switch deduction.direction {
            case .over: deduction.limit == 0 ? .deductAny : .deductOver
            case .under: .deductUnder
            }
        let costs = strings(
            phrase,
            [
                "limit": quantity(deduction.limit, unit), "per": quantity(deduction.per, unit),
                "each": points(deduction.each),
            ])
        var values = ["start": points(deduction.start), "deduction": costs]
        values["whole"] = deduction.wholeUnits ? "1" : nil
        return strings(.ruleDeduct, values)
    }

    private func eachPeriod(_ each: Rule.EachPeriod) -> String {
        let title = scheme.benchmarks.first { $0.id == each.benchmark }.map { text($0.title) } ?? each.benchmark.text
        let comparison: SchemePhrase = each.comparison == .above ? .periodAbove : .periodAtLeast
        return strings(
            .ruleEachPeriod,
            [
                "periods": strings.list(each.periods.map(period)), "points": points(each.points),
                "comparison": strings(comparison, ["benchmark": title]),
            ])
    }
}
