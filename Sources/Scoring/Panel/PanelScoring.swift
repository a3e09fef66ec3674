// Sheets of one zone → a score for each indicator that experts score.

import AssessmentModel

/// Scores the cells of one zone that experts mark.
struct PanelScoring {
    private let scheme: Scheme
    private let sheets: ZoneSheets
    private let groups: [SeatGroup]
    /// At level total the sheets are selected once, by group, and the cells follow; else nil.
    private let whole: [Selection?]?

    init(_ scheme: Scheme, _ sheets: ZoneSheets) {
        let aggregate = scheme.aggregate
        let groups = sheets.groups(aggregate.groups)
        self.scheme = scheme
        self.sheets = sheets
        self.groups = groups
        whole = aggregate.level == .total ? groups.map { Selection(aggregate, sheets.totals, $0) } : nil
    }

    /// The cell of a leaf with so many points for a mark of 1.
    func score(_ marks: [Fraction?], worth: Fraction) -> CellScore {
        let selections = select(marks)
        let exact = selections.map { weightedMean(marks, $0) }
        let mean = exact.map { scheme.rounding.apply(\.mean, to: $0) }
        return CellScore(
            score: mean.map { scheme.rounding.apply(\.indicator, to: $0 * worth) },
            panel: basis(marks, selections, mean: mean, exact: exact), rule: nil)
    }

    /// The selection of each group that has a mark; nil when none has, or one that has is too small for the ladder.
    private func select(_ marks: [Fraction?]) -> [Selection]? {
        var selections: [Selection] = []
        for (index, group) in groups.enumerated() where group.places.contains(where: { marks[$0] != nil }) {
            let selection = if let whole { whole[index] } else { Selection(scheme.aggregate, marks, group) }
            guard let selection else { return nil }
            selections.append(selection)
        }
        return selections.isEmpty ? nil : selections
    }

    /// The groups' means, weighted.
    private func weightedMean(_ marks: [Fraction?], _ selections: [Selection]) -> Fraction {
        if selections.count == 1 { return selections[0].mean(marks) }
        return selections.map { $0.mean(marks) * $0.groupWeight }.sum() / selections.map(\.groupWeight).sum()
    }

    private func basis(
        _ marks: [Fraction?], _ selections: [Selection]?, mean: Fraction?, exact: Fraction?
    ) -> PanelBasis {
        let hasGroups = !scheme.aggregate.groups.isEmpty
        let seats = SeatStates(sheets.seats, marks, selections)
        return PanelBasis(
            marks: SeatMarks(sheets.seats, marks), kept: seats.kept, dropped: seats.dropped, missing: seats.missing,
            method: selections?.first?.rung.method, isFallback: selections?.contains { $0.rung.isFallback } ?? false,
            mean: mean, groups: hasGroups ? selections?.map { group($0, marks) } : nil,
            weights: hasGroups ? nil : selections?.first?.uncommonWeights(of: sheets.seats),
            exactMean: scheme.rounding.mean == nil ? nil : exact,
            members: hasGroups ? groups.map { $0.marked(in: marks).map { sheets.seats[$0] } } : nil)
    }

    private func group(_ selection: Selection, _ marks: [Fraction?]) -> PanelBasis.Group {
        PanelBasis.Group(
            kept: sheets.seats.indices.filter(selection.counts).map { sheets.seats[$0] },
            method: selection.rung.method, weight: selection.groupWeight, mean: selection.mean(marks),
            isFallback: selection.rung.isFallback, weights: selection.uncommonWeights(of: sheets.seats))
    }
}

/// What became of each seat at one cell.
private struct SeatStates {
    private(set) var kept: [SeatID] = []
    private(set) var dropped: [SeatID] = []
    private(set) var missing: [SeatID] = []

    init(_ seats: [SeatID], _ marks: [Fraction?], _ selections: [Selection]?) {
        kept.reserveCapacity(seats.count)
        for (place, seat) in seats.enumerated() {
            if marks[place] == nil {
                missing.append(seat)
            } else if let selections {
                if selections.contains(where: { $0.counts(place) }) { kept.append(seat) } else { dropped.append(seat) }
            }
        }
    }
}
