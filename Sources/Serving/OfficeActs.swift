// What takes two people, and the close: what cannot be undone, with the password once more.

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
    func answerable(_ view: ActView, _ context: DeskContext) -> AnswerableAct {
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
        return .page(page(act, of: course, request, context))
    }

    private func page(
        _ act: AnswerableAct, of course: CourseView, _ request: Request, _ context: DeskContext, reason: String = "",
        problems: FormProblems = .none
    ) -> [UInt8] {
        let pending = act.view.pending
        let difference =
            pending.isConfirmed == nil
            ? try? pending.act.flatMap {
                try standing.difference(of: $0, in: course.round, for: Viewer(context.viewer))
            }
            : nil
        return frame(request, context).actPage(
            act, of: course, standing.register.rounds[course.round], called(context), difference: difference,
            reason: reason, problems: problems)
    }

    func postConfirmAct(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let (course, act) = try act(context)
        guard act.mayAnswer else { throw NotFound() }
        return try await confirmedStep(
            AnswerAct(act.view.pending, in: course.round, isConfirmed: true), form, request, context,
            { problems, context in page(act, of: course, request, context, problems: problems) },
            done: Addresses(context.language).round(course.round, "acts", done: .actIsConfirmed))
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
            page(act, of: course, request, context, reason: form["reason"], problems: problems)
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
