// 评分表: an expert's own sheet, to be signed by hand.

package import AssessmentModel
import Foundation
import Telling
import Typesetting

/// What the template of expert's sheets holds.
enum ExpertSheetTemplate: TemplateKind {
    enum Words: String, TemplateKey {
        case documentTitle, title, zone, subtitle, seat, state, specimen, specimenNote
        case columnNumber, columnIndicator, columnPoints, columnMark, columnComment
        case legend, declaration, signature, date, check, footer
    }

    enum Style: String, TemplateKey {
        case title, zone, subtitle, specimen, specimenNote, fact
        case head, text, pillar, number, mark, missing, comment, note, body, sign, furniture
    }

    enum Ink: String, TemplateKey {
        case ink, quiet, accent, rule, pillarGround, taskGround, ground, missed
    }

    enum Place: String, TemplateKey {
        case title, zone, subtitle, specimen, specimenNote
    }

    static let file = "expert-sheet.yaml"

    static func placeholders(of words: Words) -> Set<String> {
        [
            "round", "scheme", "issuer", "zone", "seat", "code", "sealed", "event", "readBack", "marks", "marked",
            "asked", "ledger", "key", "specimen",
        ]
    }
}

/// A sheet as its expert sees it.
package struct FilledSheet: Sendable {
    package let plan: RoundPlan
    package let scheme: Scheme
    package let zone: Zone
    package let seat: SeatID
    /// The indicators that experts score at the zone, in the scheme's order.
    package let asked: [CriterionID]
    package let marks: [CriterionID: Fraction]
    package let comments: [CriterionID: String]
    /// The index of the event that sealed it; nil for an open one.
    package let sealedBy: Int?
    /// The code of what is on it.
    package let readBack: String
    /// The ledger's verifier key.
    package let key: String?
    /// The day of the paper.
    package let day: String

    package init(
        plan: RoundPlan, scheme: Scheme, zone: Zone, seat: SeatID, asked: [CriterionID],
        marks: [CriterionID: Fraction], comments: [CriterionID: String], sealedBy: Int?, readBack: String, key: String?,
        day: String
    ) {
        self.plan = plan
        self.scheme = scheme
        self.zone = zone
        self.seat = seat
        self.asked = asked
        self.marks = marks
        self.comments = comments
        self.sealedBy = sealedBy
        self.readBack = readBack
        self.key = key
        self.day = day
    }
}

/// What an expert's sheet says.
struct ExpertSheetView: Equatable {
    /// A criterion of the table.
    struct Line: Equatable {
        let number: String
        let title: String
        /// 0 for a pillar.
        let depth: Int
        let isLeaf: Bool
        let points: String
        /// Empty where there is none.
        let mark: String
        let comment: String
    }

    /// By the placeholders of the template.
    let values: [String: String]
    let specimen: [String]
    /// Those that experts score, below the pillars and tasks that they belong to.
    let lines: [Line]
    let created: Date
    let claims: PaperClaims

    init(_ sheet: FilledSheet, _ strings: Strings) {
        let language = strings.language
        let asked = Set(sheet.asked)
        let label = sheet.seat.text.prefix(4).uppercased()
        lines = numbered(sheet.scheme.criteria).filter { $0.criterion.holds(asked) }.map { item in
            let criterion = item.criterion
            let isLeaf = asked.contains(criterion.id)
            return Line(
                number: item.number, title: criterion.title.text(in: language), depth: item.depth, isLeaf: isLeaf,
                points: criterion.points.exactText,
                mark: sheet.marks[criterion.id].map { strings.mark($0, on: sheet.scheme.grid(of: criterion)) } ?? "",
                comment: sheet.comments[criterion.id] ?? "")
        }
        specimen =
            (sheet.plan.isSpecimen ? [strings[.specimenRound]] : [])
            + (sheet.scheme.status == .specimen ? [strings[.specimenScheme]] : [])
        let marked = sheet.asked.count { sheet.marks[$0] != nil }
        var values = [
            "round": sheet.plan.title.text(in: language), "scheme": sheet.scheme.title.text(in: language),
            "issuer": sheet.plan.issuer.text(in: language), "zone": sheet.zone.name.text(in: language),
            "seat": label, "code": sheet.seat.text, "readBack": sheet.readBack,
            "marks": strings.meaning(of: sheet.scheme.marks), "marked": "\(marked)", "asked": "\(sheet.asked.count)",
            "ledger": sheet.plan.ledger,
        ]
        values["key"] = sheet.key
        if let event = sheet.sealedBy {
            values["sealed"] = "1"
            values["event"] = "\(event)"
        }
        values["specimen"] =
            specimen.isEmpty ? nil : specimen.joined(separator: language == .english ? " " : "")
        self.values = values
        created = documentDate(of: sheet.day)
        claims = PaperClaims(.expertSheet, ledger: sheet.plan.ledger, round: sheet.plan.id, zone: sheet.zone.id)
    }
}

extension Criterion {
    /// Whether it or something below it is one of these.
    fileprivate func holds(_ ids: Set<CriterionID>) -> Bool {
        ids.contains(id) || children.contains { $0.holds(ids) }
    }
}
