// 抽取: quotas counted before they are bound, the commitment, the reveal, the protocol, the opening.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Exchange
import Hummingbird
import Pages
import Reasons
import Reporting
import RoundState
import Telling

func addDrawPages(_ desk: Desk, to round: RouterGroup<DeskContext>) {
    round.get("draw", use: desk.getDraw)
    round.post("draw/commit", use: desk.carrying(desk.postCommitDraw))
    round.post("draw/hold", use: desk.carrying(desk.postHoldDraw))
    round.get("draw/protocol.pdf", use: desk.getDrawProtocol)
    round.post("draw/open", use: desk.carrying(desk.postOpenRound))
}

extension Desk {
    private func draw(_ context: DeskContext, quotas: [Quota]? = nil) throws -> (CourseView, DrawView) {
        let course = try course(context)
        guard course.isDrawn,
            case .seen(let view) = standing.draw(
                of: course.round, quotas: quotas, on: today, for: Viewer(context.viewer))
        else { throw NotFound() }
        return (course, view)
    }

    private func page(
        _ view: DrawView, of course: CourseView, _ request: Request, _ context: DeskContext,
        witness: String = "", typed: [String: String] = [:], done: PagePhrase? = nil, problems: FormProblems = .none
    ) -> [UInt8] {
        var shown = DrawShown(
            view, refusals: view.refusals.map { text($0, context) }, waits: view.waits.map { text($0, context) },
            mayCommit: may(.commitDraw, course.round, context), mayHold: may(.holdDraw, course.round, context),
            mayOpen: course.stage == .drawn && may(.openRound, course.round, context))
        (shown.witness, shown.typed) = (witness, typed)
        return frame(request, context).drawPage(shown, of: course, called(context), done: done, problems: problems)
    }

    func getDraw(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, view) = try draw(context)
        return .page(
            page(view, of: course, request, context, done: done(request, among: [.drawIsBound, .drawIsHeld])))
    }

    func postCommitDraw(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (course, proposed) = try draw(context)
        let place = Addresses(context.language).round(course.round, "draw", done: .drawIsBound)
        // Sent again after it was done: the answer is the same.
        if proposed.commitment != nil, may(.holdDraw, course.round, context) { return .see(place) }
        try require(.commitDraw, course.round, context)
        var (quotas, typed) = ([Quota](), [String: String]())
        var wrong: [(field: String?, words: String)] = []
        for source in proposed.sources {
            let field = "quota-\(source.id.rawValue)"
            typed[source.id.rawValue] = form[field]
            let seats = form[field].allSatisfy(\.isWhitespace) ? 0 : number(form[field])
            if let seats, (0...99).contains(seats) {
                quotas.append(Quota(source: source.id, seats: seats))
            } else {
                let name =
                    source.name?.text(in: context.language)
                    ?? words(context.language).term(.source, source.id.rawValue)
                wrong.append((field, words(context.language)(.drawQuotaWrong, ["source": name])))
            }
        }
        let view = try draw(context, quotas: quotas).1
        let again = { (problems: FormProblems) in
            page(
                view, of: course, request, context, witness: form["witness"], typed: typed, problems: problems)
        }
        guard wrong.isEmpty else { return .page(again(FormProblems(wrong)), .unprocessableContent) }
        guard form["do"] == "commit" else { return .page(again(.none)) }
        return try await step(
            CommitDraw(course.round, quotas: quotas.filter { $0.seats > 0 }, witness: form["witness"]), session,
            context,
            once: try key(form), again, done: { place })
    }

    func postHoldDraw(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (course, view) = try draw(context)
        let place = Addresses(context.language).round(course.round, "draw", done: .drawIsHeld)
        if view.draw != nil, may(.openRound, course.round, context) { return .see(place) }
        try require(.holdDraw, course.round, context)
        return try await step(
            HoldDraw(course.round, witness: form["witness"]), session, context, once: try key(form)
        ) { problems in
            page(view, of: course, request, context, witness: form["witness"], problems: problems)
        } done: {
            place
        }
    }

    func postOpenRound(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (course, view) = try draw(context)
        let place = Addresses(context.language).round(course.round, "board")
        if course.stage == .scoring, may(.closeRound, course.round, context) { return .see(place) }
        try require(.openRound, course.round, context)
        return try await step(
            OpenRound(course.round), session, context, once: try key(form)
        ) { problems in
            page(view, of: course, request, context, problems: problems)
        } done: {
            place
        }
    }

    // MARK: protocol

    func getDrawProtocol(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, view) = try draw(context)
        guard let round = standing.register.rounds[course.round], let plan = round.terms?.plan,
            let commitment = view.commitment, let draw = view.draw
        else { throw NotFound() }
        let (language, called) = (context.language, called(context))
        let words = words(language)
        let sources = Dictionary(
            view.sources.map { source in
                (source.id, source.name?.text(in: language) ?? words.term(.source, source.id.rawValue))
            }
        ) { first, _ in first }
        let name = { (source: Expert.Source) in sources[source] ?? words.term(.source, source.rawValue) }
        let order = DrawOrder(view.candidates, seed: draw.seed, witness: draw.witness)
        let held = HeldDraw(
            plan: plan, committedOn: view.committedOn, heldOn: nil, digest: commitment.digest,
            reserve: commitment.reserve, quotas: commitment.quotas.map { (name($0.source), $0.seats) },
            witnessNamed: commitment.witness, witness: draw.witness, seed: draw.seed,
            panels: view.panels.map { panel in
                HeldDraw.Panel(
                    zone: called.zone(panel.zone),
                    drawn: commitment.quotas.map { quota in
                        let codes = order.panel(at: panel.zone, quotas: [quota]).map(\.id.text)
                        return (name(quota.source), codes)
                    }, seats: panel.seats.map(\.text).sorted())
            },
            candidates: order.inOrder.map { candidate, key in
                HeldDraw.Candidate(
                    code: candidate.id.text, source: name(candidate.source), key: key,
                    excluded: candidate.excluded.map { one in
                        words(
                            .drawExclusion,
                            [
                                "zone": called.zone(one.zone),
                                "conflict": words.term(.conflict, one.conflict.rawValue),
                            ])
                    })
            }, key: standing.register.keys.last { $0.retired == nil }?.key.text)
        let paper = try await papering.run { [papers] in try papers.using { try $0.drawProtocol(held, in: language) } }
        guard paper.problems.isEmpty else { throw Malformed(what: "paper") }
        let title = FileName("\(words[.drawProtocolName])-\(words.text(course.title)).pdf").text
        return .paper([UInt8](paper.bytes), name: title)
    }
}
