// Receipts: one event with what its holder may see, provable without the ledger.

package import AssessmentModel
import AuditLedger
package import EventModel
import HashTreeCollections
import Reasons
import RoundState
import Storage

extension Ledger {
    /// The receipt of an event, with the disclosures that `shows` lets through.
    nonisolated func receipt(of seq: Int, showing shows: (String) -> Bool) throws -> [UInt8] {
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

    /// The receipt of the sheet that a seat sealed: for its expert alone.
    /// - Throws: `Refusal` where the sheet is somebody else's or not sealed.
    package nonisolated func receipt(ofSheet seat: SeatID, in round: RoundID, for viewer: Viewer) throws -> [UInt8] {
        let standing = Standing(try register())
        if let why = standing.refusal(of: .seeMarks, to: viewer, in: round, on: .seat(round, seat)) {
            throw Refusal(why)
        }
        guard let known = standing.register.rounds[round]?.seats[seat], let expert = standing.expert(of: viewer),
            known.expert == expert
        else { throw Refusal(.receiptNotOwn, .seat(seat)) }
        guard case .sealed(let seq) = known.state else {
            throw Refusal(.sheetNeverSealed, .seat(seat), ["round": .round(round)])
        }
        return try receipt(of: seq) { ["sheet", "comment"].contains($0) }
    }

    /// The receipt of a zone's newest result: for who may have its score sheet.
    /// - Throws: `Refusal` where that is not the viewer, or there is no result.
    package nonisolated func receipt(ofResult zone: ZoneID, in round: RoundID, for viewer: Viewer) throws -> [UInt8] {
        let standing = Standing(try register())
        if let why = standing.refusal(of: .seeScoreSheet, to: viewer, in: round, on: .zone(zone)) {
            throw Refusal(why)
        }
        let missing = Refusal(.resultMissing, .zone(zone), ["round": .round(round)])
        guard let result = standing.register.rounds[round]?.result, result.zones[zone] != nil else { throw missing }
        // A result is told zone by zone right behind its snapshot.
        let told = result.seq..<min(standing.size, result.seq + 1 + result.zones.count)
        var found: Int?
        try store.read { reading in
            try reading.forEachEvent(in: told) { row in
                if case .resultSealed(round, zone) = try LedgerEvent(Event(parsing: row.body)) { found = row.seq }
            }
        }
        guard let found else { throw missing }
        return try receipt(of: found) { $0 == "result" }
    }

    /// The receipt of the event by which an application was last handed in: for its own zone.
    /// - Throws: `Refusal` where it is another's, or no signed head covers it yet.
    package nonisolated func receipt(ofApplication id: ApplicationID, for viewer: Viewer) throws -> [UInt8] {
        let standing = Standing(try register())
        guard case .seen(let application) = standing.application(id, for: viewer),
            standing.ownZone(of: viewer)?.id == application.zone, let turn = application.submission
        else { throw Refusal(.applicationUnknown, .application(id)) }
        return try receipt(of: turn.seq) { ["condition", "claim", "evidence"].contains($0) }
    }

    /// SHA-256 of the leaf of an event that a signed head covers, in hexadecimal; nil where none does yet. Leaves are public.
    package nonisolated func signedLeaf(of seq: Int) throws -> String? {
        try store.read { reading in
            guard let note = try reading.newestCheckpoint(), note.size > seq else { return nil }
            var leaf: String?
            try reading.forEachEvent(in: seq..<seq + 1) { leaf = Hash.leaf($0.body).hex }
            return leaf
        }
    }
}
