// The security administrator's desk: accounts one by one and in bulk, letters, lockouts, removal.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Exchange
import Foundation
import Hummingbird
import Pages
import Reasons
import Reporting
import RoundLoading
import RoundState
import Telling

extension Desk {
    func securing(_ context: DeskContext) throws -> OpenSession {
        try requireDesk(.seeUsers, as: .securityAdministrator, context)
    }

    func accountLines(_ session: OpenSession, _ context: DeskContext) throws -> [AccountLine] {
        guard case .seen(let users) = standing.users(for: Viewer(session.user.id)) else { throw NotFound() }
        return try accounts.standings(of: users, at: clock()).map { try line($0, session, context) }
    }

    private func line(
        _ known: AccountStanding, _ session: OpenSession, _ context: DeskContext
    ) throws -> AccountLine {
        let words = words(context.language)
        let time = { (moment: Moment) in ["time": String(clockText(moment).prefix(16))] }
        let state =
            switch known.state {
            case .unmade: words[.stateUnmade]
            case .letterWaits(let until): words(.stateLetterWaits, time(until))
            case .letterOver(let since): words(.stateLetterOver, time(since))
            case .active: words[.stateActive]
            case .locked(let until): words(.stateLocked, time(until))
            }
        let used = try accounts.sessions(of: known.user.id, at: clock()).map(\.lastUse).max()
        return AccountLine(
            known, state: state, lastUse: used.map { String(clockText($0).prefix(16)) } ?? "",
            isOwn: known.user.id == session.user.id)
    }

    private static let notes: [PagePhrase] = [.accountIsAdded, .accountIsRemoved, .accountIsUnlocked]

    func getAccounts(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try securing(context)
        return .page(
            frame(request, context).accountsPage(
                try accountLines(session, context), called(context), mayChange: true,
                done: done(request, among: Self.notes)))
    }

    func getAccountsTable(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try securing(context)
        let lines = try accountLines(session, context)
        return try await file(frame(request, context).table(of: lines, called(context)), context)
    }

    func getSecuritySignIns(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try securing(context)
        let frame = frame(request, context)
        return try signIns(request, context, crumbs: frame.securityCrumbs()) {
            frame.addresses.signIns(before: $0, of: .securityAdministrator)
        }
    }

    // MARK: new accounts

    private func newAccount(
        _ form: AccountForm, _ request: Request, _ context: DeskContext, problems: FormProblems = .none
    ) -> [UInt8] {
        let taken = Set(standing.register.users.values.compactMap(\.expert))
        let experts = standing.register.experts.keys.filter { !taken.contains($0) }.sorted()
        return frame(request, context).newAccountPage(
            form, zones: standing.zones, experts: experts, called(context), problems: problems)
    }

    func getNewAccount(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try securing(context)
        return .page(newAccount(AccountForm(), request, context))
    }

    func postNewAccount(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        _ = try requireOurs(form, context)
        let session = try securing(context)
        let typed = AccountForm(
            id: form["id"], name: form["name"], role: form["role"], zone: form["zone"], expert: form["expert"])
        let id = typed.id.trimmingCharacters(in: .whitespaces)
        guard let role = Role(rawValue: typed.role), role != .everyone else { throw Malformed(what: "role") }
        // All that is wrong at once; a wrong id is told beside the rest.
        let isNamed = UserID.accepts(id)
        let user = User(
            id: UserID(isNamed ? id : "-"), name: typed.name, role: role,
            zone: typed.zone.isEmpty ? nil : ZoneID(typed.zone),
            expert: typed.expert.isEmpty ? nil : ExpertID(typed.expert))
        let wrong = Reason.written(.text(String(id.prefix(60))), expected: .id)
        // Sent again under its key it is there already, by this very form.
        let known = standing.register.users[user.id] == user
        let why =
            (isNamed ? [] : [("id", text(wrong, context))])
            + (known ? [] : AddUser(user).refusals(in: standing.register)).map { ($0.field, text($0, context)) }
        guard why.isEmpty else {
            return .page(
                newAccount(typed, request, context, problems: FormProblems(why)), .unprocessableContent)
        }
        return try await step(AddUser(user), session, context, once: try key(form)) { problems in
            newAccount(typed, request, context, problems: problems)
        } done: {
            Addresses(context.language).security("users", id, done: .accountIsAdded)
        }
    }

