// Paragraphs to lines: shape, find breaks, choose lines, set them.

import Reasons

/// The number of a page and of all pages, for furniture.
struct Numbering: Sendable, Hashable {
    var page: Int
    var count: Int
}

/// A paragraph as lines.
struct SetParagraph {
    var paragraph: Paragraph
    var lines: [Line]

    var height: Double { lines.reduce(0) { $0 + $1.height } }
    /// Of the widest line.
    var width: Double { lines.map(\.width).max() ?? 0 }
}

/// Lays out paragraphs for a column.
struct ParagraphLayout {
    let shaper: Shaper
    let problems: TypesettingProblems
    var grid: Double?
    var numbering: Numbering?

    /// The lines of a paragraph in a column of the given width, its text shrunk if it asks for that.
    func layout(_ paragraph: Paragraph, width: Double) -> SetParagraph {
        reportUnknownRoles(paragraph)
        let natural = lines(paragraph, width: width)
        guard case .shrink(let limit, let minimum) = paragraph.style.fit, natural.lines.count > limit else {
            return natural
        }
        for scale in paragraph.scales(downTo: minimum) {
            let smaller = lines(paragraph.scaled(by: scale), width: width)
            if smaller.lines.count <= limit { return smaller }
        }
        problems.report(.textTooLong(paragraph, limit: limit, minimum: minimum))
        return lines(paragraph.scaled(by: minimum.points / paragraph.largestSize.points), width: width)
    }

    private func lines(_ paragraph: Paragraph, width: Double) -> SetParagraph {
        let style = paragraph.style
        let start = style.startIndent.resolved(at: style.text.size).points
        let indent = style.firstLineIndent.resolved(at: style.text.size).points
        let measure = width - start - style.endIndent.resolved(at: style.text.size).points

        let clusters = shaper.shape(paragraph, numbering: numbering)
        let widths = LineWidths(clusters)
        let breaks = LineBreaks.find(in: clusters, widths, measure: measure)
        let choice = LineChoice(
            clusters: clusters, widths: widths, breaks: breaks, firstMeasure: measure - indent, measure: measure)
        let ranges = choice.lines(justified: style.alignment == .justified)
        let setter = LineSetter(clusters: clusters, widths: widths, style: style, grid: grid)
        let lines = ranges.map { range in
            let isFirst = range.lowerBound == 0
            let isLast = range.upperBound == clusters.count || breaks[range.upperBound - 1] == .forced
            return setter.set(
                range, start: isFirst ? start + indent : start, room: isFirst ? measure - indent : measure,
                isLast: isLast)
        }
        reportTooWide(paragraph, lines, measure)
        return SetParagraph(paragraph: paragraph, lines: lines)
    }

    private func reportTooWide(_ paragraph: Paragraph, _ lines: [Line], _ measure: Double) {
        guard let widest = lines.map(\.width).max(), widest > measure + 0.5 else { return }
        problems.report(.textTooWide(paragraph, widest, measure))
    }

    private func reportUnknownRoles(_ paragraph: Paragraph) {
        let roles = [paragraph.style.text.role] + paragraph.spans.compactMap { $0.style?.role }
        for role in roles where !shaper.fonts.knows(role) { problems.report(.roleUnknown(role)) }
    }
}

extension Paragraph {
    var plainText: String {
        spans.map { if case .text(let text) = $0.content { text } else { "" } }.joined()
    }

    var largestSize: Length {
        spans.compactMap { $0.style?.size }.reduce(style.text.size, max)
    }

    /// Factors in steps of 2 % from below 1 to where the largest size is `minimum`.
    func scales(downTo minimum: Length) -> [Double] {
        Array(stride(from: 0.98, to: minimum / largestSize, by: -0.02)) + [min(1, minimum / largestSize)]
    }

    /// The paragraph with all its sizes, fixed line distances and rooms multiplied.
    func scaled(by factor: Double) -> Paragraph {
        var copy = self
        copy.style.text.size = style.text.size * factor
        copy.style.spaceBefore = style.spaceBefore * factor
        copy.style.spaceAfter = style.spaceAfter * factor
        if case .fixed(let length) = style.spacing { copy.style.spacing = .fixed(length * factor) }
        for index in spans.indices { copy.spans[index].style?.size = (spans[index].style?.size ?? .zero) * factor }
        return copy
    }

    fileprivate var name: String { id?.description ?? "paragraph “\(plainText.prefix(12))”" }
}

extension TypesettingProblem {
    fileprivate static func textTooLong(_ paragraph: Paragraph, limit: Int, minimum: Length) -> TypesettingProblem {
        TypesettingProblem(
            code: .textTooLong, subject: paragraph.name,
            reason: Reason(
                .textTooTall, ["lines": .number(limit), "size": .text("\(minimum.points)")]),
            hint: Reason(.linesNeedRoom))
    }

    fileprivate static func textTooWide(_ paragraph: Paragraph, _ width: Double, _ room: Double) -> TypesettingProblem {
        TypesettingProblem(
            code: .textTooWide, subject: paragraph.name,
            reason: Reason(
                .textTooWide, ["width": .number(Int(width.rounded(.up))), "room": .number(Int(room))]),
            hint: Reason(.columnNeedsRoom))
    }

    fileprivate static func roleUnknown(_ role: FontRole) -> TypesettingProblem {
        TypesettingProblem(
            code: .roleUnknown, reason: Reason(.roleWithoutFont, ["role": .text(role.rawValue)]),
            hint: Reason(.roleNeedsFiles))
    }
}
