// Explanations in English.

import AssessmentModel
import Scoring

struct EnglishExplanation: ExplanationWords {
    let comma = ", "
    let colon = ": "
    let none = "no score"
    func named(_ title: String, id: String) -> String { title == id ? id : "\(title) (\(id))" }
    func approximately(_ decimal: String, exactly fraction: String) -> String { "\(decimal) (\(fraction))" }
    func points(_ number: String) -> String { number == "1" ? "1 point" : "\(number) points" }

    func mode(_ mode: RoundingMode) -> String {
        switch mode {
        case .halfUp: "half up"
        case .halfEven: "half to even"
        case .down: "down"
        }
    }

    func source(_ source: Expert.Source) -> String {
        switch source {
        case .department: "departments"
        case .university: "universities"
        case .association: "associations"
        case .enterprise: "enterprises"
        case .thirdParty: "third parties"
        }
    }

    func zoneIs(_ name: String) -> String { "Zone: \(name)" }
    func schemeIs(_ title: String, id: String, edition: Int, status: String) -> String {
        "Scheme: \(title) (\(id), edition \(edition)\(status))"
    }
    let specimen = ", specimen"
    func verdictIs(_ verdict: String, rank: String?) -> String {
        "Verdict: \(verdict)" + (rank.map { "; \($0)" } ?? "")
    }
    func verdict(_ verdict: Verdict, grade: String?) -> String {
        let word =
            switch verdict {
            case .pass: "passed"
            case .fail: "not passed"
            case .vetoed: "vetoed"
            case .incomplete: "incomplete"
            }
        return word + (grade.map { ", grade “\($0)”" } ?? "")
    }
    func rank(_ rank: Int, isShared: Bool) -> String { "rank \(rank)" + (isShared ? " (shared)" : "") }
    let pointsHeading = "1. Points of the criteria (points / maximum)"
    let totalHeading = "2. Total"
    let linesHeading = "3. Pass lines and grade"
    let rankHeading = "4. Rank"
    let sheetsHeading = "5. Totals of the experts’ complete sheets, ascending"
    func indicatorIs(_ title: String, points: String) -> String {
        "Indicator: \(title), at most \(self.points(points))"
    }

    let stepMean = "mean"
    let stepIndicator = "indicator"
    let stepPillar = "pillar"
    let stepTotal = "total"
    func rounded(_ step: String, from before: String, to after: String, mode: String, places: Int) -> String {
        "Rounding (\(step)): \(before) → \(after) (\(mode), \(places) decimal\(places == 1 ? "" : "s"))"
    }
    func scoreIs(_ score: String, of points: String) -> String { "Score: \(score) (of \(points))" }
    let noScore = "Score: none (what is missing is not 0; the zone has no total)"
    let notApplicable = "does not apply to zones of this kind"

    func marksOn(scale: String?, isYesNo: Bool) -> String {
        if isYesNo { return "Experts answer: yes = 1, no = 0; the share of yes counts" }
        return scale.map { "Experts’ marks run from 0 to \($0) and are converted to points" }
            ?? "Experts’ marks are points"
    }
    let levelTotal = "Whole sheets are set aside, by each expert’s total over the indicators by experts"
    func marksAscending(_ count: Int) -> String { count == 1 ? "1 mark:" : "\(count) marks, ascending:" }
    func sheetTotal(_ total: String) -> String { "sheet total \(total)" }
    let counted = "counts"
    let notUsed = "not used"
    let incompleteSheet = "incomplete sheet, does not count"
    let notInTheMiddle = "not in the middle, does not count"
    func setAside(isLowest: Bool) -> String { isLowest ? "lowest, set aside" : "highest, set aside" }
    func replaced(isLowest: Bool) -> String {
        isLowest ? "lowest, replaced by its neighbour" : "highest, replaced by its neighbour"
    }
    func standsFor(times: String) -> String { "counts and stands for its neighbours, \(times) times in all" }
    func shares(times: String) -> String { "shares its weight with equal sheet totals, counts \(times) times" }
    func method(_ method: Aggregate.Method, high: Int, low: Int) -> String {
        switch method {
        case .mean: "mean"
        case .median: "median"
        case .trimmedMean: "mean without the \(high) highest and the \(low) lowest"
        case .winsorisedMean: "mean, the \(high) highest and the \(low) lowest replaced by their neighbours"
        }
    }
    func methodIs(_ method: String) -> String { "Method: \(method)" }
    func fallback(_ count: Int, minimum: Int, method: String) -> String {
        "Method: \(count) valid mark\(count == 1 ? "" : "s"), fewer than \(minimum); the scheme’s fallback: \(method)"
    }
    func meanIs(_ calculation: String) -> String { "Mean: \(calculation)" }
    func scaled(_ calculation: String) -> String { "In points: \(calculation)" }
    func group(_ sources: [String], weight: String) -> String {
        "[\(sources.joined(separator: ", "))] weight \(weight)"
    }
    let groupWithoutMarks = "no valid mark; the group is left out"
    func weighted(_ calculation: String) -> String { "Weighted mean of the groups: \(calculation)" }
    let noMarks = "no valid mark"
    func tooFew(_ count: Int, least: Int) -> String { "valid marks: \(count), fewer than \(least): no score" }
    func nothingLeft(_ count: Int) -> String { "valid marks: \(count), none left without the extremes: no score" }
    let otherGroupTooFew = "another group has too few marks: no score"
    func missing(_ seats: [String]) -> String { "No mark given (not 0): \(seats.joined(separator: ", "))" }
    func recused(_ seats: [String]) -> String { "Recused from this zone: \(seats.joined(separator: ", "))" }
}

