// What is asked of an expert, and what an expert asks: re-reads, revisions, clarifications, missing evidence.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Hummingbird
import Pages
import Reasons
import RoundState

extension Desk {
    /// An indicator of an own sheet.
    private func line(_ context: DeskContext) throws -> (own: OwnSheet, line: SheetView.Line) {
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        let indicator = CriterionID(try context.segment("indicator"))
        guard let line = own.view.lines.first(where: { $0.criterion.id == indicator }) else { throw NotFound() }
        return (own, line)
    }

    func getReread(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (own, line) = try line(context)
        return .page(frame(request, context).rereadPage(try scoringView(own, context), line))
    }

    func postReread(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (own, line) = try line(context)
        return try await step(
            AnswerReread(own.round, seat: own.seat, indicator: line.criterion.id, reasons: form["reasons"]), session,
            context
        ) { problems in
            frame(request, context).rereadPage(
                try scoringView(own, context), line, reasons: form["reasons"], problems: problems)
        } done: {
            Addresses(context.language).zone(own.round, own.view.zone.id, "reread", line.criterion.id)
        }
    }

    func getRevise(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (own, line) = try line(context)
        guard own.view.state.isSealed else { throw NotFound() }
        return .page(
            frame(request, context).revisePage(try scoringView(own, context), line, grounds: grounds(own)))
    }

    /// Before the close whatever went wrong; after it only what an upheld objection opens.
    private func grounds(_ own: OwnSheet) -> [Revision.Ground] {
        Revision.Ground.allCases.filter { ($0 == .objection) == (own.stage != .scoring) }
    }

    func postRevise(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (own, line) = try line(context)
        let typed = Frame.RevisionForm(
            mark: form["mark"], reason: form["reason"], text: form["text"], comment: form["comment"])
        func page(_ problems: FormProblems) throws -> [UInt8] {
            frame(request, context).revisePage(
                try scoringView(own, context), line, grounds: grounds(own), form: typed, problems: problems)
        }
        let mark: Fraction?
        do {
            mark = try self.mark(form["mark"], for: line.criterion.id, own.scheme)
        } catch let refusal as Refusal {
            return .page(try page(problems(refusal.reasons, context)), .unprocessableContent)
        }
        guard let mark else {
            let missing = Reason(.markMalformed, .indicator(line.criterion.id), field: "mark", ["found": .text("")])
            return .page(try page(problems([missing], context)), .unprocessableContent)
        }
        guard let ground = Revision.Ground(rawValue: form["reason"]) else { throw Malformed(what: "reason") }
        return try await step(
            ProposeRevision(
                own.round, seat: own.seat, indicator: line.criterion.id, mark: mark, comment: form["comment"],
                reason: ground, text: form["text"]), session, context, page
        ) {
            Addresses(context.language).zone(own.round, own.view.zone.id, "revise", line.criterion.id)
        }
    }

    func getAsk(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (own, line) = try line(context)
        return .page(frame(request, context).askPage(try scoringView(own, context), line.criterion))
    }

    func postAsk(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (own, line) = try line(context)
        return try await step(
            AskClarification(own.round, seat: own.seat, indicator: line.criterion.id, text: form["text"]), session,
            context
        ) { problems in
            frame(request, context).askPage(
                try scoringView(own, context), line.criterion, text: form["text"], problems: problems)
        } done: {
            Addresses(context.language).questions(own.round)
        }
    }

    func getRequest(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (own, line) = try line(context)
        return .page(frame(request, context).requestPage(try scoringView(own, context), line.criterion))
    }

    func postRequest(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (own, line) = try line(context)
        return try await step(
            RequestEvidence(own.round, seat: own.seat, indicator: line.criterion.id, text: form["text"]), session,
            context
        ) { problems in
            frame(request, context).requestPage(
                try scoringView(own, context), line.criterion, text: form["text"], problems: problems)
        } done: {
            Addresses(context.language).zone(own.round, own.view.zone.id, "score", line.criterion.id)
        }
    }

    func getQuestions(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireSession(context)
        let (round, viewer) = (RoundID(try context.segment("round")), Viewer(session.user.id))
        guard case .seen(let desks) = standing.desk(for: viewer), let desk = desks.first(where: { $0.round == round }),
            case .seen(let questions) = standing.questions(in: round, for: viewer)
        else { throw NotFound() }
        let titles = standing.register.rounds[round]?.terms?.indicators ?? [:]
        let name = { (id: CriterionID?) in id.flatMap { titles[$0]?.title.text(in: context.language) } }
        return .page(
            frame(request, context).questionsPage(
                desk.title,
                desk.clarifications.compactMap { said in
                    said.query.map { (name($0.indicator), $0.text, said.day) }
                },
                own: questions.map { (name($0.query.indicator), $0.query.text, $0.isAnswered) }))
    }
}
