// Reading back, sealing, and what stands there afterwards: receipt, paper, a request to open it again.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Hummingbird
import Pages
import Publishing
import Reasons
import Reporting
import RoundState
import Telling

extension Desk {
    func getRead(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        readBacks.keep(own.view, for: context.viewer)
        return .page(frame(request, context).readPage(try scoringView(own, context), of: own.plan.title))
    }

    func postSeal(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        let done = Addresses(context.language).zone(round, zone, "done")
        if own.view.state.isSealed { return .see(done) }
        func page(_ reasons: [(field: String?, words: String)], _ status: HTTPResponse.Status, _ context: DeskContext)
            throws -> Response
        {
            let now = try declaredSheet(round, zone, context)
            let changed = readBacks.changes(in: now.view, since: form["read"], for: context.viewer)
            readBacks.keep(now.view, for: context.viewer)
            return .page(
                frame(request, context).readPage(
                    try scoringView(now, context), of: now.plan.title, changed: changed, gaps: form["gaps"],
                    problems: FormProblems(reasons)), status)
        }
        var context = context
        guard let session = try await confirmed(form, &context, asksCode: true) else {
            return try page(
                [("password", text(Reason(.confirmationFailed, field: "password"), context))], .unprocessableContent,
                context)
        }
        // Whoever seals says how many are missing; the right number is not given away.
        let missing = own.view.lacks.marks.count
        let said = form["gaps"].applyingTransform(.fullwidthToHalfwidth, reverse: false) ?? ""
        if missing > 0, form["read"] == own.view.code, Int(said.trimmingCharacters(in: .whitespaces)) != missing {
            return opening(
                session, try page([("gaps", words(context.language)[.gapsWrong])], .unprocessableContent, context))
        }
        let now = context
        return await opening(session, request, now) {
            do {
                try await ledger.perform(
                    SealSheet(round, seat: own.seat, readBack: form["read"], acceptsGaps: missing > 0),
                    by: session.user.id, at: clock())
            } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
                let status = Answers.status(of: refusal.reasons)
                return try page(problems(refusal.reasons, now).problems, status, now)
            }
            return .see(done)
        }
    }

    func getDone(_ request: Request, _ context: DeskContext) async throws -> Response {
        try donePage(request, context)
    }

    private func donePage(
        _ request: Request, _ context: DeskContext, problems: FormProblems = .none, done: PagePhrase? = nil
    ) throws -> Response {
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        guard case .sealed(let event) = own.view.state else {
            return .see(Addresses(context.language).zone(round, zone, "read"))
        }
        let desks = (try? standing.desk(for: Viewer(context.viewer)).get()) ?? []
        let left = desks.first { $0.round == round }?.sheets.count { $0.state == .open } ?? 0
        let sealed = Frame.SealedView(
            at: try ledger.moment(of: event).map(clockText) ?? "", event: event, left: left,
            mayReopen: own.stage == .scoring)
        return .page(
            frame(request, context, tellsAddress: request.method == .get).donePage(
                try scoringView(own, context), sealed, problems: problems, done: done),
            problems.problems.isEmpty ? .ok : .unprocessableContent)
    }

    func getReceipt(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        guard own.view.state.isSealed else { throw NotFound() }
        let viewer = Viewer(context.viewer)
        let bytes = try await slow.run { [ledger] in try ledger.receipt(ofSheet: own.seat, in: round, for: viewer) }
        return .file(
            bytes, type: "text/plain; charset=utf-8", name: "\(zoneName(own.view.zone, context.language)).tlog-proof")
    }

    func getSheetPaper(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        let (viewer, standing, today, language) = (Viewer(context.viewer), standing, today, context.language)
        let paper = try await slow.run { [self] in
            let filled = try standing.sheetToSign(of: own.seat, in: round, for: viewer, on: today)
            return try papers.expertSheet(filled, in: language)
        }
        guard paper.problems.isEmpty else { throw Malformed(what: "paper") }
        return .file(
            [UInt8](paper.bytes), type: "application/pdf", name: "\(zoneName(own.view.zone, context.language)).pdf")
    }

    func postReopen(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        do {
            try await ledger.perform(
                RequestReopening(round, seat: own.seat, reason: form["reason"]), by: session.user.id, at: clock())
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            return try donePage(request, context, problems: problems(refusal.reasons, context))
        }
        return try donePage(request, context, done: .reopenAsked)
    }
}

extension Response {
    /// A file that browsers keep and never show.
    static func file(_ bytes: [UInt8], type: String, name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .contentDisposition: disposition("attachment", name),
                .cacheControl: "private, no-store",
            ], body: ResponseBody(byteBuffer: .init(bytes: bytes)))
    }

    /// RFC 6266 with the name in UTF-8 (RFC 8187), of which nothing can end the header or name a folder.
    static func disposition(_ kind: String, _ name: String) -> String {
        let safe = name.unicodeScalars.map { scalar -> Character in
            let isPath = scalar == "/" || scalar == "\\"
            let isControl =
                scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
            return isPath || isControl ? "_" : Character(scalar)
        }
        let encoded = Address([String(safe)]).text.dropFirst()
        return "\(kind); filename*=UTF-8''\(encoded)"
    }
}
