// What a plan can be made of, and what is proposed where nothing was filled in yet: from the calls, the last round and the working calendar.

import Assessing
import AssessmentModel
import EventModel
import Foundation
import Pages
import RoundState
import Telling

extension Desk {
    /// Working days that are proposed: before scoring, for it, until the result is announced.
    private static let (untilOpening, forScoring, untilAnnouncement) = (5, 20, 3)

    func planView(of form: PlanForm) -> PlanView {
        let register = standing.register
        var view = PlanView()
        view.noticeDays = Round.noticeDays
        view.aims = aims
        view.aim = view.aims.first { $0.value == form["purpose"] }
        guard let aim = view.aim else { return view }
        view.offers = offers(for: aim)
        view.last = lastRound(of: aim.programme.id)
        let chosen = view.offers.filter { form.calls.contains($0.call.id.text) }
        let digests = Set(chosen.map(\.call.published.scheme))
        if let digest = digests.first, digests.count == 1 { view.scheme = knownSchemes.first { $0.digest == digest } }
        view.isSupervision = aim.purpose.id == .supervision
        if view.isSupervision {
            view.zones = standing.zones.filter { aim.programme.kind($0.kind) != nil }
        } else {
            let calls = Set(chosen.map(\.call.id))
            let accepted = register.applications.values.filter {
                $0.stage == .accepted && ($0.call.map(calls.contains) ?? false)
            }
            view.zones = Set(accepted.map(\.zone)).sorted().compactMap { register.zones[$0] }
        }
        spans(of: form, &view)
        return view
    }

    /// What calls ask for, the newest first.
    private var aims: [PlanView.Aim] {
        let register = standing.register
        let calls = standing.calls.sorted { $0.seq > $1.seq }
        let named = calls.map { ($0.published.programme, $0.published.purpose) }
        var seen: [String] = []
        return named.compactMap { programme, purpose in
            guard !seen.contains("\(programme)/\(purpose.rawValue)"),
                let known = register.programmes[programme]?.programme, let own = known.purpose(purpose)
            else { return nil }
            seen.append("\(programme)/\(purpose.rawValue)")
            let of = calls.filter { $0.published.programme == programme && $0.published.purpose == purpose }
            return PlanView.Aim(
                programme: known, purpose: own, calls: of.count, accepted: of.map(accepted).reduce(0, +))
        }
    }

    private func accepted(_ call: PublishedCall) -> Int {
        standing.register.applications.values.count { $0.call == call.id && $0.stage == .accepted }
    }

    private func offers(for aim: PlanView.Aim) -> [PlanView.Offer] {
        standing.calls.filter {
            $0.published.programme == aim.programme.id && $0.published.purpose == aim.purpose.id
        }.sorted { $0.seq > $1.seq }.map { PlanView.Offer(call: $0, accepted: accepted($0)) }
    }

    private func lastRound(of programme: ProgrammeID) -> (plan: RoundPlan, scheme: Scheme)? {
        standing.register.roundsInOrder.reversed().lazy.compactMap(\.terms)
            .first { $0.plan.programme?.id == programme }.map { ($0.plan, $0.scheme) }
    }

    // MARK: working days

    /// By the calendar; Mondays to Fridays of a year that it does not know.
    private func isWorkday(_ day: Day) -> Bool { standing.register.calendar.isWorkday(day) ?? (day.weekday < 6) }

    /// The day on which so many working days after another have passed.
    private func after(_ count: Int, _ day: Day) -> Day {
        var (day, left) = (day, count)
        while left > 0 {
            day = day.next
            if isWorkday(day) { left -= 1 }
        }
        return day
    }

    private func workdays(from first: Day, through last: Day) -> Int {
        guard first <= last, first.days(until: last) < 4000 else { return 0 }
        var (count, day) = (0, first)
        while day <= last {
            if isWorkday(day) { count += 1 }
            day = day.next
        }
        return count
    }

