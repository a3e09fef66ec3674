// Many at once: steps that wait share a commit; none harms another; memory and disk never part.

import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import GRDB
import HashTreeCollections
import Proving
import RoundState
import Testing

@testable import Assessing
@testable import Storage

@Suite struct BatchTests {
    /// Keeps the writer busy until so many steps wait, so that they are taken together.
    private func together(
        _ ledger: Ledger, _ steps: [(action: any Action, user: UserID)], on day: String = "2026-11-02",
        hold: Int = 300
    ) async throws -> [Result<Recorded, any Error>] {
        let gate = DispatchSemaphore(value: 0)
        await withCheckedContinuation { held in
            Thread.detachNewThread {
                ledger.whenFree { _ in
                    held.resume()
                    gate.wait()
                }
            }
        }
        return await withTaskGroup(of: (Int, Result<Recorded, any Error>).self) { group in
            for (index, step) in steps.enumerated() {
                group.addTask { (index, await take(step.action, by: step.user)) }
            }
            // A step that has not reached the queue by now is taken in the next transaction: the count below would show it.
            try? await Task.sleep(for: .milliseconds(hold))
            gate.signal()
            var results: [Int: Result<Recorded, any Error>] = [:]
            for await (index, result) in group { results[index] = result }
            return steps.indices.compactMap { results[$0] }
        }

        @Sendable func take(_ action: any Action, by user: UserID) async -> Result<Recorded, any Error> {
            do {
                return .success(try await ledger.perform(action, by: user, at: .day(day)))
            } catch {
                return .failure(error)
            }
        }
    }

    private func commitsOf(_ life: Life) throws -> Int {
        try life.ledger.store.read { try $0.commitMACs().count }
    }

    private func save(_ seat: Seat, _ mark: Int, base: Int = 0) -> (action: any Action, user: UserID) {
        (
            SaveMark(Life.round, seat: seat.id, indicator: "p.1", mark: Fraction(mark), comment: "", base: base),
            UserID("u-\(seat.expert?.text ?? "")")
        )
    }

