// The public notice with the ranked list, in the layout of GB/T 9704-2012.

import AssessmentModel
import Typesetting

/// What the template of notices holds.
enum NoticeTemplate: TemplateKind {
    enum Words: String, TemplateKey {
        case documentTitle, issuer, number, title, opening, specimen, specimenNote
        case headingResults, results, headingTies, ties, headingUnranked, unranked
        case headingObjections, objections, headingVerification, verification, scan, hash
        case columnRank, columnZone, columnKind, columnTotal, columnGrade, columnVerdict
        case attachment, signature, seal, date
    }

    enum Style: String, TemplateKey {
        case issuer, number, title, body, heading, tableHead, tableText, tableNumber, signature, seal
        case page, caption, hash, specimen, specimenNote
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
            "objections", "zones", "ranked", "unranked", "passed", "failed", "experts", "points", "hash", "ledger",
            "closedBy", "method", "rounding", "specimen",
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

private struct Notice {
    typealias Kind = NoticeTemplate

    let view: NoticeView
    let template: DocumentTemplate<Kind>

    private var language: Language { template.language }

    /// 22 lines in 225 mm (GB/T 9704-2012, 5.2.2).
    static let line = Length.mm(225.0 / 22)
    static let width = Length.mm(156)

    private var values: [String: String] {
        var values = view.values
        values["specimen"] = view.specimen.isEmpty ? nil : view.specimen.joined(separator: "\n")
        return values
    }

    private func string(_ words: Kind.Words) -> String { template.text(words)(values) }

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
        return specimen + frame(.issuer, .issuer, in: .issuer, .centre, fit: .shrink(toLines: language == .chinese ? 1 : 2, minimum: .pt(16)))
            + frame(.number, .number, in: .number, .centre) + [.drawing(red)]
    }

    private var specimen: [Placed] {
        guard !view.specimen.isEmpty else { return [] }
        let border = Drawing.rectangle(template[Kind.Place.specimen], cornerRadius: .mm(0.6), stroke: Stroke(.pt(0.9), template[.red]))
        return [.drawing(border)] + frame(.specimen, .specimen, in: .specimen, .centre, shrinksTo: .pt(5))
            + frame(.specimenNote, .specimenNote, in: .specimenNote, .start, shrinksTo: .pt(6))
    }

    private func frame(
        _ words: Kind.Words, _ style: Kind.Style, in place: Kind.Place, _ alignment: Alignment, shrinksTo: Length? = nil,
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
        heading(.headingResults) + body(.results) + [.table(table)]
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

    // MARK: Table

    private var table: Table {
        let columns: [(Kind.Words, ColumnWidth)] = [
            (.columnRank, .mm(21)), (.columnZone, .share(1)), (.columnKind, .mm(35)), (.columnTotal, .mm(20)),
            (.columnGrade, .mm(18)), (.columnVerdict, .mm(20)),
        ]
        let header = Row(
            columns.map { Cell(string($0.0), template[.tableHead].paragraph(.centre)) }, background: template[.ground],
            minimumHeight: .mm(8.5))
        return Table(
            columns: columns.map(\.1), header: [header], rows: view.ranked.map(row),
            padding: Insets(vertical: .mm(0.8), horizontal: .mm(1)),
            borders: TableBorders(
                top: Stroke(.pt(1), template[.ink]), bottom: Stroke(.pt(1), template[.ink]),
                horizontal: Stroke(.pt(0.4), template[.rule]), header: Stroke(.pt(0.6), template[.ink])),
            spaceBefore: .mm(2.5), spaceAfter: .mm(2.5))
    }

    private func row(_ line: NoticeView.Line) -> Row {
        let text = template[.tableText].paragraph(.centre)
        let number = template[.tableNumber].paragraph(.centre)
        return Row(
            [
                Cell(line.rank, number), Cell(line.zone, template[.tableText].paragraph(.start), isHeader: true),
                Cell(line.kind, text), Cell(line.total, number), Cell(line.grade, text), Cell(line.verdict, text),
            ], minimumHeight: .mm(7.6))
    }

    // MARK: Verification and page numbers

    /// The code with what it stands for, below a fine rule.
    var verification: [Block] {
        let height = Length.mm(29)
        let texts = [
            template.paragraph(.headingVerification, .caption, values),
            template.paragraph(.verification, .hash, values, .justified),
            template.paragraph(.hash, .hash, values),
        ].compactMap { $0 }
        let content: [Placed] = [
            .drawing(.line(.zero, Point(x: Self.width, y: .zero), Stroke(.pt(0.5), template[.rule]))),
            .qr(QRCode(view.address, at: .mm(0, 2.5), side: .mm(26), level: .quartile, colour: template[.ink])),
            .text(
                TextFrame(
                    "verification", Rectangle(x: .mm(30), y: .mm(3.5), width: .mm(126), height: .mm(25)), texts,
                    shrinksTo: .pt(5))),
        ]
        return [
            .figure(
                Figure(
                    Size(width: Self.width, height: height), content, alternative: string(.scan),
                    spaceBefore: Self.line))
        ]
    }

    /// — 1 —, outside, one character from the edge (7.5).
    var pageNumbers: [Furniture] {
        let spans: [Span] = ["— ", .pageNumber, " —"]
        func frame(_ alignment: Alignment) -> [Placed] {
            var style = template[.page].paragraph(alignment)
            style.startIndent = .em(1)
            style.endIndent = .em(1)
            return [.text(TextFrame("page", .mm(28, 267, 156, 8), [Paragraph(spans, style)], vertical: .middle))]
        }
        return [Furniture(on: .odd, frame(.end)), Furniture(on: .even, frame(.start))]
    }
}
