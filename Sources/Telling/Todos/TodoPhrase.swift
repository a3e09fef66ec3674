// What waits for somebody, in words: the same on the command line and on pages.

package import AssessmentModel
package import Foundation

/// A phrase of `todos.<language>.yaml`, called as what waits is.
package enum TodoPhrase: String, PhraseKey {
    package static let book = "todos"

    case mendApplication = "mend-application"
    case recommendApplication = "recommend-application"
    case acceptApplication = "accept-application"
    case acceptSeat = "accept-seat"
    case sealSheet = "seal-sheet"
    case answerReread = "answer-reread"
    case reviseMark = "revise-mark"
    case supplyEvidence = "supply-evidence"
    case hearReport = "hear-report"
    case receiveDecision = "receive-decision"
    case commitDraw = "commit-draw"
    case holdDraw = "hold-draw"
    case openRound = "open-round"
    case recordFacts = "record-facts"
    case answerQuestion = "answer-question"
    case decideRevision = "decide-revision"
    case decideReopening = "decide-reopening"
    case closeRound = "close-round"
    case publishNotice = "publish-notice"
    case decideObjection = "decide-objection"
    case concludeObjections = "conclude-objections"
    case finaliseRound = "finalise-round"
    case issueCertificates = "issue-certificates"
    case reissueCertificate = "reissue-certificate"
    case revokeCertificate = "revoke-certificate"
    case confirmAct = "confirm-act"
    case adoptRules = "adopt-rules"

    package var placeholders: Set<String> {
        switch self {
        case .mendApplication, .recommendApplication, .acceptApplication: ["application"]
        case .sealSheet, .recordFacts, .closeRound, .issueCertificates: ["count"]
        case .answerReread, .reviseMark: ["indicator"]
        case .supplyEvidence, .answerQuestion, .decideRevision: ["indicator", "event"]
        case .decideReopening, .confirmAct, .adoptRules: ["event"]
        case .hearReport, .receiveDecision: ["objection"]
        case .decideObjection: ["objection", "indicator"]
        default: []
        }
    }
}

/// The phrases of what waits in both languages, or every problem in their files.
package func loadTodoPhrases(in folder: URL) -> Loaded<[Language: Phrasebook<TodoPhrase>]> {
    loadedInEachLanguage { Phrasebook<TodoPhrase>($0, in: folder, log: $1) }
}
