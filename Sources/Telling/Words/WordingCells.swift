// How the score of one indicator came about: from marks, or from facts by rule.

package import AssessmentModel
package import Scoring

extension Wording {
    /// The scheme's way from marks to a score, as a reader of the table needs it once.
    package var methodNote: String {
        strings.clauses(
            [strings.method(scheme.aggregate.method, scheme.aggregate.drop)]
                + (scheme.aggregate.level == .total ? [strings[.levelTotal]] : [])
                + (scheme.aggregate.groups.isEmpty ? [] : [groupsNote]))
    }

    private var groupsNote: String {
        let groups = scheme.aggregate.groups.enumerated().map { index, group in
            let sources = strings.list(group.sources.map(strings.source))
            return strings(
                .groupWeight, ["group": "\(index + 1)", "sources": sources, "weight": given(group.weight)])
        }
        return strings(.groupsApart, ["count": "\(groups.count)", "groups": strings.clauses(groups)])
    }

    /// What a mark means: points, a place on a scale, or yes and no.
    package var marksNote: String { strings.meaning(of: scheme.marks) }

    /// What becomes of a criterion that does not apply to a zone.
    func absence(of criterion: Criterion) -> String {
        strings[criterion.exemption?.redistribution == .siblings ? .notApplicableShared : .notApplicable]
    }

    /// The most that a criterion could have come to at a zone.
    package func maximum(of criterion: Criterion, _ score: ZoneScore) -> Fraction {
        score.sums?[criterion.id].map { $0.maximum + $0.shared } ?? criterion.points
    }

    /// How totals are rounded and which number pass lines are compared with.
    package var roundingNote: String {
        let comparison = strings[scheme.pass.compare == .exact ? .compareExact : .compareRounded]
        guard let places = scheme.rounding.total else { return strings.clauses([strings[.numbersExact], comparison]) }
        let values = ["places": "\(places)", "mode": strings.mode(scheme.rounding.mode)]
        return strings.clauses([strings(.numbersRounded, values), comparison])
    }

    /// What is unusual about a cell of marks: its own grid, a fallback, or too few marks; empty when nothing is.
    func remark(on panel: PanelBasis, of indicator: Indicator) -> String {
        strings.clauses((indicator.marks.map { [strings.meaning(of: $0)] } ?? []) + exceptions(panel))
    }

    private func exceptions(_ panel: PanelBasis) -> [String] {
        guard panel.method != nil else { return [strings(.panelTooFew, ["count": "\(panel.marks.count)"])] }
        guard panel.isFallback else { return [] }
        guard let members = panel.members else { return [strings(.panelFallback, fallback(of: panel.marks.count))] }
        // Groups that fell back, each by its own number of marks.
        return members.enumerated().compactMap { index, seats in
            guard (1..<scheme.aggregate.minimum).contains(seats.count) else { return nil }
            let values = fallback(of: seats.count).merging(["group": "\(index + 1)"]) { own, _ in own }
            return strings(.panelGroupFallback, values)
        }
    }

    private func fallback(of count: Int) -> [String: String] {
        let entry = scheme.aggregate.fallback.filter { $0.from <= count }.max { $0.from < $1.from }
        return [
            "count": "\(count)", "minimum": "\(scheme.aggregate.minimum)",
            "method": entry.map { strings.method($0.method, $0.drop) } ?? "",
        ]
    }
}

// What the words for a cell share with those for a scheme.
extension Strings {
    /// A method with the number of marks that it sets aside.
    func method(_ method: Aggregate.Method, _ drop: Aggregate.Drop) -> String {
        let values = ["high": "\(drop.high)", "low": "\(drop.low)"]
        return switch method {
        case .mean: self[.methodMean]
        case .median: self[.methodMedian]
        case .trimmedMean: self(.methodTrimmedMean, values)
        case .winsorisedMean: self(.methodWinsorisedMean, values)
        }
    }

    /// A mark as it was given: yes or no, or with the decimals of the grid that it stands on.
    package func mark(_ value: Fraction, on grid: MarkGrid) -> String {
        if grid.isYesNo { return self[value == 1 ? .markYes : .markNo] }
        let places = max(grid.step.decimalPlaces ?? 0, value.decimalPlaces ?? 0)
        return value.decimalPlaces == nil ? value.fractionText : value.text(places: places)
    }

    /// What a mark on a grid means: points, a place on a scale, or yes and no.
    package func meaning(of grid: MarkGrid) -> String {
        if grid.isYesNo { return self[.marksYesNo] }
        return grid.scale.map { self(.marksScale, ["scale": $0.exactText]) } ?? self[.marksPoints]
    }

    func source(_ source: Expert.Source) -> String {
        switch source {
        case .department: self[.sourceDepartment]
        case .university: self[.sourceUniversity]
        case .association: self[.sourceAssociation]
        case .enterprise: self[.sourceEnterprise]
        case .thirdParty: self[.sourceThirdParty]
        default: source.rawValue
        }
    }

