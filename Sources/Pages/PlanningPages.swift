// 立项: a round planned in five short pages and a sixth on which all of it is checked. What was filled in goes along unseen, so going back keeps it.

package import AssessmentModel
import Assessing
import EventModel
import Reasons
package import RoundState
import Telling

/// A plan as it is filled in.
package struct PlanForm: Sendable {
    package enum Step: Int, Sendable, CaseIterable {
        case purpose = 1
        case calls, zones, dates, papers, check

        /// The names of its fields of one line.
        package var names: [String] {
            switch self {
            case .purpose: ["purpose", "title-zh", "title-en", "round"]
            case .calls, .zones, .check: []
            case .dates: ["opened", "closed", "announced", "from", "to"]
            case .papers:
                [
                    "issuer-zh", "issuer-en", "document", "objections-zh", "objections-en", "verify", "years",
                    "specimen",
                    "renotice",
                ]
            }
        }
    }

    package var fields: [String: String]
    package var calls: [String]
    package var zones: [String]
    /// The pages that were open, whose proposals are made.
    package var seen: Set<Int>
    /// The calls whose zones were offered: others offer others.
    package var offered: String

    package init(
        fields: [String: String] = [:], calls: [String] = [], zones: [String] = [], seen: Set<Int> = [],
        offered: String = ""
    ) {
        self.fields = fields
        self.calls = calls
        self.zones = zones
        self.seen = seen
        self.offered = offered
    }

    package subscript(_ name: String) -> String {
        get { fields[name] ?? "" }
        set { fields[name] = newValue }
    }
}