    func getBringAccounts(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try securing(context)
        return .page(frame(request, context).bringAccountsPage())
    }

    func postBringAccounts(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try securing(context)
        let upload = try await request.upload(context)
        _ = try requireOurs(upload.fields, context)
        let words = words(context.language)
        let again = { (problems: FormProblems) in
            Response.page(
                frame(request, context).bringAccountsPage(upload.fields["table"], problems: problems),
                .unprocessableContent)
        }
        guard let brought = brought(upload, words) else {
            return again(FormProblems([("table", words[.tableNothing])]))
        }
        let loaded = try await slow.run {
            loadUsers(brought.bytes, file: brought.name, encoding: brought.encoding)
        }
        guard case .value(let users) = loaded else {
            return again(FormProblems(loaded.problems.map { ("table", words.text($0)) }))
        }
        let register = standing.register
        let rows = users.map { user in
            let why = AddUser(user).refusals(in: register)
            return BroughtAccount(user, isWell: why.isEmpty, why.map { text($0, context) }.joined(separator: " "))
        }
        return .page(frame(request, context).accountsPreviewPage(rows, content: content(of: users)))
    }

    private func content(of users: [User]) -> String {
        CSVWriter(for: .program).text(
            [["user", "name", "role", "zone", "expert"]]
                + users.map { [$0.id.text, $0.name, $0.role.rawValue, $0.zone?.text ?? "", $0.expert?.text ?? ""] })
    }

    /// Adds each, and tells what became of each; sent again under the same key it tells the same.
    func postAddAccounts(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try securing(context)
        let form = try await request.wholeForm(context)
        _ = try requireOurs(form, context)
        let key = try key(form)
        guard case .value(let users) = loadUsers(Array(form["content"].utf8), file: "content") else {
            throw Malformed(what: "content")
        }
        var rows: [BroughtAccount] = []
        for (place, user) in users.enumerated() {
            do {
                try await ledger.perform(
                    AddUser(user), by: session.user.id, at: clock(), request: key.part(place))
                rows.append(BroughtAccount(user, isWell: true, ""))
            } catch let refusal as Refusal {
                rows.append(
                    BroughtAccount(
                        user, isWell: false, refusal.reasons.map { text($0, context) }.joined(separator: " ")))
            }
        }
        return .page(frame(request, context).accountsBroughtPage(rows))
    }

    // MARK: one account

    private func account(
        _ session: OpenSession, _ context: DeskContext
    ) throws -> AccountLine {
        let id = UserID(try context.segment("user"))
        guard case .seen(let users) = standing.users(for: Viewer(session.user.id)),
            let user = users.first(where: { $0.id == id }),
            let known = try accounts.standings(of: [user], at: clock()).first
        else { throw NotFound() }
        return try line(known, session, context)
    }

    private var address: String { settings.publicURL?.absoluteString ?? "" }

    func getOneAccount(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try securing(context)
        return .page(
            frame(request, context).accountPage(
                try account(session, context), called(context), address: address,
                done: done(request, among: Self.notes)))
    }

    /// An account of somebody else, for a form that changes it.
    private func changing(_ form: FormFields, _ context: DeskContext) throws -> (OpenSession, AccountLine) {
        _ = try requireOurs(form, context)
        let session = try securing(context)
        let line = try account(session, context)
        guard !line.isOwn else { throw NotFound() }
        return (session, line)
    }

    private func page(
        _ line: AccountLine, _ form: FormFields, _ problems: FormProblems, _ request: Request, _ context: DeskContext
    ) -> Response {
        .page(
            frame(request, context).accountPage(
                line, called(context), address: form.has("address") ? form["address"] : address,
                contact: form["contact"], problems: problems),
            .unprocessableContent)
    }

