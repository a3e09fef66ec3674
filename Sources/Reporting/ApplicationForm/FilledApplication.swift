// 申报书: an application on paper, to be stamped and scanned.

package import AssessmentModel
import Foundation
import Telling
import Typesetting

/// What the template of application forms holds.
enum ApplicationFormTemplate: TemplateKind {
    enum Words: String, TemplateKey {
        case documentTitle, title, zone, subtitle, label, labelNote
        case kind, prefecture, number, version, call, programme
        case headingConditions, columnCondition, columnMet, columnNote, met, notMet, unanswered
        case headingClaims, columnNumber, columnIndicator, columnPoints, columnClaim, columnText, files, missing, sum
        case headingFiles, columnFile, columnFor, columnDigest, whole, noFiles
        case declaration, stamp, head, date, opinion, opinionStamp, check, footer
    }

    enum Style: String, TemplateKey {
        case title, zone, subtitle, label, labelNote, fact, heading
        case columnHead, text, pillar, number, claim, missing, files, digest, note, body, sign, furniture
    }

    enum Ink: String, TemplateKey {
        case ink, quiet, accent, rule, pillarGround, taskGround, ground, missed
    }

    enum Place: String, TemplateKey {
        case title, zone, subtitle, label, labelNote
    }

    static let file = "application-form.yaml"

    static func placeholders(of words: Words) -> Set<String> {
        [
            "call", "programme", "zone", "kind", "prefecture", "number", "version", "day", "ledger", "draft",
            "specimen", "claimed", "most", "names",
        ]
    }
}

/// An application as its zone wrote it.
package struct FilledApplication: Sendable {
    package struct Condition: Sendable {
        let item: Requirement
        let isMet: Bool
        let note: String

        package init(item: Requirement, isMet: Bool, note: String) {
            self.item = item
            self.isMet = isMet
            self.note = note
        }
    }

    package struct Claim: Sendable {
        let indicator: CriterionID
        let points: Fraction?
        let text: String

        package init(indicator: CriterionID, points: Fraction?, text: String) {
            self.indicator = indicator
            self.points = points
            self.text = text
        }
    }

    package struct File: Sendable {
        /// nil: it speaks for the whole.
        let indicator: CriterionID?
        let name: String
        /// SHA-256 in hexadecimal.
        let digest: String

        package init(indicator: CriterionID?, name: String, digest: String) {
            self.indicator = indicator
            self.name = name
            self.digest = digest
        }
    }

    package let id: String
    package let zone: Zone
    package let call: Call
    package let programme: Programme
    package let scheme: Scheme
    /// How often it was handed in, this time counted.
    package let version: Int
    /// The day on which it was handed in; of a draft, that of the paper.
    package let day: String
    package let isDraft: Bool
    package let ledger: String
    package let conditions: [Condition]
    package let claims: [Claim]
    package let files: [File]

    package init(
        id: String, zone: Zone, call: Call, programme: Programme, scheme: Scheme, version: Int, day: String,
        isDraft: Bool, ledger: String, conditions: [Condition], claims: [Claim], files: [File]
    ) {
        self.id = id
        self.zone = zone
        self.call = call
        self.programme = programme
        self.scheme = scheme
        self.version = version
        self.day = day
        self.isDraft = isDraft
        self.ledger = ledger
        self.conditions = conditions
        self.claims = claims
        self.files = files
    }
}

/// What an application form says.
struct ApplicationFormView: Equatable {
    struct Condition: Equatable {
        let text: String
        /// nil: not answered.
        let isMet: Bool?
        let note: String
    }

    /// A criterion of the table.
    struct Line: Equatable {
        let number: String
        let title: String
        /// 0 for a pillar.
        let depth: Int
        let isLeaf: Bool
        let points: String
        /// Empty where there are none.
        let claim: String
        let text: String
        /// Of its files.
        let names: [String]
    }

    struct File: Equatable {
        let name: String
        /// The number of the indicator that it speaks for; nil for the whole.
        let indicator: String?
        let digest: String
    }

    /// By the placeholders of the template.
    let values: [String: String]
    let isMarked: Bool
    /// Whether a 设区市 looks at it first.
    let hasPrefecture: Bool
    let conditions: [Condition]
    let lines: [Line]
    let files: [File]
    let created: Date

    init(_ filled: FilledApplication, _ strings: Strings) {
        let language = strings.language
        let (scheme, zone) = (filled.scheme, filled.zone)
        let claims = Dictionary(filled.claims.map { ($0.indicator, $0) }) { first, _ in first }
        let asked = Set(scheme.criteria(for: zone.kind).filter { $0.indicator?.scoring == .experts }.map(\.id))
        let all = numbered(scheme.criteria)
        let numbers = Dictionary(all.map { ($0.criterion.id, $0.number) }) { first, _ in first }
        lines = all.filter { $0.criterion.holds(asked) }.map { item in
            let criterion = item.criterion
            let claim = claims[criterion.id]
            return Line(
                number: item.number, title: criterion.title.text(in: language), depth: item.depth,
                isLeaf: asked.contains(criterion.id), points: criterion.points.exactText,
                claim: claim?.points?.exactText ?? "", text: claim?.text ?? "",
                names: filled.files.filter { $0.indicator == criterion.id }.map(\.name))
        }
        conditions = filled.call.conditions.map { item in
            let said = filled.conditions.first { $0.item == item }
            return Condition(
                text: filled.programme.condition(item)?.text.text(in: language) ?? item.rawValue, isMet: said?.isMet,
                note: said?.note ?? "")
        }
        files = filled.files.map { file in
            File(name: file.name, indicator: file.indicator.map { numbers[$0] ?? $0.text }, digest: file.digest)
        }
        hasPrefecture = filled.programme.kind(zone.kind)?.route == .prefecture
        let claimed = filled.claims.compactMap(\.points).sum()
        let most = all.map(\.criterion).filter { asked.contains($0.id) }.map(\.points).sum()
        var values = [
            "call": filled.call.title.text(in: language), "programme": filled.programme.title.text(in: language),
            "zone": zone.name.text(in: language),
            "kind": filled.programme.kind(zone.kind)?.name.text(in: language) ?? zone.kind.rawValue,
            "number": filled.id, "version": "\(filled.version)",
            "day": Day(filled.day)?.text(in: language) ?? filled.day, "ledger": filled.ledger,
            "claimed": claimed.exactText, "most": most.exactText,
        ]
        values["prefecture"] = zone.prefecture
        if filled.isDraft { values["draft"] = "1" }
        if filled.scheme.status == .specimen { values["specimen"] = strings[.specimenScheme] }
        self.values = values
        isMarked = values["draft"] != nil || values["specimen"] != nil
        created = documentDate(of: filled.day)
    }
}

extension Criterion {
    /// Whether it or something below it is one of these.
    fileprivate func holds(_ ids: Set<CriterionID>) -> Bool {
        ids.contains(id) || children.contains { $0.holds(ids) }
    }
}
