// Roots and proofs of every tree size, against published vectors and a second, recursive implementation.

import Crypto
import Testing

@testable import AuditLedger

/// RFC 9162 section 2.1 word for word: slow, recursive, on byte arrays.
enum NaiveTree {
    static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    static func split(_ n: Int) -> Int {
        var k = 1
        while k * 2 < n { k *= 2 }
        return k
    }

    static func root(_ d: ArraySlice<[UInt8]>) -> [UInt8] {
        if d.isEmpty { return hash([]) }
        if d.count == 1 { return hash([0] + d[d.startIndex]) }
        let k = split(d.count)
        return hash([1] + root(d.prefix(k)) + root(d.dropFirst(k)))
    }

    static func path(_ m: Int, _ d: ArraySlice<[UInt8]>) -> [[UInt8]] {
        if d.count == 1 { return [] }
        let k = split(d.count)
        return m < k ? path(m, d.prefix(k)) + [root(d.dropFirst(k))] : path(m - k, d.dropFirst(k)) + [root(d.prefix(k))]
    }

    static func subproof(_ m: Int, _ d: ArraySlice<[UInt8]>, _ b: Bool) -> [[UInt8]] {
        if m == d.count { return b ? [] : [root(d)] }
        let k = split(d.count)
        return m <= k
            ? subproof(m, d.prefix(k), b) + [root(d.dropFirst(k))]
            : subproof(m - k, d.dropFirst(k), false) + [root(d.prefix(k))]
    }
}

@Suite struct MerkleTreeTests {
    static let largest = 131
    static let entries: [[UInt8]] = (0..<largest).map { Array("entry \($0)".utf8) }
    static let leaves = entries.map { Hash.leaf($0) }
    static let roots = (0...largest).map { MerkleTreeTests.naiveRoot($0) }

    static func naiveRoot(_ size: Int) -> Hash { Hash(bytes: NaiveTree.root(entries.prefix(size))) ?? .emptyRoot }

