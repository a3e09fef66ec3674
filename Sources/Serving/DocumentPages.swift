// 文件: the papers of a round, one by one in the browser, or all of them in an archive that is sent while they are composed.

import Assessing
import AssessmentModel
import EventModel
import Exchange
import Hummingbird
import NIOCore
import Pages
import Publishing
import Reporting
import RoundState
import Telling

func addDocumentPages(_ desk: Desk, to round: RouterGroup<DeskContext>) {
    round.get("documents", use: desk.getPapers)
    round.post("documents/issue", use: desk.carrying(desk.postIssuePapers))
    round.get("documents.zip", use: desk.getAllPapers)
    round.get("documents/:name", use: desk.getPaper)
}

extension Paper {
    var listed: ListedPaper.Kind {
        switch self {
        case .notice: .notice
        case .correction(let place): .correction(place)
        case .finding: .finding
        case .decision(_, let objection): .decision(objection.text)
        case .scoreSheet: .scoreSheet
        case .certificate: .certificate
        }
    }
}

extension Desk {
    private func papers(_ context: DeskContext) async throws -> (CourseView, RoundResult) {
        let course = try course(context)
        return (course, try await roundResult(course.round, context))
    }

    func listed(_ paper: Paper, of round: RoundID) -> ListedPaper {
        let isIssued =
            if case .certificate(_, let certificate) = paper {
                certificate.paper != nil
            } else {
                standing.register.rounds[round]?.issuedPapers["\(paper)"] != nil
            }
        return ListedPaper(paper.listed, zone: paper.zone, file: "\(paper)", isIssued: isIssued)
    }

    func getPapers(_ request: Request, _ context: DeskContext) async throws -> Response {
        .page(try await papersPage(request, context, done: done(request, among: [.papersAreIssued])))
    }

    private func papersPage(
        _ request: Request, _ context: DeskContext, done: PagePhrase? = nil, problems: FormProblems = .none
    ) async throws -> [UInt8] {
        let (course, result) = try await papers(context)
        return frame(request, context).papersPage(
            result.papers.map { listed($0, of: course.round) }, of: course, called(context),
            mayIssue: may(.issuePapers, course.round, context), done: done, problems: problems)
    }

    func postIssuePapers(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let course = try course(context)
        try require(.issuePapers, course.round, context)
        do {
            try await issuePapers(of: course.round, session, context)
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            return .page(
                try await papersPage(request, context, problems: problems(refusal.reasons, context)),
                .unprocessableContent)
        }
        return .see(Addresses(context.language).round(course.round, "documents", done: .papersAreIssued))
    }

    func getPaper(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, result) = try await papers(context)
        let name = try context.segment("name")
        guard let paper = result.papers.first(where: { "\($0)" == name }) else { throw NotFound() }
        let shown = frame(request, context).fileName(of: listed(paper, of: course.round), called(context))
        return try await paperAnswer(paper, of: result, named: FileName(shown).text, in: context.language)
    }

    func getAllPapers(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, result) = try await papers(context)
        let (frame, called, language) = (frame(request, context), called(context), context.language)
        let all = result.papers.map { (paper: $0, name: frame.fileName(of: listed($0, of: course.round), called)) }
        let words = words(language)
        return .archive(named: "\(words.text(course.title)).zip", on: today) { zip in
            // The first bytes wait for no paper.
            let names = all.map { FileName($0.name).text + "\n" }.joined()
            try await zip.add("\(words[.papersList]).txt", Array(names.utf8))
            var failed = ""
            for (paper, name) in all {
                switch try await self.paper(paper, of: result, in: language) {
                case .finished(let document): try await zip.add(name, [UInt8](document.bytes))
                case .stored(let bytes): try await zip.add(name, bytes)
                case .keptBack(let problems):
                    failed += problems.map { "\(FileName(name).text): \(words.text($0))\n" }.joined()
                }
            }
            if !failed.isEmpty { try await zip.add("\(words[.papersFailed]).txt", Array(failed.utf8)) }
        }
    }
}

/// An archive on its way out.
struct OutgoingArchive {
    private var zip: ZIPWriter
    private var writer: any ResponseBodyWriter

    init(_ zip: ZIPWriter, to writer: any ResponseBodyWriter) {
        self.zip = zip
        self.writer = writer
    }

    mutating func add(_ name: String, _ content: [UInt8]) async throws {
        try await writer.write(ByteBuffer(bytes: zip.entry(name, content)))
    }

    fileprivate mutating func end() async throws {
        try await writer.write(ByteBuffer(bytes: zip.end()))
        try await writer.finish(nil)
    }
}

extension Response {
    /// A ZIP that is sent while `fill` adds to it; what fails in it cuts the answer off, so that nobody takes half of it for the whole.
    static func archive(
        named name: String, on day: String, _ fill: @escaping @Sendable (inout OutgoingArchive) async throws -> Void
    ) -> Response {
        let civil: (year: Int, month: Int, day: Int) = Day(day)?.civil ?? (1980, 1, 1)
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/zip",
                .contentDisposition: disposition("attachment", FileName(name).text),
                .cacheControl: "private, no-store",
            ],
            body: ResponseBody(contentLength: nil) { (writer: inout any ResponseBodyWriter) in
                var archive = OutgoingArchive(
                    ZIPWriter(year: civil.year, month: civil.month, day: civil.day), to: writer)
                try await fill(&archive)
                try await archive.end()
            })
    }
}
