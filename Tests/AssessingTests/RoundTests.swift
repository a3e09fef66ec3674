// A round that was held on paper: its way through the ledger.

import Assessing
import AssessmentModel
import AuditLedger
import CriteriaLoading
import EventModel
import Foundation
import HashTreeCollections
import Proving
import Publishing
import RoundState
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

    /// Where groups weigh, an expert counts in the group that the seat was opened for.
    @Test func source_changedInThePoolWhileScoring_movesNothing() throws {
        let place = try Workplace()
        let ledger = try place.ledger()
        let material = try sampleMaterial()
        let lines = sampleScheme.split(separator: "\n").map { line in
            line.hasPrefix("aggregate:")
                ? "aggregate: {method: mean, level: indicator, minimum: 1, groups: [{sources: [university], weight: 60}, {sources: [department, association, enterprise, third-party], weight: 40}]}"
                : String(line)
        }
        let text = Array(lines.joined(separator: "\n").utf8)
        let planning = PlanMaterial(
            plan: material.planning.plan, scheme: try loadScheme(text, file: "grouped.yaml").get(), schemeBytes: text,
            zones: material.planning.zones)
        func panel(_ isUniversity: (Int) -> Bool) -> [Expert] {
            material.panel.enumerated().map { index, expert in
                Expert(
                    id: expert.id, name: expert.name, source: isUniversity(index) ? .university : .department,
                    organisation: expert.organisation)
            }
        }
        try ledger.perform(
            ImportRound(
                RoundMaterial(
                    planning: planning, panel: panel { $0 < 3 }, sheets: material.sheets, facts: material.facts)),
            by: "officer", at: .day("2026-11-05"))
        try ledger.perform(RegisterExperts(panel { $0 >= 3 }), by: "officer", at: .day("2026-11-05"))
        try ledger.perform(CloseRound("r1", missing: 1), by: "officer", at: .day("2026-11-06"))
        let round = try #require(try ledger.register().rounds["r1"])
        for seat in round.seats.values {
            let index = Int(seat.expert?.text.suffix(1) ?? "") ?? 0
            #expect(round.counted[seat.id]?.source == (index <= 3 ? .university : .department))
        }
        #expect(try verify(ledger.store).isHeld)
        #expect(throws: Refusal.self) {
            try ledger.perform(
                ImportRound(
                    RoundMaterial(
                        planning: try sampleMaterial(round: "r2").planning, panel: panel { $0 < 3 }, sheets: [],
                        facts: material.facts)),
                by: "officer", at: .day("2026-11-07"))
        }
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
