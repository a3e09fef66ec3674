// How long a session lasts, what ends it, and what only its bearer may do.

import AssessmentModel
import EventModel
import Foundation
import Storage
import Testing

@testable import Accounts

@Suite struct SessionTests {
    let desk: Desk
    let open: OpenSession

    init() throws {
        desk = try Desk()
        try desk.activate("officer")
        try desk.activate("expert")
        for user: UserID in ["officer", "expert"] { try desk.book.endAll(of: user) }
        open = try #require(try desk.signIn("expert").session)
    }

    private func at(_ seconds: Int) { desk.now = Moment(seconds: open.session.created.seconds + seconds) }

    @Test(arguments: [(1799, true), (1800, false), (1801, false)])
    func session_idle_isOverAfter30Minutes(seconds: Int, isOpen: Bool) throws {
        at(seconds)
        #expect((try desk.session(open) != nil) == isOpen)
        if !isOpen {
            at(1)
            #expect(try desk.session(open) == nil, "it does not come back")
        }
    }

    @Test func session_inUse_goesOn_andWarnsFrom25Minutes() throws {
        for _ in 1...10 {
            desk.pass(1799)
            let used = try #require(try desk.session(open)?.session)
            #expect(used.lastUse == desk.now)
            #expect(used.warning == Moment(seconds: desk.now.seconds + 1500))
            #expect(used.end == Moment(seconds: desk.now.seconds + 1800))
        }
    }

    @Test func session_askedByAPageItself_isNotExtended() throws {
        at(1700)
        #expect(try desk.session(open, isActivity: false)?.session.lastUse == open.session.created)
        at(1800)
        #expect(try desk.session(open) == nil)
    }

    @Test func session_usedWithinTheGrain_writesNothing() throws {
        at(29)
        #expect(try desk.session(open)?.session.lastUse == open.session.created)
        at(30)
        #expect(try desk.session(open)?.session.lastUse == desk.now)
    }

    @Test func session_readTwiceInASecond_isReadFromTheDiskOnce_andEndsAtOnce() throws {
        at(5)
        #expect(try desk.session(open) != nil)
        try desk.store.write { try $0.removeSessions(of: "expert") }
        #expect(try desk.session(open) != nil, "another process ended it, in the same second")
        at(6)
        #expect(try desk.session(open) == nil)
        let next = try #require(try desk.signIn("expert").session)
        #expect(try desk.session(next) != nil)
        try desk.book.end(next.token)
        #expect(try desk.session(next) == nil, "its own book ended it")
    }

    @Test func session_ofSomebodyWhoHasGoneOrChanged_isOverAtOnce() throws {
        at(5)
        #expect(try desk.session(open) != nil)
        let person = try #require(desk.people["expert"])
        desk.people["expert"] = User(id: "expert", name: person.name, role: .expert, expert: "e9")
        #expect(try desk.session(open) == nil)
        desk.people["expert"] = person
        #expect(try desk.session(open) == nil, "it was removed")
    }

    @Test func session_usedAllDay_isOverAfter12Hours() throws {
        for minute in stride(from: 20, to: 720, by: 20) {
            at(minute * 60)
            #expect(try desk.session(open) != nil)
        }
        at(43_199)
        let last = try #require(try desk.session(open)?.session)
        #expect(last.end == Moment(seconds: open.session.created.seconds + 43_200))
        #expect(last.warning == Moment(seconds: open.session.created.seconds + 42_900))
        at(43_200)
        #expect(try desk.session(open) == nil)
    }

    @Test func signIn_withAnotherSessionInTheBrowser_rotates() throws {
        let next = try #require(try desk.signIn("expert", replacing: open.token).session)
        #expect(next.token != open.token && next.crossSite != open.crossSite)
        #expect(try desk.session(open) == nil)
        #expect(try desk.session(next) != nil)
    }

    @Test func crossSiteToken_isOfItsSessionAlone() throws {
        let other = try #require(try desk.signIn("expert").session)
        #expect(open.accepts(crossSite: open.crossSite))
        #expect(!open.accepts(crossSite: other.crossSite) && !open.accepts(crossSite: ""))
        #expect(!open.accepts(crossSite: open.token.text))
        #expect(try desk.session(open)?.crossSite == open.crossSite)
    }

