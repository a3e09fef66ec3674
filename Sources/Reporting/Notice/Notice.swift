// The public notice with the ranked list.

import AssessmentModel
import Telling
import Typesetting

/// What the template of notices holds.
enum NoticeTemplate: LetterKind {
    enum Words: String, LetterWords {
        case documentTitle, number, title, opening
        case headingResults, results, headingTies, ties, headingUnranked, unranked, headingObjections, objections
        case attachment
    }

    static let file = "notice.yaml"

    static func placeholders(of words: Words) -> Set<String> {
        let all = paperPlaceholders.union([
            "zones", "listed", "withdrawn", "ranked", "unranked", "passed", "failed", "experts", "method", "rounding",
        ])
        return switch words {
        case .headingResults, .headingTies, .headingUnranked, .headingObjections: all.union(["number"])
        default: all
        }
    }
}

/// The notice as a document of as many pages as it takes.
func compose(
    _ view: NoticeView, _ look: DocumentTemplate<LetterTemplate>, _ template: DocumentTemplate<NoticeTemplate>
) -> Document {
    let letter = Letter(content: view.content, look: look, texts: template)
    let ties = view.ties.isEmpty ? [] : letter.body(.ties) + view.ties.flatMap(letter.body)
    let unranked = view.unranked.isEmpty ? [] : letter.body(.unranked) + view.unranked.flatMap(letter.body)
    return letter.document(
        letter.body(.opening)
            + letter.sections([
                (.headingResults, letter.body(.results) + letter.ranked(view.ranked)), (.headingTies, ties),
                (.headingUnranked, unranked), (.headingObjections, letter.body(.objections)),
            ]) + letter.attachment(.attachment))
}
