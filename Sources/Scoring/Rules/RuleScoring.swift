// Facts of one zone → a score for each indicator that a rule scores.

import AssessmentModel

/// Reads the facts of one zone against a scheme's rules.
struct RuleScoring {
    let facts: [FactKey: Fact]
    let benchmarks: [FactName: [Period: Fraction]]
    let rounding: RoundingSteps

    init(_ scheme: Scheme, facts: [FactKey: Fact]) {
        self.facts = facts
        benchmarks = Dictionary(uniqueKeysWithValues: scheme.benchmarks.map { ($0.id, $0.values) })
        rounding = scheme.rounding
    }

    func score(_ rule: Rule) -> CellScore {
        let basis = basis(of: rule)
        return CellScore(
            score: basis.points.map { rounding.apply(\.indicator, to: $0) }, panel: nil, rule: basis)
    }

    private func basis(of rule: Rule) -> RuleBasis {
        switch rule {
        case .bands(let fact, let bands): scoreBands(fact, bands)
        case .linear(let fact, let from, let to):
            scoreNumber(.linear, fact) { interpolate($0, from: from, to: to) }
        case .proportion(let fact, let target, let points):
            scoreNumber(.proportion, fact) { clip($0 / target * points, to: points) }
        case .deduct(let fact, let deduction): scoreNumber(.deduct, fact) { deduct($0, deduction) }
        case .eachPeriod(let fact, let each): scorePeriods(fact, each)
        case .parts(let parts): scoreParts(parts)
        case .anyOf(let rules): scoreBest(rules.map(basis(of:)))
        }
    }

    private func scoreNumber(
        _ shape: RuleBasis.Shape, _ fact: FactName, _ points: (Fraction) -> Fraction
    ) -> RuleBasis {
        let reading = read(FactKey(fact))
        return RuleBasis(shape: shape, readings: [reading], points: reading.number.map(points))
    }

    private func scoreBands(_ fact: FactName, _ bands: [Rule.Band]) -> RuleBasis {
        let reading = read(FactKey(fact))
        let chosen = reading.number.flatMap { value in bands.firstIndex { $0.contains(value) } }
        return RuleBasis(
            shape: .bands, readings: [reading], points: chosen.map { bands[$0].points }, chosen: chosen)
    }

    private func scorePeriods(_ fact: FactName, _ each: Rule.EachPeriod) -> RuleBasis {
        let readings = each.periods.map { period in
            var reading = read(FactKey(fact, period: period))
            reading.benchmark =
                benchmarks[each.benchmark].map { $0[period] }
                ?? read(FactKey(each.benchmark, period: period)).number
            if let value = reading.number, let benchmark = reading.benchmark {
                let isMet = each.comparison == .above ? value > benchmark : value >= benchmark
                reading.points = isMet ? each.points : 0
            }
            return reading
        }
        return RuleBasis(shape: .eachPeriod, readings: readings, points: sumOrNil(readings.map(\.points)))
    }

    private func scoreParts(_ parts: [Rule.Part]) -> RuleBasis {
        let readings = parts.map { part in
            var reading = read(FactKey(part.fact))
            reading.points = reading.flag.map { $0 ? part.points : 0 }
            return reading
        }
        return RuleBasis(shape: .parts, readings: readings, points: sumOrNil(readings.map(\.points)))
    }

    /// The first of the best; a fact missing anywhere leaves it open, for it could have been better.
    private func scoreBest(_ alternatives: [RuleBasis]) -> RuleBasis {
        let points = alternatives.compactMap(\.points)
        let isComplete = points.count == alternatives.count
        let best = isComplete ? points.max() : nil
        return RuleBasis(
            shape: .anyOf, readings: [], points: best, alternatives: alternatives,
            chosen: best.flatMap { points.firstIndex(of: $0) })
    }

    private func read(_ key: FactKey) -> RuleBasis.Reading {
        switch facts[key] {
        case .number(let value): RuleBasis.Reading(fact: key.description, number: value, flag: nil)
        case .flag(let value): RuleBasis.Reading(fact: key.description, number: nil, flag: value)
        case nil: RuleBasis.Reading(fact: key.description, number: nil, flag: nil)
        }
    }
}

private func interpolate(_ value: Fraction, from: Rule.Anchor, to: Rule.Anchor) -> Fraction {
    let (low, high) = from.value < to.value ? (from, to) : (to, from)
    if value <= low.value { return low.points }
    if value >= high.value { return high.points }
    let share = (value - low.value) / (high.value - low.value)
    return low.points + share * (high.points - low.points)
}

private func deduct(_ value: Fraction, _ deduction: Rule.Deduction) -> Fraction {
    let beyond =
        deduction.direction == .over ? value - deduction.limit : deduction.limit - value
    var units = max(beyond, 0) / deduction.per
    if deduction.wholeUnits { units = units.rounded(to: 0, .down) }
    return clip(deduction.start - units * deduction.each, to: deduction.start)
}

private func clip(_ points: Fraction, to highest: Fraction) -> Fraction { min(max(points, 0), highest) }

private func sumOrNil(_ points: [Fraction?]) -> Fraction? {
    let known = points.compactMap { $0 }
    return known.count == points.count ? known.sum() : nil
}
