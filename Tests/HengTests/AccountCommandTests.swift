// Accounts on the command line: letters on paper, and the code nowhere else; lockouts; the log of sign-ins.

import Accounts
import Assessing
import EventModel
import Foundation
import RoundState
import Storage
import Testing

/// A copy of the demo's ledger, on the day after its last one.
private struct Bank {
    static let url = "https://heng.example/start"

    let folder: URL
    private let copied = ["heng.sqlite", "heng.sqlite.evidence", "demo.key", "demo.key.head"]

    init() throws {
        folder = try temporaryFolder()
        for name in copied {
            try FileManager.default.copyItem(
                at: DemoRun.folder.get().appending(path: name), to: folder.appending(path: name))
        }
    }

    var database: URL { folder.appending(path: "heng.sqlite") }

    func step(_ user: String, _ line: String, in language: String = "en") throws -> Outcome {
        try heng(line, ["--key", "demo.key", "--as", user], language)
    }

    func look(_ user: String, _ line: String, in language: String = "en") throws -> Outcome {
        try heng(line, ["--as", user], language)
    }

    private func heng(_ line: String, _ more: [String], _ language: String) throws -> Outcome {
        try run(
            "env",
            ["TZ=Asia/Shanghai", "faketime", "2026-11-28 10:00:00", hengPath()]
                + line.split(separator: " ").map(String.init) + ["--database", "heng.sqlite", "--lang", language]
                + more,
            in: folder)
    }

    /// Issues letters into a folder.
    func letters(_ who: String, into folder: String, by user: String = "security") throws -> Outcome {
        try step(user, "account letter \(who) --output \(folder) --url \(Self.url) --contact 示例处000-00000000")
    }

    func text(of file: String) throws -> String {
        try done(run("pdftotext", ["-raw", file, "-"], in: folder)).text
    }

    /// The code of a letter.
    func code(in file: String) throws -> String {
        let found = try text(of: file).firstMatch(of: /[0-9A-Z]{5}(-[0-9A-Z]{5}){3}/)
        return String(try #require(found).0)
    }

    // MARK: at the door

    static let password = "穿山越岭的小火车"
    private static let caller = Caller(
        at: Moment(seconds: Moment(time: "2026-11-28T02:10:00Z")?.seconds ?? 0), address: "203.0.113.7",
        agent: "Chromium")

    /// Something that a page does with accounts.
    func atTheDoor<Value>(
        _ body: (AccountBook, Caller, Members, inout SystemRandomNumberGenerator) throws -> Value
    ) throws -> Value {
        let store = try Store(path: database.path, .existing)
        defer { store.close() }
        let register = try store.standing().register
        var random = SystemRandomNumberGenerator()
        return try body(AccountBook(store), Self.caller, { register.users[$0] }, &random)
    }

    /// nil where the letter does not open it.
    func activate(_ user: String, _ code: String) throws -> OpenSession? {
        try atTheDoor { book, caller, members, random in
            try book.activate(user, letter: code, password: Self.password, from: caller, among: members, using: &random)
                .session
        }
    }
}

@Suite struct AccountCommandTests {
    // MARK: letters

    @Test func letter_ofAnExpert_isOneSoundPageThatOnlyItsOwnerReads_andOpensTheAccount() throws {
        let bank = try Bank()
        let told = try done(bank.letters("expert1", into: "letters")).text
        #expect(told.contains("letter-expert1.pdf: 周启明 (expert1), good until 2026-12-12 10:00"), "\(told)")
        let file = bank.folder.appending(path: "letters/letter-expert1.pdf")
        #expect(try done(run("pdfinfo", [file.path])).text.contains(/Pages: +1\n/))
        #expect(try run("qpdf", ["--check", file.path]).status == 0)
        for path in [file.path, file.deletingLastPathComponent().path] {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode.map { $0 & 0o077 } == 0, "\(path)")
        }
        let text = try bank.text(of: "letters/letter-expert1.pdf").filter { !$0.isWhitespace }
        for words in ["周启明", "expert1", Bank.url, "2026年12月12日10:00", "示例处000-00000000", "示例省市场监管部门网络监管处"] {
            #expect(text.contains(words), "\(words): \(text)")
        }
        let code = try bank.code(in: "letters/letter-expert1.pdf")
        #expect(try bank.activate("expert1", "00000-00000-00000-00000") == nil)
        #expect(try bank.activate("expert1", code.lowercased()) != nil)
        #expect(try bank.activate("expert1", code) == nil, "it is used up")
        #expect(try done(bank.look("auditor", "account list")).text.contains("expert1  expert  周启明  active\n"))
        try done(run(hengPath(), ["verify", "heng.sqlite"], in: bank.folder))
    }

