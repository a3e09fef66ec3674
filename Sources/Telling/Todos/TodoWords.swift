// What waits for somebody, in words: the same on the command line and on pages.

package import AssessmentModel
package import Foundation

/// Each kind has a phrase of its name in `todos.<language>.yaml`.
extension TodoKind: PhraseKey {
    package static let book = "todos"

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
package func loadTodoPhrases(in folder: URL) -> Loaded<[Language: Phrasebook<TodoKind>]> {
    loadedInEachLanguage { Phrasebook<TodoKind>($0, in: folder, log: $1) }
}