// Rules, and the tree of points.
extension EnglishExplanation {
    func shape(_ shape: RuleBasis.Shape) -> String {
        switch shape {
        case .bands: "bands"
        case .linear: "straight line"
        case .proportion: "proportion of a target"
        case .deduct: "deductions"
        case .parts: "sum of parts"
        case .eachPeriod: "each period against its benchmark"
        case .anyOf: "best of several rules"
        }
    }
    func ruleIs(_ shape: String) -> String { "By rule: \(shape)" }
    func factIs(_ fact: String, _ value: String) -> String { "Fact \(fact) = \(value)" }
    func factMissing(_ fact: String) -> String { "The fact \(fact) is missing (not 0): no score" }
    func bands(_ bands: [String]) -> String { "Bands: \(bands.joined(separator: "; "))" }
    func inBand(_ value: String, _ band: String, points: String) -> String {
        "\(value) lies in \(band): \(self.points(points))"
    }
    func anchors(_ low: String, _ lowPoints: String, _ high: String, _ highPoints: String) -> String {
        "\(points(lowPoints)) at \(low), \(points(highPoints)) at \(high), a straight line between"
    }
    func clipped(_ comparison: String, points: String) -> String { "\(comparison), so the end counts: \(points)" }
    func proportion(_ calculation: String, target: String, most: String) -> String {
        "Target \(target), at most \(points(most)): \(calculation)"
    }
    func calculation(_ calculation: String) -> String { "Calculation: \(calculation)" }
    func cappedAt(_ most: String) -> String { "above the most: \(most)" }
    func flooredAt(_ least: String) -> String { "below the least: \(least)" }
    func deduction(
        start: String, limit: String, isOver: Bool, per: String, each: String, wholeUnits: Bool
    ) -> String {
        "\(points(start)) to start with; \(each) off for each \(per) \(isOver ? "above" : "below") \(limit)"
            + (wholeUnits ? " (complete units only)" : "")
    }
    func nothingDeducted(_ comparison: String, points: String) -> String { "\(comparison), nothing off: \(points)" }
    func units(_ gap: String, _ division: String) -> String { "Difference: \(gap); units: \(division)" }
    func wholeUnits(_ units: String) -> String { "Complete units: \(units)" }
    func period(_ period: String, _ comparison: String, isMet: Bool, points: String) -> String {
        "\(period): \(comparison), \(isMet ? self.points(points) : "no points")"
    }
    func part(_ title: String, isMet: Bool, points: String) -> String {
        "\(title): \(isMet ? "yes, \(self.points(points))" : "no, no points")"
    }
    var openRule: String { "A fact is missing: no score" }
    func alternative(_ number: Int, points: String?, isBest: Bool) -> String {
        "Alternative \(number): \(points.map(self.points) ?? "a fact is missing")\(isBest ? " (taken)" : "")"
    }
    func best(_ number: Int, points: String) -> String { "The best: alternative \(number), \(self.points(points))" }
    var openBest: String { "An alternative lacks a fact and could be better: no score" }