    @Test func letter_itsCode_standsNowhereElse() throws {
        let bank = try Bank()
        let outcome = try done(bank.letters("expert2 officer", into: "letters"))
        for user in ["expert2", "officer"] {
            let code = try bank.code(in: "letters/letter-\(user).pdf")
            for form in [code, code.replacing("-", with: ""), code.lowercased()] {
                #expect(!(outcome.text + outcome.errors).contains(form))
                for name in try FileManager.default.contentsOfDirectory(atPath: bank.folder.path)
                where name.hasPrefix("heng.sqlite") || name.hasPrefix("demo.key") {
                    let bytes = (try? Data(contentsOf: bank.folder.appending(path: name))) ?? Data()
                    #expect(bytes.range(of: Data(form.utf8)) == nil, "\(name)")
                }
            }
            let picture = bank.folder.appending(path: user).path
            try done(
                run(
                    "pdftoppm",
                    ["-singlefile", "-r", "150", "-png", "letters/letter-\(user).pdf", picture], in: bank.folder))
            #expect(try run("zbarimg", ["-q", "--raw", picture + ".png"]).text == Bank.url + "\n")
            let plain = bank.folder.appending(path: "plain.pdf").path
            try done(run("qpdf", ["--qdf", "letters/letter-\(user).pdf", plain], in: bank.folder))
            let information = try done(run("pdfinfo", [plain])).text
            #expect(information.contains(user) && !information.contains(code.prefix(5)))
        }
    }

    @Test func letter_inEnglish_isEnglish() throws {
        let bank = try Bank()
        let told = try done(
            bank.step("security", "account letter officer --language en --output letters --url \(Bank.url)", in: "zh")
        ).text
        #expect(told.contains("1 份开通函在 letters"), "\(told)")
        let text = try bank.text(of: "letters/letter-officer.pdf")
        #expect(text.contains("User id") && text.contains("12 December 2026 10:00"), "\(text)")
        #expect(text.contains("the authenticator of your telephone"), "an officer needs one")
    }

    @Test func letter_refused_issuesNothing() throws {
        let bank = try Bank()
        try FileManager.default.createDirectory(
            at: bank.folder.appending(path: "full"), withIntermediateDirectories: true)
        try "".write(to: bank.folder.appending(path: "full/note.txt"), atomically: true, encoding: .utf8)
        refused(try bank.letters("expert1", into: "letters", by: "officer"), "issue-letter is not for the role officer")
        refused(try bank.letters("nobody", into: "letters"), "there is no user nobody")
        refused(try bank.letters("", into: "letters"), "found 0 of these")
        refused(try bank.letters("expert1 --role officer", into: "letters"), "found 2 of these")
        refused(
            try bank.step("security", "account letter expert1 --output letters --url http://heng.example/start"),
            "begins with https://")
        let full = try bank.letters("expert1", into: "full")
        #expect(full.status == 73 && full.errors.contains("is not an empty folder"), "\(full.errors)")
        #expect(!FileManager.default.fileExists(atPath: bank.folder.appending(path: "letters").path))
        #expect(try done(bank.look("auditor", "account log")).text == "nothing is logged\n")
    }

