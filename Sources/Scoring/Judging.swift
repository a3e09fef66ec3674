// Cells of one zone → points up the tree, bonus, pass lines, vetoes and grade.

import AssessmentModel

/// Points of the criteria, from leaves to roots.
struct RollUp {
    /// Every inner node and root that has all its cells; a root after the rounding step `pillar`.
    private(set) var criteria: [CriterionID: Fraction] = [:]
    /// Roots before the rounding step `pillar`, in the scheme's order; nil when a cell has no score.
    private(set) var exactPillars: [Fraction?] = []
    /// Roots after it.
    private(set) var pillars: [Fraction?] = []

    init(_ scheme: Scheme, cells: [CriterionID: CellScore]) {
        for root in scheme.criteria {
            let exact = add(root, cells)
            let rounded = exact.map { scheme.rounding.apply(\.pillar, to: $0) }
            criteria[root.id] = rounded
            exactPillars.append(exact)
            pillars.append(rounded)
        }
    }

    private mutating func add(_ criterion: Criterion, _ cells: [CriterionID: CellScore]) -> Fraction? {
        if criterion.indicator != nil { return cells[criterion.id]?.score }
        var sum: Fraction? = 0
        for child in criterion.children {
            let points = add(child, cells)
            sum = sum.flatMap { sum in points.map { sum + $0 } }
        }
        criteria[criterion.id] = sum
        return sum
    }

    var base: Fraction? {
        let known = pillars.compactMap { $0 }
        return known.count == pillars.count ? known.sum() : nil
    }
}

/// The zone's score without rank.
func judge(_ scheme: Scheme, zone: ZoneID, sheets: ZoneSheets, facts: [FactKey: Fact]) -> ZoneScore {
    let rules = RuleScoring(scheme, facts: facts)
    var cells = scorePanel(scheme, sheets)
    for indicator in scheme.indicators {
        if let rule = indicator.indicator?.rule { cells[indicator.id] = rules.score(rule) }
    }
    let points = RollUp(scheme, cells: cells)
    let bonus = scoreBonus(scheme.bonus, facts: facts)
    let vetoes = scheme.vetoes.filter { facts[FactKey($0.fact)] == .flag(true) }.map(\.id)
    let lines = passLines(scheme, points, total: scheme.pass.total, pillars: scheme.pass.pillars)
    let verdict: Verdict =
        !vetoes.isEmpty
        ? .vetoed
        : points.base == nil
            ? .incomplete
            : lines.allSatisfy(\.isMet) ? .pass : .fail
    let grade =
        verdict == .pass
        ? scheme.grades.firstIndex { grade in
            passLines(scheme, points, total: grade.total, pillars: grade.pillars).allSatisfy(\.isMet)
        } : nil
    let exact = points.base.map { $0 + bonus.counted }
    return ZoneScore(
        zone: zone, verdict: verdict, rank: nil, grade: grade, base: points.base, bonus: bonus, exact: exact,
        total: exact.map { scheme.rounding.apply(\.total, to: $0) }, criteria: points.criteria, cells: cells,
        vetoes: vetoes, lines: lines, recused: sheets.recused,
        medianOfTotals: medianOfTotals(scheme, sheets, cells), tie: nil)
}

private func scoreBonus(_ bonus: Bonus, facts: [FactKey: Fact]) -> BonusScore {
    var items: [ItemID: Fraction] = [:]
    for item in bonus.items {
        switch facts[FactKey(item.fact)] {
        case .flag(true): items[item.id] = item.points
        case .number(let points) where points > 0: items[item.id] = min(points, item.points)
        default: break
        }
    }
    return BonusScore(items: items, counted: min(items.values.sum(), bonus.cap))
}

/// Each line with the value compared; none when the zone has no base total.
private func passLines(
    _ scheme: Scheme, _ points: RollUp, total: Threshold?, pillars: Threshold?
) -> [PassLine] {
    guard let base = points.base else { return [] }
    let rounds = scheme.pass.compare == .rounded
    var lines: [PassLine] = []
    if let total {
        let value = rounds ? scheme.rounding.apply(\.total, to: base) : base
        lines.append(compare(value, with: total.line(maximum: scheme.points), pillar: nil))
    }
    if let pillars {
        let values = rounds ? points.pillars : points.exactPillars
        for (root, value) in zip(scheme.criteria, values) {
            guard let value else { continue }
            lines.append(compare(value, with: pillars.line(maximum: root.points), pillar: root.id))
        }
    }
    return lines
}

private func compare(_ value: Fraction, with line: Fraction, pillar: CriterionID?) -> PassLine {
    PassLine(pillar: pillar, value: value, line: line, isMet: value >= line)
}

/// The median over complete sheets of the expert's own points and the points by rule.
private func medianOfTotals(
    _ scheme: Scheme, _ sheets: ZoneSheets, _ cells: [CriterionID: CellScore]
) -> Fraction? {
    let byRule = scheme.indicators.filter { $0.indicator?.rule != nil }.map { cells[$0.id]?.score }
    let known = byRule.compactMap { $0 }
    guard known.count == byRule.count else { return nil }
    let experts = scheme.indicators.filter { $0.indicator?.rule == nil }
    let totals = sheets.totals(experts, grid: scheme.marks).values.sorted()
    guard !totals.isEmpty else { return nil }
    return (totals[(totals.count - 1) / 2] + totals[totals.count / 2]) / 2 + known.sum()
}
