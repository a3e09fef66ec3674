// After a lawful erasure the value is nowhere, and every proof still holds.

import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HashTreeCollections
import Proving
import Publishing
import Reasons
import RoundState
import Storage
import Testing

@Suite struct ErasureTests {
    /// All bytes of the database, its log and a new backup.
    private func bytes(_ life: Life) throws -> Data {
        let copy = life.place.folder.appending(path: "copy-\(UUID().uuidString).sqlite")
        try life.ledger.store.backUp(to: copy.path)
        var all = try Data(contentsOf: copy)
        for suffix in ["", "-wal"] {
            all += (try? Data(contentsOf: URL(fileURLWithPath: life.place.database + suffix))) ?? Data()
        }
        return all
    }

    /// The stored form of the values whose text holds `text`, with their salts.
    private func stored(_ text: String, _ life: Life) throws -> [Data] {
        var found: [Data] = []
        try life.ledger.store.read { reading in
            try reading.forEachEvent { row in
                for encoded in row.disclosures {
                    let value = String(
                        decoding: try Disclosure(parsing: encoded).value.bytes(as: .event), as: UTF8.self)
                    if value.contains(text) { found.append(Data(encoded.utf8)) }
                }
            }
        }
        return found
    }

    private func erase(_ subject: Erasure, _ life: Life) throws {
        try life.ledger.perform(
            Erase(subject, basis: "个人信息保护法第四十七条"), by: "security", at: .day("2026-11-20"))
        try life.ledger.scrub()
    }

    @Test func expert_erased_isNowhereAndProofsHold() throws {
        let life = try Life(through: .noticed)
        let files = try life.bundle()
        let expert = try #require(try life.seats().first?.expert)
        let name = try #require(life.pool.first { $0.id == expert }?.name)
        let values = try stored("\"organisation\"", life).filter { value in
            let text = String(decoding: value, as: UTF8.self)
            return (try? Disclosure(parsing: text).value["name"]) == .string(name)
        }
        #expect(values.count == 1)
        let before = try bytes(life)
        for value in values { #expect(before.range(of: value) != nil, "it could have been found") }
        try erase(.expert(expert), life)
        try erase(.user(UserID("u-\(expert)")), life)
        let after = try bytes(life)
        for value in values { #expect(after.range(of: value) == nil) }
        #expect(try stored(name, life).isEmpty)
        let proof = try verify(life.ledger.store).get()
        #expect(proof.erased == 2 && proof.rounds.map(\.snapshots.count) == [1])
        #expect(try verify(bundle: life.bundle(), known: files["checkpoint"]).isHeld)
        #expect(throws: Refusal.self) { try erase(.expert(expert), life) }
    }

    @Test func comment_erased_isNowhereAndItsMarkStays() throws {
        let life = try Life(through: .noticed)
        let seat = try #require(try life.seats().first)
        let comment = seat.comments["p.1"] ?? ""
        let sharing = try life.seats().filter { $0.comments["p.1"] == comment }.count
        let values = try stored(comment, life)
        #expect(values.count == 2 * sharing, "once as it was saved, once as it was sealed")
        try erase(.comment(Life.round, seat.id, "p.1"), life)
        let after = try bytes(life)
        #expect(values.count { after.range(of: $0) == nil } == 2)
        #expect(try life.place.ledger().register().rounds[Life.round]?.seats[seat.id]?.marks == seat.marks)
        #expect(try verify(life.ledger.store).get().erased == 2)
    }

    @Test func expert_inAnOpenRound_isNotErased() throws {
        let life = try Life(through: .scoring)
        let expert = try #require(try life.seats().first?.expert)
        #expect(throws: Refusal.self) { try erase(.expert(expert), life) }
    }

    @Test func erasure_saidAndNotDone_isFound() throws {
        let life = try Life(through: .noticed)
        let file = URL(fileURLWithPath: life.place.database)
        let seat = try #require(try life.seats().first)
        let value = try #require(try stored(seat.comments["p.1"] ?? "–", life).first)
        try erase(.comment(Life.round, seat.id, "p.1"), life)
        life.ledger.store.close()
        var seqs: [Int] = []
        let store = try Store(path: file.path, .existing)
        try store.read { try $0.forEachEvent { if $0.body.count > 0 { seqs.append($0.seq) } } }
        for seq in seqs where try belongs(value, to: seq, store) {
            try run(
                sql: "INSERT INTO disclosure VALUES (\(seq), 99, '\(String(decoding: value, as: UTF8.self))')", file)
        }
        #expect(try verify(Store(path: file.path, .existing)).failure?.reason.code == .erasureNotDone)
    }

    private func belongs(_ value: Data, to seq: Int, _ store: Store) throws -> Bool {
        var found = false
        try store.read { reading in
            try reading.forEachEvent(in: seq..<seq + 1) { row in
                found =
                    Disclosure.verify(String(decoding: value, as: UTF8.self), in: try Event(parsing: row.body)).isHeld
            }
        }
        return found
    }
}
