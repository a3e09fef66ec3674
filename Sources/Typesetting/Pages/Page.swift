// The finished page: plain values at fixed places, which a writer only walks and tests compare as text.

/// A document whose every item has its place, with all that its layout has to complain about.
package struct FinishedDocument: Sendable {
    package var information: DocumentInformation
    /// In order, at least one for each section.
    package var pages: [Page]
    /// In reading order; levels start at 1.
    package var outline: [OutlineEntry]
    /// Empty when every character was found and every text fits its place.
    package var problems: [TypesettingProblem]
}

/// A page and its items in drawing order.
///
/// Begin and end tags are balanced over the whole document; tables and rows may stay open over a page's end, the tags that hold text do not.
package struct Page: Sendable {
    package var size: Size
    /// The number that furniture prints, from 1.
    package var number: Int
    package var items: [Item]
}

/// One thing on a page.
package enum Item: Sendable, Hashable {
    case glyphs(GlyphRun)
    case drawing(Drawing)
    /// Rectangles of one colour: the modules of a QR code, joined along rows.
    case modules([Rectangle], Colour)
    case begin(Tag)
    case end(Tag)
}

/// Glyphs of one face, size and colour on one line.
package struct GlyphRun: Sendable, Hashable {
    package var face: FaceID
    package var size: Length
    package var colour: Colour
    /// Where the first glyph's origin stands, on the base line.
    package var origin: Point
    /// In the order of the text; their offsets count from `origin`.
    package var glyphs: [Glyph]
    /// What the glyphs stand for.
    package var text: String
    /// Pairs of text and glyphs in order; together they cover both completely.
    package var clusters: [Cluster]

    package struct Glyph: Sendable, Hashable {
        package var index: UInt32
        package var x: Length
        package var y: Length
    }

    package struct Cluster: Sendable, Hashable {
        /// Bytes of the text in UTF-8.
        package var bytes: Int
        package var glyphs: Int
    }
}

/// The number of a face in the `FontBook` that laid out the document.
package struct FaceID: Sendable, Hashable {
    package let index: Int
}

/// An element of the document's structure, by the standard types of ISO 32000-1, 14.8.4.
package enum Tag: Sendable, Hashable {
    case document
    case heading(Int)
    case paragraph
    case caption
    /// Text beside a link in the same paragraph.
    case span
    case table
    case row
    case headerCell(Scope)
    case cell
    case figure(alternative: String)
    /// A link to an address.
    case link(String)

    /// What a header cell names.
    package enum Scope: Sendable, Hashable {
        case row, column
    }
}

/// A heading that the outline lists.
package struct OutlineEntry: Sendable, Hashable {
    package var title: String
    package var level: Int
    /// From 0.
    package var page: Int
    package var position: Point
}
