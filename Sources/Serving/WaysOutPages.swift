// 退出和终止: a round given up, a zone that leaves, a round broken off.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Hummingbird
import Pages
import Reasons
import RoundState
import Telling

func addWaysOut(_ desk: Desk, to round: RouterGroup<DeskContext>) {
    round.get("ways-out", use: desk.getWaysOut)
    round.get("ways-out/zone", use: desk.getLeave)
    round.post("ways-out/zone", use: desk.carrying(desk.postLeave))
    round.get("ways-out/give-up", use: desk.getGiveUp)
    round.post("ways-out/give-up", use: desk.carrying(desk.postGiveUp))
    round.get("ways-out/break-off", use: desk.getBreakOff)
    round.post("ways-out/break-off", use: desk.carrying(desk.postBreakOff))
}

extension Desk {
    private func waysOut(_ context: DeskContext) throws -> (CourseView, WaysOutView) {
        let course = try course(context)
        guard case .seen(let view) = standing.waysOut(of: course.round, for: Viewer(context.viewer)) else {
            throw NotFound()
        }
        return (course, view)
    }

    private func permissions(_ round: RoundID, _ context: DeskContext) -> WaysOutPermissions {
        WaysOutPermissions(
            mayGiveUp: may(.withdrawRound, round, context), mayWithdraw: may(.withdrawZone, round, context),
            mayBreakOff: may(.breakOffRound, round, context))
    }

    func getWaysOut(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, view) = try waysOut(context)
        let permissions = permissions(course.round, context)
        guard permissions.mayGiveUp || permissions.mayWithdraw || permissions.mayBreakOff else { throw NotFound() }
        return .page(
            frame(request, context).waysOutPage(
                view, of: course, permissions, called(context), done: done(request, among: [.zoneHasLeft])))
    }

    // MARK: a zone

    private func leavePage(
        _ zone: ZoneID, _ course: CourseView, _ view: WaysOutView, _ request: Request, _ context: DeskContext,
        reason: String = "", problems: FormProblems = .none
    ) throws -> [UInt8] {
        guard case .seen(let found) = standing.withdrawal(of: zone, from: course.round, for: Viewer(context.viewer))
        else { throw NotFound() }
        return frame(request, context).leavePage(
            found, of: course, standing.register.rounds[course.round], called(context), byTwo: view.byTwo,
            refusals: found.refusals.map { text($0, context) }, reason: reason, problems: problems)
    }

    func getLeave(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, view) = try waysOut(context)
        try require(.withdrawZone, course.round, context)
        let named = request.uri.queryParameters["zone"].map(String.init) ?? ""
        guard !named.isEmpty else {
            let wanting = FormProblems([("zone", words(context.language)[.pleaseChoose])])
            return .page(
                frame(request, context).waysOutPage(
                    view, of: course, permissions(course.round, context), called(context), problems: wanting),
                .unprocessableContent)
        }
        return .page(try leavePage(ZoneID(named), course, view, request, context))
    }

    func postLeave(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let (course, view) = try waysOut(context)
        try require(.withdrawZone, course.round, context)
        let zone = ZoneID(form["zone"])
        return try await confirmedStep(
            WithdrawZone(course.round, zone: zone, reason: form["reason"]), form, request, context,
            { problems, context in
                try leavePage(
                    zone, course, view, request, context, reason: form["reason"], problems: problems)
            },
            done: view.byTwo
                ? Addresses(context.language).round(course.round, "acts", done: .actIsProposed)
                : Addresses(context.language).round(course.round, "ways-out", done: .zoneHasLeft))
    }

    // MARK: the round

    private func endPage(
        _ course: CourseView, _ view: WaysOutView, isBreak: Bool, _ request: Request, _ context: DeskContext,
        form: FormFields? = nil, problems: FormProblems = .none
    ) -> [UInt8] {
        frame(request, context).endPage(
            view, of: course, isBreak: isBreak, statement: form?["statement"] ?? "", reason: form?["reason"] ?? "",
            problems: problems)
    }

    func getGiveUp(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, view) = try waysOut(context)
        try require(.withdrawRound, course.round, context)
        return .page(endPage(course, view, isBreak: false, request, context))
    }

    func postGiveUp(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let (course, view) = try waysOut(context)
        let place = Addresses(context.language).round(course.round)
        // Sent again after it was done: the answer is the same.
        if course.stage == .withdrawn { return .see(place) }
        try require(.withdrawRound, course.round, context)
        return try await confirmedStep(
            WithdrawRound(course.round, reason: form["reason"]), form, request, context,
            { problems, context in
                endPage(course, view, isBreak: false, request, context, form: form, problems: problems)
            }, done: place)
    }

    func getBreakOff(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, view) = try waysOut(context)
        try require(.breakOffRound, course.round, context)
        return .page(endPage(course, view, isBreak: true, request, context))
    }

    func postBreakOff(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let (course, view) = try waysOut(context)
        try require(.breakOffRound, course.round, context)
        return try await confirmedStep(
            BreakOffRound(course.round, statement: form["statement"], reason: form["reason"]), form, request, context,
            { problems, context in
                endPage(course, view, isBreak: true, request, context, form: form, problems: problems)
            }, done: Addresses(context.language).round(course.round, "acts", done: .actIsProposed))
    }
}
