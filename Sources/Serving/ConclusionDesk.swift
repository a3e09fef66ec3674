// What was upheld is taken into a new result, and a final round is taken up again: both by two people.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HashTreeCollections
import Hummingbird
import Pages
import Reasons
import RoundState
import Telling

extension Desk {
    // MARK: the new result

    private func conclusion(_ context: DeskContext) async throws -> (CourseView, ConclusionView?) {
        let course = try course(context)
        guard [.closed, .noticed].contains(course.stage) else { throw NotFound() }
        let (standing, viewer) = (standing, Viewer(context.viewer))
        let seen = try await slow.run { try standing.conclusion(of: course.round, for: viewer) }
        guard case .seen(let view) = seen else { throw NotFound() }
        return (course, view)
    }

    private func page(
        _ view: ConclusionView?, of course: CourseView, _ request: Request, _ context: DeskContext,
        form: ConcludeForm? = nil, problems: FormProblems = .none
    ) -> [UInt8] {
        let earliest = standing.firstNoticeEnd(of: course.round, from: today)
        let blocks = (view?.blocks ?? []).map { block in
            (words: text(block, context), part: block.code == .rereadUnanswered ? "reminders" : "revisions")
        }
        return frame(request, context).concludePage(
            view, blocks: blocks, of: course, standing.register.rounds[course.round], called(context),
            mayConclude: may(.concludeObjections, course.round, context), earliest: earliest,
            form: form ?? ConcludeForm(from: today, to: earliest ?? ""), problems: problems)
    }

    func getConclude(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, view) = try await conclusion(context)
        return .page(page(view, of: course, request, context))
    }

    func postConclude(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (course, view) = try await conclusion(context)
        try require(.concludeObjections, course.round, context)
        guard let view, !view.difference.isStrange else {
            return .page(page(view, of: course, request, context), .conflict)
        }
        let typed = ConcludeForm(
            number: form["number"], statement: form["statement"], from: form["from"], to: form["to"],
            unchanged: Set(form.fields.filter { $0.name == "unchanged" }.map(\.value)))
        let idle = Set(view.idle.map(\.id.text))
        let correction = CorrectionNotice(
            number: typed.number, statement: typed.statement,
            days: view.renotices ? NoticeDays(from: typed.from, to: typed.to) : nil)
        do {
            try await ledger.perform(
                ConcludeObjections(
                    course.round, unchanged: Set(typed.unchanged.intersection(idle).map { ObjectionID($0) }),
                    correction: view.isPublic ? correction : nil), by: session.user.id, at: clock(),
                request: try key(form))
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            let told = refusal.reasons.map { reason in
                (field: reason.code == .objectionIdle ? "unchanged" : reason.field, words: text(reason, context))
            }
            return .page(
                page(view, of: course, request, context, form: typed, problems: FormProblems(told)),
                Answers.status(of: refusal.reasons))
        }
        return .see(Addresses(context.language).round(course.round, "acts", done: .actIsProposed))
    }

    // MARK: taking a final round up again

    private func reopening(_ context: DeskContext) throws -> (CourseView, Round, Round.Terms) {
        let course = try course(context)
        try require(.reopenRound, course.round, context)
        guard let round = standing.register.rounds[course.round], let terms = round.terms else { throw NotFound() }
        return (course, round, terms)
    }

    private func typed(_ form: FormFields) -> ReopenForm {
        let lines = (0..<ReopenForm.mostLines).map { place in
            ReopenForm.Line(zone: form["zone-\(place)"], subject: form["subject-\(place)"])
        }
        return ReopenForm(
            ground: form["ground"], statement: form["statement"], reason: form["reason"],
            lines: lines.filter { !$0.zone.isEmpty || !$0.subject.isEmpty })
    }

    private func page(
        _ course: CourseView, _ round: Round, _ terms: Round.Terms, _ request: Request, _ context: DeskContext,
        form: ReopenForm = ReopenForm(), problems: FormProblems = .none
    ) -> [UInt8] {
        frame(request, context).reopenPage(
            of: course, zones: terms.zones.map(\.id).filter { !round.hasWithdrawn($0) },
            ObjectionSubjects(terms.scheme, of: nil, words(context.language)), called(context), form: form,
            problems: problems)
    }

    func getReopenRound(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, round, terms) = try reopening(context)
        return .page(page(course, round, terms, request, context))
    }

    /// The step that a form means, or what is wrong with the form.
    private func step(
        _ typed: ReopenForm, _ round: Round, _ context: DeskContext
    ) -> (step: ReopenRound?, problems: FormProblems) {
        let words = words(context.language)
        var problems: [(field: String?, words: String)] = []
        let ground = Resumption.Ground(rawValue: typed.ground)
        if ground == nil { problems.append(("ground", words[.reopenGroundMissing])) }
        for (place, line) in typed.lines.enumerated() where line.zone.isEmpty || line.subject.isEmpty {
            problems.append(("order", words(.reopenLineHalf, ["place": "\(place + 1)"])))
        }
        var (place, orders) = (1, [Resumption.Order]())
        for line in typed.lines {
            while round.objections[ObjectionID("cx-\(place)")] != nil { place += 1 }
            orders.append(
                Resumption.Order(
                    id: ObjectionID("cx-\(place)"), zone: ZoneID(line.zone), subject: CriterionID(line.subject)))
            place += 1
        }
        guard let ground, problems.isEmpty else { return (nil, FormProblems(problems)) }
        let step = ReopenRound(
            round.id, ground: ground, statement: typed.statement, orders: orders, reason: typed.reason)
        do {
            _ = try step.act(in: standing.register, on: today)
        } catch let refusal as Refusal {
            return (nil, self.problems(refusal.reasons, context))
        } catch {
            return (nil, FormProblems([(nil, words[.failedLead])]))
        }
        return (step, .none)
    }

    func postReopenRound(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let (course, round, terms) = try reopening(context)
        let typed = typed(form)
        let (action, wrong) = step(typed, round, context)
        guard action != nil else {
            return .page(
                page(course, round, terms, request, context, form: typed, problems: wrong), .unprocessableContent)
        }
        let result = try await roundResult(round.id, context)
        let orders = typed.lines.map { line in
            let (zone, subject) = (ZoneID(line.zone), CriterionID(line.subject))
            return (
                zone: zone, subject: subject,
                now: arithmetic(of: subject, at: zone, in: result, round, words(context.language))
            )
        }
        return .page(frame(request, context).reopenPreviewPage(of: course, orders, called(context), form: typed))
    }

    func postReopenProposal(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (course, round, terms) = try reopening(context)
        let typed = typed(form)
        let (action, wrong) = step(typed, round, context)
        guard let action else {
            return .page(
                page(course, round, terms, request, context, form: typed, problems: wrong), .unprocessableContent)
        }
        return try await step(action, session, context, once: try key(form)) { problems in
            page(course, round, terms, request, context, form: typed, problems: problems)
        } done: {
            Addresses(context.language).round(course.round, "acts", done: .actIsProposed)
        }
    }
}
