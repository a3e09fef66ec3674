// Receipts: one event with what its holder may see, provable without the ledger.

package import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import Reasons
import RoundState
import Storage

extension Ledger {
    /// The receipt of an event, with the disclosures that `shows` lets through.
    package nonisolated func receipt(of seq: Int, showing shows: (String) -> Bool) throws -> [UInt8] {
        let levels = try tree()
        let (row, note) = try store.read { reading in
            var found: StoredEvent?
            try reading.forEachEvent(in: seq..<seq + 1) { found = $0 }
            return (found, try reading.newestCheckpoint())
        }
        guard let row, let note, note.size > seq else {
            throw Refusal(.eventNotSigned, .event(seq))
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
    package nonisolated func receipt(ofSheet seat: SeatID, in round: RoundID) throws -> [UInt8] {
        guard case .sealed(let seq)? = try register().rounds[round]?.seats[seat]?.state else {
            throw Refusal(.sheetNeverSealed, .seat(seat), ["round": .named(.round(round))])
        }
        return try receipt(of: seq) { ["sheet", "comment"].contains($0) }
    }

    /// The receipt of a zone's newest result: for its applicant.
    package nonisolated func receipt(ofResult zone: ZoneID, in round: RoundID) throws -> [UInt8] {
        let register = try register()
        guard let result = register.rounds[round]?.result, result.zones[zone] != nil else {
            throw Refusal(.resultMissing, .zone(zone), ["round": .named(.round(round))])
        }
        var found: Int?
        try store.read { reading in
            try reading.forEachEvent(in: result.seq..<register.size) { row in
                if case .resultSealed(round, zone) = try LedgerEvent(Event(parsing: row.body)) { found = row.seq }
            }
        }
        guard let found else { throw Refusal(.resultMissing, .zone(zone), ["round": .named(.round(round))]) }
        return try receipt(of: found) { $0 == "result" }
    }
}
