// How an account is said to stand, from its first letter to its person's removal.

import Accounts
import AssessmentModel
import EventModel
import Testing

@Suite struct ListingTests {
    private func state(_ desk: Desk, _ user: UserID) throws -> AccountStanding.State {
        let person = try #require(desk.people[user])
        return try #require(try desk.book.standings(of: [person], at: desk.now).first).state
    }

    @Test func standing_ofAnAccount_followsItsLife() throws {
        let desk = try Desk()
        #expect(try state(desk, "expert") == .unmade)
        let letter = try desk.letter("expert")
        #expect(try state(desk, "expert") == .letterWaits(until: letter.until))
        desk.pass(Letter.valid)
        #expect(try state(desk, "expert") == .letterOver(since: letter.until))
        try desk.activate("expert")
        #expect(try state(desk, "expert") == .active)
        for _ in 1...Lockout.failures { _ = try desk.signIn("expert", "wrong") }
        guard case .locked(let until) = try state(desk, "expert") else {
            Issue.record("it is locked")
            return
        }
        desk.pass(until.seconds - desk.now.seconds)
        #expect(try state(desk, "expert") == .active)
        desk.people["expert"] = User(id: "expert", name: "另一人", role: .expert, expert: "e9")
        #expect(try state(desk, "expert") == .unmade, "the id was given to somebody else")
    }

    @Test func standings_ofSeveral_keepTheirOrderAndCountAuthenticators() throws {
        let desk = try Desk()
        try desk.activate("officer")
        let people = ["other", "officer"].compactMap { desk.people[$0] }
        let standings = try desk.book.standings(of: people, at: desk.now)
        #expect(standings.map(\.user.id) == ["other", "officer"])
        #expect(standings.map(\.factors) == [0, 1] && standings.map(\.holdsSomething) == [false, true])
    }
}
