// Marks → the points of an indicator: who gave what, who was set aside and why, sum, division, scale.

import AssessmentModel
import Scoring

/// One indicator of one zone that experts score.
struct PanelExplanation {
    private let explainer: Explainer
    private let indicator: Criterion
    private let panel: PanelBasis
    private let zone: ZoneScore

    private var words: ExplanationStrings { explainer.words }
    private var scheme: Scheme { explainer.scheme }
    private var grid: MarkGrid { scheme.grid(of: indicator) }

    init(_ explainer: Explainer, _ indicator: Criterion, _ panel: PanelBasis, _ zone: ZoneScore) {
        self.explainer = explainer
        self.indicator = indicator
        self.panel = panel
        self.zone = zone
    }

    /// Seats that are aggregated together, and what came of it.
    private struct Group {
        let seats: [SeatID]
        let kept: Set<SeatID>
        let weights: [SeatID: Fraction]?
        let method: Aggregate.Method?
        let isFallback: Bool
        let mean: Fraction?
    }

    func written() -> Explanation {
        var explanation = Explanation()
        explanation.add(givenMarks)
        if zone.sheetTotals != nil { explanation.add(words[.levelTotal]) }
        if let members = panel.members {
            writeGroups(members, into: &explanation)
        } else {
            let group = Group(
                seats: panel.marks.seats, kept: Set(panel.kept), weights: panel.weights, method: panel.method,
                isFallback: panel.isFallback, mean: panel.exactMean ?? panel.mean)
            write(group, into: &explanation, depth: 0)
        }
        for (phrase, seats) in [(ExplanationPhrase.missing, panel.missing), (.recused, zone.recused)]
        where !seats.isEmpty {
            explanation.add(words(phrase, ["seats": words.list(seats.map(\.text))]))
        }
        guard let mean = panel.mean else { return explanation }
        if let exact = panel.exactMean, let places = scheme.rounding.mean {
            explanation.add(explainer.rounding(.stepMean, from: exact, to: mean, places: places))
        }
        if let scale = grid.scale { explanation.add(words(.scaled, ["calculation": scaling(mean, scale)])) }
        return explanation
    }

    /// On which grid marks were given.
    private var givenMarks: String {
        if grid.isYesNo { return words[.marksYesNo] }
        return grid.scale.map { words(.marksScale, ["scale": explainer.exact($0)]) } ?? words[.marksPoints]
    }

    private func scaling(_ mean: Fraction, _ scale: Fraction) -> String {
        let (points, e) = (indicator.points, explainer)
        guard scale != 1 else { return "\(e.factor(mean)) × \(e.factor(points)) = \(e.result(mean * points))" }
        return e.chain([
            "\(e.factor(mean)) × \(e.factor(points)) ÷ \(e.factor(scale))",
            "\(e.factor(mean * points)) ÷ \(e.factor(scale))", e.result(mean * points / scale),
        ])
    }

    private func writeGroups(_ members: [[SeatID]], into explanation: inout Explanation) {
        let means = panel.groups ?? []
        var next = 0
        for (group, seats) in zip(scheme.aggregate.groups, members) {
            let sources = words.list(group.sources.map(words.source))
            explanation.add(words(.group, ["sources": sources, "weight": explainer.exact(group.weight)]))
            if seats.isEmpty {
                explanation.add(words[.groupWithoutMarks], depth: 1)
                continue
            }
            let scored = means.indices.contains(next) ? means[next] : nil
            next += 1
            let whole = Group(
                seats: seats, kept: Set(scored?.kept ?? []), weights: scored?.weights, method: scored?.method,
                isFallback: scored?.isFallback ?? false, mean: scored?.mean)
            write(whole, into: &explanation, depth: 1)
        }
        guard let mean = panel.exactMean ?? panel.mean, !means.isEmpty else { return }
        explanation.add(words(.weighted, ["calculation": weighing(means, mean)]))
    }

    private func weighing(_ groups: [PanelBasis.Group], _ mean: Fraction) -> String {
        let e = explainer
        guard groups.count > 1 else { return e.result(mean) }
        let products = groups.map { "\(e.factor($0.mean)) × \(e.factor($0.weight))" }.joined(separator: " + ")
        let weights = groups.map { e.exact($0.weight) }.joined(separator: " + ")
        let sum = groups.map { $0.mean * $0.weight }.sum()
        return e.chain([
            "(\(products)) ÷ (\(weights))", "\(e.factor(sum)) ÷ \(e.factor(groups.map(\.weight).sum()))",
            e.result(mean),
        ])
    }

