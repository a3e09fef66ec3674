// 认定通报: who is recognised by the final result, by rank and by grade, and who is not.

import AssessmentModel
import Scoring
import Telling
import Typesetting

/// What the template of findings holds.
enum FindingTemplate: LetterKind {
    enum Words: String, LetterWords {
        case documentTitle, number, title, opening
        case headingPassed, passed, passedNone, headingGrades, groupLine, headingOthers, others, headingTerm, term
    }

    static let file = "finding.yaml"

    static func placeholders(of words: Words) -> Set<String> {
        let all = paperPlaceholders.union([
            "finding", "corrected", "years", "zones", "listed", "withdrawn", "ranked", "unranked", "passed", "failed",
            "experts", "method", "rounding",
        ])
        return switch words {
        case .headingPassed, .headingGrades, .headingOthers, .headingTerm: all.union(["number"])
        case .groupLine: ["name", "count", "zones"]
        default: all
        }
    }
}

/// A finding as the ledger tells it.
package struct PublishedFinding: Sendable, Equatable {
    /// 发文字号 of the finding.
    let number: String
    let day: String
    /// How many corrections the result has behind it.
    let corrections: Int

    package init(number: String, day: String, corrections: Int) {
        self.number = number
        self.day = day
        self.corrections = corrections
    }
}

/// What a finding says.
struct FindingView: Equatable {
    /// Zones under one word: a grade, a verdict.
    struct Group: Equatable {
        let name: String
        let count: Int
        let zones: String
    }

    let content: LetterContent
    let passed: [RankedLine]
    /// Best first, those without a grade last; empty where the scheme has none.
    let grades: [Group]
    /// Who is not recognised, by verdict.
    let others: [Group]

    init(_ finding: PublishedFinding, _ wording: Wording) {
        let scores = wording.results.scores
        let recognised = scores.filter { $0.verdict == .pass }
        func group(_ name: String, _ scores: [ZoneScore]) -> Group? {
            guard !scores.isEmpty else { return nil }
            let names = scores.map { wording.results.names.fullName(of: $0.zone, in: wording.language) }
            return Group(name: name, count: scores.count, zones: wording.strings.list(names))
        }
        passed = recognised.map { RankedLine($0, wording) }
        grades = wording.scheme.grades.enumerated().compactMap { index, grade in
            group(grade.name.text(in: wording.language), recognised.filter { $0.grade == index })
        }
        others = Verdict.allCases.filter { $0 != .pass }.compactMap { verdict in
            group(wording.verdict(verdict), scores.filter { $0.verdict == verdict })
        }
        var values = wording.counts
        values["finding"] = finding.number
        values["years"] = "\(wording.results.round.validYears)"
        values["corrected"] = finding.corrections == 0 ? nil : "\(finding.corrections)"
        // Of the parts of those that are not listed here nothing is said.
        values["difference"] = wording.roundingGap(recognised).map(wording.given)
        content = LetterContent(wording, .finding, day: finding.day, values)
    }
}

/// The finding as a document of as many pages as it takes.
func compose(
    _ view: FindingView, _ look: DocumentTemplate<LetterTemplate>, _ template: DocumentTemplate<FindingTemplate>
) -> Document {
    let letter = Letter(content: view.content, look: look, texts: template)
    func lines(_ groups: [FindingView.Group]) -> [Block] {
        groups.flatMap { group in
            letter.body(
                template.text(.groupLine)(["name": group.name, "count": "\(group.count)", "zones": group.zones]))
        }
    }
    let passed =
        view.passed.isEmpty ? letter.body(.passedNone) : letter.body(.passed) + letter.ranked(view.passed)
    return letter.document(
        letter.body(.opening)
            + letter.sections([
                (.headingPassed, passed), (.headingGrades, lines(view.grades)),
                (.headingOthers, view.others.isEmpty ? [] : letter.body(.others) + lines(view.others)),
                (.headingTerm, view.passed.isEmpty ? [] : letter.body(.term)),
            ]))
}