    /// A kind of zones from before there were programmes; another goes by its id.
    func kind(_ kind: Zone.Kind) -> String {
        switch kind {
        case .city: self[.kindCity]
        case .directCounty: self[.kindDirectCounty]
        case .county: self[.kindCounty]
        default: kind.rawValue
        }
    }

    func mode(_ mode: RoundingMode) -> String {
        switch mode {
        case .halfUp: self[.roundingHalfUp]
        case .halfEven: self[.roundingHalfEven]
        case .down: self[.roundingDown]
        }
    }
}

// Rules.
extension Wording {
    /// What the facts were, what the rule made of them, and the points.
    func explanation(of rule: Rule, _ basis: RuleBasis, unit: LocalizedText?) -> String {
        guard let points = basis.points else {
            return strings(.ruleFactMissing, ["facts": strings.list(missingFacts(basis))])
        }
        let reading = reading(of: rule, basis, unit: unit?.text(in: language) ?? "")
        return strings(.rulePoints, ["reading": reading, "points": self.points(points)])
    }

    private func reading(of rule: Rule, _ basis: RuleBasis, unit: String) -> String {
        let value = basis.readings.first?.number ?? 0
        let printed = given(value) + unit
        switch rule {
        case .bands(_, let bands):
            let band = basis.chosen.flatMap { bands.indices.contains($0) ? interval(bands[$0]) : nil } ?? ""
            return strings(.ruleBands, ["value": printed, "band": band])
        case .linear(_, let from, let to):
            let (low, high) = from.value < to.value ? (from, to) : (to, from)
            let values = [
                "value": printed, "low": given(low.value) + unit, "lowPoints": given(low.points),
                "high": given(high.value) + unit, "highPoints": given(high.points),
            ]
            return strings(.ruleLinear, values)
        case .proportion(_, let target, let most):
            return strings(.ruleProportion, ["value": printed, "target": given(target) + unit, "most": given(most)])
        case .deduct(_, let deduction): return reading(of: deduction, value, unit: unit)
        case .eachPeriod(_, let each):
            return strings.clauses(basis.readings.map { period($0, each, unit: unit) })
        case .parts(let parts): return strings.clauses(zip(parts, basis.readings).map(part))
        case .anyOf(let rules): return best(of: rules, basis, unit: unit)
        }
    }

    private func interval(_ band: Rule.Band) -> String {
        let from = band.from.map { "[\(given($0))" } ?? "(−∞"
        let below = band.below.map(given) ?? "∞"
        return "\(from), \(below))"
    }

    private func reading(of deduction: Rule.Deduction, _ value: Fraction, unit: String) -> String {
        let isOver = deduction.direction == .over
        let costs = isOver ? value > deduction.limit : value < deduction.limit
        let values = [
            "value": given(value) + unit, "limit": given(deduction.limit) + unit, "per": given(deduction.per) + unit,
            "each": given(deduction.each), "start": given(deduction.start),
        ]
        return strings(costs ? (isOver ? .ruleDeductOver : .ruleDeductUnder) : .ruleDeductNone, values)
    }

    private func period(_ reading: RuleBasis.Reading, _ each: Rule.EachPeriod, unit: String) -> String {
        let isMet = (reading.points ?? 0) > 0
        let sign = isMet ? (each.comparison == .above ? ">" : "≥") : (each.comparison == .above ? "≤" : "<")
        let values = [
            "period": reading.fact.split(separator: "@").last.map(String.init) ?? reading.fact,
            "value": given(reading.number ?? 0) + unit, "benchmark": given(reading.benchmark ?? 0) + unit, "sign": sign,
        ]
        return strings(isMet ? .rulePeriodMet : .rulePeriodMissed, values)
    }

    private func part(_ part: Rule.Part, _ reading: RuleBasis.Reading) -> String {
        let values = ["title": part.title.text(in: language), "points": given(part.points)]
        return strings(reading.flag == true ? .rulePartMet : .rulePartMissed, values)
    }

    private func best(of rules: [Rule], _ basis: RuleBasis, unit: String) -> String {
        let tried = zip(rules, basis.alternatives ?? []).map { rule, basis in
            strings(.rulePoints, ["reading": reading(of: rule, basis, unit: unit), "points": points(basis.points)])
        }
        let chosen = basis.chosen ?? 0
        let others = tried.enumerated().filter { $0.offset != chosen }.map(\.element)
        return strings(
            .ruleBest, ["best": tried.indices.contains(chosen) ? tried[chosen] : "", "others": strings.clauses(others)])
    }

    private func missingFacts(_ basis: RuleBasis) -> [String] {
        let own = basis.readings.filter { reading in
            (reading.number == nil && reading.flag == nil) || (basis.shape == .eachPeriod && reading.benchmark == nil)
        }
        return own.map(\.fact) + (basis.alternatives ?? []).flatMap(missingFacts)
    }
}
