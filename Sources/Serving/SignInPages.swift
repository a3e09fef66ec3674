// 登录、激活: how people come in, by a page or by a script.

import Accounts
import AssessmentModel
import EventModel
import Foundation
import Hummingbird
import Pages
import Reasons
import Telling
import Typesetting

extension Desk {
    // MARK: signing in

    func getSignIn(_ request: Request, _ context: DeskContext) async throws -> Response {
        let then = request.uri.queryParameters.get("then") ?? ""
        if context.session != nil { return .see(next(then, context)) }
        return .page(frame(request, context).signInPage(then: then, demo: demo))
    }

    func postSignIn(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        if let turned = try throttled(form["user"], request, context, form) { return turned }
        let old = token(of: request)
        let answer = try await slow.run { [self] in
            var random = random
            return try accounts.signIn(
                form["user"], password: form["password"], replacing: old, from: context.caller, among: members,
                using: &random)
        }
        return try signedIn(answer, form, request, context)
    }

    func postCode(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        if let turned = try throttled("", request, context, form) { return turned }
        guard let challenge = SecretToken(form["challenge"]) else { throw Malformed(what: "challenge") }
        var random = random
        let answer = try accounts.signIn(
            with: challenge, code: form["code"], replacing: token(of: request), from: context.caller, among: members,
            using: &random)
        if case .refused(let outcome) = answer, outcome == .wrongCode {
            let problem = [Reason(.signInFailed, field: "code")]
            return .page(
                frame(request, context, tellsAddress: false).codePage(
                    challenge: form["challenge"], then: form["then"], problems: problems(problem, context),
                    carried: form.carried), .unauthorized)
        }
        return try signedIn(answer, form, request, context)
    }

    private func signedIn(
        _ answer: SignIn, _ form: FormFields, _ request: Request, _ context: DeskContext
    ) throws -> Response {
        var context = context
        switch answer {
        case .done(let session):
            context.session = session
            guard form.carried.isEmpty else {
                let frame = frame(request, context, tellsAddress: false)
                guard let address = Address(path: form["then"]) else {
                    return opening(session, .see(frame.home(session)))
                }
                let fields = form.carried.map { (name: $0.0, value: $0.1) }
                return opening(session, .page(frame.carriedPage(to: address, fields)))
            }
            return opening(session, .see(next(form["then"], context)))
        case .codeAsked(let challenge):
            return .page(
                frame(request, context, tellsAddress: false).codePage(
                    challenge: challenge.text, then: form["then"], carried: form.carried))
        case .refused:
            let frame = frame(request, context, tellsAddress: false)
            return .page(
                frame.signInPage(
                    user: form["user"], then: form["then"],
                    problems: problems([SignInOutcome.refusal], context), demo: demo, carried: form.carried),
                .unauthorized)
        }
    }

    /// The page to go to after signing in.
    private func next(_ then: String, _ context: DeskContext) -> Address {
        if let address = Address(path: then), !then.hasPrefix("/api/"), !then.contains("sign-") { return address }
        let addresses = Addresses(context.language)
        return context.session?.user.role == .expert ? addresses.home : addresses.account
    }

    /// nil where the address may try.
    private func throttled(
        _ user: String, _ request: Request, _ context: DeskContext, _ form: FormFields
    ) throws -> Response? {
        let admission = attempts.admit(context.caller)
        guard case .refused(let isFirst) = admission else { return nil }
        if isFirst { try accounts.logThrottled(user, from: context.caller) }
        let frame = frame(request, context, tellsAddress: false)
        var response = Response.page(
            frame.signInPage(
                user: user, then: form["then"], problems: problems([RateLimit.refusal], context), demo: demo,
                carried: form.carried), .tooManyRequests)
        response.headers[.retryAfter] = "2"
        return response
    }

    func postSignOut(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        try accounts.end(session.token)
        return closing(.see(Addresses(context.language).signIn))
    }

    /// A form of a page of this session.
    @discardableResult
    func requireOurs(_ form: FormFields, _ context: DeskContext) throws -> OpenSession {
        guard let session = context.session else { throw SignedOut() }
        guard session.accepts(crossSite: form["csrf"]) else { throw NotOurs(isOther: false) }
        return session
    }

    // MARK: letters

    func getActivate(_ request: Request, _ context: DeskContext) async throws -> Response {
        .page(frame(request, context).activatePage())
    }

