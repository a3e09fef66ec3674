// Which address is answered by what.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Hummingbird
import NIOCore
import Pages
import Storage

/// The middleware in its order, then the pages of both languages, the API, the assets, and what a machine asks.
func router(_ desk: Desk) -> Router<DeskContext> {
    let router = Router(context: DeskContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: Guarding(isSecure: desk.settings.isSecure))
    router.add(middleware: Seeing(desk: desk))
    router.add(middleware: Limiting(most: desk.settings.mostRequests))
    router.add(middleware: Knowing(desk: desk))
    router.add(middleware: Answering(desk: desk))
    router.add(middleware: Noting(desk: desk))
    addPages(desk, to: router.group())
    addPages(desk, to: router.group("en"))
    for endpoint in Endpoint.all { endpoint.add(to: router, desk) }
    router.get("assets/:build/:name", use: desk.getAsset)
    router.get("my/:round/zones/:zone/evidence/:number", use: desk.getEvidence)
    router.get("applications/:application/evidence/:number", use: desk.getApplicationFile)
    router.get("health", use: desk.getHealth)
    router.get("metrics", use: desk.getMetrics)
    router.get("favicon.ico") { _, _ -> Response in throw NotFound() }
    return router
}

private func addPages(_ desk: Desk, to pages: RouterGroup<DeskContext>) {
    pages.get("", use: desk.getRoot)
    pages.get("sign-in", use: desk.getSignIn)
    pages.post("sign-in", use: desk.postSignIn)
    pages.post("sign-in/code", use: desk.postCode)
    pages.get("activate", use: desk.getActivate)
    pages.post("activate", use: desk.postActivate)
    pages.post("activate/password", use: desk.postPassword)
    pages.post("sign-out", use: desk.postSignOut)
    pages.get("me", use: desk.getAccount)
    pages.post("me/sessions", use: desk.postEndSession)
    pages.post("me/password", use: desk.postChangePassword)
    pages.post("me/factors-offer", use: desk.postOfferFactor)
    pages.post("me/factors-add", use: desk.postAddFactor)
    pages.post("me/factors-remove", use: desk.postRemoveFactor)
    pages.post("me/tokens", use: desk.postMakeToken)
    pages.post("me/tokens-remove", use: desk.postRemoveToken)
    pages.post("me/mail", use: desk.postMail)
    pages.post("me/mail-remove", use: desk.postRemoveMail)
    pages.get("help", use: desk.getHelp)
    pages.get("style", use: desk.getStyle)

    pages.get("my", use: desk.getHome)
    pages.get("my/:round/questions", use: desk.getQuestions)
    pages.get("my/:round/workbook", use: desk.getWorkbookPage)
    pages.get("my/:round/workbook.xlsx", use: desk.getWorkbook)
    pages.post("my/:round/workbook", use: desk.postWorkbook)
    pages.post("my/:round/workbook/apply", use: desk.postApplyWorkbook)
    pages.get("my/:round/across/:indicator", use: desk.getAcross)
    let zone = pages.group("my/:round/zones/:zone")
    zone.get("start", use: desk.getStart)
    zone.post("start", use: desk.carrying(desk.postStart))
    zone.get("recuse", use: desk.getRecuse)
    zone.post("recuse", use: desk.carrying(desk.postRecuse))
    zone.get("across", use: desk.getAcross)
    zone.get("score", use: desk.getScore)
    zone.get("score/:indicator", use: desk.getScore)
    zone.post("score/:indicator", use: desk.carrying(desk.postScore))
    zone.get("table", use: desk.getTable)
    zone.post("table", use: desk.carrying(desk.postTable))
    zone.get("read", use: desk.getRead)
    zone.post("seal", use: desk.postSeal)
    zone.get("done", use: desk.getDone)
    zone.get("receipt", use: desk.getReceipt)
    zone.get("sheet.pdf", use: desk.getSheetPaper)
    zone.post("reopen", use: desk.carrying(desk.postReopen))
    zone.get("reread/:indicator", use: desk.getReread)
    zone.post("reread/:indicator", use: desk.carrying(desk.postReread))
    zone.get("revise/:indicator", use: desk.getRevise)
    zone.post("revise/:indicator", use: desk.carrying(desk.postRevise))
    zone.get("ask/:indicator", use: desk.getAsk)
    zone.post("ask/:indicator", use: desk.carrying(desk.postAsk))
    zone.get("request/:indicator", use: desk.getRequest)
    zone.post("request/:indicator", use: desk.carrying(desk.postRequest))

    addSetUpPages(desk, to: pages)
    addOfficePages(desk, to: pages)
    addZonePages(desk, to: pages)
    addPagesAfterPublication(desk, to: pages)
    addDesksOfTrust(desk, to: pages)

    pages.get("practice/score", use: desk.getPracticeScore)
    pages.get("practice/score/:indicator", use: desk.getPracticeScore)
    pages.post("practice/score/:indicator", use: desk.postPracticeScore)
    pages.get("practice/table", use: desk.getPracticeTable)
}

