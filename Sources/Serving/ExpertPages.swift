// The expert's pages: what is asked for is a view, what is posted a step; the policy speaks in both.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Hummingbird
import Pages
import Publishing
import Reasons
import Reporting
import RoundState
import Telling

extension Desk {
    private func requireSession(_ context: DeskContext) throws -> OpenSession {
        guard let session = context.session else { throw SignedOut() }
        return session
    }

    private func place(_ context: DeskContext) throws -> (RoundID, ZoneID) {
        (RoundID(try context.segment("round")), ZoneID(try context.segment("zone")))
    }

    // MARK: what there is to do

    func getHome(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireSession(context)
        guard session.user.role == .expert else { return .see(Addresses(context.language).account) }
        guard case .seen(let desks) = standing.desk(for: Viewer(session.user.id)) else { throw NotFound() }
        let names = ZoneNames(standing.zones)
        return .page(
            try frame(request, context).homePage(desks, names: names, today: today, hasPractice: practice.isThere))
    }

    // MARK: declaration and recusal

    func getStart(_ request: Request, _ context: DeskContext) async throws -> Response {
        .page(try frame(request, context).startPage(try startView(context)))
    }

    private func startView(_ context: DeskContext) throws -> StartView {
        let session = try requireSession(context)
        let (round, zone) = try place(context)
        let own = try ownSheet(round, zone, context)
        let words = words(context.language)
        let expert = session.user.expert.flatMap { standing.register.experts[$0] }
        let names = ZoneNames(standing.zones)
        var ties: [String] = []
        if let region = expert?.region { ties.append(words(.tieRegion, ["region": region])) }
        for zone in (expert?.employer.map { [$0] } ?? []) + (expert?.ties ?? []) {
            ties.append(words(.tieZone, ["zone": names.name(of: zone, in: context.language)]))
        }
        let conflict = expert?.conflict(with: own.view.zone)
        return StartView(
            round: round, title: own.plan.title, zone: zone, zoneName: zoneName(own.view.zone, context.language),
            state: own.view.state, isAccepted: own.view.isAccepted, ties: ties,
            conflict: conflict.map {
                words.text(
                    Reason(.seatConflicted, .seat(own.seat), ["zone": .named(.zone(zone)), "conflict": .conflict($0)]))
            })
    }

    func postStart(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (round, zone) = try place(context)
        let own = try ownSheet(round, zone, context)
        let addresses = Addresses(context.language)
        if own.view.isAccepted { return .see(addresses.zone(round, zone, "score")) }
        do {
            try await ledger.perform(AcceptSeat(round, seat: own.seat), by: session.user.id, at: clock())
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            return .page(
                try frame(request, context).startPage(
                    try startView(context), problems: problems(refusal.reasons, context)), .conflict)
        }
        return .see(addresses.zone(round, zone, "score"))
    }

    func getRecuse(_ request: Request, _ context: DeskContext) async throws -> Response {
        let view = try startView(context)
        guard view.state == .open || isSealed(view.state) else { return .see(startAddress(view, context)) }
        return .page(try frame(request, context).recusePage(view))
    }

    private func isSealed(_ state: SheetView.State) -> Bool { if case .sealed = state { true } else { false } }

    private func startAddress(_ view: StartView, _ context: DeskContext) -> Address {
        Addresses(context.language).zone(view.round, view.zone, "start")
    }

    func postRecuse(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let (round, zone) = try place(context)
        let (own, view) = (try ownSheet(round, zone, context), try startView(context))
        let frame = try frame(request, context)
        let reason = form["reason"]
        guard !reason.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty else {
            let missing = problems([Reason(.recusalReasonMissing, .seat(own.seat), field: "reason")], context)
            return .page(frame.recusePage(view, problems: missing), .unprocessableContent)
        }
        guard form["act"] == "leave" else { return .page(frame.recusePage(view, reason: reason, isRead: true)) }
        var context = context
        guard let session = try await confirmed(form, &context) else {
            let wrong = problems([Reason(.signInFailed, field: "password")], context)
            return .page(
                frame.recusePage(view, reason: reason, isRead: true, problems: wrong), .unprocessableContent)
        }
        do {
            try await ledger.perform(
                RecuseSeat(round, seat: own.seat, reason: reason), by: session.user.id, at: clock())
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            let page = try self.frame(request, context).recusePage(
                view, reason: reason, isRead: true, problems: problems(refusal.reasons, context))
            return opening(session, .page(page, .conflict))
        }
        return opening(session, .see(startAddress(view, context)))
    }

