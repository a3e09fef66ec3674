// 异议处理决定书: what was objected, what was decided and why, what changed, and how to go on.

package import AssessmentModel
import Scoring
import Telling
import Typesetting

/// What the template of decisions holds.
enum DecisionTemplate: LetterKind {
    enum Words: String, LetterWords {
        case documentTitle, number, title, salutation, opening
        case headingMatter, matter, textErased, evidence, headingHearing, hearing
        case headingDecision, decision, reasons, headingChanges, changes, changesNone, changesAwaited
        case headingRemedy, remedy
    }

    static let file = "decision.yaml"

    static func placeholders(of words: Words) -> Set<String> {
        let all = paperPlaceholders.union([
            "objection", "zone", "subject", "filedOn", "upheld", "report", "correction", "replaced", "evidence",
        ])
        return switch words {
        case .headingMatter, .headingHearing, .headingDecision, .headingChanges, .headingRemedy: all.union(["number"])
        default: all
        }
    }
}

/// An objection, or a report of somebody else, with its decision, as its zone may see it.
package struct DecidedObjection: Sendable, Equatable {
    /// What somebody wrote, with the names of the files that came with it.
    package struct Statement: Sendable, Equatable {
        /// nil where it was erased.
        let text: String?
        let evidence: [String]

        package init(_ text: String?, evidence: [String]) {
            self.text = text
            self.evidence = evidence
        }
    }

    let id: String
    let zone: ZoneID
    /// An indicator, a veto, or an item that gives or takes points.
    let subject: CriterionID
    let isReport: Bool
    let filedOn: String
    let grounds: Statement
    /// Of a report: what its zone said to it.
    let hearing: Statement?
    let isUpheld: Bool
    let reasons: String?
    let decidedOn: String
    /// The number of the correction that took it in, where there is one.
    let correction: String?

    package init(
        id: String, zone: ZoneID, subject: CriterionID, isReport: Bool, filedOn: String, grounds: Statement,
        hearing: Statement?, isUpheld: Bool, reasons: String?, decidedOn: String, correction: String?
    ) {
        self.id = id
        self.zone = zone
        self.subject = subject
        self.isReport = isReport
        self.filedOn = filedOn
        self.grounds = grounds
        self.hearing = hearing
        self.isUpheld = isUpheld
        self.reasons = reasons
        self.decidedOn = decidedOn
        self.correction = correction
    }
}

/// What a decision says.
struct DecisionView: Equatable {
    let content: LetterContent
    let objection: DecidedObjection
    /// nil where no result has taken it in yet.
    let change: ZoneChange?

    /// - Parameters:
    ///   - old: the result that was objected to.
    ///   - new: the one that took the decision in; nil where there is none, or none is needed.
    init(_ objection: DecidedObjection, from old: Wording, to new: Wording?) throws(ReportingError) {
        self.objection = objection
        var change: ZoneChange?
        if let new { change = try ZoneChange(of: objection.zone, from: old, to: new) }
        self.change = change
        let wording = new ?? old
        let values: [String: String?] = [
            "objection": objection.id, "zone": wording.results.names.fullName(of: objection.zone, in: wording.language),
            "subject": wording.subject(objection.subject), "filedOn": wording.date(objection.filedOn),
            "upheld": objection.isUpheld ? "1" : nil, "report": objection.isReport ? "1" : nil,
            "correction": objection.correction, "replaced": new == nil ? nil : old.results.snapshot.digest,
        ]
        content = LetterContent(wording, .decision, zone: objection.zone, day: objection.decidedOn, values)
    }
}

extension Wording {
    /// What an objection is about, by its title, an indicator with its number.
    fileprivate func subject(_ id: CriterionID) -> String {
        if let leaf = numbered(scheme.criteria).first(where: { $0.criterion.id == id }) {
            return "\(leaf.number) \(leaf.criterion.title.text(in: language))"
        }
        let items = scheme.vetoes + scheme.bonus.items + scheme.deductions.items
        return items.first { $0.id.text == id.text }?.title.text(in: language) ?? id.text
    }
}

/// The decision as a document of as many pages as it takes.
func compose(
    _ view: DecisionView, _ look: DocumentTemplate<LetterTemplate>, _ template: DocumentTemplate<DecisionTemplate>
) -> Document {
    let letter = Letter(content: view.content, look: look, texts: template)
    let objection = view.objection
    func said(_ statement: DecidedObjection.Statement) -> [Block] {
        let evidence = statement.evidence.map { "《\($0)》" }.joined(separator: "、")
        let named = template.text(.evidence)(["evidence": evidence])
        return (statement.text.map(letter.body) ?? letter.body(.textErased))
            + (statement.evidence.isEmpty ? [] : letter.body(named))
    }
    let reasons = objection.reasons.map(letter.body) ?? letter.body(.textErased)
    let changed: [Block] =
        switch view.change {
        case let change? where change.lines.isEmpty: letter.body(.changesNone)
        case let change?: letter.body(.changes) + letter.changes([change], isOfOne: true)
        case nil: letter.body(objection.isUpheld ? .changesAwaited : .changesNone)
        }
    return letter.document(
        letter.salutation(.salutation) + letter.body(.opening)
            + letter.sections([
                (.headingMatter, letter.body(.matter) + said(objection.grounds)),
                (.headingHearing, objection.hearing.map { letter.body(.hearing) + said($0) } ?? []),
                (.headingDecision, letter.body(.decision) + letter.body(.reasons) + reasons),
                (.headingChanges, changed), (.headingRemedy, letter.body(.remedy)),
            ]))
}
