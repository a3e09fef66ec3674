// What forms on A4 have in common: texts at their places, the mark of what is not real, the band above and the foot below.

import Telling
import Typesetting

/// A form that is being laid out: its template, and the values that its texts are made of.
protocol FormPage {
    associatedtype Kind: TemplateKind

    var template: DocumentTemplate<Kind> { get }
    var values: [String: String] { get }
}

extension FormPage {
    /// Of pages with the furniture below.
    static var margins: Insets { Insets(top: .mm(20), left: .mm(17), bottom: .mm(19), right: .mm(17)) }

    func string(_ words: Kind.Words) -> String { template.text(words)(values) }

    func style(_ style: Kind.Style, _ alignment: Alignment = .start) -> ParagraphStyle {
        template[style].paragraph(alignment)
    }

    /// A text at its place; nothing where the template says nothing.
    func frame(
        _ words: Kind.Words, _ style: Kind.Style, at place: Kind.Place, _ vertical: VerticalAlignment = .top,
        alignment: Alignment = .start, shrinksTo: Length? = nil
    ) -> [Placed] {
        guard let paragraph = template.paragraph(words, style, values, alignment) else { return [] }
        return [
            .text(
                TextFrame(
                    ElementID(words.rawValue), template[place], [paragraph], vertical: vertical, shrinksTo: shrinksTo))
        ]
    }

    /// What is printed on a form that is not to be taken for a real one: a word in a frame, and why beside it.
    func mark(
        _ label: (words: Kind.Words, style: Kind.Style, place: Kind.Place),
        _ note: (words: Kind.Words, style: Kind.Style, place: Kind.Place), in ink: Kind.Ink
    ) -> [Placed] {
        let border = Drawing.rectangle(
            template[label.place], cornerRadius: .mm(0.6), stroke: Stroke(.pt(0.8), template[ink]))
        return [.drawing(border)]
            + frame(label.words, label.style, at: label.place, .middle, alignment: .centre, shrinksTo: .pt(5))
            + frame(note.words, note.style, at: note.place, .middle, shrinksTo: .pt(5.5))
    }

    /// A band on the first page; on every one a line that says what it is of, so that sheets do not get mixed up, and its number.
    func furniture(_ footer: Kind.Words, _ style: Kind.Style, band: Kind.Ink) -> [Furniture] {
        let band = Drawing.rectangle(.mm(0, 0, 210, 3.2), fill: template[band])
        let foot = TextFrame(
            "footer", .mm(17, 283, 150, 5), [Paragraph(string(footer), self.style(style))], vertical: .middle,
            shrinksTo: .pt(4))
        let number = TextFrame(
            "pageNumber", .mm(167, 283, 26, 5),
            [Paragraph([.pageNumber, " / ", .pageCount], self.style(style, .end))], vertical: .middle)
        return [Furniture(on: .first, [.drawing(band)]), Furniture([.text(foot), .text(number)])]
    }
}
