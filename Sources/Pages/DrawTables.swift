// 抽取的依据: what was bound, who was drawn where, and the pool against every zone.

import Assessing
import AssessmentModel
import EventModel
import Reasons
import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// What was published before the draw, and what became of it.
    func bound(_ view: DrawView, _ course: CourseView, _ html: inout HTML) {
        guard let commitment = view.commitment else { return }
        let names = Dictionary(view.sources.map { ($0.id, name(of: $0)) }) { first, _ in first }
        html.element(.section) { html in
            html.element(.h2, text: words[.drawBoundTitle])
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.drawBoundOn], words.day(view.committedOn))
                html.fact(words[.drawCandidates], "\(commitment.candidates)")
                for quota in commitment.quotas {
                    html.fact(names[quota.source] ?? words.term(.source, quota.source.rawValue), "\(quota.seats)")
                }
            }
            html.element(.dl, .css("bytes")) { html in
                html.fact(words[.drawWitness], commitment.witness)
                html.fact(words[.drawDigest], commitment.digest)
                if let draw = view.draw {
                    html.fact(words[.drawNumber], draw.witness)
                    html.fact(words[.drawSeed], draw.seed)
                }
            }
            if view.draw != nil {
                html.element(.p, .css("acts")) { html in
                    html.element(
                        .a, .css("button"), .href(addresses.round(course.round, "draw", "protocol.pdf")),
                        Attribute("target", "_blank"), text: words[.drawProtocol])
                }
                html.element(.p, .css("hint"), text: words[.drawProtocolHint])
            }
        }
    }

    /// By name, as the bureau may know its panel; codes stand in the protocol, where no name does.
    func panels(_ view: DrawView, _ called: Called, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.drawPanelTitle])
            html.table(
                words[.drawPanelTitle], hidesCaption: true, [words[.zoneHead], words[.drawPanel]], css: "stack"
            ) { html in
                for panel in view.panels {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row"), text: called.zone(panel.zone))
                        html.element(.td, text: words.list(panel.experts.map(called.expert)))
                    }
                }
            }
        }
    }

    /// Every zone with who could assess it, and what is short by the quotas.
    func zones(_ view: DrawView, _ called: Called, _ html: inout HTML) {
        let seats = Dictionary(view.quotas.map { ($0.source, $0.seats) }) { first, _ in first }
        html.element(.section) { html in
            html.element(.h2, text: words[.drawZonesTitle])
            html.element(.p, text: words[.drawZonesLead])
            html.table(
                words[.drawZonesTitle], hidesCaption: true,
                [words[.zoneHead]] + view.sources.map(name) + [words[.drawExcluded]],
                numbers: Set(1...max(1, view.sources.count)), css: "stack"
            ) { html in
                for zone in view.zones {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row"), text: called.zone(zone.id))
                        for (place, source) in view.sources.enumerated() {
                            let short = (seats[source.id] ?? 0) - zone.free[place]
                            html.element(
                                .td, .css(short > 0 ? "number due" : "number"),
                                Attribute("data-head", name(of: source)),
                                text: short > 0
                                    ? words(.drawShortBy, ["free": "\(zone.free[place])", "short": "\(short)"])
                                    : "\(zone.free[place])")
                        }
                        html.element(
                            .td, Attribute("data-head", words[.drawExcluded]), text: told(zone.excluded))
                    }
                }
            }
        }
    }

    private func told(_ excluded: [Conflict: Int]) -> String {
        let parts = Conflict.allCases.compactMap { conflict in
            excluded[conflict].map {
                words(.drawExcludedBy, ["conflict": words.term(.conflict, conflict.rawValue), "count": "\($0)"])
            }
        }
        return parts.isEmpty ? "–" : words.list(parts)
    }

    /// By code, as everybody may read them: nobody's name is here.
    func candidates(_ view: DrawView, _ called: Called, _ html: inout HTML) {
        let names = Dictionary(view.sources.map { ($0.id, name(of: $0)) }) { first, _ in first }
        html.element(.section) { html in
            html.element(.details) { html in
                html.element(.summary, text: words(.drawCandidatesTitle, ["count": "\(view.candidates.count)"]))
                html.table(
                    words(.drawCandidatesTitle, ["count": "\(view.candidates.count)"]), hidesCaption: true,
                    [words[.drawCode], words[.drawSource], words[.drawMayNot]], css: "stack"
                ) { html in
                    for candidate in view.candidates {
                        html.element(.tr) { html in
                            html.element(.th, Attribute("scope", "row")) {
                                $0.element(.code, text: candidate.id.text)
                            }
                            html.element(
                                .td, text: names[candidate.source] ?? words.term(.source, candidate.source.rawValue))
                            let excluded = candidate.excluded.map { one in
                                words(
                                    .drawExclusion,
                                    [
                                        "zone": called.zone(one.zone),
                                        "conflict": words.term(.conflict, one.conflict.rawValue),
                                    ])
                            }
                            html.element(.td, text: excluded.isEmpty ? "–" : words.list(excluded))
                        }
                    }
                }
            }
        }
    }
}
