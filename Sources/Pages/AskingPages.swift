// 复核、更正、口径答疑、补充材料: what is asked of an expert, and what an expert asks.

package import Assessing
package import AssessmentModel
import EventModel
import Reasons
package import RoundState
import Telling

extension Frame {
    private func zoneCrumbs(_ view: ScoringView, _ part: String = "score") -> [(String, Address)] {
        [
            (words[.mySheets], addresses.home),
            (view.zoneName, addresses.zone(view.sheet.round, view.sheet.zone.id, part)),
        ]
    }

    /// The indicator with its rubric, and the own mark: nothing of the others.
    private func own(_ line: SheetView.Line, _ view: ScoringView, _ html: inout HTML) {
        html.element(.dl, .css("facts")) { html in
            html.fact(words[.indicatorHead], words.text(line.criterion.title))
            html.fact(words[.fullMarkHead], line.criterion.points.exactText)
            html.fact(words[.ownMark], line.mark?.exactText ?? words[.unmarkedShort])
        }
        if !line.comment.isEmpty {
            html.element(.h2, text: words[.commentLabel])
            html.element(.p) { $0.lines(line.comment) }
        }
        if let rubric = line.criterion.indicator?.rubric, !rubric.isEmpty {
            html.element(.h2, text: words[.rubric])
            html.levels(rubric, words)
        }
        let files = view.files.filter { $0.indicator == line.criterion.id }
        if !files.isEmpty {
            html.element(.h2, text: words[.evidence])
            html.element(.ul) { html in
                for file in files {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.evidence(view.sheet.round, view.sheet.zone.id, file.number)),
                            HTML.Attribute("target", "heng-evidence"), text: file.name)
                    }
                }
            }
        }
    }

    package func rereadPage(
        _ view: ScoringView, _ line: SheetView.Line, reasons: String = "", problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.rereadTitle], "reread", crumbs: zoneCrumbs(view, "done")) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.rereadTitle])
            html.element(.p, text: words[.rereadLead])
            own(line, view, &html)
            guard line.isAskedAgain else { return html.notice(.info, words[.rereadAnswered]) }
            html.element(.h2, text: words[.rereadAnswerTitle])
            html.form(
                addresses.zone(view.sheet.round, view.sheet.zone.id, "reread", line.criterion.id), self
            ) { html in
                html.area("reasons", words[.rereadReasons], hint: words[.rereadReasonsHint], value: reasons, problems)
                html.element(.p, .css("acts")) { $0.button(words[.rereadStands], primary: true) }
            }
            html.element(.p) { html in
                html.text(words[.rereadOrRevise] + " ")
                html.element(
                    .a, .href(addresses.zone(view.sheet.round, view.sheet.zone.id, "revise", line.criterion.id)),
                    text: words[.reviseLink])
            }
        }
    }

    /// What a form of a revision holds.
    package struct RevisionForm: Sendable {
        package let mark: String
        package let reason: String
        package let text: String
        package let comment: String

        package init(mark: String = "", reason: String = "", text: String = "", comment: String = "") {
            self.mark = mark
            self.reason = reason
            self.text = text
            self.comment = comment
        }
    }

    /// `grounds` are those that may be named now.
    package func revisePage(
        _ view: ScoringView, _ line: SheetView.Line, grounds: [Revision.Ground], form: RevisionForm = RevisionForm(),
        problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.reviseTitle], "revise", crumbs: zoneCrumbs(view, "done")) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.reviseTitle])
            html.element(.p, text: words[.reviseLead])
            own(line, view, &html)
            if let waiting = line.revision {
                return html.notice(
                    .info, words(.reviseWaiting, ["mark": Fraction(hundredths: waiting.hundredths).exactText]))
            }
            html.form(
                addresses.zone(view.sheet.round, view.sheet.zone.id, "revise", line.criterion.id), self
            ) { html in
                html.element(.div, .css("change")) { html in
                    html.element(.div, .css("field")) { html in
                        html.element(.p, .css("quiet small"), text: words[.reviseNow])
                        html.element(.p, .css("now"), text: "\(line.mark?.exactText ?? words[.unmarkedShort]) →")
                    }
                    html.field(
                        .init(
                            name: "mark", label: words[.reviseMark], hint: words.grid(of: line.criterion, view.scheme),
                            value: form.mark, isNumeric: true, size: 6), problems)
                }
                let error = problems.words(for: "reason")
                html.element(.fieldset, .id("reason")) { html in
                    html.element(.legend, text: words[.reviseReason])
                    if let error { html.element(.p, .css("error"), text: error) }
                    for ground in grounds {
                        html.choice(
                            "reason", ground.rawValue, words.term(.revision, ground.rawValue),
                            isChosen: form.reason == ground.rawValue, HTML.Attribute("required"))
                    }
                }
                html.area("text", words[.reviseText], hint: words[.reviseTextHint], value: form.text, problems)
                html.area(
                    "comment", words[.reviseComment], hint: words[.reviseCommentHint], value: form.comment, problems)
                html.element(.p, .css("acts")) { $0.button(words[.reviseDo], primary: true) }
            }
        }
    }

    /// A question about how something is to be understood.
    package func askPage(
        _ view: ScoringView, _ criterion: Criterion, text: String = "", problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.askTitle], "ask", crumbs: zoneCrumbs(view)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.askTitle])
            html.element(.p, text: words[.askLead])
            html.element(.dl, .css("facts")) { $0.fact(words[.indicatorHead], words.text(criterion.title)) }
            html.form(address(view, "ask", criterion.id), self) { html in
                html.area("text", words[.askText], hint: words[.askHint], value: text, problems)
                html.element(.p, .css("acts")) { html in
                    html.button(words[.askDo], primary: true)
                    html.element(.a, .css("button"), .href(address(view, "score", criterion.id)), text: words[.back])
                }
            }
        }
    }

    /// Evidence that is missed; the zone has some working days to bring it.
    package func requestPage(
        _ view: ScoringView, _ criterion: Criterion, text: String = "", problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.requestTitle], "request", crumbs: zoneCrumbs(view)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.requestTitle])
            html.element(.p, text: words(.requestLead, ["days": "\(RequestEvidence.days)"]))
            html.element(.dl, .css("facts")) { $0.fact(words[.indicatorHead], words.text(criterion.title)) }
            html.form(address(view, "request", criterion.id), self) { html in
                html.area("text", words[.requestText], hint: words[.requestHint], value: text, problems)
                html.element(.p, .css("acts")) { html in
                    html.button(words[.requestDo], primary: true)
                    html.element(.a, .css("button"), .href(address(view, "score", criterion.id)), text: words[.back])
                }
            }
        }
    }

    /// 口径答疑: what the bureau has said to all seats, and the own questions that wait.
    package func questionsPage(
        _ title: LocalizedText, _ clarifications: [(indicator: String?, text: String, day: String)],
        own: [(indicator: String?, text: String, isAnswered: Bool)]
    ) -> [UInt8] {
        page(words[.questionsTitle], "questions", crumbs: [(words[.mySheets], addresses.home)]) {
            html in
            html.element(.h1, text: words[.questionsTitle])
            html.element(.p, .css("quiet"), text: words.text(title))
            html.element(.h2, text: words[.clarificationsTitle])
            if clarifications.isEmpty { html.element(.p, .css("empty"), text: words[.clarificationsNone]) }
            for said in clarifications {
                html.element(.article, .css("question")) { html in
                    html.element(.h3, text: said.indicator ?? words[.wholeRound])
                    html.element(.div, .css("answer")) { html in
                        html.element(.p) { $0.lines(said.text) }
                        html.element(.p, .css("small quiet"), text: words.day(said.day))
                    }
                }
            }
            html.element(.h2, text: words[.ownQuestionsTitle])
            if own.isEmpty { html.element(.p, .css("empty"), text: words[.ownQuestionsNone]) }
            for question in own {
                html.element(.article, .css("question")) { html in
                    html.element(.h3, text: question.indicator ?? words[.wholeRound])
                    html.element(.p) { $0.lines(question.text) }
                    html.element(
                        .p, .css(question.isAnswered ? "small quiet" : "due"),
                        text: words[question.isAnswered ? .questionAnswered : .questionWaits])
                }
            }
            html.element(.p, .css("hint"), text: words[.askFromSheet])
        }
    }
}
