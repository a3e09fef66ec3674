// Colours, strokes and shapes: the parts of a page that are not text.

/// A colour in the sRGB space, each component from 0 to 1.
package struct Colour: Sendable, Hashable {
    package var red: Double
    package var green: Double
    package var blue: Double

    package static let black = Colour(hex: 0x000000)
    package static let white = Colour(hex: 0xFFFFFF)

    package init(red: Double, green: Double, blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// A colour from its usual notation, 0xRRGGBB.
    package init(hex: UInt32) {
        self.init(
            red: Double(hex >> 16 & 0xFF) / 255, green: Double(hex >> 8 & 0xFF) / 255,
            blue: Double(hex & 0xFF) / 255)
    }

    package static func grey(_ level: Double) -> Colour { Colour(red: level, green: level, blue: level) }
}

/// How a line is drawn.
package struct Stroke: Sendable, Hashable {
    package var width: Length
    package var colour: Colour
    /// Lengths of dashes and gaps in turn; empty for a solid line.
    package var dashes: [Length]

    package init(_ width: Length, _ colour: Colour = .black, dashes: [Length] = []) {
        self.width = width
        self.colour = colour
        self.dashes = dashes
    }
}

/// The outline of a drawing.
package enum Shape: Sendable, Hashable {
    case line(Point, Point)
    case rectangle(Rectangle, cornerRadius: Length)
    case path([Segment])

    /// One step of a path. A path begins with `move`.
    package enum Segment: Sendable, Hashable {
        case move(Point)
        case line(Point)
        /// A cubic Bézier curve with two control points.
        case curve(Point, Point, to: Point)
        case close
    }
}

/// A shape with what fills it and what draws its outline; without both it is invisible.
package struct Drawing: Sendable, Hashable {
    package var shape: Shape
    /// Filled by the non-zero winding rule.
    package var fill: Colour?
    package var stroke: Stroke?

    package init(_ shape: Shape, fill: Colour? = nil, stroke: Stroke? = nil) {
        self.shape = shape
        self.fill = fill
        self.stroke = stroke
    }

    package static func line(_ from: Point, _ to: Point, _ stroke: Stroke) -> Drawing {
        Drawing(.line(from, to), stroke: stroke)
    }

    package static func rectangle(
        _ rectangle: Rectangle, cornerRadius: Length = .zero, fill: Colour? = nil, stroke: Stroke? = nil
    ) -> Drawing {
        Drawing(.rectangle(rectangle, cornerRadius: cornerRadius), fill: fill, stroke: stroke)
    }

    /// A closed polygon through the points in order.
    package static func polygon(_ points: [Point], fill: Colour? = nil, stroke: Stroke? = nil) -> Drawing {
        let corners = points.enumerated().map { $0 == 0 ? Shape.Segment.move($1) : .line($1) }
        return Drawing(.path(corners + [.close]), fill: fill, stroke: stroke)
    }

    package static func circle(
        centre: Point, radius: Length, fill: Colour? = nil, stroke: Stroke? = nil
    ) -> Drawing {
        let square = Rectangle(
            x: centre.x - radius, y: centre.y - radius, width: radius * 2, height: radius * 2)
        return .rectangle(square, cornerRadius: radius, fill: fill, stroke: stroke)
    }
}