    /// The session that goes on after the password was given once more, with the code of who has an authenticator where `code` is asked for.
    private func confirmed(
        _ form: FormFields, _ context: inout DeskContext, asksCode: Bool = false
    ) async throws -> OpenSession? {
        let (session, caller) = (try requireSession(context), context.caller)
        let answer = try await slow.run { [self] in
            var random = random
            return try accounts.confirm(
                session.token, password: form["password"], code: asksCode ? form["code"] : nil, from: caller,
                among: members, using: &random)
        }
        guard let session = answer.session else { return nil }
        context.session = session
        return session
    }

    // MARK: scoring

    func getScore(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        let asked = try? context.segment("indicator")
        let current =
            asked.map { CriterionID($0) } ?? unfinished(own.view, from: nil) ?? own.view.lines.first?.criterion.id
        guard let current, own.view.lines.contains(where: { $0.criterion.id == current }) else { throw NotFound() }
        return .page(try frame(request, context).scoringPage(try scoringView(own, context), at: current))
    }

    /// The next indicator that lacks something, from behind `current` on, and from the top where there is none.
    private func unfinished(_ view: SheetView, from current: CriterionID?) -> CriterionID? {
        let start = view.lines.firstIndex { $0.criterion.id == current }.map { $0 + 1 } ?? 0
        let order = view.lines[start...] + view.lines[..<start]
        return order.first { $0.needsMark || $0.needsComment }?.criterion.id
    }

    /// What a card posts where scripts are off.
    func postScore(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        let indicator = CriterionID(try context.segment("indicator"))
        guard let line = own.view.lines.first(where: { $0.criterion.id == indicator }) else { throw NotFound() }
        do {
            if let cell = try change(of: line, form, "", own.scheme) {
                _ = try await save([cell], on: own.place, request: newRequest(), by: session.user.id)
            }
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            let view = try scoringView(own, context, typed: (indicator, form["mark"], form["comment"]))
            return .page(
                try frame(request, context).scoringPage(
                    view, at: indicator, problems: problems(refusal.reasons, context)),
                Answers.status(of: refusal.reasons))
        }
        let after = try ownSheet(round, zone, context).view
        let ids = after.lines.map(\.criterion.id)
        let place = ids.firstIndex(of: indicator) ?? 0
        let next =
            switch form["go"] {
            case "previous": ids[max(0, place - 1)]
            case "unfinished": unfinished(after, from: indicator) ?? indicator
            default: ids[min(ids.count - 1, place + 1)]
            }
        return .see(Addresses(context.language).zone(round, zone, "score", next))
    }

    /// What a form changes of a cell; nil: nothing. `suffix` stands behind the names of its fields.
    private func change(
        of line: SheetView.Line, _ form: FormFields, _ suffix: String, _ scheme: Scheme
    ) throws -> SaveMarks.Cell? {
        let shown = line.mark?.exactText ?? ""
        var typed = form["mark" + suffix].trimmingCharacters(in: .whitespaces)
        // A level was chosen, and the field still says what stood there before.
        let level = form["level" + suffix]
        if !level.isEmpty, level != shown, typed == shown { typed = level }
        let (mark, comment) = (try mark(typed, for: line.criterion.id, scheme), form["comment" + suffix])
        let changed: Fraction?? = mark == line.mark ? nil : .some(mark)
        let remark: String? = comment == line.comment || !form.has("comment" + suffix) ? nil : comment
        guard changed != nil || remark != nil else { return nil }
        return SaveMarks.Cell(
            indicator: line.criterion.id, mark: changed, comment: remark, base: Int(form["base" + suffix]) ?? -1)
    }

