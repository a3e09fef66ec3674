// Letters: the only way to a first password, and the only way back to a lost one.

import Accounts
import AssessmentModel
import EventModel
import Foundation
import Storage
import Testing

@Suite struct LetterTests {
    let desk: Desk

    init() throws { desk = try Desk() }

    private func open(_ user: String, _ code: String) throws -> OpenedLetter? {
        try desk.book.openLetter(user, code: code, from: desk.caller, among: desk.members, using: &desk.random)
    }

    private func activate(
        _ user: String, _ code: String, _ password: String = Desk.password, oneTimeCode: String? = nil
    ) throws -> SignIn {
        try desk.book.activate(
            user, letter: code, password: password, oneTimeCode: oneTimeCode, from: desk.caller, among: desk.members,
            using: &desk.random)
    }

    @Test func letter_issued_isOpenedAndActivates_once() throws {
        let letter = try desk.letter("expert")
        #expect(letter.user.name == "专家一号")
        #expect(letter.until == Moment(seconds: desk.now.seconds + 14 * 86_400))
        let opened = try #require(try open("expert", letter.code.text.lowercased()))
        #expect(!opened.isFactorNeeded && opened.uri.contains(opened.secret.base32))
        #expect(try open("expert", letter.code.text)?.secret == opened.secret, "the same on a page loaded again")
        let session = try #require(try activate("expert", letter.code.text).session)
        #expect(try desk.session(session) != nil)
        #expect(try desk.signIn("expert").session != nil)
        #expect(try open("expert", letter.code.text) == nil)
        #expect(try activate("expert", letter.code.text, "another password").refusal == .letterNone)
    }

    @Test func letter_code_isNowhereInTheDatabase() throws {
        let letter = try desk.letter("expert")
        desk.store.close()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: desk.store.path))
        for text in [letter.code.text, letter.code.text.replacing("-", with: "")] {
            #expect(bytes.range(of: Data(text.utf8)) == nil)
        }
        #expect(bytes.range(of: Data("letter-issued".utf8)) != nil, "the file holds what was written")
    }

    @Test(
        arguments: [(14 * 86_400 - 1, nil), (14 * 86_400, .letterOver), (14 * 86_400 + 1, .letterOver)]
            as [(Int, SignInOutcome?)])
    func letter_after14Days_isOver(seconds: Int, expected: SignInOutcome?) throws {
        let letter = try desk.letter("expert")
        desk.pass(seconds)
        #expect((try open("expert", letter.code.text) == nil) == (expected != nil))
        #expect(try activate("expert", letter.code.text).refusal == expected)
    }

    @Test func letter_newOne_voidsTheOld() throws {
        let (old, new) = (try desk.letter("expert"), try desk.letter("expert"))
        #expect(try activate("expert", old.code.text).refusal == .letterWrong)
        #expect(try activate("expert", new.code.text).session != nil)
    }

    @Test func letter_ofSomebodyElse_opensNothing() throws {
        let letter = try desk.letter("expert")
        _ = try desk.letter("other")
        #expect(try open("other", letter.code.text) == nil)
        #expect(try desk.lastWord() == .letterWrong)
        #expect(try open("nobody", letter.code.text) == nil)
        #expect(try desk.lastWord() == .unknownAccount)
        desk.people["expert"] = nil
        #expect(try activate("expert", letter.code.text).refusal == .removed)
    }

    @Test func letter_toAnIdThatIsSomebodyElsesNow_opensNothing() throws {
        let letter = try desk.letter("expert")
        desk.people["expert"] = User(id: "expert", name: "专家九号", role: .expert, expert: "e9")
        #expect(try activate("expert", letter.code.text).refusal == .letterNone)
    }

    @Test func letter_askedForByAnybodyElse_isNotIssued() throws {
        for actor: UserID in ["officer", "expert", "nobody"] {
            #expect(
                desk.refused {
                    _ = try desk.book.issueLetter(
                        for: "expert", by: actor, from: desk.caller, among: desk.members, using: &desk.random)
                } == ["letter-not-issuable"])
        }
        #expect(desk.refused { _ = try desk.letter("nobody") } == ["user-unknown"])
        _ = try desk.letter("expert")
        let line = try #require(try desk.book.log().first)
        #expect(line.outcome == .letterIssued && line.user == "expert" && line.actor == "security")
    }

    @Test func recovery_endsSessionsPasswordAndAuthenticators_atOnce() throws {
        try desk.activate("expert", withFactor: true)
        let session = try #require(try desk.signIn("expert", code: desk.code("expert")).session)
        guard case .codeAsked(let half) = try desk.signIn("expert") else {
            Issue.record("it has an authenticator")
            return
        }
        for _ in 1...5 { _ = try desk.signIn("expert", "wrong password") }
        let letter = try desk.letter("expert")
        #expect(try desk.session(session) == nil)
        #expect(try desk.signIn("expert", code: desk.code("expert")).refusal == .notActivated)
        let answer = try desk.book.signIn(
            with: half, code: desk.code("expert"), from: desk.caller, among: desk.members, using: &desk.random)
        #expect(answer.refusal == .codeTooLate)
        #expect(try desk.book.factors(of: "expert").isEmpty)
        #expect(try activate("expert", letter.code.text).session != nil, "and no lockout is left")
    }

    @Test func activation_withABadPassword_isToldWhy_andTheLetterStaysGood() throws {
        let letter = try desk.letter("expert")
        #expect(desk.refused { _ = try activate("expert", letter.code.text, "1234567") } == ["password-too-short"])
        #expect(desk.refused { _ = try activate("expert", letter.code.text, "12345678") } == ["password-common"])
        #expect(try activate("expert", letter.code.text).session != nil)
    }

    @Test(arguments: [Role.systemAdministrator, .securityAdministrator, .auditor, .officer])
    func activation_ofStaff_takesAnAuthenticator(role: Role) throws {
        desk.people["staff"] = User(id: "staff", name: "某人", role: role)
        let letter = try desk.letter("staff")
        let opened = try #require(try open("staff", letter.code.text))
        #expect(opened.isFactorNeeded)
        #expect(desk.refused { _ = try activate("staff", letter.code.text) } == ["factor-needed"])
        #expect(
            desk.refused { _ = try activate("staff", letter.code.text, oneTimeCode: "000000") }
                == ["one-time-code-wrong"])
        #expect(try desk.lastWord() == .wrongCode)
        let code = opened.secret.code(at: desk.now.seconds / 30)
        #expect(try activate("staff", letter.code.text, oneTimeCode: code).session != nil)
        #expect(try desk.signIn("staff", code: code).refusal == .wrongCode, "it has been used")
    }

    @Test(arguments: [Role.recommender, .expert, .applicant])
    func activation_ofOthers_takesNone_unlessTheBureauSaysSo(role: Role) throws {
        desk.people["person"] = User(id: "person", name: "某人", role: role)
        let letter = try desk.letter("person")
        #expect(try open("person", letter.code.text)?.isFactorNeeded == false)
        var rules = AccountRules()
        rules.cost = .least()
        rules.rolesWithFactor = [role]
        let strict = AccountBook(desk.store, rules)
        #expect(
            desk.refused {
                _ = try strict.activate(
                    "person", letter: letter.code.text, password: Desk.password, from: desk.caller,
                    among: desk.members, using: &desk.random)
            } == ["factor-needed"])
    }
}
