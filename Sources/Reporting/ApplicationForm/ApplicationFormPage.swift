// The layout of an application form: what it is, conditions, the own assessment, files, places for stamps.

import AssessmentModel
import Telling
import Typesetting

/// The form as a document of as many pages as it takes.
func compose(_ view: ApplicationFormView, _ template: DocumentTemplate<ApplicationFormTemplate>) -> Document {
    let page = ApplicationFormPage(view: view, template: template)
    let section = Section(
        margins: ApplicationFormPage.margins, fixed: page.masthead,
        firstPageRoom: .mm(view.isMarked ? 32 : 26),
        flow: page.facts + page.conditions + page.claims + page.files + page.signing + page.check,
        furniture: page.furniture)
    return Document(page.information, sections: [section])
}

private struct ApplicationFormPage: FormPage {
    typealias Kind = ApplicationFormTemplate

    let view: ApplicationFormView
    let template: DocumentTemplate<Kind>
    var values: [String: String] { view.values }

    var information: DocumentInformation {
        DocumentInformation(
            title: string(.documentTitle), author: view.values["zone"] ?? "", subject: view.values["call"] ?? "",
            created: view.created, language: template.language.rawValue, properties: [:])
    }

    // MARK: Fixed and repeated

    var masthead: [Placed] {
        frame(.title, .title, at: .title) + frame(.zone, .zone, at: .zone, .bottom, shrinksTo: .pt(11))
            + frame(.subtitle, .subtitle, at: .subtitle, shrinksTo: .pt(6)) + label
    }

    /// 草稿, 示例.
    private var label: [Placed] {
        guard view.isMarked else { return [] }
        return mark((.label, .label, .label), (.labelNote, .labelNote, .labelNote), in: .accent)
    }

    var furniture: [Furniture] { furniture(.footer, .furniture, band: .accent) }

    // MARK: Content

    var facts: [Block] {
        let cells = [Kind.Words.kind, .prefecture, .number, .version, .programme, .call].map { words in
            Cell([template.paragraph(words, .fact, view.values)].compactMap { $0 })
        }
        let line = Stroke(.pt(0.5), template[.rule])
        let rows = stride(from: 0, to: cells.count, by: 2).map { at in
            Row(Array(cells[at..<at + 2]), background: template[.ground])
        }
        return [
            .table(
                Table(
                    columns: [.share(1), .share(1.2)], rows: rows,
                    padding: Insets(vertical: .mm(1.3), horizontal: .mm(2)),
                    borders: TableBorders(
                        top: Stroke(.pt(1.2), template[.accent]), bottom: line, horizontal: line, vertical: line),
                    spaceAfter: .mm(4)))
        ]
    }

    private func heading(_ words: Kind.Words) -> Block {
        var paragraph = Paragraph(string(words), style(.heading))
        paragraph.style.spaceBefore = .mm(4)
        paragraph.style.spaceAfter = .mm(1.5)
        paragraph.style.keepsWithNext = true
        return .paragraph(paragraph)
    }

    private func head(_ columns: [(Kind.Words, Alignment)]) -> Row {
        Row(columns.map { Cell(string($0), style(.columnHead, $1)) }, background: template[.ground])
    }

    private var borders: TableBorders {
        TableBorders(
            top: Stroke(.pt(0.8), template[.ink]), bottom: Stroke(.pt(0.8), template[.ink]),
            horizontal: Stroke(.pt(0.3), template[.rule]), vertical: Stroke(.pt(0.3), template[.rule]),
            header: Stroke(.pt(0.8), template[.ink]))
    }

    private var padding: Insets { Insets(vertical: .mm(0.8), horizontal: .mm(1.3)) }

    var conditions: [Block] {
        guard !view.conditions.isEmpty else { return [] }
        let rows = view.conditions.map { condition -> Row in
            let words: Kind.Words =
                switch condition.isMet {
                case true?: .met
                case false?: .notMet
                case nil: .unanswered
                }
            let look: Kind.Style = condition.isMet == true ? .text : .missing
            return Row([
                Cell(condition.text, style(.text), isHeader: true), Cell(string(words), style(look, .centre)),
                Cell(condition.note, style(.claim)),
            ])
        }
        return [
            heading(.headingConditions),
            .table(
                Table(
                    columns: [.share(1), .mm(20), .share(1.2)],
                    header: [head([(.columnCondition, .start), (.columnMet, .centre), (.columnNote, .start)])],
                    rows: rows, padding: padding, borders: borders)),
        ]
    }

