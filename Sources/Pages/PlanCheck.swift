// 核对: every answer of a plan on one page, each with the way back to it.

import AssessmentModel
import Assessing
import EventModel
import Reasons
import RoundState
import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    func check(_ form: PlanForm, _ view: PlanView, _ html: inout HTML) {
        html.element(.p, text: words[.planCheckLead])
        calendar(view, &html)
        html.form(addresses.office(["rounds", "new"]), self) { html in
            carried(form, except: nil, &html)
            html.once(self)
            html.hidden("at", "\(PlanForm.Step.check.rawValue)")
            // Enter and a lost click must not plan a round by the way: changes go by buttons of their own, behind it.
            for step in PlanForm.Step.allCases where step != .check { answers(of: step, form, view, &html) }
            html.element(.p, .css("acts")) { html in
                html.button(words[.planDo], primary: true, .name("go"), .value("plan"))
                html.button(words[.planBack], .name("go"), .value("back"))
            }
        }
    }

    private func answers(of step: PlanForm.Step, _ form: PlanForm, _ view: PlanView, _ html: inout HTML) {
        html.element(.h2, text: title(of: step))
        html.element(.dl, .css("facts")) { html in
            for (head, value) in answers(of: step, form, view) where !value.isEmpty { html.fact(head, value) }
        }
        if step == .dates { spans(view, &html) }
        html.element(.p, .css("acts")) { html in
            html.button(
                words[.planChange], .name("go"), .value("\(step.rawValue)"),
                Attribute("aria-label", words(.planChangeOf, ["what": title(of: step)])))
        }
    }

    private func answers(of step: PlanForm.Step, _ form: PlanForm, _ view: PlanView) -> [(String, String)] {
        switch step {
        case .purpose:
            [
                (words[.programmeHead], view.aim.map { words.text($0.programme.title) } ?? ""),
                (words[.appPurpose], view.aim.map { words.text($0.purpose.name) } ?? ""),
                (words[.planTitleZh], form["title-zh"]), (words[.planTitleEn], form["title-en"]),
                (words[.planID], form["round"]),
            ]
        case .calls:
            [
                (
                    words[.callsTitle],
                    words.list(
                        view.offers.filter { form.calls.contains($0.call.id.text) }.map { callTitle(of: $0.call) })
                ), (words[.schemeHead], view.scheme.map { self.title(of: $0.scheme) } ?? ""),
            ]
        case .zones:
            [
                (words[.planZonesCount], "\(form.zones.count)"),
                (
                    words[.planZonesTitle],
                    words.list(view.zones.filter { form.zones.contains($0.id.text) }.map { words.text($0.name) })
                ),
            ]
        case .dates:
            [
                (words[.planOpened], words.day(form["opened"])), (words[.planClosed], words.day(form["closed"])),
                (words[.planAnnounced], words.day(form["announced"])), (words[.planFrom], words.day(form["from"])),
                (words[.planTo], words.day(form["to"])),
            ]
        case .papers:
            [
                (words[.planIssuerZh], form["issuer-zh"]), (words[.planIssuerEn], form["issuer-en"]),
                (words[.planDocument], form["document"]), (words[.planObjectionsZh], form["objections-zh"]),
                (words[.planObjectionsEn], form["objections-en"]), (words[.planVerify], form["verify"]),
                (words[.planYears], form["years"]),
                (words[.planRenotice], words[form["renotice"] == "yes" ? .yes : .no]),
                (words[.planSpecimen], words[form["specimen"] == "yes" ? .yes : .no]),
            ]
        case .check: []
        }
    }
}