    private func newRequest() -> EventID {
        var random = random
        return EventID(using: &random)
    }

    func getTable(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        return .page(try frame(request, context).tablePage(try scoringView(own, context)))
    }

    func postTable(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        do {
            let cells = try own.view.lines.compactMap { line -> SaveMarks.Cell? in
                let suffix = "-\(line.criterion.id)"
                guard form.has("mark" + suffix) else { return nil }
                return try change(of: line, form, suffix, own.scheme)
            }
            if !cells.isEmpty { _ = try await save(cells, on: own.place, request: newRequest(), by: session.user.id) }
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            return .page(
                try frame(request, context).tablePage(
                    try scoringView(own, context), problems: problems(refusal.reasons, context)),
                Answers.status(of: refusal.reasons))
        }
        return .see(Addresses(context.language).zone(round, zone, "table"))
    }

    func getAcross(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireSession(context)
        let round = RoundID(try context.segment("round"))
        guard case .seen(let desks) = standing.desk(for: Viewer(session.user.id)),
            let desk = desks.first(where: { $0.round == round }),
            let terms = standing.register.rounds[round]?.terms
        else { throw NotFound() }
        // From the first page of a zone the way leads to its first indicator.
        guard let asked = try? context.segment("indicator") else {
            let (_, zone) = try place(context)
            guard let first = try declaredSheet(round, zone, context).view.lines.first else { throw NotFound() }
            return .see(Addresses(context.language).across(round, first.criterion.id))
        }
        let marked = terms.scheme.indicators.filter { $0.indicator?.scoring == .experts }
        guard let index = marked.firstIndex(where: { $0.id.text == asked }) else { throw NotFound() }
        let rows = try desk.sheets.compactMap { sheet -> Frame.AcrossRow? in
            switch sheet.state {
            case .recused, .removed, .withdrawn: return nil
            case .open where !sheet.isAccepted:
                return .locked(name: zoneName(sheet.zone, context.language), round: round, zone: sheet.zone.id)
            case .open, .sealed, .missed:
                return .open(try scoringView(try ownSheet(round, sheet.zone.id, context), context))
            }
        }
        return .page(
            try frame(request, context).acrossPage(
                round, marked[index], terms.scheme, rows, place: index + 1, of: marked))
    }

    // MARK: reading back and sealing

    func getRead(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        readBacks.keep(own.view, for: context.viewer)
        return .page(try frame(request, context).readPage(try scoringView(own, context), of: own.plan.title))
    }

    func postSeal(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        let done = Addresses(context.language).zone(round, zone, "done")
        if isSealed(own.view.state) { return .see(done) }
        func page(_ reasons: [(field: String?, words: String)], _ status: HTTPResponse.Status, _ context: DeskContext)
            throws -> Response
        {
            let now = try declaredSheet(round, zone, context)
            let changed = readBacks.changes(in: now.view, since: form["read"], for: context.viewer)
            readBacks.keep(now.view, for: context.viewer)
            return .page(
                try frame(request, context).readPage(
                    try scoringView(now, context), of: now.plan.title, changed: changed, gaps: form["gaps"],
                    problems: FormProblems(reasons)), status)
        }
        var context = context
        guard let session = try await confirmed(form, &context, asksCode: true) else {
            return try page(
                [("password", text(Reason(.signInFailed, field: "password"), context))], .unprocessableContent, context)
        }
        // Whoever seals says how many are missing; the right number is not given away.
        let missing = own.view.lacks.marks.count
        let said = form["gaps"].applyingTransform(.fullwidthToHalfwidth, reverse: false) ?? ""
        if missing > 0, form["read"] == own.view.code, Int(said.trimmingCharacters(in: .whitespaces)) != missing {
            return opening(
                session, try page([("gaps", words(context.language)[.gapsWrong])], .unprocessableContent, context))
        }
        do {
            try await ledger.perform(
                SealSheet(round, seat: own.seat, readBack: form["read"], acceptsGaps: missing > 0),
                by: session.user.id, at: clock())
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            let status = Answers.status(of: refusal.reasons)
            return opening(
                session, try page(problems(refusal.reasons, context).problems, status, context))
        }
        return opening(session, .see(done))
    }

