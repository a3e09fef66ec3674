// 公示: the public pages before they are public, the days of the notice, and its proposal.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Hummingbird
import NIOCore
import Pages
import PublicSite
import Reasons
import RoundState
import Storage
import Synchronization
import Telling

/// Editions of the site as they will stand, the newest of them.
final class PreviewShelf: Sendable {
    private let kept = Mutex<[(key: String, edition: SiteEdition)]>([])

    func edition(_ key: String, _ make: () throws -> SiteEdition) throws -> SiteEdition {
        if let found = kept.withLock({ $0.first { $0.key == key } }) { return found.edition }
        let edition = try make()
        kept.withLock { $0 = Array(([(key, edition)] + $0).prefix(4)) }
        return edition
    }
}

func addPublishPages(_ desk: Desk, to round: RouterGroup<DeskContext>) {
    round.get("publish", use: desk.getPublish)
    round.post("publish", use: desk.carrying(desk.postPublish))
    round.get("publish/preview/:from/:to", use: desk.getPreview)
    round.get("publish/preview/:from/:to/**", use: desk.getPreview)
}

extension Desk {
    private func notice(
        _ course: CourseView, _ context: DeskContext, from: String? = nil, to: String? = nil
    ) throws -> NoticeView {
        guard
            case .seen(let view) = standing.notice(
                of: course.round, from: from, to: to, on: today, for: Viewer(context.viewer))
        else { throw NotFound() }
        return view
    }

    func getPublish(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try course(context)
        guard let round = standing.register.rounds[course.round] else { throw NotFound() }
        if let notice = round.notice, [.noticed, .final].contains(course.stage) {
            return .page(
                frame(request, context).publishedPage(
                    of: course, from: notice.from, to: notice.to,
                    workdays: round.workdays(ofNotice: standing.register.calendar), isOver: notice.to < today))
        }
        guard course.stage == .closed else { throw NotFound() }
        let query = request.uri.queryParameters
        let view = try notice(
            course, context, from: query["from"].map(String.init), to: query["to"].map(String.init))
        return .page(page(view, of: course, request, context))
    }

    private func page(
        _ view: NoticeView, of course: CourseView, _ request: Request, _ context: DeskContext,
        problems: FormProblems = .none
    ) -> [UInt8] {
        // What is said at a field is not said beside it again.
        let told = Set(problems.problems.map(\.words))
        let waits = view.waiting.flatMap { waiting -> AnswerableAct? in
            guard case .seen(let act) = standing.act(waiting.seq, for: Viewer(context.viewer)) else { return nil }
            return answerable(act, context)
        }
        return frame(request, context).publishPage(
            view, of: course,
            refusals: view.refusals.filter { $0.code != .calendarMissing }.map { text($0, context) }
                .filter { !told.contains($0) },
            waits: waits, mayPropose: may(.publishNotice, course.round, context), problems: problems)
    }

    func postPublish(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let course = try course(context)
        let (from, to) = (form["from"], form["to"])
        let acts = Addresses(context.language).round(course.round, "acts", done: .actIsProposed)
        if form["do"] != "propose" {
            try require(.publishNotice, course.round, context)
            return .page(page(try notice(course, context, from: from, to: to), of: course, request, context))
        }
        // Sent again after it was confirmed: the answer is the same.
        if course.stage == .noticed, may(.finaliseRound, course.round, context) { return .see(acts) }
        try require(.publishNotice, course.round, context)
        let view = try notice(course, context, from: from, to: to)
        return try await confirmedStep(
            PublishNotice(course.round, from: from, to: to), form, request, context,
            { problems, context in page(view, of: course, request, context, problems: problems) }, done: acts)
    }

    // MARK: preview

    /// A page or file of the site as it will stand on the first day of a notice that is not published yet.
    func getPreview(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try course(context)
        let (from, to) = (try context.segment("from"), try context.segment("to"))
        guard may(.seeResult, course.round, context), course.stage == .closed, let words = site,
            let first = Day(from), let last = Day(to), first <= last
        else { throw NotFound() }
        // What comes behind the two days, decoded once by whole segments.
        let parts = request.uri.path.split(separator: "/", omittingEmptySubsequences: false)
            .drop { $0 != "preview" }.dropFirst(3).map { String($0).removingPercentEncoding ?? "\u{FFFD}" }
        guard parts.allSatisfy({ !$0.contains("/") && $0 != ".." }) else { throw NotFound() }
        if parts.first == "assets" { return try previewAsset(parts) }
        let path = parts.joined(separator: "/")
        let today = today
        let page = try await slow.run { [self] () throws -> KeptPage? in
            let (register, levels) = (try ledger.register(), try ledger.tree())
            guard let preview = register.publishing(course.round, from: from, to: to) else { return nil }
            let day = max(from, today)
            let edition = try previews.edition(Standing(preview).publicState(on: day) + from) {
                try ledger.store.read { reading in
                    try SiteEdition(
                        of: preview, levels, reading, on: day, words: words, build: assets.build,
                        scratch: settings.scratch)
                }
            }
            let isFolder = path.isEmpty || path.hasSuffix("/")
            guard let file = try edition.file(at: isFolder ? path + "index.html" : path) else { return nil }
            return KeptPage(bytes: try file.content.whole(), packed: [], type: file.type)
        }
        guard let page else { throw NotFound() }
        var response = page.answer(to: request)
        response.headers[.cacheControl] = "private, no-store"
        response.headers[.xFrameOptions] = "SAMEORIGIN"
        return response
    }

    private func previewAsset(_ parts: [String]) throws -> Response {
        guard parts.count == 3, parts[1] == assets.build, parts[2].hasSuffix(".css") || parts[2].hasSuffix(".svg"),
            let file = assets.files[parts[2]]
        else { throw NotFound() }
        return Response(
            status: .ok, headers: [.contentType: file.type, .cacheControl: "private, max-age=3600"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }
}
