// 答复提问: what experts ask, without their names, and what the bureau says to all seats at once.

package import Assessing
package import AssessmentModel
import EventModel
package import RoundState
package import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func askedPage(
        _ questions: [QuestionView], _ said: [Clarification], of course: CourseView, _ called: Called,
        mayAnswer: Bool, done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.askedTitle], "asked", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.element(.h1, text: words[.askedTitle])
            if let done { html.notice(.good, words[done]) }
            html.element(.p, .css("lead"), text: words[.askedLead])
            let waiting = questions.filter { !$0.isAnswered }
            html.element(.section) { html in
                html.element(.h2, text: words[.askedWaiting])
                if waiting.isEmpty { html.element(.p, .css("empty"), text: words[.askedNone]) }
                for question in waiting {
                    html.element(.article, .css("question")) { html in
                        html.element(.h3, text: subject(question.query.indicator, called))
                        html.element(.p) { $0.lines(question.query.text) }
                        guard mayAnswer else { return }
                        html.element(.p, .css("acts")) {
                            $0.element(
                                .a, .css("button"),
                                .href(addresses.round(course.round, "questions", "\(question.event)")),
                                text: words[.askedAnswer])
                        }
                    }
                }
                if mayAnswer {
                    html.element(.p) {
                        $0.element(
                            .a, .href(addresses.round(course.round, "questions", "new")), text: words[.askedNew])
                    }
                }
            }
            guard !said.isEmpty else { return }
            html.element(.section) { html in
                html.element(.h2, text: words[.clarificationsTitle])
                for said in said.reversed() {
                    html.element(.article, .css("question")) { html in
                        html.element(.h3, text: subject(said.query?.indicator, called))
                        let asked = questions.first { $0.event == said.asked }
                        if let asked { html.element(.p, .css("quiet")) { $0.lines(asked.query.text) } }
                        html.element(.div, .css("answer")) { html in
                            html.element(.p) { $0.lines(said.query?.text ?? "") }
                            html.element(.p, .css("small quiet"), text: words.day(said.day))
                        }
                    }
                }
            }
        }
    }

    private func subject(_ indicator: CriterionID?, _ called: Called) -> String {
        indicator.map(called.indicator) ?? words[.wholeRound]
    }

    /// `question` is nil where something is said without having been asked, about one of `indicators` or the whole round.
    package func answerPage(
        _ question: QuestionView?, _ indicators: [Criterion], of course: CourseView, _ called: Called,
        text: String = "", indicator: CriterionID? = nil, problems: FormProblems = .none
    ) -> [UInt8] {
        let title = words[question == nil ? .askedNew : .askedAnswer]
        let crumbs =
            roundCrumbs(course.round, course.title) + [(words[.askedTitle], addresses.round(course.round, "questions"))]
        return page(title, "answer", crumbs: crumbs) { html in
            html.summary(problems, self)
            html.element(.h1, text: title)
            if let question {
                html.element(.article, .css("question")) { html in
                    html.element(.h2, text: subject(question.query.indicator, called))
                    html.element(.p) { $0.lines(question.query.text) }
                }
            }
            let address = addresses.round(course.round, "questions", question.map { "\($0.event)" } ?? "new")
            html.form(address, self) { html in
                html.once(self)
                if question == nil {
                    html.element(.div, .css("field")) { html in
                        html.element(.label, Attribute("for", "indicator"), text: words[.indicatorHead])
                        html.element(
                            .select, .id("indicator"), .name("indicator"), Attribute("autocomplete", "off")
                        ) { html in
                            html.element(.option, .value(""), text: words[.wholeRound])
                            for criterion in indicators {
                                html.element(
                                    .option, .value(criterion.id.text),
                                    criterion.id == indicator ? Attribute("selected") : nil,
                                    text: words.text(criterion.title))
                            }
                        }
                    }
                }
                html.area("text", words[.askedText], hint: words[.askedTextHint], value: text, problems)
                html.element(.p, .css("acts")) { html in
                    html.button(words[.askedSend], primary: true)
                    html.element(
                        .a, .css("button"), .href(addresses.round(course.round, "questions")), text: words[.back])
                }
            }
        }
    }
}
