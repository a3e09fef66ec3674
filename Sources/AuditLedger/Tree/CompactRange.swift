// The right edge of a tree: all that appending and the root need.

/// The complete subtrees that make up a tree of `size` leaves, one per set bit of `size`, the widest first.
///
/// By RFC 9162 section 2.1.1 a tree of n leaves splits at the largest power of two below n. Applied to the right half again and
/// again, this cuts the tree where the bits of n are set; hashing these subtrees from the right gives the root.
package struct CompactRange: Hashable, Sendable {
    package private(set) var size: Int
    package private(set) var hashes: [Hash]

    package init() {
        size = 0
        hashes = []
    }

    /// The edge of a stored tree.
    ///
    /// - Throws: `LedgerError` for a negative size or a short answer, and what the reader throws.
    package init(size: Int, reader: some HashReader) throws {
        self.size = size
        hashes = try reader.stored(LeafRange(0, size, within: size).positions)
    }

    /// MTH(D_n) (RFC 9162 section 2.1.1).
    package var root: Hash { Self.root(of: hashes) ?? .emptyRoot }

    package mutating func append(_ leaf: Hash) {
        append(leaf) { _, _ in }
    }

    /// Appends a leaf, and hands over every node that it completes: itself at level 0, then upwards.
    package mutating func append(_ leaf: Hash, storing store: (NodePosition, Hash) throws -> Void) rethrows {
        var hash = leaf
        let merged = size.trailingOnes
        try store(NodePosition(level: 0, index: size), hash)
        for level in 0..<merged {
            hash = Hash.node(hashes[hashes.count - 1 - level], hash)
            try store(NodePosition(level: level + 1, index: size >> (level + 1)), hash)
        }
        hashes.removeLast(merged)
        hashes.append(hash)
        size += 1
    }

    /// Complete subtrees of falling width, hashed from the right; nil for none.
    static func root(of subtrees: some BidirectionalCollection<Hash>) -> Hash? {
        guard let last = subtrees.last else { return nil }
        return subtrees.dropLast().reversed().reduce(last) { Hash.node($1, $0) }
    }
}

extension Int {
    fileprivate var trailingOnes: Int { (~self).trailingZeroBitCount }
}
