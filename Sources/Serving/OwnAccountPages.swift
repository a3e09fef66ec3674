// 设置: what people change of their own accounts: password, authenticators, sessions, tokens of programs.

import Accounts
import AssessmentModel
import EventModel
import Hummingbird
import Pages
import Reasons
import Telling

extension Desk {
    func getAccount(_ request: Request, _ context: DeskContext) async throws -> Response {
        .page(try accountPage(request, context))
    }

    func accountPage(
        _ request: Request, _ context: DeskContext, offer: OfferedFactor? = nil, token: Frame.TokenForm = .init(),
        mail: FormFields? = nil, problems: FormProblems = .none, done: PagePhrase? = nil
    ) throws -> [UInt8] {
        guard let session = context.session else { throw SignedOut() }
        let now = context.caller.at
        let frame = frame(request, context, tellsAddress: request.method == .get)
        let sessions = try accounts.sessions(of: session.user.id, at: now).map { line in
            AccountView.SessionLine(
                id: line.id, device: device(line.agent), address: line.address, began: clockText(line.created),
                lastUse: clockText(line.lastUse), isThis: line.id == session.session.id)
        }
        let factors = try accounts.factors(of: session.user.id).map {
            AccountView.FactorLine(id: $0.id, label: $0.label, added: clockText($0.added))
        }
        return frame.accountPage(
            AccountView(
                user: session.user.id.text,
                role: words(context.language).term(.role, session.user.role.rawValue), sessions: sessions,
                factors: factors, isFactorNeeded: accounts.rules.needsFactor(session.user.role),
                offer: offer.map { .init(id: $0.id, secret: $0.secret.base32, square: square($0.uri)) }),
            tokens: try accounts.programTokens(of: session.user.id).map { token in
                Frame.TokenLine(
                    id: token.id, label: token.label, made: clockText(token.created), until: clockText(token.until),
                    used: token.used.map(clockText) ?? "")
            }, token, mail: try ownMail(of: session.user.id, typed: mail, in: context.language), problems: problems,
            done: done)
    }

    func refused(
        _ reasons: [Reason], _ request: Request, _ context: DeskContext, token: Frame.TokenForm = .init(),
        mail: FormFields? = nil
    ) throws -> Response {
        let page = try accountPage(request, context, token: token, mail: mail, problems: problems(reasons, context))
        return .page(page, .unprocessableContent)
    }

    func postMakeToken(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let typed = Frame.TokenForm(label: form["token-label"], days: form["days"])
        var context = context
        guard let session = try await confirmed(form, &context, of: "token-", asksCode: true) else {
            return try refused([Reason(.confirmationFailed, field: "token-password")], request, context, token: typed)
        }
        let now = context
        return await opening(session, request, now) {
            do {
                var random = random
                let token = try accounts.makeProgramToken(
                    session, label: typed.label, days: number(typed.days) ?? 0, from: now.caller, using: &random)
                return .page(try accountPage(request, now, token: .init(secret: token.text), done: .tokenMade))
            } catch let refusal as AccountRefusal {
                return try refused(refusal.reasons, request, now, token: typed)
            }
        }
    }

    func postRemoveToken(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        guard let id = Int(form["token"]),
            try accounts.removeProgramToken(id, of: session.user.id, from: context.caller)
        else { throw NotFound() }
        return .page(try accountPage(request, context, done: .tokenRemoved))
    }

    /// What a browser says of itself, as far as people tell devices apart by it.
    private func device(_ agent: String) -> String {
        let browsers = [("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")]
        let systems = [
            ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
            ("Mac OS", "macOS"), ("Linux", "Linux"),
        ]
        let names = [browsers, systems].compactMap { list in list.first { agent.contains($0.0) }?.1 }
        return names.isEmpty ? String(agent.prefix(60)) : names.joined(separator: " · ")
    }

    func postEndSession(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        guard let id = Int(form["session"]), try accounts.end(id, of: session.user.id) else { throw NotFound() }
        return .page(try accountPage(request, context, done: .sessionEnded))
    }

    func postChangePassword(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        do {
            let answer = try await slow.run { [self] in
                var random = random
                return try accounts.changePassword(
                    session.token, from: form["old"], to: form["password"], from: context.caller, among: members,
                    using: &random)
            }
            guard let session = answer.session else {
                return try refused([Reason(.confirmationFailed, field: "old")], request, context)
            }
            var context = context
            context.session = session
            let now = context
            return await opening(session, request, now) {
                .page(try accountPage(request, now, done: .passwordChanged))
            }
        } catch let refusal as AccountRefusal {
            return try refused(refusal.reasons, request, context)
        }
    }

    func postOfferFactor(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        var context = context
        guard let session = try await confirmed(form, &context, of: "offer-", asksCode: true) else {
            return try refused([Reason(.confirmationFailed, field: "offer-password")], request, context)
        }
        let now = context
        return await opening(session, request, now) {
            var random = random
            let offer = try accounts.offerFactor(session.token, at: now.caller.at, among: members, using: &random)
            return .page(try accountPage(request, now, offer: offer))
        }
    }

    func postAddFactor(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        do {
            try accounts.addFactor(
                Int(form["factor"]) ?? 0, label: form["label"], code: form["code"], session.token,
                from: context.caller, among: members)
            return .page(try accountPage(request, try renewed(context), done: .factorAdded))
        } catch let refusal as AccountRefusal {
            return try refused(refusal.reasons, request, context)
        }
    }

    /// Who asks, after something about the account has changed.
    private func renewed(_ context: DeskContext) throws -> DeskContext {
        var context = context
        context.session = try context.session.flatMap {
            try accounts.session($0.token, at: context.caller.at, among: members, isActivity: false)
        }
        return context
    }

    func postRemoveFactor(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        do {
            try accounts.removeFactor(
                Int(form["factor"]) ?? 0, session.token, from: context.caller, among: members)
            return .page(try accountPage(request, try renewed(context), done: .factorRemoved))
        } catch let refusal as AccountRefusal {
            return try refused(refusal.reasons, request, context)
        }
    }
}
