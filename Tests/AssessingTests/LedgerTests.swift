// What the ledger promises whatever the step: retries, other processes, keys, backups, clocks.

import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Proving
import Publishing
import Reasons
import RoundState
import Storage
import Testing

@Suite struct LedgerTests {
    private func officer(_ number: Int) -> AddUser {
        AddUser(User(id: UserID("officer\(number)"), name: "经办\(number)", role: .officer))
    }

    @Test func request_triedAgain_givesTheSameEvents() throws {
        let life = try Life(through: .scoring)
        let seat = try #require(try life.seats().first)
        var random = life.place.random
        let request = EventID(using: &random)
        let save = SaveMark(Life.round, seat: seat.id, indicator: "p.1", mark: 30, comment: "好", base: 0)
        let first = try life.expert(save, on: seat, request: request)
        let again = try life.expert(save, on: seat, request: request)
        #expect(again.events == first.events && again.isRepeated && !first.isRepeated)
        // The same request never answers for another mark, nor takes one.
        for (indicator, mark, comment) in [("p.2", 12, "好"), ("p.1", 12, "好"), ("p.1", 30, "很好")] {
            let other = SaveMark(
                Life.round, seat: seat.id, indicator: CriterionID(indicator), mark: Fraction(mark), comment: comment,
                base: 0)
            #expect(refused { try life.expert(other, on: seat, request: request) }.map(\.code) == [.requestTaken])
        }
        #expect(try life.seat(seat.id).cells["p.2"] == nil)
        #expect(throws: Refusal.self) {
            try life.expert(SealSheet(Life.round, seat: seat.id, readBack: ""), on: seat, request: request)
        }
        let closing = EventID(using: &random)
        for seat in try life.seats() where seat.id != (try life.seats().first?.id) { try life.fill(seat) }
        let closed = try life.officer(CloseRound(Life.round, missing: 1), on: "2026-11-06", request: closing)
        #expect(closed.events.count > 15)
        #expect(
            try life.officer(CloseRound(Life.round, missing: 1), on: "2026-11-06", request: closing).events
                == closed.events)
        #expect(try verify(life.ledger.store).isHeld)
    }

    /// A clock that is years ahead would lock the ledger until then.
    @Test func clockFarAhead_isRefusedUntilItIsConfirmed() throws {
        let place = try Workplace()
        var limits = LedgerLimits()
        limits.longestPause = 100
        let ledger = try place.ledger(.existing, limits)
        #expect(
            refused { try ledger.perform(officer(1), by: "security", at: .day("2099-01-01")) }.map(\.code) == [
                .clockAhead
            ])
        try ledger.perform(officer(1), by: "security", at: .day("2027-01-09"))
        try place.ledger().perform(officer(2), by: "security", at: .day("2027-12-31"))
    }

    @Test func otherProcess_writesBetween_isTakenIn() throws {
        let place = try Workplace()
        let (one, other) = (try place.ledger(), try place.ledger())
        for number in 0..<6 {
            let ledger = number % 2 == 0 ? one : other
            let recorded = try ledger.perform(officer(number), by: "security", at: .day("2026-10-02"))
            #expect(recorded.events == (5 + number)..<(6 + number))
        }
        #expect(throws: Refusal.self) { try one.perform(officer(5), by: "security", at: .day("2026-10-02")) }
        #expect(try one.register().users.count == 10)
        #expect(try verify(one.store).isHeld)
    }

    @Test func refusedStep_changesNothingAndTheNextGoesOn() throws {
        let place = try Workplace()
        let ledger = try place.ledger()
        let size = try ledger.register().size
        #expect(throws: Refusal.self) { try ledger.perform(officer(1), by: "officer", at: .day("2026-10-02")) }
        #expect(throws: Refusal.self) { try ledger.perform(officer(1), by: "nobody", at: .day("2026-10-02")) }
        // This one appends before it finds that it cannot go on: a mark finer than hundredths.
        var material = try sampleMaterial()
        var sheet = material.sheets[0]
        sheet.marks["p.1"] = Fraction(1) / Fraction(3)
        material = RoundMaterial(
            planning: material.planning, panel: material.panel, sheets: [sheet], facts: material.facts)
        #expect(throws: Refusal.self) {
            try ledger.perform(ImportRound(material), by: "officer", at: .day("2026-10-02"))
        }
        #expect(try ledger.register().size == size && ledger.register().rounds.isEmpty)
        try ledger.perform(officer(1), by: "security", at: .day("2026-10-02"))
        #expect(try ledger.register().size == size + 1)
        #expect(try verify(ledger.store).isHeld)
    }

    @Test func clockSetBack_isRefused() throws {
        let ledger = try Workplace().ledger()
        try ledger.perform(officer(1), by: "security", at: .day("2026-10-03"))
        #expect(
            refused { try ledger.perform(officer(2), by: "security", at: .day("2026-10-02")) } == [
                Reason(.clockBehind, ["clock": "2026-10-02", "newest": "2026-10-03"])
            ])
        try ledger.perform(officer(2), by: "security", at: .day("2026-10-03"))
    }

    @Test func anotherKey_isRefused() throws {
        let place = try Workplace()
        var random = place.random
        let stranger = try SignerKey(name: "test.example/ledger", using: &random)
        let ledger = try Ledger(
            store: try Store(path: place.database, .existing), signer: stranger,
            head: KnownHead(read: { nil }, write: { _ in }), using: random)
        #expect(throws: Refusal.self) { try ledger.perform(officer(1), by: "security", at: .day("2026-10-02")) }
        #expect(try verify(ledger.store, trusting: [stranger.verifierKey]).failure?.code == .unknownKey)
    }

    @Test func key_rotated_oldOneSignsNoMoreAndStillVouches() throws {
        let place = try Workplace()
        let ledger = try place.ledger()
        var random = place.random
        let new = try SignerKey(name: "test.example/ledger", using: &random)
        let file = place.folder.appending(path: "new.head")
        try ledger.rotate(to: new, place.head(at: file), by: "system", at: .day("2026-10-02"))
        let old = try place.ledger()
        #expect(throws: Refusal.self) { try old.perform(officer(1), by: "security", at: .day("2026-10-02")) }
        // The ledger that handed over signs with the new key, and so does any other that opens it with that.
        try ledger.perform(officer(1), by: "security", at: .day("2026-10-02"))
        let successor = try Ledger(
            store: ledger.store, signer: new, head: place.head(at: file), using: place.random)
        try successor.perform(officer(2), by: "security", at: .day("2026-10-02"))
        for trusted in [place.signer, new] {
            let proof = try verify(ledger.store, trusting: [trusted.verifierKey]).get()
            #expect(proof.keys == [place.signer.verifierKey.text, new.verifierKey.text])
        }
        #expect(throws: Refusal.self) {
            try successor.rotate(to: place.signer, place.head, by: "system", at: .day("2026-10-02"))
        }
    }

    @Test func restoredBackup_isNeitherChangedNorSigned() throws {
        let place = try Workplace()
        let yesterday = try Data(contentsOf: URL(fileURLWithPath: place.database))
        try place.runSample()
        try yesterday.write(to: URL(fileURLWithPath: place.database))
        let restored = try place.ledger()
        #expect(try verify(restored.store).isHeld, "the backup in itself is sound")
        #expect { try restored.perform(officer(1), by: "security", at: .day("2026-11-07")) } throws: {
            ($0 as? LedgerError)?.reason.code == .ledgerBehind
        }
        #expect(throws: LedgerError.self) { try restored.signHead() }
        #expect(try restored.register().users.count == 4)
    }

    @Test func copy_madeWhileOpen_isWholeAndVerifies() throws {
        let place = try Workplace()
        let ledger = try place.ledger()
        let copy = place.folder.appending(path: "copy.sqlite").path
        try ledger.perform(officer(1), by: "security", at: .day("2026-10-02"))
        try ledger.store.backUp(to: copy)
        try ledger.perform(officer(2), by: "security", at: .day("2026-10-02"))
        #expect(try verify(Store(path: copy, .existing)).get().size == 6)
    }
}
