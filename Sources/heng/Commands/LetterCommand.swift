// Letters with activation codes: one sealed page for each person, and the code nowhere else.

import Accounts
import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Reasons
import Reporting
import RoundState
import Storage
import Telling

extension AccountCommands {
    struct Letter: ContextualCommand {
        static let configuration = CommandConfiguration(
            abstract: both(
                "发放账号开通函：每人一页 PDF，打印后折叠密封（安全管理员）。",
                "Issue letters with activation codes, a page of PDF for each person, to be folded and sealed (security administrator)."
            ),
            discussion: both(
                """
                开通码只印在函上，不在屏幕显示，数据库中只存摘要，14 天内有效。给指明的用户发函，原来的密码、验证器和未用的开通函随即作废；\
                按批次、按角色发放时，已开通的和开通函尚在有效期内的不再发放。函按折线折成 Z 形，收件人朝外，密封后送交本人；寄出之后删除文件。
                """,
                """
                The code stands on the page and is shown nowhere else; the database keeps a digest, for 14 days. A letter to a named user voids \
                password, authenticators and an older letter at once; by round or role, whoever has an account or a letter that is still good \
                gets none. Fold each page at its marks like a Z, the addressee outside, seal it and hand it over; then delete the files.
                """))

        @Argument(help: both("收函人的用户编号，可以写多个。", "Whose letters: users by id."))
        var users: [UserID] = []
        @Option(help: both("发给该批次各席位的专家。", "The experts of this round's seats."))
        var experts: RoundID?
        @Option(
            help: both(
                "发给这一角色的用户：\(Role.allCases.map(\.rawValue).joined(separator: "、"))。",
                "Users of this role, one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))."))
        var role: Role?
        @Option(help: both("存放开通函的文件夹，须为新建或者空的。", "The folder that gets the letters; new or empty."))
        var output: String
        @Option(help: both("输入开通码的网址，以 https:// 开头。", "Where the code is to be typed; begins with https://."))
        var url: String
        @Option(help: both("有疑问时联系谁，例如 示例处 000-00000000。", "Whom to call, e.g. the office and its telephone."))
        var contact: String?
        @Option(help: both("发函单位；不写时为批次的主办单位。", "Who sends it; left out: the issuer of the round."))
        var sender: String?
        @OptionGroup var papers: ReporterOptions
        @OptionGroup var options: LedgerOptions
        @OptionGroup var speech: SpeechOptions

        func run(in context: Context) throws {
            guard isSecure(url) else { throw Refusal(.addressInsecure, field: "url", ["found": .text(url)]) }
            let ledger = try options.open(context)
            let desk = LetterDesk(
                book: AccountBook(ledger.store), register: try ledger.register(), reporter: try papers.reporter(),
                language: papers.language, command: self)
            let (people, skipped) = try naming(desk.register, for: options.user) { try desk.people(at: context.moment) }
            if !skipped.isEmpty {
                context.console.say(
                    context.sentences(.lettersSkipped, ["users": context.sentences.list(skipped.map(\.text))]))
            }
            guard !people.isEmpty else { return context.console.say(context.sentences(.lettersNone)) }
            try makePrivateFolder(output)
            for person in people { context.console.say(try desk.write(to: person, context)) }
            ledger.store.close()
            context.console.say(
                context.sentences(
                    .lettersWritten, ["letters": context.sentences(.letters, people.count), "folder": output]))
        }
    }
}

/// Chooses whom letters go to, and makes them.
private struct LetterDesk {
    let book: AccountBook
    let register: Register
    let reporter: Reporter
    let language: Language
    let command: AccountCommands.Letter

    private var actor: UserID { command.options.user }

    /// Who gets one, each proven to fit its page, and who is left out.
    /// - Throws: `Refusal`; `Problems` of a letter that does not fit.
    func people(at now: Moment) throws -> (people: [User], skipped: [UserID]) {
        try register.require(.issueLetter, of: actor)
        let (chosen, isNamed) = try chosen()
        let standings = isNamed ? [] : try book.standings(of: chosen, at: now)
        let skipped = Set(standings.filter(\.holdsSomething).map(\.user.id))
        let people = chosen.filter { !skipped.contains($0.id) }
        let blank = String(repeating: "0", count: 5)
        for person in people {
            let code = Array(repeating: blank, count: 4).joined(separator: "-")
            let document = try reporter.accountLetter(paper(to: person, code, until: now, on: now), in: language)
            guard document.problems.isEmpty else { throw Problems(document.problems) }
        }
        return (people, skipped.sorted())
    }

