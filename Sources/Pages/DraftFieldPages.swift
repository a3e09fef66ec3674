// 申报条件、各项指标、盖章申报书: the pages on which a zone writes and brings files.

import Assessing
package import AssessmentModel
import EventModel
import Reasons
import RoundState
package import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    private func place(_ shown: ShownApplication, _ indicator: CriterionID?) -> FilePlace {
        FilePlace(
            post: addresses.ownCall(shown.call, "files"), remove: addresses.ownCall(shown.call, "files", "remove"),
            place: "call/\(shown.call)", indicator: indicator?.text ?? "")
    }

    private func shownValue(_ name: String, _ shown: ShownApplication, _ form: DraftForm) -> String {
        form.typed[name] ?? shown.draft[name].value
    }

    /// What a script saves a form to.
    private func draft(_ shown: ShownApplication) -> Attribute {
        Attribute("data-draft", addresses.ownCall(shown.call, "draft"))
    }

    package func conditionsPage(
        _ shown: ShownApplication, form: DraftForm = DraftForm(), done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.applyConditions], "draft", script: .zone, crumbs: callCrumbs(shown)) { html in
            html.summary(form.problems, self)
            html.element(.h1, text: words[.applyConditions])
            if let done { html.notice(.good, words[done]) }
            opinion(on: shown.draft.returned, &html)
            html.element(.p, .css("lead"), text: words[.applyConditionsLead])
            html.form(addresses.ownCall(shown.call, "conditions"), self, draft(shown)) { html in
                for item in shown.draft.call.conditions { condition(item, shown, form, &html) }
                html.element(.p, .css("acts")) { html in
                    html.button(words[.applySaveNext], primary: true, .name("go"), .value("next"))
                    html.button(words[.applySave], .name("go"), .value("stay"))
                    html.element(.a, .href(addresses.ownCall(shown.call)), text: words[.applyBackToList])
                }
            }
        }
    }

    private func condition(
        _ item: Requirement, _ shown: ShownApplication, _ form: DraftForm, _ html: inout HTML
    ) {
        let (met, note) = (ApplicationDraft.isMet(item), ApplicationDraft.note(item))
        let answer = shownValue(met, shown, form)
        html.element(.fieldset, .css("field"), .id(met)) { html in
            html.element(.legend, text: named(shown.draft.programme.condition(item)?.text, .condition, item))
            html.error(form.problems.words(for: met) ?? form.problems.words(for: item.rawValue), of: met)
            html.element(.div, .css("choices")) { html in
                html.choice(met, "yes", words[.applyMet], isChosen: answer == "yes")
                html.choice(met, "no", words[.applyNotMet], isChosen: answer == "no")
            }
            html.base(met, shown.draft[met])
            html.savedLine(met, shown.draft[met], self, shown.at)
            html.area(
                note, words[.applyNote], hint: words[.applyNoteHint], value: shownValue(note, shown, form), rows: 2,
                form.problems)
            html.base(note, shown.draft[note])
            html.savedLine(note, shown.draft[note], self, shown.at)
        }
    }

    package func indicatorPage(
        _ criterion: Criterion, _ shown: ShownApplication, form: DraftForm = DraftForm(), done: PagePhrase? = nil
    ) -> [UInt8] {
        let draft = shown.draft
        let title = words.text(criterion.title)
        let pillar = draft.pillars.first { $0.indicators.contains { $0.id == criterion.id } }?.pillar
        return page(title, "draft", script: .zone, crumbs: callCrumbs(shown)) { html in
            html.summary(form.problems, self)
            html.element(.h1, text: title)
            html.element(
                .p, .css("lead"),
                text: [pillar.map { words.text($0.title) }, words(.fullMark, ["points": criterion.points.exactText])]
                    .compactMap { $0 }.joined(separator: gap))
            if let done { html.notice(.good, words[done]) }
            opinion(on: draft.returned, &html)
            rubric(of: criterion, draft.scheme, &html)
            html.form(
                addresses.ownCall(shown.call, "indicators", criterion.id.text), self, self.draft(shown), .id("own")
            ) { html in
                html.hidden("indicator", criterion.id.text)
                claim(criterion, shown, form, &html)
                evidence(criterion, shown, form, &html)
            }
            files(draft.files(for: criterion.id), place(shown, criterion.id), shown.at, &html)
            html.element(.p, .css("acts")) { html in
                html.button(
                    words[.applySaveNext], primary: true, .name("go"), .value("next"), Attribute("form", "own"))
                html.button(words[.applySave], .name("go"), .value("stay"), Attribute("form", "own"))
                html.element(.a, .href(addresses.ownCall(shown.call)), text: words[.applyBackToList])
            }
        }
    }

    private func claim(
        _ criterion: Criterion, _ shown: ShownApplication, _ form: DraftForm, _ html: inout HTML
    ) {
        let draft = shown.draft
        let (points, text) = (ApplicationDraft.points(criterion.id), ApplicationDraft.text(criterion.id))
        html.field(
            HTML.Field(
                name: points, label: words[.applyPoints],
                hint: words(
                    .applyPointsHint,
                    ["most": criterion.points.exactText, "grid": words.grid(of: criterion, draft.scheme)]),
                value: shownValue(points, shown, form), isNumeric: true, isRequired: false, size: 8), form.problems)
        html.base(points, draft[points])
        html.savedLine(points, draft[points], self, shown.at)
        html.area(
            text, words[.applyText], hint: words[.applyTextHint], value: shownValue(text, shown, form), rows: 10,
            form.problems)
        html.base(text, draft[text])
        html.savedLine(text, draft[text], self, shown.at)
    }

    private func evidence(
        _ criterion: Criterion, _ shown: ShownApplication, _ form: DraftForm, _ html: inout HTML
    ) {
        let indicator = criterion.indicator
        html.element(.h2, text: words[.applyEvidenceTitle])
        let files = shown.draft.files(for: criterion.id)
        switch indicator?.evidence {
        case .required where files.isEmpty:
            html.element(.p, .css("error"), .id("lacks"), text: words[.applyEvidenceRequired])
        case .required: html.element(.p, text: words(.applyEvidenceThere, ["count": "\(files.count)"]))
        case .optional: html.element(.p, text: words[.applyEvidenceOptional])
        default: html.element(.p, text: words[.applyEvidenceNone])
        }
        if let note = indicator?.evidenceNote {
            html.element(.p, text: words(.evidenceNote, ["note": words.text(note)]))
        }
        fileField(place(shown, criterion.id), form.problems, &html)
    }

    /// What speaks for the application as a whole.
    package func wholePage(
        _ shown: ShownApplication, problems: FormProblems = .none, done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.applyWhole], "draft", script: .zone, crumbs: callCrumbs(shown)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.applyWhole])
            if let done { html.notice(.good, words[done]) }
            opinion(on: shown.draft.returned, &html)
            html.element(.p, .css("lead"), text: words[.applyWholeLead])
            html.element(.p, .css("acts")) { html in
                html.element(
                    .a, .href(addresses.ownCall(shown.call, "application.pdf")), text: words[.applyPaperDraft])
            }
            let place = place(shown, nil)
            html.form(place.post, self, .upload) { html in
                html.hidden("indicator", "")
                fileField(place, problems, &html)
            }
            files(shown.draft.files(for: nil), place, shown.at, &html)
            html.element(.p, .css("acts")) {
                $0.element(.a, .css("button"), .href(addresses.ownCall(shown.call)), text: words[.applyBackToList])
            }
        }
    }
}