    /// The eight leaves and roots of the certificate-transparency project's tests.
    @Test func root_publishedVectors_match() throws {
        let inputs: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            Array(0x50...0x57), Array(0x60...0x6F),
        ]
        let expected = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        for size in 0...8 {
            #expect(try MerkleTree(leaves: inputs.prefix(size).map { Hash.leaf($0) }).root().hex == expected[size])
        }
    }

    @Test func root_everySize_equalsRecursion() throws {
        var edge = CompactRange()
        for size in 0...Self.largest {
            #expect(edge.root == Self.roots[size])
            #expect(try MerkleTree(leaves: Self.leaves.prefix(size)).root() == Self.roots[size])
            if size < Self.largest { edge.append(Self.leaves[size]) }
        }
    }

    @Test func compactRange_reloadedFromStore_goesOn() throws {
        var stored: [NodePosition: Hash] = [:]
        struct Store: HashReader {
            let nodes: [NodePosition: Hash]
            func hashes(at positions: [NodePosition]) throws -> [Hash] { try positions.map { try #require(nodes[$0]) } }
        }
        for size in 0..<Self.largest {
            var edge = try CompactRange(size: size, reader: Store(nodes: stored))
            edge.append(Self.leaves[size]) { position, hash in
                #expect(stored.updateValue(hash, forKey: position) == nil, "a node is stored once")
            }
            #expect(edge.root == Self.roots[size + 1])
        }
    }

    @Test func inclusion_everySizeAndIndex_equalsRecursionAndVerifies() throws {
        for size in 1...Self.largest {
            let tree = MerkleTree(leaves: Self.leaves.prefix(size))
            for index in 0..<size {
                let proof = try tree.inclusionProof(of: index)
                #expect(proof.hashes.map(\.bytes) == NaiveTree.path(index, Self.entries.prefix(size)))
                #expect(proof.verify(leaf: Self.leaves[index], root: Self.roots[size]).isHeld)
            }
        }
    }

    @Test func consistency_everyPairOfSizes_equalsRecursionAndVerifies() throws {
        let levels = HashLevels(leaves: Self.leaves)
        for newSize in 0...Self.largest {
            for oldSize in 0...newSize {
                let proof = try MerkleTree(size: newSize, reader: levels).consistencyProof(from: oldSize)
                if oldSize > 0 {
                    #expect(
                        proof.hashes.map(\.bytes) == NaiveTree.subproof(oldSize, Self.entries.prefix(newSize), true))
                }
                #expect(proof.verify(oldRoot: Self.roots[oldSize], newRoot: Self.roots[newSize]).isHeld)
            }
        }
    }

    /// Every wrong index, size, leaf, root, missing, added and changed hash, for trees up to 20 leaves. A proof says less than index
    /// and size together, so a neighbour size may share its path: then the root must differ.
    @Test func inclusion_anyChange_fails() throws {
        for size in 1...20 {
            let tree = MerkleTree(leaves: Self.leaves.prefix(size))
            for index in 0..<size {
                let proof = try tree.inclusionProof(of: index)
                func fails(_ p: InclusionProof, leaf: Hash? = nil, root: Hash? = nil) -> Bool {
                    !p.verify(leaf: leaf ?? Self.leaves[index], root: root ?? Self.roots[size]).isHeld
                }
                #expect(!fails(proof))
                #expect(fails(proof, leaf: Self.leaves[(index + 1) % 30]))
                #expect(fails(proof, root: Self.roots[size + 1]))
                for other in -1...size where other != index {
                    #expect(fails(InclusionProof(index: other, size: size, hashes: proof.hashes)))
                }
                #expect(fails(InclusionProof(index: index, size: size, hashes: proof.hashes + [Self.leaves[0]])))
                for place in proof.hashes.indices {
                    var hashes = proof.hashes
                    hashes[place] = Hash.plain(hashes[place].bytes)
                    #expect(fails(InclusionProof(index: index, size: size, hashes: hashes)))
                    hashes.remove(at: place)
                    #expect(fails(InclusionProof(index: index, size: size, hashes: hashes)))
                }
            }
        }
    }

    @Test func consistency_anyChange_fails() throws {
        let levels = HashLevels(leaves: Self.leaves)
        for newSize in 1...20 {
            for oldSize in 1...newSize {
                let proof = try MerkleTree(size: newSize, reader: levels).consistencyProof(from: oldSize)
                func fails(_ hashes: [Hash], old: Int = oldSize, oldRoot: Hash = Self.roots[oldSize]) -> Bool {
                    !ConsistencyProof(oldSize: old, newSize: newSize, hashes: hashes)
                        .verify(oldRoot: oldRoot, newRoot: Self.roots[newSize]).isHeld
                }
                #expect(!fails(proof.hashes))
                #expect(fails(proof.hashes, oldRoot: Self.leaves[99]))
                #expect(fails(proof.hashes + [Self.leaves[0]]))
                for old in -1...(newSize + 1) where old != oldSize { #expect(fails(proof.hashes, old: old)) }
                for place in proof.hashes.indices {
                    var hashes = proof.hashes
                    hashes[place] = Hash.plain(hashes[place].bytes)
                    #expect(fails(hashes))
                    hashes.remove(at: place)
                    #expect(fails(hashes))
                }
            }
        }
    }

    @Test func consistency_emptyTree_demandsEmptyRoot() {
        let proof = ConsistencyProof(oldSize: 0, newSize: 2, hashes: [])
        #expect(proof.verify(oldRoot: .emptyRoot, newRoot: Self.roots[2]).isHeld)
        #expect(!proof.verify(oldRoot: Self.roots[1], newRoot: Self.roots[2]).isHeld)
        let both = ConsistencyProof(oldSize: 0, newSize: 0, hashes: [])
        #expect(!both.verify(oldRoot: Self.roots[1], newRoot: Self.roots[1]).isHeld)
    }

    @Test func proofs_sizesAtTheEndOfInt_giveVerdicts() {
        let hashes = Array(repeating: Self.leaves[0], count: 63)
        #expect(
            !InclusionProof(index: .max - 1, size: .max, hashes: hashes).verify(
                leaf: Self.leaves[0], root: Self.leaves[1]
            ).isHeld)
        #expect(
            !ConsistencyProof(oldSize: .max - 1, newSize: .max, hashes: hashes).verify(
                oldRoot: Self.leaves[0], newRoot: Self.leaves[1]
            ).isHeld)
        #expect(
            !InclusionProof(index: .min, size: .min, hashes: []).verify(leaf: Self.leaves[0], root: Self.leaves[0])
                .isHeld)
        #expect(
            !ConsistencyProof(oldSize: .min, newSize: .max, hashes: []).verify(
                oldRoot: Self.leaves[0], newRoot: Self.leaves[0]
            ).isHeld)
    }

    @Test func tree_outOfRange_throws() {
        let tree = MerkleTree(leaves: Self.leaves.prefix(5))
        #expect(throws: LedgerError.self) { try tree.inclusionProof(of: 5) }
        #expect(throws: LedgerError.self) { try tree.inclusionProof(of: -1) }
        #expect(throws: LedgerError.self) { try tree.consistencyProof(from: 6) }
        #expect(throws: LedgerError.self) {
            try MerkleTree(size: 6, reader: HashLevels(leaves: Self.leaves.prefix(5))).root()
        }
        #expect(throws: LedgerError.self) { try MerkleTree(size: -1, reader: HashLevels()).root() }
    }

    @Test func hash_texts_roundTripStrictly() throws {
        let hash = Self.leaves[7]
        #expect(Hash(base64: hash.base64) == hash)
        #expect(Hash(bytes: hash.bytes) == hash)
        #expect(Hash(bytes: hash.bytes.dropLast()) == nil)
        #expect(Hash(base64: hash.base64.dropLast()) == nil)
        #expect(Hash(base64: Base64.encode(hash.bytes + [0])) == nil)
        #expect(hash.hex == hash.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
}
