// Receipts: exact text, verification, and every change.

import Testing

@testable import AuditLedger

@Suite struct ReceiptTests {
    let ledger: Ledger

    init() throws { ledger = try Ledger() }

    func verify(_ receipt: [UInt8], of entry: [UInt8], origin: String = Ledger.origin) -> Checked<ProvenEvent> {
        Receipt.verify(receipt, of: entry, keys: ledger.keys, origin: origin)
    }

    @Test func receipt_text_isAsSpecified() throws {
        let receipt = try ledger.receipt(of: 12, extra: Array("any".utf8))
        let hashes = receipt.proof.hashes.map { $0.base64 + "\n" }.joined()
        let checkpoint = String(decoding: ledger.checkpoint.bytes, as: UTF8.self)
        #expect(
            String(decoding: receipt.bytes, as: UTF8.self)
                == "c2sp.org/tlog-proof@v1\nextra YW55\nindex 12\n\(hashes)\n\(checkpoint)")
        #expect(receipt.proof.hashes.count == 2)
    }

    @Test func receipt_everyLeaf_readsBackAndVerifies() throws {
        for index in 0..<Ledger.size {
            for extra in [nil, [1, 2, 3]] as [[UInt8]?] {
                let receipt = try ledger.receipt(of: index, extra: extra)
                #expect(try Receipt(parsing: receipt.bytes) == receipt)
                let proven = try verify(receipt.bytes, of: ledger.events[index].bytes).get()
                #expect(proven.event == ledger.events[index] && proven.checkpoint.size == Ledger.size)
            }
        }
    }

    @Test func receipt_ledgerOfOneLeaf_verifies() throws {
        let event = ledger.events[0]
        let tree = MerkleTree(leaves: [event.leaf])
        let note = try Checkpoint(origin: Ledger.origin, size: 1, root: tree.root()).signed(by: [ledger.signer])
        let receipt = try Receipt(proof: tree.inclusionProof(of: 0), checkpoint: note)
        #expect(verify(receipt.bytes, of: event.bytes).isHeld)
        #expect(
            String(decoding: receipt.bytes, as: UTF8.self).hasPrefix(
                "c2sp.org/tlog-proof@v1\nindex 0\n\n\(Ledger.origin)\n1\n"))
    }

    @Test func receipt_anyBitFlipped_isRefused() throws {
        let (receipt, entry) = (try ledger.receipt(of: 5).bytes, ledger.events[5].bytes)
        for place in receipt.indices {
            for bit in 0..<8 {
                var changed = receipt
                changed[place] ^= 1 << bit
                #expect(!verify(changed, of: entry).isHeld, "byte \(place), bit \(bit)")
            }
        }
        for length in 0..<receipt.count { #expect(!verify(Array(receipt.prefix(length)), of: entry).isHeld) }
        for place in entry.indices {
            for bit in 0..<8 {
                var changed = entry
                changed[place] ^= 1 << bit
                #expect(!verify(receipt, of: changed).isHeld)
            }
        }
    }

    @Test func receipt_otherLeafOriginOrIndex_isRefused() throws {
        let receipt = try ledger.receipt(of: 5)
        #expect(verify(receipt.bytes, of: ledger.events[6].bytes).failure?.code == .mismatch)
        #expect(!verify(receipt.bytes, of: ledger.events[5].bytes, origin: "other").isHeld)
        let moved = InclusionProof(index: 4, size: Ledger.size, hashes: receipt.proof.hashes)
        #expect(
            !verify(try Receipt(proof: moved, checkpoint: ledger.checkpoint).bytes, of: ledger.events[5].bytes).isHeld)
        #expect(throws: LedgerError.self) { try Receipt(proof: receipt.proof, checkpoint: ledger.oldCheckpoint) }
        #expect(throws: LedgerError.self) { try ledger.receipt(of: 5, extra: []) }
    }

    /// The tree may hold an event that tells another number than its leaf's; its receipt does not hold.
    @Test func receipt_eventWithWrongSeq_isRefused() throws {
        let event = try EventTests.draft().draft.event(seq: 1)
        let tree = MerkleTree(leaves: [event.leaf])
        let note = try Checkpoint(origin: Ledger.origin, size: 1, root: tree.root()).signed(by: [ledger.signer])
        let receipt = try Receipt(proof: tree.inclusionProof(of: 0), checkpoint: note)
        let failure = verify(receipt.bytes, of: event.bytes).failure
        #expect(failure?.place == .leaf(0) && failure?.subject == .the(.event))
    }

    @Test(arguments: [
        ("index 5", "index 05"), ("index 5", "index -5"), ("index 5", "index"), ("index 5", "Index 5"),
        ("index 5", "index 5 "),
        ("tlog-proof@v1", "tlog-proof@v2"), ("index 5", "extra \nindex 5"), ("index 5", "extra QQ\nindex 5"),
        ("index 5", "extra QR==\nindex 5"),
        ("index 5", "index 5\nextra QQ=="), ("index 5", "index 5\n"), ("index 5\n", "index 5\r\n"),
        ("index 5", "index 9223372036854775807"),
    ])
    func receipt_lineReplaced_isRefused(line: String, other: String) throws {
        let text = String(decoding: try ledger.receipt(of: 5).bytes, as: UTF8.self)
        #expect(text.contains(line))
        #expect(!verify(Array(text.replacing(line, with: other).utf8), of: ledger.events[5].bytes).isHeld)
    }

    @Test func receipt_tooManyHashes_isRefused() throws {
        let receipt = try ledger.receipt(of: 5)
        let proof = InclusionProof(index: 5, size: Ledger.size, hashes: Array(repeating: .emptyRoot, count: 64))
        let long = try Receipt(proof: proof, checkpoint: receipt.checkpoint)
        #expect(throws: LedgerError.self) { try Receipt(parsing: long.bytes) }
    }
}
