// How text and paragraphs look.

/// The name of a font's part in the documents, such as `serif` or `kai`; free-form, mapped to files by `FontSources`.
package struct FontRole: Sendable, Hashable, RawRepresentable, ExpressibleByStringLiteral {
    package let rawValue: String

    package static let serif: FontRole = "serif"
    package static let serifBold: FontRole = "serifBold"
    package static let sans: FontRole = "sans"
    package static let sansBold: FontRole = "sansBold"
    package static let kai: FontRole = "kai"

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { self.init(rawValue: value) }
}

/// The look of characters.
package struct TextStyle: Sendable, Hashable {
    package var role: FontRole
    package var size: Length
    package var colour: Colour
    /// Room added after every character; big titles take 0.1 to 0.5 em.
    package var tracking: TextLength

    package init(
        _ role: FontRole = .serif, size: Length, colour: Colour = .black, tracking: TextLength = .zero
    ) {
        self.role = role
        self.size = size
        self.colour = colour
        self.tracking = tracking
    }

    /// The tracking with which exactly `characters` full-width characters of `size` fill `width`; may be negative.
    ///
    /// GB/T 9704 asks for 28 characters of 16 pt in 156 mm, where 27.6 would fit untracked.
    package static func tracking(characters: Int, of size: Length, in width: Length) -> TextLength {
        .absolute(width / Double(max(characters, 1)) - size)
    }
}

/// The distance from line to line.
package enum LineSpacing: Sendable, Hashable {
    /// A multiple of the largest character size in the line; 1.5 suits Chinese body text.
    case multiple(Double)
    case fixed(Length)
    /// Each line takes this many steps of the section's `lineGrid` and begins on it; in a section without a grid, and in
    /// frames and tables, 1.75 times the character size for each step.
    case grid(lines: Int)
}

/// Where lines stand between the edges of their column or frame.
package enum Alignment: Sendable, Hashable {
    case start
    case centre
    case end
    /// Both edges flush where that stretches no gap by more than 0.09 em, else as `start`. The last line is never stretched.
    case justified
}

/// Where a block stands between the top and the bottom of its frame or cell.
package enum VerticalAlignment: Sendable, Hashable {
    case top, middle, bottom
}

/// What happens to a paragraph with too many lines.
package enum Fit: Sendable, Hashable {
    /// Nothing: it takes the lines that it needs.
    case wrap
    /// All its sizes shrink together until it has at most `lines` lines, its largest size not below `minimum`.
    /// When that is not enough it wraps at the minimum, and the layout reports `textTooLong`.
    case shrink(toLines: Int, minimum: Length)
}

/// The look of a paragraph. Copy one and change its properties to derive another.
package struct ParagraphStyle: Sendable, Hashable {
    /// The look of spans that bring no style of their own; also the em of the paragraph's own lengths.
    package var text: TextStyle
    package var alignment: Alignment
    package var spacing: LineSpacing
    package var firstLineIndent: TextLength
    package var startIndent: TextLength
    package var endIndent: TextLength
    /// Room above; left out at the top of a page, frame or cell. Between two paragraphs both rooms count.
    package var spaceBefore: Length
    package var spaceAfter: Length
    /// Stays on the page of the following block's first line or row.
    package var keepsWithNext: Bool
    /// Is never split over two pages, unless it is higher than a page.
    package var keepsTogether: Bool
    package var fit: Fit

    package init(
        _ text: TextStyle, alignment: Alignment = .start, spacing: LineSpacing = .multiple(1.5),
        firstLineIndent: TextLength = .zero, startIndent: TextLength = .zero, endIndent: TextLength = .zero,
        spaceBefore: Length = .zero, spaceAfter: Length = .zero, keepsWithNext: Bool = false,
        keepsTogether: Bool = false, fit: Fit = .wrap
    ) {
        self.text = text
        self.alignment = alignment
        self.spacing = spacing
        self.firstLineIndent = firstLineIndent
        self.startIndent = startIndent
        self.endIndent = endIndent
        self.spaceBefore = spaceBefore
        self.spaceAfter = spaceAfter
        self.keepsWithNext = keepsWithNext
        self.keepsTogether = keepsTogether
        self.fit = fit
    }
}
