// 公开核验包: released once for its content, and loaded as an archive.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Exchange
import Hummingbird
import NIOCore
import Pages
import PublicSite
import Publishing
import Reasons
import RoundState
import Storage
import Telling

func addExportPages(_ desk: Desk, to round: RouterGroup<DeskContext>) {
    round.get("export", use: desk.getExport)
    round.post("export", use: desk.carrying(desk.postExport))
    round.get("export.zip", use: desk.getBundle)
}

extension Desk {
    /// The site as everybody gets it now.
    private func publicEdition(_ words: SiteWords) async throws -> SiteEdition {
        try await slow.run { [self] in
            let (register, levels, day) = (try ledger.register(), try ledger.tree(), today)
            return try previews.edition(Standing(register).publicState(on: day)) {
                try ledger.store.read { reading in
                    try SiteEdition(
                        of: register, levels, reading, on: day, words: words, build: assets.build,
                        scratch: settings.scratch)
                }
            }
        }
    }

    /// The names of the files that were released, in their order; none where nothing was.
    private func released(_ course: CourseView) async throws -> [String] {
        guard let site else { throw NotFound() }
        let folder = "r/\(course.round)/data/bundle/"
        return try await publicEdition(site).paths.filter { $0.hasPrefix(folder) }
            .map { String($0.dropFirst(folder.count)) }
    }

    /// Whether nothing that a bundle says of a round has changed since it was released; nil where none was.
    private func isCurrent(_ id: RoundID) -> Bool? {
        guard let round = standing.register.rounds[id], let step = round.releasedBy else { return nil }
        let certificates = standing.register.certificates.values.filter { $0.round == id }
        let changes =
            certificates.flatMap { [$0.issued, $0.revoked ?? 0] }
            + [round.results.last?.seq, round.notice?.seq, round.finalised, round.resumptions.last?.seq].compactMap {
                $0
            }
            + round.objections.values.compactMap { $0.decision?.seq }
        return changes.allSatisfy { $0 < step }
    }

    private func published(_ context: DeskContext) throws -> CourseView {
        let course = try course(context)
        guard may(.seeResult, course.round, context), [.noticed, .final].contains(course.stage) else {
            throw NotFound()
        }
        return course
    }

    private func page(
        _ course: CourseView, _ request: Request, _ context: DeskContext, done: PagePhrase? = nil,
        problems: FormProblems = .none
    ) async throws -> [UInt8] {
        let files = try await released(course)
        return frame(request, context).exportPage(
            of: course, released: isCurrent(course.round), files: files,
            mayRelease: may(.releaseBundle, course.round, context),
            done: done, problems: problems)
    }

    func getExport(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try published(context)
        return .page(
            try await page(course, request, context, done: done(request, among: [.exportIsDone])))
    }

    func postExport(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let course = try published(context)
        try require(.releaseBundle, course.round, context)
        do {
            try await release(course.round, session)
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            return .page(
                try await page(course, request, context, problems: problems(refusal.reasons, context)),
                .unprocessableContent)
        }
        return .see(Addresses(context.language).round(course.round, "export", done: .exportIsDone))
    }

    /// Names the digests of the round's public files; what was released before and has not changed is not released again.
    func release(_ round: RoundID, _ session: OpenSession) async throws {
        guard let site else { throw NotFound() }
        try await slow.run { [self] in
            let readMe = try bundleReadMe(round: round, try ledger.register(), site.bundle)
            _ = try ledger.exportBundle(of: round, readMe: readMe, by: session.user.id, at: clock())
        }
    }

    /// The archive that everybody gets, piece by piece.
    func getBundle(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try published(context)
        guard let site else { throw NotFound() }
        let edition = try await publicEdition(site)
        guard let archive = try edition.file(at: "r/\(course.round)/data/bundle.zip")?.content else { throw NotFound() }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/zip", .cacheControl: "private, no-store",
                .contentDisposition: Response.disposition("attachment", FileName("\(course.round)-bundle.zip").text),
            ],
            body: ResponseBody(contentLength: archive.size) { writer in
                for place in 0..<archive.pieces {
                    try await writer.write(ByteBuffer(bytes: try archive.piece(place)))
                }
                try await writer.finish(nil)
            })
    }
}
