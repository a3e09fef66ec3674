// The first page of a score sheet: the result, the pillars, the reasons, and the heaviest losses.

import AssessmentModel
import Scoring
import Telling
import Typesetting

extension ScoreSheet {
    /// Verdict, total, rank, grade and bonus side by side.
    var summary: [Block] {
        let isGood = view.verdict == .pass
        var verdict = style(.valueLarge, .centre)
        verdict.text.colour = template[isGood ? .accentGood : .missed]
        let cells = [
            figure(.labelVerdict, view.values["verdict"] ?? "", verdict),
            figure(.labelTotal, view.values["total"] ?? "", style(.valueLarge, .centre), note: .totalOf),
            figure(.labelRank, view.values["rank"] ?? "", style(.value, .centre)),
            figure(.labelGrade, view.values["grade"] ?? "", style(.value, .centre)),
            figure(
                view.hasDeductions ? .labelAdjustments : .labelBonus, view.values["bonus"] ?? "", style(.value, .centre)
            ),
        ]
        let line = Stroke(.pt(0.5), template[.rule])
        return [
            .table(
                Table(
                    columns: [.share(1.25), .share(1.5), .share(1), .share(1), .share(0.8)],
                    rows: [Row(cells, background: template[.ground])],
                    padding: Insets(vertical: .mm(2), horizontal: .mm(1.5)),
                    borders: TableBorders(top: Stroke(.pt(1.2), template[.accent]), bottom: line, vertical: line)))
        ]
    }

    private func figure(
        _ label: Kind.Words, _ value: String, _ style: ParagraphStyle, note: Kind.Words? = nil
    ) -> Cell {
        let note = note.map { template[.valueNote].spans(template.text($0).parts(values)) } ?? []
        let noteSpans = note.map { Span($0.content, style: template[.valueNote].text) }
        return Cell([
            Paragraph(string(label), self.style(.label, .centre)), Paragraph([Span(value)] + noteSpans, style),
        ])
    }

    var pillars: [Block] {
        [heading(.headingPillars), .figure(pillarChart)] + partsNote + baseNote
    }

    /// Where the bars' numbers and the bonus do not add up to the total above.
    private var partsNote: [Block] {
        guard view.values["difference"] != nil, let note = paragraph(.partsNote, .chartNote) else { return [] }
        return [.paragraph(note)]
    }

    /// Where verdict and grade above go by another total than the one above.
    private var baseNote: [Block] {
        guard view.values["apart"] != nil, let note = paragraph(.baseNote, .chartNote) else { return [] }
        return [.paragraph(note)]
    }

    /// Each pass line with what was compared, then whatever else decided.
    var verdict: [Block] {
        guard !view.reasons.isEmpty else { return [] }
        let rows = view.reasons.map { reason in
            Row([
                Cell(reason.subject, style(.text), isHeader: true), Cell(reason.finding, style(.text)),
                Cell(reason.outcome, style(reason.isMet == false ? .missed : .text, .centre)),
            ])
        }
        let table = Table(
            columns: [.mm(52), .share(1), .mm(26)],
            header: [headerRow([(.columnSubject, .start), (.columnFinding, .start), (.columnOutcome, .centre)])],
            rows: rows, padding: Insets(vertical: .mm(0.8), horizontal: .mm(1.5)), borders: borders)
        return [heading(.headingReasons), .table(table)]
    }

    /// The indicators that cost most, with whom to ask.
    var losses: [Block] {
        guard !view.losses.isEmpty else { return [] }
        let rows = view.losses.map { loss in
            Row([
                Cell(loss.number, style(.number, .start)), Cell(loss.title, style(.text)),
                Cell("\(loss.score) / \(loss.points)", style(.number, .end)), Cell(loss.lost, style(.lost, .end)),
                Cell(loss.departments, style(.departments)),
            ])
        }
        let table = Table(
            columns: [.mm(12), .share(1.3), .mm(20), .mm(14), .share(1)],
            header: [
                headerRow([
                    (.columnNumber, .start), (.columnIndicator, .start), (.columnScore, .end), (.columnLost, .end),
                    (.columnDepartments, .start),
                ])
            ],
            rows: rows, padding: Insets(vertical: .mm(0.8), horizontal: .mm(1.5)), borders: borders)
        return [heading(.headingLosses), .table(table)]
    }

    func headerRow(_ columns: [(words: Kind.Words, alignment: Alignment)]) -> Row {
        Row(columns.map { Cell(string($0.words), style(.head, $0.alignment)) }, background: template[.ground])
    }

    var borders: TableBorders {
        .ruled(strong: Stroke(.pt(0.8), template[.ink]), fine: Stroke(.pt(0.3), template[.rule]))
    }
}

extension ScoreSheet {
    /// A bar for each pillar with its pass line.
    private var pillarChart: Figure {
        let step = Length.mm(8.6)
        let content = view.bars.enumerated().flatMap { bar($0.element, top: step * Double($0.offset)) }
        let described = view.bars.map { "\($0.title) \($0.score) / \($0.maximum)" }.joined(separator: "; ")
        return Figure(
            Size(width: Self.width, height: step * Double(view.bars.count)), content,
            alternative: string(.chartAlternative) + " " + described, spaceBefore: .mm(1))
    }

    private func bar(_ bar: PillarBar, top: Length) -> [Placed] {
        let left = Length.mm(54)
        let full = Length.mm(78)
        let box = Rectangle(x: left, y: top + .mm(1.9), width: full, height: .mm(4.2))
        var filled = box
        filled.size.width = full * (bar.share ?? 0)
        var content: [Placed] = [
            label(bar.title, .chart, Rectangle(x: .zero, y: top, width: .mm(52), height: .mm(8)), .start),
            .drawing(.rectangle(box, fill: template[.barGround])),
            .drawing(.rectangle(filled, fill: template[bar.isMet ? .bar : .barMissed])),
        ]
        if let share = bar.lineShare, let line = bar.line {
            let x = left + full * share
            let mark = Stroke(.pt(1), template[.passLine])
            content += [
                .drawing(.line(Point(x: x, y: top + .mm(0.9)), Point(x: x, y: top + .mm(7.1)), mark)),
                label(
                    string(.chartLine, ["line": line]), .chartNote,
                    Rectangle(x: .mm(150), y: top, width: .mm(26), height: .mm(8)), .end),
            ]
        }
        let score = Rectangle(x: .mm(133), y: top, width: .mm(22), height: .mm(8))
        return content + [scoreLabel(bar, score)]
    }

    private func scoreLabel(_ bar: PillarBar, _ box: Rectangle) -> Placed {
        var value = template[.chartValue].text
        if !bar.isMet { value.colour = template[.missed] }
        let spans = [Span(bar.score, style: value), Span(" / \(bar.maximum)")]
        return .text(TextFrame("chart", box, [Paragraph(spans, style(.chartNote))], vertical: .middle))
    }

    private func label(_ text: String, _ style: Kind.Style, _ box: Rectangle, _ alignment: Alignment) -> Placed {
        .text(
            TextFrame(
                "chart", box, [Paragraph(text, self.style(style, alignment))], vertical: .middle, shrinksTo: .pt(5)))
    }
}
