// The certificate: one page in landscape, made to be framed.

import AssessmentModel
import Telling
import Typesetting

/// What the template of certificates holds.
enum CertificateTemplate: TemplateKind {
    enum Words: String, TemplateKey {
        case title, subtitle, number, holder, body, english, basis, validity, issuer, seal, date, scan, hash, check
        case specimen, specimenNote, documentTitle
    }

    enum Style: String, TemplateKey {
        case title, subtitle, number, holder, body, english, facts, issuer, seal, date, caption, hash
        case specimen, specimenNote
    }

    enum Ink: String, TemplateKey {
        case ink, quiet, seal, paper, fret, rules, rosette
    }

    enum Place: String, TemplateKey {
        case border, title, subtitle, number, holder, holderRule, body, english, facts, issuer, seal, date, code,
            caption
        case hash, check, specimen, specimenNote, rosette
    }

    static let file = "certificate.yaml"

    static func placeholders(of words: Words) -> Set<String> {
        [
            "holder", "holderEnglish", "round", "roundEnglish", "scheme", "issuer", "issuerEnglish", "document",
            "sequence", "total", "date", "until", "years", "hash", "ledger", "grade", "gradeEnglish", "source",
            "metTotalAndPillars", "metTotalAndSomePillars", "metTotal", "metPillars", "metSomePillars", "metNothing",
            "recognised", "recognisedEnglish", "specimen", "code", "address", "key",
        ]
    }
}

/// The certificate as a document of one page.
func compose(
    _ view: CertificateView, _ template: DocumentTemplate<CertificateTemplate>
) -> Document {
    let page = CertificatePage(view: view, template: template)
    let section = Section(
        paper: .a4Landscape, margins: Insets(all: .mm(20)),
        fixed: page.heading + page.recognition + page.facts + page.issuer + page.verification + page.specimen,
        furniture: [Furniture(page.ornament)])
    return Document(page.information, sections: [section])
}

private struct CertificatePage {
    let view: CertificateView
    let template: DocumentTemplate<CertificateTemplate>

    private typealias Kind = CertificateTemplate

    private var language: Language { template.language }

    private var values: [String: String] {
        var values = view.values
        values["specimen"] = view.specimen.isEmpty ? nil : view.specimen.joined(separator: "\n")
        return values
    }

    var information: DocumentInformation {
        let title = template.text(.documentTitle)(values)
        return DocumentInformation(
            title: title, author: view.values["issuer"] ?? "", subject: view.values["round"] ?? "",
            keywords: [view.values["hash"] ?? ""], created: view.created, language: language.rawValue,
            properties: view.claims.entries)
    }

    var ornament: [Placed] {
        let rule = template[Kind.Place.holderRule]
        let frame = Ornament.frame(
            template[.border], band: .mm(5.4), fret: template[.fret], rules: template[.rules], paper: template[.paper])
        let rosette = Ornament.rosette(in: template[.rosette], Stroke(.pt(0.3), template[.rosette]))
        let underline = Drawing.line(
            rule.origin, Point(x: rule.maxX, y: rule.minY), Stroke(.pt(0.6), template[.rules]))
        return (frame + rosette + [underline]).map(Placed.drawing)
    }

    var heading: [Placed] {
        text(.title, .title, in: .title, .centre, shrinksTo: .pt(20))
            + text(.subtitle, .subtitle, in: .subtitle, .centre)
            + text(.number, .number, in: .number, .end)
    }

    var recognition: [Placed] {
        let body = template.paragraph(.body, .body, values, .justified).map { paragraph in
            var paragraph = paragraph
            paragraph.style.firstLineIndent = language == .chinese ? .em(2) : .zero
            return paragraph
        }
        return text(.holder, .holder, in: .holder, .centre, .bottom, shrinksTo: .pt(14))
            + frame(.body, [body], in: .body, .top, shrinksTo: .pt(12))
            + text(.english, .english, in: .english, .centre, .top, shrinksTo: .pt(6.5))
    }

    var facts: [Placed] {
        let paragraphs = [Kind.Words.basis, .validity].map {
            template.paragraph($0, .facts, values)
        }
        return frame(.basis, paragraphs, in: .facts, .top, shrinksTo: .pt(7))
    }

    var issuer: [Placed] {
        text(.issuer, .issuer, in: .issuer, .centre, .bottom, shrinksTo: .pt(9))
            + text(.seal, .seal, in: .seal, .centre) + text(.date, .date, in: .date, .centre)
    }

    var verification: [Placed] {
        let box = template[Kind.Place.code]
        let code = QRCode(
            view.address, at: box.origin, side: min(box.width, box.height), level: .quartile, colour: template[.ink])
        return [.qr(code)] + text(.scan, .caption, in: .caption, .centre) + text(.hash, .hash, in: .hash, .centre)
            + text(.check, .hash, in: .check, .centre, shrinksTo: .pt(4))
    }

    var specimen: [Placed] {
        guard !view.specimen.isEmpty else { return [] }
        let box = Drawing.rectangle(
            template[.specimen], cornerRadius: .mm(0.8), stroke: Stroke(.pt(1), template[.seal]))
        return [.drawing(box)] + text(.specimen, .specimen, in: .specimen, .centre, shrinksTo: .pt(5))
            + text(.specimenNote, .specimenNote, in: .specimenNote, .start, shrinksTo: .pt(5.5))
    }

    private func text(
        _ words: Kind.Words, _ style: Kind.Style, in place: Kind.Place, _ alignment: Alignment,
        _ vertical: VerticalAlignment = .middle, shrinksTo: Length? = nil
    ) -> [Placed] {
        frame(words, [template.paragraph(words, style, values, alignment)], in: place, vertical, shrinksTo: shrinksTo)
    }

    private func frame(
        _ id: Kind.Words, _ paragraphs: [Paragraph?], in place: Kind.Place, _ vertical: VerticalAlignment,
        shrinksTo: Length?
    ) -> [Placed] {
        let paragraphs = paragraphs.compactMap { $0 }
        guard !paragraphs.isEmpty else { return [] }
        return [
            .text(
                TextFrame(ElementID(id.rawValue), template[place], paragraphs, vertical: vertical, shrinksTo: shrinksTo)
            )
        ]
    }
}
