// A run of leaves that is one node of the recursive tree, and where its hash is stored.

import Reasons

/// The leaves `start ..< end` of one recursive call of MTH, PATH or SUBPROOF.
struct LeafRange: Hashable {
    let start: Int
    let end: Int

    private init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }

    /// - Throws: `LedgerError` of code `outOfRange` unless 0 ≤ start ≤ end ≤ size.
    init(_ start: Int, _ end: Int, within size: Int) throws(LedgerError) {
        guard 0 <= start, start <= end, end <= size else {
            throw LedgerError(
                .outOfRange, .the(.tree),
                Reason(.treeBeyond, ["found": .text("\(start)–\(end)"), "size": .number(size)]))
        }
        self.init(start, end)
    }

    var count: Int { end - start }

    /// D[0:k] and D[k:n], where k is the largest power of two below n (RFC 9162 section 2.1.1). Asks for two leaves or more.
    var halves: (left: LeafRange, right: LeafRange) {
        let middle = start + 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
        return (LeafRange(start, middle), LeafRange(middle, end))
    }

    /// The complete subtrees in it, the widest first. `start` must be a multiple of the widest one's width, as it is for every
    /// range that `halves` makes from one beginning at leaf 0.
    var positions: [NodePosition] {
        var positions: [NodePosition] = []
        var leaf = start
        while leaf < end {
            let level = Int.bitWidth - 1 - (end - leaf).leadingZeroBitCount
            positions.append(NodePosition(level: level, index: leaf >> level))
            leaf += 1 << level
        }
        return positions
    }
}

extension HashReader {
    /// - Throws: `LedgerError` of code `missing` when the reader gives another number of hashes than asked for.
    func stored(_ positions: [NodePosition]) throws -> [Hash] {
        let hashes = try hashes(at: positions)
        guard hashes.count == positions.count else {
            throw LedgerError(
                .missing, .the(.tree),
                .number(of: .nodeHashes, hashes.count, expected: positions.count))
        }
        return hashes
    }

    /// The tree hashes of ranges, read in one go.
    func hashes(of ranges: [LeafRange]) throws -> [Hash] {
        let positions = ranges.map(\.positions)
        var stored = try stored(positions.flatMap { $0 })[...]
        return positions.map { subtrees in
            defer { stored = stored.dropFirst(subtrees.count) }
            return CompactRange.root(of: stored.prefix(subtrees.count)) ?? .emptyRoot
        }
    }
}