    func postActivate(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        if let turned = try throttled(form["user"], request, context, form) { return turned }
        var random = random
        let opened = try accounts.openLetter(
            form["user"], code: form["letter"], from: context.caller, among: members, using: &random)
        let frame = frame(request, context, tellsAddress: false)
        guard let opened else {
            return .page(
                frame.activatePage(user: form["user"], problems: problems([SignInOutcome.refusal], context)),
                .unauthorized)
        }
        return .page(passwordPage(opened, form["letter"], frame))
    }

    private func passwordPage(
        _ opened: OpenedLetter, _ letter: String, _ frame: Frame, _ problems: FormProblems = .none
    ) -> [UInt8] {
        frame.passwordPage(
            user: opened.user.id.text, letter: letter, secret: opened.secret.base32, square: square(opened.uri),
            isFactorNeeded: opened.isFactorNeeded, problems: problems)
    }

    func square(_ text: String) -> [[Bool]] { QRSymbol(text, level: .medium)?.rows ?? [] }

    func postPassword(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        if let turned = try throttled(form["user"], request, context, form) { return turned }
        do {
            let answer = try await slow.run { [self] in
                var random = random
                return try accounts.activate(
                    form["user"], letter: form["letter"], password: form["password"], oneTimeCode: form["code"],
                    from: context.caller, among: members, using: &random)
            }
            return try signedIn(answer, form, request, context)
        } catch let refusal as AccountRefusal {
            var random = random
            let frame = frame(request, context, tellsAddress: false)
            guard
                let opened = try accounts.openLetter(
                    form["user"], code: form["letter"], from: context.caller, among: members, using: &random)
            else { return .page(frame.activatePage(user: form["user"]), .unauthorized) }
            return .page(
                passwordPage(opened, form["letter"], frame, problems(refusal.reasons, context)), .unprocessableContent)
        }
    }

    // MARK: the session as scripts see it

    func getSession(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let session = context.session else { throw SignedOut() }
        return .json(sessionAnswer(session))
    }

    private func sessionAnswer(_ session: OpenSession) -> JSON {
        guard case .object(let members) = json(session) else { return .null }
        return .object(members + [("build", .string(assets.build)), ("factor", .bool(session.hasFactor))])
    }

    func getAccountAnswer(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let session = context.session else { throw SignedOut() }
        let sessions = try accounts.sessions(of: session.user.id, at: context.caller.at)
        return .json(
            [
                "user": .string(session.user.id.text), "role": .string(session.user.role.rawValue),
                "sessions": .array(
                    sessions.map { line in
                        [
                            "id": .integer(line.id), "agent": .string(line.agent), "address": .string(line.address),
                            "began": .string(iso(line.created)), "used": .string(iso(line.lastUse)),
                            "this": .bool(line.id == session.session.id),
                        ]
                    }),
                "factors": .array(
                    try accounts.factors(of: session.user.id).map { factor in
                        [
                            "id": .integer(factor.id), "label": .string(factor.label),
                            "added": .string(iso(factor.added)),
                        ]
                    }),
            ])
    }

    /// That it came here was the activity.
    func postStay(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard !context.isProgram else { throw NotFound() }
        try requireOurs(request, context)
        return try await getSession(request, context)
    }

    struct Credentials: Decodable {
        let user: String
        let password: String
        let code: String?
    }

    /// Signing in again in place, over a page that stays as it is.
    func postSession(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let typed = try? JSONDecoder().decode(Credentials.self, from: Data(try await request.bytes(upTo: 16_384)))
        else { throw Malformed(what: "body") }
        let admission = attempts.admit(context.caller)
        if case .refused(let isFirst) = admission {
            if isFirst { try accounts.logThrottled(typed.user, from: context.caller) }
            var response = problem([RateLimit.refusal], .tooManyRequests, context)
            response.headers[.retryAfter] = "2"
            return response
        }
        let old = token(of: request)
        let answer = try await slow.run { [self] in
            var random = random
            return try accounts.signIn(
                typed.user, password: typed.password, code: typed.code, replacing: old, from: context.caller,
                among: members, using: &random)
        }
        switch answer {
        case .done(let session): return opening(session, .json(sessionAnswer(session)))
        case .codeAsked: return problem("one-time-code-needed", .codeHint, .unauthorized, context)
        case .refused: return problem([SignInOutcome.refusal], .unauthorized, context)
        }
    }
}

extension FormFields {
    /// What a form held that came when nobody was signed in any more.
    var carried: [(String, String)] {
        fields.filter { $0.name.hasPrefix("carried-") }.map { (String($0.name.dropFirst(8)), $0.value) }
    }
}

extension Frame {
    func home(_ session: OpenSession) -> Address {
        let addresses = Addresses(words.language)
        return session.user.role == .expert ? addresses.home : addresses.account
    }
}
