// Mail outside the ledger: which addresses there may be, who has one, and what becomes of a mail at every turn.

import AssessmentModel
import EventModel
import Storage
import Testing

@testable import Accounts

@Suite struct MailTests {
    @Test(arguments: [
        "li@example.gov.cn", "li.si+heng@example.gov.cn", "O'Brien_1@a-b.example", "a@b.cn",
        String(repeating: "a", count: 64) + "@example.cn",
    ])
    func address_ofTheNarrowForm_isTaken(typed: String) {
        #expect(MailAddress(typed)?.text == typed)
    }

    @Test(arguments: [
        "", "li", "@example.cn", "li@", "li@example", "li@example.123", "li@@example.cn", "li@a@example.cn",
        "li@example.cn\nBcc: x@example.cn", "li@example.cn\r\nBcc: x@example.cn", "li\n@example.cn", "li@example.cn ",
        "li si@example.cn", "李@example.cn", "li@例子.cn", "li@example．cn", "li@exámple.cn", "\"li\"@example.cn",
        "<li@example.cn>", "li@example.cn,x@example.cn", "li@example.cn;x@example.cn", "-t@example.cn",
        ".li@example.cn",
        "li.@example.cn", "li..si@example.cn", "li@-example.cn", "li@example-.cn", "li@.cn", "li@example..cn",
        "li%x@example.cn", "li!x@example.cn", "|sh@example.cn", "li@[127.0.0.1]", "li\u{0}@example.cn",
        String(repeating: "a", count: 65) + "@example.cn",
        "li@" + String(repeating: "a", count: 64) + ".cn",
        "li@" + Array(repeating: String(repeating: "a", count: 60), count: 5).joined(separator: "."),
    ])
    func address_ofAnyOtherForm_isRefused(typed: String) {
        #expect(MailAddress(typed) == nil)
    }

    private func session(_ desk: Desk, _ user: UserID) throws -> OpenSession {
        try #require(try desk.activate(user).session)
    }

    private func set(_ desk: Desk, _ user: UserID, _ address: String) throws {
        try desk.book.setMailAddress(address, in: .chinese, session(desk, user), from: desk.caller)
    }

    private func queue(_ desk: Desk, _ user: UserID, of day: String, told: Set<String> = ["a"]) throws {
        try desk.book.queueMail([MailDecision(user: user, isSent: true, told: told)], of: day, at: desk.now)
    }

    private func take(_ desk: Desk) throws -> MailInHand? { try desk.book.takeMail(at: desk.now, among: desk.members) }

    @Test func address_isSetAndTakenBack_andTheLogSaysSoWithoutIt() throws {
        let desk = try Desk()
        let open = try session(desk, "expert")
        let refused = desk.refused {
            try desk.book.setMailAddress("li@example.cn\nBcc: x@example.cn", in: .chinese, open, from: desk.caller)
        }
        #expect(refused == ["mail-address-unfit"])
        #expect(try desk.book.mailAddress(of: "expert") == nil)
        try desk.book.setMailAddress(" li@example.cn ", in: .english, open, from: desk.caller)
        let known = try #require(try desk.book.mailAddress(of: "expert"))
        #expect(known == ("li@example.cn", .english))
        #expect(try desk.lastWord() == .mailSet)
        #expect(try desk.book.removeMailAddress(of: "expert", from: desk.caller))
        #expect(try desk.lastWord() == .mailRemoved)
        #expect(try !desk.book.removeMailAddress(of: "expert", from: desk.caller))
        #expect(try !desk.book.log().contains { "\($0)".contains("example.cn") })
    }