    private func spans(of form: PlanForm, _ view: inout PlanView) {
        let days = PlanForm.Step.dates.names.map { Day(form[$0]) }
        let calendar = standing.register.calendar
        view.unknownYears = Set(days.compactMap { $0?.year }).filter { calendar[$0] == nil }.sorted()
        let pairs: [(PlanView.Span.Kind, Int, Int)] = [(.scoring, 0, 1), (.closing, 1, 2), (.notice, 3, 4)]
        view.spans = pairs.compactMap { kind, first, last in
            guard let from = days[first], let to = days[last], from <= to else { return nil }
            // From the last day of scoring on, that day not counted.
            let start = kind == .closing ? from.next : from
            return PlanView.Span(
                kind: kind, from: from.text, to: to.text, workdays: workdays(from: start, through: to))
        }
    }

    // MARK: proposals

    /// The form with what is likely where its page is opened for the first time.
    func proposing(_ form: PlanForm, at step: PlanForm.Step) -> PlanForm {
        var form = form
        let isFirst = form.seen.insert(step.rawValue).inserted
        if form["purpose"].isEmpty, isFirst { form["purpose"] = aims.first?.value ?? "" }
        guard let aim = aims.first(where: { $0.value == form["purpose"] }) else { return form }
        let offers = offers(for: aim)
        form.calls.removeAll { id in !offers.contains { $0.call.id.text == id } }
        switch step {
        case .purpose: if isFirst { name(&form, aim) }
        case .calls:
            if form.calls.isEmpty {
                let likely = offers.first { $0.accepted > 0 } ?? offers.first
                form.calls = likely.map { [$0.call.id.text] } ?? []
            }
        case .zones: offer(&form, aim)
        case .dates: if isFirst { date(&form) }
        case .papers: if isFirst { word(&form, aim) }
        case .check: break
        }
        return form
    }

    private func name(_ form: inout PlanForm, _ aim: PlanView.Aim) {
        let year = String(today.prefix(4))
        let (title, purpose) = (aim.programme.title, aim.purpose.name)
        form["title-zh"] = words(.chinese)(
            .planTitleProposal, ["year": year, "programme": title.zh, "purpose": purpose.zh])
        if let english = title.en, let what = purpose.en {
            form["title-en"] = words(.english)(
                .planTitleProposal, ["year": year, "programme": english, "purpose": what])
        }
        let base = "\(aim.purpose.id.rawValue)-\(year)"
        let ids = [base] + (2...99).map { "\(base)-\($0)" }
        form["round"] = ids.first { standing.register.rounds[RoundID($0)] == nil } ?? base
    }

    /// All that were accepted; of a supervision visit those that hold a certificate. Other calls offer others.
    private func offer(_ form: inout PlanForm, _ aim: PlanView.Aim) {
        let offered = ([aim.value] + form.calls.sorted()).joined(separator: " ")
        guard form.offered != offered else { return }
        form.offered = offered
        let view = planView(of: form)
        let held = Set(standing.certificates.filter { $0.revoked == nil }.map(\.zone))
        form.zones = view.zones.filter { !view.isSupervision || held.contains($0.id) }.map(\.id.text)
    }

    private func date(_ form: inout PlanForm) {
        guard let today = Day(today) else { return }
        let opened = after(Self.untilOpening, today)
        // The first day counts, too.
        let closed = after(Self.forScoring - 1, opened)
        let announced = after(Self.untilAnnouncement, closed)
        let to = after(Round.noticeDays - 1, announced)
        for (name, day) in [
            ("opened", opened), ("closed", closed), ("announced", announced), ("from", announced), ("to", to),
        ] { form[name] = day.text }
    }

    private func word(_ form: inout PlanForm, _ aim: PlanView.Aim) {
        let last =
            lastRound(of: aim.programme.id)?.plan
            ?? standing.register.roundsInOrder.reversed().lazy.compactMap { $0.terms?.plan }.first
        form["issuer-zh"] = last?.issuer.zh ?? ""
        form["issuer-en"] = last?.issuer.en ?? ""
        form["objections-zh"] = last?.notice.objections.zh ?? words(.chinese)[.planObjectionsProposal]
        form["objections-en"] = last.map { $0.notice.objections.en ?? "" } ?? words(.english)[.planObjectionsProposal]
        form["years"] = "\(last?.validYears ?? 3)"
        let own = settings.publicURL.map { $0.appending(path: "v/").absoluteString }
        form["verify"] = own ?? last?.verify ?? ""
        form["renotice"] = last?.renotices == true ? "yes" : ""
        form["specimen"] = (last?.isSpecimen ?? (aim.programme.status == .specimen)) ? "yes" : ""
    }
}
