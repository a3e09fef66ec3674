// 试算: what a scheme makes of marks that somebody brings, under a banner that it counts for nothing.

package import AssessmentModel
import Assessing
import EventModel
import Reasons
import RoundState
package import Scoring
import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    func trial(_ shown: ShownScheme, _ form: TrialForm, _ problems: FormProblems, _ html: inout HTML) {
        let scheme = shown.shelved.scheme
        html.element(.section, .id("trial")) { html in
            html.element(.h2, text: words[.trialTitle])
            html.element(.p, text: words[.trialLead])
            html.form(addresses.office(["schemes", "trial"]), self, .upload) { html in
                html.hidden("scheme", shown.shelved.digest)
                if let content = shown.content { html.hidden("scheme-content", content) }
                html.area(
                    "marks", words[.trialMarks], hint: words[.trialMarksHint], value: form.marks, rows: 6, problems)
                html.fileField(
                    "marks-file", words[.tableFile], hint: words[.tableFileHint], accept: ".xlsx,.csv,.txt", .none)
                if !scheme.factNeeds.isEmpty {
                    html.area(
                        "facts", words[.trialFacts], hint: words[.factsTableHint], value: form.facts, rows: 6, problems)
                    html.fileField(
                        "facts-file", words[.tableFile], hint: words[.tableFileHint], accept: ".xlsx,.csv,.txt", .none)
                }
                html.element(.fieldset, .css("field")) { html in
                    html.element(.legend, text: words[.encodingHead])
                    html.choice("encoding", "utf-8", "UTF-8", isChosen: true)
                    html.choice("encoding", "gb18030", "GB 18030", isChosen: false)
                }
                html.element(.p, .css("acts")) { $0.button(words[.trialDo]) }
            }
        }
    }

    /// Ranks, totals, pillars and verdicts of marks that were brought, under a banner that they count for nothing.
    package func trialPage(
        _ scores: RoundScores, under scheme: Scheme, name: (ZoneID) -> String?, back: Address
    ) -> [UInt8] {
        page(words[.trialResultTitle], "trial", crumbs: schemeCrumbs()) { html in
            html.element(.h1, text: words[.trialResultTitle])
            html.notice(.warn, words[.trialBanner])
            html.element(.p, .css("lead"), text: title(of: scheme))
            html.element(.div, .css("unofficial")) { html in
                html.table(
                    words(.resultCaption, ["count": "\(scores.zones.count)"]),
                    [words[.rankHead], words[.zoneHead], words[.trialTotal], words[.trialVerdict]]
                        + scheme.criteria.map { words.text($0.title) } + [words[.appNote]],
                    numbers: Set([0, 2] + (0..<scheme.criteria.count).map { $0 + 4 }), css: "wide"
                ) { html in
                    for zone in scores.zones { row(of: zone, scheme, name, &html) }
                }
            }
            html.element(.p, .css("acts")) { $0.element(.a, .css("button"), .href(back), text: words[.back]) }
        }
    }

    private func row(
        of zone: ZoneScore, _ scheme: Scheme, _ name: (ZoneID) -> String?, _ html: inout HTML
    ) {
        html.element(.tr) { html in
            html.element(.td, .css("number"), text: zone.rank.map { "\($0)" } ?? "–")
            html.element(.th, Attribute("scope", "row"), text: name(zone.zone) ?? zone.zone.text)
            html.element(.td, .css("number"), text: zone.total.map(scheme.rounding.published) ?? "–")
            html.element(.td, text: words.term(.verdict, zone.verdict.rawValue))
            for pillar in scheme.criteria {
                html.element(
                    .td, .css("number"), text: zone.points(of: pillar.id).map { "\($0.rounded(to: 4, .halfUp))" } ?? "–"
                )
            }
            html.element(.td) { html in
                let vetoes = zone.vetoes.compactMap { id in scheme.vetoes.first { $0.id == id } }
                for veto in vetoes { html.element(.p, text: words(.trialVeto, ["item": words.text(veto.title)])) }
                let open = scheme.indicators.filter { zone.cells[$0.id].map { $0.score == nil } ?? false }
                if !open.isEmpty { html.element(.p, text: words(.trialOpen, open.count)) }
                for line in zone.lines where !line.isMet {
                    html.element(
                        .p,
                        text: words(
                            .trialLine,
                            [
                                "what": line.pillar.flatMap { id in
                                    scheme.criteria.first { $0.id == id }.map { words.text($0.title) }
                                } ?? words[.trialTotal], "line": "\(line.line.exactText)",
                            ]))
                }
            }
        }
    }
}
