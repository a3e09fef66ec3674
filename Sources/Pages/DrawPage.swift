// 抽取: the pool against the zones, the quotas and the witness, the commitment, the reveal, the panel, and the opening of its seats.

package import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
package import Telling

/// What the page of a draw shows beside its view.
package struct DrawShown: Sendable {
    package let view: DrawView
    /// In words.
    package let refusals: [String]
    package let waits: [String]
    package let mayCommit: Bool
    package let mayHold: Bool
    package let mayOpen: Bool
    package var witness = ""
    /// What was typed as quotas, by source; empty where nothing was.
    package var typed: [String: String] = [:]

    package init(
        _ view: DrawView, refusals: [String], waits: [String], mayCommit: Bool, mayHold: Bool, mayOpen: Bool
    ) {
        self.view = view
        self.refusals = refusals
        self.waits = waits
        self.mayCommit = mayCommit
        self.mayHold = mayHold
        self.mayOpen = mayOpen
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func drawPage(
        _ shown: DrawShown, of course: CourseView, _ called: Called, done: PagePhrase? = nil,
        problems: FormProblems = .none
    ) -> [UInt8] {
        let view = shown.view
        return page(words[.drawTitle], "draw", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.drawTitle])
            if let done { html.notice(.good, words[done]) }
            html.element(.p, .css("lead"), text: words[.drawLead])
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.zonesHead], "\(view.zones.count)")
                html.fact(words[.drawPool], "\(view.sources.map(\.pool).reduce(0, +))")
                html.fact(
                    words[.drawRule],
                    words(.drawRuleIs, ["least": "\(view.rule.minimum)", "odd": view.rule.odd ? "1" : nil]))
            }
            if shown.mayOpen { open(view, course, &html) }
            if shown.mayHold { hold(shown, course, problems, &html) }
            if shown.mayCommit { commit(shown, course, problems, &html) }
            if view.commitment != nil { bound(view, course, &html) }
            if !view.panels.isEmpty { panels(view, called, &html) }
            zones(view, called, &html)
            if !view.candidates.isEmpty { candidates(view, called, &html) }
            if course.stage == .planned || course.stage == .committed || course.stage == .drawn {
                html.element(.p) {
                    $0.element(.a, .href(addresses.round(course.round, "ways-out")), text: words[.drawWayOut])
                }
            }
        }
    }

    func name(of source: DrawView.Source) -> String {
        source.name.map { words.text($0) } ?? words.term(.source, source.id.rawValue)
    }

    // MARK: the three acts

    private func commit(
        _ shown: DrawShown, _ course: CourseView, _ problems: FormProblems, _ html: inout HTML
    ) {
        let view = shown.view
        let seats = Dictionary(view.quotas.map { ($0.source.rawValue, $0.seats) }) { first, _ in first }
        html.form(addresses.round(course.round, "draw", "commit"), self, .css("sheet seal"), .id("commit")) { html in
            html.once(self)
            html.element(.h2, text: words[.drawQuotaTitle])
            html.element(.p, text: words[.drawQuotaLead])
            html.table(
                words[.drawQuotaTitle], hidesCaption: true,
                [words[.drawSource], words[.drawInPool], words[.drawLeast], words[.drawSeats]], numbers: [1, 2]
            ) { html in
                for source in view.sources {
                    let field = "quota-\(source.id.rawValue)"
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row")) {
                            $0.element(.label, Attribute("for", field), text: name(of: source))
                        }
                        html.element(.td, .css("number"), text: "\(source.pool)")
                        html.element(.td, .css("number"), text: "\(source.least)")
                        html.element(.td) { html in
                            html.element(
                                .input, .id(field), .name(field),
                                .value(shown.typed[source.id.rawValue] ?? "\(seats[source.id.rawValue] ?? 0)"),
                                Attribute("inputmode", "numeric"), Attribute("autocomplete", "off"),
                                Attribute("size", "4"),
                                problems.words(for: field) == nil ? nil : Attribute("aria-invalid", "true"))
                        }
                    }
                }
            }
            html.element(.div, .id("quota")) { html in
                html.element(
                    .p, .css("lead"),
                    text: words(
                        .drawSum,
                        [
                            "seats": "\(seats.values.reduce(0, +))", "zones": "\(view.zones.count)",
                            "all": "\(seats.values.reduce(0, +) * view.zones.count)",
                        ]))
                if shown.refusals.isEmpty {
                    html.element(.p, text: words[.drawFits])
                } else {
                    html.element(.ul, .css("errors")) { html in
                        for why in shown.refusals.prefix(12) { html.element(.li, .css("error"), text: why) }
                    }
                    if shown.refusals.count > 12 {
                        html.element(.p, text: words(.drawMoreShort, ["count": "\(shown.refusals.count - 12)"]))
                    }
                }
            }
            html.element(.p, .css("acts")) { html in
                html.button(words[.drawRecount], .name("do"), .value("recount"), Attribute("formnovalidate"))
            }
            html.area(
                "witness", words[.drawWitness], hint: words[.drawWitnessHint], value: shown.witness, rows: 2, problems)
            html.element(.p, text: words[.drawCommitDoes])
            html.element(.p, .css("acts")) { html in
                html.button(words[.drawCommit], primary: true, .name("do"), .value("commit"))
                if !shown.refusals.isEmpty { html.element(.span, .css("why"), text: words[.drawShort]) }
            }
        }
    }

    private func hold(_ shown: DrawShown, _ course: CourseView, _ problems: FormProblems, _ html: inout HTML) {
        html.form(addresses.round(course.round, "draw", "hold"), self, .css("sheet seal"), .id("hold")) { html in
            html.once(self)
            html.element(.h2, text: words[.drawHoldTitle])
            html.element(.p, text: words(.drawHoldLead, ["witness": shown.view.commitment?.witness]))
            for why in shown.waits { html.notice(.warn, why) }
            if shown.waits.isEmpty {
                html.field(
                    .init(
                        name: "witness", label: words[.drawNumber], hint: words[.drawNumberHint], value: shown.witness),
                    problems)
                html.element(.p, text: words[.drawHoldDoes])
                html.element(.p, .css("acts")) { $0.button(words[.drawHold], primary: true) }
            }
        }
    }

    private func open(_ view: DrawView, _ course: CourseView, _ html: inout HTML) {
        let seats = view.panels.map(\.candidates.count).reduce(0, +)
        html.form(addresses.round(course.round, "draw", "open"), self, .css("sheet seal"), .id("open")) { html in
            html.once(self)
            html.element(.h2, text: words[.drawOpenTitle])
            html.element(
                .p,
                text: words(
                    .drawOpenDoes,
                    [
                        "seats": "\(seats)", "zones": "\(view.panels.count)",
                        "experts": "\(Set(view.panels.flatMap(\.experts)).count)",
                    ]))
            html.element(.p, .css("acts")) { $0.button(words[.drawOpen], primary: true) }
        }
    }
}
