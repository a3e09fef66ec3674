// What goes back: pages, JSON, redirects; and the one table from a no to a status.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Pages
import Reasons
import RoundState
import Storage
import Telling

extension Response {
    static func page(_ bytes: [UInt8], _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "private, no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func json(_ value: JSON, _ status: HTTPResponse.Status = .ok, type: String = "application/json") -> Response
    {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "private, no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.bytes)))
    }

    /// After something was done: a reload does not do it again.
    static func see(_ address: Address) -> Response {
        Response(status: .seeOther, headers: [.location: address.text, .cacheControl: "no-store"])
    }
}

/// The one table from what was refused to what HTTP says of it.
enum Answers {
    /// Told alike, and as what is not there: whether there is such a thing is nobody's business.
    private static let unseen: Set<ReasonCode> = [
        .userUnknown, .userNotNamed, .roundUnknown, .roleNot, .notOwn, .seatUnknown, .seatAbsent, .seatNotHeld,
        .seatNotNamed,
        .sheetDraft, .zoneUnknown, .zoneNotInRound,
    ]
    /// What was typed cannot stand, now or later.
    private static let unfit: Set<ReasonCode> = [
        .markMalformed, .markFullWidth, .markNotYesOrNo, .markFinerThanHundredths, .markFinerThanGrid, .markOutOfRange,
        .indicatorUnknown, .indicatorByRule, .indicatorNotApplicable, .commentBlank, .commentTooLong, .commentNeeded,
        .textControl, .textInvisible, .textDirection, .textTooLong, .textNotNormal, .requestTaken, .cellUnchanged,
        .queryTextMissing, .recusalReasonMissing, .rereadReasonsMissing, .revisionTextMissing,
        .reopeningReasonMissing,
    ]

    static func status(of reasons: [Reason]) -> HTTPResponse.Status {
        guard let first = reasons.first else { return .conflict }
        if reasons.contains(where: { unseen.contains($0.code) }) { return .notFound }
        if [.clockBehind, .clockAhead].contains(first.code) { return .serviceUnavailable }
        if reasons.contains(where: { $0.code == .cellChanged }) { return .conflict }
        return unfit.contains(first.code) || first.field != nil ? .unprocessableContent : .conflict
    }

    /// What a failure of ours is to the one who asks; nil for what is none.
    static func status(of error: any Error) -> HTTPResponse.Status? {
        switch error {
        case let error as StorageError:
            switch error {
            case .full: .init(code: 507, reasonPhrase: "Insufficient Storage")
            case .busy: .serviceUnavailable
            default: .internalServerError
            }
        case is LedgerError: .internalServerError
        case is SlowWork.TooMuch: .serviceUnavailable
        case let error as any HTTPResponseError: error.status
        default: nil
        }
    }
}

extension Desk {
    /// The words of a reason, with the names that who asks may know.
    func text(_ reason: Reason, _ context: DeskContext) -> String {
        let names = Names(standing.register, for: context.viewer)
        return words(context.language).text(reason) { subject in
            names.name(of: subject, in: context.language) ?? title(of: subject, context)
        }
    }

    /// Of a round, for who sees the whole of it, and of an application the name of its zone, for who sees that: a page never tells an id
    /// where there is a name.
    private func title(of subject: Reason.Subject, _ context: DeskContext) -> String? {
        if subject.kind == .application {
            guard
                case .seen(let application) = standing.application(
                    ApplicationID(subject.id), for: Viewer(context.viewer))
            else { return nil }
            return standing.register.zones[application.zone]?.name.text(in: context.language)
        }
        guard subject.kind == .round,
            case .seen(let course) = standing.course(of: RoundID(subject.id), for: Viewer(context.viewer))
        else { return nil }
        return course.title.text(in: context.language)
    }

    func problems(_ reasons: [Reason], _ context: DeskContext) -> FormProblems {
        FormProblems(reasons.map { ($0.field, text($0, context)) })
    }

    /// `application/problem+json` (RFC 9457), with what our own pages read beside it.
    func problem(
        _ reasons: [Reason], _ status: HTTPResponse.Status, _ context: DeskContext, with extra: [(String, JSON)] = []
    ) -> Response {
        let told = reasons.map { ($0, text($0, context)) }
        var members: [(String, JSON)] = [
            ("type", "about:blank"), ("title", .string(told.first?.1 ?? "")), ("status", .integer(status.code)),
        ]
        if let (first, words) = told.first, case .object(let parts) = JSON(first, words: words) { members += parts }
        members.append(("reasons", .array(told.map { JSON($0, words: $1) })))
        members += extra
        if let session = context.session { members.append(("session", json(session))) }
        return .json(.object(members), status, type: "application/problem+json")
    }

    /// A problem that has no reason of the ledger.
    func problem(_ code: String, _ phrase: PagePhrase, _ status: HTTPResponse.Status, _ context: DeskContext)
        -> Response
    {
        let words = words(context.language)[phrase]
        var members: [(String, JSON)] = [
            ("type", "about:blank"), ("title", .string(words)), ("status", .integer(status.code)),
            ("code", .string(code)), ("subject", .null), ("field", .null), ("values", [:]), ("words", .string(words)),
            ("reasons", []),
        ]
        if let session = context.session, status != .notFound { members.append(("session", json(session))) }
        return .json(.object(members), status, type: "application/problem+json")
    }

    /// What pages and scripts know of a session.
    func json(_ session: OpenSession) -> JSON {
        [
            "user": .string(session.user.id.text), "name": .string(session.user.name),
            "csrf": .string(session.crossSite), "ends": .string(iso(session.session.end)),
            "warns": .string(iso(session.session.warning)), "now": .string(iso(clock())),
        ]
    }

