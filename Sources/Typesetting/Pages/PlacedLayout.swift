// Content at fixed places to items: drawings as they are, text set into its frames, QR codes as modules.

import Reasons

/// A heading with its place on a page, for the outline.
struct Heading {
    var title: String
    var level: Int
    var position: Point
}

/// Items at their places on one page, and the headings among them.
struct Layer {
    var items: [Item] = []
    var headings: [Heading] = []
}

struct PlacedLayout {
    let paragraphs: ParagraphLayout
    let problems: TypesettingProblems

    /// The items in the given order, moved by `offset`. Without tags, text is part of whatever surrounds it.
    func layout(_ content: [Placed], offset: Point = .zero, tagged: Bool) -> Layer {
        var layer = Layer()
        for placed in content {
            switch placed {
            case .drawing(let drawing): layer.items.append(.drawing(drawing.moved(by: offset)))
            case .qr(let code): layer.items += items(code, offset, tagged: tagged)
            case .text(let frame): set(frame, offset, tagged: tagged, into: &layer)
            }
        }
        return layer
    }

    private func items(_ code: QRCode, _ offset: Point, tagged: Bool) -> [Item] {
        guard let symbol = QRSymbol(code.text, level: code.level) else {
            problems.report(.qrTooLong(code))
            return []
        }
        let square = Rectangle(origin: code.origin + offset, size: Size(width: code.side, height: code.side))
        let modules = Item.modules(symbol.rectangles(in: square), code.colour)
        let tag = Tag.figure(alternative: code.text)
        return tagged ? [.begin(tag), modules, .end(tag)] : [modules]
    }

    private func set(_ frame: TextFrame, _ offset: Point, tagged: Bool, into layer: inout Layer) {
        let box = frame.box.moved(by: offset)
        let stack = fitted(frame)
        if stack.height > box.height.points + 0.5 { problems.report(.frameOverflow(frame, stack.height)) }
        let free = box.height.points - stack.height
        let top = frame.vertical == .top ? 0 : frame.vertical == .middle ? free / 2 : free
        let placed = stack.layer(at: box.origin + .pt(0, top), tagged: tagged)
        layer.items += placed.items
        layer.headings += placed.headings
    }

    private func fitted(_ frame: TextFrame) -> TextStack {
        let natural = stack(frame.paragraphs, frame.box)
        guard let minimum = frame.shrinksTo, natural.height > frame.box.height.points,
            let largest = frame.paragraphs.max(by: { $0.largestSize < $1.largestSize })
        else { return natural }
        let smaller = largest.scales(downTo: minimum).lazy.map { scale in
            stack(frame.paragraphs.map { $0.scaled(by: scale) }, frame.box)
        }
        return smaller.first { $0.height <= frame.box.height.points } ?? smaller.last ?? natural
    }

    private func stack(_ content: [Paragraph], _ box: Rectangle) -> TextStack {
        TextStack(content.map { paragraphs.layout($0, width: box.width.points) })
    }
}

/// Paragraphs below each other in a frame or cell.
struct TextStack {
    struct Entry {
        var paragraph: SetParagraph
        var top: Double
    }

    private(set) var entries: [Entry] = []
    private(set) var height = 0.0

    init(_ paragraphs: [SetParagraph]) {
        var room = 0.0
        for paragraph in paragraphs {
            let style = paragraph.paragraph.style
            if !entries.isEmpty { height += room + style.spaceBefore.points }
            entries.append(Entry(paragraph: paragraph, top: height))
            height += paragraph.height
            room = style.spaceAfter.points
        }
    }

    func layer(at origin: Point, tagged: Bool) -> Layer {
        var layer = Layer()
        for entry in entries {
            var position = origin + .pt(0, entry.top)
            let paragraph = entry.paragraph.paragraph
            if tagged { layer.headings += paragraph.heading(at: position) }
            if tagged { layer.items.append(.begin(paragraph.tag)) }
            for line in entry.paragraph.lines {
                layer.items += line.items(at: position, tagged: tagged)
                position.y += .pt(line.height)
            }
            if tagged { layer.items.append(.end(paragraph.tag)) }
        }
        return layer
    }
}

extension Paragraph {
    var tag: Tag {
        switch part {
        case .body: .paragraph
        case .caption: .caption
        case .heading(let level, _): .heading(min(max(level, 1), 6))
        }
    }

    /// The outline's entry for the paragraph, if it is a heading that has one.
    func heading(at position: Point) -> [Heading] {
        guard case .heading(let level, inOutline: true) = part else { return [] }
        let title = plainText.interchanged.filter { $0 != "\n" && $0 != "\u{200B}" }
        return [Heading(title: title, level: max(level, 1), position: position)]
    }
}

extension Drawing {
    func moved(by offset: Point) -> Drawing {
        var copy = self
        switch shape {
        case .line(let from, let to): copy.shape = .line(from + offset, to + offset)
        case .rectangle(let box, let radius): copy.shape = .rectangle(box.moved(by: offset), cornerRadius: radius)
        case .path(let segments): copy.shape = .path(segments.map { $0.moved(by: offset) })
        }
        return copy
    }
}

extension Shape.Segment {
    fileprivate func moved(by offset: Point) -> Shape.Segment {
        switch self {
        case .move(let point): .move(point + offset)
        case .line(let point): .line(point + offset)
        case .curve(let first, let second, let end): .curve(first + offset, second + offset, to: end + offset)
        case .close: .close
        }
    }
}

extension TypesettingProblem {
    fileprivate static func frameOverflow(_ frame: TextFrame, _ height: Double) -> TypesettingProblem {
        TypesettingProblem(
            code: .frameOverflow, subject: frame.id.description,
            reason: Reason(
                .frameOverflow,
                ["height": .number(Int(height.rounded(.up))), "frame": .number(Int(frame.box.height.points))]),
            hint: Reason(.frameNeedsRoom))
    }

    fileprivate static func qrTooLong(_ code: QRCode) -> TypesettingProblem {
        TypesettingProblem(
            code: .qrTooLong,
            reason: Reason(
                .codeTooLong,
                ["text": .text(String(code.text.prefix(24))), "count": .number(code.text.utf8.count)]),
            hint: Reason(.codeShorter))
    }
}
