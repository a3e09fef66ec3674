// The content model: what a document says and how it should look, before anything has a place on a page.

package import Foundation

/// A document to be laid out: sections in order, each beginning on a new page.
package struct Document: Sendable {
    package var information: DocumentInformation
    package var sections: [Section]

    package init(_ information: DocumentInformation, sections: [Section]) {
        self.information = information
        self.sections = sections
    }
}

/// What the file says about itself.
package struct DocumentInformation: Sendable, Hashable {
    package var title: String
    package var author: String
    package var subject: String
    package var keywords: [String]
    package var created: Date
    /// A BCP 47 tag, for shaping and for readers of the file.
    package var language: String
    /// For programs: entries of the file's own, by key; keys are letters and digits.
    package var properties: [String: String]

    package init(
        title: String, author: String = "", subject: String = "", keywords: [String] = [], created: Date,
        language: String = "zh-Hans", properties: [String: String] = [:]
    ) {
        self.title = title
        self.author = author
        self.subject = subject
        self.keywords = keywords
        self.created = created
        self.language = language
        self.properties = properties
    }
}

/// Pages of one format: content at fixed places, content that flows, and furniture that repeats.
///
/// A section without flow makes one page. Page numbers and counts run over the sections from the last one that
/// `restartsNumbering`, so a batch of certificates can stand in one document.
package struct Section: Sendable {
    package var paper: Size
    package var margins: Insets
    /// The distance of the lines of the grid that paragraphs with `.grid` spacing keep, from the top margin down.
    package var lineGrid: Length?
    /// Stands on the first page at places measured from the page's corner; tagged, and read before the flow.
    package var fixed: [Placed]
    /// Room kept free above the flow on the first page, for `fixed` content.
    package var firstPageRoom: Length
    package var flow: [Block]
    /// Running headers, footers, page numbers, borders; drawn below the content, not part of the text's structure.
    package var furniture: [Furniture]
    package var restartsNumbering: Bool

    package init(
        paper: Size = .a4Portrait, margins: Insets = Insets(all: .mm(20)), lineGrid: Length? = nil,
        fixed: [Placed] = [], firstPageRoom: Length = .zero, flow: [Block] = [], furniture: [Furniture] = [],
        restartsNumbering: Bool = true
    ) {
        self.paper = paper
        self.margins = margins
        self.lineGrid = lineGrid
        self.fixed = fixed
        self.firstPageRoom = firstPageRoom
        self.flow = flow
        self.furniture = furniture
        self.restartsNumbering = restartsNumbering
    }
}

/// Content that repeats on some pages of a section, at places measured from the page's corner.
package struct Furniture: Sendable {
    package var pages: PageSelection
    package var content: [Placed]

    package init(on pages: PageSelection = .all, _ content: [Placed]) {
        self.pages = pages
        self.content = content
    }
}

/// Pages of a section; odd and even go by the page number, first and last by the place in the section.
package enum PageSelection: Sendable, Hashable {
    case all, first, exceptFirst, last, odd, even
}

/// Content at a fixed place of a page or figure.
package enum Placed: Sendable {
    case drawing(Drawing)
    case text(TextFrame)
    case qr(QRCode)
}

/// The name by which problems speak of an element; the caller chooses it.
package struct ElementID: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let description: String

    package init(_ name: String) { description = name }
    package init(stringLiteral value: String) { self.init(value) }
}

/// Paragraphs in a box at a fixed place. Text that does not fit is drawn all the same and reported as `frameOverflow`.
package struct TextFrame: Sendable {
    package var id: ElementID
    package var box: Rectangle
    package var paragraphs: [Paragraph]
    package var vertical: VerticalAlignment
    /// When set, all text shrinks by one factor until the box holds it, the largest size not below this.
    package var shrinksTo: Length?

    package init(
        _ id: ElementID, _ box: Rectangle, _ paragraphs: [Paragraph], vertical: VerticalAlignment = .top,
        shrinksTo: Length? = nil
    ) {
        self.id = id
        self.box = box
        self.paragraphs = paragraphs
        self.vertical = vertical
        self.shrinksTo = shrinksTo
    }
}

