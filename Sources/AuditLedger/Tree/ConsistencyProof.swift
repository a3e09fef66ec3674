// Proof that a tree continues an earlier one.

import Reasons

/// The nodes that show one tree to be the beginning of another (RFC 9162 section 2.1.4).
///
/// The standard defines proofs for 0 < oldSize < newSize. The two borders are added with empty proofs: equal sizes demand equal
/// roots, and any tree continues the empty one.
package struct ConsistencyProof: Hashable, Sendable {
    package let oldSize: Int
    package let newSize: Int
    package let hashes: [Hash]

    package init(oldSize: Int, newSize: Int, hashes: [Hash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Whether the leaves under `oldRoot` are the first `oldSize` of those under `newRoot` (RFC 9162 section 2.1.4.2).
    package func verify(oldRoot: Hash, newRoot: Hash) -> Checked<Void> {
        Checked { () throws(LedgerError) in
            let (old, new) = try computedRoots(oldRoot: oldRoot, newRoot: newRoot)
            guard old == oldRoot else { throw otherRoot(old, oldRoot) }
            guard new == newRoot else { throw otherRoot(new, newRoot) }
        }
    }

    private func computedRoots(oldRoot: Hash, newRoot: Hash) throws(LedgerError) -> (old: Hash, new: Hash) {
        guard 0 <= oldSize, oldSize <= newSize else {
            throw LedgerError(
                .outOfRange, .the(.consistencyProof),
                Reason(.treeBeyond, ["found": .number(oldSize), "size": .number(newSize)]))
        }
        if oldSize == newSize || oldSize == 0 {
            guard hashes.isEmpty else { throw otherNumber }
            return (oldSize == newSize ? newRoot : .emptyRoot, newSize == 0 ? .emptyRoot : newRoot)
        }
        return try walk(oldRoot: oldRoot)
    }

    /// Steps 2 to 6: fn and sn are the places of the last old and the last new leaf on the level reached. An old tree of a power of
    /// two leaves is a node of the new one, and its root stands in for the first hash.
    private func walk(oldRoot: Hash) throws(LedgerError) -> (old: Hash, new: Hash) {
        let isNode = oldSize & (oldSize - 1) == 0
        let path = isNode ? [oldRoot] + hashes : hashes
        guard let first = path.first, !hashes.isEmpty else { throw otherNumber }
        let skipped = (~(oldSize - 1)).trailingZeroBitCount
        var (fn, sn) = ((oldSize - 1) >> skipped, (newSize - 1) >> skipped)
        var (old, new) = (first, first)
        for hash in path.dropFirst() {
            guard sn != 0 else { throw otherNumber }
            if fn & 1 == 1 || fn == sn {
                (old, new) = (Hash.node(hash, old), Hash.node(hash, new))
                let zeros = fn.trailingZeroBitCount
                (fn, sn) = (fn >> zeros, sn >> zeros)
            } else {
                new = Hash.node(new, hash)
            }
            (fn, sn) = (fn >> 1, sn >> 1)
        }
        guard sn == 0 else { throw otherNumber }
        return (old, new)
    }

    private func otherRoot(_ found: Hash, _ expected: Hash) -> LedgerError {
        LedgerError(
            .mismatch, .the(.consistencyProof),
            Reason(.treeRootDiffers, ["found": .text(found.base64), "expected": .text(expected.base64)]))
    }

    private var otherNumber: LedgerError {
        LedgerError(.malformed, .the(.consistencyProof), Reason(.treeHashesNumber, ["found": .number(hashes.count)]))
    }
}
