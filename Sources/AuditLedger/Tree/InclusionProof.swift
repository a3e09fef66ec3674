// Proof that a leaf is in a tree.

import Reasons

/// The audit path of one leaf (RFC 9162 section 2.1.3), from the leaf's sibling up to the root's child.
package struct InclusionProof: Hashable, Sendable {
    package let index: Int
    package let size: Int
    package let hashes: [Hash]

    package init(index: Int, size: Int, hashes: [Hash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// Whether the tree of `size` leaves with this root has this leaf hash at `index` (RFC 9162 section 2.1.3.2).
    package func verify(leaf: Hash, root: Hash) -> Checked<Void> {
        Checked { () throws(LedgerError) in
            let found = try computedRoot(leaf: leaf)
            guard found == root else {
                throw fault(
                    .mismatch,
                    Reason(.treeRootDiffers, ["found": .text(found.base64), "expected": .text(root.base64)]))
            }
        }
    }

    /// Steps 1 to 5: fn and sn are the places of the leaf and of the last leaf on the level reached.
    private func computedRoot(leaf: Hash) throws(LedgerError) -> Hash {
        guard 0 <= index, index < size else {
            throw fault(.outOfRange, Reason(.treeBeyond, ["found": .number(index), "size": .number(size)]))
        }
        var (fn, sn, root) = (index, size - 1, leaf)
        for sibling in hashes {
            guard sn != 0 else { throw otherNumber }
            if fn & 1 == 1 || fn == sn {
                root = Hash.node(sibling, root)
                let zeros = fn.trailingZeroBitCount
                (fn, sn) = (fn >> zeros, sn >> zeros)
            } else {
                root = Hash.node(root, sibling)
            }
            (fn, sn) = (fn >> 1, sn >> 1)
        }
        guard sn == 0 else { throw otherNumber }
        return root
    }

    private var otherNumber: LedgerError {
        fault(.malformed, Reason(.treeHashesNumber, ["found": .number(hashes.count)]))
    }

    private func fault(_ code: LedgerError.Code, _ reason: Reason) -> LedgerError {
        LedgerError(code, .the(.inclusionProof), at: .leaf(index), reason)
    }
}
