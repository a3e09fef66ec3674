// The ranked table of a notice, its verification and its page numbers.

import AssessmentModel
import Typesetting

extension Notice {
    /// All zones with a rank, in order.
    var rankedTable: Table {
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
        var word = text
        word.fit = .shrink(toLines: 1, minimum: .pt(6))
        return Row(
            [
                Cell(line.rank, word), Cell(line.zone, template[.tableText].paragraph(.start), isHeader: true),
                Cell(line.kind, text), Cell(line.total, number), Cell(line.grade, word), Cell(line.verdict, word),
            ], minimumHeight: .mm(7.6))
    }

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
