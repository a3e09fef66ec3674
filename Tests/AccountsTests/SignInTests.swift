// Who gets in, who does not, and what is said of it outside and in the log.

import Accounts
import AssessmentModel
import Dispatch
import EventModel
import Foundation
import Reasons
import Synchronization
import Testing

@Suite struct SignInTests {
    let desk: Desk

    init() throws {
        desk = try Desk()
        try desk.activate("officer")
        try desk.activate("expert")
    }

    @Test func signIn_withPassword_opensASession() throws {
        let open = try #require(try desk.signIn("expert").session)
        #expect(open.user.id == "expert" && open.session.created == desk.now)
        #expect(try desk.session(open) == open)
        #expect(try desk.lastWord() == .signedIn)
    }

    @Test(arguments: [" expert ", "Expert", "EXPERT\n"])
    func signIn_typedAsTelephonesDo_opensASession(typed: String) throws {
        #expect(try desk.signIn(typed).session?.user.id == "expert")
    }

    /// Every way in which nobody gets in: one answer outside, a word of its own in the log.
    @Test func refusals_allOfThem_soundAlikeOutsideAndDifferInTheLog() throws {
        var words: [SignInOutcome] = []
        func refuse(_ answer: SignIn) throws {
            let outcome = try #require(answer.refusal)
            #expect(answer.session == nil && outcome.isRefusal)
            #expect(try desk.lastWord() == outcome)
            words.append(outcome)
        }
        try refuse(desk.signIn("nobody"))
        try refuse(desk.signIn("../etc/passwd\u{202E}"))
        try refuse(desk.signIn("other"))
        _ = try desk.letter("other")
        try refuse(desk.signIn("other"))
        try refuse(desk.signIn("expert", "wrong password"))
        try refuse(desk.signIn("officer", code: "000000"))
        for _ in 1...4 { _ = try desk.signIn("expert", "wrong password") }
        try refuse(desk.signIn("expert", "wrong password"))
        try refuse(desk.signIn("expert"))
        desk.people["expert"] = nil
        try refuse(desk.signIn("expert"))
        #expect(
            words == [
                .unknownAccount, .unknownAccount, .notActivated, .notActivated, .wrongPassword, .wrongCode, .locked,
                .locked, .removed,
            ])
        #expect(SignInOutcome.refusal == Reason(.signInFailed))
    }

    /// A hash of the same cost is made for whom nobody knows.
    @Test func refusal_whoeverIsNamed_takesTheSameWork() throws {
        let cost = try #require(ScryptCost(logRounds: 10, blockSize: 8, parallelism: 1))
        let desk = try Desk(cost: cost)
        try desk.activate("expert")
        _ = try desk.letter("other")
        func quickest(_ user: String) throws -> Duration {
            try (1...3).map { _ in try ContinuousClock().measure { _ = try desk.signIn(user, "wrong password") } }.min()
                ?? .zero
        }
        let known = try quickest("expert")
        for _ in 1...2 { _ = try desk.signIn("expert", "wrong password") }
        for user in ["nobody", "other", "expert"] { #expect(try quickest(user) > known / 3, "\(user)") }
        #expect(try desk.lastWord() == .locked)
    }

    // MARK: lockout

    @Test func fiveFailures_lockFor15Minutes_toTheSecond() throws {
        for _ in 1...5 { #expect(try desk.signIn("expert", "wrong password").refusal == .wrongPassword) }
        let start = desk.now
        for second in [0, 1, 899] {
            desk.now = Moment(seconds: start.seconds + second)
            #expect(try desk.signIn("expert").refusal == .locked)
            #expect(try desk.signIn("expert", "wrong password").refusal == .locked)
        }
        desk.now = Moment(seconds: start.seconds + 900)
        #expect(try desk.signIn("expert").session != nil)
        #expect(try desk.signIn("officer", code: desk.code("officer")).session != nil, "nobody else was locked")
    }

    @Test func guesses_madeAtOnce_countOneByOne() throws {
        let (book, people, caller) = (desk.book, desk.people, desk.caller)
        let outcomes = Mutex<[SignInOutcome?]>([])
        DispatchQueue.concurrentPerform(iterations: 24) { number in
            var random = SplitMix(state: UInt64(number))
            let answer = try? book.signIn(
                "expert", password: "wrong password \(number)", from: caller, among: { people[$0] }, using: &random)
            outcomes.withLock { $0.append(answer?.refusal) }
        }
        let found = outcomes.withLock { $0 }
        #expect(found.count { $0 == .wrongPassword } == 5 && found.count { $0 == .locked } == 19)
    }

    @Test func failures_thatARightPasswordParts_lockNobody() throws {
        for _ in 1...3 {
            for _ in 1...4 { _ = try desk.signIn("expert", "wrong password") }
            #expect(try desk.signIn("expert").session != nil)
        }
    }

    @Test func secondLockout_isTwiceAsLong_andARightPasswordBeginsAnew() throws {
        func failFive() throws { for _ in 1...5 { _ = try desk.signIn("expert", "wrong password") } }
        try failFive()
        desk.pass(900)
        try failFive()
        desk.pass(1799)
        #expect(try desk.signIn("expert").refusal == .locked)
        desk.pass(1)
        #expect(try desk.signIn("expert").session != nil)
        try failFive()
        desk.pass(900)
        #expect(try desk.signIn("expert").session != nil)
    }

    @Test func rightPasswordWithoutItsCode_forgetsNoFailure() throws {
        for _ in 1...4 { _ = try desk.signIn("officer", code: "000000") }
        guard case .codeAsked = try desk.signIn("officer") else {
            Issue.record("the password was right")
            return
        }
        #expect(try desk.signIn("officer", code: "000000").refusal == .wrongCode)
        #expect(try desk.signIn("officer", code: desk.code("officer")).refusal == .locked)
    }

    @Test func lockout_unlockedByTheSecurityAdministrator_ends() throws {
        for _ in 1...5 { _ = try desk.signIn("expert", "wrong password") }
        #expect(
            desk.refused { try desk.book.unlock("expert", by: "officer", from: desk.caller, among: desk.members) }
                == ["letter-not-issuable"])
        try desk.book.unlock("expert", by: "security", from: desk.caller, among: desk.members)
        #expect(try desk.signIn("expert").session != nil)
        #expect(try desk.book.log().contains { $0.outcome == .unlocked && $0.actor == "security" })
        #expect(
            desk.refused { try desk.book.unlock("other", by: "security", from: desk.caller, among: desk.members) }
                == ["account-not-made"])
    }

    // MARK: codes

    @Test func staff_withoutCode_isAskedForIt_andGetsInWithIt() throws {
        guard case .codeAsked(let challenge) = try desk.signIn("officer") else {
            Issue.record("staff has an authenticator")
            return
        }
        #expect(try desk.book.session(challenge, at: desk.now, among: desk.members) == nil, "it is no session")
        func answer(_ code: String) throws -> SignIn {
            try desk.book.signIn(
                with: challenge, code: code, from: desk.caller, among: desk.members, using: &desk.random)
        }
        #expect(try answer("000000").refusal == .wrongCode)
        #expect(try answer(desk.code("officer")).session?.user.id == "officer")
        desk.pass(30)
        #expect(try answer(desk.code("officer")).refusal == .codeTooLate, "it is used up")
    }

    @Test(arguments: [(299, true), (300, false), (301, false)])
    func code_afterItsMinutes_isTooLate(seconds: Int, isTaken: Bool) throws {
        guard case .codeAsked(let challenge) = try desk.signIn("officer") else {
            Issue.record("staff has an authenticator")
            return
        }
        desk.pass(seconds)
        let answer = try desk.book.signIn(
            with: challenge, code: desk.code("officer"), from: desk.caller, among: desk.members, using: &desk.random)
        #expect((answer.session != nil) == isTaken)
        #expect(answer.refusal == (isTaken ? nil : .codeTooLate))
    }

    @Test func code_usedTwice_isRefused() throws {
        let code = desk.code("officer")
        #expect(try desk.signIn("officer", code: code).session != nil)
        #expect(try desk.signIn("officer", code: code).refusal == .wrongCode)
        desk.pass(30)
        #expect(try desk.signIn("officer", code: code).refusal == .wrongCode, "though its step is still within reach")
        #expect(try desk.signIn("officer", code: desk.code("officer")).session != nil)
    }

    @Test func code_ofAClockThatDrifts_isFollowed() throws {
        for steps in 1...8 {
            desk.pass(3600)
            #expect(try desk.signIn("officer", code: desk.code("officer", off: steps)).session != nil, "\(steps)")
            #expect(try desk.book.factors(of: "officer").map(\.drift) == [steps])
        }
        desk.pass(3600)
        #expect(try desk.signIn("officer", code: desk.code("officer", off: 10)).refusal == .wrongCode, "a leap of two")
        #expect(try desk.signIn("officer", code: desk.code("officer")).session != nil, "a clock that was put right")
    }

    @Test func code_ofSomebodyElse_isRefused() throws {
        desk.people["officer2"] = User(id: "officer2", name: "经办二", role: .officer)
        try desk.activate("officer2")
        #expect(try desk.signIn("officer", code: desk.code("officer2")).refusal == .wrongCode)
    }

    // MARK: people who have changed

    @Test func account_removedFromTheLedger_signsInNoMore_andItsSessionsEnd() throws {
        let open = try #require(try desk.signIn("expert").session)
        desk.people["expert"] = nil
        #expect(try desk.session(open) == nil)
        #expect(try desk.signIn("expert").refusal == .removed)
        #expect(try desk.book.forgetRemoved(among: desk.members) == ["expert"])
        #expect(try desk.signIn("expert").refusal == .unknownAccount)
        #expect(try desk.book.forgetRemoved(among: desk.members) == [])
    }

    @Test func id_givenToSomebodyElse_opensNothing() throws {
        let open = try #require(try desk.signIn("expert").session)
        desk.people["expert"] = User(id: "expert", name: "专家九号", role: .expert, expert: "e9")
        #expect(try desk.session(open) == nil)
        #expect(try desk.signIn("expert").refusal == .notActivated)
        try desk.activate("expert")
        #expect(try desk.signIn("expert").session?.user.name == "专家九号")
    }

    // MARK: the log

    @Test func log_ofEveryAttempt_hasTimeNameOutcomeAddressAndAgent_bounded() throws {
        let before = try desk.book.log().count
        let caller = Caller(
            at: desk.now, address: String(repeating: "a", count: 500),
            agent: "x\r\ny\u{202E}" + String(repeating: "长", count: 500))
        let typed = "Ev\u{1B}il" + String(repeating: "名", count: 500)
        _ = try desk.book.signIn(
            typed, password: "wrong password", from: caller, among: desk.members, using: &desk.random)
        let lines = try desk.book.log()
        let line = try #require(lines.first)
        #expect(lines.count == before + 1 && line.at == desk.now && line.outcome == .unknownAccount)
        #expect(line.user.isEmpty, "what was typed may be a password")
        #expect(line.address.count == 64 && line.agent.unicodeScalars.count == 200)
        #expect(line.agent.hasPrefix("x\u{FFFD}\u{FFFD}y\u{FFFD}长"))
        try desk.book.logThrottled("expert", from: desk.caller)
        #expect(try desk.lastWord() == .throttled)
        #expect(try desk.book.log(before: line.id, atMost: 2).map(\.id) == [line.id - 1, line.id - 2])
        #expect(try desk.book.log(of: "expert").allSatisfy { $0.user == "expert" })
    }

    @Test func log_afterAYear_isPrunedOnWrite() throws {
        _ = try desk.signIn("nobody")
        let old = try #require(try desk.book.log(atMost: 1).first)
        for (seconds, isKept) in [(AccountBook.logKept - 1, true), (1, true), (1, false)] {
            desk.pass(seconds)
            _ = try desk.signIn("expert", "wrong password")
            #expect(try desk.book.log().contains { $0.id == old.id } == isKept, "\(desk.now)")
        }
    }
}
