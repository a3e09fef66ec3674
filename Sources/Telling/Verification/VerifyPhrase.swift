// The words in which a verdict is told: of a database, a bundle, a receipt.

/// A sentence by its key in `verify.<language>.yaml`.
package enum VerifyPhrase: String, PhraseKey {
    package static let book = "verify"

    // It holds.
    case holds, holdsLog, holdsRanking
    case size, checkpoints, keyTrusted, keyOwn
    case round, ranked, staged, rank
    case erased, olderRules, unsigned, unsignedProven
    // A receipt holds.
    case receiptHolds, receiptMeaning, receiptSize
    case agrees, recused
    case fieldRound, fieldZone
    // A receipt beside a bundle that says otherwise, or nothing.
    case notCompared, differs, difference, differsMeaning
    // It does not hold.
    case fails, technical
    case meansChanged, meansRules, meansRanking, meansIncomplete, meansOtherKey
    case adviceBundle, adviceDatabase, adviceReceipt, adviceKey
    // What is asked for wrongly.
    case nothingThere, optionsMeanNothing, aBundle, aDatabase, aReceipt

    /// Each stands only where the program gives its value.
    package var placeholders: Set<String> {
        switch self {
        case .holds: ["origin"]
        case .size, .receiptSize: ["size", "root"]
        case .checkpoints: ["count", "one", "key"]
        case .round: ["round", "drawn", "seats", "oneSeat", "marks", "oneMark", "state"]
        case .ranked: ["snapshot"]
        case .staged: ["stage"]
        case .rank: ["rank", "name", "zone", "total", "verdict"]
        case .erased, .unsigned, .unsignedProven: ["count", "one"]
        case .olderRules: ["edition", "newest"]
        case .receiptHolds: ["seq", "origin", "type", "day"]
        case .agrees, .recused: ["bundle"]
        case .notCompared: ["bundle", "why"]
        case .differs: ["bundle"]
        case .difference: ["what"]
        case .fails: ["subject", "why", "meaning"]
        case .technical: ["line"]
        case .nothingThere: ["subject"]
        case .optionsMeanNothing: ["options", "subject"]
        default: []
        }
    }
}
