// Accounts of people: who gets one, how it stands, who signed in. Letters with codes: `LetterCommand.swift`.

import Accounts
import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Reasons
import RoundState
import Storage
import Telling

struct AccountCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: both("登录用的账号：开通函、锁定、登录日志。", "Accounts to sign in with: letters, lockouts, the log of sign-ins."),
        subcommands: [Make.self, Letter.self, List.self, Unlock.self, Log.self])

    @OptionGroup var speech: SpeechOptions

    struct Make: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "为还没有用户账号的专家增加用户（安全管理员）。",
                "Add a user for each expert who is none yet (security administrator)."),
            discussion: both(
                "用户编号即专家编号，姓名从专家库取。随后用 `heng account letter` 发放开通函。",
                "Users get the expert's id and the name that the pool has. Then `heng account letter` issues their letters."
            ))

        @Option(help: both("该批次各席位的专家；不写时为专家库的全部专家。", "The experts of this round's seats; left out: the whole pool."))
        var round: RoundID?
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let ledger = try options.open(context)
            let added = try naming(ledger.register(), for: options.user) {
                let lacking = try lacking(ledger.register())
                for user in lacking { try ledger.perform(AddUser(user), by: options.user, at: context.moment) }
                return lacking
            }
            ledger.store.close()
            let role = context.words.term(.role, Role.expert.rawValue)
            for user in added {
                context.console.say(context.sentences(.userAdded, ["id": "\(user.id)", "role": role]))
            }
            if added.isEmpty { context.console.say(context.sentences(.usersComplete)) }
        }

        /// The users that are missing, by id.
        /// - Throws: `Refusal` where somebody else has such an id.
        private func lacking(_ register: Register) throws -> [User] {
            if let why = register.refusal(of: options.user, for: .addUser, in: nil, on: .nothing) { throw Refusal(why) }
            let known = Set(register.users.values.compactMap(\.expert))
            let experts = try round.map { try register.seated(in: $0) } ?? Set(register.experts.keys)
            let users = experts.subtracting(known).sorted().compactMap { register.experts[$0] }.map { expert in
                User(id: UserID(expert.id.text), name: expert.name, role: .expert, expert: expert.id)
            }
            let taken = users.filter { register.users[$0.id] != nil }
            guard taken.isEmpty else { throw Refusal(taken.map { Reason(.userExists, .user($0.id)) }) }
            return users
        }
    }

    struct List: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "列出各用户的账号状态（安全管理员、审计员）。",
                "List how everybody's account stands (security administrator, auditor)."))

        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let store = try options.store()
            let standing = try store.standing()
            let users = try standing.users(for: options.viewer).get()
            for account in try AccountBook(store).standings(of: users, at: context.moment) {
                context.console.say(told(account, standing.register.place, context))
            }
        }

        private func told(_ account: AccountStanding, _ place: PlaceOffset, _ context: Context) -> String {
            let say = context.sentences
            let state =
                switch account.state {
                case .unmade: say(.accountUnmade)
                case .letterWaits(let until): say(.accountLetterWaits, ["until": until.clock(at: place)])
                case .letterOver(let since): say(.accountLetterOver, ["since": since.clock(at: place)])
                case .active: say(.accountActive)
                case .locked(let until): say(.accountLocked, ["until": until.clock(at: place)])
                }
            var values = [
                "user": account.user.id.text, "role": context.words.term(.role, account.user.role.rawValue),
                "name": inLine(account.user.name), "state": state,
            ]
            if account.factors > 0 { values["factors"] = say(.authenticators, account.factors) }
            return say(.accountListed, values)
        }
    }

    struct Unlock: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "解除账号因多次输错而来的锁定（安全管理员）。",
                "End the lockout of an account that wrong passwords brought about (security administrator)."))

        @Argument(help: both("用户的编号。", "The user's id."))
        var user: UserID
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            let ledger = try options.open(context)
            let register = try ledger.register()
            try naming(register, for: options.user) {
                try register.require(.unlockAccount, of: options.user)
                guard register.users[user] != nil else { throw Refusal(.userUnknown, .user(user)) }
                try refusing {
                    try AccountBook(ledger.store).unlock(
                        user, by: options.user, from: .console(at: context.moment), among: { register.users[$0] })
                }
            }
            ledger.store.close()
            context.console.say(context.sentences(.accountUnlocked, ["user": user.text]))
        }
    }

    struct Log: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "列出登录日志，新的在前（安全管理员、审计员）。",
                "Print the log of sign-ins, newest first (security administrator, auditor)."))

        @Option(help: both("只列这一个用户的。", "Of this user only."))
        var of: UserID?
        @Option(help: both("最多列多少条。", "So many lines at most."))
        var limit = 100
        @OptionGroup var options: ReadingOptions
        @OptionGroup var speech: SpeechOptions

        func validate() throws {
            guard limit > 0 else { throw ValidationError(both("--limit 至少为 1。", "--limit is 1 or more.")) }
        }

        func run(in context: Context) throws {
            let store = try options.store()
            let register = try store.standing().register
            if let why = register.refusal(ofView: .seeSignIns, to: options.user) { throw Refusal(why) }
            let lines = try AccountBook(store).log(of: of, atMost: limit)
            for line in lines { context.console.say(told(line, register.place, context)) }
            if lines.isEmpty { context.console.say(context.sentences(.signInsNone)) }
        }

        private func told(_ line: AccountBook.LogLine, _ place: PlaceOffset, _ context: Context) -> String {
            var values = [
                "time": line.at.clock(at: place), "user": inLine(line.user),
                "what": line.outcome.map { context.words.word(.term(.signIn, $0.rawValue)) }
                    ?? context.sentences(.signInOther),
            ]
            values["by"] = line.actor?.text
            if !line.address.isEmpty { values["address"] = inLine(line.address) }
            if !line.agent.isEmpty { values["agent"] = inLine(line.agent) }
            return context.sentences(.signInLogged, values)
        }
    }
}

extension Caller {
    /// From a command on the machine itself.
    static func console(at moment: Moment) -> Caller { Caller(at: moment, address: "", agent: "heng") }
}

extension Register {
    /// - Throws: `Refusal` where the policy denies it.
    func require(_ useCase: UseCase, of user: UserID) throws {
        if let why = refusal(of: user, for: useCase, in: nil, on: .nothing) { throw Refusal(why) }
    }

    /// The experts of a round's seats, but for those who were recused.
    /// - Throws: `Refusal` where there is no such round.
    func seated(in round: RoundID) throws -> Set<ExpertID> {
        guard let round = rounds[round] else { throw Refusal(.roundUnknown, .round(round)) }
        return Set(round.seatsInOrder.filter { !$0.isRecused }.compactMap(\.expert))
    }
}

/// Runs something about accounts; what it refuses is told as any other refusal.
func refusing<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let refusal as AccountRefusal {
        throw Refusal(refusal.reasons)
    }
}