    /// By id, and whether each was named.
    private func chosen() throws -> (users: [User], isNamed: Bool) {
        let (users, experts, role) = (command.users, command.experts, command.role)
        let count = [!users.isEmpty, experts != nil, role != nil].count { $0 }
        guard count == 1 else { throw Refusal(.lettersForNobody, ["count": .number(count)]) }
        if !users.isEmpty {
            let unknown = users.filter { register.users[$0] == nil }
            guard unknown.isEmpty else { throw Refusal(unknown.map { Reason(.userUnknown, .user($0)) }) }
            return (Set(users).sorted().compactMap { register.users[$0] }, true)
        }
        let all = register.users.values.sorted { $0.id < $1.id }
        guard let experts else { return (all.filter { $0.role == role }, false) }
        let seated = try register.seated(in: experts)
        let found = all.filter { $0.expert.map(seated.contains) ?? false }
        guard found.count == seated.count else {
            throw Refusal(.expertsWithoutUser, .round(experts), ["count": .number(seated.count - found.count)])
        }
        return (found, false)
    }

    /// Issues a letter and writes its page; a code whose page cannot be written is lost, and the next letter voids it.
    /// - Returns: what is said of it.
    func write(to person: User, _ context: Context) throws -> String {
        var random = context.random
        let now = context.moment
        let letter = try refusing {
            try book.issueLetter(
                for: person.id, by: actor, from: .console(at: now), among: { register.users[$0] }, using: &random)
        }
        let document = try reporter.accountLetter(
            paper(to: person, letter.code.text, until: letter.until, on: now), in: language)
        for warning in document.warnings { context.console.warn(context.words.text(warning)) }
        try writeFile("\(command.output)/\(document.name)", document.bytes, .owner)
        return context.sentences(
            .letterWritten,
            [
                "file": document.name, "name": inLine(person.name), "user": person.id.text,
                "until": letter.until.clock(at: register.place),
            ])
    }

    private func paper(to person: User, _ code: String, until: Moment, on now: Moment) -> AccountLetter {
        let round = command.experts.flatMap { register.rounds[$0] } ?? register.roundsInOrder.last
        let organisation =
            person.expert.flatMap { register.experts[$0]?.organisation }
            ?? person.zone.flatMap { register.zones[$0]?.name.text(in: language) }
        return AccountLetter(
            sender: command.sender ?? round?.terms?.plan.issuer.text(in: language) ?? register.origin,
            name: person.name, organisation: organisation, user: person.id.text, code: code, address: command.url,
            until: (until.day(at: register.place), String(until.clock(at: register.place).suffix(5))),
            contact: command.contact, ledger: register.origin, isFactorNeeded: book.rules.needsFactor(person.role),
            day: now.day(at: register.place))
    }
}

/// An address that a browser takes: https, a host, no blanks, and no more than fits a line.
private func isSecure(_ address: String) -> Bool {
    let isPlain = address.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    return isPlain && address.utf8.count <= 120 && address.hasPrefix("https://")
        && URL(string: address)?.host()?.isEmpty == false
}

/// A folder of the owner's alone, new or empty.
private func makePrivateFolder(_ path: String) throws {
    if fileExists(path) {
        guard isFolder(path), try readFolderNames(path).isEmpty else {
            throw FileError(.folderNotEmpty, ["path": path], status: .cannotCreate)
        }
    } else {
        try makeFolder(path)
    }
    guard chmod(path, 0o700) == 0 else {
        throw FileError(
            .folderNotMade, ["path": path, "why": String(cString: strerror(errno)).lowercased()],
            status: .cannotCreate)
    }
}

private func readFolderNames(_ path: String) throws -> [String] {
    do {
        return try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
        throw FileError(.folderNotRead, ["path": path, "why": reason(error)], status: .noInput)
    }
}