    func postUnlock(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let (session, line) = try changing(form, context)
        let (user, caller) = (line.standing.user.id, context.caller)
        try await slow.run { [self] in
            try accounts.unlock(user, by: session.user.id, from: caller, among: members)
        }
        return .see(Addresses(context.language).security("users", user.text, done: .accountIsUnlocked))
    }

    func postRemoveAccount(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let line = try changing(form, context).1
        let user = line.standing.user
        guard form["typed"].trimmingCharacters(in: .whitespaces) == user.id.text else {
            let wrong = FormProblems([("typed", words(context.language)[.accountRemoveWrong])])
            return page(line, form, wrong, request, context)
        }
        var context = context
        guard let session = try await confirmed(form, &context, asksCode: true) else {
            let wrong = problems([Reason(.confirmationFailed, field: "password")], context)
            return page(line, form, wrong, request, context)
        }
        let now = context
        return await opening(session, request, now) {
            do {
                try await ledger.perform(
                    RemoveUser(user.id), by: session.user.id, at: clock(), request: try key(form))
            } catch let refusal as Refusal {
                return page(line, form, problems(refusal.reasons, now), request, now)
            }
            return .see(Addresses(now.language).security(done: .accountIsRemoved))
        }
    }

    /// The letter itself: its code is nowhere else, and comes once.
    func postLetter(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let line = try changing(form, context).1
        let url = form["address"].trimmingCharacters(in: .whitespaces)
        let isPlain = url.utf8.allSatisfy { (0x21...0x7E).contains($0) } && url.utf8.count <= 120
        guard isPlain, url.hasPrefix("https://"), URL(string: url)?.host()?.isEmpty == false else {
            let wrong = FormProblems([("address", words(context.language)[.letterAddressWrong])])
            return page(line, form, wrong, request, context)
        }
        var context = context
        guard let session = try await confirmed(form, &context, of: "letter-", asksCode: true) else {
            let wrong = problems([Reason(.confirmationFailed, field: "letter-password")], context)
            return page(line, form, wrong, request, context)
        }
        let confirmed = context
        return await opening(session, request, confirmed) {
            try await letter(to: line, of: form, url, by: session.user.id, request, confirmed)
        }
    }

    private func letter(
        to line: AccountLine, of form: FormFields, _ url: String, by author: UserID, _ request: Request,
        _ context: DeskContext
    ) async throws -> Response {
        let (user, caller, language, now) = (line.standing.user, context.caller, context.language, clock())
        let paper = try await slow.run { [self] in
            // Proven to fit before anything is void.
            let blank = Array(repeating: "00000", count: 4).joined(separator: "-")
            let trial = try papers.letter(letter(to: user, blank, until: now, form, url, language), in: language)
            guard trial.problems.isEmpty else { return trial }
            var random = random
            let issued = try accounts.issueLetter(
                for: user.id, by: author, from: caller, among: members, using: &random)
            return try papers.letter(
                letter(to: user, issued.code.text, until: issued.until, form, url, language), in: language)
        }
        guard paper.problems.isEmpty else {
            let why = paper.problems.map { (String?.some("contact"), words(language).text($0)) }
            return page(line, form, FormProblems(why), request, context)
        }
        return .file([UInt8](paper.bytes), type: "application/pdf", name: "letter-\(user.id).pdf")
    }

    private func letter(
        to person: User, _ code: String, until: Moment, _ form: FormFields, _ url: String, _ language: Language
    ) -> AccountLetter {
        let register = standing.register
        let organisation =
            person.expert.flatMap { register.experts[$0]?.organisation }
            ?? person.zone.flatMap { register.zones[$0]?.name.text(in: language) }
        let contact = form["contact"].trimmingCharacters(in: .whitespacesAndNewlines)
        return AccountLetter(
            sender: register.roundsInOrder.last?.terms?.plan.issuer.text(in: language) ?? register.origin,
            name: person.name, organisation: organisation, user: person.id.text, code: code, address: url,
            until: (until.day(at: register.place), String(until.clock(at: register.place).suffix(5))),
            contact: contact.isEmpty ? nil : contact, ledger: register.origin,
            isFactorNeeded: accounts.rules.needsFactor(person.role), day: today)
    }
}