/// The pages of who runs rounds: what a role may not see there is not there for it.
private func addOfficePages(_ desk: Desk, to pages: RouterGroup<DeskContext>) {
    pages.get("office", use: desk.getOffice)
    addTodoPages(desk, to: pages)
    pages.get("office/registry/:kind", use: desk.getRegistry)
    pages.get("office/registry/:kind/table.{format}", use: desk.getRegistryTable)
    pages.post("office/registry/:kind", use: desk.postRegistry)
    pages.post("office/registry/:kind/apply", use: desk.postRegistryApply)
    let round = pages.group("office/rounds/:round")
    round.get("", use: desk.getRound)
    round.get("board", use: desk.getBoard)
    round.get("board.{format}", use: desk.getBoardTable)
    round.get("reminders", use: desk.getReminders)
    round.get("reminders.{format}", use: desk.getRemindersTable)
    round.get("divergence", use: desk.getDivergence)
    round.post("divergence", use: desk.carrying(desk.postDivergence))
    round.get("divergence/:zone/:indicator", use: desk.getCell)
    round.post("rereads", use: desk.carrying(desk.postRereads))
    round.get("seats/:seat", use: desk.getSeat)
    round.post("seats/:seat", use: desk.carrying(desk.postSeat))
    round.get("revisions", use: desk.getDecisions)
    round.post("revisions/:event", use: desk.carrying(desk.postRevision))
    round.post("reopenings/:event", use: desk.carrying(desk.postReopening))
    round.get("questions", use: desk.getAsked)
    round.get("questions/:event", use: desk.getAnswer)
    round.post("questions/:event", use: desk.carrying(desk.postAnswer))
    round.get("acts", use: desk.getActs)
    round.get("acts/:event", use: desk.getAct)
    round.post("acts/:event/confirm", use: desk.carrying(desk.postConfirmAct))
    round.post("acts/:event/decline", use: desk.carrying(desk.postDeclineAct))
    round.get("facts", use: desk.getFacts)
    round.get("facts.{format}", use: desk.getFactsTable)
    round.post("facts", use: desk.postFacts)
    round.post("facts/drafts", use: desk.postFactDraft)
    round.get("facts/drafts/:draft", use: desk.getFactDraft)
    round.post("facts/drafts/:draft/record", use: desk.carrying(desk.postRecordDraft))
    round.post("facts/drafts/:draft/decline", use: desk.carrying(desk.postDeclineDraft))
    round.get("result", use: desk.getResult)
    round.get("result.{format}", use: desk.getResultTable)
    round.get("result/:zone", use: desk.getZoneResult)
    round.get("result/:zone/:indicator", use: desk.getIndicatorResult)
    round.get("close", use: desk.getClose)
    round.post("close", use: desk.carrying(desk.postClose))
    addDrawPages(desk, to: round)
    addWaysOut(desk, to: round)
    addPublishPages(desk, to: round)
    addFinalPages(desk, to: round)
    addDocumentPages(desk, to: round)
    addExportPages(desk, to: round)
}

