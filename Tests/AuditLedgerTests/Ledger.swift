// A small ledger for the tests of notes, receipts and foreign checkers.

@testable import AuditLedger

struct Ledger {
    static let origin = "demo.heng.example/2026"
    /// Neither size is a power of two.
    static let oldSize = 7
    static let size = 13

    let signer: SignerKey
    let events: [Event]
    let tree: MerkleTree<HashLevels>
    let checkpoint: SignedNote
    let oldCheckpoint: SignedNote
    let consistency: ConsistencyProof

    var keys: [VerifierKey] { [signer.verifierKey] }

    init() throws {
        var random = SeededRandom(42)
        signer = try SignerKey(name: Self.origin, using: &random)
        events = try (0..<Self.size).map { try EventTests.draft(seed: UInt64($0)).draft.event(seq: $0) }
        tree = MerkleTree(leaves: events.map(\.leaf))
        let old = MerkleTree(leaves: events.prefix(Self.oldSize).map(\.leaf))
        checkpoint = try Checkpoint(origin: Self.origin, size: Self.size, root: tree.root()).signed(by: [signer])
        oldCheckpoint = try Checkpoint(origin: Self.origin, size: Self.oldSize, root: old.root()).signed(by: [signer])
        consistency = try tree.consistencyProof(from: Self.oldSize)
    }

    func receipt(of index: Int, extra: [UInt8]? = nil) throws -> Receipt {
        try Receipt(proof: tree.inclusionProof(of: index), checkpoint: checkpoint, extra: extra)
    }
}
