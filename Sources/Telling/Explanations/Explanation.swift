// Why a number is what it is, as lines of arithmetic that a reader can follow with a calculator.

package import AssessmentModel
package import Scoring

/// The arithmetic behind one score, as one would write it on paper.
package struct Explanation: Sendable, Equatable {
    package struct Line: Sendable, Equatable {
        /// 0 for headings.
        package let depth: Int
        package let text: String
    }

    package private(set) var lines: [Line] = []

    mutating func add(_ text: String, depth: Int = 0) { lines.append(Line(depth: depth, text: text)) }

    mutating func add(_ other: Explanation, depth: Int) {
        lines += other.lines.map { Line(depth: $0.depth + depth, text: $0.text) }
    }

    /// Two blanks for each level, a newline after each line.
    package func plainText() -> String {
        lines.map { String(repeating: "  ", count: $0.text.isEmpty ? 0 : $0.depth) + $0.text + "\n" }.joined()
    }
}

/// Explains the scores of one round in one language. Every number is one that the engine left in the scores, or a step
/// between two of them that is written out.
package struct Explainer: Sendable {
    let scheme: Scheme
    let scores: RoundScores
    let names: ZoneNames
    let words: ExplanationStrings

    var language: Language { words.language }

    /// Zones that `names` lacks go by their ids.
    package init(scheme: Scheme, scores: RoundScores, names: ZoneNames, words: ExplanationStrings) {
        self.scheme = scheme
        self.scores = scores
        self.names = names
        self.words = words
    }

    /// From the tree of points to total, verdict, grade and rank; with `isFull` each indicator's arithmetic follows.
    package func explain(_ zone: ZoneScore, isFull: Bool = false) -> Explanation {
        if let nothing = withdrawal(of: zone) { return nothing }
        var explanation = head(of: zone)
        explanation.add(words(.verdict, ["verdict": verdict(zone), "rank": rank(zone)]))
        explanation.add("")
        explanation.add(words[.headingPoints])
        for root in scheme.criteria { explanation.add(tree(root, in: zone), depth: 1) }
        explanation.add("")
        explanation.add(words[.headingTotal])
        explanation.add(total(of: zone), depth: 1)
        explanation.add("")
        explanation.add(words[.headingLines])
        explanation.add(lines(of: zone), depth: 1)
        explanation.add("")
        explanation.add(words[.headingRank])
        explanation.add(ranking(of: zone), depth: 1)
        explanation.add(sheetTotals(of: zone), depth: 0)
        guard isFull else { return explanation }
        for indicator in scheme.indicators where zone.cells[indicator.id] != nil {
            explanation.add("")
            explanation.add(cell(indicator, in: zone), depth: 0)
        }
        return explanation
    }

    /// From marks or facts to the points of one indicator; for an inner criterion, its part of the tree.
    package func explain(_ criterion: Criterion, of zone: ZoneScore) -> Explanation {
        if let nothing = withdrawal(of: zone) { return nothing }
        var explanation = head(of: zone)
        explanation.add("")
        explanation.add(criterion.indicator == nil ? tree(criterion, in: zone) : cell(criterion, in: zone), depth: 0)
        return explanation
    }

    /// Of a zone that has withdrawn there is nothing to follow: one sentence says so.
    private func withdrawal(of zone: ZoneScore) -> Explanation? {
        guard zone.verdict == .withdrawn else { return nil }
        var explanation = Explanation()
        explanation.add(words(.withdrawnZone, ["name": name(zone.zone)]))
        return explanation
    }

    private func head(of zone: ZoneScore) -> Explanation {
        var explanation = Explanation()
        explanation.add(words(.zone, ["name": name(zone.zone)]))
        explanation.add(
            words(
                .scheme,
                [
                    "title": scheme.title.text(in: language), "id": scheme.id.text, "edition": "\(scheme.edition)",
                    "specimen": scheme.status == .specimen ? "1" : nil,
                ]))
        return explanation
    }

    /// One indicator: title, basis, rounding, points.
    private func cell(_ indicator: Criterion, in zone: ZoneScore) -> Explanation {
        var explanation = Explanation()
        explanation.add(
            words(.indicator, ["title": title(indicator), "points": words.points(exact(indicator.points))]))
        guard let cell = zone.cells[indicator.id] else {
            explanation.add(words[.notApplicable], depth: 1)
            return explanation
        }
        if let panel = cell.panel {
            explanation.add(PanelExplanation(self, indicator, panel, zone).written(), depth: 1)
        }
        if let basis = cell.rule, let rule = indicator.indicator?.rule {
            explanation.add(RuleExplanation(self, indicator).written(rule, basis), depth: 1)
        }
        if let before = beforeRounding(cell, indicator), let score = cell.score, let places = scheme.rounding.indicator
        {
            explanation.add(rounding(.stepIndicator, from: before, to: score, places: places), depth: 1)
        }
        let score = cell.score.map { words(.score, ["score": result($0), "most": exact(indicator.points)]) }
        explanation.add(score ?? words[.noScore], depth: 1)
        return explanation
    }

    private func beforeRounding(_ cell: CellScore, _ indicator: Criterion) -> Fraction? {
        cell.rule?.points
            ?? cell.panel?.mean.map { scheme.grid(of: indicator).score(mark: $0, points: indicator.points) }
    }
}
