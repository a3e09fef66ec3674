// Sheets of one zone → a score for each indicator that experts score.

import AssessmentModel

/// The sheets of one zone: who sits, who is recused, who gave what.
struct ZoneSheets {
    let sheets: [Sheet]
    let recused: [SeatID]
    private let sources: [SeatID: Expert.Source]

    init(_ sheets: [Sheet]) {
        self.sheets = sheets.filter { !$0.isRecused }.sorted { $0.seat < $1.seat }
        recused = sheets.filter(\.isRecused).map(\.seat).sorted()
        sources = Dictionary(
            sheets.compactMap { sheet in sheet.source.map { (sheet.seat, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    func marks(for indicator: CriterionID) -> [SeatID: Fraction] {
        Dictionary(
            uniqueKeysWithValues: sheets.compactMap { sheet in
                sheet.marks[indicator].map { (sheet.seat, $0) }
            })
    }

    func missing(for indicator: CriterionID) -> [SeatID] {
        sheets.filter { $0.marks[indicator] == nil }.map(\.seat)
    }

    /// What each complete sheet gives in points over all of `indicators`; none where there is nothing to mark.
    func totals(_ indicators: [Criterion], in scheme: Scheme) -> [SeatID: Fraction] {
        guard !indicators.isEmpty else { return [:] }
        var totals: [SeatID: Fraction] = [:]
        for sheet in sheets {
            let scores = indicators.compactMap { indicator in
                sheet.marks[indicator.id].map { scheme.grid(of: indicator).score(mark: $0, points: indicator.points) }
            }
            if scores.count == indicators.count { totals[sheet.seat] = scores.sum() }
        }
        return totals
    }

    /// Who of each group has a mark, by id; nil where the scheme has no groups.
    func members(of groups: [Aggregate.Group], among marks: [SeatID: Fraction]) -> [[SeatID]]? {
        guard !groups.isEmpty else { return nil }
        return grouped(marks, groups).map { $0.values.keys.sorted() }
    }

    /// The values of each group, in the scheme's order; one group of all where the scheme has none.
    func grouped(_ values: [SeatID: Fraction], _ groups: [Aggregate.Group]) -> [GroupValues] {
        if groups.isEmpty { return [GroupValues(weight: 1, values: values)] }
        return groups.map { group in
            GroupValues(
                weight: group.weight,
                values: values.filter { seat, _ in sources[seat].map(group.sources.contains) == true })
        }
    }
}

/// The values that the seats of one group have.
struct GroupValues {
    let weight: Fraction
    let values: [SeatID: Fraction]
}

/// Scores of the indicators that experts score and that apply to the zone.
func scorePanel(_ scheme: Scheme, _ indicators: [Criterion], _ zone: ZoneSheets) -> [CriterionID: CellScore] {
    let aggregate = scheme.aggregate
    // At level total the sheets are selected once, by group; the cells follow.
    let whole: [Selection?]? =
        aggregate.level == .total
        ? zone.grouped(zone.totals(indicators, in: scheme), aggregate.groups).map { Selection(aggregate, $0) } : nil
    return Dictionary(
        uniqueKeysWithValues: indicators.map { indicator in
            let marks = zone.marks(for: indicator.id)
            let groups = zone.grouped(marks, aggregate.groups)
            let selections = zip(groups, whole ?? groups.map { Selection(aggregate, $0) })
                .filter { !$0.0.values.isEmpty }.map(\.1)
            let missing = zone.missing(for: indicator.id)
            return (
                indicator.id,
                scoreCell(
                    scheme, indicator, marks: marks, missing: missing, allOrNone(selections),
                    members: zone.members(of: aggregate.groups, among: marks))
            )
        })
}

/// nil when no group has a mark, or one that has is too small for the ladder.
private func allOrNone(_ selections: [Selection?]) -> [Selection]? {
    let known = selections.compactMap { $0 }
    return known.isEmpty || known.count < selections.count ? nil : known
}

private func scoreCell(
    _ scheme: Scheme, _ indicator: Criterion, marks: [SeatID: Fraction], missing: [SeatID], _ selections: [Selection]?,
    members: [[SeatID]]?
) -> CellScore {
    let exact = selections.map { selections in
        selections.map { $0.mean(marks) * $0.groupWeight }.sum() / selections.map(\.groupWeight).sum()
    }
    let mean = exact.map { scheme.rounding.apply(\.mean, to: $0) }
    let score = mean.map { mean in
        scheme.rounding.apply(\.indicator, to: scheme.grid(of: indicator).score(mark: mean, points: indicator.points))
    }
    let counted = Set(selections?.flatMap(\.weights.keys) ?? [])
    let basis = PanelBasis(
        marks: marks, kept: counted.intersection(marks.keys).sorted(),
        dropped: selections == nil ? [] : Set(marks.keys).subtracting(counted).sorted(), missing: missing,
        method: selections?.first?.rung.method, isFallback: selections?.contains { $0.rung.isFallback } ?? false,
        mean: mean,
        groups: scheme.aggregate.groups.isEmpty
            ? nil
            : selections?.map { selection in
                PanelBasis.Group(
                    kept: selection.weights.keys.sorted(), method: selection.rung.method, weight: selection.groupWeight,
                    mean: selection.mean(marks), isFallback: selection.rung.isFallback,
                    weights: selection.uncommonWeights)
            }, weights: scheme.aggregate.groups.isEmpty ? selections?.first?.uncommonWeights : nil,
        exactMean: scheme.rounding.mean == nil ? nil : exact, members: members)
    return CellScore(score: score, panel: basis, rule: nil)
}
