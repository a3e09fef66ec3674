// The layout of a draw's protocol: what was bound, what was revealed, the panels, the candidates, a place to sign.

import AssessmentModel
import Telling
import Typesetting

/// The protocol as a document of as many pages as it takes.
func compose(_ view: DrawProtocolView, _ template: DocumentTemplate<DrawProtocolTemplate>) -> Document {
    let page = DrawProtocolPage(view: view, template: template)
    let section = Section(
        margins: DrawProtocolPage.margins, fixed: page.masthead,
        firstPageRoom: .mm(view.specimen.isEmpty ? 26 : 32),
        flow: page.bound + page.held + page.result + page.pool + page.signing + page.check,
        furniture: page.furniture)
    return Document(page.information, sections: [section])
}

private struct DrawProtocolPage: FormPage {
    typealias Kind = DrawProtocolTemplate

    let view: DrawProtocolView
    let template: DocumentTemplate<Kind>
    var values: [String: String] { view.values }

    var information: DocumentInformation {
        DocumentInformation(
            title: string(.documentTitle), author: view.values["issuer"] ?? "", subject: view.values["round"] ?? "",
            created: view.created, language: template.language.rawValue)
    }

    // MARK: Fixed and repeated

    var masthead: [Placed] {
        frame(.title, .title, at: .title) + frame(.round, .round, at: .round, .bottom, shrinksTo: .pt(9))
            + frame(.subtitle, .subtitle, at: .subtitle, shrinksTo: .pt(6)) + specimen
    }

    private var specimen: [Placed] {
        guard !view.specimen.isEmpty else { return [] }
        return mark((.specimen, .specimen, .specimen), (.specimenNote, .specimenNote, .specimenNote), in: .accent)
    }

    var furniture: [Furniture] { furniture(.footer, .furniture, band: .accent) }

    // MARK: Content

    var bound: [Block] {
        heading(.headingBound) + paragraph(.bound, .body) + paragraph(.witnessNamed, .body) + paragraph(.digest, .mono)
    }

    var held: [Block] {
        heading(.headingHeld) + paragraph(.held, .body) + paragraph(.seed, .mono) + paragraph(.method, .note)
    }

    var result: [Block] {
        let hasSeats = view.panels.contains { !$0.seats.isEmpty }
        let heads: [Kind.Words] = [.columnZone, .columnSource, .columnDrawn] + (hasSeats ? [.columnSeats] : [])
        let rows = view.panels.flatMap { panel in
            panel.drawn.enumerated().map { place, part -> Row in
                let isFirst = place == 0
                var cells = [
                    Cell(isFirst ? panel.zone : "", style(.text), isHeader: true), Cell(part.source, style(.text)),
                    Cell(part.codes.joined(separator: "　"), style(.code)),
                ]
                if hasSeats { cells.append(Cell(isFirst ? panel.seats.joined(separator: "　") : "", style(.code))) }
                return Row(cells, keepsWithNext: place + 1 < panel.drawn.count)
            }
        }
        return heading(.headingResult) + [
            table(
                heads, [.share(0.8), .share(0.9), .share(1.6)] + (hasSeats ? [.share(1)] : []), rows)
        ]
    }

    var pool: [Block] {
        let rows = view.candidates.map { candidate in
            Row([
                Cell(candidate.code, style(.code), isHeader: true), Cell(candidate.source, style(.text)),
                Cell(String(candidate.key.prefix(16)), style(.code)),
                Cell(candidate.excluded.isEmpty ? "–" : candidate.excluded.joined(separator: "；"), style(.text)),
            ])
        }
        return heading(.headingCandidates) + paragraph(.candidatesNote, .note)
            + [
                table(
                    [.columnCode, .columnSource, .columnKey, .columnExcluded],
                    [.mm(40), .share(0.8), .mm(34), .share(1.2)], rows)
            ]
    }

    private func table(_ heads: [Kind.Words], _ columns: [ColumnWidth], _ rows: [Row]) -> Block {
        .table(
            Table(
                columns: columns,
                header: [Row(heads.map { Cell(string($0), style(.head)) }, background: template[.ground])],
                rows: rows, padding: Insets(vertical: .mm(0.8), horizontal: .mm(1.3)),
                borders: TableBorders(
                    top: Stroke(.pt(0.8), template[.ink]), bottom: Stroke(.pt(0.8), template[.ink]),
                    horizontal: Stroke(.pt(0.3), template[.rule]), header: Stroke(.pt(0.8), template[.ink])),
                spaceBefore: .mm(1.5)))
    }

    var signing: [Block] {
        var declaration = template.paragraph(.declaration, .body, view.values, .justified)
        declaration?.style.spaceBefore = .mm(7)
        declaration?.style.keepsWithNext = true
        let cells = [Kind.Words.signature, .date].map { Cell(string($0), style(.sign), vertical: .bottom) }
        let line = Table(
            columns: [.share(1.2), .share(1)], rows: [Row(cells, minimumHeight: .mm(16))], borders: .none)
        return (declaration.map { [.paragraph($0)] } ?? []) + [.table(line)]
    }

    var check: [Block] { paragraph(.check, .note, before: .mm(5)) }

    private func heading(_ words: Kind.Words) -> [Block] {
        guard var paragraph = template.paragraph(words, .heading, view.values) else { return [] }
        paragraph.style.spaceBefore = .mm(5)
        paragraph.style.keepsWithNext = true
        return [.paragraph(paragraph)]
    }

    private func paragraph(_ words: Kind.Words, _ style: Kind.Style, before: Length = .mm(1.2)) -> [Block] {
        guard var paragraph = template.paragraph(words, style, view.values) else { return [] }
        paragraph.style.spaceBefore = before
        return [.paragraph(paragraph)]
    }
}
