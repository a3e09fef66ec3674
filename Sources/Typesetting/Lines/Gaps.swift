// The room between Han and Latin.

/// Full-width marks that meet (》（) keep their whole widths: glyphs that overlap by more than a tenth of an em make text
/// extractors begin a new line there.
enum Gaps {
    /// Between Han and Latin, in ems. CLREQ's quarter em would make text extractors insert a space.
    static let hanLatin = 0.05

    static func set(in clusters: inout [ShapedCluster]) {
        for index in clusters.indices.dropLast() {
            clusters[index].gap = gap(clusters[index], clusters[index + 1])
        }
    }

    private static func gap(_ a: ShapedCluster, _ b: ShapedCluster) -> Double {
        let meet =
            Kinsoku.isHan(a.last) && Kinsoku.isLatinWord(b.first)
            || Kinsoku.isLatinWord(a.last) && Kinsoku.isHan(b.first)
        return meet ? hanLatin * min(a.em, b.em) : 0
    }
}