    private func write(_ group: Group, into explanation: inout Explanation, depth: Int) {
        let count = valid(group.seats)
        guard !group.seats.isEmpty else {
            explanation.add(words[.noMarks], depth: depth)
            return
        }
        explanation.add(words(.marksAscending, counted("\(group.seats.count)")), depth: depth)
        list(group, into: &explanation, depth: depth + 1)
        guard let method = group.method, let mean = group.mean else {
            explanation.add(unscored(count), depth: depth)
            return
        }
        let drop = group.isFallback ? fallbackDrop(count) : scheme.aggregate.drop
        let chosen = words.method(method, high: drop.high, low: drop.low)
        let values = [
            "count": "\(count)", "one": count == 1 ? "1" : nil, "minimum": "\(scheme.aggregate.minimum)",
            "method": chosen,
        ]
        explanation.add(words(group.isFallback ? .fallback : .method, values), depth: depth)
        explanation.add(words(.mean, ["calculation": division(group, mean)]), depth: depth)
    }

    /// What the scheme's fallback for so many marks sets aside.
    private func fallbackDrop(_ count: Int) -> Aggregate.Drop {
        let fallback = scheme.aggregate.fallback.filter { $0.from <= count }.max { $0.from < $1.from }
        return fallback?.drop ?? Aggregate.Drop()
    }

    /// Why a mark did not come about here: too few, or in another group.
    private func unscored(_ count: Int) -> String {
        let least = ([scheme.aggregate.minimum] + scheme.aggregate.fallback.map(\.from)).min() ?? 1
        if count < least { return words(.tooFew, ["count": "\(count)", "least": "\(least)"]) }
        return panel.members == nil ? words(.nothingLeft, ["count": "\(count)"]) : words[.otherGroupTooFew]
    }

    /// `(9.0 + 8.5 × 2) ÷ 3 = 26 ÷ 3 = 8.6666…`.
    private func division(_ group: Group, _ mean: Fraction) -> String {
        let e = explainer
        let terms = ascending(group.seats).filter(group.kept.contains).map { seat in
            (mark: panel.marks[seat] ?? 0, weight: group.weights?[seat] ?? 1)
        }
        let count = terms.map(\.weight).sum()
        let sum = terms.map { $0.mark * $0.weight }.sum()
        guard terms.count > 1 else { return terms.first.map { mark($0.mark) } ?? e.result(mean) }
        let written = terms.map { $0.weight == 1 ? mark($0.mark) : "\(mark($0.mark)) × \(e.factor($0.weight))" }
        return e.chain([
            "(\(written.joined(separator: " + "))) ÷ \(e.factor(count))",
            "\(e.factor(sum)) ÷ \(e.factor(count))", e.result(mean),
        ])
    }

    private func list(_ group: Group, into explanation: inout Explanation, depth: Int) {
        let seats = group.seats.sorted { (panel.marks[$0] ?? 0, $0) < (panel.marks[$1] ?? 0, $1) }
        let marks = seats.map { mark(panel.marks[$0] ?? 0) }
        for (seat, text) in zip(seats, marks) {
            let total = zone.sheetTotals?[seat].map(explainer.exact)
            let columns = [text.padded(to: marks.widest()), seat.text.padded(to: seats.map(\.text).widest())]
            explanation.add(
                (columns + [words(.seat, ["total": total, "state": state(of: seat, in: group)])]).joined(
                    separator: "  "), depth: depth)
        }
    }

    /// What became of a seat's mark.
    private func state(of seat: SeatID, in group: Group) -> String {
        guard isComplete(seat) else { return words[.incompleteSheet] }
        guard let method = group.method else { return words[.notUsed] }
        if group.kept.contains(seat) {
            let weight = group.weights?[seat] ?? 1
            if weight == 1 { return words[.counted] }
            return words(weight.isWhole ? .standsFor : .shares, ["times": explainer.exact(weight)])
        }
        let isLow = isLow(seat, in: group)
        switch method {
        case .mean, .median: return words[.notInTheMiddle]
        case .trimmedMean: return words[isLow ? .lowestSetAside : .highestSetAside]
        case .winsorisedMean: return words[isLow ? .lowestReplaced : .highestReplaced]
        }
    }

    /// What the scheme orders seats by: their marks, or the totals of their sheets.
    private func value(of seat: SeatID) -> Fraction {
        zone.sheetTotals.map { $0[seat] ?? 0 } ?? panel.marks[seat] ?? 0
    }

    private func ascending(_ seats: [SeatID]) -> [SeatID] {
        seats.sorted { (panel.marks[$0] ?? 0, $0) < (panel.marks[$1] ?? 0, $1) }
    }

    private func isLow(_ seat: SeatID, in group: Group) -> Bool {
        guard let first = group.kept.min(by: { (value(of: $0), $0) < (value(of: $1), $1) }) else { return false }
        return (value(of: seat), seat) < (value(of: first), first)
    }

    private func isComplete(_ seat: SeatID) -> Bool { zone.sheetTotals.map { $0[seat] != nil } ?? true }

    private func valid(_ seats: [SeatID]) -> Int { seats.count(where: isComplete) }

    /// With the decimals of the grid.
    private func mark(_ value: Fraction) -> String {
        guard let own = value.decimalPlaces else { return explainer.exact(value) }
        return value.text(places: max(grid.step.decimalPlaces ?? 0, own))
    }
}
