// Lengths, places and sizes on a page, with the origin at the top left corner and y growing downwards.

/// A distance on paper, kept in PostScript points (1/72 inch).
package struct Length: Sendable, Hashable, Comparable {
    package var points: Double

    package static let zero = Length(points: 0)

    package init(points: Double) { self.points = points }

    package static func pt(_ value: Double) -> Length { Length(points: value) }
    package static func mm(_ value: Double) -> Length { Length(points: value * 72 / 25.4) }

    package var millimetres: Double { points * 25.4 / 72 }

    package static func < (a: Length, b: Length) -> Bool { a.points < b.points }
    package static func + (a: Length, b: Length) -> Length { .pt(a.points + b.points) }
    package static func - (a: Length, b: Length) -> Length { .pt(a.points - b.points) }
    package static func * (a: Length, b: Double) -> Length { .pt(a.points * b) }
    package static func / (a: Length, b: Double) -> Length { .pt(a.points / b) }
    package static func / (a: Length, b: Length) -> Double { a.points / b.points }
    package static func += (a: inout Length, b: Length) { a = a + b }
    package static func -= (a: inout Length, b: Length) { a = a - b }
    package static prefix func - (a: Length) -> Length { .pt(-a.points) }
}

/// A distance inside text: absolute, or in ems of the text that it belongs to.
package enum TextLength: Sendable, Hashable {
    case absolute(Length)
    case em(Double)

    package static let zero = TextLength.em(0)

    package static func pt(_ value: Double) -> TextLength { .absolute(.pt(value)) }
    package static func mm(_ value: Double) -> TextLength { .absolute(.mm(value)) }

    /// The distance for text of the given size.
    package func resolved(at size: Length) -> Length {
        switch self {
        case .absolute(let length): length
        case .em(let count): size * count
        }
    }
}

/// A place on a page, or inside a figure.
package struct Point: Sendable, Hashable {
    package var x: Length
    package var y: Length

    package static let zero = Point(x: .zero, y: .zero)

    package init(x: Length, y: Length) {
        self.x = x
        self.y = y
    }

    package static func mm(_ x: Double, _ y: Double) -> Point { Point(x: .mm(x), y: .mm(y)) }
    package static func pt(_ x: Double, _ y: Double) -> Point { Point(x: .pt(x), y: .pt(y)) }

    package static func + (a: Point, b: Point) -> Point { Point(x: a.x + b.x, y: a.y + b.y) }
}

/// A width and a height.
package struct Size: Sendable, Hashable {
    package var width: Length
    package var height: Length

    package static let a4Portrait = Size.mm(210, 297)
    package static let a4Landscape = Size.mm(297, 210)

    package init(width: Length, height: Length) {
        self.width = width
        self.height = height
    }

    package static func mm(_ width: Double, _ height: Double) -> Size {
        Size(width: .mm(width), height: .mm(height))
    }
}

/// An upright rectangle, given by its top left corner and its size.
package struct Rectangle: Sendable, Hashable {
    package var origin: Point
    package var size: Size

    package init(origin: Point, size: Size) {
        self.origin = origin
        self.size = size
    }

    package init(x: Length, y: Length, width: Length, height: Length) {
        self.init(origin: Point(x: x, y: y), size: Size(width: width, height: height))
    }

    package static func mm(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Rectangle {
        Rectangle(origin: .mm(x, y), size: .mm(width, height))
    }

    package var minX: Length { origin.x }
    package var minY: Length { origin.y }
    package var maxX: Length { origin.x + size.width }
    package var maxY: Length { origin.y + size.height }
    package var width: Length { size.width }
    package var height: Length { size.height }

    package func moved(by offset: Point) -> Rectangle {
        Rectangle(origin: origin + offset, size: size)
    }

    package func inset(by insets: Insets) -> Rectangle {
        Rectangle(
            x: minX + insets.left, y: minY + insets.top,
            width: width - insets.left - insets.right, height: height - insets.top - insets.bottom)
    }
}

/// Room at the four edges of a box.
package struct Insets: Sendable, Hashable {
    package var top: Length
    package var left: Length
    package var bottom: Length
    package var right: Length

    package static let zero = Insets(all: .zero)

    package init(top: Length, left: Length, bottom: Length, right: Length) {
        self.top = top
        self.left = left
        self.bottom = bottom
        self.right = right
    }

    package init(all length: Length) {
        self.init(top: length, left: length, bottom: length, right: length)
    }

    package init(vertical: Length, horizontal: Length) {
        self.init(top: vertical, left: horizontal, bottom: vertical, right: horizontal)
    }
}
