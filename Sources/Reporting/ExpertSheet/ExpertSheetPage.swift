// The layout of an expert's sheet: what it is of, all indicators, and a place to sign.

import AssessmentModel
import Telling
import Typesetting

/// The sheet as a document of as many pages as it takes.
func compose(_ view: ExpertSheetView, _ template: DocumentTemplate<ExpertSheetTemplate>) -> Document {
    let page = ExpertSheetPage(view: view, template: template)
    let section = Section(
        margins: ExpertSheetPage.margins, fixed: page.masthead,
        firstPageRoom: .mm(view.specimen.isEmpty ? 26 : 32),
        flow: page.facts + page.table + page.legend + page.signing + page.check, furniture: page.furniture)
    return Document(page.information, sections: [section])
}

private struct ExpertSheetPage: FormPage {
    typealias Kind = ExpertSheetTemplate

    let view: ExpertSheetView
    let template: DocumentTemplate<Kind>
    var values: [String: String] { view.values }

    var information: DocumentInformation {
        DocumentInformation(
            title: string(.documentTitle), author: view.values["issuer"] ?? "", subject: view.values["round"] ?? "",
            created: view.created, language: template.language.rawValue, properties: view.claims.entries)
    }

    // MARK: Fixed and repeated

    var masthead: [Placed] {
        frame(.title, .title, at: .title) + frame(.zone, .zone, at: .zone, .bottom, shrinksTo: .pt(11))
            + frame(.subtitle, .subtitle, at: .subtitle, shrinksTo: .pt(6)) + specimen
    }

    private var specimen: [Placed] {
        guard !view.specimen.isEmpty else { return [] }
        return mark((.specimen, .specimen, .specimen), (.specimenNote, .specimenNote, .specimenNote), in: .accent)
    }

    var furniture: [Furniture] { furniture(.footer, .furniture, band: .accent) }

    // MARK: Content

    var facts: [Block] {
        let cells = [Kind.Words.seat, .state].map { words in
            Cell([template.paragraph(words, .fact, view.values)].compactMap { $0 })
        }
        let line = Stroke(.pt(0.5), template[.rule])
        return [
            .table(
                Table(
                    columns: [.share(1), .share(1.4)], rows: [Row(cells, background: template[.ground])],
                    padding: Insets(vertical: .mm(1.8), horizontal: .mm(2)),
                    borders: TableBorders(top: Stroke(.pt(1.2), template[.accent]), bottom: line, vertical: line),
                    spaceAfter: .mm(5)))
        ]
    }

    var table: [Block] {
        let header: [(Kind.Words, Alignment)] = [
            (.columnNumber, .start), (.columnIndicator, .start), (.columnPoints, .end), (.columnMark, .centre),
            (.columnComment, .start),
        ]
        return [
            .table(
                Table(
                    columns: [.mm(13), .share(1), .mm(13), .mm(16), .share(1)],
                    header: [Row(header.map { Cell(string($0), style(.head, $1)) }, background: template[.ground])],
                    rows: view.lines.map(row), padding: Insets(vertical: .mm(0.7), horizontal: .mm(1.3)),
                    borders: TableBorders(
                        top: Stroke(.pt(0.8), template[.ink]), bottom: Stroke(.pt(0.8), template[.ink]),
                        horizontal: Stroke(.pt(0.3), template[.rule]), vertical: Stroke(.pt(0.3), template[.rule]),
                        header: Stroke(.pt(0.8), template[.ink]))))
        ]
    }

    private func row(_ line: ExpertSheetView.Line) -> Row {
        guard line.isLeaf else {
            let look: Kind.Style = line.depth == 0 ? .pillar : .text
            return Row(
                [
                    Cell(line.number, style(.number)), Cell(line.title, style(look), columnSpan: 4, isHeader: true),
                ], background: template[line.depth == 0 ? .pillarGround : .taskGround], keepsWithNext: true)
        }
        let mark = line.mark.isEmpty ? Cell("—", style(.missing, .centre)) : Cell(line.mark, style(.mark, .centre))
        return Row([
            Cell(line.number, style(.number)), Cell(line.title, style(.text), isHeader: true),
            Cell(line.points, style(.number, .end)), mark, Cell(line.comment, style(.comment)),
        ])
    }

    var legend: [Block] { spaced(.legend, .note, before: .mm(2)) }

    /// The declaration, and a line for name and day, never torn apart.
    var signing: [Block] {
        var declaration = template.paragraph(.declaration, .body, view.values, .justified)
        declaration?.style.spaceBefore = .mm(7)
        declaration?.style.keepsWithNext = true
        let cells = [Kind.Words.signature, .date].map { Cell(string($0), style(.sign), vertical: .bottom) }
        let line = Table(
            columns: [.share(1.2), .share(1)], rows: [Row(cells, minimumHeight: .mm(16))], borders: .none)
        return (declaration.map { [.paragraph($0)] } ?? []) + [.table(line)]
    }

    var check: [Block] { spaced(.check, .note, before: .mm(5)) }

    private func spaced(_ words: Kind.Words, _ style: Kind.Style, before: Length) -> [Block] {
        guard var paragraph = template.paragraph(words, style, view.values, .start) else { return [] }
        paragraph.style.spaceBefore = before
        return [.paragraph(paragraph)]
    }
}
