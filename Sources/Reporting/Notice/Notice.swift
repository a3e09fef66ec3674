// The public notice with the ranked list, in the layout of GB/T 9704-2012.

import AssessmentModel
import Telling
import Typesetting

/// What the template of notices holds.
enum NoticeTemplate: TemplateKind {
    enum Words: String, TemplateKey {
        case documentTitle, issuer, number, title, opening, specimen, specimenNote
        case headingResults, results, partsNote, headingTies, ties, headingUnranked, unranked
        case headingObjections, objections, headingVerification, verification, scan, hash
        case columnRank, columnZone, columnKind, columnTotal, columnGrade, columnVerdict
        case attachment, signature, seal, date
    }

    enum Style: String, TemplateKey {
        case issuer, number, title, body, heading, tableHead, tableText, tableNumber, signature, seal
        case page, caption, hash, note, specimen, specimenNote
    }

    enum Ink: String, TemplateKey {
        case ink, quiet, red, rule, ground
    }

    enum Place: String, TemplateKey {
        case issuer, number, rule, specimen, specimenNote
    }

    static let file = "notice.yaml"

    static func placeholders(of words: Words) -> Set<String> {
        let all: Set<String> = [
            "round", "scheme", "source", "issuer", "document", "opened", "closed", "date", "noticeFrom", "noticeTo",
            "objections", "zones", "listed", "withdrawn", "ranked", "unranked", "passed", "failed", "experts", "points",
            "hash", "ledger", "closedBy", "method", "rounding", "specimen", "difference",
        ]
        return switch words {
        case .headingResults, .headingTies, .headingUnranked, .headingObjections: all.union(["number"])
        default: all
        }
    }
}

/// The notice as a document of as many pages as it takes.
func compose(
    _ view: NoticeView, _ template: DocumentTemplate<NoticeTemplate>
) -> Document {
    let notice = Notice(view: view, template: template)
    let section = Section(
        margins: Insets(top: .mm(37), left: .mm(28), bottom: .mm(35), right: .mm(26)), lineGrid: Notice.line,
        fixed: notice.masthead, firstPageRoom: Notice.line * 9,
        flow: notice.opening + notice.results + notice.ties + notice.unranked + notice.objections
            + notice.closing + notice.verification,
        furniture: notice.pageNumbers)
    return Document(notice.information, sections: [section])
}

/// The parts of one notice, each a property named after its place in `compose`.
struct Notice {
    typealias Kind = NoticeTemplate

    let view: NoticeView
    let template: DocumentTemplate<Kind>

    var language: Language { template.language }

    /// 22 lines in 225 mm (GB/T 9704-2012, 5.2.2).
    static let line = Length.mm(225.0 / 22)
    static let width = Length.mm(156)

    var values: [String: String] {
        var values = view.values
        values["specimen"] = view.specimen.isEmpty ? nil : view.specimen.joined(separator: "\n")
        return values
    }

    func string(_ words: Kind.Words) -> String { template.text(words)(values) }

    var information: DocumentInformation {
        DocumentInformation(
            title: string(.documentTitle), author: view.values["issuer"] ?? "", subject: view.values["round"] ?? "",
            keywords: [view.values["hash"] ?? ""], created: view.created, language: language.rawValue)
    }

    // MARK: The head of the first page

    /// Issuer, number and red rule (7.2.4 to 7.2.7), and the mark of a specimen where 份号 and 密级 stand.
    var masthead: [Placed] {
        let rule = template[Kind.Place.rule]
        let red = Drawing.line(rule.origin, Point(x: rule.maxX, y: rule.minY), Stroke(.pt(1.6), template[.red]))
        return specimen
            + frame(
                .issuer, .issuer, in: .issuer, .centre,
                fit: .shrink(toLines: language == .chinese ? 1 : 2, minimum: .pt(16)))
            + frame(.number, .number, in: .number, .centre) + [.drawing(red)]
    }

    private var specimen: [Placed] {
        guard !view.specimen.isEmpty else { return [] }
        let border = Drawing.rectangle(
            template[Kind.Place.specimen], cornerRadius: .mm(0.6), stroke: Stroke(.pt(0.9), template[.red]))
        return [.drawing(border)] + frame(.specimen, .specimen, in: .specimen, .centre, shrinksTo: .pt(5))
            + frame(.specimenNote, .specimenNote, in: .specimenNote, .start, shrinksTo: .pt(6))
    }

