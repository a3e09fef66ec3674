// Chooses the breaks of a paragraph: first fit for ragged text, the best choice over the whole paragraph for justified.

struct LineChoice {
    let clusters: [ShapedCluster]
    let widths: LineWidths
    let breaks: [BreakAfter]
    /// The room of the first line and of the others, in points.
    let firstMeasure: Double
    let measure: Double

    /// The lines as ranges of clusters, together all of them; one empty range for an empty text.
    func lines(justified: Bool) -> [Range<Int>] {
        paragraphs.flatMap { justified ? best(in: $0) : firstFit(in: $0) }
    }

    /// Pieces between forced breaks, the newline at the end of each.
    private var paragraphs: [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = 0
        for index in clusters.indices where breaks[index] == .forced {
            pieces.append(start..<index + 1)
            start = index + 1
        }
        return pieces + [start..<clusters.count]
    }

    private func room(from start: Int) -> Double { start == 0 ? firstMeasure : measure }

    private func fits(_ line: Range<Int>) -> Bool {
        widths.width(line) <= room(from: line.lowerBound) + LineWidths.tolerance
    }

    private func ends(in piece: Range<Int>) -> [Int] {
        piece.dropLast().filter { breaks[$0] == .allowed }.map { $0 + 1 } + [piece.upperBound]
    }

    private func firstFit(in piece: Range<Int>) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = piece.lowerBound
        var last = start
        for end in ends(in: piece) {
            if last > start, !fits(start..<end) {
                lines.append(start..<last)
                start = last
            }
            last = end
        }
        return lines + [start..<piece.upperBound]
    }

    /// The lines with the least sum of `badness`: Knuth and Plass's choice (Breaking Paragraphs into Lines, 1981) with
    /// gaps that only grow.
    private func best(in piece: Range<Int>) -> [Range<Int>] {
        struct Way {
            var start: Int
            var cost: Double
        }
        var ways: [Int: Way] = [piece.lowerBound: Way(start: piece.lowerBound, cost: 0)]
        var starts = [piece.lowerBound]
        for end in ends(in: piece) {
            var chosen: Way?
            for start in starts.reversed() {
                guard let way = ways[start] else { continue }
                guard fits(start..<end) || chosen == nil else { break }
                let cost = way.cost + badness(start..<end, isLast: end == piece.upperBound)
                if cost < chosen?.cost ?? .infinity { chosen = Way(start: start, cost: cost) }
            }
            ways[end] = chosen
            starts.append(end)
        }
        var lines: [Range<Int>] = []
        var end = piece.upperBound
        while let way = ways[end], way.start < end {
            lines.append(way.start..<end)
            end = way.start
        }
        return lines.isEmpty ? [piece] : lines.reversed()
    }

    /// 0 for a full line, 1 for one stretched as far as it may, more for a ragged one; a line too wide only when nothing else is left.
    private func badness(_ line: Range<Int>, isLast: Bool) -> Double {
        let width = widths.width(line)
        let stretch = widths.stretch(line)
        let missing = room(from: line.lowerBound) - width
        let em = clusters[line].first?.em ?? 1
        if missing < -LineWidths.tolerance { return 1e6 }
        if isLast { return line.lowerBound > 0 && width < 1.5 * em ? 0.5 : 0 }
        if missing <= 0 { return 0 }
        if missing <= stretch { return (missing / stretch) * (missing / stretch) }
        return 2 + (missing / em) * (missing / em)
    }
}
