// A zone objects while the notice runs, answers what others report, and confirms that it has a decision.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Hummingbird
import Pages
import Reasons
import RoundState
import Storage
import Telling

extension Request {
    /// Bytes of a form with the evidence of an objection: three files of the largest that is taken.
    static let mostEvidence = 61 << 20
    /// Seconds for which they may take to arrive.
    static let evidencePatience = 180
}

extension MultipartForm {
    /// What was chosen in a field that takes several files.
    func brought(_ field: String) -> [(name: String, bytes: [UInt8])] {
        attached.filter { $0.field == field }.map { ($0.file.name, $0.file.bytes) }
    }
}

extension Desk {
    /// A form with evidence, of somebody who may bring it; so many at once, and the next ones are asked to come again.
    func evidence(_ request: Request, _ context: DeskContext) async throws -> MultipartForm {
        defer { bringing.leave() }
        guard bringing.enter() <= 8 else { throw SlowWork.TooMuch() }
        return try await request.upload(context, upTo: Request.mostEvidence, within: Request.evidencePatience)
    }

    private func ownRound(_ place: OwnPlace) -> Frame.OwnRound {
        Frame.OwnRound(
            place.round.id, place.terms.plan.title,
            clock: place.isPublished ? standing.noticeClock(of: place.round.id, on: today) : nil)
    }

    private func subjects(_ place: OwnPlace, _ context: DeskContext) -> ObjectionSubjects {
        let kind = place.terms.zone(place.zone)?.kind
        return ObjectionSubjects(place.terms.scheme, of: kind, words(context.language))
    }

    /// The first id behind a prefix that no objection of the round has.
    func newObjection(_ prefix: String, in round: Round) -> ObjectionID {
        var place = 1
        while round.objections[ObjectionID("\(prefix)-\(place)")] != nil { place += 1 }
        return ObjectionID("\(prefix)-\(place)")
    }

    /// Of a zone's own objections: those of others are not counted in it.
    private func prefix(_ place: OwnPlace) -> String { "yy-\(place.zone)" }

    // MARK: filing

    private func newPage(
        _ place: OwnPlace, _ form: TypedObjection, _ request: Request, _ context: DeskContext,
        problems: FormProblems = .none
    ) async throws -> [UInt8] {
        let known = subjects(place, context)
        let subject = CriterionID(form.indicator)
        var shown: SubjectArithmetic?
        if known.has(subject), place.isPublished {
            let result = try await roundResult(place.round.id, context)
            shown = arithmetic(of: subject, at: place.zone, in: result, place.round, words(context.language))
        }
        let chosen = shown == nil ? TypedObjection(grounds: form.grounds) : form
        return frame(request, context).newObjectionPage(
            ownRound(place), known, shown, form: chosen, problems: problems)
    }

    func getNewObjection(_ request: Request, _ context: DeskContext) async throws -> Response {
        let place = try ownPlace(context)
        let form = TypedObjection(indicator: request.uri.queryParameters["indicator"].map(String.init) ?? "")
        return .page(try await newPage(place, form, request, context))
    }

    /// Back from the check, with what was typed.
    func postNewObjection(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let place = try publishedPlace(context)
        return .page(
            try await newPage(
                place, TypedObjection(indicator: form["indicator"], grounds: form["grounds"]), request, context))
    }

    func postCheckObjection(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let place = try publishedPlace(context)
        let typed = TypedObjection(indicator: form["indicator"], grounds: form["grounds"])
        guard !typed.grounds.allSatisfy(\.isWhitespace), subjects(place, context).has(CriterionID(typed.indicator))
        else {
            let missing = Reason(.objectionGroundsMissing, field: "grounds")
            return .page(
                try await newPage(place, typed, request, context, problems: problems([missing], context)),
                .unprocessableContent)
        }
        return .page(try await checkPage(place, typed, request, context))
    }

    private func checkPage(
        _ place: OwnPlace, _ form: TypedObjection, _ request: Request, _ context: DeskContext,
        problems: FormProblems = .none
    ) async throws -> [UInt8] {
        let subject = CriterionID(form.indicator)
        let result = try await roundResult(place.round.id, context)
        guard
            let shown = arithmetic(of: subject, at: place.zone, in: result, place.round, words(context.language))
        else { throw NotFound() }
        return frame(request, context).objectionCheckPage(
            ownRound(place), shown, zone: place.zone, called(context),
            id: newObjection(prefix(place), in: place.round), form: form, problems: problems)
    }

