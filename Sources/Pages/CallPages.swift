// 申报通知: those that are published, and one in words with its last day, which alone can change.

import Assessing
package import AssessmentModel
import EventModel
import Reasons
package import RoundState
package import Telling

/// A call as a list shows it.
package struct ListedCall: Sendable {
    package let call: PublishedCall
    package let programme: Programme?
    package let applications: Int
    package let waiting: Int

    package init(_ call: PublishedCall, _ programme: Programme?, applications: Int, waiting: Int) {
        self.call = call
        self.programme = programme
        self.applications = applications
        self.waiting = waiting
    }
}

/// What was typed to put a last day off.
package struct ExtensionForm: Sendable {
    package let to: String
    package let reason: String

    package init(to: String = "", reason: String = "") {
        self.to = to
        self.reason = reason
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func callsPage(_ calls: [ListedCall], mayCall: Bool, today: String) -> [UInt8] {
        page(words[.callsTitle], "calls", crumbs: officeCrumbs()) { html in
            html.element(.h1, text: words[.callsTitle])
            if calls.isEmpty { html.element(.p, .css("empty"), text: words[.callsNone]) }
            if mayCall {
                html.element(.p, .css("acts")) { html in
                    html.element(
                        .a, .css("button primary"), .href(addresses.office(["calls", "new"])), text: words[.callNew])
                }
            }
            html.element(.ul, .css("tasks")) { html in
                for listed in calls {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.office(["calls", listed.call.id.text])),
                            text: callTitle(of: listed.call))
                        html.element(
                            .span, .css("progress"),
                            text: words(
                                .callCounts,
                                [
                                    "count": "\(listed.applications)",
                                    "waiting": listed.waiting > 0 ? "\(listed.waiting)" : nil,
                                ]))
                        let isOpen = listed.call.last >= today
                        html.element(
                            .span, .css("state"),
                            text: words(isOpen ? .callOpen : .callOver, ["day": words.day(listed.call.last)]))
                    }
                }
            }
        }
    }

    func callCrumbs() -> [(String, Address)] { officeCrumbs() + [(words[.callsTitle], addresses.office("calls"))] }

    package func callPage(
        _ listed: ListedCall, mayExtend: Bool, today: String, form: ExtensionForm = ExtensionForm(),
        problems: FormProblems = .none, done: PagePhrase? = nil
    ) -> [UInt8] {
        let call = listed.call
        return page(callTitle(of: call), "call", crumbs: callCrumbs()) { html in
            html.summary(problems, self)
            html.element(.h1, text: callTitle(of: call))
            if let done { html.notice(.good, words[done]) }
            if let said = call.call {
                says(said, call.scheme, digest: call.published.scheme, listed.programme, last: call.last, &html)
            }
            if !call.extensions.isEmpty {
                html.element(
                    .p,
                    text: words(.callExtensions, ["days": words.list(call.extensions.map(words.day))]))
            }
            html.element(.ul, .css("links")) { html in
                html.item(
                    words(.callApplications, ["count": "\(listed.applications)"]),
                    addresses.office(["applications"], query: [("call", call.id.text)]))
            }
            guard mayExtend else { return }
            html.element(.section) { html in
                html.element(.h2, text: words[.callExtendTitle])
                html.element(.p, text: words[call.last < today ? .callExtendOver : .callExtendLead])
                html.form(addresses.office(["calls", call.id.text, "extend"]), self) { html in
                    html.once(self)
                    html.field(
                        .init(name: "to", label: words[.callExtendTo], value: form.to, type: "date", size: 14), problems
                    )
                    html.area(
                        "reason", words[.callExtendReason], hint: words[.callExtendReasonHint], value: form.reason,
                        rows: 2, problems)
                    html.element(.p, .css("acts")) { $0.button(words[.callExtendDo], primary: true) }
                }
            }
        }
    }

    /// What a call says, before and after it is published.
    func says(
        _ call: Call, _ scheme: Scheme?, digest: String?, _ programme: Programme?, last: String, _ html: inout HTML
    ) {
        html.element(.dl, .css("facts")) { html in
            html.fact(words[.registryID], call.id.text)
            html.fact(words[.programmeHead], programme.map { words.text($0.title) } ?? call.programme.text)
            html.fact(words[.appPurpose], named(programme?.purpose(call.purpose)?.name, .purpose, call.purpose))
            html.fact(words[.callLast], words.day(last))
            html.element(.div) { html in
                html.element(.dt, text: words[.schemeHead])
                html.element(.dd) { html in
                    let said = scheme.map(title) ?? call.scheme.id.text
                    if let digest {
                        html.element(.a, .href(addresses.office(["schemes", digest])), text: said)
                    } else {
                        html.text(said)
                    }
                }
            }
        }
        if let english = call.title.en {
            html.element(.p, .css("quiet"), text: words.language == .english ? call.title.zh : english)
        }
        html.element(.section) { html in
            html.element(.h2, text: words[.appConditions])
            if call.conditions.isEmpty { html.element(.p, text: words[.callNoConditions]) }
            html.element(.ul) { html in
                for item in call.conditions {
                    html.element(.li, text: named(programme?.condition(item)?.text, .condition, item))
                }
            }
        }
        html.element(.section) { html in
            html.element(.h2, text: words[.prefQuota])
            if call.quotas.isEmpty { html.element(.p, text: words[.callNoQuotas]) }
            html.element(.ul) { html in
                for quota in call.quotas {
                    html.element(
                        .li,
                        text: words(
                            .callQuotaLine,
                            [
                                "kind": named(programme?.kind(quota.kind)?.name, .kind, quota.kind),
                                "most": "\(quota.most)",
                            ]))
                }
            }
        }
        guard !call.days.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[.callDays])
            html.element(.ul) { html in
                for day in call.days {
                    html.element(
                        .li, text: words(.labelled, ["name": words.day(day.day), "value": words.text(day.title)]))
                }
            }
        }
    }
}