    func getDone(_ request: Request, _ context: DeskContext) async throws -> Response {
        try donePage(request, context)
    }

    private func donePage(
        _ request: Request, _ context: DeskContext, problems: FormProblems = .none, done: PagePhrase? = nil
    ) throws -> Response {
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        guard case .sealed(let event) = own.view.state else {
            return .see(Addresses(context.language).zone(round, zone, "read"))
        }
        let desks = (try? standing.desk(for: Viewer(context.viewer)).get()) ?? []
        let left = desks.first { $0.round == round }?.sheets.count { $0.state == .open } ?? 0
        let sealed = Frame.SealedView(
            at: try ledger.moment(of: event).map(clockText) ?? "", event: event, left: left,
            mayReopen: own.stage == .scoring)
        return .page(
            try frame(request, context, tellsAddress: request.method == .get).donePage(
                try scoringView(own, context), sealed, problems: problems, done: done),
            problems.problems.isEmpty ? .ok : .unprocessableContent)
    }

    func getReceipt(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        guard case .sealed = own.view.state else { throw NotFound() }
        let viewer = Viewer(context.viewer)
        let bytes = try await slow.run { [ledger] in try ledger.receipt(ofSheet: own.seat, in: round, for: viewer) }
        return .file(
            bytes, type: "text/plain; charset=utf-8", name: "\(zoneName(own.view.zone, context.language)).tlog-proof")
    }

    func getSheetPaper(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        let (viewer, standing, today, language) = (Viewer(context.viewer), standing, today, context.language)
        let paper = try await slow.run { [self] in
            let filled = try standing.sheetToSign(of: own.seat, in: round, for: viewer, on: today)
            return try papers.expertSheet(filled, in: language)
        }
        guard paper.problems.isEmpty else { throw Malformed(what: "paper") }
        return .file(
            [UInt8](paper.bytes), type: "application/pdf", name: "\(zoneName(own.view.zone, context.language)).pdf")
    }

    func postReopen(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        do {
            try await ledger.perform(
                RequestReopening(round, seat: own.seat, reason: form["reason"]), by: session.user.id, at: clock())
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            return try donePage(request, context, problems: problems(refusal.reasons, context))
        }
        return try donePage(request, context, done: .reopenAsked)
    }

