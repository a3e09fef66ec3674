// 状态条: how far a round has come, on every page of it at the bureau's desk.

import Assessing
import AssessmentModel
import EventModel
import Telling

extension Frame {
    /// The stages in their order, each as done, under way or ahead: by a sign for the eye and in words for the ear.
    func stages(of course: CourseView, _ html: inout HTML) {
        html.element(.nav, .css("stages"), HTML.Attribute("aria-label", words[.courseTitle])) { html in
            html.element(.ol) { html in
                for leg in course.legs {
                    let isNow = leg.state == .now
                    html.element(.li, .css(leg.state.sign.css), isNow ? HTML.Attribute("aria-current", "step") : nil) {
                        html in
                        html.element(.span, .css("sign"), .unspoken, text: leg.state.sign.text)
                        html.element(.span, text: words[leg.kind.phrase])
                        html.element(
                            .span, .css("hidden-text"), text: words(.legIs, ["state": words[leg.state.phrase]]))
                    }
                }
            }
        }
    }
}

extension CourseView.Leg.State {
    fileprivate var sign: (text: String, css: String) {
        switch self {
        case .done: ("✓", "done")
        case .now: ("◐", "now")
        case .ahead: ("○", "ahead")
        case .never: ("–", "never")
        }
    }

    var phrase: PagePhrase {
        switch self {
        case .done: .legDone
        case .now: .legNow
        case .ahead: .legAhead
        case .never: .legNever
        }
    }
}

extension CourseView.Leg.Kind {
    var phrase: PagePhrase {
        switch self {
        case .applications: .legApplications
        case .planning: .legPlanning
        case .draw: .legDraw
        case .scoring: .legScoring
        case .closing: .legClosing
        case .notice: .legNotice
        case .final: .legFinal
        }
    }
}
