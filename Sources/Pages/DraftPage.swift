// 申报: the application as a list of tasks, conditions first, then the indicators by pillar.

import Assessing
package import AssessmentModel
import EventModel
import Reasons
import RoundState
package import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    func callCrumbs(_ shown: ShownApplication) -> [(String, Address)] {
        zoneCrumbs((words.text(shown.draft.call.title), addresses.ownCall(shown.call)))
    }

    package func draftPage(_ shown: ShownApplication, today: String, done: PagePhrase? = nil) -> [UInt8] {
        let draft = shown.draft
        let title = words.text(draft.call.title)
        return page(title, "draft", crumbs: zoneCrumbs()) { html in
            html.element(.h1, text: title)
            if let done { html.notice(.good, words[done]) }
            opinion(on: draft.returned, &html)
            html.element(.p, .css("lead"), text: words[draft.returned == nil ? .applyLead : .applyMendLead])
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.applyProgramme], words.text(draft.programme.title))
                html.fact(words[.applyScheme], words.text(draft.scheme.title))
                if draft.returned == nil { html.fact(words[.applyCallFacts], words.day(draft.published.last)) }
            }
            conditions(shown, &html)
            for (pillar, indicators) in draft.pillars { self.pillar(pillar, indicators, shown, &html) }
            html.element(.section) { html in
                html.element(.h2, text: words[.appWholeFiles])
                html.element(.ul, .css("tasks")) { html in
                    let files = draft.files(for: nil)
                    task(
                        words[.applyWhole], addresses.ownCall(shown.call, "whole"),
                        words(.applyFiles, files.count),
                        files.isEmpty ? (.applyStateEmpty, "state") : (.applyStateComplete, "state"), &html)
                }
            }
            html.element(.p, .css("acts")) { html in
                html.element(
                    .a, .css("button primary"), .href(addresses.ownCall(shown.call, "check")),
                    text: words[.applyCheckGo])
                html.element(
                    .a, .href(addresses.ownCall(shown.call, "application.pdf")), text: words[.applyPaperDraft])
            }
        }
    }

    private func task(
        _ title: String, _ address: Address, _ progress: String, _ state: (PagePhrase, String), _ html: inout HTML
    ) {
        html.element(.li) { html in
            html.element(.a, .href(address), text: title)
            html.element(.span, .css("progress"), text: progress)
            html.element(.span, .css(state.1), text: words[state.0])
        }
    }

    private func conditions(_ shown: ShownApplication, _ html: inout HTML) {
        let draft = shown.draft
        guard !draft.call.conditions.isEmpty else { return }
        let (answered, of) = (draft.conditions, draft.call.conditions.count)
        let met = answered.count(where: \.isMet)
        let state: (PagePhrase, String) =
            answered.contains { !$0.isMet }
            ? (.applyStateUnmet, "state error")
            : met == of
                ? (.applyStateComplete, "state")
                : answered.isEmpty ? (.applyStateEmpty, "state") : (.applyStateBegun, "state due")
        html.element(.section) { html in
            html.element(.h2, text: words[.applyConditions])
            html.element(.ul, .css("tasks")) { html in
                task(
                    words[.applyConditions], addresses.ownCall(shown.call, "conditions"),
                    words(.applyConditionsDone, ["done": "\(met)", "of": "\(of)"]), state, &html)
            }
        }
    }

    private func pillar(
        _ pillar: Criterion, _ indicators: [Criterion], _ shown: ShownApplication, _ html: inout HTML
    ) {
        let draft = shown.draft
        html.element(.section) { html in
            html.element(.h2, text: words.text(pillar.title))
            html.element(.ul, .css("tasks")) { html in
                for criterion in indicators {
                    let points = draft[ApplicationDraft.points(criterion.id)].value
                    let files = draft.files(for: criterion.id).count
                    let said = [
                        points.isEmpty ? "" : "\(points) / \(criterion.points.exactText)",
                        files == 0 ? "" : words(.applyFiles, files),
                    ].filter { !$0.isEmpty }
                    let state: (PagePhrase, String) =
                        switch draft.progress(of: criterion) {
                        case .complete: (.applyStateComplete, "state")
                        case .begun: (.applyStateBegun, "state due")
                        case .evidenceMissing: (.applyStateEvidence, "state error")
                        case .empty: (.applyStateEmpty, "state quiet")
                        }
                    task(
                        words.text(criterion.title), addresses.ownCall(shown.call, "indicators", criterion.id.text),
                        said.joined(separator: gap), state, &html)
                }
            }
        }
    }

    /// The last day is over, and nothing was handed in.
    package func callOverPage(_ title: LocalizedText, last: String) -> [UInt8] {
        page(words.text(title), "draft", crumbs: zoneCrumbs()) { html in
            html.element(.h1, text: words.text(title))
            html.element(.p, .css("lead"), text: words[.applyOverTitle])
            html.notice(.info, words(.applyOver, ["day": words.day(last)]))
            html.element(.p, .css("acts")) {
                $0.element(.a, .css("button"), .href(addresses.ownZone()), text: words[.back])
            }
        }
    }
}