    var claims: [Block] {
        let columns: [(Kind.Words, Alignment)] = [
            (.columnNumber, .start), (.columnIndicator, .start), (.columnPoints, .end), (.columnClaim, .centre),
            (.columnText, .start),
        ]
        let sum = Row(
            [
                Cell("", style(.number)), Cell(string(.sum), style(.pillar), columnSpan: 4, isHeader: true),
            ], background: template[.ground])
        return [
            heading(.headingClaims),
            .table(
                Table(
                    columns: [.mm(13), .share(0.8), .mm(13), .mm(16), .share(1.2)], header: [head(columns)],
                    rows: view.lines.map(row) + [sum], padding: padding, borders: borders)),
        ]
    }

    private func row(_ line: ApplicationFormView.Line) -> Row {
        guard line.isLeaf else {
            let look: Kind.Style = line.depth == 0 ? .pillar : .text
            return Row(
                [
                    Cell(line.number, style(.number)), Cell(line.title, style(look), columnSpan: 4, isHeader: true),
                ], background: template[line.depth == 0 ? .pillarGround : .taskGround], keepsWithNext: true)
        }
        let claim =
            line.claim.isEmpty
            ? Cell(string(.missing), style(.missing, .centre)) : Cell(line.claim, style(.claim, .centre))
        var said = line.text.isEmpty ? [] : [Paragraph(line.text, style(.claim))]
        if !line.names.isEmpty {
            let values = view.values.merging(["names": line.names.joined(separator: "、")]) { $1 }
            said.append(Paragraph(template.text(.files)(values), style(.files)))
        }
        if said.isEmpty { said = [Paragraph(string(.missing), style(.missing))] }
        return Row([
            Cell(line.number, style(.number)), Cell(line.title, style(.text), isHeader: true),
            Cell(line.points, style(.number, .end)), claim, Cell(said),
        ])
    }

    var files: [Block] {
        guard !view.files.isEmpty else {
            return [heading(.headingFiles), .paragraph(Paragraph(string(.noFiles), style(.text)))]
        }
        let rows = view.files.map { file in
            Row([
                Cell(file.name, style(.text), isHeader: true),
                Cell(file.indicator ?? string(.whole), style(.number)), Cell(file.digest, style(.digest)),
            ])
        }
        return [
            heading(.headingFiles),
            .table(
                Table(
                    columns: [.share(1), .mm(18), .mm(88)],
                    header: [head([(.columnFile, .start), (.columnFor, .start), (.columnDigest, .start)])], rows: rows,
                    padding: padding, borders: borders)),
        ]
    }

    /// The declaration and the places for stamps, never torn apart.
    var signing: [Block] {
        var declaration = template.paragraph(.declaration, .body, view.values, .justified)
        declaration?.style.spaceBefore = .mm(7)
        declaration?.style.spaceAfter = .mm(2)
        declaration?.style.keepsWithNext = true
        var rows = [
            Row(
                [.stamp, .head, .date].map { Cell(string($0), style(.sign), vertical: .bottom) }, minimumHeight: .mm(26)
            )
        ]
        if view.hasPrefecture {
            rows.append(
                Row(
                    [
                        Cell(string(.opinion), style(.sign), columnSpan: 2, vertical: .top),
                        Cell(string(.opinionStamp), style(.sign), vertical: .bottom),
                    ], minimumHeight: .mm(34)))
        }
        let line = Stroke(.pt(0.5), template[.rule])
        let table = Table(
            columns: [.share(1.1), .share(1), .share(1)], rows: rows,
            padding: Insets(vertical: .mm(2), horizontal: .mm(2)),
            borders: TableBorders(top: line, bottom: line, horizontal: line, vertical: line))
        return (declaration.map { [.paragraph($0)] } ?? []) + [.table(table)]
    }

    var check: [Block] {
        // A draft is nowhere to be checked.
        guard view.values["draft"] == nil,
            var paragraph = template.paragraph(.check, .note, view.values, .start)
        else { return [] }
        paragraph.style.spaceBefore = .mm(4)
        return [.paragraph(paragraph)]
    }
}
