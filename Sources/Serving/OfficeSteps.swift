// Seats, revisions, reopenings, questions: what the bureau decides in a round under way.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Hummingbird
import Pages
import Reasons
import RoundState
import Telling

extension Desk {
    // MARK: seats

    private func seat(_ context: DeskContext) throws -> (CourseView, SeatView) {
        let course = try course(context)
        let seat = SeatID(try context.segment("seat"))
        guard case .seen(let view) = standing.seat(seat, in: course.round, for: Viewer(context.viewer)) else {
            throw NotFound()
        }
        return (course, view)
    }

    private static let seatNotes: [PagePhrase] = [.seatIsOut]

    func getSeat(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, view) = try seat(context)
        return .page(
            frame(request, context).seatPage(
                view, of: course, called(context), mayAct: may(.removeSeat, course.round, context),
                done: done(request, among: Self.seatNotes)))
    }

    func postSeat(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (course, view) = try seat(context)
        let typed = SeatForm(reason: form["reason"], substitute: form["substitute"], way: form["way"])
        let isRemoval = typed.isRemoval
        try require(isRemoval ? .removeSeat : .recuseSeat, course.round, context)
        let words = words(context.language)
        var wanting: [(String?, String)] = []
        if !["recuse", "remove"].contains(typed.way) { wanting.append(("way", words[.seatOutChoose])) }
        if typed.reason.allSatisfy(\.isWhitespace) {
            let why = Reason(
                isRemoval ? .removalReasonMissing : .recusalReasonMissing, .seat(view.place.seat), field: "reason")
            wanting.append(("reason", text(why, context)))
        }
        if case .named = view.successor, typed.substitute.isEmpty {
            wanting.append(("substitute", words[.seatSuccessorChoose]))
        }
        // Sent again, the seat is another than it was: what was checked before it was sure is not asked again.
        let isSure = form["sure"] == "yes" && ["recuse", "remove"].contains(typed.way)
        guard wanting.isEmpty || isSure else {
            return .page(
                frame(request, context).seatPage(
                    view, of: course, called(context), mayAct: true, form: typed, problems: FormProblems(wanting)),
                .unprocessableContent)
        }
        let substitute = ["", SeatForm.nobody].contains(typed.substitute) ? nil : ExpertID(typed.substitute)
        let (round, id, reason) = (course.round, view.place.seat, typed.reason)
        guard isSure else {
            return .page(frame(request, context).seatOutPage(view, of: course, called(context), form: typed))
        }
        let action: any Action =
            isRemoval
            ? RemoveSeat(round, seat: id, reason: reason, substitute: substitute)
            : RecuseSeat(round, seat: id, reason: reason, substitute: substitute)
        let addresses = Addresses(context.language)
        return try await step(action, session, context, once: try key(form)) { problems in
            frame(request, context).seatPage(
                view, of: course, called(context), mayAct: true, form: typed, problems: problems)
        } done: {
            isRemoval
                ? addresses.round(round, "acts", done: .actIsProposed)
                : addresses.round(round, "seats", id.text, done: .seatIsOut)
        }
    }

    // MARK: revisions, reopenings

    private func decisions(_ context: DeskContext) throws -> (CourseView, DecisionsView) {
        let course = try course(context)
        guard case .seen(let view) = standing.decisions(in: course.round, for: Viewer(context.viewer)) else {
            throw NotFound()
        }
        return (course, view)
    }

    private static let decisionNotes: [PagePhrase] = [
        .revisionIsConfirmed, .revisionIsDeclined, .reopeningIsGranted, .reopeningIsRefused,
    ]

    func getDecisions(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, view) = try decisions(context)
        return .page(
            frame(request, context).decisionsPage(
                view, of: course, called(context), mayDecide: may(.decideRevision, course.round, context),
                done: done(request, among: Self.decisionNotes)))
    }

    func postRevision(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (course, view) = try decisions(context)
        try require(.decideRevision, course.round, context)
        guard let event = number(try context.segment("event")), ["confirm", "decline"].contains(form["do"]) else {
            throw NotFound()
        }
        let isConfirmed = form["do"] == "confirm"
        return try await step(
            DecideRevision(course.round, proposal: event, isConfirmed: isConfirmed), session, context,
            once: try key(form)
        ) { problems in
            frame(request, context).decisionsPage(
                view, of: course, called(context), mayDecide: true, problems: problems)
        } done: {
            Addresses(context.language).round(
                course.round, "revisions", done: isConfirmed ? .revisionIsConfirmed : .revisionIsDeclined)
        }
    }

    func postReopening(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (course, view) = try decisions(context)
        try require(.decideReopening, course.round, context)
        guard let event = number(try context.segment("event")), ["grant", "refuse"].contains(form["do"]) else {
            throw NotFound()
        }
        let isGranted = form["do"] == "grant"
        let reason = form["reason-\(event)"]
        return try await step(
            DecideReopening(course.round, request: event, isGranted: isGranted, reason: reason), session, context,
            once: try key(form)
        ) { problems in
            // Each request has a form of its own on the page: the field is that one's.
            let own = FormProblems(problems.problems.map { ($0.field.map { "\($0)-\(event)" }, $0.words) })
            return frame(request, context).decisionsPage(
                view, of: course, called(context), mayDecide: true, refused: (event, reason), problems: own)
        } done: {
            Addresses(context.language).round(
                course.round, "revisions", done: isGranted ? .reopeningIsGranted : .reopeningIsRefused)
        }
    }

    // MARK: questions

    private func questions(_ context: DeskContext) throws -> (CourseView, [QuestionView]) {
        let course = try course(context)
        guard case .seen(let questions) = standing.questions(in: course.round, for: Viewer(context.viewer)) else {
            throw NotFound()
        }
        return (course, questions)
    }

    func getAsked(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, questions) = try questions(context)
        return .page(
            frame(request, context).askedPage(
                questions, standing.register.rounds[course.round]?.clarifications ?? [], of: course, called(context),
                mayAnswer: may(.giveClarification, course.round, context),
                done: done(request, among: [.askedIsSent])))
    }

    /// A question that waits; nil for what is said without having been asked.
    private func question(_ context: DeskContext) throws -> (CourseView, QuestionView?) {
        let (course, questions) = try questions(context)
        try require(.giveClarification, course.round, context)
        let name = try context.segment("event")
        if name == "new" { return (course, nil) }
        guard let question = questions.first(where: { "\($0.event)" == name }) else { throw NotFound() }
        return (course, question)
    }

    private func indicators(_ round: RoundID) -> [Criterion] {
        standing.register.rounds[round]?.terms?.scheme.indicators ?? []
    }

    func getAnswer(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, question) = try question(context)
        return .page(
            frame(request, context).answerPage(question, indicators(course.round), of: course, called(context)))
    }

    func postAnswer(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (course, question) = try question(context)
        let indicator = form["indicator"].isEmpty ? nil : CriterionID(form["indicator"])
        return try await step(
            GiveClarification(course.round, asked: question?.event, indicator: indicator, text: form["text"]), session,
            context, once: try key(form)
        ) { problems in
            frame(request, context).answerPage(
                question, indicators(course.round), of: course, called(context), text: form["text"],
                indicator: indicator, problems: problems)
        } done: {
            Addresses(context.language).round(course.round, "questions", done: .askedIsSent)
        }
    }
}