    // MARK: the list

    @Test func sessions_listed_sayWhenAndWhere_andEndOneByOne() throws {
        desk.pass(60)
        let other = try #require(try desk.signIn("expert").session)
        let officer = try #require(try desk.signIn("officer", code: desk.code("officer")).session)
        let list = try desk.book.sessions(of: "expert", at: desk.now)
        #expect(list == [open.session, other.session])
        #expect(list[1].agent == "Chromium 86" && list[1].address == "203.0.113.7" && list[1].lastUse == desk.now)
        #expect(try !desk.book.end(officer.session.id, of: "expert"), "somebody else's is not ended")
        #expect(try desk.book.end(open.session.id, of: "expert"))
        #expect(try desk.session(open) == nil && desk.session(other) != nil && desk.session(officer) != nil)
        try desk.book.end(other.token)
        #expect(try desk.session(other) == nil)
    }

    @Test func sessions_allEnded_orAllButOne() throws {
        let other = try #require(try desk.signIn("expert").session)
        let third = try #require(try desk.signIn("expert").session)
        try desk.book.endAll(of: "expert", but: other.token)
        #expect(try desk.session(open) == nil && desk.session(third) == nil && desk.session(other) != nil)
        try desk.book.endAll(of: "expert")
        #expect(try desk.session(other) == nil)
    }

    @Test func sessions_over_areNotListed_andGoWithTheNextWrite() throws {
        at(1800)
        #expect(try desk.book.sessions(of: "expert", at: desk.now).isEmpty)
        _ = try desk.signIn("nobody")
        #expect(try desk.store.read { try $0.sessions(of: "expert").isEmpty })
    }

    // MARK: the password once more

    @Test func confirm_withThePassword_rotatesAndKeepsTheSession() throws {
        at(600)
        let next = try #require(try desk.confirm(open).session)
        #expect(next.token != open.token && next.crossSite != open.crossSite)
        #expect(next.session.id == open.session.id && next.session.created == open.session.created)
        #expect(next.session.confirmed == desk.now && next.session.lastUse == desk.now)
        #expect(try desk.session(open) == nil && desk.session(next) == next)
        #expect(try desk.lastWord() == .confirmed)
    }