/// The pages of auditor, security administrator and system administrator: none can see another's.
private func addDesksOfTrust(_ desk: Desk, to pages: RouterGroup<DeskContext>) {
    pages.get("audit", use: desk.getAudit)
    pages.post("audit/verify", use: desk.postVerify)
    pages.get("audit/events", use: desk.getLog)
    pages.get("audit/events/:event", use: desk.getEvent)
    pages.get("audit/users", use: desk.getAuditAccounts)
    pages.get("audit/users.{format}", use: desk.getAuditAccountsTable)
    pages.get("audit/sign-ins", use: desk.getAuditSignIns)
    pages.get("audit/readings", use: desk.getReadings)

    pages.get("security", use: desk.getAccounts)
    pages.get("security/users.{format}", use: desk.getAccountsTable)
    pages.get("security/new-account", use: desk.getNewAccount)
    pages.post("security/new-account", use: desk.postNewAccount)
    pages.get("security/bring-accounts", use: desk.getBringAccounts)
    pages.post("security/bring-accounts", use: desk.postBringAccounts)
    pages.post("security/bring-accounts/add", use: desk.postAddAccounts)
    pages.get("security/users/:user", use: desk.getOneAccount)
    pages.post("security/users/:user/unlock", use: desk.postUnlock)
    pages.post("security/users/:user/letter", use: desk.postLetter)
    pages.post("security/users/:user/remove", use: desk.postRemoveAccount)
    pages.get("security/sign-ins", use: desk.getSecuritySignIns)
    pages.get("security/erasures", use: desk.getErasures)
    pages.post("security/erasures", use: desk.postErasures)

    pages.get("system", use: desk.getSystem)
    pages.get("system/keys", use: desk.getKeys)
    pages.get("system/backups", use: desk.getBackups)
    pages.post("system/backups", use: desk.postBackup)
}

extension Desk {
    /// A form that comes when nobody is signed in any more is not lost: its fields go through the sign-in, and are confirmed after it.
    /// Forms that bring files are not carried: nobody's eight megabytes are read.
    func carrying(
        _ handler: @escaping @Sendable (Request, DeskContext) async throws -> Response
    ) -> @Sendable (Request, DeskContext) async throws -> Response {
        { [self] request, context in
            guard context.session == nil else { return try await handler(request, context) }
            let form = try await request.form()
            let fields = form.fields.filter { !["csrf", "password", "code"].contains($0.name) }
            let page = frame(request, context, tellsAddress: false).signInPage(
                then: request.uri.path, demo: demo, carried: fields.map { ($0.name, $0.value) })
            return .page(page, .unauthorized)
        }
    }

    func getRoot(_ request: Request, _ context: DeskContext) async throws -> Response {
        let addresses = Addresses(context.language)
        guard let session = context.session else { return .see(addresses.signIn) }
        return .see(addresses.desk(of: session.user.role))
    }

    /// An address that names a build says for ever what it said once; another build's gets this one's, and is not kept.
    func getAsset(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let file = assets.files[try context.segment("name")] else { throw NotFound() }
        let isThis = try context.segment("build") == assets.build
        let isPacked = request.headers[.acceptEncoding]?.contains("gzip") == true && !file.packed.isEmpty
        var response = Response(
            status: .ok,
            headers: [
                .contentType: file.type, .vary: "Accept-Encoding",
                .cacheControl: isThis ? "public, max-age=31536000, immutable" : "no-cache",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: isPacked ? file.packed : file.bytes)))
        if isPacked { response.headers[.contentEncoding] = "gzip" }
        return response
    }

    /// Whether the database answers.
    /// Whether the database answers.
    var isWell: Bool { (try? ledger.store.read { try $0.holdsAccounts() }) == true }

    func getHealth(_ request: Request, _ context: DeskContext) async throws -> Response {
        let isWell = isWell
        return .json(
            ["status": .string(isWell ? "ok" : "failing")], isWell ? .ok : .serviceUnavailable)
    }

    /// For this machine alone, and not through a proxy.
    func getMetrics(_ request: Request, _ context: DeskContext) async throws -> Response {
        let isHere = context.peer.hasPrefix("127.") || context.peer == "::1"
        guard isHere, request.headers[.xForwardedFor] == nil else { throw NotFound() }
        let text = metrics.text(events: standing.size, waiting: slow.waiting)
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
