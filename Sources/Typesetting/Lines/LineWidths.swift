// How wide any stretch of a paragraph is when it is set as one line, from sums made once.

/// Widths in points, of ranges of clusters.
struct LineWidths {
    /// Rounding of sums of widths must not push a character off a line that it fills exactly.
    static let tolerance = 0.01
    /// How wide a gap may become, in ems, the one between Han and Latin included: from 0.1 em on extractors see a space
    /// (poppler's minWordBreakSpace, pdfminer's word_margin).
    static let hanStretch = 0.09
    /// A word space may grow further: it is a space already.
    private static let spaceStretch = 0.6

    /// Sums over the clusters before each index.
    private var widths = [0.0]
    private var stretches = [0.0]
    /// The last cluster with ink before each index; -1 for none.
    private var lastInked = [-1]
    /// What each cluster is wide at the end of a line.
    private var atEnd: [Double] = []

    init(_ clusters: [ShapedCluster]) {
        for (index, cluster) in clusters.enumerated() {
            widths.append(widths[index] + cluster.advance + cluster.gap)
            let next = index + 1 < clusters.count ? clusters[index + 1] : nil
            stretches.append(stretches[index] + (next.map { Self.stretch(cluster, $0) } ?? 0))
            lastInked.append(cluster.isInvisible ? lastInked[index] : index)
            atEnd.append(Self.widthAtEnd(cluster))
        }
    }

    /// Without spaces at the end, without tracking after the last character, and a closing mark there at half its width.
    func width(_ line: Range<Int>) -> Double {
        let inked = inked(line)
        guard let last = inked.last else { return 0 }
        return widths[last] - widths[inked.lowerBound] + atEnd[last]
    }

    /// By how much the gaps of the line may grow in sum.
    func stretch(_ line: Range<Int>) -> Double {
        let inked = inked(line)
        guard let last = inked.last else { return 0 }
        return stretches[last] - stretches[inked.lowerBound]
    }

    /// By how much the gap after the cluster may grow.
    func stretch(after index: Int) -> Double { stretches[index + 1] - stretches[index] }

    /// The line without spaces and newlines at its end.
    func inked(_ line: Range<Int>) -> Range<Int> {
        line.lowerBound..<max(line.lowerBound, lastInked[line.upperBound] + 1)
    }

    private static func widthAtEnd(_ cluster: ShapedCluster) -> Double {
        let tracking = max(0, cluster.style.tracking.resolved(at: cluster.style.size).points)
        return cluster.advance - tracking - cluster.slack
    }

    private static func stretch(_ a: ShapedCluster, _ b: ShapedCluster) -> Double {
        if a.isSpace { return spaceStretch * a.em }
        if a.isInvisible || b.isInvisible { return 0 }
        if Kinsoku.inseparable.contains(a.last), Kinsoku.inseparable.contains(b.first) { return 0 }
        if Kinsoku.script(of: a.last) == .latin && Kinsoku.script(of: b.first) == .latin { return 0 }
        return hanStretch * min(a.em, b.em) - a.gap
    }
}
