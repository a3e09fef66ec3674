// Measured values in the browser: pasted or brought as a file, previewed, handed to a second officer, recorded by that one.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Exchange
import Hummingbird
import Pages
import Reasons
import RoundLoading
import RoundState
import Telling

extension Desk {
    private func facts(_ context: DeskContext) throws -> (CourseView, FactsView) {
        let course = try course(context)
        guard case .seen(let view) = standing.facts(in: course.round, for: Viewer(context.viewer)) else {
            throw NotFound()
        }
        return (course, view)
    }

    func shown(_ draft: FactDraft, _ context: DeskContext) -> ShownDraft {
        ShownDraft(
            draft, isOwn: draft.author == context.viewer,
            author: standing.register.users[draft.author]?.name ?? draft.author.text, at: clockText(draft.at))
    }

    private func page(
        _ request: Request, _ context: DeskContext, form: FactsForm = FactsForm(), problems: FormProblems = .none
    ) throws -> [UInt8] {
        let (course, view) = try facts(context)
        let drafts = try ledger.factDrafts(in: course.round, for: Viewer(context.viewer))
        return frame(request, context).factsPage(
            view, drafts.map { shown($0, context) }, of: course, called(context),
            mayRecord: may(.recordFacts, course.round, context), form: form, problems: problems,
            done: done(request, among: [.factsProposed, .draftIsRecorded, .draftIsDeclined]))
    }

    func getFacts(_ request: Request, _ context: DeskContext) async throws -> Response {
        .page(try page(request, context))
    }

    func getFactsTable(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (_, view) = try facts(context)
        return try await file(frame(request, context).table(of: view, called(context)), context)
    }

    /// Reads what was pasted or brought, and shows what of it is new.
    func postFacts(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, view) = try facts(context)
        guard may(.recordFacts, course.round, context) else { throw NotFound() }
        let upload = try await request.upload(context)
        let form = upload.fields
        try requireOurs(form, context)
        let typed = FactsForm(table: form["table"], source: form["source"])
        let words = words(context.language)
        guard let brought = brought(upload, words) else {
            let nothing = FormProblems([("table", words[.tableNothing])])
            return .page(try page(request, context, form: typed, problems: nothing), .unprocessableContent)
        }
        let loaded = try await slow.run {
            loadFacts(
                brought.bytes, file: brought.name, scheme: view.scheme, zones: view.zones, encoding: brought.encoding)
        }
        guard case .value(let table) = loaded else {
            let problems = FormProblems(loaded.problems.map { ("table", words.text($0)) })
            return .page(try page(request, context, form: typed, problems: problems), .unprocessableContent)
        }
        let changes = standing.changes(by: table, in: course.round)
        guard !changes.isEmpty else {
            let nothing = problems([Reason(.factsUnchanged, field: "table")], context)
            return .page(try page(request, context, form: typed, problems: nothing), .unprocessableContent)
        }
        let source = typed.source.isEmpty && brought.isFile ? brought.name : typed.source
        return .page(
            frame(request, context).factsPreviewPage(
                changes, unchanged: table.facts.values.reduce(0) { $0 + $1.count } - changes.count,
                content: content(of: changes), source: source, of: course, called(context)))
    }

    /// The changes as a table that is read again, so that nothing else is kept between the two pages.
    private func content(of changes: [FactDraft.Change]) -> String {
        CSVWriter(for: .program).text(
            [["zone", "fact", "value"]] + changes.map { [$0.zone.text, $0.fact, $0.after] })
    }

    func postFactDraft(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, view) = try facts(context)
        guard may(.recordFacts, course.round, context) else { throw NotFound() }
        let form = try await request.wholeForm(context)
        let session = try requireOurs(form, context)
        let loaded = loadFacts(
            Array(form["content"].utf8), file: "content", scheme: view.scheme, zones: view.zones)
        guard case .value(let table) = loaded else { throw Malformed(what: "content") }
        let (source, key, viewer) = (form["source"], try key(form), session.user.id)
        do {
            _ = try await slow.run { [ledger, now = clock()] in
                try ledger.propose(table, from: source, in: course.round, by: viewer, at: now, request: key)
            }
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            let changes = standing.changes(by: table, in: course.round)
            return .page(
                frame(request, context).factsPreviewPage(
                    changes, unchanged: 0, content: form["content"], source: source, of: course, called(context),
                    problems: problems(refusal.reasons, context)), .unprocessableContent)
        }
        return .see(Addresses(context.language).round(course.round, "facts", done: .factsProposed))
    }

    private func draft(_ context: DeskContext) throws -> (CourseView, FactDraft) {
        let course = try course(context)
        guard let id = number(try context.segment("draft")),
            let draft = try ledger.factDraft(id, for: Viewer(context.viewer)), draft.round == course.round
        else { throw NotFound() }
        return (course, draft)
    }

    func getFactDraft(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, draft) = try draft(context)
        return .page(frame(request, context).draftPage(shown(draft, context), of: course, called(context)))
    }

    private func page(
        _ draft: FactDraft, of course: CourseView, _ refusal: Refusal, _ reason: String, _ request: Request,
        _ context: DeskContext
    ) -> Response {
        .page(
            frame(request, context).draftPage(
                shown(draft, context), of: course, called(context), reason: reason,
                problems: problems(refusal.reasons, context)), Answers.status(of: refusal.reasons))
    }

    func postRecordDraft(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (course, draft) = try draft(context)
        let done = Addresses(context.language).round(course.round, "facts", done: .draftIsRecorded)
        // Sent again after it was done: the answer is the same.
        if draft.state == .recorded, draft.decider == session.user.id { return .see(done) }
        do {
            try await ledger.record(draft, by: session.user.id, at: clock())
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            return page(draft, of: course, refusal, "", request, context)
        }
        return .see(done)
    }

    func postDeclineDraft(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (course, draft) = try draft(context)
        let (reason, user) = (form["reason"], session.user.id)
        do {
            try await slow.run { [ledger, now = clock()] in
                try ledger.decline(draft, because: reason, by: user, at: now)
            }
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            return page(draft, of: course, refusal, reason, request, context)
        }
        return .see(Addresses(context.language).round(course.round, "facts", done: .draftIsDeclined))
    }
}
