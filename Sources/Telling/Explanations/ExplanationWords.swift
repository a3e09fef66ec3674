// What a language must be able to say to explain a score; each language is one file.

import AssessmentModel
import Scoring

/// The sentences of explanations. Numbers and calculations come in as text, ready to print.
protocol ExplanationWords: Sendable {
    // Punctuation and names.
    var comma: String { get }
    var colon: String { get }
    var none: String { get }
    func named(_ title: String, id: String) -> String
    func approximately(_ decimal: String, exactly fraction: String) -> String
    func points(_ number: String) -> String
    func mode(_ mode: RoundingMode) -> String
    func source(_ source: Expert.Source) -> String

    // Headings.
    func zoneIs(_ name: String) -> String
    func schemeIs(_ title: String, id: String, edition: Int, status: String) -> String
    var specimen: String { get }
    func verdictIs(_ verdict: String, rank: String?) -> String
    func verdict(_ verdict: Verdict, grade: String?) -> String
    func rank(_ rank: Int, isShared: Bool) -> String
    var pointsHeading: String { get }
    var totalHeading: String { get }
    var linesHeading: String { get }
    var rankHeading: String { get }
    var sheetsHeading: String { get }
    func indicatorIs(_ title: String, points: String) -> String

    // Rounding and scores.
    var stepMean: String { get }
    var stepIndicator: String { get }
    var stepPillar: String { get }
    var stepTotal: String { get }
    func rounded(_ step: String, from before: String, to after: String, mode: String, places: Int) -> String
    func scoreIs(_ score: String, of points: String) -> String
    var noScore: String { get }
    var notApplicable: String { get }

    // Marks.
    func marksOn(scale: String?, isYesNo: Bool) -> String
    var levelTotal: String { get }
    func marksAscending(_ count: Int) -> String
    func sheetTotal(_ total: String) -> String
    var counted: String { get }
    var notUsed: String { get }
    var incompleteSheet: String { get }
    var notInTheMiddle: String { get }
    func setAside(isLowest: Bool) -> String
    func replaced(isLowest: Bool) -> String
    func standsFor(times: String) -> String
    func shares(times: String) -> String
    func method(_ method: Aggregate.Method, high: Int, low: Int) -> String
    func methodIs(_ method: String) -> String
    func fallback(_ count: Int, minimum: Int, method: String) -> String
    func meanIs(_ calculation: String) -> String
    func scaled(_ calculation: String) -> String
    func group(_ sources: [String], weight: String) -> String
    var groupWithoutMarks: String { get }
    func weighted(_ calculation: String) -> String
    var noMarks: String { get }
    func tooFew(_ count: Int, least: Int) -> String
    func nothingLeft(_ count: Int) -> String
    var otherGroupTooFew: String { get }
    func missing(_ seats: [String]) -> String
    func recused(_ seats: [String]) -> String

    // Rules.
    func shape(_ shape: RuleBasis.Shape) -> String
    func ruleIs(_ shape: String) -> String
    func factIs(_ fact: String, _ value: String) -> String
    func factMissing(_ fact: String) -> String
    func bands(_ bands: [String]) -> String
    func inBand(_ value: String, _ band: String, points: String) -> String
    func anchors(_ low: String, _ lowPoints: String, _ high: String, _ highPoints: String) -> String
    func clipped(_ comparison: String, points: String) -> String
    func proportion(_ calculation: String, target: String, most: String) -> String
    func calculation(_ calculation: String) -> String
    func cappedAt(_ most: String) -> String
    func flooredAt(_ least: String) -> String
    func deduction(start: String, limit: String, isOver: Bool, per: String, each: String, wholeUnits: Bool) -> String
    func nothingDeducted(_ comparison: String, points: String) -> String
    func units(_ gap: String, _ division: String) -> String
    func wholeUnits(_ units: String) -> String
    func period(_ period: String, _ comparison: String, isMet: Bool, points: String) -> String
    func part(_ title: String, isMet: Bool, points: String) -> String
    var openRule: String { get }
    func alternative(_ number: Int, points: String?, isBest: Bool) -> String
    func best(_ number: Int, points: String) -> String
    var openBest: String { get }

    // The tree and the total.
    func criterion(_ title: String, points: String, of maximum: String) -> String
    func notApplicable(_ title: String, points: String) -> String
    /// `facts` names those that are missing; nil for an indicator that experts score.
    func openCell(facts: [String]?) -> String
    var openSum: String { get }
    func sumOf(_ calculation: String) -> String
    func redistributed(_ points: String, _ calculation: String) -> String
    var openTotal: String { get }
    func baseIs(_ lines: [String]) -> String
    var bonus: String { get }
    var deductions: String { get }
    func noItems(_ label: String) -> String
    func items(_ label: String, _ calculation: String, cap: String, counted: String) -> String
    func item(_ title: String, points: String, of most: String) -> String
    func totalIs(_ calculation: String) -> String
    func publishedIs(_ total: String) -> String

    // Verdict and rank.
    func veto(_ title: String, isFound: Bool) -> String
    var noComparison: String { get }
    var noLines: String { get }
    func compares(_ comparison: PassLines.Comparison) -> String
    var baseTotal: String { get }
    var finalTotal: String { get }
    func line(
        _ subject: String, _ comparison: String, share: String?, before: String?, isMet: Bool, by gap: String
    ) -> String
    var noGradeWithoutPass: String { get }
    func gradeIs(_ grade: String?) -> String
    func gradeMissed(_ grade: String) -> String
    func unranked(_ verdict: Verdict) -> String
    func rankIs(_ rank: String, of count: Int, total: String, above: Int) -> String
    func groupRank(_ rank: Int) -> String
    func tieWith(_ zones: [String]) -> String
    func tieKey(_ number: Int, _ title: String, own: String?, others: [(zone: String, value: String?)]) -> String
    var tieStays: String { get }
    func tieParts(ahead rivalsBehind: [String], behind rivalsAhead: [String]) -> String
    func tieLowest(_ pillar: String, _ calculation: String) -> String
    func tieRules(_ calculation: String) -> String
    func tieMedian(_ totals: [String], _ calculation: String, rules: String) -> String
    func tieDecidedBy(_ key: String) -> String
    func tieShared(_ zones: [String]) -> String
    var tieKeys: [String: String] { get }
    func pointsOf(_ criterion: String) -> String
}

func explanationWords(_ language: Language) -> any ExplanationWords {
    switch language {
    case .chinese: ChineseExplanation()
    case .english: EnglishExplanation()
    }
}
