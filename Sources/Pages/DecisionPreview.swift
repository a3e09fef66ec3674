// What a decision on an objection would change, before it is taken.

package import Assessing
import AssessmentModel
import EventModel
import Reasons
package import RoundState
import Scoring
import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// What a decision brings, before it is made.
    package func decisionPreviewPage(
        _ shown: OfficeObjection, of course: CourseView, _ round: Round?, _ effect: ResultDifference?, _ called: Called,
        form: DecisionForm, problems: FormProblems = .none
    ) -> [UInt8] {
        let objection = shown.objection
        let isDecided = objection.decision != nil
        let title = words[isDecided ? .correctTitle : .decideCheck]
        let own = words(
            .cellOf, ["zone": called.zone(objection.zone), "indicator": called.indicator(objection.indicator)])
        let back = addresses.round(course.round, "objections", objection.id.text)
        return page(title, "decision", crumbs: objectionCrumbs(course) + [(own, back)]) { html in
            html.summary(problems, self)
            html.element(.h1, text: title)
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.objectionSubject], own)
                if !isDecided {
                    html.fact(
                        words[.decideAnswer], words[form.isUpheld ? .objectionUpheld : .objectionRejected])
                }
            }
            if !isDecided { html.element(.p) { $0.lines(form.reasons) } }
            effects(shown, form, round, effect, called, &html)
            html.form(addresses.round(course.round, "objections", objection.id.text, "decide"), self) { html in
                html.once(self)
                html.hidden("answer", form.answer)
                html.hidden("reasons", form.reasons)
                for (name, value) in form.facts.sorted(by: { $0.key < $1.key }) {
                    html.hidden(DecisionForm.field(of: name), value)
                }
                html.element(.p, .css("acts")) { html in
                    let isAct = effect != nil
                    html.button(words[isAct ? .decidePropose : .decideDo], primary: true)
                    html.element(.a, .css("button"), .href(back), text: words[.back])
                    if isAct { html.element(.span, .css("why"), text: words[.decideTwoPeople]) }
                }
            }
        }
    }

    private func effects(
        _ shown: OfficeObjection, _ form: DecisionForm, _ round: Round?, _ effect: ResultDifference?, _ called: Called,
        _ html: inout HTML
    ) {
        if let effect {
            html.table(
                words[.decideFacts], [words[.factHead], words[.moveBefore], words[.moveAfter]], numbers: [1, 2]
            ) { html in
                for (name, value) in shown.facts where form.facts[name] != nil {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row")) { $0.element(.code, text: name) }
                        html.element(.td, .css("number"), text: fact(value))
                        html.element(.td, .css("number"), text: fact(form.facts[name]))
                    }
                }
            }
            return difference(effect, round, called, &html)
        }
        html.element(.section, .id("effect")) { html in
            html.element(.h2, text: words[.decideEffect])
            html.element(.ul, .css("steps")) { html in
                guard form.isUpheld else {
                    html.element(.li, text: words[.effectNone])
                    html.element(.li, text: words[.effectServed])
                    return
                }
                if shown.facts.isEmpty {
                    let experts = shown.marks.map {
                        words(.effectSeat, ["seat": $0.seat.shortCode, "expert": called.expert($0.expert)])
                    }
                    html.element(
                        .li, text: words(.effectOpens, ["indicator": called.indicator(shown.objection.indicator)]))
                    html.element(.li, text: words(.effectExperts, ["seats": words.list(experts)]))
                } else {
                    html.element(.li, text: words[.effectNoFacts])
                }
                html.element(.li, text: words[.effectConclude])
                html.element(.li, text: words[.effectServed])
            }
        }
    }
}