    @Test func letters_ofARound_leaveOutWhoHoldsSomething_untilTheyAreNamed() throws {
        let bank = try Bank()
        try done(bank.letters("expert1", into: "first"))
        #expect(try bank.activate("expert1", bank.code(in: "first/letter-expert1.pdf")) != nil)
        let told = try done(bank.letters("--experts demo-scoring-2026", into: "round")).text
        #expect(told.contains("still good: expert1; name them"), "\(told)")
        let files = try FileManager.default.contentsOfDirectory(atPath: bank.folder.appending(path: "round").path)
        for user in ["expert2", "expert3", "expert4"] { #expect(files.contains("letter-\(user).pdf"), "\(files)") }
        #expect(!files.contains("letter-expert1.pdf"))
        let again = try done(bank.letters("--experts demo-scoring-2026", into: "again")).text
        #expect(again.hasSuffix("no letter was issued\n"), "\(again)")
        try done(bank.letters("expert1", into: "named"))
        let account = try done(bank.look("security", "account list")).text
        #expect(account.contains("expert1  expert  周启明  letter waits until 2026-12-12 10:00"), "\(account)")
        refused(try bank.letters("--experts demo-2026", into: "old"), "no users of the ledger yet")
    }

    // MARK: users, lockouts, the log

    @Test func make_ofARound_addsTheExpertsWhoAreNoUsers() throws {
        let bank = try Bank()
        refused(try bank.step("officer", "account make --round demo-2026"), "add-user is not for the role officer")
        let told = try done(bank.step("security", "account make --round demo-2026")).text
        #expect(told == "added e07 as expert\nadded e08 as expert\nadded e09 as expert\n", "\(told)")
        #expect(try done(bank.step("security", "account make")).text == "every expert is a user already\n")
        #expect(try done(bank.look("security", "user list")).text.contains("e08  expert  唐静宜  e08\n"))
        try done(bank.letters("--experts demo-2026", into: "letters"))
        try done(run(hengPath(), ["verify", "heng.sqlite"], in: bank.folder))
    }

    @Test func unlock_ofALockedAccount_letsItsPersonIn() throws {
        let bank = try Bank()
        refused(try bank.step("security", "account unlock expert1"), "no letter was ever issued")
        try done(bank.letters("expert1", into: "letters"))
        _ = try bank.activate("expert1", bank.code(in: "letters/letter-expert1.pdf"))
        let signIn = { (password: String) in
            try bank.atTheDoor { book, caller, members, random in
                try book.signIn("expert1", password: password, from: caller, among: members, using: &random)
            }
        }
        for _ in 1...Lockout.failures { _ = try signIn("wrong") }
        #expect(try signIn(Bank.password).refusal == .locked)
        #expect(try done(bank.look("security", "account list")).text.contains("expert1  expert  周启明  locked until"))
        refused(try bank.step("auditor", "account unlock expert1"), "unlock-account is not for the role auditor")
        #expect(try done(bank.step("security", "account unlock expert1")).text == "expert1 may sign in again\n")
        #expect(try signIn(Bank.password).session != nil)
        let log = try done(bank.look("auditor", "account log --of expert1")).text.split(separator: "\n")
        #expect(log.first == "2026-11-28 10:10  expert1  signed in  203.0.113.7  Chromium")
        #expect(log.dropFirst().first == "2026-11-28 10:00  expert1  lockout ended, by security  heng")
        #expect(log.last == "2026-11-28 10:00  expert1  letter issued, by security  heng")
    }

    @Test(arguments: [("en", "letter issued, by security"), ("zh", "发放开通函，由 security 办理")])
    func log_inBothLanguages_isInWords_andForTwoRolesAlone(language: String, words: String) throws {
        let bank = try Bank()
        try done(bank.letters("expert1 expert2 expert3", into: "letters"))
        let log = try done(bank.look("auditor", "account log", in: language)).text
        #expect(log.split(separator: "\n").count { $0.contains(words) } == 3, "\(log)")
        #expect(
            try done(bank.look("security", "account log --limit 1", in: language)).text.split(separator: "\n").count
                == 1)
        refused(try bank.look("officer", "account log"), "see-sign-ins is not for the role officer")
        refused(try bank.look("officer", "account list"), "see-users is not for the role officer")
    }
}