    @Test func confirm_withWrongPasswords_countsTowardsTheLockout_andTheSessionStays() throws {
        for _ in 1...2 { _ = try desk.signIn("expert", "wrong password") }
        for _ in 1...3 { #expect(try desk.confirm(open, "wrong password").refusal == .wrongPassword) }
        #expect(try desk.confirm(open).refusal == .locked)
        #expect(try desk.signIn("expert").refusal == .locked)
        #expect(try desk.session(open) != nil, "what was typed must not be lost")
        desk.pass(900)
        #expect(try desk.confirm(open).session != nil)
    }

    @Test func confirm_whenOver_isRefused() throws {
        at(1800)
        #expect(try desk.confirm(open).refusal == .sessionOver)
        #expect(try desk.lastWord() == .sessionOver)
    }

    // MARK: the own account

    @Test func password_changed_endsOtherSessionsAndOpensWithTheNewOneOnly() throws {
        let other = try #require(try desk.signIn("expert").session)
        #expect(desk.refused { _ = try desk.change(open, to: "kurz") } == ["password-too-short"])
        #expect(try desk.change(open, from: "wrong password", to: "绿水青山就是金山银山").refusal == .wrongPassword)
        let next = try #require(try desk.change(open, to: "绿水青山就是金山银山").session)
        #expect(try desk.session(other) == nil && desk.session(open) == nil && desk.session(next) != nil)
        #expect(try desk.signIn("expert").refusal == .wrongPassword)
        #expect(try desk.signIn("expert", "绿水青山就是金山银山").session != nil)
        #expect(try desk.book.log().contains { $0.outcome == .passwordChanged })
    }

    @Test func password_changedWhileTheOldOneWasCompared_isWrong() throws {
        let comparison = try desk.book.compare(Desk.password, of: "expert", using: &desk.random)
        _ = try desk.change(open, to: "绿水青山就是金山银山")
        let answer = try desk.store.write {
            try desk.book.judge(comparison, of: "expert", at: desk.now, among: desk.members, $0)
        }
        guard comparison.isRight, case .failure(let no) = answer else {
            Issue.record("it was right when it was compared")
            return
        }
        #expect(no.outcome == .wrongPassword)
    }

    @Test func hash_ofAnotherCost_isRenewedAtTheNextSignIn() throws {
        var rules = AccountRules()
        rules.cost = try #require(ScryptCost(logRounds: 2, blockSize: 1, parallelism: 1))
        let dearer = AccountBook(desk.store, rules)
        func stored() throws -> String { try desk.store.read { try $0.account("expert")?.password ?? "" } }
        #expect(try stored().contains("ln=1,"))
        let signedIn = try dearer.signIn(
            "expert", password: Desk.password, from: desk.caller, among: desk.members, using: &desk.random)
        #expect(signedIn.session != nil)
        #expect(try stored().contains("ln=2,"))
        #expect(try desk.signIn("expert").session != nil)
    }

    private func begin(_ open: OpenSession) throws -> OfferedFactor {
        try desk.book.offerFactor(open.token, at: desk.now, among: desk.members, using: &desk.random)
    }

    private func add(_ offer: OfferedFactor, _ code: String, _ open: OpenSession) throws {
        try desk.book.addFactor(
            offer.id, label: "手机", code: code, open.token, from: desk.caller, among: desk.members)
    }

    private func remove(_ id: Int, _ open: OpenSession) throws {
        try desk.book.removeFactor(id, open.token, from: desk.caller, among: desk.members)
    }

    @Test func factor_addedByAnExpert_isAskedForFromThenOn_andMayGoAgain() throws {
        let offer = try begin(open)
        #expect(desk.refused { try add(offer, "000000", open) } == ["one-time-code-wrong"])
        #expect(try desk.signIn("expert").session != nil, "it does not count before its first code")
        try add(offer, offer.secret.code(at: desk.now.seconds / 30), open)
        #expect(
            desk.refused { try add(offer, offer.secret.code(at: desk.now.seconds / 30 + 1), open) } == [
                "factor-unknown"
            ])
        guard case .codeAsked = try desk.signIn("expert") else {
            Issue.record("it is asked for")
            return
        }
        let factor = try #require(try desk.book.factors(of: "expert").first)
        #expect(factor.label == "手机" && factor.added == desk.now)
        try remove(factor.id, open)
        #expect(try desk.signIn("expert").session != nil)
    }

    @Test func factor_lastOfStaff_cannotBeRemoved() throws {
        let officer = try #require(try desk.signIn("officer", code: desk.code("officer")).session)
        let first = try #require(try desk.book.factors(of: "officer").first)
        #expect(desk.refused { try remove(first.id, officer) } == ["factor-last"])
        let offer = try begin(officer)
        #expect(desk.refused { try remove(first.id, officer) } == ["factor-last"], "one that waits does not count")
        #expect(desk.refused { try remove(offer.id, officer) } == ["factor-unknown"])
        try add(offer, offer.secret.code(at: desk.now.seconds / 30), officer)
        try remove(first.id, officer)
        #expect(try desk.book.factors(of: "officer").map(\.id) == [offer.id])
        #expect(desk.refused { try remove(offer.id, open) } == ["factor-unknown"], "somebody else's")
    }

    @Test(arguments: [(899, []), (900, ["factor-unknown"])] as [(Int, [String])])
    func factor_begunTooLongAgo_isNotAdded(seconds: Int, expected: [String]) throws {
        let offer = try begin(open)
        desk.pass(seconds)
        let fresh = try #require(try desk.confirm(open).session)
        #expect(desk.refused { try add(offer, offer.secret.code(at: desk.now.seconds / 30), fresh) } == expected)
    }

    @Test(arguments: [(299, []), (300, ["confirmation-needed"])] as [(Int, [String])])
    func factor_longAfterThePassword_asksForIt(seconds: Int, expected: [String]) throws {
        at(seconds)
        #expect(desk.refused { _ = try begin(open) } == expected)
        let fresh = try #require(try desk.confirm(open).session)
        #expect(desk.refused { _ = try begin(fresh) } == [])
        #expect(desk.refused { _ = try begin(open) } == ["session-over"])
    }
}
