// The room between neighbouring clusters: Han beside Latin, and full-width marks that meet.

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
        let marks = (closes(a) || opens(a)) && (closes(b) || opens(b))
        guard marks else { return 0 }
        if closes(a), a.slack > 0 { return -a.slack }
        return opens(b) ? -b.slack : 0
    }

    private static func closes(_ cluster: ShapedCluster) -> Bool { has(cluster, Kinsoku.closing) }
    private static func opens(_ cluster: ShapedCluster) -> Bool { has(cluster, Kinsoku.opening) }

    private static func has(_ cluster: ShapedCluster, _ set: Set<Unicode.Scalar>) -> Bool {
        cluster.text.unicodeScalars.first.map(set.contains) ?? false
    }
}
