// The words in which a score is explained.

/// A word or sentence by its key in `explanations.<language>.yaml`.
///
/// Numbers and calculations come in as text, ready to print; `points` comes with its word, as `points` itself says it.
package enum ExplanationPhrase: String, PhraseKey {
    package static let book = "explanations"

    // Names and numbers.
    case named, approximately, points, noPoints
    // The head, and headings.
    case zone, scheme, indicator
    case verdict, verdictWithGrade, verdictPass, verdictFail, verdictVetoed, verdictIncomplete, verdictWithdrawn
    case rank
    case headingPoints, headingTotal, headingLines, headingRank, headingSheets
    // Rounding and scores.
    case rounded, stepMean, stepIndicator, stepPillar, stepTotal
    case score, noScore, notApplicable
    // Marks.
    case marksYesNo, marksScale, marksPoints, levelTotal, marksAscending
    case seat, counted, notUsed, incompleteSheet, notInTheMiddle
    case lowestSetAside, highestSetAside, lowestReplaced, highestReplaced, standsFor, shares
    case method, fallback, methodMean, methodMedian, methodTrimmedMean, methodWinsorisedMean
    case mean, scaled, weighted
    case group, groupWithoutMarks
    case sourceDepartment, sourceUniversity, sourceAssociation, sourceEnterprise, sourceThirdParty
    case noMarks, tooFew, nothingLeft, otherGroupTooFew, missing, recused
    // Rules.
    case rule, shapeBands, shapeLinear, shapeProportion, shapeDeduct, shapeParts, shapeEachPeriod, shapeAnyOf
    case fact, factMissing, openRule
    case bands, inBand, anchors, clipped, proportion, calculation, cappedAt, flooredAt
    case deductionOver, deductionUnder, nothingDeducted, units, wholeUnits
    case periodMet, periodMissed, partMet, partMissed
    case alternative, best, openBest
    // The tree and the total.
    case criterion, criterionNotApplicable, openMarks, openFacts, openSum, sum, redistributed
    case openTotal, openIndicator, base
    case bonus, deductions, adjustment, adjustmentNone, item
    case total, publishedTotal, sheetTotal
    // Pass lines and grade.
    case vetoFound, vetoNotFound
    case noComparison, noLines, comparesExact, comparesRounded
    case baseTotal, finalTotal, lineMet, lineMissed, lineBefore, lineShare
    case noGradeWithoutPass, grade, noGrade, gradeMissed
    // Rank.
    case withdrawnZone
    case unranked, unrankedVetoed, unrankedWithdrawn, ranked, rankWithinKind
    case tieWith, tieKey, tieRival, tieStays, tieParts, tieDecided, tieShared
    case tieLowest, tieRules, tieMedian
    case tieTitleExactTotal, tieTitleRulePoints, tieTitleLowestPillar, tieTitleMedianOfTotals

    package var placeholders: Set<String> {
        switch self {
        case .named: ["title", "id"]
        case .approximately: ["decimal", "fraction"]
        case .points: ["number", "one"]
        case .zone, .withdrawnZone: ["name"]
        case .scheme: ["title", "id", "edition", "specimen"]
        case .indicator: ["title", "points"]
        case .verdict: ["verdict", "rank"]
        case .verdictWithGrade: ["verdict", "grade"]
        case .rank: ["rank", "shared"]
        case .rounded: ["step", "from", "to", "mode", "places", "one", "whole"]
        case .score: ["score", "most"]
        default: markPlaceholders ?? rulePlaceholders ?? zonePlaceholders
        }
    }

    private var markPlaceholders: Set<String>? {
        switch self {
        case .marksScale: ["scale"]
        case .marksAscending: ["count", "one"]
        case .seat: ["total", "state"]
        case .standsFor, .shares: ["times"]
        case .method: ["method"]
        case .fallback: ["count", "one", "minimum", "method"]
        case .methodTrimmedMean, .methodWinsorisedMean: ["high", "low"]
        case .mean, .scaled, .weighted: ["calculation"]
        case .group: ["sources", "weight"]
        case .tooFew: ["count", "least"]
        case .nothingLeft: ["count"]
        case .missing, .recused: ["seats"]
        default: nil
        }
    }

    private var rulePlaceholders: Set<String>? {
        switch self {
        case .rule: ["shape"]
        case .fact: ["fact", "value"]
        case .factMissing: ["fact"]
        case .bands: ["bands"]
        case .inBand: ["value", "band", "points"]
        case .anchors: ["low", "lowPoints", "high", "highPoints"]
        case .clipped: ["comparison", "end"]
        case .proportion: ["target", "points", "calculation"]
        case .calculation: ["calculation"]
        case .cappedAt: ["most"]
        case .flooredAt: ["least"]
        case .deductionOver, .deductionUnder: ["points", "limit", "per", "each", "whole"]
        case .nothingDeducted: ["comparison", "rest"]
        case .units: ["gap", "division"]
        case .wholeUnits: ["units"]
        case .periodMet: ["period", "comparison", "points"]
        case .periodMissed: ["period", "comparison"]
        case .partMet: ["title", "points"]
        case .partMissed: ["title"]
        case .alternative: ["number", "points", "taken"]
        case .best: ["number", "points"]
        default: nil
        }
    }

    private var zonePlaceholders: Set<String> {
        switch self {
        case .criterion: ["title", "score", "most"]
        case .criterionNotApplicable: ["title", "points"]
        case .openFacts: ["facts"]
        case .sum, .total, .tieRules: ["calculation"]
        case .redistributed: ["points", "calculation"]
        case .openIndicator: ["title", "reason"]
        case .base: ["lines"]
        case .adjustment: ["label", "calculation", "cap", "counted"]
        case .adjustmentNone: ["label"]
        case .item: ["title", "score", "most"]
        case .publishedTotal: ["total"]
        case .sheetTotal: ["seat", "calculation"]
        case .vetoFound, .vetoNotFound: ["title"]
        case .lineMet, .lineMissed: ["subject", "comparison", "gap", "notes"]
        case .lineBefore: ["before"]
        case .lineShare: ["share"]
        case .grade, .gradeMissed: ["grade"]
        case .ranked: ["rank", "count", "total", "above"]
        case .rankWithinKind: ["rank"]
        case .tieWith, .tieShared: ["zones"]
        case .tieKey: ["number", "title", "own", "rivals"]
        case .tieRival: ["zone", "value"]
        case .tieParts: ["before", "after"]
        case .tieDecided: ["key"]
        case .tieLowest: ["pillar", "calculation"]
        case .tieMedian: ["totals", "rules", "calculation"]
        default: []
        }
    }
}
