// Receipts: one event with what its holder may see, provable without the ledger.

package import AssessmentModel
package import AuditLedger
import Storage

/// What a holder shows: an event of the ledger and values that it conceals.
package struct ProvenReceipt: Sendable {
    package let event: Event
    package let checkpoint: Checkpoint
    package let disclosed: [Disclosure]
}

extension Ledger {
    /// The receipt of an event, with the disclosures that `shows` lets through.
    package func receipt(of seq: Int, showing shows: (String) -> Bool) throws -> [UInt8] {
        let levels = try tree()
        let (row, note) = try store.read { reading in
            var found: EventRow?
            try reading.forEachEvent(in: seq..<seq + 1) { found = $0 }
            return (found, try reading.newestCheckpoint())
        }
        guard let row, let note, note.size > seq else {
            throw Refusal("the event \(seq) is not there, or no signature covers it yet")
        }
        let shown = try row.disclosures.filter { shows(try Disclosure(parsing: $0).name) }
        let extra: CanonicalJSON = [
            "event": .string(String(decoding: row.body, as: UTF8.self)), "disclosures": .texts(shown),
        ]
        return try Receipt(
            proof: try MerkleTree(size: note.size, reader: levels).inclusionProof(of: seq),
            checkpoint: try SignedNote(parsing: note.note), extra: try extra.bytes(as: .document)
        ).bytes
    }

    /// The receipt of the sheet that a seat sealed: for its expert.
    package func receipt(ofSheet seat: SeatID, in round: RoundID) throws -> [UInt8] {
        guard case .sealed(let seq)? = try register().rounds[round]?.seats[seat]?.state else {
            throw Refusal("the seat \(seat) has sealed no sheet in \(round)")
        }
        return try receipt(of: seq) { ["sheet", "comment"].contains($0) }
    }

    /// The receipt of a zone's newest result: for its applicant.
    package func receipt(ofResult zone: ZoneID, in round: RoundID) throws -> [UInt8] {
        let register = try register()
        guard let result = register.rounds[round]?.result, result.zones[zone] != nil else {
            throw Refusal("there is no result of \(zone) in \(round)")
        }
        var found: Int?
        try store.read { reading in
            try reading.forEachEvent(in: result.seq..<register.size) { row in
                if case .resultSealed(round, zone) = try LedgerEvent(Event(parsing: row.body)) { found = row.seq }
            }
        }
        guard let found else { throw Refusal("there is no result of \(zone) in \(round)") }
        return try receipt(of: found) { $0 == "result" }
    }
}

/// Proves a receipt by the keys that the caller knows.
package func verify(receipt bytes: [UInt8], trusting keys: [VerifierKey]) -> Verdict<ProvenReceipt> {
    do {
        let receipt = try Receipt(parsing: bytes)
        let origin = try Checkpoint(parsing: receipt.checkpoint.text).origin
        guard receipt.extra != nil else {
            throw LedgerError(
                .missing, "receipt", "it shows no event", hint: "a bundle's receipts are checked with the bundle")
        }
        let extra = try CanonicalJSON(parsing: receipt.extra ?? [], as: .document)
        guard let text = extra["event"]?.stringValue, let values = extra["disclosures"]?.arrayValue,
            extra.objectValue?.count == 2
        else {
            throw LedgerError(.malformed, "receipt", "its extra data holds no event with disclosures")
        }
        let proven = try Receipt.verify(bytes, of: Array(text.utf8), keys: keys, origin: origin).get()
        let disclosed = try values.map { value in
            try Disclosure.verify(value.stringValue ?? "", in: proven.event).get()
        }
        return .holds(
            ProvenReceipt(event: proven.event, checkpoint: proven.checkpoint, disclosed: disclosed))
    } catch let error as LedgerError {
        return .fails(error)
    } catch {
        return .fails(LedgerError(.malformed, "receipt", "\(error)"))
    }
}
