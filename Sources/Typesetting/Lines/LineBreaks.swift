// Where lines may end.

/// What may happen after a cluster.
enum BreakAfter {
    case never, allowed, forced
}

enum LineBreaks {
    /// One entry for each cluster. Pieces without a break that are wider than `measure` may break between any two
    /// clusters, as a hash of 64 digits must.
    static func find(in clusters: [ShapedCluster], _ widths: LineWidths, measure: Double) -> [BreakAfter] {
        let joins = Kinsoku.numberJoins(clusters.map(\.first))
        var breaks = clusters.indices.map { index -> BreakAfter in
            if clusters[index].last == "\n" { return .forced }
            guard index + 1 < clusters.count, !joins[index] else { return .never }
            return mayBreak(clusters, after: index) ? .allowed : .never
        }
        relax(&breaks, widths, measure)
        return breaks
    }

    private static func mayBreak(_ clusters: [ShapedCluster], after index: Int) -> Bool {
        let a = clusters[index].last
        let b = clusters[index + 1].first
        if a == "\u{200B}" { return true }
        if b == "\u{200B}" || b == " " || b == "\n" { return false }
        if a == "\u{A0}" || b == "\u{A0}" { return false }
        if Kinsoku.closing.contains(b) || Kinsoku.inseparable.contains(b) || Kinsoku.opening.contains(a) {
            return false
        }
        if a == " " { return true }
        if a == "-", index > 0 {
            return Kinsoku.isLatinWord(clusters[index - 1].last) && Kinsoku.isLatinWord(b) && !Kinsoku.isDigit(b)
        }
        return Kinsoku.script(of: a) != .latin || Kinsoku.script(of: b) != .latin
    }

    private static func relax(_ breaks: inout [BreakAfter], _ widths: LineWidths, _ measure: Double) {
        var start = 0
        for end in breaks.indices where breaks[end] != .never || end == breaks.count - 1 {
            if widths.width(start..<end + 1) > measure + LineWidths.tolerance {
                for place in start..<end where breaks[place] == .never { breaks[place] = .allowed }
            }
            start = end + 1
        }
    }
}
