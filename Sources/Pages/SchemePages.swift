// 指标体系: those that are at hand, one of them as a table with what changed, and a trial of it that nothing is recorded of.

package import AssessmentModel
import Assessing
import EventModel
import Reasons
import RoundState
import Scoring
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
            html.scheme(sheet)
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
