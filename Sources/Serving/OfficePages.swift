// The bureau's desk: what waits, the rounds, how each stands, and whom to remind.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Exchange
import Hummingbird
import NIOCore
import Pages
import RoundState
import Telling

extension Desk {
    func called(_ context: DeskContext) -> Called {
        Called(Names(standing.register, for: context.viewer), in: context.language)
    }

    /// Who works here: officers; what others see of a round they are led to.
    func requireOfficer(_ context: DeskContext) throws -> OpenSession {
        let session = try requireSession(context)
        guard session.user.role == .officer else { throw NotFound() }
        return session
    }

    func getOffice(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireOfficer(context)
        let courses = standing.courses(for: Viewer(session.user.id))
        return .page(
            frame(request, context).officePage(
                try todos(session), drafts: try courses.flatMap { try waitingDrafts(in: $0.round, context) }, courses,
                called(context), today: today))
    }

    // MARK: a round

    /// A round that the viewer sees the whole of.
    func course(_ context: DeskContext) throws -> CourseView {
        let session = try requireSession(context)
        let round = RoundID(try context.segment("round"))
        guard case .seen(let course) = standing.course(of: round, for: Viewer(session.user.id)) else {
            throw NotFound()
        }
        return course
    }

    func getRound(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try course(context)
        let session = try requireSession(context)
        guard case .seen(let hurdles) = standing.hurdles(of: course.round, for: Viewer(session.user.id), on: today)
        else { throw NotFound() }
        return .page(
            frame(request, context).roundPage(
                course, try todos(session), drafts: try waitingDrafts(in: course.round, context), called(context),
                today: today, hurdles: hurdles.mapValues { $0.map { text($0, context) } }))
    }

    /// Measured values that somebody else entered and the viewer may record.
    private func waitingDrafts(in round: RoundID, _ context: DeskContext) throws -> [ShownDraft] {
        guard may(.recordFacts, round, context) else { return [] }
        return try ledger.factDrafts(in: round, for: Viewer(context.viewer)).map { shown($0, context) }
            .filter { !$0.isOwn && $0.draft.state == .waiting }
    }

    /// A round whose every seat the viewer sees.
    private func wholeRound(_ context: DeskContext) throws -> RoundID {
        let session = try requireSession(context)
        let round = RoundID(try context.segment("round"))
        guard standing.register.rounds[round] != nil,
            standing.refusal(of: .seeProgress, to: Viewer(session.user.id), in: round) == nil
        else { throw NotFound() }
        return round
    }

    func getBoard(_ request: Request, _ context: DeskContext) async throws -> Response {
        let round = try wholeRound(context)
        let tag = tag(context)
        let at = String(clockText(clock()).suffix(8))
        // Nothing is made where nothing is new.
        if request.headers[.ifNoneMatch] == tag {
            return Response(
                status: .notModified, headers: [.eTag: tag, .clockTime: at, .cacheControl: "private, no-store"])
        }
        let course = try course(context)
        guard case .seen(let board) = standing.board(of: round, for: Viewer(context.viewer)) else { throw NotFound() }
        let query = request.uri.queryParameters
        let choice = BoardChoice(filter: query["show"].map(String.init), order: query["sort"].map(String.init))
        var response = Response.page(
            frame(request, context).boardPage(
                board, of: course, choice, called(context), today: today, at: at, tag: tag))
        response.headers[.eTag] = tag
        response.headers[.clockTime] = at
        return response
    }

    /// The same for as long as a page would say the same to the same reader.
    func tag(_ context: DeskContext) -> String {
        "W/\"\(standing.size)-\(today)-\(assets.build)-\(context.language.rawValue)-\(context.viewer?.text ?? "")\""
    }

    func getBoardTable(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (round, viewer) = (try wholeRound(context), Viewer(context.viewer))
        let (standing, frame, called) = (standing, frame(request, context), called(context))
        // A round of thousands of zones takes its time, and saves do not wait for it.
        let table = try await slow.run { () throws -> SheetTable in
            guard case .seen(let board) = standing.board(of: round, for: viewer) else { throw NotFound() }
            return frame.table(of: board, called)
        }
        return try await file(table, context)
    }

    private func reminders(_ context: DeskContext) throws -> [Reminder] {
        let round = RoundID(try context.segment("round"))
        guard case .seen(let reminders) = standing.reminders(in: round, for: Viewer(context.viewer)) else {
            throw NotFound()
        }
        return reminders
    }

    func getReminders(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try course(context)
        return .page(
            frame(request, context).remindersPage(try reminders(context), of: course, called(context), today: today))
    }

    func getRemindersTable(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try course(context)
        return try await file(frame(request, context).table(of: try reminders(context), called(context)), context)
    }
}