    @Test func steps_thatWait_shareOneCommit_andAreAllThere() async throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        // On a busy machine some reach the queue late: then they are held longer.
        for (number, hold) in [300, 3000, 20000].enumerated() {
            let (size, done) = try (life.ledger.register().size, commitsOf(life))
            let results = try await together(life.ledger, seats.map { save($0, 20, base: number) }, hold: hold)
            #expect(try results.map { try $0.get().events.count } == seats.map { _ in 1 })
            #expect(Set(try results.flatMap { try $0.get().events }) == Set(size..<size + seats.count))
            #expect(life.ledger.standing.size == size + seats.count, "readers see it before anybody is answered")
            if try commitsOf(life) == done + 1 { break }
            #expect(hold < 20000, "never in one commit")
        }
        #expect(try verify(life.ledger.store, signers: [life.place.signer]).isHeld)
    }

    @Test func step_thatIsRefused_harmsNoOther() async throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        // Every third mark is off the grid; one expert leaves and names a substitute who cannot be: events had been appended.
        var steps = seats.enumerated().map { index, seat in save(seat, index % 3 == 0 ? 99 : 20) }
        let stranger = RecuseSeat(Life.round, seat: seats[0].id, reason: "亲属", substitute: "expert-1")
        steps.insert((stranger, "officer"), at: 4)
        let before = try life.ledger.register().size
        let results = try await together(life.ledger, steps)
        let refused = results.indices.filter { (try? results[$0].get()) == nil }
        #expect(refused == [0, 3, 4, 7, 10, 13])
        let events = results.compactMap { try? $0.get().events.lowerBound }
        #expect(Set(events) == Set(before..<before + steps.count - refused.count))
        let register = try life.ledger.register()
        #expect(register.rounds[Life.round]?.seats[seats[0].id]?.state == .open)
        let fresh = try life.place.ledger()
        #expect(try fresh.tree().root == life.ledger.tree().root)
        #expect(fresh.standing.register.rounds[Life.round]?.seats == register.rounds[Life.round]?.seats)
        #expect(try verify(life.ledger.store, signers: [life.place.signer]).isHeld)
    }

    /// A commit that the disk refuses, after everything was written.
    private final class FailingCommit: TransactionObserver {
        struct Failure: Error {}

        func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
        func databaseDidChange(with event: DatabaseEvent) {}
        func databaseWillCommit() throws { throw Failure() }
        func databaseDidCommit(_ db: Database) {}
        func databaseDidRollback(_ db: Database) {}
    }

    @Test func commit_thatFails_leavesMemoryEqualToTheDisk() async throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        let before = life.ledger.standing.size
        let root = try life.ledger.tree().root
        do {
            let observer = FailingCommit()
            try life.ledger.store.add(observer)
            let results = try await together(life.ledger, seats.map { save($0, 20) })
            #expect(results.allSatisfy { (try? $0.get()) == nil })
            #expect(throws: FailingCommit.Failure.self) { try life.officer(LoadCalendar([])) }
            withExtendedLifetime(observer) {}
        }
        #expect(life.ledger.standing.size == before)
        #expect(try life.ledger.tree().root == root)
        // Observers are held weakly: from here on commits succeed again, and the next step is numbered right.
        let results = try await together(life.ledger, seats.map { save($0, 20) })
        #expect(Set(try results.flatMap { try $0.get().events }) == Set(before..<before + seats.count))
        #expect(try verify(life.ledger.store, signers: [life.place.signer]).isHeld)
    }

    @Test func otherProcess_onTheSameFile_isSeenAndSees() async throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        let console = try life.place.ledger()
        let changes = life.ledger.changes
        try await console.perform(save(seats[0], 11).action, by: save(seats[0], 11).user, at: .day("2026-11-02"))
        #expect(life.ledger.standing.size == console.standing.size - 1, "a standing is what this process knows")
        try await life.ledger.catchUp()
        #expect(life.ledger.standing.register.rounds[Life.round]?.seats[seats[0].id]?.cells["p.1"]?.hundredths == 1100)
        var iterator = changes.makeAsyncIterator()
        #expect(await iterator.next() == console.standing.size)
        // The long-lived process saves on; the console finds that, too.
        try await life.ledger.perform(
            save(seats[0], 12, base: 1).action, by: save(seats[0], 12).user, at: .day("2026-11-02"))
        await #expect(throws: Refusal.self) {
            try await console.perform(
                save(seats[0], 13, base: 1).action, by: save(seats[0], 13).user, at: .day("2026-11-02"))
        }
        #expect(try console.register().rounds[Life.round]?.seats[seats[0].id]?.cells["p.1"]?.hundredths == 1200)
        #expect(try verify(life.ledger.store, signers: [life.place.signer]).isHeld)
    }

    @Test func standing_thatIsHeld_neverChanges() async throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        let held = life.ledger.standing
        _ = try await together(life.ledger, seats.map { save($0, 20) })
        #expect(held.register.rounds[Life.round]?.seats.values.allSatisfy { $0.cells.isEmpty } == true)
        #expect(
            life.ledger.standing.register.rounds[Life.round]?.seats.values.allSatisfy { $0.cells.count == 1 } == true)
    }

    @Test func request_thatIsSaidTwiceAtOnce_isRecordedOnce() async throws {
        let life = try Life(through: .scoring)
        let seat = try life.seats()[0]
        var random = life.place.random
        let request = EventID(using: &random)
        let step = save(seat, 20)
        let ledger = life.ledger
        let answers = try await withThrowingTaskGroup(of: Recorded.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await ledger.perform(step.action, by: step.user, at: .day("2026-11-02"), request: request)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(answers.map(\.events)).count == 1)
        #expect(answers.count { !$0.isRepeated } == 1)
    }
}