    func postObjection(_ request: Request, _ context: DeskContext) async throws -> Response {
        let place = try publishedPlace(context)
        let upload = try await evidence(request, context)
        let form = upload.fields
        let session = try requireOurs(form, context)
        let typed = TypedObjection(indicator: form["indicator"], grounds: form["grounds"])
        let subject = CriterionID(typed.indicator)
        guard subjects(place, context).has(subject) else { throw NotFound() }
        // The page gave it one, so that what is sent twice is one objection.
        guard form["id"].hasPrefix(prefix(place) + "-"), ObjectionID.accepts(form["id"]) else {
            throw Malformed(what: "id")
        }
        let id = ObjectionID(form["id"])
        let action = FileObjection(
            place.round.id, id: id, zone: place.zone, indicator: subject, grounds: typed.grounds,
            evidence: upload.brought("evidence"))
        do {
            try await ledger.perform(action, by: session.user.id, at: clock(), request: try key(form))
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            let told = problems(refusal.reasons, context)
            let isTyped = refusal.reasons.contains { ["grounds", "indicator"].contains($0.field) }
            return .page(
                isTyped
                    ? try await newPage(place, typed, request, context, problems: told)
                    : try await checkPage(place, typed, request, context, problems: told),
                Answers.status(of: refusal.reasons))
        }
        return .see(
            Addresses(context.language).ownZone(
                "rounds", place.round.id.text, "objections", id.text, done: .objectionIsFiled))
    }

    // MARK: one

    private func own(_ context: DeskContext) throws -> (OwnPlace, Objection) {
        let place = try publishedPlace(context)
        let id = ObjectionID(try context.segment("objection"))
        guard let objection = ownObjections(place).first(where: { $0.id == id }) else { throw NotFound() }
        return (place, objection)
    }

    private func page(
        _ objection: Objection, _ place: OwnPlace, _ request: Request, _ context: DeskContext, text: String = "",
        problems: FormProblems = .none
    ) -> [UInt8] {
        let allows = { (useCase: UseCase) in
            standing.refusal(of: useCase, to: place.viewer, in: place.round.id, on: .zone(place.zone)) == nil
        }
        // What was ordered after the result was final has no paper: what is said of it is public.
        let paper =
            objection.decision == nil || objection.isOrder || place.round.hasWithdrawn(place.zone)
            ? nil : OwnPaper(.decision(objection.id), name: "decision-\(place.zone)-\(objection.id).pdf")
        return frame(request, context).ownObjectionPage(
            objection, ownRound(place), called(context), decision: paper,
            received: objection.receipt.map { receipt in
                receipt.time.flatMap(Moment.init(time:)).map(clockText) ?? receipt.day
            },
            mayHear: objection.waitsForHearing && objection.decision == nil && allows(.hearReport),
            mayReceive: objection.decision != nil && objection.receipt == nil && allows(.receiveDecision), text: text,
            problems: problems,
            done: done(request, among: [.objectionIsFiled, .hearingIsSent, .decisionIsReceived]))
    }

    func getOwnObjection(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (place, objection) = try own(context)
        return .page(page(objection, place, request, context))
    }

    func getOwnObjectionFile(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (_, objection) = try own(context)
        guard !objection.isOrder else { throw NotFound() }
        return try await file(of: objection, request, context)
    }

    /// A file by its number: those of the objection, then those of the hearing.
    func file(of objection: Objection, _ request: Request, _ context: DeskContext) async throws -> Response {
        let files = objection.evidence + (objection.hearing?.evidence ?? [])
        guard let number = number(try context.segment("number")), files.indices.contains(number - 1) else {
            throw NotFound()
        }
        let evidence = files[number - 1]
        let shown = ScoringView.File(
            number: number, indicator: evidence.indicator, name: evidence.name, size: evidence.size,
            isShown: evidenceTypes.type(of: evidence.digest, in: ledger.store.evidence).isShown, supplied: nil)
        return try await answer(EvidenceFile(file: shown, digest: evidence.digest), request)
    }

    func postOwnHearing(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (place, objection) = try own(context)
        let upload = try await evidence(request, context)
        let session = try requireOurs(upload.fields, context)
        let text = upload.fields["text"]
        return try await step(
            HearReport(place.round.id, objection.id, text: text, evidence: upload.brought("evidence")), session,
            context, once: try key(upload.fields)
        ) { problems in
            page(objection, place, request, context, text: text, problems: problems)
        } done: {
            Addresses(context.language).ownZone(
                "rounds", place.round.id.text, "objections", objection.id.text, done: .hearingIsSent)
        }
    }

    func postReceive(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (place, objection) = try own(context)
        return try await step(
            ReceiveDecision(place.round.id, objection.id), session, context, once: try key(form)
        ) { problems in
            page(objection, place, request, context, problems: problems)
        } done: {
            Addresses(context.language).ownZone(
                "rounds", place.round.id.text, "objections", objection.id.text, done: .decisionIsReceived)
        }
    }
}
