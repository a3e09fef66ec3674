// 封存: all that blocks it at once, what would be missing as two numbers to be typed, and the account of seats as a sum.

package import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

/// What was typed into the form of a close.
package struct CloseForm: Sendable {
    package let sheets: String
    package let facts: String

    package init(sheets: String = "", facts: String = "") {
        self.sheets = sheets
        self.facts = facts
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// `blocks` are what stands against it, in words, each with the page where it is dealt with.
    package func closePage(
        _ view: CloseView, blocks: [(words: String, part: String)], of course: CourseView, _ called: Called,
        mayClose: Bool, form: CloseForm = CloseForm(), problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.closeTitle], "close", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.closeTitle])
            html.element(.p, .css("lead"), text: words[.closeLead])
            html.element(.section) { html in
                html.element(.h2, text: words[.closeBlocksTitle])
                if blocks.isEmpty { html.element(.p, .css("empty"), text: words[.closeBlocksNone]) }
                html.element(.ul, .css("tasks checks")) { html in
                    for block in blocks {
                        html.element(.li) { html in
                            html.element(
                                .a, .href(addresses.round(course.round, block.part)), text: block.words)
                            html.element(.span, .css("state due"), text: words[.closeBlocks])
                        }
                    }
                }
            }
            sheets(view, course, called, &html)
            facts(view, course, called, &html)
            account(view, &html)
            if mayClose { close(view, isBlocked: !blocks.isEmpty, course, form, problems, &html) }
        }
    }

    private func sheets(_ view: CloseView, _ course: CourseView, _ called: Called, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words(.closeSheetsTitle, view.sheets.count))
            guard !view.sheets.isEmpty else {
                return html.element(.p, .css("empty"), text: words[.closeSheetsNone])
            }
            html.element(.p, text: words[.closeSheetsLead])
            html.table(
                words[.closeSheetsCaption], hidesCaption: true,
                [words[.zoneHead], words[.expertHead], words[.seatHead], words[.marksHead]]
            ) { html in
                for sheet in view.sheets {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row"), text: called.zone(sheet.zone))
                        html.element(.td) {
                            $0.element(
                                .a, .href(addresses.round(course.round, "seats", sheet.seat.text)),
                                text: called.expert(sheet.expert))
                        }
                        html.element(.td, text: sheet.seat.shortCode)
                        html.element(.td, text: "\(sheet.marked) / \(sheet.marks)")
                    }
                }
            }
        }
    }

    private func facts(_ view: CloseView, _ course: CourseView, _ called: Called, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words(.closeFactsTitle, view.facts.count))
            guard !view.facts.isEmpty else {
                return html.element(.p, .css("empty"), text: words[.closeFactsNone])
            }
            html.element(.p, text: words(.closeFactsLead, ["zones": words.list(view.zones.map(called.zone))]))
            html.element(.p) {
                $0.element(.a, .href(addresses.round(course.round, "facts")), text: words[.closeFactsLink])
            }
        }
    }

    /// 20 = 8 + 0 + 12.
    private func account(_ view: CloseView, _ html: inout HTML) {
        let account = view.account
        html.element(.section) { html in
            html.element(.h2, text: words[.closeAccountTitle])
            html.element(.p, .css("lead sum")) { html in
                html.element(
                    .b,
                    text: words(
                        .closeAccount,
                        [
                            "seats": "\(account.seats)", "sealed": "\(account.sealed)",
                            "recused": "\(account.recused)", "missed": "\(account.missed)",
                        ]))
            }
        }
    }

    private func close(
        _ view: CloseView, isBlocked: Bool, _ course: CourseView, _ form: CloseForm, _ problems: FormProblems,
        _ html: inout HTML
    ) {
        html.form(addresses.round(course.round, "close"), self, .css("sheet seal"), .id("close")) { html in
            html.once(self)
            html.element(.h2, text: words[.closeFormTitle])
            html.element(.p, text: words[.closeFormLead])
            html.field(
                .init(
                    name: "missing", label: words[.closeMissing], hint: words[.closeMissingHint], value: form.sheets,
                    isNumeric: true, size: 5), problems)
            html.field(
                .init(
                    name: "missing-facts", label: words[.closeMissingFacts], hint: words[.closeMissingFactsHint],
                    value: form.facts, isNumeric: true, size: 5), problems)
            html.credentials(self, problems)
            html.element(.p, .css("acts")) { html in
                html.button(words[.closeDo], primary: true)
                if isBlocked { html.element(.span, .css("why"), text: words[.closeStillBlocked]) }
            }
        }
    }
}
