// 补充材料: a zone answers an expert's request for evidence.

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
    private func request(_ context: DeskContext) throws -> (session: OpenSession, round: RoundID, event: Int) {
        let session = try requireApplicant(context)
        guard let event = number(try context.segment("event")) else { throw NotFound() }
        return (session, RoundID(try context.segment("round")), event)
    }

    private func draft(_ context: DeskContext) throws -> SupplyDraft? {
        let (session, round, event) = try request(context)
        return try? ledger.supplyDraft(round, event, by: session.user.id)
    }

    /// Of a request that was answered, or can no longer be.
    private func missing(_ context: DeskContext) throws -> MaterialView.Missing {
        let (session, round, event) = try request(context)
        guard let zone = session.user.zone,
            case .seen(let material) = standing.material(of: zone, in: round, for: Viewer(session.user.id)),
            let missing = material.missing.first(where: { $0.event == event })
        else { throw NotFound() }
        return missing
    }

    private func page(
        _ draft: SupplyDraft, _ request: Request, _ context: DeskContext, form: DraftForm = DraftForm()
    ) -> [UInt8] {
        frame(request, context).supplyPage(
            draft, called(context), today: today, at: shownTime, form: form,
            done: done(request, among: [.applySaved, .applyFileSaved, .applyFileRemoved]))
    }

    func getSupply(_ request: Request, _ context: DeskContext) async throws -> Response {
        if let draft = try draft(context) { return .page(page(draft, request, context)) }
        return .page(
            frame(request, context).suppliedPage(
                try missing(context), called(context), done: done(request, among: [.applySupplyDone])))
    }

    func putSupply(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireOurs(request, context)
        let save = try await body(SavedDraft.self, request, context)
        guard let draft = try draft(context), save.field == "text" else { throw NotFound() }
        let change = DraftChange(field: "text", value: save.value, base: save.base)
        do {
            return .json(json(try await store(change, draft, by: session.user.id), of: "text", session))
        } catch let refusal as Refusal {
            let isChanged = refusal.reasons.contains { $0.code == .draftFieldChanged }
            let there = try self.draft(context)?.text ?? .none
            return problem(
                refusal.reasons, isChanged ? .conflict : .unprocessableContent, context,
                with: [("stored", json(there, of: "text", session))])
        }
    }

    private func store(_ change: DraftChange, _ draft: SupplyDraft, by user: UserID) async throws -> DraftField {
        let (round, event, now) = (draft.round, draft.event, clock())
        return try await touches.run { [ledger] in try ledger.save(change, for: round, event, by: user, at: now) }
    }

    /// Stores the text of a form; what could not be stored is shown again.
    private func save(_ form: FormFields, _ draft: SupplyDraft, by user: UserID, _ context: DeskContext) async throws
        -> DraftForm
    {
        let change = DraftChange(field: "text", value: form["text"], base: Int(form["base.text"]) ?? 0)
        do {
            _ = try await store(change, draft, by: user)
            return DraftForm()
        } catch let refusal as Refusal {
            return DraftForm(typed: ["text": form["text"]], problems: problems(refusal.reasons, context))
        }
    }

    private func address(_ draft: SupplyDraft, _ context: DeskContext, done: PagePhrase) -> Address {
        Addresses(context.language).ownZone("requests", draft.round.text, "\(draft.event)", done: done)
    }

    func postSupply(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        guard let before = try draft(context) else {
            // Sent again after it was done: the answer is the same.
            _ = try missing(context)
            return .see(
                Addresses(context.language).ownZone(
                    "requests", try context.segment("round"), try context.segment("event"), done: .applySupplyDone))
        }
        let refused = try await save(form, before, by: session.user.id, context)
        guard refused.problems.problems.isEmpty, let draft = try draft(context) else {
            return .page(page(before, request, context, form: refused), .unprocessableContent)
        }
        guard form["go"] == "hand-in" else { return .see(address(draft, context, done: .applySaved)) }
        let (user, now, key) = (session.user.id, clock(), try key(form))
        do {
            try await filing.run { [ledger] in
                _ = try ledger.handIn(draft, by: user, at: now, request: key)
            }
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            let again = DraftForm(problems: problems(refusal.reasons, context))
            return .page(page(draft, request, context, form: again), Answers.status(of: refusal.reasons))
        }
        return .see(address(draft, context, done: .applySupplyDone))
    }

    func postSupplyFile(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard try draft(context) != nil else { throw NotFound() }
        let upload = try await evidenceForm(request, context)
        let session = try requireOurs(upload.fields, context)
        guard let before = try draft(context) else { throw NotFound() }
        let form = try await save(upload.fields, before, by: session.user.id, context)
        var problems = form.problems.problems
        if let file = upload.files["file"] {
            do {
                try await take(file, to: before.place, for: nil, by: session.user.id)
            } catch let refusal as Refusal {
                problems += self.problems(refusal.reasons, context).problems
            }
        } else {
            problems.append(("evidence", words(context.language)[.applyFileNone]))
        }
        guard problems.isEmpty, let draft = try draft(context) else {
            let again = DraftForm(typed: form.typed, problems: FormProblems(problems))
            return .page(page(try draft(context) ?? before, request, context, form: again), .unprocessableContent)
        }
        return .see(address(draft, context, done: .applyFileSaved))
    }

    func postRemoveSupplyFile(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        guard let draft = try draft(context) else { throw NotFound() }
        try await remove(form, from: draft.place, by: session.user.id)
        return .see(address(draft, context, done: .applyFileRemoved))
    }
}
