// What all desks lean on: who may, what a form says, the step that it means and the page that tells of it.

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
import RoundState
import Telling

extension Desk {
    /// Who may have a view that is not of a round.
    func requireDesk(_ view: UseCase, as role: Role, _ context: DeskContext) throws -> OpenSession {
        let session = try requireSession(context)
        guard session.user.role == role, standing.refusal(of: view, to: Viewer(session.user.id)) == nil else {
            throw NotFound()
        }
        return session
    }

    /// Puts down that somebody read a page; one that looks again by itself says nothing new for some minutes.
    func note(_ page: String, by user: UserID, isLooking: Bool) async throws {
        let now = clock()
        guard noted.isNew(page, by: user, at: now) || !isLooking else { return }
        try await touches.run { [accounts] in try accounts.logReading(of: page, by: user, at: now) }
    }

    /// What the page before has done, as its address says; only what we could have written.
    func done(_ request: Request, among phrases: [PagePhrase]) -> PagePhrase? {
        let said = request.uri.queryParameters["done"].map(String.init)
        return phrases.first { $0.rawValue == said }
    }

    /// The key of a form that is done once.
    func key(_ form: FormFields) throws -> EventID {
        guard let key = try? EventID(parsing: form["key"]) else { throw Malformed(what: "key") }
        return key
    }

    func may(_ useCase: UseCase, _ round: RoundID, _ context: DeskContext) -> Bool {
        standing.refusal(of: useCase, to: Viewer(context.viewer), in: round) == nil
    }

    /// What could be done there, or else there is no such page for who asks.
    func require(_ useCase: UseCase, _ round: RoundID, _ context: DeskContext) throws {
        guard may(useCase, round, context) else { throw NotFound() }
    }

    /// A whole number as somebody types it, also with full-width digits.
    func number(_ text: String) -> Int? {
        let plain = text.applyingTransform(.fullwidthToHalfwidth, reverse: false) ?? text
        // As far as numbers are written down anywhere.
        return Int(plain.trimmingCharacters(in: .whitespaces)).flatMap { (-1 << 53...1 << 53).contains($0) ? $0 : nil }
    }

    /// The session that goes on after the password was given once more, with the code of who has an authenticator where it is asked for.
    func confirmed(
        _ form: FormFields, _ context: inout DeskContext, of prefix: String = "", asksCode: Bool = false
    ) async throws -> OpenSession? {
        let (session, caller) = (try requireSession(context), context.caller)
        let answer = try await slow.run { [self] in
            var random = random
            return try accounts.confirm(
                session.token, password: form[prefix + "password"], code: asksCode ? form[prefix + "code"] : nil,
                from: caller, among: members, using: &random)
        }
        guard let session = answer.session else { return nil }
        context.session = session
        return session
    }

    /// Takes a step, and shows its form again with what was refused; what is sent twice under one key is done once.
    func step(
        _ action: some Action, _ session: OpenSession, _ context: DeskContext, once key: EventID? = nil,
        _ page: (FormProblems) throws -> [UInt8], done: () -> Address
    ) async throws -> Response {
        do {
            try await ledger.perform(action, by: session.user.id, at: clock(), request: key)
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            return .page(try page(problems(refusal.reasons, context)), Answers.status(of: refusal.reasons))
        }
        return .see(done())
    }

    /// Takes a step once the password was given again; what is wrong with either is told on its form.
    func confirmedStep(
        _ action: some Action, _ form: FormFields, _ request: Request, _ context: DeskContext,
        _ page: @escaping (FormProblems, DeskContext) throws -> [UInt8], done: Address
    ) async throws -> Response {
        var context = context
        guard let session = try await confirmed(form, &context, asksCode: true) else {
            let wrong = problems([Reason(.confirmationFailed, field: "password")], context)
            return .page(try page(wrong, context), .unprocessableContent)
        }
        let now = context
        return await opening(session, request, now) {
            try await step(action, session, now, once: try key(form), { try page($0, now) }, done: { done })
        }
    }

    /// A table in the format that the address ends in.
    func file(_ table: SheetTable, _ context: DeskContext) async throws -> Response {
        switch try context.segment("format") {
        case "csv":
            return .file(Array(table.csv.utf8), type: "text/csv; charset=utf-8", name: "\(table.title).csv")
        case "xlsx":
            let writer = XLSXWriter(in: settings.scratch)
            return .file(
                try await slow.run { try writer.bytes(table) },
                type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                name: "\(table.title).xlsx")
        default: throw NotFound()
        }
    }
}
