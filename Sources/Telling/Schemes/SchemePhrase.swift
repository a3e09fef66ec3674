// The words in which a scheme itself is told: its tree, its rules, its method, and what changed between two editions.

/// A word or sentence by its key in `scheme.<language>.yaml`.
package enum SchemePhrase: String, PhraseKey {
    package static let book = "scheme"

    // The head of a scheme.
    case fieldTitle, fieldID, fieldEdition, fieldStatus, fieldSource, fieldKinds, fieldPoints
    case edition, statusOfficial, statusSpecimen, source, pointsInAll
    // The table of criteria.
    case columnNumber, columnTitle, columnPoints, columnScoring, columnEvidence, columnDepartments
    case tableCriteria, departmentsInherited, partMethod
    // Numbers.
    case points, thresholdShare, numbered, colon
    // How an indicator is scored.
    case byExperts, byRule, byExpertsGrid, gridPoints, gridPointsUpTo, gridScale, gridYesNo, gridScheme
    case rubricLevel, commentAlways, commentBelow
    case evidenceRequired, evidenceOptional, evidenceNone, evidenceNoted
    case notApplicable, shareSiblings, shareNone, facts
    // Rules.
    case ruleBands, bandAny, bandBelow, bandBetween, bandFrom
    case ruleLinear, ruleProportion, ruleDeduct, deductOver, deductUnder, deductAny
    case ruleEachPeriod, periodAbove, periodAtLeast
    case ruleParts, rulePart, ruleAnyOf
    // The parts of the method.
    case partPanel, partMarks, partAggregate, partGroups, partRounding, partPass, partGrades, partTies, partRanking
    case partBonus, partDeductions, partVetoes, partBenchmarks
    case panelMinimum, panelOdd
    case countMarks, countSheets, methodFrom, methodFallback, methodTooFew, levelIndicator, levelTotal
    case groupsApart, group
    case stepMean, stepIndicator, stepPillar, stepTotal, roundedTo, roundedWhole, roundedNowhere, roundedElsewhere
    case passNone, lineTotal, linePillars, linePillar, totalBase, totalAll
    case grade, tiesNone, tiesChain, tiesShare, tiePoints, tieExactTotal, tieRulePoints
    case rankingAll, rankingKinds
    case adjustmentCap, item, benchmark, benchmarkValue, benchmarkSource, periodYear
    // Changes.
    case changesOld, changesNew, changesNone, changesInForm, changesCount, editionOf, sectionHead, sectionCriteria
    case criterionSubject, criterionSubjectOld
    case labelNote, labelScoring, labelMarks, labelComment, labelRubric, labelExemption, labelFacts, labelRule
    case changed, changedBy, added, removed, renamed, renumbered, reordered, otherLanguage
    case criterionAdded, criterionRemoved, criterionMoved, childrenReordered, place, placeTop

    package var placeholders: Set<String> {
        switch self {
        case .edition: ["edition"]
        case .source: ["document", "date"]
        case .pointsInAll: ["points", "pillars", "indicators"]
        case .points: ["points", "one"]
        case .thresholdShare: ["share"]
        case .numbered: ["number", "text"]
        case .byExpertsGrid: ["grid"]
        case .gridPoints: ["step"]
        case .gridPointsUpTo: ["step", "most"]
        case .gridScale: ["scale", "step", "most"]
        case .gridYesNo: ["most"]
        case .rubricLevel: ["points", "text"]
        case .commentBelow: ["share"]
        case .evidenceNoted: ["evidence", "note"]
        case .notApplicable: ["kinds", "fate"]
        case .facts: ["facts"]
        case .ruleBands, .ruleParts, .ruleAnyOf: ["clauses"]
        case .bandAny: ["points"]
        case .bandBelow: ["below", "points"]
        case .bandBetween: ["from", "below", "points"]
        case .bandFrom: ["from", "points"]
        case .ruleLinear: ["low", "lowPoints", "high", "highPoints"]
        case .ruleProportion: ["target", "points"]
        case .ruleDeduct: ["start", "deduction", "whole"]
        case .deductOver, .deductUnder, .deductAny: ["limit", "per", "each"]
        case .ruleEachPeriod: ["periods", "comparison", "points"]
        case .periodAbove, .periodAtLeast: ["benchmark"]
        case .rulePart: ["title", "points"]
        case .panelMinimum: ["minimum"]
        case .methodFrom, .methodFallback: ["count", "what", "method"]
        case .methodTooFew: ["count", "what"]
        case .group: ["sources", "weight", "share"]
        case .roundedTo, .roundedWhole: ["step", "mode", "places"]
        case .lineTotal: ["total", "line"]
        case .linePillars: ["line"]
        case .linePillar: ["title", "line"]
        case .grade: ["name", "lines"]
        case .tiesChain: ["keys", "last"]
        case .tiePoints: ["title"]
        case .rankingKinds: ["kinds"]
        case .adjustmentCap: ["cap"]
        case .item: ["title", "points"]
        case .benchmark: ["title", "values", "source"]
        case .benchmarkValue: ["period", "value"]
        case .benchmarkSource: ["source"]
        case .periodYear: ["period"]
        default: changePlaceholders
        }
    }

    private var changePlaceholders: Set<String> {
        switch self {
        case .changesOld, .changesNew: ["scheme"]
        case .changesCount: ["count", "one"]
        case .editionOf: ["title", "id", "edition", "status"]
        case .criterionSubject, .criterionSubjectOld: ["number", "title", "id"]
        case .changed, .reordered: ["label", "from", "to"]
        case .changedBy: ["label", "from", "to", "difference"]
        case .added, .removed: ["label", "text"]
        case .renamed: ["label", "text", "from", "to"]
        case .otherLanguage: ["change"]
        case .criterionAdded, .criterionRemoved: ["points", "place"]
        case .criterionMoved, .renumbered, .childrenReordered: ["from", "to"]
        case .place: ["title"]
        default: []
        }
    }
}
