// What mails say: the keys of `mail.<language>.yaml`.

package import AssessmentModel
package import Foundation

/// Every phrase of a mail.
package enum MailPhrase: String, PhraseKey {
    package static let book = "mail"

    case sender, subject, lead, line, lineBy, lineLate, several, more, place, off

    package var placeholders: Set<String> {
        switch self {
        case .subject: ["count", "one", "late"]
        case .lead: ["count", "one"]
        case .line: ["what"]
        case .lineBy, .lineLate: ["what", "day"]
        case .several: ["what", "count"]
        case .more: ["count"]
        case .place: ["address"]
        case .sender, .off: []
        }
    }
}

/// The phrases of mails in both languages, or every problem in their files.
package func loadMailPhrases(in folder: URL) -> Loaded<[Language: Phrasebook<MailPhrase>]> {
    loadedInEachLanguage { Phrasebook<MailPhrase>($0, in: folder, log: $1) }
}
