// 评估项目: those that are adopted and those that may be, one in words, and what a new file of it would change.

import Assessing
package import AssessmentModel
import EventModel
import Reasons
package import RoundState
package import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func programmesPage(
        _ adopted: [AdoptedProgramme], shipped: [Programme], mayAdopt: Bool, problems: [String] = [],
        done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.programmesTitle], "programmes", crumbs: officeCrumbs()) { html in
            html.summary(FormProblems(problems.map { ("file", $0) }), self)
            html.element(.h1, text: words[.programmesTitle])
            if let done { html.notice(.good, words[done]) }
            html.element(.p, .css("lead"), text: words[.programmesLead])
            if adopted.isEmpty { html.element(.p, .css("empty"), text: words[.programmesNone]) }
            html.element(.ul, .css("tasks")) { html in
                for one in adopted {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.office(["programmes", one.id.text])),
                            text: one.programme.map { words.text($0.title) } ?? one.id.text)
                        html.element(.span, .css("progress"), text: words(.programmeEditions, one.files.count))
                        html.element(.span, .css("state"), text: words[.programmeInForce])
                    }
                }
            }
            guard mayAdopt else { return }
            let others = shipped.filter { offer in !adopted.contains { $0.programme == offer } }
            if !others.isEmpty {
                html.element(.section) { html in
                    html.element(.h2, text: words[.programmeShippedTitle])
                    for offer in others {
                        html.form(addresses.office("programmes"), self, .upload) { html in
                            html.hidden("shipped", offer.id.text)
                            html.element(.p, .css("acts")) { html in
                                html.element(.span, text: words.text(offer.title))
                                html.button(
                                    words[.programmeLook],
                                    Attribute("aria-label", words(.programmeLookAt, ["title": words.text(offer.title)]))
                                )
                            }
                        }
                    }
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.programmeBringTitle])
                html.form(addresses.office("programmes"), self, .upload) { html in
                    html.fileField(
                        "file", words[.yamlFile], hint: words[.yamlFileHint], accept: ".yaml,.yml",
                        problems.isEmpty ? .none : FormProblems([("file", problems[0])]))
                    html.element(.p, .css("acts")) { html in
                        html.button(words[.tablePreview], primary: true)
                        html.element(.span, .css("why"), text: words[.programmePreviewHint])
                    }
                }
            }
        }
    }

    private func programmeCrumbs() -> [(String, Address)] {
        officeCrumbs() + [(words[.programmesTitle], addresses.office("programmes"))]
    }

    package func programmePage(_ adopted: AdoptedProgramme, calls: [PublishedCall], mayCall: Bool) -> [UInt8] {
        let title = adopted.programme.map { words.text($0.title) } ?? adopted.id.text
        return page(title, "programme", crumbs: programmeCrumbs()) { html in
            html.element(.h1, text: title)
            if let programme = adopted.programme { tables(of: programme, &html) }
            html.element(.section) { html in
                html.element(.h2, text: words[.callsTitle])
                if calls.isEmpty { html.element(.p, .css("empty"), text: words[.callsNone]) }
                html.element(.ul, .css("links")) { html in
                    for call in calls { html.item(callTitle(of: call), addresses.office(["calls", call.id.text])) }
                }
                if mayCall {
                    html.element(.p, .css("acts")) { html in
                        html.element(
                            .a, .css("button primary"),
                            .href(addresses.office(["calls", "new"], query: [("programme", adopted.id.text)])),
                            text: words[.callNew])
                    }
                }
            }
        }
    }

    private func tables(of programme: Programme, _ html: inout HTML) {
        if programme.status == .specimen { html.notice(.warn, words[.programmeSpecimenNotice]) }
        for part in parts(of: programme) {
            html.element(.section) { html in
                html.element(.h2, text: part.title)
                html.table(part.title, hidesCaption: true, part.heads, css: "stack") { html in
                    for row in part.rows {
                        html.element(.tr) { html in
                            html.element(.th, Attribute("scope", "row"), text: row.cells[0])
                            for cell in row.cells.dropFirst() { html.element(.td, text: cell) }
                        }
                    }
                }
            }
        }
    }

    private struct Part {
        let title: String
        let heads: [String]
        let rows: [(id: String, cells: [String])]
    }

    /// A programme as rows: for showing it, and for saying what another says otherwise.
    private func parts(of programme: Programme) -> [Part] {
        [
            Part(
                title: words[.programmeKinds], heads: [words[.registryKind], words[.programmeRoute]],
                rows: programme.kinds.map { kind in
                    (
                        kind.id.rawValue,
                        [
                            words.text(kind.name),
                            words[kind.route == .prefecture ? .programmeRoutePrefecture : .programmeRouteProvince],
                        ]
                    )
                }),
            Part(
                title: words[.programmePurposes], heads: [words[.appPurpose], words[.programmeHonour]],
                rows: programme.purposes.map { ($0.id.rawValue, [words.text($0.name), words.text($0.honour)]) }),
            Part(
                title: words[.programmeSources], heads: [words[.registrySource]],
                rows: programme.sources.map { ($0.id.rawValue, [words.text($0.name)]) }),
            Part(
                title: words[.programmeConditions], heads: [words[.appCondition]],
                rows: programme.conditions.map { ($0.id.rawValue, [words.text($0.text)]) }),
        ].filter { !$0.rows.isEmpty }
    }

    // MARK: before it is adopted

    /// `refused`: what stands against it; then nothing can be done.
    package func programmePreviewPage(
        _ programme: Programme, from before: Programme?, refused: [String], content: String
    ) -> [UInt8] {
        page(words[.programmePreviewTitle], "programme", crumbs: programmeCrumbs()) { html in
            html.summary(FormProblems(refused.map { (nil, $0) }), self)
            html.element(.h1, text: words[.programmePreviewTitle])
            html.element(.p, .css("lead"), text: words.text(programme.title))
            if let before {
                changes(from: before, to: programme, &html)
            } else {
                html.element(.p, text: words[.programmeIsNew])
            }
            if refused.isEmpty, before != programme {
                html.form(addresses.office(["programmes", "adopt"]), self, .upload) { html in
                    html.once(self)
                    html.hidden("content", content)
                    html.element(.p, .css("acts")) { html in
                        html.button(words[.programmeAdopt], primary: true)
                        html.element(.a, .css("button"), .href(addresses.office("programmes")), text: words[.back])
                        html.element(.span, .css("why"), text: words[.programmeAdoptEffect])
                    }
                }
            }
            tables(of: programme, &html)
        }
    }

    private func changes(from before: Programme, to after: Programme, _ html: inout HTML) {
        let (old, new) = (lines(of: before), lines(of: after))
        let named = new.map(\.name) + old.map(\.name).filter { name in !new.contains { $0.name == name } }
        let changed = named.compactMap { name -> (String, String?, String?)? in
            let (was, now) = (old.first { $0.name == name }?.said, new.first { $0.name == name }?.said)
            return was == now ? nil : (name, was, now)
        }
        guard !changed.isEmpty else {
            html.element(.p, text: words[before == after ? .programmeSame : .programmeSameHere])
            return
        }
        html.table(
            words(.appChangesCaption, changed.count), [words[.whatHead], words[.moveBefore], words[.moveAfter]],
            css: "wide stack"
        ) { html in
            for (name, was, now) in changed {
                html.element(.tr, .css("changed")) { html in
                    html.element(.th, Attribute("scope", "row"), text: name)
                    html.element(.td, Attribute("data-head", words[.moveBefore]), text: was ?? "–")
                    html.element(.td, Attribute("data-head", words[.moveAfter]), text: now ?? words[.registryRemoved])
                }
            }
        }
    }

    private func lines(of programme: Programme) -> [(name: String, said: String)] {
        [(words[.programmeTitleHead], words.text(programme.title))]
            + parts(of: programme).flatMap { part in
                part.rows.map {
                    (words(.labelled, ["name": part.title, "value": $0.id]), words.list($0.cells))
                }
            }
    }
}
