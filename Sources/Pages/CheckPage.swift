// 核对并提交: everything as it will be handed in, what is missing with the way there, then the one act.

import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// `refused` is what stands against it, in words, with the field that it is about; `isOther` says that it was changed since it was seen.
    package func checkPage(
        _ shown: ShownApplication, refused: FormProblems, isOther: Bool = false, problems: FormProblems = .none
    ) -> [UInt8] {
        let draft = shown.draft
        return page(words[.applyCheckTitle], "check", crumbs: callCrumbs(shown)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.applyCheckTitle])
            if isOther { html.notice(.warn, words[.applySeenOther]) }
            opinion(on: draft.returned, &html)
            html.element(.p, .css("lead"), text: words[.applyCheckLead])
            hard(refused, shown, &html)
            soft(shown, &html)
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.appZone], words.text(draft.zone.name))
                html.fact(words[.applyNumber], draft.id.text)
                html.fact(words[.applyTotal], "\(total(draft)) / \(draft.indicators.map(\.points).sum())")
            }
            conditions(shown, &html)
            for (pillar, indicators) in draft.pillars { table(pillar, indicators, shown, &html) }
            html.element(.section) { html in
                html.element(.h2, text: words[.applyWhole])
                names(draft.files(for: nil), &html)
                html.element(.p, .css("acts")) {
                    $0.element(.a, .href(addresses.ownCall(shown.call, "whole")), text: words[.applyChange])
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.applySubmitTitle])
                let level = draft.programme.kind(draft.zone.kind).map { name(of: $0.route) } ?? ""
                html.element(.p, text: words(.applySubmitLead, ["level": level]))
                html.form(addresses.ownCall(shown.call, "submit"), self) { html in
                    html.once(self)
                    html.hidden("seen", draft.stamp)
                    html.element(.p, .css("acts")) { html in
                        html.button(
                            words[.applySubmit], primary: true, refused.isEmpty ? nil : Attribute("disabled"))
                        html.element(
                            .a, .href(addresses.ownCall(shown.call, "application.pdf")),
                            text: words[.applyPaperDraft])
                        if !refused.isEmpty {
                            html.element(.span, .css("why"), text: words[.applySubmitNot])
                        }
                    }
                }
            }
        }
    }

    private func total(_ draft: ApplicationDraft) -> Fraction {
        draft.claims.compactMap { $0.hundredths.map { Fraction(hundredths: $0) } }.sum()
    }

    private func hard(_ refused: FormProblems, _ shown: ShownApplication, _ html: inout HTML) {
        guard !refused.isEmpty else { return }
        html.element(.div, .css("notice bad")) { html in
            html.element(.h2, text: words[.applyGapsHard])
            html.element(.ul) { html in
                for problem in refused.problems {
                    html.element(.li) { html in
                        let isOfConditions = shown.draft.call.conditions.contains { $0.rawValue == problem.field }
                        if isOfConditions {
                            html.element(
                                .a, .href(addresses.ownCall(shown.call, "conditions")), text: problem.words)
                        } else {
                            html.text(problem.words)
                        }
                    }
                }
            }
        }
    }

    private func soft(_ shown: ShownApplication, _ html: inout HTML) {
        let draft = shown.draft
        let gaps = draft.indicators.flatMap { criterion -> [(PagePhrase, Criterion)] in
            if draft.progress(of: criterion) == .empty {
                return [(draft.lacksEvidence(criterion) ? .applyGapEvidence : .applyGapEmpty, criterion)]
            }
            return [
                draft[ApplicationDraft.points(criterion.id)].value.isEmpty ? (.applyGapPoints, criterion) : nil,
                draft[ApplicationDraft.text(criterion.id)].value.isEmpty ? (.applyGapText, criterion) : nil,
                draft.lacksEvidence(criterion) ? (.applyGapEvidence, criterion) : nil,
            ].compactMap { $0 }
        }
        let lacksPaper = draft.files(for: nil).isEmpty
        guard !gaps.isEmpty || lacksPaper else { return }
        html.element(.div, .css("notice warn")) { html in
            html.element(.h2, text: words[.applyGapsSoft])
            html.element(.p, text: words[.applyGapsSoftLead])
            html.element(.ul) { html in
                for (phrase, criterion) in gaps {
                    html.item(
                        words(phrase, ["indicator": words.text(criterion.title)]),
                        addresses.ownCall(shown.call, "indicators", criterion.id.text))
                }
                if lacksPaper { html.item(words[.applyGapPaper], addresses.ownCall(shown.call, "whole")) }
            }
        }
    }

    private func conditions(_ shown: ShownApplication, _ html: inout HTML) {
        let draft = shown.draft
        guard !draft.call.conditions.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[.applyConditions])
            html.table(
                words[.applyConditions], hidesCaption: true,
                [words[.appCondition], words[.appIsMet], words[.appNote]], css: "stack"
            ) { html in
                for item in draft.call.conditions {
                    let said = draft.conditions.first { $0.item == item }
                    html.element(.tr, draft.isChanged(item) ? .css("changed") : nil) { html in
                        html.element(.th, Attribute("scope", "row")) { html in
                            html.element(
                                .a, .href(addresses.ownCall(shown.call, "conditions")),
                                text: named(draft.programme.condition(item)?.text, .condition, item))
                            if draft.isChanged(item) { html.changedMark(self) }
                        }
                        html.element(.td) { html in
                            switch said?.isMet {
                            case true?: html.text(words[.applyMet])
                            case false?: html.element(.span, .css("error"), text: words[.applyNotMet])
                            case nil: html.element(.span, .css("error"), text: words[.applyStateEmpty])
                            }
                        }
                        html.element(.td) { $0.lines(draft[ApplicationDraft.note(item)].value) }
                    }
                }
            }
        }
    }

    private func table(
        _ pillar: Criterion, _ indicators: [Criterion], _ shown: ShownApplication, _ html: inout HTML
    ) {
        let draft = shown.draft
        html.element(.section) { html in
            html.element(.h2, text: words.text(pillar.title))
            html.table(
                words.text(pillar.title), hidesCaption: true,
                [words[.indicatorHead], words[.selfScore], words[.claimText], words[.evidence]], numbers: [1],
                css: "wide stack application"
            ) { html in
                for criterion in indicators {
                    html.element(.tr, draft.isChanged(criterion.id) ? .css("changed") : nil) { html in
                        html.element(.th, Attribute("scope", "row")) { html in
                            html.element(
                                .a, .href(addresses.ownCall(shown.call, "indicators", criterion.id.text)),
                                text: words.text(criterion.title))
                            if draft.isChanged(criterion.id) { html.changedMark(self) }
                        }
                        let points = draft[ApplicationDraft.points(criterion.id)].value
                        html.element(
                            .td, .css("number"),
                            text: points.isEmpty ? "–" : "\(points) / \(criterion.points.exactText)")
                        html.element(.td) { $0.lines(draft[ApplicationDraft.text(criterion.id)].value) }
                        html.element(.td) { html in
                            if draft.lacksEvidence(criterion) {
                                html.element(.p, .css("error"), text: words[.applyStateEvidence])
                            }
                            names(draft.files(for: criterion.id), &html)
                        }
                    }
                }
            }
        }
    }

    private func names(_ files: [DraftFile], _ html: inout HTML) {
        for file in files {
            html.element(.p) { html in
                html.element(.a, .href(addresses.draftFile(file.digest)), text: file.name)
                html.element(.span, .css("quiet small"), text: "\(gap)\(sizeText(file.size))")
                if !file.isThere { html.element(.span, .css("error"), text: words[.applyFileLost]) }
            }
        }
    }
}

extension HTML {
    /// That it was otherwise in the version before.
    fileprivate mutating func changedMark(_ frame: Frame) {
        text(" ")
        element(.span, .css("was-changed"), text: frame.words[.appChanged])
    }
}
