// How an official paper is checked, below its signature, and its page numbers.

import AssessmentModel
import Typesetting

extension Letter {
    /// The code with what it stands for, the ledger's key and the way to check it, below a fine rule.
    var verification: [Block] {
        let height = Length.mm(content.values["key"] == nil ? 29 : 36)
        let texts = [
            look.paragraph(.headingVerification, .caption, content.values),
            look.paragraph(.verification, .hash, content.values, .justified),
            look.paragraph(.hash, .hash, content.values),
            look.paragraph(.check, .hash, content.values),
        ].compactMap { $0 }
        let placed: [Placed] = [
            .drawing(.line(.zero, Point(x: Self.width, y: .zero), Stroke(.pt(0.5), look[.rule]))),
            .qr(QRCode(content.address, at: .mm(0, 2.5), side: .mm(26), level: .quartile, colour: look[.ink])),
            .text(
                TextFrame(
                    "verification", Rectangle(x: .mm(30), y: .mm(3.5), width: .mm(126), height: height - .mm(4)),
                    texts, shrinksTo: .pt(5))),
        ]
        return [
            .figure(
                Figure(
                    Size(width: Self.width, height: height), placed, alternative: string(.scan), spaceBefore: .mm(5))
            )
        ]
    }

    /// — 1 —, outside, one character from the edge (7.5).
    var pageNumbers: [Furniture] {
        let spans: [Span] = ["— ", .pageNumber, " —"]
        func frame(_ alignment: Alignment) -> [Placed] {
            var style = look[.page].paragraph(alignment)
            style.startIndent = .em(1)
            style.endIndent = .em(1)
            return [.text(TextFrame("page", .mm(28, 267, 156, 8), [Paragraph(spans, style)], vertical: .middle))]
        }
        return [Furniture(on: .odd, frame(.end)), Furniture(on: .even, frame(.start))]
    }
}