    private func frame(
        _ words: Kind.Words, _ style: Kind.Style, in place: Kind.Place, _ alignment: Alignment,
        shrinksTo: Length? = nil,
        fit: Fit = .wrap
    ) -> [Placed] {
        guard var paragraph = template.paragraph(words, style, values, alignment) else { return [] }
        paragraph.style.fit = fit
        return [
            .text(
                TextFrame(
                    ElementID(words.rawValue), template[place], [paragraph], vertical: .middle, shrinksTo: shrinksTo))
        ]
    }

    // MARK: Text on the line grid

    var opening: [Block] {
        var title = grid(.title, .centre)
        title.spaceAfter = Self.line
        title.keepsWithNext = true
        return [.paragraph(.heading(1, string(.title), title))] + body(.opening)
    }

    var results: [Block] {
        heading(.headingResults) + body(.results) + [.table(rankedTable)] + partsNote
    }

    /// Below the table, where the parts on the score sheets do not add up to its totals.
    private var partsNote: [Block] {
        guard values["difference"] != nil, var paragraph = template.paragraph(.partsNote, .note, values) else {
            return []
        }
        paragraph.style.spaceAfter = .mm(2.5)
        return [.paragraph(paragraph)]
    }

    var ties: [Block] {
        guard !view.ties.isEmpty else { return [] }
        return heading(.headingTies) + body(.ties) + view.ties.map(body)
    }

    var unranked: [Block] {
        guard !view.unranked.isEmpty else { return [] }
        return heading(.headingUnranked) + body(.unranked) + view.unranked.map(body)
    }

    var objections: [Block] {
        heading(.headingObjections) + body(.objections)
    }

    var closing: [Block] {
        let lines = [
            template.paragraph(.signature, .signature, values, .centre),
            template.paragraph(.seal, .seal, values, .centre),
            template.paragraph(.date, .signature, values, .centre),
        ].compactMap { $0 }.map { paragraph in
            var paragraph = paragraph
            paragraph.style.spacing = .grid(lines: 1)
            return paragraph
        }
        guard var attachment = template.paragraph(.attachment, .body, values) else {
            return [.space(Self.line * 2), .signature(Signature(lines))]
        }
        attachment.style = bodyStyle
        attachment.style.spaceBefore = Self.line
        attachment.style.spaceAfter = Self.line * 2
        attachment.style.keepsWithNext = true
        return [.paragraph(attachment), .signature(Signature(lines))]
    }

    /// A heading with the number of its place; sections without content take none.
    private func heading(_ words: Kind.Words) -> [Block] {
        let shown: [Kind.Words] =
            [.headingResults] + (view.ties.isEmpty ? [] : [.headingTies])
            + (view.unranked.isEmpty ? [] : [.headingUnranked]) + [.headingObjections]
        let place = shown.firstIndex(of: words) ?? 0
        var values = values
        values["number"] = language == .chinese ? ["一", "二", "三", "四"][place] : "\(place + 1)"
        var style = grid(.heading)
        style.firstLineIndent = .em(2)
        style.keepsWithNext = true
        return [.paragraph(.heading(2, template.text(words)(values), style))]
    }

    private func body(_ words: Kind.Words) -> [Block] {
        guard var paragraph = template.paragraph(words, .body, values) else { return [] }
        paragraph.style = bodyStyle
        return [.paragraph(paragraph)]
    }

    private func body(_ text: String) -> Block { .paragraph(Paragraph(text, bodyStyle)) }

    private var bodyStyle: ParagraphStyle {
        var style = grid(.body, .justified)
        style.firstLineIndent = .em(2)
        return style
    }

    /// A style on the grid; Chinese text with 28 characters of 16 pt to a line (5.2.2).
    private func grid(_ style: Kind.Style, _ alignment: Alignment = .start) -> ParagraphStyle {
        var paragraph = template[style].paragraph(alignment)
        paragraph.spacing = .grid(lines: 1)
        if language == .chinese, paragraph.text.size == .pt(16) {
            paragraph.text.tracking = TextStyle.tracking(characters: 28, of: .pt(16), in: Self.width)
        }
        return paragraph
    }
}
