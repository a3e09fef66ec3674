// 申报受理: all applications with what each lacks, one of them to accept or send back, and several at once after a look.

package import Assessing
package import AssessmentModel
package import EventModel
package import Exchange
import Reasons
import RoundState
package import Telling

/// Which applications a list shows; what is nil is not asked for.
package struct ApplicationFilter: Sendable, Equatable {
    package var call: String?
    /// As the ledger's words have it: `submitted-to-province`.
    package var state: String?
    package var kind: String?

    package init(call: String? = nil, state: String? = nil, kind: String? = nil) {
        self.call = call
        self.state = state
        self.kind = kind
    }

    package func takes(_ review: ApplicationReview) -> Bool {
        (call == nil || review.application.call?.text == call) && (state == nil || review.state == state)
            && (kind == nil || review.zone.kind.rawValue == kind)
    }

    package var query: [(String, String)] {
        [("call", call), ("state", state), ("kind", kind)].compactMap { name, value in value.map { (name, $0) } }
    }
}

extension ApplicationReview {
    /// The word of where it stands.
    package var state: String {
        if case .term(_, let word) = application.stage.value { word } else { "" }
    }

    package var waitsForBureau: Bool { application.stage == .submitted(to: .province) }
}

/// What was typed below an application.
package struct ApplicationAnswer: Sendable {
    package let opinion: String
    package let reason: String

    package init(opinion: String = "", reason: String = "") {
        self.opinion = opinion
        self.reason = reason
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    // MARK: all of them

    /// `all`: what the reader sees; the filter narrows it.
    package func applicationsPage(
        _ all: [ApplicationReview], _ filter: ApplicationFilter, mayAccept: Bool, picked: Set<ApplicationID> = [],
        problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.appsTitle], "applications", crumbs: officeCrumbs()) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.appsTitle])
            filters(all, filter, &html)
            let shown = all.filter(filter.takes)
            if shown.isEmpty {
                html.element(.p, .css("empty"), text: words[all.isEmpty ? .appsNone : .appsNoneShown])
                return
            }
            let waiting = mayAccept ? shown.filter(\.waitsForBureau) : []
            if waiting.isEmpty {
                table(of: shown, picking: nil, &html)
            } else {
                html.form(addresses.office(["applications", "accept"]), self) { html in
                    for (name, value) in filter.query { html.hidden(name, value) }
                    table(of: shown, picking: picked, &html)
                    html.element(.p, .css("acts")) { html in
                        html.button(words[.appsAcceptPreview], primary: true, .name("do"), .value("preview"))
                        html.button(words[.chooseAll], .name("do"), .value("all"))
                        html.element(.span, .css("why"), text: words[.appsAcceptHint])
                    }
                }
            }
            html.element(.p, .css("acts")) { html in
                html.downloads(self) { addresses.office(["applications", "table.\($0)"], query: filter.query) }
            }
        }
    }

    private func filters(_ all: [ApplicationReview], _ filter: ApplicationFilter, _ html: inout HTML) {
        let calls = all.compactMap(\.call).reduce(into: [PublishedCall]()) { found, call in
            if !found.contains(where: { $0.id == call.id }) { found.append(call) }
        }.sorted { $0.seq > $1.seq }
        let states = unique(all.map { ($0.state, state(of: $0)) })
        let kinds = unique(all.map { ($0.zone.kind.rawValue, kind(of: $0)) })
        links(words[.appsCall], calls.map { ($0.id.text, callTitle(of: $0)) }, filter.call, &html) {
            var next = filter
            next.call = $0
            return next
        }
        links(words[.stateHead], states, filter.state, &html) {
            var next = filter
            next.state = $0
            return next
        }
        links(words[.registryKind], kinds, filter.kind, &html) {
            var next = filter
            next.kind = $0
            return next
        }
    }

    private func unique(_ pairs: [(String, String)]) -> [(String, String)] {
        pairs.reduce(into: []) { found, pair in if !found.contains(where: { $0.0 == pair.0 }) { found.append(pair) } }
    }

    private func links(
        _ head: String, _ choices: [(value: String, words: String)], _ chosen: String?, _ html: inout HTML,
        _ next: (String?) -> ApplicationFilter
    ) {
        guard choices.count > 1 || chosen != nil else { return }
        html.element(.nav, Attribute("aria-label", head)) { html in
            html.element(.ul, .css("links filters")) { html in
                html.element(.li, .css("quiet"), text: head)
                for (value, said) in [(String?.none, words[.appsAll])]
                    + choices.map({ ($0.value as String?, $0.words) })
                {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.office(["applications"], query: next(value).query)),
                            value == chosen ? Attribute("aria-current", "true") : nil, text: said)
                    }
                }
            }
        }
    }

    private func table(of reviews: [ApplicationReview], picking picked: Set<ApplicationID>?, _ html: inout HTML) {
        let heads =
            [words[.appZone], words[.stateHead], words[.appSinceHead], words[.appLacksHead], words[.appSelfTotal]]
            + (picked == nil ? [] : [words[.appsPick]])
        html.table(words(.appsCaption, reviews.count), heads, numbers: [4], css: "wide stack") { html in
            for review in reviews {
                html.element(.tr) { html in
                    html.element(.th, Attribute("scope", "row")) { html in
                        html.element(
                            .a, .href(addresses.office(["applications", review.id.text])),
                            text: words.text(review.zone.name))
                        html.element(.span, .css("quiet small"), text: " " + kind(of: review))
                    }
                    html.element(.td, review.waitsForBureau ? .css("due") : nil, text: state(of: review))
                    html.element(.td, text: review.since.map { words.day($0) } ?? "–")
                    html.element(.td) { lacks(review, &$0) }
                    html.element(.td, .css("number"), text: "\(review.claimed)")
                    if let picked {
                        html.element(.td) { html in
                            guard review.waitsForBureau else { return }
                            html.element(
                                .input, .type("checkbox"), .name("application"), .value(review.id.text),
                                picked.contains(review.id) ? Attribute("checked") : nil,
                                Attribute(
                                    "aria-label", words(.appsPickOne, ["zone": words.text(review.zone.name)])))
                        }
                    }
                }
            }
        }
    }

    /// What is not there, in words; or that all is.
    func lacks(_ review: ApplicationReview, _ html: inout HTML) {
        let lines = lacking(review)
        guard !lines.isEmpty else { return html.text(words[.appComplete]) }
        for line in lines { html.element(.p, .css("error"), text: line) }
    }

    func lacking(_ review: ApplicationReview) -> [String] {
        let (unmet, unclaimed) = (review.conditions.count - review.met, review.markable - review.claims)
        return [
            unmet > 0 ? words(.appLacksConditions, unmet) : nil,
            unclaimed > 0 ? words(.appLacksClaims, unclaimed) : nil,
            review.missing.isEmpty ? nil : words(.appLacksFiles, review.missing.count),
        ].compactMap { $0 }
    }

    package func table(of reviews: [ApplicationReview]) -> SheetTable {
        SheetTable(
            words[.appsTitle],
            [
                .init(words[.appIDHead]), .init(words[.appZone]), .init(words[.registryKind]),
                .init(words[.registryPrefecture]), .init(words[.appsCall]), .init(words[.stateHead]),
                .init(words[.appSinceHead], .day), .init(words[.appVersion], .number),
                .init(words[.appConditionsMetHead], .number), .init(words[.appConditionsAskedHead], .number),
                .init(words[.appClaimsHead], .number), .init(words[.appClaimableHead], .number),
                .init(words[.appMissingHead], .number), .init(words[.appSelfTotal], .number),
            ],
            reviews.map { review in
                [
                    review.id.text, words.text(review.zone.name), kind(of: review), review.zone.prefecture ?? "",
                    review.call.map(callTitle) ?? "", state(of: review), review.since ?? "",
                    "\(review.application.version)", "\(review.met)", "\(review.conditions.count)", "\(review.claims)",
                    "\(review.markable)", "\(review.missing.count)", "\(review.claimed)",
                ]
            })
    }

    // MARK: one

    /// `mayDecide`: whether the reader is of the bureau; the auditor only reads.
    package func officeApplicationPage(
        _ review: ApplicationReview, mayDecide: Bool, answer: ApplicationAnswer = ApplicationAnswer(),
        problems: FormProblems = .none, done: PagePhrase? = nil
    ) -> [UInt8] {
        let crumbs = officeCrumbs() + [(words[.appsTitle], addresses.office(["applications"]))]
        return page(words(.appTitle, ["zone": words.text(review.zone.name)]), "application", crumbs: crumbs) { html in
            html.summary(problems, self)
            html.element(.h1, text: words(.appTitle, ["zone": words.text(review.zone.name)]))
            if let done { html.notice(.good, words[done]) }
            if mayDecide, review.waitsForBureau { toDecision(words[.appDecide], &html) }
            body(of: review, &html)
            guard mayDecide else { return }
            let address = { (part: String) in addresses.office(["applications", review.id.text, part]) }
            if review.waitsForBureau {
                html.element(.section, .id("decide")) { html in
                    html.element(.h2, text: words[.appDecide])
                    html.element(.p, text: words[.appAcceptEffect])
                    html.form(address("accept"), self) { html in
                        html.once(self)
                        html.hidden("version", "\(review.application.version)")
                        html.element(.p, .css("acts")) { html in
                            html.button(words[.appAccept], primary: true)
                            if !review.isComplete {
                                html.element(.span, .css("why"), text: words[.appAcceptIncomplete])
                            }
                        }
                    }
                    html.form(address("return"), self) { html in
                        html.once(self)
                        html.hidden("version", "\(review.application.version)")
                        html.area(
                            "opinion", words[.appReturnOpinion], hint: words[.appReturnHint], value: answer.opinion,
                            problems)
                        html.element(.p, .css("acts")) { $0.button(words[.appReturn]) }
                    }
                }
            }
            guard review.application.stage.isUnderWay else { return }
            html.element(.section) { html in
                html.element(.h2, text: words[.appWithdrawTitle])
                html.element(.p, text: words[.appWithdrawLead])
                html.form(address("withdraw"), self) { html in
                    html.once(self)
                    html.area("reason", words[.appWithdrawReason], value: answer.reason, rows: 2, problems)
                    html.element(.p, .css("acts")) { $0.button(words[.appWithdraw]) }
                }
            }
        }
    }

    /// Past all that an application says, to what is done about it.
    func toDecision(_ title: String, _ html: inout HTML) {
        html.element(.p) { $0.element(.a, .href(Address(fragment: "decide")), text: title) }
    }

    // MARK: several at once

    /// All that would be accepted, each with what it lacks, before anything is done.
    package func acceptPreviewPage(_ reviews: [ApplicationReview]) -> [UInt8] {
        let crumbs = officeCrumbs() + [(words[.appsTitle], addresses.office(["applications"]))]
        return page(words[.appsAcceptTitle], "applications", crumbs: crumbs) { html in
            html.element(.h1, text: words[.appsAcceptTitle])
            html.element(.p, .css("lead"), text: words(.appsAcceptLead, reviews.count))
            let incomplete = reviews.count { !$0.isComplete }
            if incomplete > 0 { html.notice(.warn, words(.appsAcceptIncomplete, incomplete)) }
            html.table(
                words(.appsCaption, reviews.count), [words[.appZone], words[.appLacksHead], words[.appMissingHead]],
                css: "wide stack"
            ) { html in
                for review in reviews {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row")) { html in
                            html.element(
                                .a, .href(addresses.office(["applications", review.id.text])),
                                text: words.text(review.zone.name))
                        }
                        html.element(.td) { lacks(review, &$0) }
                        html.element(
                            .td, text: words.list(review.missing.map { $0.title.map { words.text($0) } ?? $0.id.text }))
                    }
                }
            }
            html.form(addresses.office(["applications", "accept", "confirm"]), self) { html in
                html.once(self)
                for review in reviews {
                    html.hidden("application", review.id.text)
                    html.hidden("version-\(review.id)", "\(review.application.version)")
                }
                html.element(.p, .css("acts")) { html in
                    html.button(words(.appsAcceptDo, reviews.count), primary: true)
                    html.element(.a, .css("button"), .href(addresses.office(["applications"])), text: words[.back])
                }
            }
        }
    }

    /// After: one result an application; nil is that it was accepted.
    package func acceptDonePage(_ results: [(zone: LocalizedText, id: ApplicationID, refused: String?)]) -> [UInt8] {
        let crumbs = officeCrumbs() + [(words[.appsTitle], addresses.office(["applications"]))]
        return page(words[.appsAcceptDoneTitle], "applications", crumbs: crumbs) { html in
            html.element(.h1, text: words[.appsAcceptDoneTitle])
            let failed = results.count { $0.refused != nil }
            html.notice(
                failed == 0 ? .good : .warn,
                words(.appsAcceptDone, ["accepted": "\(results.count - failed)", "failed": "\(failed)"]))
            html.table(
                words(.appsCaption, results.count), [words[.appZone], words[.outcomeHead]], css: "stack"
            ) { html in
                for result in results {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row")) { html in
                            html.element(
                                .a, .href(addresses.office(["applications", result.id.text])),
                                text: words.text(result.zone))
                        }
                        html.element(
                            .td, result.refused == nil ? nil : .css("error"),
                            text: result.refused ?? words[.appTurnAccepted])
                    }
                }
            }
            html.element(.p, .css("acts")) {
                $0.element(
                    .a, .css("button primary"), .href(addresses.office(["applications"])), text: words[.appsTitle])
            }
        }
    }
}
