// 已提交的申报: what was handed in, its receipt, the way out of it.

package import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
package import Telling

/// What shows that an application was handed in.
package struct HandedIn: Sendable {
    let event: Int
    /// At the ledger's place; nil where that is not shown.
    let at: String?
    let version: Int
    /// SHA-256 of the event, in hexadecimal; nil where no signed head covers it yet.
    let digest: String?

    package init(event: Int, at: String?, version: Int, digest: String?) {
        self.event = event
        self.at = at
        self.version = version
        self.digest = digest
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    private func title(of review: ApplicationReview) -> String {
        review.call.map { callTitle(of: $0) } ?? review.id.text
    }

    /// `mayWithdraw`: whether its zone may take it back now.
    package func ownApplicationPage(
        _ review: ApplicationReview, mayWithdraw: Bool, mayMend: Bool, done: PagePhrase? = nil
    ) -> [UInt8] {
        let id = review.id.text
        return page(title(of: review), "application", crumbs: zoneCrumbs()) { html in
            html.element(.h1, text: title(of: review))
            if let done { html.notice(.good, words[done]) }
            opinion(on: review.application, &html)
            html.element(.p, .css("acts")) { html in
                if mayMend, let call = review.application.call {
                    html.element(.a, .css("button primary"), .href(addresses.ownCall(call)), text: words[.applyMend])
                }
                html.element(
                    .a, .css("button"), .href(addresses.ownZone("applications", id, "application.pdf")),
                    text: words[.applyPaper])
                html.element(.a, .href(addresses.ownZone("applications", id, "done")), text: words[.applyDoneReceiptGo])
                if mayWithdraw {
                    html.element(
                        .a, .href(addresses.ownZone("applications", id, "withdraw")), text: words[.applyWithdraw])
                } else if case .enrolled = review.application.stage {
                    html.element(.span, .css("why"), text: words[.applyWithdrawIs])
                }
            }
            body(of: review, &html)
        }
    }

    /// 提交回执.
    package func handedInPage(_ review: ApplicationReview, _ shown: HandedIn) -> [UInt8] {
        let id = review.id.text
        let crumbs = zoneCrumbs((title(of: review), addresses.ownZone("applications", id)))
        return page(words[.applyDoneTitle], "handed-in", crumbs: crumbs, main: .css("paper")) { html in
            html.element(.div, .css("sheet")) { html in
                html.element(.h1, text: words[.applyDoneTitle])
                let level: ReviewLevel =
                    review.programme?.kind(review.zone.kind)?.route ?? review.zone.earlyLevel
                html.element(.p, .css("lead"), text: words(.applyDoneLead, ["level": name(of: level)]))
                html.element(.dl, .css("facts")) { html in
                    html.fact(words[.appZone], words.text(review.zone.name))
                    html.fact(words[.applyNumber], id)
                    html.fact(words[.applyDoneVersion], "\(shown.version)")
                    html.fact(words[.applyDoneEvent], "\(shown.event)")
                    if let at = shown.at { html.fact(words[.applyDoneAt], at) }
                    html.fact(words[.stateHead], state(of: review))
                }
                if let digest = shown.digest {
                    html.element(.p) { html in
                        html.text(words[.applyDoneDigest] + gap)
                        html.element(.span, .css("digest wrap"), text: digest)
                    }
                }
                html.element(.p, .css("acts")) { html in
                    if shown.digest != nil {
                        html.element(
                            .a, .css("button primary"), .href(addresses.ownZone("applications", id, "receipt")),
                            Attribute("download"), text: words[.applyDoneReceipt])
                    }
                    html.element(
                        .a, .css("button"), .href(addresses.ownZone("applications", id, "application.pdf")),
                        text: words[.applyPaper])
                    html.element(.a, .href(addresses.ownZone("applications", id)), text: words[.applyView])
                }
                html.element(.h2, text: words[.applyDoneNext])
                html.element(.p, text: words[.applyDoneNextLead])
            }
        }
    }

    package func withdrawPage(
        _ review: ApplicationReview, reason: String = "", isSure: Bool = false, problems: FormProblems = .none
    ) -> [UInt8] {
        let own = addresses.ownZone("applications", review.id.text)
        let crumbs = zoneCrumbs((title(of: review), own))
        return page(words[.applyWithdrawTitle], "withdraw", crumbs: crumbs) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.applyWithdrawTitle])
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.applyNumber], review.id.text)
                html.fact(words[.stateHead], state(of: review))
            }
            html.notice(.warn, words[.applyWithdrawLead])
            html.form(addresses.ownZone("applications", review.id.text, "withdraw"), self) { html in
                html.once(self)
                html.area("reason", words[.applyWithdrawReason], value: reason, rows: 3, problems)
                html.element(.div, .css("field"), .id("sure")) { html in
                    html.error(problems.words(for: "sure"), of: "sure")
                    html.element(.label, .css("choice")) { html in
                        html.element(
                            .input, .type("checkbox"), .name("sure"), .value("yes"),
                            isSure ? Attribute("checked") : nil)
                        html.text(" ")
                        html.element(.span, text: words[.applyWithdrawSure])
                    }
                }
                html.element(.p, .css("acts")) { html in
                    html.button(words[.applyWithdraw], primary: true)
                    html.element(.a, .css("button"), .href(own), text: words[.back])
                }
            }
        }
    }
}