/// A QR symbol at a fixed place, its quiet zone of four modules inside the side length.
package struct QRCode: Sendable, Hashable {
    package var text: String
    package var origin: Point
    package var side: Length
    package var level: Level
    package var colour: Colour

    /// The share of the symbol that may be damaged: 7, 15, 25 or 30 %.
    package enum Level: Sendable, Hashable {
        case low, medium, quartile, high
    }

    package init(
        _ text: String, at origin: Point, side: Length, level: Level = .medium, colour: Colour = .black
    ) {
        self.text = text
        self.origin = origin
        self.side = side
        self.level = level
        self.colour = colour
    }
}

/// A part of the flow.
package enum Block: Sendable {
    case paragraph(Paragraph)
    case table(Table)
    case figure(Figure)
    /// Empty room; left out at the top of a page.
    case space(Length)
    /// A rule over the whole width, with room above and below it.
    case rule(Stroke, before: Length, after: Length)
    case signature(Signature)
    case pageBreak
}

/// Text that is broken into lines.
package struct Paragraph: Sendable, Hashable {
    package var id: ElementID?
    package var spans: [Span]
    package var style: ParagraphStyle
    package var part: Part

    /// What a paragraph is in the text's structure.
    package enum Part: Sendable, Hashable {
        case body
        /// A heading of level 1 to 6; with an outline entry of that level unless told otherwise.
        case heading(Int, inOutline: Bool = true)
        case caption
    }

    package init(_ spans: [Span], _ style: ParagraphStyle, part: Part = .body, id: ElementID? = nil) {
        self.spans = spans
        self.style = style
        self.part = part
        self.id = id
    }

    package init(_ text: String, _ style: ParagraphStyle, part: Part = .body, id: ElementID? = nil) {
        self.init([Span(text)], style, part: part, id: id)
    }

    package static func heading(_ level: Int, _ text: String, _ style: ParagraphStyle) -> Paragraph {
        Paragraph(text, style, part: .heading(level))
    }
}

/// Characters of one look. A newline breaks the line; U+200B allows a break and leaves no trace; U+00A0 is a space that forbids it.
package struct Span: Sendable, Hashable, ExpressibleByStringLiteral {
    package var content: Content
    /// Nil for the look of the paragraph.
    package var style: TextStyle?
    /// The address that a click opens.
    package var link: String?

    package enum Content: Sendable, Hashable {
        case text(String)
        /// The number of the page, and how many there are; only in furniture and fixed frames.
        case pageNumber, pageCount
    }

    package static let pageNumber = Span(.pageNumber)
    package static let pageCount = Span(.pageCount)

    package init(_ content: Content, style: TextStyle? = nil, link: String? = nil) {
        self.content = content
        self.style = style
        self.link = link
    }

    package init(_ text: String, style: TextStyle? = nil, link: String? = nil) {
        self.init(.text(text), style: style, link: link)
    }

    package init(stringLiteral value: String) { self.init(value) }
}

/// A canvas in the flow: drawings, labels and QR codes at places measured from its own top left corner.
package struct Figure: Sendable {
    package var size: Size
    package var content: [Placed]
    package var alignment: Alignment
    /// What the figure shows, for readers who do not see it.
    package var alternative: String
    package var spaceBefore: Length
    package var spaceAfter: Length
    package var keepsWithNext: Bool

    package init(
        _ size: Size, _ content: [Placed], alternative: String, alignment: Alignment = .start,
        spaceBefore: Length = .zero, spaceAfter: Length = .zero, keepsWithNext: Bool = false
    ) {
        self.size = size
        self.content = content
        self.alternative = alternative
        self.alignment = alignment
        self.spaceBefore = spaceBefore
        self.spaceAfter = spaceAfter
        self.keepsWithNext = keepsWithNext
    }
}

/// Lines centred over each other in a box at the end of the column: the issuer's name over the date (GB/T 9704, 7.3.5).
package struct Signature: Sendable {
    package var lines: [Paragraph]
    /// Room between the box and the edge of the column, in ems of the first line.
    package var endIndent: TextLength

    package init(_ lines: [Paragraph], endIndent: TextLength = .em(4)) {
        self.lines = lines
        self.endIndent = endIndent
    }
}