    // MARK: what is asked

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
        return .page(try frame(request, context).rereadPage(try scoringView(own, context), line))
    }

    func postReread(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (own, line) = try line(context)
        return try await step(
            AnswerReread(own.round, seat: own.seat, indicator: line.criterion.id, reasons: form["reasons"]), session,
            context
        ) { problems in
            try frame(request, context).rereadPage(
                try scoringView(own, context), line, reasons: form["reasons"], problems: problems)
        } done: {
            Addresses(context.language).zone(own.round, own.view.zone.id, "reread", line.criterion.id)
        }
    }

    func getRevise(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (own, line) = try line(context)
        guard isSealed(own.view.state) else { throw NotFound() }
        return .page(
            try frame(request, context).revisePage(try scoringView(own, context), line, grounds: grounds(own)))
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
            try frame(request, context).revisePage(
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
        return .page(try frame(request, context).askPage(try scoringView(own, context), line.criterion))
    }

    func postAsk(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (own, line) = try line(context)
        return try await step(
            AskClarification(own.round, seat: own.seat, indicator: line.criterion.id, text: form["text"]), session,
            context
        ) { problems in
            try frame(request, context).askPage(
                try scoringView(own, context), line.criterion, text: form["text"], problems: problems)
        } done: {
            Addresses(context.language).questions(own.round)
        }
    }

    func getRequest(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (own, line) = try line(context)
        return .page(try frame(request, context).requestPage(try scoringView(own, context), line.criterion))
    }

    func postRequest(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (own, line) = try line(context)
        return try await step(
            RequestEvidence(own.round, seat: own.seat, indicator: line.criterion.id, text: form["text"]), session,
            context
        ) { problems in
            try frame(request, context).requestPage(
                try scoringView(own, context), line.criterion, text: form["text"], problems: problems)
        } done: {
            Addresses(context.language).zone(own.round, own.view.zone.id, "score", line.criterion.id)
        }
    }

    /// Takes a step, and shows its form again with what was refused.
    private func step(
        _ action: some Action, _ session: OpenSession, _ context: DeskContext,
        _ page: (FormProblems) throws -> [UInt8], done: () -> Address
    ) async throws -> Response {
        do {
            try await ledger.perform(action, by: session.user.id, at: clock())
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            return .page(try page(problems(refusal.reasons, context)), Answers.status(of: refusal.reasons))
        }
        return .see(done())
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
            try frame(request, context).questionsPage(
                desk.title,
                desk.clarifications.compactMap { said in
                    said.query.map { (name($0.indicator), $0.text, said.day) }
                },
                own: questions.map { (name($0.query.indicator), $0.query.text, $0.isAnswered) }))
    }

    // MARK: practice and help

    func getPracticeScore(_ request: Request, _ context: DeskContext) async throws -> Response {
        let view = try practiceView(try requireSession(context).user.id, context)
        let asked = try? context.segment("indicator")
        let current =
            asked.map { CriterionID($0) } ?? unfinished(view.sheet, from: nil) ?? view.sheet.lines.first?.criterion.id
        guard let current, view.sheet.lines.contains(where: { $0.criterion.id == current }) else { throw NotFound() }
        return .page(try frame(request, context).scoringPage(view, at: current))
    }

    func getPracticeTable(_ request: Request, _ context: DeskContext) async throws -> Response {
        .page(try frame(request, context).tablePage(try practiceView(try requireSession(context).user.id, context)))
    }

    func postPracticeScore(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let user = try requireOurs(form, context).user.id
        let view = try practiceView(user, context)
        let indicator = CriterionID(try context.segment("indicator"))
        guard let line = view.sheet.lines.first(where: { $0.criterion.id == indicator }) else { throw NotFound() }
        if let cell = try change(of: line, form, "", view.scheme) { _ = try practice.save([cell], of: user) }
        let ids = view.sheet.lines.map(\.criterion.id)
        let place = ids.firstIndex(of: indicator) ?? 0
        let next = ids[form["go"] == "previous" ? max(0, place - 1) : min(ids.count - 1, place + 1)]
        return .see(Addresses(context.language).practice("score", next))
    }

    func getStyle(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard !demo.isEmpty else { throw NotFound() }
        return .page(try frame(request, context).stylePage())
    }

    func getHelp(_ request: Request, _ context: DeskContext) async throws -> Response {
        .page(try frame(request, context).helpPage())
    }
}

extension Response {
    /// A file that browsers keep and never show.
    static func file(_ bytes: [UInt8], type: String, name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .contentDisposition: disposition("attachment", name),
                .cacheControl: "private, no-store",
            ], body: ResponseBody(byteBuffer: .init(bytes: bytes)))
    }

    /// RFC 6266 with the name in UTF-8 (RFC 8187), of which nothing can end the header or name a folder.
    static func disposition(_ kind: String, _ name: String) -> String {
        let safe = name.unicodeScalars.map { scalar -> Character in
            let isPath = scalar == "/" || scalar == "\\"
            let isControl =
                scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
            return isPath || isControl ? "_" : Character(scalar)
        }
        let encoded = Address([String(safe)]).text.dropFirst()
        return "\(kind); filename*=UTF-8''\(encoded)"
    }
}
