// 形成新的结果: exactly what changed, old beside new, with the correction that is published of it.

package import Assessing
import AssessmentModel
import EventModel
import Reasons
package import RoundState
import Telling

/// What was typed into the form that takes objections into a new result.
package struct ConcludeForm: Sendable {
    package let number: String
    package let statement: String
    package let from: String
    package let to: String
    /// Objections that are known to change nothing.
    package let unchanged: Set<String>

    package init(
        number: String = "", statement: String = "", from: String = "", to: String = "", unchanged: Set<String> = []
    ) {
        self.number = number
        self.statement = statement
        self.from = from
        self.to = to
        self.unchanged = unchanged
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// `view` is nil where nothing waits; `blocks` are its reasons in words with the page that deals with each; `earliest` is the first day on
    /// which a new notice could end.
    package func concludePage(
        _ view: ConclusionView?, blocks: [(words: String, part: String)], of course: CourseView, _ round: Round?,
        _ called: Called, mayConclude: Bool, earliest: String?, form: ConcludeForm = ConcludeForm(),
        problems: FormProblems = .none
    ) -> [UInt8] {
        let crumbs =
            roundCrumbs(course.round, course.title) + [
                (words[.objectionsTitle], addresses.round(course.round, "objections"))
            ]
        return page(words[.concludeTitle], "conclude", crumbs: crumbs) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.concludeTitle])
            html.element(.p, .css("lead"), text: words[.concludeLead])
            guard let view else { return html.element(.p, .css("empty"), text: words[.concludeNothing]) }
            taken(view, course, called, &html)
            if !blocks.isEmpty || !view.waiting.isEmpty { hurdles(view, blocks, course, called, &html) }
            difference(view.difference, round, called, &html)
            if view.difference.isStrange {
                return html.notice(.bad, words[.concludeStrange])
            }
            html.notice(.info, words(.concludeChecked, view.difference.cells.count + view.difference.items.count))
            guard mayConclude else { return }
            html.form(addresses.round(course.round, "conclude"), self, .css("sheet"), .id("conclude")) { html in
                fields(view, called, earliest, form, problems, &html)
                html.once(self)
                html.element(.p, .css("acts")) { html in
                    html.button(words[.concludeDo], primary: true)
                    html.element(
                        .span, .css("why"), text: words[blocks.isEmpty ? .decideTwoPeople : .closeStillBlocked])
                }
            }
        }
    }

    private func taken(
        _ view: ConclusionView, _ course: CourseView, _ called: Called, _ html: inout HTML
    ) {
        html.element(.section) { html in
            html.element(.h2, text: words[.concludeTaken])
            html.element(.ul, .css("links")) { html in
                for objection in view.taken {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.round(course.round, "objections", objection.id.text)),
                            text: name(of: objection, called))
                    }
                }
                for zone in view.withdrawn {
                    html.element(.li, text: words(.actWithdraw, ["zone": called.zone(zone)]))
                }
            }
        }
    }

    func name(of objection: Objection, _ called: Called) -> String {
        words(
            .objectionNamed,
            [
                "id": objection.id.text, "zone": called.zone(objection.zone),
                "indicator": called.indicator(objection.indicator),
            ])
    }

    private func hurdles(
        _ view: ConclusionView, _ blocks: [(words: String, part: String)], _ course: CourseView, _ called: Called,
        _ html: inout HTML
    ) {
        html.element(.section, .id("blocks")) { html in
            html.element(.h2, text: words[.closeBlocksTitle])
            html.element(.ul, .css("tasks checks")) { html in
                for block in blocks {
                    html.element(.li) { html in
                        html.element(.a, .href(addresses.round(course.round, block.part)), text: block.words)
                        html.element(.span, .css("state due"), text: words[.closeBlocks])
                    }
                }
                for objection in view.waiting {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.round(course.round, "objections", objection.id.text)),
                            text: name(of: objection, called))
                        html.element(.span, .css("state"), text: words[.concludeWaits])
                    }
                }
            }
        }
    }

    private func fields(
        _ view: ConclusionView, _ called: Called, _ earliest: String?, _ form: ConcludeForm, _ problems: FormProblems,
        _ html: inout HTML
    ) {
        if !view.idle.isEmpty {
            let error = problems.words(for: "unchanged")
            html.element(.fieldset, .id("unchanged")) { html in
                html.element(.legend, text: words[.concludeIdle])
                html.element(.p, .css("hint"), text: words[.concludeIdleHint])
                html.error(error, of: "unchanged")
                for objection in view.idle {
                    html.element(.label, .css("choice")) { html in
                        html.element(
                            .input, .type("checkbox"), .name("unchanged"), .value(objection.id.text),
                            form.unchanged.contains(objection.id.text) ? Attribute("checked") : nil)
                        html.text(" ")
                        html.element(.span, text: name(of: objection, called))
                    }
                }
            }
        }
        guard view.isPublic else { return }
        html.field(
            .init(
                name: "number", label: words[.concludeNumber], hint: words[.concludeNumberHint], value: form.number),
            problems)
        html.area(
            "statement", words[.concludeStatement], hint: words[.concludeStatementHint], value: form.statement,
            rows: 4, problems)
        guard view.renotices else { return }
        let hint = earliest.map { words(.concludeDaysHint, ["day": words.day($0)]) } ?? words[.concludeDaysUnknown]
        html.field(
            .init(name: "from", label: words[.concludeFrom], hint: hint, value: form.from, type: "date"), problems)
        html.field(.init(name: "to", label: words[.concludeTo], value: form.to, type: "date"), problems)
    }
}
