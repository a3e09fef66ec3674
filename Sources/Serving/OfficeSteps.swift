// What the bureau does in a round under way: each form is one step, done once however often it is sent, shown again where it is refused.

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
    private func require(_ useCase: UseCase, _ round: RoundID, _ context: DeskContext) throws {
        guard may(useCase, round, context) else { throw NotFound() }
    }

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

    // MARK: what takes two people

    private func answerable(_ view: ActView, _ context: DeskContext) -> AnswerableAct {
        let user = context.viewer
        let mayAnswer =
            standing.register.refusal(
                ofView: view.pending.kind.useCase, to: user, in: view.pending.kind == .revoke ? nil : view.round,
                on: view.pending.act?.target(in: view.round) ?? .nothing) == nil
        let proposer = view.pending.proposer.flatMap { standing.register.users[$0]?.name }
        return AnswerableAct(
            view, isOwn: user != nil && view.pending.proposer == user, mayAnswer: mayAnswer, proposer: proposer)
    }

    func getActs(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try course(context)
        guard case .seen(let acts) = standing.acts(in: course.round, for: Viewer(context.viewer)) else {
            throw NotFound()
        }
        let notes: [PagePhrase] = [.actIsProposed, .actIsConfirmed, .actIsDeclined]
        return .page(
            frame(request, context).actsPage(
                acts.reversed().map { answerable($0, context) }, of: course, called(context),
                done: done(request, among: notes)))
    }

    private func act(_ context: DeskContext) throws -> (CourseView, AnswerableAct) {
        let course = try course(context)
        guard let seq = number(try context.segment("event")),
            case .seen(let view) = standing.act(seq, for: Viewer(context.viewer)), view.round == course.round
        else { throw NotFound() }
        return (course, answerable(view, context))
    }

    func getAct(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, act) = try act(context)
        return .page(try page(act, of: course, request, context))
    }

    private func page(
        _ act: AnswerableAct, of course: CourseView, _ request: Request, _ context: DeskContext, reason: String = "",
        problems: FormProblems = .none
    ) throws -> [UInt8] {
        frame(request, context).actPage(
            act, of: course, standing.register.rounds[course.round], called(context), reason: reason,
            problems: problems)
    }

    func postConfirmAct(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let (course, act) = try act(context)
        guard act.mayAnswer else { throw NotFound() }
        var context = context
        guard let session = try await confirmed(form, &context, asksCode: true) else {
            let wrong = problems([Reason(.confirmationFailed, field: "password")], context)
            return .page(try page(act, of: course, request, context, problems: wrong), .unprocessableContent)
        }
        let now = context
        return await opening(session, request, now) {
            try await step(
                AnswerAct(act.view.pending, in: course.round, isConfirmed: true), session, now, once: try key(form)
            ) { problems in
                try page(act, of: course, request, now, problems: problems)
            } done: {
                Addresses(now.language).round(course.round, "acts", done: .actIsConfirmed)
            }
        }
    }

    func postDeclineAct(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (course, act) = try act(context)
        guard act.mayAnswer else { throw NotFound() }
        return try await step(
            AnswerAct(act.view.pending, in: course.round, isConfirmed: false, reason: form["reason"]), session, context,
            once: try key(form)
        ) { problems in
            try page(act, of: course, request, context, reason: form["reason"], problems: problems)
        } done: {
            Addresses(context.language).round(course.round, "acts", done: .actIsDeclined)
        }
    }

    // MARK: the close

    private func closing(_ context: DeskContext) throws -> (CourseView, CloseView) {
        let course = try course(context)
        guard course.stage == .scoring,
            case .seen(let view) = standing.close(of: course.round, for: Viewer(context.viewer))
        else { throw NotFound() }
        return (course, view)
    }

    private func page(
        _ view: CloseView, of course: CourseView, _ request: Request, _ context: DeskContext,
        form: CloseForm = CloseForm(), problems: FormProblems = .none
    ) -> [UInt8] {
        let blocks = view.blocks.map { (words: text($0, context), part: part(of: $0)) }
        return frame(request, context).closePage(
            view, blocks: blocks, of: course, called(context), mayClose: may(.closeRound, course.round, context),
            form: form, problems: problems)
    }

    /// Where something is dealt with that blocks the close.
    private func part(of block: Reason) -> String {
        switch block.code {
        case .rereadUnanswered: "reminders"
        case .revisionUndecided, .reopeningUndecided: "revisions"
        default: "board"
        }
    }

    func getClose(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, view) = try closing(context)
        return .page(page(view, of: course, request, context))
    }

    func postClose(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let course = try course(context)
        let result = Addresses(context.language).round(course.round, "result", done: .closeIsDone)
        // Sent again after it was done: the answer is the same.
        if course.stage != .scoring, standing.register.rounds[course.round]?.closed != nil { return .see(result) }
        try require(.closeRound, course.round, context)
        let view = try closing(context).1
        let typed = CloseForm(sheets: form["missing"], facts: form["missing-facts"])
        let again = { (problems: FormProblems, context: DeskContext) in
            Response.page(
                page(view, of: course, request, context, form: typed, problems: problems), .unprocessableContent)
        }
        let (sheets, facts) = (number(typed.sheets), number(typed.facts))
        let words = words(context.language)
        let wrong = [
            sheets == nil ? ("missing", words[.closeWrongNumber]) : nil,
            facts == nil ? ("missing-facts", words[.closeWrongNumber]) : nil,
        ].compactMap { $0 }
        guard wrong.isEmpty, let sheets, let facts else { return again(FormProblems(wrong), context) }
        var context = context
        guard let session = try await confirmed(form, &context, asksCode: true) else {
            return again(problems([Reason(.confirmationFailed, field: "password")], context), context)
        }
        let now = context
        return await opening(session, request, now) {
            do {
                try await ledger.perform(
                    CloseRound(course.round, missing: sheets, missingFacts: facts), by: session.user.id, at: clock(),
                    request: try key(form))
            } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
                // Sheets and facts one by one are on the page already; what was typed wrong would drown in them.
                let told = refusal.reasons.filter { ![.sheetNotSealed, .factMissing].contains($0.code) }
                return again(problems(told.isEmpty ? refusal.reasons : told, now), now)
            }
            return .see(result)
        }
    }
}
