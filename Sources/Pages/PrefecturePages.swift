// 设区市推荐: the own counties' applications by call with the places that are left, one of them, and all of a call side by side.

package import Assessing
package import AssessmentModel
import EventModel
import Reasons
import RoundState
package import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func prefecturePage(_ own: Zone?, _ views: [PrefectureView], today: String, done: PagePhrase? = nil)
        -> [UInt8]
    {
        let name = own.map { words.text($0.name) } ?? ""
        return page(words[.prefTitle], "prefecture") { html in
            html.element(.h1, text: words[.prefTitle])
            if let done { html.notice(.good, words[done]) }
            html.element(.p, .css("lead"), text: words(.prefLead, ["city": name]))
            if views.isEmpty { html.element(.p, .css("empty"), text: words[.prefNone]) }
            for view in views {
                html.element(.section) { html in
                    html.element(.h2, text: callTitle(of: view.call))
                    html.element(
                        .p,
                        text: words(
                            view.call.last < today ? .prefCallOver : .prefCallUntil,
                            ["day": words.day(view.call.last)]))
                    places(view, &html)
                    list(view, &html)
                }
            }
            if views.contains(where: { $0.waiting > 0 }) {
                html.element(.section) { html in
                    html.element(.h2, text: words[.todoTitle])
                    html.todoFiles(self) { addresses.prefecture($0) }
                }
            }
        }
    }

    private func places(_ view: PrefectureView, _ html: inout HTML) {
        guard !view.places.isEmpty else {
            html.element(.p, text: words[.prefNoQuota])
            return
        }
        html.table(
            words(.labelled, ["name": callTitle(of: view.call), "value": words[.prefQuota]]), hidesCaption: true,
            [words[.registryKind], words[.prefMost], words[.prefUsed], words[.prefLeft]],
            numbers: [1, 2, 3]
        ) { html in
            for place in view.places {
                html.element(.tr) { html in
                    html.element(.th, Attribute("scope", "row"), text: named(place.name, .kind, place.kind))
                    html.element(.td, .css("number"), text: "\(place.most)")
                    html.element(.td, .css("number"), text: "\(place.used)")
                    html.element(.td, .css(place.left == 0 ? "number due" : "number"), text: "\(place.left)")
                }
            }
        }
    }

    /// What waits first.
    private func list(_ view: PrefectureView, _ html: inout HTML) {
        guard !view.applications.isEmpty else {
            html.element(.p, .css("empty"), text: words[.prefNoApplications])
            return
        }
        html.element(.p, text: words(.prefWaiting, view.waiting))
        html.element(.ul, .css("tasks")) { html in
            for review in view.applications {
                let waits = review.application.stage == .submitted(to: .prefecture)
                html.element(.li) { html in
                    html.element(
                        .a, .href(addresses.prefecture(review.id.text)), text: words.text(review.zone.name))
                    html.element(
                        .span, .css("progress"),
                        text: words.list([kind(of: review)] + (waits ? lacking(review) : [])))
                    html.element(.span, .css(waits ? "state due" : "state"), text: state(of: review))
                }
            }
        }
        if view.applications.count > 1 {
            html.element(.p) { html in
                html.element(
                    .a, .href(addresses.prefecture("compare", view.call.id.text)), text: words[.prefCompareLink])
            }
        }
    }

    // MARK: one

    /// `full`: why it cannot be sent on now; nil where it can.
    package func prefectureApplicationPage(
        _ review: ApplicationReview, full: String?, left: Int?, opinion: String = "", problems: FormProblems = .none
    ) -> [UInt8] {
        let title = words(.appTitle, ["zone": words.text(review.zone.name)])
        return page(title, "application", crumbs: prefectureCrumbs()) { html in
            html.summary(problems, self)
            html.element(.h1, text: title)
            let waits = review.application.stage == .submitted(to: .prefecture)
            if waits { toDecision(words[.prefDecide], &html) }
            body(of: review, &html)
            guard waits else { return }
            html.element(.section, .id("decide")) { html in
                html.element(.h2, text: words[.prefDecide])
                html.element(.ul) { html in
                    html.element(
                        .li,
                        text: words(.prefRecommendEffect, ["left": left.map { "\($0)" }]))
                    html.element(.li, text: words[.prefReturnEffect])
                }
                if !review.isComplete {
                    html.notice(.warn, words(.prefIncomplete, ["what": words.list(lacking(review))]))
                }
                html.form(addresses.prefecture(review.id.text), self) { html in
                    html.once(self)
                    html.hidden("version", "\(review.application.version)")
                    html.area(
                        "opinion", words[.prefOpinion], hint: words[.prefOpinionHint], value: opinion, problems)
                    html.element(.p, .css("acts")) { html in
                        html.button(
                            words[.prefRecommend], primary: true, .name("do"), .value("recommend"),
                            full == nil ? nil : Attribute("disabled"))
                        html.button(words[.prefReturn], .name("do"), .value("return"))
                        if let full { html.element(.span, .css("why"), text: full) }
                    }
                }
            }
        }
    }

    private func prefectureCrumbs() -> [(String, Address)] { [(words[.prefTitle], addresses.prefecture())] }

    // MARK: side by side

    /// Rows are indicators by pillar, columns the counties of the call.
    package func comparePage(_ view: PrefectureView) -> [UInt8] {
        page(words[.prefCompareTitle], "compare", crumbs: prefectureCrumbs()) { html in
            html.element(.h1, text: words[.prefCompareTitle])
            html.element(.p, .css("lead"), text: callTitle(of: view.call))
            html.element(.p, text: words[.prefCompareLead])
            let reviews = view.applications.filter { $0.application.stage != .withdrawn }
            guard !reviews.isEmpty else {
                html.element(.p, .css("empty"), text: words[.prefNoApplications])
                return
            }
            html.table(
                words(.appsCaption, reviews.count), [words[.indicatorHead]] + reviews.map { words.text($0.zone.name) },
                numbers: Set(1...reviews.count), css: "wide compare"
            ) { html in
                heads(reviews, &html)
                for pillar in Self.rows(of: reviews) { rows(of: pillar, reviews, &html) }
            }
        }
    }

    /// A pillar as all counties have it: what does not apply to one of them is empty there.
    private static func rows(
        of reviews: [ApplicationReview]
    ) -> [(title: LocalizedText?, items: [(id: CriterionID, title: LocalizedText?)])] {
        var rows: [(title: LocalizedText?, items: [(id: CriterionID, title: LocalizedText?)])] = []
        for pillar in reviews.flatMap(\.pillars) {
            if !rows.contains(where: { $0.title == pillar.title }) { rows.append((pillar.title, [])) }
            guard let place = rows.firstIndex(where: { $0.title == pillar.title }) else { continue }
            for item in pillar.items where !rows[place].items.contains(where: { $0.id == item.id }) {
                rows[place].items.append((item.id, item.title))
            }
        }
        return rows
    }

    private func heads(_ reviews: [ApplicationReview], _ html: inout HTML) {
        let lines: [(String, (ApplicationReview) -> String)] = [
            (words[.stateHead], { state(of: $0) }),
            (words[.appConditions], { "\($0.met) / \($0.conditions.count)" }),
            (words[.appSelfTotal], { $0.most == .zero ? "\($0.claimed)" : "\($0.claimed) / \($0.most)" }),
            (words[.appMissingHead], { "\($0.missing.count)" }),
        ]
        for (head, value) in lines {
            html.element(.tr) { html in
                html.element(.th, Attribute("scope", "row")) { $0.element(.b, text: head) }
                for review in reviews { html.element(.td, .css("number"), text: value(review)) }
            }
        }
    }

    private func rows(
        of pillar: (title: LocalizedText?, items: [(id: CriterionID, title: LocalizedText?)]),
        _ reviews: [ApplicationReview], _ html: inout HTML
    ) {
        html.element(.tr, .css("pillar")) { html in
            html.element(.th, Attribute("scope", "row")) { html in
                html.element(.b, text: pillar.title.map { words.text($0) } ?? words[.indicatorsTitle])
            }
            for review in reviews {
                let own = review.pillars.first { $0.title == pillar.title }
                html.element(.td, .css("number")) { html in
                    html.element(.b, text: own.map { "\($0.claimed) / \($0.most)" } ?? "–")
                }
            }
        }
        for row in pillar.items {
            html.element(.tr) { html in
                html.element(.th, Attribute("scope", "row"), text: row.title.map { words.text($0) } ?? row.id.text)
                for review in reviews {
                    html.element(.td, .css("number")) { html in
                        guard let item = review.items.first(where: { $0.id == row.id }) else { return html.text("–") }
                        html.element(.p, text: item.claimed.map { "\($0)" } ?? words[.appNotClaimed])
                        if item.missing != nil {
                            html.element(.p, .css("error"), text: words[.prefNoFiles])
                        } else {
                            html.element(.p, .css("quiet small"), text: words(.prefFiles, item.files.count))
                        }
                    }
                }
            }
        }
    }
}
