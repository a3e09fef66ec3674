// The words in which a verdict is told: of a database, a bundle, a receipt, a paper.

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
    // A paper beside the ledger.
    case paperHolds, paperNoLonger, paperFails, paperClaims, paperDigest, paperCertificate, paperNamed, paperAdditions
    case paperAltered, paperForeign, paperUnnamed, paperStrange, paperExpired, paperRevoked, paperCorrected
    case paperReplaced, paperOldResult, paperAgainstWhat, paperNotPDF, aPaper, advicePaper
    case kindNotice, kindCorrection, kindFinding, kindDecision, kindCertificate, kindScoreSheet, kindExpertSheet
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
        case .paperHolds: ["subject", "origin"]
        case .paperNoLonger, .paperFails: ["subject", "why"]
        case .paperClaims: ["kind", "round", "zone", "code", "ledger", "snapshot"]
        case .paperDigest: ["digest", "part"]
        case .paperAdditions: ["subject", "origin", "why"]
        case .paperCertificate: ["certificate", "code", "from", "to"]
        case .paperNamed: ["name", "day", "round"]
        case .paperForeign: ["origin"]
        case .paperExpired, .paperRevoked: ["day"]
        case .paperCorrected: ["day", "certificate"]
        case .paperReplaced: ["day", "name"]
        case .paperOldResult: ["snapshot"]
        case .nothingThere, .paperNotPDF: ["subject"]
        case .optionsMeanNothing: ["options", "subject"]
        default: []
        }
    }
}
