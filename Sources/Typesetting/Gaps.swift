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
        guard let last = a.text.unicodeScalars.last, let first = b.text.unicodeScalars.first else { return 0 }
        if Kinsoku.isHan(last) && Kinsoku.isLatinWord(first) || Kinsoku.isLatinWord(last) && Kinsoku.isHan(first) {
            return hanLatin * min(a.em, b.em)
        }
        return 0
    }
}
