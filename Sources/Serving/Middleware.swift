// What every request goes through, in this order: seen, guarded, limited, known.

import Accounts
import AssessmentModel
import EventModel
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Pages
import Synchronization

/// Counts and logs a request, and answers what was thrown before anybody knew who asks. The log has no query, no name and nothing that was typed.
struct Seeing: RouterMiddleware {
    let desk: Desk

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        let began = ContinuousClock.now
        var context = context
        let path = request.uri.path
        context.language = path == "/en" || path.hasPrefix("/en/") ? .english : .chinese
        context.isAPI = path.hasPrefix("/api/")
        if context.isAPI, let asked = request.headers[.acceptLanguage], asked.lowercased().hasPrefix("en") {
            context.language = .english
        }
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = desk.answer(error, request, context)
        }
        response.headers[.xRequestID] = context.id
        let duration = ContinuousClock.now - began
        desk.metrics.count(request.method.rawValue, status: response.status.code, duration)
        context.logger.info(
            "answered",
            metadata: [
                "method": "\(request.method)", "path": "\(path)", "status": "\(response.status.code)",
                "ms": "\(duration.milliseconds)",
            ])
        return response
    }
}

/// What those read who look at others' work, put down before they see it.
struct Noting: RouterMiddleware {
    let desk: Desk

    private static let roles: Set<Role> = [.auditor, .securityAdministrator, .systemAdministrator]
    private static let desks = ["audit", "security", "system", "office", "api", "applications", "my"]

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        guard let user = context.session?.user, Self.roles.contains(user.role), shows(response, to: request) else {
            return response
        }
        try await desk.note(request.uri.path, by: user.id, isLooking: request.headers[.looking] != nil)
        return response
    }

    /// Of what is not there nothing was read, nor of a step that leads elsewhere.
    private func shows(_ response: Response, to request: Request) -> Bool {
        let parts = request.uri.path.split(separator: "/").drop { $0 == "en" }
        guard let desk = parts.first.map(String.init), Self.desks.contains(desk), parts.last != "session" else {
            return false
        }
        return response.status.code < 300 || response.status == .notModified
    }
}

/// What browsers are told not to do, on every answer.
struct Guarding: RouterMiddleware {
    let isSecure: Bool

    static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if response.headers[.contentSecurityPolicy] == nil { response.headers[.contentSecurityPolicy] = Self.policy }
        if response.headers[.xFrameOptions] == nil { response.headers[.xFrameOptions] = "DENY" }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        response.headers[.crossOriginResourcePolicy] = "same-origin"
        response.headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }
}

/// So many requests at once; a body no longer than it may be.
struct Limiting: RouterMiddleware {
    let most: Int
    let underWay = Counter()

    final class Counter: Sendable {
        private let value = Atomic<Int>(0)
        func enter() -> Int { value.add(1, ordering: .relaxed).newValue }
        func leave() { value.subtract(1, ordering: .relaxed) }
    }

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        defer { underWay.leave() }
        guard underWay.enter() <= most else { throw SlowWork.TooMuch() }
        // A form with a file is read only where one is expected, and no further than that allows.
        let most = request.isUpload ? request.mostOfForm : request.mostOfPart ?? context.maxUploadSize
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > most {
            throw HTTPError(.contentTooLarge)
        }
        // The program's own addresses are plain: what needs more is none of them.
        guard request.uri.string.utf8.count <= 4096 else { throw NotFound() }
        return try await next(request, context)
    }
}

