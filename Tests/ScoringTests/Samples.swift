// Small schemes and sheets for tests.

import AssessmentModel
import Foundation
import Scoring
import Testing

/// A decimal literal of a test.
func n(_ text: String) -> Fraction {
    guard let value = Fraction(exactText: text) else { preconditionFailure("\(text) is no number") }
    return value
}

func leaf(_ id: String, _ points: String, rule: Rule? = nil) -> Criterion {
    Criterion(
        id: CriterionID(id), title: LocalizedText(zh: id), points: n(points),
        content: .indicator(Indicator(scoring: rule.map { .rule($0) } ?? .experts)))
}

func node(_ id: String, _ children: [Criterion]) -> Criterion {
    Criterion(
        id: CriterionID(id), title: LocalizedText(zh: id), points: children.map(\.points).sum(),
        content: .children(children))
}

let trimmed = Aggregate(
    method: .trimmedMean, drop: Aggregate.Drop(high: 1, low: 1), minimum: 5,
    fallback: [Aggregate.Fallback(from: 3, method: .median)])

func scheme(
    _ criteria: [Criterion], aggregate: Aggregate = trimmed, marks: MarkGrid = MarkGrid(step: n("0.01")),
    rounding: RoundingSteps = RoundingSteps(total: 2), pass: PassLines = PassLines(total: nil, pillars: nil),
    grades: [Grade] = [], ties: [TieKey] = [], bonus: Adjustment = .none, vetoes: [SchemeItem] = [],
    benchmarks: [Benchmark] = []
) -> Scheme {
    Scheme(
        id: "test", title: LocalizedText(zh: "测试"), marks: marks, aggregate: aggregate, rounding: rounding,
        pass: pass, grades: grades, ties: ties, bonus: bonus, vetoes: vetoes, benchmarks: benchmarks,
        criteria: criteria)
}

/// One sheet for each mark of one indicator; an empty text is a missing mark.
func sheets(_ zone: String, _ marks: [String], of indicator: String = "a") -> [Sheet] {
    marks.enumerated().map { index, mark in
        Sheet(
            zone: ZoneID(zone), seat: SeatID("e\(index + 10)"),
            marks: mark.isEmpty ? [:] : [CriterionID(indicator): n(mark)])
    }
}

func scored(_ scheme: Scheme, _ sheets: [Sheet], facts: FactTable = FactTable()) -> [ZoneID: ZoneScore] {
    let zones = Set(sheets.map(\.zone)).union(facts.facts.keys)
    let scores = score(scheme, zones: Array(zones), sheets: sheets, facts: facts)
    return Dictionary(uniqueKeysWithValues: scores.zones.map { ($0.zone, $0) })
}

/// The rows of a fixture without its header.
func table(_ name: String, in file: String = #filePath) throws -> [[String]] {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    let text = try String(contentsOf: folder.appending(path: "Fixtures/\(name)"), encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
}
