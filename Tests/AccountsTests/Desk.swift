// A database with accounts, people whom the ledger knows, and a clock that tests turn.

import Accounts
import AssessmentModel
import EventModel
import Foundation
import Reasons
import Storage

/// A repeatable generator (splitmix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension ScryptCost {
    /// The least that scrypt takes.
    static func least() -> ScryptCost {
        guard let cost = ScryptCost(logRounds: 1, blockSize: 1, parallelism: 1) else {
            preconditionFailure("it is within bounds")
        }
        return cost
    }
}

/// People at the door, one after the other.
final class Desk {
    static let password = "穿山越岭的小火车"

    let store: Store
    let book: AccountBook
    var random: SplitMix
    var now = Moment(seconds: 1_795_000_000)
    var people: [UserID: User] = [
        "security": User(id: "security", name: "安全员", role: .securityAdministrator),
        "officer": User(id: "officer", name: "经办人", role: .officer),
        "expert": User(id: "expert", name: "专家一号", role: .expert, expert: "e1"),
        "other": User(id: "other", name: "专家二号", role: .expert, expert: "e2"),
    ]
    /// The authenticators that people carry.
    var carried: [UserID: OneTimeSecret] = [:]

    init(path: String? = nil, seed: UInt64 = 7, cost: ScryptCost = .least()) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "heng-accounts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try Store(
            path: path ?? folder.appending(path: "ledger.sqlite").path, path == nil ? .creating : .existing)
        var rules = AccountRules()
        rules.cost = cost
        book = AccountBook(store, rules)
        random = SplitMix(state: seed)
    }

    var members: (UserID) -> User? { { [people] in people[$0] } }
    var caller: Caller { Caller(at: now, address: "203.0.113.7", agent: "Chromium 86") }

    func pass(_ seconds: Int) { now = Moment(seconds: now.seconds + seconds) }

    /// What a person's authenticator shows, by a clock so many steps off.
    func code(_ user: UserID, off steps: Int = 0) -> String {
        carried[user]?.code(at: now.seconds / 30 + steps) ?? ""
    }

    func letter(_ user: UserID) throws -> Letter {
        try book.issueLetter(for: user, by: "security", from: caller, among: members, using: &random)
    }

    /// Has a letter issued and uses it, with an authenticator where one is needed or wanted; the next code is good again.
    @discardableResult
    func activate(_ user: UserID, withFactor: Bool? = nil) throws -> SignIn {
        let letter = try letter(user)
        let opened = try book.openLetter(
            user.text, code: letter.code.text, from: caller, among: members, using: &random)
        let takesFactor = withFactor ?? opened?.isFactorNeeded ?? false
        carried[user] = takesFactor ? opened?.secret : nil
        let done = try book.activate(
            user.text, letter: letter.code.text, password: Self.password,
            oneTimeCode: takesFactor ? code(user) : nil, from: caller, among: members, using: &random)
        pass(30)
        return done
    }

    func signIn(
        _ user: String, _ password: String = Desk.password, code: String? = nil, replacing old: SecretToken? = nil
    ) throws -> SignIn {
        try book.signIn(
            user, password: password, code: code, replacing: old, from: caller, among: members, using: &random)
    }

    func session(_ open: OpenSession, isActivity: Bool = true) throws -> OpenSession? {
        try book.session(open.token, at: now, among: members, isActivity: isActivity)
    }

    func confirm(_ open: OpenSession, _ password: String = Desk.password) throws -> SignIn {
        try book.confirm(open.token, password: password, from: caller, among: members, using: &random)
    }

    func change(_ open: OpenSession, from old: String = Desk.password, to new: String) throws -> SignIn {
        try book.changePassword(
            open.token, from: old, to: new, from: caller, among: members, using: &random)
    }

    /// The newest word of the log.
    func lastWord() throws -> SignInOutcome? { try book.log(atMost: 1).first?.outcome }

    /// Why something was refused.
    func refused(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch let refusal as AccountRefusal {
            return refusal.reasons.map(\.code.spelling)
        } catch {
            return ["\(error)"]
        }
    }
}
