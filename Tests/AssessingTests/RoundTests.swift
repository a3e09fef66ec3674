// A round's way through the ledger.

import Assessing
import AssessmentModel
import AuditLedger
import Foundation
import Scoring
import Storage
import Testing

@Suite struct RoundTests {
    @Test func round_importedAndClosed_isVerifiedAndAccountedFor() throws {
        var place = try Workplace()
        try place.runSample()
        let store = try Store(path: place.database, .existing)
        let proof = try verify(store, trusting: [place.signer.verifierKey]).get()
        #expect(proof.rounds.map(\.seats) == [15])
        #expect(proof.rounds.map(\.marks) == [26])
        #expect(proof.unsigned == 0)
        #expect(proof.checkpoints == 2)
        let result = try store.result()
        let states = result.snapshot.value.seats.map(\.state)
        #expect(states.count { $0 == .sealed } == 13)
        #expect(states.count { $0 == .recused } == 1)
        #expect(states.count { $0 == .missed } == 1)
        #expect(result.snapshot.value.scores.zones.map(\.zone) == ["c", "b", "a"])
        #expect(result.snapshot.digest == proof.rounds.first?.snapshot)
        #expect(result.comments["a"]?["p.1"]?.count == 5)
    }

    @Test func snapshot_anyBytes_holdNoNameAndNoComment() throws {
        var place = try Workplace()
        try place.runSample()
        let store = try Store(path: place.database, .existing)
        let text = String(decoding: try store.result().snapshotBytes, as: UTF8.self)
        let rows = try store.read { (try $0.experts(of: "r1"), try $0.marks(of: "r1").compactMap(\.comment)) }
        #expect(rows.0.count == 5 && rows.1.count == 13, "they could have been found")
        for hidden in rows.0.flatMap({ [$0.name, $0.organisation] }) + rows.1 { #expect(!text.contains(hidden)) }
        var events = ""
        try store.read { try $0.forEachEvent { events += String(decoding: $0.body, as: UTF8.self) } }
        for hidden in rows.0.flatMap({ [$0.name, $0.organisation, "\"\($0.id)\""] }) + rows.1 {
            #expect(!events.contains(hidden))
        }
    }

    @Test func seats_ofOneExpert_shareNothingAcrossZones() throws {
        var place = try Workplace()
        try place.runSample()
        let seats = try Store(path: place.database, .existing).read { try $0.seats(of: "r1") }
        #expect(Set(seats.map(\.seat)).count == 15)
        let orders = Dictionary(grouping: seats, by: \.zone).values.map { $0.map(\.expert) }
        #expect(Set(orders).count == 3, "the order of seats repeats no order of experts")
        for zone in Dictionary(grouping: seats, by: \.zone).values {
            #expect(Set(zone.map(\.seat.shortCode)).count == 5)
        }
    }

    @Test func import_sameRoundAgain_isRefusedAndChangesNothing() throws {
        var place = try Workplace()
        try place.runSample()
        let ledger = try place.ledger()
        let before = try ledger.store.read { try $0.eventCount() }
        #expect(throws: Refusal.self) {
            try ledger.importRound(try sampleMaterial(), on: "2026-11-07", using: &place.random)
        }
        #expect(throws: Refusal.self) { try ledger.closeRound("r1", on: "2026-11-07", using: &place.random) }
        #expect(throws: Refusal.self) { try ledger.closeRound("r9", on: "2026-11-07", using: &place.random) }
        #expect(try ledger.store.read { try $0.eventCount() } == before)
        #expect(try verify(ledger.store).isHeld)
    }

    @Test func import_secondRound_standsBehindTheFirst() throws {
        var place = try Workplace()
        try place.runSample()
        let ledger = try place.ledger()
        try ledger.importRound(try sampleMaterial(round: "r2"), on: "2026-11-07", using: &place.random)
        let proof = try verify(ledger.store).get()
        #expect(proof.rounds.map(\.id) == ["r1", "r2"])
        #expect(proof.rounds.map { $0.snapshot == nil } == [false, true])
        #expect(throws: Refusal.self) { try ledger.store.result(of: "r2") }
    }

    @Test func import_anotherKey_isRefused() throws {
        var place = try Workplace()
        try place.runSample()
        let stranger = try SignerKey(name: "test.example/ledger", using: &place.random)
        let ledger = Ledger(
            store: try Store(path: place.database, .existing), signer: stranger,
            head: KnownHead(read: { nil }, write: { _ in }))
        #expect(throws: Refusal.self) {
            try ledger.importRound(try sampleMaterial(round: "r2"), on: "2026-11-07", using: &place.random)
        }
        #expect(try verify(ledger.store, trusting: [stranger.verifierKey]).failure?.code == .unknownKey)
    }

    @Test func restoredBackup_isNeitherChangedNorSigned() throws {
        var place = try Workplace()
        let ledger = try place.ledger(.creating)
        try ledger.importRound(try sampleMaterial(), on: "2026-11-05", using: &place.random)
        try ledger.store.close()
        let yesterday = try Data(contentsOf: URL(fileURLWithPath: place.database))
        let today = try place.ledger()
        _ = try today.closeRound("r1", on: "2026-11-06", using: &place.random)
        try today.store.close()
        try yesterday.write(to: URL(fileURLWithPath: place.database))
        let restored = try place.ledger()
        #expect(try verify(restored.store).isHeld, "the backup in itself is sound")
        #expect {
            _ = try restored.closeRound("r1", on: "2026-11-07", using: &place.random)
        } throws: { "\($0)".contains("restored from a backup") }
        #expect(try restored.store.read { try $0.rounds().first?.closed } == nil)
    }
}
