// The applicant's desk: what waits, its applications with their receipts, the way out of them. Every page is its own zone's alone.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Hummingbird
import NIOCore
import Pages
import Reasons
import Reporting
import RoundState
import Telling

func addZonePages(_ desk: Desk, to pages: RouterGroup<DeskContext>) {
    let zone = pages.group("zone")
    zone.get("", use: desk.getZone)
    zone.get("files/:digest", use: desk.getDraftFile)
    zone.post("uploads", use: desk.asJSON(desk.postUpload))
    zone.put("uploads/:digest/:offset", use: desk.asJSON(desk.putPart))
    zone.delete("uploads/:digest", use: desk.asJSON(desk.deleteUpload))
    let call = zone.group("calls/:call")
    call.get("", use: desk.getOwnCall)
    call.put("draft", use: desk.asJSON(desk.putDraft))
    call.get("conditions", use: desk.getConditions)
    call.post("conditions", use: desk.carrying(desk.postConditions))
    call.get("indicators/:indicator", use: desk.getDraftIndicator)
    call.post("indicators/:indicator", use: desk.carrying(desk.postDraftIndicator))
    call.get("whole", use: desk.getWhole)
    call.post("files", use: desk.postDraftFile)
    call.post("files/remove", use: desk.carrying(desk.postRemoveFile))
    call.get("check", use: desk.getCheck)
    call.post("submit", use: desk.carrying(desk.postSubmit))
    call.get("application.pdf", use: desk.getDraftPaper)
    let application = zone.group("applications/:application")
    application.get("", use: desk.getOwnApplication)
    application.get("done", use: desk.getHandedIn)
    application.get("receipt", use: desk.getApplicationReceipt)
    application.get("application.pdf", use: desk.getApplicationPaper)
    application.get("withdraw", use: desk.getWithdraw)
    application.post("withdraw", use: desk.carrying(desk.postWithdraw))
    let request = zone.group("requests/:round/:event")
    request.get("", use: desk.getSupply)
    request.put("draft", use: desk.asJSON(desk.putSupply))
    request.post("supply", use: desk.carrying(desk.postSupply))
    request.post("files", use: desk.postSupplyFile)
    request.post("remove", use: desk.carrying(desk.postRemoveSupplyFile))
}

extension Desk {
    /// Who hands in applications for a zone.
    func requireApplicant(_ context: DeskContext) throws -> OpenSession {
        let session = try requireSession(context)
        guard standing.ownZone(of: Viewer(session.user.id)) != nil else { throw NotFound() }
        return session
    }

    /// The clock of a saved line: 14:03:22.
    var shownTime: ShownTime {
        let place = standing.register.place
        return { moment in String(Moment(seconds: moment.seconds + place.minutes * 60).time.dropFirst(11).prefix(8)) }
    }

    func getZone(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireApplicant(context)
        let viewer = Viewer(session.user.id)
        guard let view = standing.ownZoneView(for: viewer, on: today),
            case .seen(let todos) = standing.todos(for: viewer, on: today)
        else { throw NotFound() }
        return .page(
            frame(request, context).zonePage(
                view, todos, called(context), today: today,
                done: done(request, among: [.applyWithdrawn, .applySupplyDone])))
    }

    // MARK: an application

    /// An application of the own zone.
    private func ownReview(_ context: DeskContext) throws -> (OpenSession, ApplicationReview) {
        let session = try requireApplicant(context)
        let id = ApplicationID(try context.segment("application"))
        guard case .seen(let review) = standing.review(id, for: Viewer(session.user.id)),
            review.zone.id == session.user.zone
        else { throw NotFound() }
        return (session, review)
    }

    /// Until a round takes it in.
    private func mayWithdraw(_ review: ApplicationReview) -> Bool { review.application.stage.isUnderWay }

    func getOwnApplication(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (_, review) = try ownReview(context)
        var mayMend = false
        if case .returned = review.application.stage { mayMend = review.application.call != nil }
        return .page(
            frame(request, context).ownApplicationPage(
                review, mayWithdraw: mayWithdraw(review), mayMend: mayMend))
    }

    func getHandedIn(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (_, review) = try ownReview(context)
        guard let turn = review.application.submission else { throw NotFound() }
        let digest = try await slow.run { [ledger] in try ledger.signedLeaf(of: turn.seq) }
        return .page(
            frame(request, context).handedInPage(
                review,
                HandedIn(
                    event: turn.seq, at: turn.moment.map(clockText) ?? words(context.language).day(turn.day),
                    version: turn.version, digest: digest)))
    }

    func getApplicationReceipt(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (session, review) = try ownReview(context)
        let bytes = try await slow.run { [ledger] in
            try ledger.receipt(ofApplication: review.id, for: Viewer(session.user.id))
        }
        return .file(bytes, type: "text/plain; charset=utf-8", name: "\(review.id).tlog-proof")
    }

    func getApplicationPaper(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (_, review) = try ownReview(context)
        guard let scheme = review.call?.scheme, let call = review.call?.call, let programme = review.programme else {
            throw NotFound()
        }
        let content = review.application.content
        return try await paper(
            FilledApplication(
                id: review.id.text, zone: review.zone, call: call, programme: programme, scheme: scheme,
                version: review.application.version, day: review.application.submission?.day ?? today, isDraft: false,
                ledger: standing.register.origin, conditions: content.conditions, claims: content.claims,
                evidence: content.evidence), context)
    }

    /// 申报书 as a file.
    func paper(_ filled: FilledApplication, _ context: DeskContext) async throws -> Response {
        let (papers, language) = (papers, context.language)
        let paper = try await slow.run { try papers.using { try $0.applicationForm(filled, in: language) } }
        guard paper.problems.isEmpty else { throw Malformed(what: "paper") }
        return .file(
            [UInt8](paper.bytes), type: "application/pdf",
            name: "\(filled.zone.name.text(in: language))-\(filled.id).pdf")
    }

    // MARK: its way out

    func getWithdraw(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (_, review) = try ownReview(context)
        guard mayWithdraw(review) else { throw NotFound() }
        return .page(frame(request, context).withdrawPage(review))
    }

    func postWithdraw(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (_, review) = try ownReview(context)
        let (frame, isSure) = (frame(request, context), form["sure"] == "yes")
        guard isSure else {
            let words = words(context.language)
            return .page(
                frame.withdrawPage(
                    review, reason: form["reason"], problems: FormProblems([("sure", words[.applyWithdrawSureMissing])])
                ), .unprocessableContent)
        }
        return try await step(
            WithdrawApplication(review.id, reason: form["reason"]), session, context, once: try key(form),
            { frame.withdrawPage(review, reason: form["reason"], isSure: isSure, problems: $0) },
            done: { Addresses(context.language).ownZone(done: .applyWithdrawn) })
    }
}

extension FilledApplication {
    /// Of what the ledger or a draft holds.
    init(
        id: String, zone: Zone, call: Call, programme: Programme, scheme: Scheme, version: Int, day: String,
        isDraft: Bool, ledger: String, conditions: [Eligibility], claims: [EventModel.Claim], evidence: [Evidence]
    ) {
        self.init(
            id: id, zone: zone, call: call, programme: programme, scheme: scheme, version: version, day: day,
            isDraft: isDraft, ledger: ledger,
            conditions: conditions.map { Condition(item: $0.item, isMet: $0.isMet, note: $0.note) },
            claims: claims.map {
                Claim(
                    indicator: $0.indicator, points: $0.hundredths.map { Fraction(hundredths: $0) }, text: $0.text)
            }, files: evidence.map { File(indicator: $0.indicator, name: $0.name, digest: $0.digest) })
    }
}
