// 指标体系: those that are at hand, one of them as a table with what changed, and a trial of it that nothing is recorded of.

package import AssessmentModel
import Assessing
import EventModel
import Reasons
import RoundState
package import Scoring
package import Telling

/// A scheme that is at hand: shipped, bound by a call or a round, or brought just now.
package struct ShelvedScheme: Sendable {
    /// SHA-256 of its file, in hexadecimal.
    package let digest: String
    package let scheme: Scheme
    package let isShipped: Bool
    /// The titles of the calls and rounds that bind it.
    package var uses: [LocalizedText]

    package init(digest: String, scheme: Scheme, isShipped: Bool, uses: [LocalizedText] = []) {
        self.digest = digest
        self.scheme = scheme
        self.isShipped = isShipped
        self.uses = uses
    }
}

/// What was typed for a trial.
package struct TrialForm: Sendable {
    package let marks: String
    package let facts: String

    package init(marks: String = "", facts: String = "") {
        self.marks = marks
        self.facts = facts
    }
}

/// A scheme as its page shows it.
package struct ShownScheme: Sendable {
    package let shelved: ShelvedScheme
    /// Its file where it was brought just now and lies nowhere; nil for one that is at hand.
    package let content: String?
    /// The edition to compare it with.
    package let before: ShelvedScheme?
    package let mayUse: Bool

    package init(_ shelved: ShelvedScheme, content: String? = nil, before: ShelvedScheme?, mayUse: Bool) {
        self.shelved = shelved
        self.content = content
        self.before = before
        self.mayUse = mayUse
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    func title(of scheme: Scheme) -> String {
        words(.schemeEditionOf, ["title": words.text(scheme.title), "edition": "\(scheme.edition)"])
    }

    func schemeCrumbs() -> [(String, Address)] {
        officeCrumbs() + [(words[.schemesTitle], addresses.office("schemes"))]
    }

    // MARK: all of them

    package func schemesPage(
        _ known: [ShelvedScheme], mayBring: Bool, problems: [String] = [], done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.schemesTitle], "schemes", crumbs: officeCrumbs()) { html in
            html.summary(FormProblems(problems.map { ("file", $0) }), self)
            html.element(.h1, text: words[.schemesTitle])
            html.element(.p, .css("lead"), text: words[.schemesLead])
            html.table(
                words(.schemesCaption, known.count),
                [
                    words[.schemeHead], words[.registryID], words[.schemeIndicatorsHead], words[.fullMarkHead],
                    words[.schemeUsesHead],
                ],
                numbers: [2, 3], css: "wide stack"
            ) { html in
                for shelved in known {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row")) { html in
                            html.element(
                                .a, .href(addresses.office(["schemes", shelved.digest])),
                                text: title(of: shelved.scheme))
                        }
                        html.element(.td) { $0.element(.code, text: shelved.scheme.id.text) }
                        html.element(.td, .css("number"), text: "\(shelved.scheme.indicators.count)")
                        html.element(.td, .css("number"), text: "\(shelved.scheme.points)")
                        html.element(.td) { html in
                            if shelved.isShipped { html.element(.p, .css("quiet"), text: words[.schemeShipped]) }
                            for use in shelved.uses { html.element(.p, text: words.text(use)) }
                        }
                    }
                }
            }
            guard mayBring else { return }
            html.element(.section) { html in
                html.element(.h2, text: words[.schemeBringTitle])
                html.element(.p, text: words[.schemeBringLead])
                html.form(addresses.office("schemes"), self, .upload) { html in
                    html.fileField(
                        "file", words[.yamlFile], hint: words[.yamlFileHint], accept: ".yaml,.yml",
                        problems.isEmpty ? .none : FormProblems([("file", problems[0])]))
                    html.element(.p, .css("acts")) { $0.button(words[.schemeBringDo], primary: true) }
                }
            }
        }
    }

    // MARK: one

    package func schemePage(
        _ shown: ShownScheme, form: TrialForm = TrialForm(), problems: FormProblems = .none
    ) -> [UInt8] {
        let scheme = shown.shelved.scheme
        return page(title(of: scheme), "scheme", crumbs: schemeCrumbs()) { html in
            html.summary(problems, self)
            html.element(.h1, text: title(of: scheme))
            if shown.content != nil { html.notice(.info, words[.schemeNotKept]) }
            guard let strings = words.schemes[words.language] else { return }
            let sheet = SchemeSheet(scheme, strings: strings)
            if let specimen = sheet.specimen { html.notice(.warn, specimen) }
            html.element(.dl, .css("facts")) { html in
                for field in sheet.fields { html.fact(field.label, field.text) }
            }
            if shown.mayUse { use(shown, &html) }
            html.element(.ul, .css("links")) { html in
                html.item(words[.schemeChangesTitle], Address(fragment: "changes"))
                html.item(words[.trialTitle], Address(fragment: "trial"))
            }
            table(of: sheet, &html)
            html.element(.section, .id("changes")) { html in
                html.element(.h2, text: words[.schemeChangesTitle])
                if let before = shown.before {
                    changes(from: before.scheme, to: scheme, &html)
                } else {
                    html.element(.p, .css("empty"), text: words[.schemeNoneBefore])
                }
            }
            trial(shown, form, problems, &html)
        }
    }

    private func use(_ shown: ShownScheme, _ html: inout HTML) {
        html.form(addresses.office(["calls", "new"]), self, .upload) { html in
            html.hidden("go", "form")
            html.hidden("scheme", shown.shelved.digest)
            if let content = shown.content { html.hidden("scheme-content", content) }
            html.element(.p, .css("acts")) { $0.button(words[.schemeUse], primary: true) }
        }
    }

    /// Criteria as rows, then the method in sentences.
    func table(of sheet: SchemeSheet, _ html: inout HTML) {
        html.table(sheet.tableTitle, Array(sheet.columns.prefix(5)), numbers: [2], css: "scheme wide") { html in
            for row in sheet.rows {
                html.element(.tr, row.depth == 1 ? .css("pillar") : nil) { html in
                    html.element(.td, text: row.number)
                    html.element(.th, Attribute("scope", "row")) { html in
                        html.text(row.title)
                        if let note = row.note { html.element(.small, text: " " + note) }
                    }
                    html.element(.td, .css("number"), text: row.points)
                    html.element(.td) { html in
                        for line in row.scoring where !line.isEmpty { html.element(.p, text: line) }
                    }
                    html.element(.td, text: row.evidence)
                }
            }
        }
        if let note = sheet.footnote { html.element(.p, .css("small quiet"), text: note) }
        html.element(.section) { html in
            html.element(.h2, text: sheet.methodTitle)
            for part in sheet.parts {
                html.element(.h3, text: part.title)
                html.element(.ul) { html in
                    for line in part.lines { html.element(.li, text: line) }
                }
            }
        }
    }

    /// What a newer edition says otherwise, in words.
    func changes(from old: Scheme, to new: Scheme, _ html: inout HTML) {
        let changes = SchemeChanges(from: old, to: new, strings: words.schemes, in: words.language)
        for edition in changes.editions { html.element(.p, .css("quiet"), text: edition) }
        html.element(.p, text: changes.summary)
        for section in changes.sections {
            html.element(.h3, text: section.title)
            html.element(.ul) { html in
                for change in section.changes {
                    html.element(.li) { html in
                        if let subject = change.subject { html.element(.p) { $0.element(.b, text: subject) } }
                        for line in change.lines { html.element(.p, text: line) }
                    }
                }
            }
        }
    }

    // MARK: a trial

    private func trial(_ shown: ShownScheme, _ form: TrialForm, _ problems: FormProblems, _ html: inout HTML) {
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

extension HTML {
    /// A field for one file.
    mutating func fileField(
        _ name: String, _ label: String, hint: String, accept: String, _ problems: FormProblems
    ) {
        let error = problems.words(for: name)
        element(.div, .css("field")) { html in
            html.element(.label, Attribute("for", name), text: label)
            html.element(.p, .css("hint"), .id("\(name)-hint"), text: hint)
            html.error(error, of: name)
            html.element(
                .input, .type("file"), .id(name), .name(name), Attribute("accept", accept),
                Attribute("aria-describedby", error == nil ? "\(name)-hint" : "\(name)-error \(name)-hint"),
                error == nil ? nil : Attribute("aria-invalid", "true"))
        }
    }

    /// One of several that may be chosen together.
    mutating func tick(_ name: String, _ value: String, _ label: String, isTicked: Bool, id: String? = nil) {
        element(.label, .css("choice")) { html in
            html.element(
                .input, .type("checkbox"), id.map { .id($0) }, .name(name), .value(value),
                isTicked ? Attribute("checked") : nil)
            html.text(" ")
            html.element(.span, text: label)
        }
    }
}