    func criterion(_ title: String, points: String, of maximum: String) -> String { "\(title): \(points) / \(maximum)" }
    func notApplicable(_ title: String, points: String) -> String {
        "\(title): does not apply (\(self.points(points)))"
    }
    func openCell(facts: [String]?) -> String {
        facts.map { "no score, facts missing: \($0.joined(separator: ", "))" } ?? "no score: too few marks"
    }
    var openSum: String { "no sum: a score below is missing" }
    func sumOf(_ calculation: String) -> String { "Sum: \(calculation)" }
    func redistributed(_ points: String, _ calculation: String) -> String {
        "\(self.points(points)) that do not apply go to the others in proportion: \(calculation)"
    }
    var openTotal: String { "No total, for these indicators have no score:" }
    func baseIs(_ lines: [String]) -> String { "Base total, of the pillars: \(lines.joined(separator: "; "))" }
    var bonus: String { "Bonus" }
    var deductions: String { "Deductions" }
    func noItems(_ label: String) -> String { "\(label): none, 0" }
    func items(_ label: String, _ calculation: String, cap: String, counted: String) -> String {
        "\(label): \(calculation), cap \(cap), counted \(counted)"
    }
    func item(_ title: String, points: String, of most: String) -> String { "\(title): \(points) (at most \(most))" }
    func totalIs(_ calculation: String) -> String { "Total = base + bonus − deductions: \(calculation)" }
    func publishedIs(_ total: String) -> String { "Published total: \(total)" }
}

// Verdict and rank.
extension EnglishExplanation {
    func veto(_ title: String, isFound: Bool) -> String { "Veto \(title): \(isFound ? "found" : "not found")" }
    var noComparison: String { "No total, so nothing to compare" }
    var noLines: String { "The scheme has no pass line" }
    func compares(_ comparison: PassLines.Comparison) -> String {
        comparison == .exact ? "Compared before rounding:" : "Compared after rounding:"
    }
    var baseTotal: String { "Total without bonus and deductions" }
    var finalTotal: String { "Total" }
    func line(
        _ subject: String, _ comparison: String, share: String?, before: String?, isMet: Bool, by gap: String
    ) -> String {
        let notes = [before.map { "before rounding \($0)" }, share.map { "line: \($0)" }].compactMap { $0 }
        return "\(subject): \(comparison), \(isMet ? "met, above by" : "missed by") \(gap)"
            + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
    }
    var noGradeWithoutPass: String { "Not passed, so no grade" }
    func gradeIs(_ grade: String?) -> String { grade.map { "Grade: \($0)" } ?? "Grade: none was reached" }
    func gradeMissed(_ grade: String) -> String { "Not “\(grade)”, because:" }
    func unranked(_ verdict: Verdict) -> String {
        verdict == .vetoed ? "Vetoed: keeps its scores and has no rank" : "No total, so no rank"
    }
    func rankIs(_ rank: String, of count: Int, total: String, above: Int) -> String {
        "By published total, \(rank) of \(count) ranked: total \(total), \(above) above it"
    }
    func groupRank(_ rank: Int) -> String { "Rank \(rank) among zones of its kind" }
    func tieWith(_ zones: [String]) -> String { "Same total as \(zones.joined(separator: ", ")); compared in turn:" }
    func tieKey(_ number: Int, _ title: String, own: String?, others: [(zone: String, value: String?)]) -> String {
        let rivals = others.map { "\($0.zone) \($0.value ?? "none")" }.joined(separator: "; ")
        return "\(number). \(title): this zone \(own ?? "none"); \(rivals)"
    }
    var tieStays: String { "equal, so on to the next" }
    func tieParts(ahead rivalsBehind: [String], behind rivalsAhead: [String]) -> String {
        let parts = [
            rivalsBehind.isEmpty ? nil : "before \(rivalsBehind.joined(separator: ", "))",
            rivalsAhead.isEmpty ? nil : "behind \(rivalsAhead.joined(separator: ", "))",
        ]
        return "sets this zone " + parts.compactMap { $0 }.joined(separator: ", ")
    }
    func tieLowest(_ pillar: String, _ calculation: String) -> String {
        "this zone’s lowest is “\(pillar)”: \(calculation)"
    }
    func tieRules(_ calculation: String) -> String { "this zone’s indicators by rule: \(calculation)" }
    func tieMedian(_ totals: [String], _ calculation: String, rules: String) -> String {
        "this zone’s complete sheets, ascending: \(totals.joined(separator: ", ")); their median and \(rules) by rule: "
            + calculation
    }
    func tieDecidedBy(_ key: String) -> String { "Last decided by: \(key)" }
    func tieShared(_ zones: [String]) -> String {
        "All equal; the rank is shared with \(zones.joined(separator: ", "))"
    }
    var tieKeys: [String: String] {
        [
            "exact-total": "total before rounding", "rule-points": "points by rule",
            "lowest-pillar": "lowest share of a pillar", "median-of-totals": "median of the experts’ totals",
        ]
    }
    func pointsOf(_ criterion: String) -> String { "points of “\(criterion)”" }
}
