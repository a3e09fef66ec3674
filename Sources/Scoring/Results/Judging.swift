// The points of one zone → bonus, deductions, pass lines, vetoes and grade.

import AssessmentModel

/// The zone's score without rank.
func judge(_ plan: ZonePlan, zone: ZoneID, sheets: ZoneSheets, facts: [FactKey: Fact]) -> ZoneScore {
    let cells = scoreCells(plan, sheets, facts)
    return judge(
        plan.scheme, zone: zone, points: RollUp(plan.scheme, kind: plan.kind, cells: cells), cells: cells,
        facts: facts, recused: sheets.recused, medianOfTotals: medianOfTotals(plan, sheets, cells),
        sheetTotals: plan.scheme.aggregate.level == .total ? SeatMarks(sheets.seats, sheets.totals) : nil)
}

/// What follows from a zone's points.
func judge(
    _ scheme: Scheme, zone: ZoneID, points: RollUp, cells: [CriterionID: CellScore], facts: [FactKey: Fact],
    recused: [SeatID], medianOfTotals: Fraction?, sheetTotals: SeatMarks? = nil
) -> ZoneScore {
    let bonus = scoreItems(scheme.bonus, facts: facts)
    let deductions = scoreItems(scheme.deductions, facts: facts)
    let exact = points.base.map { max($0 + bonus.counted - deductions.counted, 0) }
    let total = exact.map { scheme.rounding.apply(\.total, to: $0) }
    let judging = Judging(scheme: scheme, points: points, exact: exact)
    let lines = judging.lines(total: scheme.pass.total, pillars: scheme.pass.pillars)
    let vetoes = scheme.vetoes.filter { facts[FactKey($0.fact)] == .flag(true) }.map(\.id)
    let verdict: Verdict =
        !vetoes.isEmpty ? .vetoed : exact == nil ? .incomplete : lines.allSatisfy(\.isMet) ? .pass : .fail
    return ZoneScore(
        zone: zone, verdict: verdict, grade: verdict == .pass ? judging.grade : nil, base: points.base, bonus: bonus,
        deductions: deductions, exact: exact, total: total, criteria: points.criteria, cells: cells, vetoes: vetoes,
        lines: lines, recused: recused, medianOfTotals: medianOfTotals, pillarShares: judging.shares, tie: nil,
        sheetTotals: sheetTotals, sums: points.sums.isEmpty ? nil : points.sums, whole: points.whole,
        missedGrades: verdict == .pass ? judging.missedGrades : nil)
}

private func scoreCells(
    _ plan: ZonePlan, _ sheets: ZoneSheets, _ facts: [FactKey: Fact]
) -> [CriterionID: CellScore] {
    let rules = RuleScoring(plan.scheme, facts: facts)
    let panel = PanelScoring(plan.scheme, sheets)
    var cells = [CriterionID: CellScore](minimumCapacity: plan.leaves.count + plan.rules.count)
    for (leaf, marks) in zip(plan.leaves, sheets.marks) { cells[leaf.id] = panel.score(marks, worth: leaf.worth) }
    for (id, rule) in plan.rules { cells[id] = rules.score(rule) }
    return cells
}

private func scoreItems(_ adjustment: Adjustment, facts: [FactKey: Fact]) -> AdjustmentScore {
    var items: [ItemID: Fraction] = [:]
    for item in adjustment.items {
        switch facts[FactKey(item.fact)] {
        case .flag(true): items[item.id] = item.points
        case .number(let points) where points > 0: items[item.id] = min(points, item.points)
        default: break
        }
    }
    return AdjustmentScore(items: items, counted: min(items.values.sum(), adjustment.cap))
}

/// Pass lines and grades of one zone.
private struct Judging {
    let scheme: Scheme
    let points: RollUp
    /// The total with bonus and deductions.
    let exact: Fraction?

    /// Each line with the value compared; none when the zone has no total.
    func lines(total: Threshold?, pillars: PillarLines?) -> [PassLine] {
        guard let base = points.base, let exact else { return [] }
        let rounds = scheme.pass.compare == .rounded
        var lines: [PassLine] = []
        if let total {
            let value = scheme.pass.subject == .base ? base : exact
            lines.append(
                compare(
                    rounds ? scheme.rounding.apply(\.total, to: value) : value,
                    exact: rounds ? value : nil, with: total.line(maximum: points.maximum), pillar: nil))
        }
        for pillar in points.pillars {
            guard let threshold = pillars?.threshold(of: pillar.root.id),
                let value = rounds ? pillar.rounded : pillar.exact
            else { continue }
            lines.append(
                compare(
                    value, exact: rounds ? pillar.exact : nil, with: threshold.line(maximum: pillar.maximum),
                    pillar: pillar.root.id))
        }
        return lines
    }

    /// The best grade whose lines are all met.
    var grade: Int? {
        scheme.grades.firstIndex { lines(total: $0.total, pillars: $0.pillars).allSatisfy(\.isMet) }
    }

    /// The grades better than the one reached, each with what was missed; nil when there is none.
    var missedGrades: [MissedGrade]? {
        let better = 0..<(grade ?? scheme.grades.count)
        guard !better.isEmpty else { return nil }
        return better.map { index in
            let wanted = scheme.grades[index]
            return MissedGrade(
                grade: index, lines: lines(total: wanted.total, pillars: wanted.pillars).filter { !$0.isMet })
        }
    }

    /// Points ÷ maximum of the pillars that apply and have points.
    var shares: [CriterionID: Fraction] {
        Dictionary(
            uniqueKeysWithValues: points.pillars.compactMap { pillar in
                pillar.rounded.map { (pillar.root.id, $0 / pillar.maximum) }
            })
    }

    private func compare(
        _ value: Fraction, exact: Fraction?, with line: Fraction, pillar: CriterionID?
    ) -> PassLine {
        PassLine(pillar: pillar, value: value, line: line, isMet: value >= line, exact: exact)
    }
}

/// The median over complete sheets of the expert's own points and the points by rule.
private func medianOfTotals(
    _ plan: ZonePlan, _ sheets: ZoneSheets, _ cells: [CriterionID: CellScore]
) -> Fraction? {
    let known = plan.rules.compactMap { cells[$0.id]?.score }
    let totals = sheets.totals.compactMap { $0 }.sorted()
    guard known.count == plan.rules.count, !totals.isEmpty else { return nil }
    return (totals[(totals.count - 1) / 2] + totals[totals.count / 2]) / 2 + known.sum()
}
