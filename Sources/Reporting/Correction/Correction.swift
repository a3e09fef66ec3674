// 更正公示: that a result was replaced, why, what changed, and the whole of what holds now.

import AssessmentModel
import Scoring
import Telling
import Typesetting

/// What the template of corrections holds.
enum CorrectionTemplate: LetterKind {
    enum Words: String, LetterWords {
        case documentTitle, number, title, opening
        case headingStatement, statement, headingChanges, changes, changesNone, headingResults, results
        case headingUnranked, unranked, headingObjections, objections
    }

    static let file = "correction.yaml"

    static func placeholders(of words: Words) -> Set<String> {
        let all = paperPlaceholders.union([
            "correction", "statement", "replaced", "was", "renewed", "changed", "zones", "listed", "withdrawn",
            "ranked",
            "unranked", "passed", "failed", "experts", "method", "rounding",
        ])
        return switch words {
        case .headingStatement, .headingChanges, .headingResults, .headingUnranked, .headingObjections:
            all.union(["number"])
        default: all
        }
    }
}

/// A correction as the ledger tells it.
package struct PublishedCorrection: Sendable, Equatable {
    /// 发文字号 of the correction.
    let number: String
    /// What is said in public; the reason beside it is concealed.
    let statement: String
    let day: String
    /// When what it corrects was made public.
    let before: String
    /// The days of a new notice, where there is one.
    let window: (from: String, to: String)?

    package init(
        number: String, statement: String, day: String, before: String, window: (from: String, to: String)? = nil
    ) {
        self.number = number
        self.statement = statement
        self.day = day
        self.before = before
        self.window = window
    }

    package static func == (a: PublishedCorrection, b: PublishedCorrection) -> Bool {
        (a.number, a.statement, a.day, a.before, a.window?.from, a.window?.to)
            == (b.number, b.statement, b.day, b.before, b.window?.from, b.window?.to)
    }
}

/// What a correction says.
struct CorrectionView: Equatable {
    let content: LetterContent
    let changes: [ZoneChange]
    let ranked: [RankedLine]
    let unranked: [String]

    init(_ correction: PublishedCorrection, from old: Wording, to new: Wording) throws(ReportingError) {
        changes = try Reporting.changes(from: old, to: new)
        ranked = new.rankedLines
        unranked = new.unrankedNotes
        var values = new.counts
        values["correction"] = correction.number
        values["statement"] = correction.statement
        values["replaced"] = old.results.snapshot.digest
        values["was"] = new.date(correction.before)
        values["changed"] = "\(changes.count)"
        if let window = correction.window {
            values["renewed"] = "1"
            values["noticeFrom"] = new.date(window.from)
            values["noticeTo"] = new.date(window.to)
        }
        content = LetterContent(new, .correction, day: correction.day, values)
    }
}

/// The correction as a document of as many pages as it takes.
func compose(
    _ view: CorrectionView, _ look: DocumentTemplate<LetterTemplate>, _ template: DocumentTemplate<CorrectionTemplate>
) -> Document {
    let letter = Letter(content: view.content, look: look, texts: template)
    let changes =
        view.changes.isEmpty
        ? letter.body(.changesNone)
        : letter.body(.changes) + letter.changes(view.changes)
            + letter.note(.partsNote, ["difference": view.content.values["difference"]])
    let unranked = view.unranked.isEmpty ? [] : letter.body(.unranked) + view.unranked.flatMap(letter.body)
    return letter.document(
        letter.body(.opening)
            + letter.sections([
                (.headingStatement, letter.body(.statement)), (.headingChanges, changes),
                (.headingResults, letter.body(.results) + letter.ranked(view.ranked)), (.headingUnranked, unranked),
                (.headingObjections, letter.body(.objections)),
            ]))
}
