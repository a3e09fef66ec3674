// Root and proofs of a stored tree.

import Reasons

/// The Merkle tree of RFC 9162 section 2.1 (the same as RFC 6962's) over the first `size` leaves that a reader holds.
///
/// Leaf hash: SHA-256(0x00 ‖ entry). Node hash: SHA-256(0x01 ‖ left ‖ right). A tree of n > 1 leaves splits at the largest power
/// of two below n; no leaf is ever doubled. Each proof reads its hashes in one call.
package struct MerkleTree<Reader: HashReader> {
    package let size: Int
    private let reader: Reader

    package init(size: Int, reader: Reader) {
        self.size = size
        self.reader = reader
    }

    /// - Throws: `LedgerError` for a negative size, and what the reader throws.
    package func root() throws -> Hash {
        try CompactRange(size: size, reader: reader).root
    }

    /// PATH(index, D_size) (RFC 9162 section 2.1.3.1), from the leaf's sibling up to the root's child.
    ///
    /// - Throws: `LedgerError` of code `outOfRange` unless 0 ≤ index < size, and what the reader throws.
    package func inclusionProof(of index: Int) throws -> InclusionProof {
        guard 0 <= index, index < size else {
            throw LedgerError(
                .outOfRange, .the(.tree), Reason(.treeBeyond, ["found": .number(index), "size": .number(size)]))
        }
        let siblings = Self.path(to: index, in: try LeafRange(0, size, within: size))
        return InclusionProof(index: index, size: size, hashes: try reader.hashes(of: siblings))
    }

    /// PROOF(oldSize, D_size) (RFC 9162 section 2.1.4.1). Empty when oldSize is 0 or size.
    ///
    /// - Throws: `LedgerError` of code `outOfRange` unless 0 ≤ oldSize ≤ size, and what the reader throws.
    package func consistencyProof(from oldSize: Int) throws -> ConsistencyProof {
        guard 0 <= oldSize, oldSize <= size else {
            throw LedgerError(
                .outOfRange, .the(.tree), Reason(.treeBeyond, ["found": .number(oldSize), "size": .number(size)]))
        }
        let ranges = oldSize == 0 ? [] : Self.subproof(oldSize, in: try LeafRange(0, size, within: size), isKnown: true)
        return ConsistencyProof(oldSize: oldSize, newSize: size, hashes: try reader.hashes(of: ranges))
    }

    /// PATH(m, D[n]) = PATH(m, D[0:k]) : MTH(D[k:n]) for m < k, else PATH(m − k, D[k:n]) : MTH(D[0:k]).
    private static func path(to index: Int, in range: LeafRange) -> [LeafRange] {
        guard range.count > 1 else { return [] }
        let (left, right) = range.halves
        return index < right.start ? path(to: index, in: left) + [right] : path(to: index, in: right) + [left]
    }

    /// SUBPROOF(m, D[n], b), where `end` is m counted from leaf 0, and b tells that the verifier knows MTH(D[0:m]) already.
    private static func subproof(_ end: Int, in range: LeafRange, isKnown: Bool) -> [LeafRange] {
        guard end < range.end else { return isKnown ? [] : [range] }
        let (left, right) = range.halves
        return end <= right.start
            ? subproof(end, in: left, isKnown: isKnown) + [right]
            : subproof(end, in: right, isKnown: false) + [left]
    }
}

extension MerkleTree where Reader == HashLevels {
    /// A tree in memory.
    package init(leaves: some Sequence<Hash>) {
        let levels = HashLevels(leaves: leaves)
        self.init(size: levels.size, reader: levels)
    }
}
