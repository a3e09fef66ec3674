// The score sheet: what a zone got, where it lost points, why, and whom to ask.

import AssessmentModel
import Telling
import Typesetting

/// What the template of score sheets holds.
enum ScoreSheetTemplate: TemplateKind {
    enum Words: String, TemplateKey {
        case documentTitle, title, zone, subtitle, scan, specimen, specimenNote
        case labelVerdict, labelTotal, labelRank, labelGrade, labelBonus, labelAdjustments, totalOf
        case headingPillars, partsNote, baseNote, headingReasons, headingLosses, headingTable, headingComments,
            headingObjection
        case chartAlternative, chartLine
        case columnSubject, columnFinding, columnOutcome
        case columnNumber, columnIndicator, columnMarks, columnPoints, columnScore, columnLost, columnDepartments
        case columnSeat, columnComment
        case departments, commentScore, commentsNone, legend, legendNumbers
        case objection, verification, check, runningHead, footer
    }

    enum Style: String, TemplateKey {
        case title, zone, subtitle, caption, specimen, specimenNote
        case label, value, valueLarge, valueNote, heading, chart, chartValue, chartNote
        case head, text, textStrong, number, numberStrong, pillar, mark, id, departments, note, comment, lost, missed
        case body, furniture
    }

    enum Ink: String, TemplateKey {
        case ink, quiet, accent, rule, ground, pillarGround, taskGround, bar, barMissed, barGround, passLine
        case accentGood, missed, lossSome, lossMuch
    }

    enum Place: String, TemplateKey {
        case title, zone, subtitle, code, caption, specimen, specimenNote
    }

    static let file = "score-sheet.yaml"

    static func placeholders(of words: Words) -> Set<String> {
        let all: Set<String> = [
            "zone", "zoneID", "kind", "round", "scheme", "source", "issuer", "document", "date", "verdict", "rank",
            "ranked", "total", "grade", "points", "bonus", "noticeFrom", "noticeTo", "objections", "hash", "ledger",
            "closedBy", "method", "marks", "rounding", "reason", "specimen", "difference", "apart",
            "address", "key",
        ]
        return switch words {
        case .departments: ["departments"]
        case .commentScore: ["score", "points"]
        case .chartLine: ["line"]
        case .columnMarks, .columnNumber: []
        default: all
        }
    }
}

/// The score sheet as a document of as many pages as it takes.
func compose(
    _ view: ScoreSheetView, _ template: DocumentTemplate<ScoreSheetTemplate>
) -> Document {
    let sheet = ScoreSheet(view: view, template: template)
    let section = Section(
        margins: Insets(top: .mm(20), left: .mm(17), bottom: .mm(19), right: .mm(17)),
        fixed: sheet.masthead, firstPageRoom: .mm(32),
        flow: sheet.summary + sheet.pillars + sheet.verdict + sheet.losses + sheet.table + sheet.comments
            + sheet.remedy,
        furniture: sheet.furniture)
    return Document(sheet.information, sections: [section])
}

/// The parts of one sheet, each a property named after its place in `compose`.
struct ScoreSheet {
    typealias Kind = ScoreSheetTemplate

    let view: ScoreSheetView
    let template: DocumentTemplate<Kind>

    var language: Language { template.language }

    /// Between the margins.
    static let width = Length.mm(176)

    var values: [String: String] {
        var values = view.values
        values["specimen"] =
            view.specimen.isEmpty ? nil : view.specimen.joined(separator: language == .english ? " " : "")
        return values
    }

    func string(_ words: Kind.Words, _ values: [String: String]? = nil) -> String {
        template.text(words)(values ?? self.values)
    }

    func paragraph(_ words: Kind.Words, _ style: Kind.Style, _ alignment: Alignment = .start) -> Paragraph? {
        template.paragraph(words, style, values, alignment)
    }

    func style(_ style: Kind.Style, _ alignment: Alignment = .start) -> ParagraphStyle {
        template[style].paragraph(alignment)
    }

    func heading(_ words: Kind.Words) -> Block {
        var style = style(.heading)
        style.spaceBefore = .mm(6.5)
        style.spaceAfter = .mm(2)
        style.keepsWithNext = true
        return .paragraph(.heading(1, string(words), style))
    }

    var information: DocumentInformation {
        DocumentInformation(
            title: string(.documentTitle), author: view.values["issuer"] ?? "", subject: view.values["round"] ?? "",
            keywords: [view.values["hash"] ?? ""], created: view.created, language: language.rawValue,
            properties: view.claims.entries)
    }

    // MARK: Fixed and repeated

    var masthead: [Placed] {
        let box = template[Kind.Place.code]
        let code = QRCode(
            view.address, at: box.origin, side: min(box.width, box.height), level: .quartile, colour: template[.ink])
        return frame(.title, .title, at: .title) + frame(.zone, .zone, at: .zone, .bottom, shrinksTo: .pt(11))
            + frame(.subtitle, .subtitle, at: .subtitle, shrinksTo: .pt(6)) + [.qr(code)]
            + frame(.scan, .caption, at: .caption, alignment: .centre) + specimen
    }

    private var specimen: [Placed] {
        guard !view.specimen.isEmpty else { return [] }
        let box = template[Kind.Place.specimen]
        let border = Drawing.rectangle(box, cornerRadius: .mm(0.6), stroke: Stroke(.pt(0.8), template[.accent]))
        return [.drawing(border)]
            + frame(.specimen, .specimen, at: .specimen, .middle, alignment: .centre, shrinksTo: .pt(5))
            + frame(.specimenNote, .specimenNote, at: .specimenNote, .middle, shrinksTo: .pt(5.5))
    }

    private func frame(
        _ words: Kind.Words, _ style: Kind.Style, at place: Kind.Place, _ vertical: VerticalAlignment = .top,
        alignment: Alignment = .start, shrinksTo: Length? = nil
    ) -> [Placed] {
        guard let paragraph = paragraph(words, style, alignment) else { return [] }
        return [
            .text(
                TextFrame(
                    ElementID(words.rawValue), template[place], [paragraph], vertical: vertical, shrinksTo: shrinksTo))
        ]
    }

    var furniture: [Furniture] {
        let rule = Drawing.line(.mm(17, 15.5), .mm(193, 15.5), Stroke(.pt(0.5), template[.rule]))
        let band = Drawing.rectangle(.mm(0, 0, 210, 3.2), fill: template[.accent])
        let head = TextFrame(
            "runningHead", .mm(17, 9.5, 176, 5),
            [Paragraph(string(.runningHead), style(.furniture))], vertical: .middle,
            shrinksTo: .pt(4))
        let foot = TextFrame(
            "footer", .mm(17, 283, 150, 5), [Paragraph(string(.footer), style(.furniture))], vertical: .middle,
            shrinksTo: .pt(4))
        let number = TextFrame(
            "pageNumber", .mm(167, 283, 26, 5),
            [Paragraph([.pageNumber, " / ", .pageCount], style(.furniture, .end))], vertical: .middle)
        return [
            Furniture(on: .first, [.drawing(band)]),
            Furniture(on: .exceptFirst, [.drawing(rule), .text(head)]),
            Furniture([.text(foot), .text(number)]),
        ]
    }
}
