// Sheets of one zone → a score for each indicator that experts score.

import AssessmentModel

/// The sheets of one zone as columns: who sits, who is recused, who gave what.
struct ZoneSheets {
    let sheets: [Sheet]
    let recused: [SeatID]

    init(_ sheets: [Sheet]) {
        self.sheets = sheets.filter { !$0.isRecused }.sorted { $0.seat < $1.seat }
        recused = sheets.filter(\.isRecused).map(\.seat).sorted()
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

    /// What each complete sheet gives in points over all indicators that experts score.
    func totals(_ indicators: [Criterion], grid: MarkGrid) -> [SeatID: Fraction] {
        var totals: [SeatID: Fraction] = [:]
        for sheet in sheets {
            let scores = indicators.compactMap { indicator in
                sheet.marks[indicator.id].map { grid.score(mark: $0, points: indicator.points) }
            }
            if scores.count == indicators.count { totals[sheet.seat] = scores.sum() }
        }
        return totals
    }
}

/// Scores of the indicators that experts score.
func scorePanel(_ scheme: Scheme, _ zone: ZoneSheets) -> [CriterionID: CellScore] {
    let indicators = scheme.indicators.filter { $0.indicator?.rule == nil }
    let whole: Selection? =
        scheme.aggregate.level == .total
        ? Selection(scheme.aggregate, values: zone.totals(indicators, grid: scheme.marks)) : nil
    return Dictionary(
        uniqueKeysWithValues: indicators.map { indicator in
            let marks = zone.marks(for: indicator.id)
            let selection =
                scheme.aggregate.level == .total ? whole : Selection(scheme.aggregate, values: marks)
            let missing = zone.missing(for: indicator.id)
            return (indicator.id, scoreCell(scheme, indicator, marks: marks, missing: missing, selection))
        })
}

private func scoreCell(
    _ scheme: Scheme, _ indicator: Criterion, marks: [SeatID: Fraction], missing: [SeatID],
    _ selection: Selection?
) -> CellScore {
    let mean = selection.map { scheme.rounding.apply(\.mean, to: $0.mean(marks)) }
    let score = mean.map { mean in
        scheme.rounding.apply(\.indicator, to: scheme.marks.score(mark: mean, points: indicator.points))
    }
    let kept = marks.keys.filter { selection?.weights[$0] != nil }.sorted()
    let basis = PanelBasis(
        marks: marks, kept: kept,
        dropped: selection == nil ? [] : marks.keys.filter { selection?.weights[$0] == nil }.sorted(),
        missing: missing, method: selection?.rung.method, isFallback: selection?.rung.isFallback ?? false,
        mean: mean)
    return CellScore(score: score, panel: basis, rule: nil)
}
