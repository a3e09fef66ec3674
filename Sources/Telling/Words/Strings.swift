// The words and sentences that documents and tables share.

package import AssessmentModel
package import Foundation

/// A word or sentence by its key in `strings.<language>.yaml`.
package enum Phrase: String, PhraseKey {
    package static let book = "strings"

    // Verdicts and kinds.
    case verdictPass, verdictFail, verdictVetoed, verdictIncomplete, verdictWithdrawn
    case kindCity, kindDirectCounty, kindCounty
    case specimenMark, specimenScheme, specimenRound
    // Punctuation of lists and reasons.
    case listSeparator, clauseSeparator, absent
    case departmentsMore
    // The ranked table.
    case columnRank, columnZone, columnKind, columnTotal, columnVerdict, columnGrade, columnNote, columnUnrounded
    case partsRounded, baseApart
    case rankShared, rankWithinKind
    // Totals and pass lines.
    case totalBase, totalBaseBoth, totalBaseDeducted, totalPublished, totalExact, lineMet, lineMissed, lineMetSign,
        lineMissedSign
    // Reasons of a verdict.
    case subjectVeto, subjectBonus, subjectDeductions, subjectTie, subjectRecused, subjectMissing, subjectMissed
    case subjectWithdrawn, withdrawnFound
    case vetoFound, bonusItem, bonusNone, deductionsNone, bonusCounted, bonusCapped
    case incompleteCells, incompleteCellsMore
    case tieWith, tieKey, tieKeyAbsent, tieKeysCompared, tieDecided, tieShared
    case tieLowestPillar, tieMedianOfTotals, tieExactTotal, tieRulePoints, tiePillar, tieGroup, tieGroupShared, tieRank
    case zoneReason
    // How marks became a score.
    case methodMean, methodMedian, methodTrimmedMean, methodWinsorisedMean
    case panelFallback, panelTooFew, panelGroupFallback, levelTotal, groupsApart, groupWeight
    case marksScale, marksPoints, marksYesNo, markYes, markNo
    case sourceDepartment, sourceUniversity, sourceAssociation, sourceEnterprise, sourceThirdParty
    // Criteria that do not apply to a zone.
    case notApplicable, notApplicableShared
    // How facts became points.
    case rulePoints, ruleBands, ruleLinear, ruleProportion, ruleDeductOver, ruleDeductUnder, ruleDeductNone
    case rulePeriodMet, rulePeriodMissed, rulePartMet, rulePartMissed, ruleBest, ruleFactMissing
    // How numbers are printed.
    case numbersExact, numbersRounded, compareExact, compareRounded
    case roundingHalfUp, roundingHalfEven, roundingDown

    package var placeholders: Set<String> {
        switch self {
        case .departmentsMore: ["departments", "count"]
        case .rankShared, .rankWithinKind: ["rank"]
        case .partsRounded: ["difference"]
        case .baseApart: ["apart"]
        case .totalExact: ["total", "exact"]
        case .bonusItem, .rulePartMet, .rulePartMissed: ["title", "points"]
        case .tieKey: ["title", "value"]
        case .tieKeyAbsent, .vetoFound: ["title"]
        case .bonusCounted, .bonusCapped: ["items", "points", "cap"]
        case .incompleteCells, .incompleteCellsMore: ["titles", "count"]
        case .tieWith, .tieShared: ["zones"]
        case .tieKeysCompared: ["keys"]
        case .tieDecided: ["key"]
        case .tiePillar: ["title"]
        case .tieGroup: ["zones", "total", "reasons"]
        case .tieGroupShared: ["zones", "total", "keys", "rank"]
        case .tieRank: ["rank"]
        case .zoneReason: ["zone", "reason"]
        case .methodTrimmedMean, .methodWinsorisedMean: ["high", "low"]
        case .panelFallback: ["count", "minimum", "method"]
        case .panelTooFew: ["count"]
        case .panelGroupFallback: ["group", "count", "minimum", "method"]
        case .groupsApart: ["count", "groups"]
        case .groupWeight: ["group", "sources", "weight"]
        case .marksScale: ["scale"]
        case .rulePoints: ["reading", "points"]
        case .ruleBands: ["value", "band"]
        case .ruleLinear: ["value", "low", "lowPoints", "high", "highPoints"]
        case .ruleProportion: ["value", "target", "most"]
        case .ruleDeductOver, .ruleDeductUnder: ["value", "limit", "per", "each", "start"]
        case .ruleDeductNone: ["value", "limit"]
        case .rulePeriodMet, .rulePeriodMissed: ["period", "value", "benchmark", "sign"]
        case .ruleBest: ["best", "others"]
        case .ruleFactMissing: ["facts"]
        case .numbersRounded: ["places", "mode"]
        default: []
        }
    }
}

/// What all documents and tables are told with, in one language.
package typealias Strings = Phrasebook<Phrase>

extension Strings {
    /// Items as a list of equals: A、B、C.
    package func list(_ items: [String]) -> String { items.joined(separator: self[.listSeparator]) }

    /// Clauses of one statement: A；B；C.
    func clauses(_ items: [String]) -> String { items.joined(separator: self[.clauseSeparator]) }
}

/// The words that tables share in both languages, or every problem in their files.
package func loadStrings(in folder: URL) -> Loaded<[Language: Strings]> {
    loadedInEachLanguage { Strings($0, in: folder, log: $1) }
}
