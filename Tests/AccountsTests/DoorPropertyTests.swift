// Whatever is tried, in whatever order, at whatever time: no session without a right password.

import Accounts
import AssessmentModel
import EventModel
import Testing

@Suite struct DoorPropertyTests {
    /// What the rules say of one account, counted by hand.
    private struct Expected {
        var failures = 0
        var pause = 900
        var lockedUntil = 0
        var code: OneTimeSecret?
        var lastStep = -1

        func isLocked(_ now: Int) -> Bool { now < lockedUntil }

        mutating func fail(_ now: Int) {
            failures += 1
            guard failures == 5 else { return }
            lockedUntil = now + pause
            pause = min(2 * pause, 86_400)
            failures = 0
        }

        mutating func succeed() {
            failures = 0
            pause = 900
        }
    }

    @Test func doors_thousandRandomSequences_openForARightPasswordAlone() throws {
        let desk = try Desk(seed: 2026)
        var random = SplitMix(state: 20_261_128)
        try desk.activate("expert")
        try desk.activate("officer")
        var expected: [UserID: Expected] = ["expert": Expected(), "officer": Expected()]
        expected["officer"]?.code = desk.carried["officer"]
        // The step with which it was activated.
        expected["officer"]?.lastStep = desk.now.seconds / 30 - 1
        var (opened, locked) = (0, 0)
        for _ in 1...1000 {
            var open: (session: OpenSession, until: Int, end: Int)?
            for _ in 1...Int.random(in: 3...9, using: &random) {
                let user: UserID = Bool.random(using: &random) ? "expert" : "officer"
                guard var account = expected[user] else { return }
                let isRight = Int.random(in: 0..<3, using: &random) == 0
                let password =
                    isRight
                    ? Desk.password : ["", "wrong password", Desk.password + " "].randomElement(using: &random) ?? ""
                switch Int.random(in: 0..<8, using: &random) {
                case 0: desk.pass([1, 29, 30, 600, 899, 1799, 1800, 43_200].randomElement(using: &random) ?? 1)
                case 1: desk.pass(account.isLocked(desk.now.seconds) ? account.lockedUntil - desk.now.seconds : 60)
                case 2:
                    guard let held = open else { continue }
                    let isOpen = desk.now.seconds < held.until
                    let found = try desk.session(held.session)
                    #expect((found != nil) == isOpen)
                    open = found.map { ($0, $0.session.end.seconds, held.end) }
                case 3:
                    guard let held = open, let account = expected[held.session.user.id] else { continue }
                    let isOpen = desk.now.seconds < held.until
                    let mayOpen = isOpen && isRight && !account.isLocked(desk.now.seconds)
                    let answer = try desk.confirm(held.session, password)
                    #expect((answer.session != nil) == mayOpen)
                    if isOpen, !account.isLocked(desk.now.seconds) {
                        if isRight {
                            expected[held.session.user.id]?.succeed()
                        } else {
                            expected[held.session.user.id]?.fail(desk.now.seconds)
                        }
                    }
                    open = answer.session.map { ($0, $0.session.end.seconds, held.end) } ?? open
                default:
                    let step = desk.now.seconds / 30
                    let isCodeRight = Int.random(in: 0..<4, using: &random) > 0
                    let code = account.code.map { isCodeRight ? $0.code(at: step) : $0.code(at: step + 7) }
                    let passes = account.code == nil || isCodeRight && step > account.lastStep
                    let mayOpen = isRight && passes && !account.isLocked(desk.now.seconds)
                    let answer = try desk.signIn(user.text, password, code: code)
                    #expect((answer.session != nil) == mayOpen, "\(answer)")
                    if account.isLocked(desk.now.seconds) {
                        locked += 1
                    } else if mayOpen {
                        account.succeed()
                        account.lastStep = account.code == nil ? -1 : step
                    } else {
                        account.fail(desk.now.seconds)
                    }
                    expected[user] = account
                    if let session = answer.session {
                        opened += 1
                        open = (session, session.session.end.seconds, desk.now.seconds + 43_200)
                    }
                }
                if let open { #expect(open.until <= open.end) }
            }
        }
        #expect(opened > 300 && locked > 300, "both were there to be found: \(opened), \(locked)")
    }
}
