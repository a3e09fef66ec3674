// An official paper in the layout of GB/T 9704-2012: head, text on the line grid, signature, verification, page numbers.

import AssessmentModel
import Telling
import Typesetting

/// What notice, correction, finding and decision share.
struct Letter<Kind: LetterKind> {
    typealias Shared = LetterTemplate

    let content: LetterContent
    let look: DocumentTemplate<LetterTemplate>
    let texts: DocumentTemplate<Kind>

    var language: Language { texts.language }

    /// 22 lines in 225 mm (5.2.2).
    static var line: Length { .mm(225.0 / 22) }
    static var width: Length { .mm(156) }

    /// The paper with its own matter between title and signature.
    func document(_ flow: [Block]) -> Document {
        let section = Section(
            margins: Insets(top: .mm(37), left: .mm(28), bottom: .mm(35), right: .mm(26)), lineGrid: Self.line,
            fixed: masthead, firstPageRoom: Self.line * 9, flow: title + flow + signature + verification,
            furniture: pageNumbers)
        return Document(information, sections: [section])
    }

    func string(_ words: Kind.Words) -> String { texts.text(words)(content.values) }

    func string(_ words: Shared.Words) -> String { look.text(words)(content.values) }

    private var information: DocumentInformation {
        DocumentInformation(
            title: string(Kind.Words.documentTitle), author: content.values["issuer"] ?? "",
            subject: content.values["round"] ?? "", keywords: [content.values["hash"] ?? ""], created: content.created,
            language: language.rawValue, properties: content.claims.entries)
    }

    // MARK: The head of the first page

    /// Issuer, number and red rule (7.2.4 to 7.2.7), and the mark of a specimen where 份号 and 密级 stand.
    private var masthead: [Placed] {
        let rule = look[Shared.Place.rule]
        let red = Drawing.line(rule.origin, Point(x: rule.maxX, y: rule.minY), Stroke(.pt(1.6), look[.red]))
        let issuer = look.paragraph(.issuer, .issuer, content.values, .centre)
        let number = own(.number, as: .number, .centre)
        return specimen
            + frame(
                "issuer", issuer, in: .issuer, fit: .shrink(toLines: language == .chinese ? 1 : 2, minimum: .pt(16)))
            + frame("number", number, in: .number) + [.drawing(red)]
    }

    private var specimen: [Placed] {
        guard !content.specimen.isEmpty else { return [] }
        let border = Drawing.rectangle(
            look[Shared.Place.specimen], cornerRadius: .mm(0.6), stroke: Stroke(.pt(0.9), look[.red]))
        let mark = look.paragraph(.specimen, .specimen, content.values, .centre)
        let note = look.paragraph(.specimenNote, .specimenNote, content.values)
        return [.drawing(border)] + frame("specimen", mark, in: .specimen, shrinksTo: .pt(5))
            + frame("specimenNote", note, in: .specimenNote, shrinksTo: .pt(6))
    }

    private func frame(
        _ id: ElementID, _ paragraph: Paragraph?, in place: Shared.Place, shrinksTo: Length? = nil, fit: Fit = .wrap
    ) -> [Placed] {
        guard var paragraph else { return [] }
        paragraph.style.fit = fit
        return [.text(TextFrame(id, look[place], [paragraph], vertical: .middle, shrinksTo: shrinksTo))]
    }

    /// A text of the paper's own template in a style that all share; nil where it says nothing.
    private func own(_ words: Kind.Words, as style: Shared.Style, _ alignment: Alignment) -> Paragraph? {
        let text = texts.text(words)
        guard !text.isEmpty else { return nil }
        return Paragraph(
            look[style].spans(text.parts(content.values)), look[style].paragraph(alignment),
            id: ElementID(words.rawValue))
    }

    // MARK: Text on the line grid

    private var title: [Block] {
        var title = grid(.title, .centre)
        title.spaceAfter = Self.line
        title.keepsWithNext = true
        return [.paragraph(.heading(1, string(Kind.Words.title), title))]
    }

    /// A heading with the number of its place among those that are shown, from 0.
    func heading(_ words: Kind.Words, at place: Int) -> Block {
        let chinese = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
        var values = content.values
        values["number"] = language == .chinese && place < chinese.count ? chinese[place] : "\(place + 1)"
        var style = grid(.heading)
        style.firstLineIndent = .em(2)
        style.keepsWithNext = true
        return .paragraph(.heading(2, texts.text(words)(values), style))
    }

    /// Sections that have something to say, each below its numbered heading.
    func sections(_ parts: [(heading: Kind.Words, blocks: [Block])]) -> [Block] {
        parts.filter { !$0.blocks.isEmpty }.enumerated().flatMap { place, part in
            [heading(part.heading, at: place)] + part.blocks
        }
    }

    /// Whom the paper is for, before its text (7.3.2).
    func salutation(_ words: Kind.Words) -> [Block] {
        guard var paragraph = own(words, as: .salutation, .start) else { return [] }
        paragraph.style = grid(.salutation)
        return [.paragraph(paragraph)]
    }

    func body(_ words: Kind.Words) -> [Block] {
        guard var paragraph = own(words, as: .body, .justified) else { return [] }
        paragraph.style = bodyStyle
        return [.paragraph(paragraph)]
    }

    /// Text that somebody wrote: a paragraph for each of its lines.
    func body(_ text: String) -> [Block] {
        text.split(whereSeparator: \.isNewline).map { .paragraph(Paragraph(String($0), bodyStyle)) }
    }

    /// Below a table.
    func note(_ words: Shared.Words, _ values: [String: String?]) -> [Block] {
        let values = values.compactMapValues { $0 }
        guard !values.isEmpty, var paragraph = look.paragraph(words, .note, values) else { return [] }
        paragraph.style.spaceAfter = .mm(2.5)
        return [.paragraph(paragraph)]
    }

    /// 附件 (7.3.4), one line below the text.
    func attachment(_ words: Kind.Words) -> [Block] {
        guard var paragraph = own(words, as: .body, .justified) else { return [] }
        paragraph.style = bodyStyle
        paragraph.style.spaceBefore = Self.line
        paragraph.style.keepsWithNext = true
        return [.paragraph(paragraph)]
    }

    private var signature: [Block] {
        let lines = [
            look.paragraph(.signature, .signature, content.values, .centre),
            look.paragraph(.seal, .seal, content.values, .centre),
            look.paragraph(.date, .signature, content.values, .centre),
        ].compactMap { $0 }.map { paragraph in
            var paragraph = paragraph
            paragraph.style.spacing = .grid(lines: 1)
            return paragraph
        }
        return [.space(Self.line * 2), .signature(Signature(lines))]
    }

    private var bodyStyle: ParagraphStyle {
        var style = grid(.body, .justified)
        style.firstLineIndent = .em(2)
        return style
    }

    /// A style on the grid; Chinese text with 28 characters of 16 pt to a line (5.2.2).
    private func grid(_ style: Shared.Style, _ alignment: Alignment = .start) -> ParagraphStyle {
        var paragraph = look[style].paragraph(alignment)
        paragraph.spacing = .grid(lines: 1)
        if language == .chinese, paragraph.text.size == .pt(16) {
            paragraph.text.tracking = TextStyle.tracking(characters: 28, of: .pt(16), in: Self.width)
        }
        return paragraph
    }
}
