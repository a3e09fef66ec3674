// The border and the ground of certificates: a fret of square spirals (回纹) between rules, and a rosette of waves.

import Foundation
import Typesetting

enum Ornament {
    /// A band of square spirals along the inside of a box, with blocks at its corners and rules on both sides.
    static func frame(_ box: Rectangle, band: Length, fret: Colour, rules: Colour, paper: Colour) -> [Drawing] {
        let gap = band * 0.3
        let fine = Stroke(.pt(0.5), rules)
        let inner = box.inset(by: Insets(all: band))
        return [
            .rectangle(box.inset(by: Insets(all: -gap)), fill: paper, stroke: Stroke(.pt(1.8), fret)),
            .rectangle(inner.inset(by: Insets(all: gap)), stroke: fine),
            .rectangle(inner.inset(by: Insets(all: gap * 1.7)), stroke: Stroke(.pt(0.3), rules)),
        ] + sides(of: box, band).flatMap { spirals(along: $0, Stroke(band / 13, fret)) }
            + corners(of: box, band).flatMap { block($0, fret) }
    }

    /// Closed waves turned against each other, as on banknotes; drawn as the lightest tint of a page.
    static func rosette(in box: Rectangle, _ stroke: Stroke) -> [Drawing] {
        (0..<9).map { turn in
            let points = (0..<240).map { step in
                let angle = Double(step) / 240 * 2 * .pi
                let reach = 0.76 + 0.24 * sin(12 * angle + Double(turn) / 9 * 2 * .pi)
                return Point(
                    x: box.minX + box.width * (0.5 + 0.5 * reach * cos(angle)),
                    y: box.minY + box.height * (0.5 + 0.5 * reach * sin(angle)))
            }
            return .polygon(points, stroke: stroke)
        }
    }

    /// One side of a frame: where the band begins, where it runs, and where its inside is.
    private struct Side {
        let origin: Point
        let along: (x: Double, y: Double)
        let inward: (x: Double, y: Double)
        let length: Length
        let band: Length

        func point(_ distance: Length, _ depth: Length) -> Point {
            origin
                + Point(
                    x: distance * along.x + depth * inward.x, y: distance * along.y + depth * inward.y)
        }
    }

    private static func sides(of box: Rectangle, _ band: Length) -> [Side] {
        let margin = band * 1.22
        let wide = box.width - margin * 2
        let high = box.height - margin * 2
        return [
            Side(
                origin: Point(x: box.minX + margin, y: box.minY), along: (1, 0), inward: (0, 1), length: wide,
                band: band),
            Side(
                origin: Point(x: box.maxX, y: box.minY + margin), along: (0, 1), inward: (-1, 0), length: high,
                band: band),
            Side(
                origin: Point(x: box.maxX - margin, y: box.maxY), along: (-1, 0), inward: (0, -1), length: wide,
                band: band),
            Side(
                origin: Point(x: box.minX, y: box.maxY - margin), along: (0, -1), inward: (1, 0), length: high,
                band: band),
        ]
    }

    /// Spirals from both ends towards the middle of a side, mirrored there, all hanging from one line.
    private static func spirals(along side: Side, _ stroke: Stroke) -> [Drawing] {
        let pairs = max(1, (side.length / (side.band * 8 / 6) / 2).rounded())
        let unit = side.length / (pairs * 2) / 8
        let depth = side.band / 6
        // One spiral on a grid of eight by six, from the line at depth six to its heart.
        let spiral: [(Double, Double)] = [(0, 6), (0, 0), (6, 0), (6, 4), (2, 4), (2, 2), (4, 2)]
        let left = (0..<Int(pairs)).map { index in
            path(spiral.map { side.point(unit * (Double(index) * 8 + $0.0), depth * $0.1) }, stroke)
        }
        let right = (0..<Int(pairs)).map { index in
            path(spiral.map { side.point(side.length - unit * (Double(index) * 8 + $0.0), depth * $0.1) }, stroke)
        }
        let base = path([side.point(.zero, side.band), side.point(side.length, side.band)], stroke)
        let middle = path([side.point(side.length / 2, .zero), side.point(side.length / 2, side.band)], stroke)
        return left + right + [base, middle]
    }

    private static func path(_ points: [Point], _ stroke: Stroke) -> Drawing {
        Drawing(.path(points.enumerated().map { $0 == 0 ? .move($1) : .line($1) }), stroke: stroke)
    }

    private static func corners(of box: Rectangle, _ band: Length) -> [Rectangle] {
        [
            (box.minX, box.minY), (box.maxX - band, box.minY), (box.minX, box.maxY - band),
            (box.maxX - band, box.maxY - band),
        ].map { Rectangle(x: $0, y: $1, width: band, height: band) }
    }

    /// 回: a square in a square.
    private static func block(_ box: Rectangle, _ fret: Colour) -> [Drawing] {
        [
            .rectangle(box, stroke: Stroke(box.width / 13, fret)),
            .rectangle(box.inset(by: Insets(all: box.width / 6)), stroke: Stroke(box.width / 13, fret)),
            .rectangle(box.inset(by: Insets(all: box.width / 3)), fill: fret),
        ]
    }
}