    /// `showsRound`: of a page that is there; what is missing looks the same everywhere.
    func frame(
        _ request: Request, _ context: DeskContext, tellsAddress: Bool = true, showsRound: Bool = true
    ) -> Frame {
        let bearer = context.session.map { session in
            Bearer(
                user: session.user.id.text, name: session.user.name, crossSite: session.crossSite,
                ends: iso(session.session.end), warns: iso(session.session.warning), now: iso(clock()),
                hasFactor: session.hasFactor,
                role: session.user.role)
        }
        return Frame(
            words: words(context.language), bearer: bearer, build: assets.build, isDemo: !demo.isEmpty,
            other: tellsAddress && request.method == .get ? other(request, context) : nil, key: newKey(),
            course: showsRound ? shownCourse(request, context) : nil)
    }

    /// The round whose desk a page stands at; nil of any other page, and for who does not run it.
    private func shownCourse(_ request: Request, _ context: DeskContext) -> CourseView? {
        guard let viewer = context.viewer, let name = context.parameters.get("round")?.removingPercentEncoding,
            ["/office/", "/en/office/"].contains(where: request.uri.path.hasPrefix),
            case .seen(let course) = standing.course(of: RoundID(name), for: Viewer(viewer))
        else { return nil }
        return course
    }

    /// 22 characters of base64url, as the ledger knows a request by.
    private func newKey() -> String {
        var random = random
        return EventID(using: &random).text
    }

    /// The same page in the other language.
    private func other(_ request: Request, _ context: DeskContext) -> Address? {
        let path = request.uri.path
        if context.language == .english { return Address(path: path == "/en" ? "/" : String(path.dropFirst(3))) }
        return Address(path: "/en" + (path == "/" ? "" : path))
    }

    /// Whatever went wrong, as the one who asks gets it: a page or a problem; its cause goes to the log alone.
    func answer(_ error: any Error, _ request: Request, _ context: DeskContext) -> Response {
        let response = context.isAPI ? apiAnswer(error, context) : pageAnswer(error, request, context)
        if response.status.code >= 500 {
            context.logger.error("failed", metadata: ["error": "\(error)", "path": "\(request.uri.path)"])
        } else if let user = context.session?.user.id, [403, 404, 413, 429].contains(response.status.code) {
            // Who tries doors is told to whoever watches the log; a page may well have been mistyped.
            context.logger.notice(
                "refused",
                metadata: [
                    "user": "\(user)", "method": "\(request.method)", "path": "\(request.uri.path)",
                    "status": "\(response.status.code)", "address": "\(context.caller.address)",
                ])
        }
        return response
    }

    private func apiAnswer(_ error: any Error, _ context: DeskContext) -> Response {
        switch error {
        case is NotFound: return problem("not-found", .missingTitle, .notFound, context)
        case is SignedOut: return problem([Reason(.sessionOver)], .unauthorized, context)
        case let error as NotOurs:
            return problem(error.isOther ? "other-user" : "csrf-stale", .refusedTitle, .forbidden, context)
        case is Malformed: return problem("malformed", .refusedTitle, .badRequest, context)
        case let refusal as Refusal:
            let status = Answers.status(of: refusal.reasons)
            if status == .notFound { return problem("not-found", .missingTitle, .notFound, context) }
            return waiting(status, problem(refusal.reasons, status, context))
        case let refusal as AccountRefusal:
            return problem(refusal.reasons, .unprocessableContent, context)
        default:
            let status = Answers.status(of: error) ?? .internalServerError
            let isBusy = status == .serviceUnavailable
            return waiting(status, problem(code(of: status), isBusy ? .failedBusy : .failedLead, status, context))
        }
    }

    private func code(of status: HTTPResponse.Status) -> String {
        switch status.code {
        case 413: "too-large"
        case 503: "busy"
        case 507: "disk-full"
        case 400..<500: "malformed"
        default: "failed"
        }
    }

    private func pageAnswer(_ error: any Error, _ request: Request, _ context: DeskContext) -> Response {
        let frame = frame(request, context, tellsAddress: false, showsRound: false)
        switch error {
        case is NotFound: return .page(frame.missingPage(), .notFound)
        case is SignedOut:
            let then = request.method == .get ? request.uri.string : ""
            return .see(Addresses(context.language).signIn(then: then))
        case let undeclared as Undeclared:
            // Nothing of a zone is shown before its declaration, nor of a seat that was left: its first page says so.
            return .see(Addresses(context.language).zone(undeclared.round, undeclared.zone, "start"))
        case is NotOurs, is Malformed:
            let words = words(context.language)
            return .page(
                frame.refusedPage(FormProblems([(nil, words[.failedLead])])),
                error is NotOurs ? .forbidden : .badRequest)
        case let refusal as Refusal:
            let status = Answers.status(of: refusal.reasons)
            if status == .notFound { return .page(frame.missingPage(), .notFound) }
            return .page(frame.refusedPage(problems(refusal.reasons, context)), status)
        case let refusal as AccountRefusal:
            return .page(frame.refusedPage(problems(refusal.reasons, context)), .unprocessableContent)
        default:
            let status = Answers.status(of: error) ?? .internalServerError
            if status == .notFound { return .page(frame.missingPage(), .notFound) }
            let page = frame.failedPage(id: context.id, isBusy: status == .serviceUnavailable)
            return waiting(status, .page(page, status))
        }
    }

    private func waiting(_ status: HTTPResponse.Status, _ response: Response) -> Response {
        guard status == .serviceUnavailable else { return response }
        var response = response
        response.headers[.retryAfter] = "5"
        return response
    }
}
