// The layout of an account letter: thirds of a page, of which the first lies outside when it is folded in a Z.

import AssessmentModel
import Telling
import Typesetting

/// The letter as a document of one page.
///
/// Folded at the two marks like a Z, the first third shows the addressee; second and third lie face to face, the code in between, and behind it
/// the veil, so that it cannot be read against the light.
func compose(_ view: AccountLetterView, _ template: DocumentTemplate<AccountLetterTemplate>) -> Document {
    let page = AccountLetterPage(view: view, template: template)
    let section = Section(fixed: page.outside + page.inside + page.advice, furniture: [Furniture(page.ground)])
    return Document(page.information, sections: [section])
}

private struct AccountLetterPage {
    typealias Kind = AccountLetterTemplate

    let view: AccountLetterView
    let template: DocumentTemplate<Kind>

    var information: DocumentInformation {
        DocumentInformation(
            title: template.text(.documentTitle)(view.values), author: view.values["sender"] ?? "",
            created: view.created, language: template.language.rawValue)
    }

    // MARK: The first third

    var outside: [Placed] {
        frame(.sender, .sender, at: .sender, shrinksTo: .pt(7))
            + [.drawing(.rectangle(template[Kind.Place.sealed], stroke: Stroke(.pt(1), template[.accent])))]
            + frame(.sealed, .sealed, at: .sealed, .middle, .centre, shrinksTo: .pt(6))
            + frame(.addressee, .addressee, at: .addressee, .bottom, shrinksTo: .pt(10))
            + frame(.organisation, .organisation, at: .organisation, shrinksTo: .pt(7))
            + frame(.unbroken, .small, at: .unbroken, .bottom, shrinksTo: .pt(6))
    }

    // MARK: The second

    var inside: [Placed] {
        let facts = [Kind.Words.address, .user, .until].compactMap { template.paragraph($0, .fact, view.values) }
        let code = [(Kind.Words.caption, Kind.Style.caption), (.code, .code)].compactMap { words, style in
            template.paragraph(words, style, view.values, .centre)
        }
        return frame(.title, .title, at: .title, .middle)
            + frame(.opening, .body, at: .opening, shrinksTo: .pt(7))
            + [.text(TextFrame("facts", template[Kind.Place.facts], facts, shrinksTo: .pt(7)))]
            + [.text(TextFrame("code", template[Kind.Place.code], code, vertical: .middle))] + [.qr(symbol)]
            + frame(.scan, .small, at: .scan, .top, .centre, shrinksTo: .pt(5))
    }

    private var symbol: QRCode {
        let box = template[Kind.Place.qr]
        return QRCode(
            view.address, at: box.origin, side: min(box.width, box.height), level: .medium, colour: template[.ink])
    }

    // MARK: The last

    var advice: [Placed] {
        frame(.steps, .body, at: .steps, shrinksTo: .pt(7)) + frame(.notes, .note, at: .notes, shrinksTo: .pt(6))
            + frame(.footer, .small, at: .footer, .bottom, shrinksTo: .pt(5))
    }

    private func frame(
        _ words: Kind.Words, _ style: Kind.Style, at place: Kind.Place, _ vertical: VerticalAlignment = .top,
        _ alignment: Alignment = .start, shrinksTo: Length? = nil
    ) -> [Placed] {
        guard let paragraph = template.paragraph(words, style, view.values, alignment) else { return [] }
        return [
            .text(
                TextFrame(
                    ElementID(words.rawValue), template[place], [paragraph], vertical: vertical, shrinksTo: shrinksTo))
        ]
    }

    // MARK: Behind the text

    /// Marks where it is folded, the ground of the code, the veil that comes to lie on it.
    var ground: [Placed] {
        let thirds = [Length.mm(99), .mm(198)]
        let marks = thirds.flatMap { height in
            [(Length.mm(4), Length.mm(10)), (.mm(200), .mm(206))].map { from, to in
                Drawing.line(Point(x: from, y: height), Point(x: to, y: height), Stroke(.pt(0.5), template[.quiet]))
            }
        }
        let code = Drawing.rectangle(
            template[Kind.Place.code], cornerRadius: .mm(1), fill: template[.ground],
            stroke: Stroke(.pt(0.6), template[.rule]))
        let folds = thirds.enumerated().flatMap { place, height in
            [
                Placed.text(
                    TextFrame(
                        ElementID("fold\(place + 1)"),
                        Rectangle(x: .mm(4), y: height - .mm(4.5), width: .mm(20), height: .mm(4)),
                        [template.paragraph(.fold, .small, view.values)].compactMap { $0 }, vertical: .bottom,
                        shrinksTo: .pt(4)))
            ]
        }
        return (marks + [code] + veil).map(Placed.drawing) + folds
    }

    /// Crossed lines, close together.
    private var veil: [Drawing] {
        let box = template[Kind.Place.veil]
        let stroke = Stroke(.pt(0.7), template[.veil])
        let count = Int(((box.width + box.height) / Length.mm(1.3)).rounded(.down))
        return (1..<max(count, 1)).flatMap { place -> [Drawing] in
            // How far the line stands from the corner, along both sides.
            let reach = Length.mm(1.3) * Double(place)
            let (right, down) = (min(reach, box.width), min(reach, box.height))
            let (left, up) = (reach - down, reach - right)
            return [
                .line(
                    Point(x: box.minX + right, y: box.minY + up), Point(x: box.minX + left, y: box.minY + down), stroke),
                .line(
                    Point(x: box.maxX - right, y: box.minY + up), Point(x: box.maxX - left, y: box.minY + down), stroke),
            ]
        }
    }
}
