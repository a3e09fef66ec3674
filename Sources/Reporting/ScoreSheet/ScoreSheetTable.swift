// The main table of a score sheet, the comments, and what an applicant can do.

import AssessmentModel
import Telling
import Typesetting

extension ScoreSheet {
    /// Up to so many seats have a column each; with more, the marks of a row run on in one cell.
    private static let mostColumns = 9

    private var hasColumns: Bool { view.seats.count <= Self.mostColumns }

    /// At least one, so that rules have a place to be explained.
    private var markColumns: [ColumnWidth] {
        guard hasColumns else { return [.mm(64)] }
        let count = max(view.seats.count, 1)
        return Array(repeating: .mm(count == 1 ? 50 : max(7.6, min(10.5, 60 / Double(count)))), count: count)
    }

    /// All pillars, tasks and indicators with points, marks or rule, score and loss.
    var table: [Block] {
        let table = Table(
            columns: [.mm(11.5), .share(1)] + markColumns + [.mm(11), .mm(13), .mm(13)],
            header: [header], rows: view.rows.map(row),
            padding: Insets(vertical: .mm(0.75), horizontal: .mm(1.1)), borders: borders)
        let notes = [Kind.Words.legend, .legendNumbers].compactMap { paragraph($0, .note, .justified) }
        return [heading(.headingTable)] + notes.map { .paragraph(spaced($0, after: .mm(1.2), keeps: true)) } + [
            .table(table)
        ]
    }

    private func spaced(_ paragraph: Paragraph, after: Length, keeps: Bool = false) -> Paragraph {
        var paragraph = paragraph
        paragraph.style.spaceAfter = after
        paragraph.style.keepsWithNext = keeps
        return paragraph
    }

    private var header: Row {
        let marks =
            hasColumns && !view.seats.isEmpty
            ? view.seats.map { tight([Span($0)]) }
            : [Cell(string(.columnMarks), style(.head))]
        let start = [(Kind.Words.columnNumber, Alignment.start), (.columnIndicator, .start)]
        let end = [(Kind.Words.columnPoints, Alignment.end), (.columnScore, .end), (.columnLost, .end)]
        return Row(
            headerRow(start).cells + marks + headerRow(end).cells, background: template[.ground])
    }

    /// A cell of a narrow column: one line, smaller where it must be.
    private func tight(_ spans: [Span]) -> Cell {
        var style = style(.mark, .centre)
        style.fit = .shrink(toLines: 1, minimum: .pt(4))
        return Cell([Paragraph(spans, style)], padding: Insets(vertical: .mm(0.75), horizontal: .mm(0.2)))
    }

    private func row(_ row: ScoreRow) -> Row {
        let ground: Colour? =
            row.isLeaf ? nil : row.depth == 0 ? template[.pillarGround] : template[.taskGround]
        let number = Cell(row.number, style(row.isLeaf ? .number : .numberStrong, .start))
        return Row(
            [number] + middle(row) + numbers(row), background: ground, keepsWithNext: !row.isLeaf)
    }

    /// The title and the marks, or what stands in their place.
    private func middle(_ row: ScoreRow) -> [Cell] {
        switch row.basis {
        case .sum: [Cell(title(row), columnSpan: 1 + markColumns.count, isHeader: true)]
        case .rule(let text):
            [Cell(title(row), isHeader: true), Cell([Paragraph(text, style(.note))], columnSpan: markColumns.count)]
        case .marks(let marks, let remark):
            [Cell(title(row, remark: remark), isHeader: true)]
                + (hasColumns ? columns(marks) : [Cell([Paragraph(running(marks), style(.mark))])])
        }
    }

    private func title(_ row: ScoreRow, remark: String = "") -> [Paragraph] {
        let look: Kind.Style = row.depth == 0 ? .pillar : row.isLeaf ? .text : .textStrong
        let id = Span("  " + row.id, style: template[.id].text)
        let departments =
            row.departments.isEmpty
            ? [] : [string(.departments, ["departments": row.departments])]
        return [Paragraph([Span(row.title), id], style(look))]
            + (departments + [remark]).filter { !$0.isEmpty }.map { Paragraph($0, style(.departments)) }
    }

    private func columns(_ marks: [ScoreRow.Mark]) -> [Cell] {
        guard !marks.isEmpty else { return [Cell("—", style(.mark, .centre))] }
        return marks.map { tight([span($0)]) }
    }

    /// `7K3Q 1.8   9PX2 (2.0)`.
    private func running(_ marks: [ScoreRow.Mark]) -> [Span] {
        marks.enumerated().flatMap { index, mark in
            [Span((index == 0 ? "" : "   ") + mark.seat + "\u{00A0}", style: template[.id].text), span(mark)]
        }
    }

    private func span(_ mark: ScoreRow.Mark) -> Span {
        if mark.text.isEmpty { return Span("—", style: template[.missed].text) }
        guard mark.isDropped else { return Span(mark.text) }
        var style = template[.mark].text
        style.colour = template[.quiet]
        return Span("(\(mark.text))", style: style)
    }

    private func numbers(_ row: ScoreRow) -> [Cell] {
        let number: Kind.Style = row.isLeaf ? .number : .numberStrong
        let ground: Colour? =
            switch row.loss {
            case .none: nil
            case .some: template[.lossSome]
            case .much: template[.lossMuch]
            }
        let lost: Kind.Style = row.lost == "0" ? .number : .lost
        return [
            Cell(row.points, style(number, .end)), Cell(row.score, style(.numberStrong, .end)),
            Cell(row.lost, style(lost, .end), background: ground),
        ]
    }

    /// What the seats wrote, in full, by indicator.
    var comments: [Block] {
        guard !view.comments.isEmpty else {
            return [heading(.headingComments)] + (paragraph(.commentsNone, .body).map { [.paragraph($0)] } ?? [])
        }
        let table = Table(
            columns: [.mm(17), .share(1)],
            header: [headerRow([(.columnSeat, .start), (.columnComment, .start)])], rows: view.comments.flatMap(rows),
            padding: Insets(vertical: .mm(0.9), horizontal: .mm(1.5)), borders: borders)
        return [heading(.headingComments), .table(table)]
    }

    private func rows(_ comments: SeatComments) -> [Row] {
        let score = string(.commentScore, ["score": comments.score, "points": comments.points])
        let title = Paragraph(
            [Span("\(comments.number)　\(comments.title)"), Span("　" + score, style: template[.departments].text)],
            style(.textStrong))
        let head = Row(
            [Cell([title], columnSpan: 2, isHeader: true)], background: template[.taskGround], keepsWithNext: true)
        let look = template[.comment]
        var seat = style(.number)
        seat.spacing = .fixed(look.text.size * look.lines)
        return [head]
            + comments.comments.map { comment in
                Row([
                    Cell(comment.seat, seat, vertical: .top),
                    Cell([Paragraph(comment.text, style(.comment, .justified))], vertical: .top),
                ])
            }
    }

    /// How to object, and how to check all this.
    var remedy: [Block] {
        let paragraphs = [Kind.Words.objection, .verification, .check].compactMap { paragraph($0, .body, .justified) }
        guard !paragraphs.isEmpty else { return [] }
        return [heading(.headingObjection)] + paragraphs.map { .paragraph(spaced($0, after: .mm(1.5))) }
    }
}
