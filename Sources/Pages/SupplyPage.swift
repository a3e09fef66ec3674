// 补充材料: what an expert missed, and what the zone says and brings to it.

package import Assessing
package import AssessmentModel
import EventModel
import Reasons
import RoundState
package import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    private func crumbsOfSupply() -> [(String, Address)] { zoneCrumbs() }

    private func asked(_ missing: MaterialView.Missing, _ called: Called, _ html: inout HTML) {
        html.element(.dl, .css("facts")) { html in
            html.fact(words[.indicatorHead], called.indicator(missing.indicator))
            html.fact(words[.applyCallFacts], words.day(missing.by))
        }
        html.element(.h2, text: words[.applySupplyAsked])
        html.element(.p) { $0.lines(missing.text) }
    }

    /// One that waits.
    package func supplyPage(
        _ draft: SupplyDraft, _ called: Called, today: String, at: @escaping ShownTime, form: DraftForm = DraftForm(),
        done: PagePhrase? = nil
    ) -> [UInt8] {
        let here = { (part: String) in addresses.ownRequest(draft.round, draft.event, part) }
        return page(words[.applySupplyTitle], "supply", script: .zone, crumbs: crumbsOfSupply()) { html in
            html.summary(form.problems, self)
            html.element(.h1, text: words[.applySupplyTitle])
            if let done { html.notice(.good, words[done]) }
            asked(draft.request, called, &html)
            if draft.request.by < today { html.notice(.warn, words[.applySupplyLate]) }
            let place = FilePlace(
                post: here("files"), remove: here("remove"), place: "request/\(draft.round)/\(draft.event)",
                indicator: "")
            html.form(here("supply"), self, Attribute("data-draft", here("draft")), .id("own")) { html in
                html.once(self)
                html.area(
                    "text", words[.applySupplyText], hint: words[.applySupplyTextHint],
                    value: form.typed["text"] ?? draft.text.value, rows: 6, form.problems)
                html.base("text", draft.text)
                html.savedLine("text", draft.text, self, at)
                fileField(place, form.problems, &html)
            }
            files(draft.files, place, at, &html)
            html.element(.p, .css("acts")) { html in
                html.button(
                    words[.applySupplyDo], primary: true, .name("go"), .value("hand-in"), Attribute("form", "own"))
                html.button(words[.applySave], .name("go"), .value("stay"), Attribute("form", "own"))
                html.element(.a, .href(addresses.ownZone()), text: words[.back])
            }
        }
    }

    /// One that was answered, or can no longer be.
    package func suppliedPage(_ missing: MaterialView.Missing, _ called: Called, done: PagePhrase? = nil) -> [UInt8] {
        page(words[.applySupplyTitle], "supply", crumbs: crumbsOfSupply()) { html in
            html.element(.h1, text: words[.applySupplyTitle])
            if let done { html.notice(.good, words[done]) }
            asked(missing, called, &html)
            guard let supply = missing.supply else {
                html.notice(.info, words[.applyRequestClosed])
                return
            }
            html.element(.h2, text: words[.applySupplySaid])
            html.element(.p, .css("quiet"), text: words(.applySupplyAt, ["day": words.day(supply.day)]))
            html.element(.p) { $0.lines(supply.text ?? "–") }
            html.element(.ul, .css("files")) { html in
                for file in supply.evidence { html.item(file.name, addresses.draftFile(file.digest)) }
            }
        }
    }
}

extension Addresses {
    package func ownRequest(_ round: RoundID, _ event: Int, _ part: String) -> Address {
        ownZone("requests", round.text, "\(event)", part)
    }
}
