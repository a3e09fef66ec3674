// A line of a paragraph: glyph runs at places measured from the line's top left corner.

/// A finished line. All lengths in points.
struct Line {
    var height: Double
    /// Between the line's top and its base line.
    var baseline: Double
    /// From the left edge of the column.
    var x: Double
    var width: Double
    var parts: [Part]

    /// Glyphs with one link or none.
    struct Part {
        var run: GlyphRun
        var link: String?
    }

    /// The items of the line at a place on the page; without tags when the line has no links.
    func items(at origin: Point, tagged: Bool) -> [Item] {
        let hasLinks = tagged && parts.contains { $0.link != nil }
        return parts.flatMap { part -> [Item] in
            var run = part.run
            run.origin = run.origin + origin
            guard hasLinks else { return [.glyphs(run)] }
            let tag = part.link.map(Tag.link) ?? .span
            return [.begin(tag), .glyphs(run), .end(tag)]
        }
    }
}

/// Makes lines of ranges of clusters.
struct LineSetter {
    let clusters: [ShapedCluster]
    let widths: LineWidths
    let style: ParagraphStyle
    /// The step of the section's line grid, if it has one.
    let grid: Double?

    /// - Parameters:
    ///   - start: where the line may begin.
    ///   - room: how wide it may be.
    func set(_ range: Range<Int>, start: Double, room: Double, isLast: Bool) -> Line {
        let inked = widths.inked(range)
        let natural = widths.width(range)
        let missing = room - natural
        let growth = style.alignment == .justified && !isLast ? growth(range, missing) : 0
        let x = start + (style.alignment == .centre ? missing / 2 : style.alignment == .end ? missing : 0)
        let size = inked.map { clusters[$0].em }.max() ?? style.text.size.points
        let height = height(size)
        let baseline = (height - size) / 2 + 0.88 * size
        return Line(
            height: height, baseline: baseline, x: x, width: natural + growth * widths.stretch(range),
            parts: parts(inked, x: x, baseline: baseline, growth: growth))
    }

    /// How much of their allowance the gaps use, from 0 to 1.
    private func growth(_ range: Range<Int>, _ missing: Double) -> Double {
        let stretch = widths.stretch(range)
        return missing > 0 && missing <= stretch ? missing / stretch : 0
    }

    private func height(_ size: Double) -> Double {
        switch style.spacing {
        case .multiple(let factor): factor * size
        case .fixed(let length): length.points
        case .grid(let lines): Double(lines) * (grid ?? 1.75 * style.text.size.points)
        }
    }

    private func parts(_ range: Range<Int>, x: Double, baseline: Double, growth: Double) -> [Line.Part] {
        var parts: [Line.Part] = []
        var pen = x
        for index in range {
            let cluster = clusters[index]
            if let face = cluster.face {
                if parts.last?.continues(cluster) != true {
                    parts.append(Line.Part(beginning: cluster, face, at: .pt(pen, baseline)))
                }
                parts[parts.count - 1].run.append(cluster, at: pen)
            }
            pen += cluster.advance + cluster.gap + growth * widths.stretch(after: index)
        }
        return parts
    }
}

extension Line.Part {
    fileprivate init(beginning cluster: ShapedCluster, _ face: FaceID, at origin: Point) {
        run = GlyphRun(
            face: face, size: cluster.style.size, colour: cluster.style.colour, origin: origin, glyphs: [], text: "",
            clusters: [])
        link = cluster.link
    }

    fileprivate func continues(_ cluster: ShapedCluster) -> Bool {
        run.face == cluster.face && run.size == cluster.style.size && run.colour == cluster.style.colour
            && link == cluster.link
    }
}

extension GlyphRun {
    fileprivate mutating func append(_ cluster: ShapedCluster, at pen: Double) {
        for glyph in cluster.glyphs {
            glyphs.append(Glyph(index: glyph.index, x: .pt(pen - origin.x.points + glyph.x), y: .pt(glyph.y)))
        }
        text += cluster.text
        let pair = Cluster(bytes: cluster.text.utf8.count, glyphs: cluster.glyphs.count)
        if cluster.isSpacedOut, let last = clusters.last {
            clusters[clusters.count - 1] = Cluster(bytes: last.bytes + pair.bytes, glyphs: last.glyphs + pair.glyphs)
        } else {
            clusters.append(pair)
        }
    }
}

extension ShapedCluster {
    /// Spaced so wide that extractors would see words of one character; as one cluster its text is written beside the glyphs.
    fileprivate var isSpacedOut: Bool { style.tracking.resolved(at: style.size) > style.size * 0.05 }
}
