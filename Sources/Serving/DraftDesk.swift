// 申报 as it is written: each field stored as it settles, by a script or by a button; then checked and handed in, once.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Hummingbird
import Pages
import Reasons
import Reporting
import RoundState
import Telling

/// A field as a script saves it.
struct SavedDraft: Decodable {
    let field: String
    let value: String
    let base: Int
}

extension FormFields {
    /// What a page sent of the fields that it showed, each with the version that was shown.
    fileprivate var draftChanges: [DraftChange] {
        fields.filter { $0.name.hasPrefix("base.") }.compactMap { base in
            guard let version = Int(base.value) else { return nil }
            let name = String(base.name.dropFirst(5))
            return DraftChange(field: name, value: self[name], base: version)
        }
    }
}

extension Desk {
    private func own(_ context: DeskContext) throws -> (session: OpenSession, own: OwnApplication) {
        let session = try requireApplicant(context)
        let call = CallID(try context.segment("call"))
        guard let own = try ledger.ownApplication(under: call, for: Viewer(session.user.id), on: today) else {
            throw NotFound()
        }
        return (session, own)
    }

    /// An application that may be written; whoever comes too late is led to what there is.
    private func draft(_ context: DeskContext) throws -> (session: OpenSession, draft: ApplicationDraft) {
        let (session, own) = try own(context)
        guard case .draft(let draft) = own else { throw NotFound() }
        return (session, draft)
    }

    private func shown(_ draft: ApplicationDraft) -> ShownApplication { ShownApplication(draft, at: shownTime) }

    func getOwnCall(_ request: Request, _ context: DeskContext) async throws -> Response {
        let frame = frame(request, context)
        switch try own(context).own {
        case .draft(let draft): return .page(frame.draftPage(shown(draft), today: today))
        case .handedIn(let application):
            return .see(Addresses(context.language).ownZone("applications", application.id.text))
        case .over(let published):
            guard let title = published.call?.title else { throw NotFound() }
            return .page(frame.callOverPage(title, last: published.last))
        }
    }

    // MARK: saved

    /// A field as it settles: the answer says what is stored, and when that was.
    func putDraft(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireOurs(request, context)
        let save = try await body(SavedDraft.self, request, context)
        let (call, user, now) = (CallID(try context.segment("call")), session.user.id, clock())
        guard standing.ownZone(of: Viewer(user)) != nil else { throw NotFound() }
        let change = DraftChange(field: save.field, value: save.value, base: save.base)
        let outcome = try await touches.run { [ledger] in try ledger.save([change], under: call, by: user, at: now) }
        if let stored = outcome.saved[save.field] { return .json(json(stored, of: save.field, session)) }
        let there = try draft(context).draft[save.field]
        return problem(
            outcome.refused,
            outcome.refused.contains { $0.code == .draftFieldChanged } ? .conflict : .unprocessableContent,
            context, with: [("stored", json(there, of: save.field, session))])
    }

    func json(_ field: DraftField, of name: String, _ session: OpenSession) -> JSON {
        [
            "field": .string(name), "value": .string(field.value), "version": .integer(field.version),
            "at": JSON(field.at.map { shownTime($0) }), "session": json(session),
        ]
    }

    /// Stores what a form says.
    /// - Returns: what of it could not be, as its page shows it again.
    private func save(_ form: FormFields, _ draft: ApplicationDraft, by user: UserID, _ context: DeskContext)
        async throws
        -> DraftForm
    {
        let (changes, call, now) = (form.draftChanges, draft.call.id, clock())
        let outcome = try await touches.run { [ledger] in try ledger.save(changes, under: call, by: user, at: now) }
        let refused = Set(outcome.refused.compactMap(\.field))
        let typed = changes.filter { refused.contains($0.field) }.map { ($0.field, $0.value) }
        return DraftForm(
            typed: Dictionary(typed) { first, _ in first }, problems: problems(outcome.refused, context))
    }

    func getConditions(_ request: Request, _ context: DeskContext) async throws -> Response {
        .page(
            frame(request, context).conditionsPage(
                shown(try draft(context).draft), done: done(request, among: [.applySaved])))
    }

    func postConditions(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let refused = try await save(form, try draft(context).draft, by: session.user.id, context)
        let draft = try draft(context).draft
        guard refused.problems.problems.isEmpty else {
            return .page(
                frame(request, context).conditionsPage(shown(draft), form: refused), .unprocessableContent)
        }
        let addresses = Addresses(context.language)
        guard form["go"] == "next", let first = draft.indicators.first else {
            return .see(addresses.ownZone("calls", draft.call.id.text, "conditions", done: .applySaved))
        }
        return .see(addresses.ownZone("calls", draft.call.id.text, "indicators", first.id.text))
    }

    private func criterion(_ draft: ApplicationDraft, _ context: DeskContext) throws -> Criterion {
        let id = CriterionID(try context.segment("indicator"))
        guard let criterion = draft.indicators.first(where: { $0.id == id }) else { throw NotFound() }
        return criterion
    }

    func getDraftIndicator(_ request: Request, _ context: DeskContext) async throws -> Response {
        let draft = try draft(context).draft
        return .page(
            frame(request, context).indicatorPage(
                try criterion(draft, context), shown(draft),
                done: done(request, among: [.applySaved, .applyFileSaved, .applyFileRemoved])))
    }

