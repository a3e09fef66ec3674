// The declaration before anything is shown, and the way out, in two acts.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Hummingbird
import Pages
import Reasons
import RoundState
import Telling

extension Desk {
    func getStart(_ request: Request, _ context: DeskContext) async throws -> Response {
        .page(frame(request, context).startPage(try startView(context)))
    }

    func startView(_ context: DeskContext) throws -> StartView {
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
                frame(request, context).startPage(
                    try startView(context), problems: problems(refusal.reasons, context)), .conflict)
        }
        return .see(addresses.zone(round, zone, "score"))
    }

    func getRecuse(_ request: Request, _ context: DeskContext) async throws -> Response {
        let view = try startView(context)
        guard view.state == .open || view.state.isSealed else { return .see(startAddress(view, context)) }
        return .page(frame(request, context).recusePage(view))
    }

    private func startAddress(_ view: StartView, _ context: DeskContext) -> Address {
        Addresses(context.language).zone(view.round, view.zone, "start")
    }

    func postRecuse(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let (round, zone) = try place(context)
        let (own, view) = (try ownSheet(round, zone, context), try startView(context))
        let frame = frame(request, context)
        let reason = form["reason"]
        guard !reason.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty else {
            let missing = problems([Reason(.recusalReasonMissing, .seat(own.seat), field: "reason")], context)
            return .page(frame.recusePage(view, problems: missing), .unprocessableContent)
        }
        guard form["act"] == "leave" else { return .page(frame.recusePage(view, reason: reason, isRead: true)) }
        var context = context
        guard let session = try await confirmed(form, &context) else {
            let wrong = problems([Reason(.confirmationFailed, field: "password")], context)
            return .page(
                frame.recusePage(view, reason: reason, isRead: true, problems: wrong), .unprocessableContent)
        }
        let now = context
        return await opening(session, request, now) {
            do {
                try await ledger.perform(
                    RecuseSeat(round, seat: own.seat, reason: reason), by: session.user.id, at: clock())
            } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
                let page = self.frame(request, now).recusePage(
                    view, reason: reason, isRead: true, problems: problems(refusal.reasons, now))
                return .page(page, .conflict)
            }
            return .see(startAddress(view, now))
        }
    }
}