/// Finds out who asks, and holds a write against the page that it came from.
struct Knowing: RouterMiddleware {
    let desk: Desk

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.caller = Caller(
            at: desk.clock(), address: address(request, context.peer), agent: request.headers[.userAgent] ?? "")
        if request.method != .get, request.method != .head, !isOurs(request) { throw NotOurs(isOther: false) }
        let path = request.uri.path
        // Who only looks whether something is new is not there.
        let isIdle = request.method == .get && (path == "/api/session" || request.headers[.looking] != nil)
        if context.isAPI, let shown = request.headers[.authorization] {
            // Whoever shows a token is nobody else, whatever cookie comes along.
            context.isProgram = true
            let token = shown.lowercased().hasPrefix("bearer ") ? SecretToken(String(shown.dropFirst(7))) : nil
            let now = context.caller.at
            context.session = try await desk.touches.run { [desk] in
                try token.flatMap { try desk.accounts.program($0, at: now, among: desk.members) }
            }
        } else if let token = desk.token(of: request), !path.hasPrefix("/assets/") {
            let now = context.caller.at
            context.session = try desk.accounts.session(token, at: now, among: desk.members, isActivity: false)
            if !isIdle, context.session?.session.isDue(at: now) == true {
                // It waits for the disk: not on the thread that other people's requests need.
                context.session = try await desk.touches.run { [desk] in
                    try desk.accounts.session(token, at: now, among: desk.members)
                }
            }
        }
        return try await next(request, context)
    }

    /// Where a proxy that we know stands between, the last address that it did not add itself.
    private func address(_ request: Request, _ peer: String) -> String {
        let proxies = desk.settings.trustedProxies
        guard proxies.contains(where: { $0.contains(peer) }), let chain = request.headers[.xForwardedFor] else {
            return peer
        }
        let hops = chain.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return hops.last { hop in !proxies.contains { $0.contains(hop) } } ?? peer
    }

    /// A browser says where a request comes from; one that says nothing has a token to show.
    private func isOurs(_ request: Request) -> Bool {
        if let site = request.headers[.secFetchSite] { return site == "same-origin" || site == "none" }
        guard let origin = request.headers[.origin] else { return true }
        guard let host = request.head.authority else { return false }
        let own = desk.settings.publicURL.flatMap { url in
            url.host().map { "\(url.scheme ?? "https")://\($0)\(url.port.map { ":\($0)" } ?? "")" }
        }
        return origin == "http://\(host)" || origin == "https://\(host)" || origin == own
    }
}

/// Turns what was thrown into an answer for the one who asks.
struct Answering: RouterMiddleware {
    let desk: Desk

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return desk.answer(error, request, context)
        }
    }
}

extension Desk {
    /// `__Host-` keeps a cookie to this host, this path and TLS (RFC 6265bis section 4.1.3.2).
    private var cookie: String { settings.isSecure ? "__Host-heng" : "heng" }

    func token(of request: Request) -> SecretToken? {
        request.cookies[cookie].flatMap { SecretToken($0.value) }
    }

    /// The answer with the session that it opened.
    func opening(_ session: OpenSession, _ response: Response) -> Response {
        var response = response
        response.headers[.setCookie] =
            "\(cookie)=\(session.token.text); Path=/; HttpOnly; SameSite=Lax" + (settings.isSecure ? "; Secure" : "")
        return response
    }

    /// What is done after the password was given: whatever it comes to, the session that goes on reaches its bearer.
    func opening(
        _ session: OpenSession, _ request: Request, _ context: DeskContext, _ body: () async throws -> Response
    ) async -> Response {
        do {
            return opening(session, try await body())
        } catch {
            return opening(session, answer(error, request, context))
        }
    }

    func closing(_ response: Response) -> Response {
        var response = response
        response.headers[.setCookie] =
            "\(cookie)=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0" + (settings.isSecure ? "; Secure" : "")
        // Never "storage": marks that were not sent yet lie there.
        response.headers[.clearSiteData] = "\"cache\""
        return response
    }
}

extension HTTPField.Name {
    static func own(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no field name") }
        return field
    }

    static let xRequestID = own("X-Request-Id")
    static let clearSiteData = own("Clear-Site-Data")
    static let looking = own("X-Heng-Looking")
    static let xFrameOptions = own("X-Frame-Options")
    static let referrerPolicy = own("Referrer-Policy")
    static let crossOriginOpenerPolicy = own("Cross-Origin-Opener-Policy")
    static let crossOriginResourcePolicy = own("Cross-Origin-Resource-Policy")
    static let permissionsPolicy = own("Permissions-Policy")
    static let secFetchSite = own("Sec-Fetch-Site")
    static let xForwardedFor = own("X-Forwarded-For")
    static let idempotencyKey = own("Idempotency-Key")
    static let crossSite = own("X-Heng-CSRF")
    static let pageUser = own("X-Heng-User")
    static let clockTime = own("X-Heng-Time")
}

extension Duration {
    var milliseconds: String {
        let hundredths = components.seconds * 100_000 + components.attoseconds / 10_000_000_000_000
        return "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10)"
    }
}