    func postDraftIndicator(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let before = try draft(context).draft
        let criterion = try criterion(before, context)
        let refused = try await save(form, before, by: session.user.id, context)
        let draft = try draft(context).draft
        guard refused.problems.problems.isEmpty else {
            return .page(
                frame(request, context).indicatorPage(criterion, shown(draft), form: refused), .unprocessableContent)
        }
        let (addresses, call) = (Addresses(context.language), draft.call.id.text)
        guard form["go"] == "next" else {
            return .see(addresses.ownZone("calls", call, "indicators", criterion.id.text, done: .applySaved))
        }
        let next = draft.indicators.drop { $0.id != criterion.id }.dropFirst().first
        return .see(
            next.map { addresses.ownZone("calls", call, "indicators", $0.id.text) } ?? addresses.ownZone("calls", call))
    }

    func getWhole(_ request: Request, _ context: DeskContext) async throws -> Response {
        .page(
            frame(request, context).wholePage(
                shown(try draft(context).draft), done: done(request, among: [.applyFileSaved, .applyFileRemoved])))
    }

    // MARK: files

    /// The page of a part of the draft: an indicator's, or that of the whole.
    private func page(
        _ indicator: String, _ draft: ApplicationDraft, _ form: DraftForm, _ request: Request, _ context: DeskContext
    ) throws -> [UInt8] {
        let frame = frame(request, context)
        guard !indicator.isEmpty else { return frame.wholePage(shown(draft), problems: form.problems) }
        guard let criterion = draft.indicators.first(where: { $0.id.text == indicator }) else { throw NotFound() }
        return frame.indicatorPage(criterion, shown(draft), form: form)
    }

    private func address(
        _ indicator: String, _ draft: ApplicationDraft, _ context: DeskContext, done: PagePhrase
    ) -> Address {
        let (addresses, call) = (Addresses(context.language), draft.call.id.text)
        return indicator.isEmpty
            ? addresses.ownZone("calls", call, "whole", done: done)
            : addresses.ownZone("calls", call, "indicators", indicator, done: done)
    }

    /// One file of a form without a script; what stands in the other fields is stored with it.
    func postDraftFile(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try draft(context)
        let upload = try await evidenceForm(request, context)
        let session = try requireOurs(upload.fields, context)
        let before = try draft(context).draft
        let indicator = upload.fields["indicator"]
        guard indicator.isEmpty || before.indicators.contains(where: { $0.id.text == indicator }) else {
            throw NotFound()
        }
        let form = try await save(upload.fields, before, by: session.user.id, context)
        var problems = form.problems.problems
        if let file = upload.files["file"] {
            do {
                try await take(
                    file, to: before.place, for: indicator.isEmpty ? nil : CriterionID(indicator), by: session.user.id)
            } catch let refusal as Refusal {
                problems += self.problems(refusal.reasons, context).problems
            }
        } else {
            problems.append(("evidence", words(context.language)[.applyFileNone]))
        }
        let draft = try draft(context).draft
        guard problems.isEmpty else {
            let again = DraftForm(typed: form.typed, problems: FormProblems(problems))
            return .page(try page(indicator, draft, again, request, context), .unprocessableContent)
        }
        return .see(address(indicator, draft, context, done: .applyFileSaved))
    }

    func postRemoveFile(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let draft = try draft(context).draft
        try await remove(form, from: draft.place, by: session.user.id)
        return .see(address(form["indicator"], draft, context, done: .applyFileRemoved))
    }

    // MARK: handed in

    private func refused(_ draft: ApplicationDraft, _ context: DeskContext) -> FormProblems {
        problems(standing.refusals(of: draft), context)
    }

    func getCheck(_ request: Request, _ context: DeskContext) async throws -> Response {
        let draft = try draft(context).draft
        return .page(frame(request, context).checkPage(shown(draft), refused: refused(draft, context)))
    }

    /// Sent twice it is handed in once: the second time leads to the same receipt.
    func postSubmit(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let addresses = Addresses(context.language)
        let receipt = { (id: ApplicationID) in Response.see(addresses.ownZone("applications", id.text, "done")) }
        let draft: ApplicationDraft
        switch try own(context).own {
        case .draft(let found): draft = found
        case .handedIn(let application): return receipt(application.id)
        case .over(let published):
            guard let title = published.call?.title else { throw NotFound() }
            return .page(frame(request, context).callOverPage(title, last: published.last), .conflict)
        }
        let frame = frame(request, context)
        guard form["seen"] == draft.stamp else {
            return .page(
                frame.checkPage(shown(draft), refused: refused(draft, context), isOther: true), .conflict)
        }
        let (user, now, key) = (session.user.id, clock(), try key(form))
        do {
            try await filing.run { [ledger] in
                _ = try ledger.handIn(draft, by: user, at: now, request: key)
            }
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            if case .handedIn(let application) = try own(context).own { return receipt(application.id) }
            return .page(
                frame.checkPage(
                    shown(try self.draft(context).draft), refused: refused(draft, context),
                    problems: problems(refusal.reasons, context)), Answers.status(of: refusal.reasons))
        }
        return receipt(draft.id)
    }

    func getDraftPaper(_ request: Request, _ context: DeskContext) async throws -> Response {
        let draft = try draft(context).draft
        return try await paper(
            FilledApplication(
                id: draft.id.text, zone: draft.zone, call: draft.call, programme: draft.programme,
                scheme: draft.scheme, version: (draft.returned?.version ?? 0) + 1, day: today, isDraft: true,
                ledger: standing.register.origin, conditions: draft.conditions, claims: draft.claims,
                evidence: draft.files.map {
                    Evidence(indicator: $0.indicator, digest: $0.digest, name: $0.name, size: $0.size)
                }), context)
    }
}