/// What a plan can be made of, and what is known about what was filled in.
package struct PlanView: Sendable {
    /// Something a round may be for, with calls that ask for it.
    package struct Aim: Sendable {
        /// `programme/purpose`.
        package let value: String
        package let programme: Programme
        package let purpose: Programme.Purpose
        package let calls: Int
        package let accepted: Int

        package init(programme: Programme, purpose: Programme.Purpose, calls: Int, accepted: Int) {
            value = "\(programme.id)/\(purpose.id.rawValue)"
            self.programme = programme
            self.purpose = purpose
            self.calls = calls
            self.accepted = accepted
        }
    }

    package struct Offer: Sendable {
        package let call: PublishedCall
        package let accepted: Int

        package init(call: PublishedCall, accepted: Int) {
            self.call = call
            self.accepted = accepted
        }
    }

    /// Days from one to another; `workdays` counts both.
    package struct Span: Sendable {
        package enum Kind: Sendable { case scoring, closing, notice }

        package let kind: Kind
        package let from: String
        package let to: String
        package let workdays: Int

        package init(kind: Kind, from: String, to: String, workdays: Int) {
            self.kind = kind
            self.from = from
            self.to = to
            self.workdays = workdays
        }
    }

    package var aims: [Aim] = []
    /// That which was chosen.
    package var aim: Aim?
    package var offers: [Offer] = []
    /// Of the chosen calls, where they bind one.
    package var scheme: ShelvedScheme?
    /// The last round of the programme.
    package var last: (plan: RoundPlan, scheme: Scheme)?
    package var zones: [Zone] = []
    package var isSupervision = false
    package var spans: [Span] = []
    /// Years whose calendar is not known.
    package var unknownYears: [Int] = []
    package var noticeDays = 0

    package init() {}
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    func title(of step: PlanForm.Step) -> String {
        switch step {
        case .purpose: words[.planPurposeTitle]
        case .calls: words[.planCallsTitle]
        case .zones: words[.planZonesTitle]
        case .dates: words[.planDatesTitle]
        case .papers: words[.planPapersTitle]
        case .check: words[.planCheckTitle]
        }
    }

    package func planPage(
        _ step: PlanForm.Step, _ form: PlanForm, _ view: PlanView, problems: FormProblems = .none
    ) -> [UInt8] {
        let title = view.aims.isEmpty ? words[.planTitle] : title(of: step)
        let crumbs =
            officeCrumbs() + (view.aims.isEmpty ? [] : [(words[.planTitle], addresses.office(["rounds", "new"]))])
        return page(title, "plan", crumbs: crumbs) { html in
            html.summary(problems, self, ids: ["call": "calls", "zone": "zones", "purpose": "purposes"])
            html.element(.h1, text: title)
            if view.aims.isEmpty {
                html.element(.p, .css("lead"), text: words[.planNoCalls])
                html.element(.p, .css("acts")) { html in
                    html.element(
                        .a, .css("button primary"), .href(addresses.office(["calls", "new"])), text: words[.callNew])
                }
                return
            }
            html.element(.p, .css("lead"), text: words(.planStep, ["number": "\(step.rawValue)"]))
            if step == .check {
                check(form, view, &html)
                return
            }
            html.form(addresses.office(["rounds", "new"]), self) { html in
                carried(form, except: step, &html)
                html.hidden("at", "\(step.rawValue)")
                // Enter goes on: the first button of a form is the one that it presses.
                html.element(
                    .button, .css("hidden-text"), .name("go"), .value("next"), Attribute("tabindex", "-1"), .unspoken,
                    text: words[.goOn])
                switch step {
                case .purpose: purpose(form, view, problems, &html)
                case .calls: calls(form, view, problems, &html)
                case .zones: zones(form, view, problems, &html)
                case .dates: dates(form, view, problems, &html)
                case .papers: papers(form, view, problems, &html)
                case .check: break
                }
                html.element(.p, .css("acts")) { html in
                    html.button(words[.goOn], primary: true, .name("go"), .value("next"))
                    if step != .purpose {
                        html.button(words[.planBack], .name("go"), .value("back"), Attribute("formnovalidate"))
                    }
                }
            }
        }
    }

    /// What the other pages hold.
    func carried(_ form: PlanForm, except step: PlanForm.Step?, _ html: inout HTML) {
        for other in PlanForm.Step.allCases where other != step {
            for name in other.names where !form[name].isEmpty { html.hidden(name, form[name]) }
        }
        if step != .calls { for call in form.calls { html.hidden("call", call) } }
        if step != .zones { for zone in form.zones { html.hidden("zone", zone) } }
        for number in form.seen.sorted() { html.hidden("seen", "\(number)") }
        if !form.offered.isEmpty { html.hidden("offered", form.offered) }
    }

    private func purpose(_ form: PlanForm, _ view: PlanView, _ problems: FormProblems, _ html: inout HTML) {
        html.element(.fieldset, .css("field"), .id("purposes")) { html in
            html.element(.legend, text: words[.planPurposeLead])
            html.error(problems.words(for: "purpose"), of: "purpose")
            for aim in view.aims {
                html.choice(
                    "purpose", aim.value,
                    words(
                        .planPurposeCalls,
                        [
                            "purpose": words.text(aim.purpose.name), "programme": words.text(aim.programme.title),
                            "count": "\(aim.calls)", "accepted": "\(aim.accepted)",
                        ]), isChosen: form["purpose"] == aim.value)
            }
        }
        html.field(
            .init(
                name: "title-zh", label: words[.planTitleZh], hint: words[.planTitleHint], value: form["title-zh"],
                size: 40),
            problems)
        html.field(
            .init(name: "title-en", label: words[.planTitleEn], value: form["title-en"], isRequired: false, size: 40),
            problems)
        html.field(
            .init(name: "round", label: words[.planID], hint: words[.planIDHint], value: form["round"], size: 24),
            problems)
    }

    private func calls(_ form: PlanForm, _ view: PlanView, _ problems: FormProblems, _ html: inout HTML) {
        html.element(.fieldset, .css("field"), .id("calls")) { html in
            html.element(.legend, text: words[.planCallsLead])
            html.error(problems.words(for: "call"), of: "call")
            for offer in view.offers {
                html.tick(
                    "call", offer.call.id.text,
                    words(
                        .planCallLine,
                        [
                            "title": callTitle(of: offer.call), "day": words.day(offer.call.last),
                            "count": "\(offer.accepted)",
                        ]), isTicked: form.calls.contains(offer.call.id.text))
            }
        }
        html.element(.p, .css("acts")) { $0.button(words[.planRefresh], .name("go"), .value("stay")) }
        guard let scheme = view.scheme else {
            html.element(.p, .css("quiet"), text: words[.planSchemeLater])
            return
        }
        html.element(.p) { html in
            html.text(words[.planScheme] + " ")
            html.element(
                .a, .href(addresses.office(["schemes", scheme.digest])), text: self.title(of: scheme.scheme))
        }
        guard let last = view.last else {
            html.element(.p, .css("quiet"), text: words[.planSchemeFirst])
            return
        }
        html.element(.details) { html in
            html.element(.summary, text: words(.planSchemeBefore, ["round": words.text(last.plan.title)]))
            changes(from: last.scheme, to: scheme.scheme, &html)
        }
    }

    private func zones(_ form: PlanForm, _ view: PlanView, _ problems: FormProblems, _ html: inout HTML) {
        guard !view.zones.isEmpty else {
            html.element(.p, .css("empty"), text: words[.planZonesNone])
            html.element(.p) { html in
                html.element(.a, .href(addresses.office("applications")), text: words[.appsTitle])
            }
            return
        }
        let chosen = view.zones.count { form.zones.contains($0.id.text) }
        html.element(.fieldset, .css("field"), .id("zones")) { html in
            html.element(
                .legend,
                text: words(
                    view.isSupervision ? .planZonesSupervision : .planZonesLead,
                    ["count": "\(view.zones.count)", "chosen": "\(chosen)"]))
            html.error(problems.words(for: "zone"), of: "zone")
            for zone in view.zones {
                let kind = named(view.aim?.programme.kind(zone.kind)?.name, .kind, zone.kind)
                html.tick(
                    "zone", zone.id.text,
                    words.list([words.text(zone.name), kind] + (zone.prefecture.map { [$0] } ?? [])),
                    isTicked: form.zones.contains(zone.id.text))
            }
        }
        html.element(.p, .css("acts")) { $0.button(words[.planZonesUpdate], .name("go"), .value("stay")) }
    }

    private func dates(_ form: PlanForm, _ view: PlanView, _ problems: FormProblems, _ html: inout HTML) {
        html.element(.p, text: words[.planDatesLead])
        calendar(view, &html)
        let fields: [(String, PagePhrase)] = [
            ("opened", .planOpened), ("closed", .planClosed), ("announced", .planAnnounced), ("from", .planFrom),
            ("to", .planTo),
        ]
        for (name, phrase) in fields {
            html.field(.init(name: name, label: words[phrase], value: form[name], type: "date", size: 14), problems)
        }
        spans(view, &html)
        html.element(.p, .css("acts")) { $0.button(words[.planCount], .name("go"), .value("stay")) }
    }

    func calendar(_ view: PlanView, _ html: inout HTML) {
        guard !view.unknownYears.isEmpty else { return }
        html.element(.div, .css("notice warn")) { html in
            html.element(
                .p, text: words(.planNoCalendar, ["years": words.list(view.unknownYears.map { "\($0)" })]))
            html.element(.p) { html in
                html.element(.a, .href(addresses.registry("calendar")), text: words[.planCalendarLink])
            }
        }
    }

    func spans(_ view: PlanView, _ html: inout HTML) {
        guard !view.spans.isEmpty else { return }
        html.table(
            words[.planSpansTitle], [words[.planSpanHead], words[.planSpanDays]], numbers: [1]
        ) { html in
            for span in view.spans {
                let phrase: PagePhrase =
                    switch span.kind {
                    case .scoring: .planSpanScoring
                    case .closing: .planSpanClosing
                    case .notice: .planSpanNotice
                    }
                html.element(.tr) { html in
                    html.element(.th, Attribute("scope", "row"), text: words[phrase])
                    html.element(.td, .css("number"), text: "\(span.workdays)")
                }
            }
        }
        if let notice = view.spans.first(where: { $0.kind == .notice }), notice.workdays < view.noticeDays {
            html.notice(
                .warn,
                words(.planNoticeShort, ["days": "\(notice.workdays)", "least": "\(view.noticeDays)"]))
        }
    }

    private func papers(_ form: PlanForm, _ view: PlanView, _ problems: FormProblems, _ html: inout HTML) {
        html.field(
            .init(name: "issuer-zh", label: words[.planIssuerZh], value: form["issuer-zh"], size: 40), problems)
        html.field(
            .init(
                name: "issuer-en", label: words[.planIssuerEn], value: form["issuer-en"], isRequired: false, size: 40),
            problems)
        html.field(
            .init(
                name: "document", label: words[.planDocument],
                hint: view.last.map { words(.planDocumentBefore, ["document": $0.plan.document]) }
                    ?? words[.planDocumentHint], value: form["document"], size: 30), problems)
        html.area(
            "objections-zh", words[.planObjectionsZh], hint: words[.planObjectionsHint], value: form["objections-zh"],
            rows: 3, problems)
        html.area("objections-en", words[.planObjectionsEn], value: form["objections-en"], rows: 3, problems)
        html.field(
            .init(
                name: "verify", label: words[.planVerify], hint: words[.planVerifyHint], value: form["verify"], size: 40
            ), problems)
        html.field(
            .init(name: "years", label: words[.planYears], value: form["years"], isNumeric: true, size: 4), problems)
        html.element(.fieldset, .css("field")) { html in
            html.element(.legend, .css("hidden-text"), text: words[.planPapersTitle])
            html.tick("renotice", "yes", words[.planRenotice], isTicked: form["renotice"] == "yes")
            html.tick("specimen", "yes", words[.planSpecimen], isTicked: form["specimen"] == "yes")
        }
    }
}
