// 生效: all that stands against it at once, the number of the finding, and then the certificates with the papers and the bundle.

package import Assessing
import AssessmentModel
import EventModel
import RoundState
package import Telling

/// What is due once a result is final.
package struct FinalDues: Sendable {
    /// Zones that get a certificate.
    package let count: Int
    /// The last day of the longest of them.
    package let until: String
    package let number: String?

    package init(count: Int, until: String, number: String?) {
        self.count = count
        self.until = until
        self.number = number
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// Of a round on notice. `blocks` are in words, each with the page where it is dealt with, where there is one.
    package func finalPage(
        of course: CourseView, blocks: [(words: String, part: String?)], mayFinalise: Bool, number: String = "",
        problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.finalTitle], "final", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.finalTitle])
            html.element(.p, .css("lead"), text: words[.finalLead])
            html.element(.section) { html in
                html.element(.h2, text: words[.finalBlocksTitle])
                if blocks.isEmpty { html.element(.p, .css("empty"), text: words[.finalBlocksNone]) }
                html.element(.ul, .css("tasks checks")) { html in
                    for block in blocks {
                        html.element(.li) { html in
                            if let part = block.part {
                                html.element(.a, .href(addresses.round(course.round, part)), text: block.words)
                            } else {
                                html.element(.span, text: block.words)
                            }
                            html.element(.span, .css("state due"), text: words[.finalWaits])
                        }
                    }
                }
            }
            guard mayFinalise else { return }
            html.form(addresses.round(course.round, "final"), self, .css("sheet seal"), .id("final")) { html in
                html.once(self)
                html.element(.h2, text: words[.finalFormTitle])
                html.field(
                    .init(
                        name: "number", label: words[.finalNumber], hint: words[.finalNumberHint], value: number,
                        isRequired: false), problems)
                html.element(.p, text: words[.finalDoes])
                html.credentials(self, problems)
                html.element(.p, .css("acts")) { html in
                    html.button(words[.finalDo], primary: true)
                    if !blocks.isEmpty { html.element(.span, .css("why"), text: words[.finalBlocked]) }
                }
            }
        }
    }

    /// Of a final round: what is still to be issued.
    package func finalDonePage(
        of course: CourseView, _ dues: FinalDues, mayIssue: Bool, done: PagePhrase? = nil,
        problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.finalTitle], "final", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.finalTitle])
            if let done, done != .finalIsDone { html.notice(.good, words[done]) }
            html.notice(.good, words(.finalIs, ["number": dues.number]))
            if dues.count == 0 { html.element(.p, .css("empty"), text: words[.issueNone]) }
            if mayIssue, dues.count > 0 { issue(dues, course, problems, &html) }
            html.element(.ul, .css("links")) { html in
                html.item(words[.certificatesTitle], addresses.round(course.round, "certificates"))
                html.item(words[.papersTitle], addresses.round(course.round, "documents"))
                html.item(words[.exportTitle], addresses.round(course.round, "export"))
            }
        }
    }

    private func issue(
        _ dues: FinalDues, _ course: CourseView, _ problems: FormProblems, _ html: inout HTML
    ) {
        html.form(addresses.round(course.round, "certificates", "issue"), self, .css("sheet seal"), .id("issue")) {
            html in
            html.once(self)
            html.element(.h2, text: words[.issueTitle])
            html.element(.p, text: words(.issueDoes, ["count": "\(dues.count)", "until": words.day(dues.until)]))
            html.element(.fieldset, .css("field")) { html in
                html.element(.legend, text: words[.issueAlso])
                for (name, phrase) in [("papers", PagePhrase.issuePapersAlso), ("bundle", .issueBundleAlso)] {
                    html.element(.label, .css("choice")) { html in
                        html.element(
                            .input, .type("checkbox"), .name(name), .value("yes"), Attribute("checked"),
                            Attribute("autocomplete", "off"))
                        html.text(" ")
                        html.element(.span, text: words[phrase])
                    }
                }
            }
            html.credentials(self, problems)
            html.element(.p, .css("acts")) { $0.button(words[.issueDo], primary: true) }
        }
    }
}
