// A round that was held on paper: its way through the ledger.

import Assessing
import AssessmentModel
import AuditLedger
import Foundation
import Scoring
import Storage
import Testing

@Suite struct RoundTests {
    @Test func round_importedAndClosed_isVerifiedAndAccountedFor() throws {
        let place = try Workplace()
        try place.runSample()
        let store = try Store(path: place.database, .existing)
        let proof = try verify(store, trusting: [place.signer.verifierKey]).get()
        #expect(proof.rounds.map(\.seats) == [15])
        #expect(proof.rounds.map(\.marks) == [26])
        #expect(proof.unsigned == 0)
        #expect(proof.checkpoints == 4)
        let result = try store.result(by: "officer")
        let states = result.snapshot.value.seats.map(\.state)
        #expect(states.count { $0 == .sealed } == 13)
        #expect(states.count { $0 == .recused } == 1)
        #expect(states.count { $0 == .missed } == 1)
        #expect(result.snapshot.value.scores.zones.map(\.zone) == ["c", "b", "a"])
        #expect([result.snapshot.digest] == proof.rounds.first?.snapshots)
        #expect(result.comments["a"]?["p.1"]?.count == 5)
    }

    @Test func seats_ofOneExpert_shareNothingAcrossZones() throws {
        let place = try Workplace()
        try place.runSample()
        let seats = try place.ledger().register().rounds["r1"]?.seatsInOrder ?? []
        #expect(Set(seats.map(\.id)).count == 15)
        let orders = Dictionary(grouping: seats, by: \.zone).values.map { $0.map(\.expert) }
        #expect(Set(orders).count == 3, "the order of seats repeats no order of experts")
        for zone in Dictionary(grouping: seats, by: \.zone).values {
            #expect(Set(zone.map(\.id.shortCode)).count == 5)
        }
    }

    @Test func import_sameRoundAgain_isRefusedAndChangesNothing() throws {
        let place = try Workplace()
        try place.runSample()
        let ledger = try place.ledger()
        let before = try ledger.register().size
        for action: any Action in [ImportRound(try sampleMaterial()), CloseRound("r1"), CloseRound("r9")] {
            #expect(throws: Refusal.self) { try ledger.perform(action, by: "officer", at: .day("2026-11-07")) }
        }
        #expect(try ledger.register().size == before)
        #expect(try verify(ledger.store).isHeld)
    }

    @Test func import_secondRound_standsBehindTheFirst() throws {
        let place = try Workplace()
        try place.runSample()
        let ledger = try place.ledger()
        try ledger.perform(ImportRound(try sampleMaterial(round: "r2")), by: "officer", at: .day("2026-11-07"))
        let proof = try verify(ledger.store).get()
        #expect(proof.rounds.map(\.id) == ["r1", "r2"])
        #expect(proof.rounds.map { $0.snapshots.count } == [1, 0])
        #expect(throws: Refusal.self) { try ledger.store.result(of: "r2", by: "officer") }
    }

    @Test func result_beforeTheNotice_isKeptFromThePublic() throws {
        let place = try Workplace()
        try place.runSample()
        let store = try Store(path: place.database, .existing)
        #expect(throws: Refusal.self) { try store.result() }
        #expect(throws: Refusal.self) { try store.result(by: "security") }
        #expect(try store.result(by: "auditor").snapshot.value.scores.zones.count == 3)
    }
}
