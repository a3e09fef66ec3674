// How the tree reads what is stored of it.

import Reasons

/// The place of a complete subtree: at `level` h and `index` i it covers the leaves i·2^h ..< (i + 1)·2^h.
///
/// Level 0 holds the leaf hashes. A tree of n leaves has the positions with (i + 1)·2^h ≤ n; none ever changes, so that a store
/// only inserts.
package struct NodePosition: Hashable, Sendable {
    package let level: Int
    package let index: Int

    package init(level: Int, index: Int) {
        self.level = level
        self.index = index
    }
}

/// A store of node hashes.
package protocol HashReader {
    /// The hashes at these positions, in their order and number.
    ///
    /// - Throws: when one is not stored or cannot be read.
    func hashes(at positions: [NodePosition]) throws -> [Hash]
}

/// All nodes of a tree in memory.
package struct HashLevels: HashReader, Sendable {
    private var levels: [[Hash]] = [[]]
    private var edge = CompactRange()

    package init() {}

    package init(leaves: some Sequence<Hash>) {
        for leaf in leaves { append(leaf) }
    }

    package var size: Int { edge.size }
    package var root: Hash { edge.root }

    /// A size that the tree can be cut back to.
    package struct Mark: Sendable {
        fileprivate let edge: CompactRange
    }

    package var mark: Mark { Mark(edge: edge) }

    /// Takes away the leaves that were appended since `mark` was this tree's.
    package mutating func cut(to mark: Mark) {
        edge = mark.edge
        for level in levels.indices {
            levels[level].removeLast(levels[level].count - (edge.size >> level))
        }
    }

    package mutating func append(_ leaf: Hash) {
        edge.append(leaf) { position, hash in
            if position.level == levels.count { levels.append([]) }
            levels[position.level].append(hash)
        }
    }

    /// - Throws: `LedgerError` of code `missing` for a position beyond the tree.
    package func hashes(at positions: [NodePosition]) throws -> [Hash] {
        try positions.map { position throws(LedgerError) in
            guard levels.indices.contains(position.level), levels[position.level].indices.contains(position.index)
            else {
                throw LedgerError(
                    .missing, .the(.tree),
                    Reason(
                        .treeBeyond,
                        ["found": .text("\(position.level)/\(position.index)"), "size": .number(size)]))
            }
            return levels[position.level][position.index]
        }
    }
}