    @Test func mailboxes_areOfActivatedAccounts_evenOfLockedOnes_untilTheLetterOrTheRemoval() throws {
        let desk = try Desk()
        try set(desk, "expert", "li@example.cn")
        try set(desk, "other", "wang@example.cn")
        for _ in 1...Lockout.failures { _ = try desk.signIn("other", "wrong") }
        let boxes = try desk.book.mailboxes(among: desk.members, at: desk.now)
        #expect(
            boxes.map(\.user.id) == ["expert", "other"] && boxes.map(\.address) == ["li@example.cn", "wang@example.cn"])
        #expect(try desk.book.standings(of: boxes.map(\.user), at: desk.now).map(\.hasMail) == [true, true])
        _ = try desk.letter("other")
        #expect(try desk.book.mailboxes(among: desk.members, at: desk.now).map(\.user.id) == ["expert"])
        #expect(try desk.book.mailAddress(of: "other") == nil, "who resets an account cannot have its mail")
        desk.people["expert"] = nil
        #expect(try desk.book.mailboxes(among: desk.members, at: desk.now).isEmpty)
    }

    @Test func queue_ofADay_isMadeOnce_andOneADayToOnePerson() throws {
        let desk = try Desk()
        try set(desk, "expert", "li@example.cn")
        #expect(try !desk.book.isMailQueued(of: "2026-11-28"))
        try queue(desk, "expert", of: "2026-11-28")
        try queue(desk, "expert", of: "2026-11-28", told: ["b"])
        #expect(try desk.book.isMailQueued(of: "2026-11-28"))
        #expect(try desk.book.mailQueue().waiting == 1)
        #expect(try desk.book.mailboxes(among: desk.members, at: desk.now).map(\.told) == [["a"]])
        // Another program on the same ledger, whose day was not there yet: the person has one all the same.
        try desk.store.write {
            try $0.insert(
                MailRow(user: "expert", address: "li@example.cn", kind: "todos", day: "2026-11-28", queued: 1))
        }
        #expect(try desk.book.mailQueue().waiting == 1)
        try queue(desk, "expert", of: "2026-11-29")
        #expect(try desk.book.mailQueue().waiting == 2)
    }

    @Test func mail_thatIsTaken_isNotTakenAgain_norAfterTheServersEnd() throws {
        let desk = try Desk()
        try set(desk, "expert", "li@example.cn")
        try queue(desk, "expert", of: "2026-11-28")
        let taken = try #require(try take(desk))
        #expect(taken.address == "li@example.cn" && taken.attempt == 1)
        #expect(try take(desk) == nil)
        // The server ended here.
        try desk.book.failMailUnderWay(at: desk.now)
        desk.pass(100_000)
        #expect(try take(desk) == nil)
        let queue = try desk.book.mailQueue()
        #expect(queue.failed == 1 && queue.waiting == 0 && queue.troubles.map(\.said) == [AccountBook.ended])
    }

    @Test func mail_thatIsNotTaken_isTriedAgainAfterEachPause_thenFailsAndIsNewTheNextDay() throws {
        let desk = try Desk()
        try set(desk, "expert", "li@example.cn")
        try queue(desk, "expert", of: "2026-11-28")
        for (place, pause) in (AccountBook.mailPauses + [0]).enumerated() {
            let taken = try #require(try take(desk))
            #expect(taken.attempt == place + 1)
            let next = try desk.book.settle(
                taken, .refused("550 <li@example.cn>: no\n such\tuser \u{202E}x"), at: desk.now)
            if place == AccountBook.mailPauses.count {
                #expect(next == nil)
                break
            }
            #expect(next == desk.now + pause)
            desk.pass(pause - 1)
            #expect(try take(desk) == nil)
            desk.pass(1)
        }
        let queue = try desk.book.mailQueue()
        #expect(queue.failed == 1 && queue.waiting == 0)
        #expect(queue.troubles.map(\.said) == ["550 <…> no such user \u{FFFD}x"])
        #expect(queue.troubles.map(\.next) == [nil] && queue.troubles.map(\.tries) == [6])
        #expect(try desk.book.mailboxes(among: desk.members, at: desk.now).map(\.told) == [[]])
    }

    @Test func mail_whoseReaderTookTheAddressBackOrChangedIt_isNotSent() throws {
        let desk = try Desk()
        let open = try session(desk, "expert")
        for (day, end) in [("2026-11-28", "wang@example.cn"), ("2026-11-29", "")] {
            try desk.book.setMailAddress("li@example.cn", in: .chinese, open, from: desk.caller)
            try queue(desk, "expert", of: day)
            if end.isEmpty {
                #expect(try desk.book.removeMailAddress(of: "expert", from: desk.caller))
            } else {
                try desk.book.setMailAddress(end, in: .chinese, open, from: desk.caller)
            }
            #expect(try take(desk) == nil)
        }
        #expect(try desk.book.mailQueue().void == 2)
    }

    @Test func queue_isKeptForThirtyDays_andGoesWithItsAccount() throws {
        let desk = try Desk()
        try set(desk, "expert", "li@example.cn")
        try queue(desk, "expert", of: "2026-11-28")
        let taken = try #require(try take(desk))
        try desk.book.settle(taken, .sent, at: desk.now)
        #expect(try desk.book.mailQueue().sent == 1)
        desk.pass(AccountBook.mailKept + 1)
        try desk.book.queueMail([], of: "2026-12-29", at: desk.now)
        #expect(try desk.book.mailQueue().sent == 0)
        try queue(desk, "expert", of: "2026-12-30")
        #expect(try desk.book.mailQueue().waiting == 1)
        desk.people["expert"] = nil
        try desk.book.forgetRemoved(among: desk.members)
        #expect(try desk.book.mailQueue().waiting == 0)
    }
}
