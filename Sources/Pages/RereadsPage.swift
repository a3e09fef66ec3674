// 打分复核, many at once: what would be asked of whom, then what became of each.

package import Assessing
package import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

/// One mark that its expert would be asked to look at again.
package struct RereadWish: Sendable {
    package let cell: CellName
    package let seat: SeatID
    package let expert: ExpertID?
    package let mark: Fraction
    package let median: Fraction
    package let grounds: String

    /// As forms name it.
    package var name: String { "\(cell.text):\(seat)" }

    package init(
        cell: CellName, seat: SeatID, expert: ExpertID?, mark: Fraction, median: Fraction, grounds: String
    ) {
        self.cell = cell
        self.seat = seat
        self.expert = expert
        self.mark = mark
        self.median = median
        self.grounds = grounds
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// Before: every mark, and the number to be typed.
    package func rereadsPage(
        _ wishes: [RereadWish], of course: CourseView, _ called: Called, typed: String = "",
        problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.rereadsTitle], "rereads", crumbs: divergenceCrumbs(course)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.rereadsTitle])
            html.element(.p, .css("lead"), text: words(.rereadsLead, counts(of: wishes)))
            html.element(.p, text: words[.rereadsWhatExpertsSee])
            list(wishes.map { ($0, nil) }, called, &html)
            html.form(addresses.round(course.round, "rereads"), self) { html in
                html.once(self)
                for wish in wishes {
                    html.hidden("mark", wish.name)
                }
                html.field(
                    .init(
                        name: "count", label: words[.rereadsCount], hint: words[.rereadsCountHint], value: typed,
                        isNumeric: true, size: 5), problems)
                html.element(.p, .css("acts")) { html in
                    html.button(words(.rereadsDo, wishes.count), primary: true)
                    html.element(
                        .a, .css("button"), .href(addresses.round(course.round, "divergence")), text: words[.back])
                }
            }
        }
    }

    /// After: one result a mark; nil is that it was asked.
    package func rereadsDonePage(
        _ results: [(wish: RereadWish, refused: String?)], of course: CourseView, _ called: Called
    ) -> [UInt8] {
        page(words[.rereadsDoneTitle], "rereads", crumbs: divergenceCrumbs(course)) { html in
            html.element(.h1, text: words[.rereadsDoneTitle])
            let failed = results.count { $0.refused != nil }
            html.notice(
                failed == 0 ? .good : .warn,
                words(.rereadsDone, ["asked": "\(results.count - failed)", "failed": "\(failed)"]))
            list(results.map { ($0.wish, $0.refused ?? words[.rereadAsked]) }, called, &html)
            html.element(.p, .css("acts")) {
                $0.element(
                    .a, .css("button primary"), .href(addresses.round(course.round, "divergence")),
                    text: words[.divergenceTitle])
            }
        }
    }

    private func counts(of wishes: [RereadWish]) -> [String: String?] {
        let people = Set(wishes.map { $0.expert?.text ?? $0.seat.text }).count
        return ["marks": "\(wishes.count)", "people": "\(people)"]
    }

    private func divergenceCrumbs(_ course: CourseView) -> [(String, Address)] {
        roundCrumbs(course.round, course.title)
            + [(words[.divergenceTitle], addresses.round(course.round, "divergence"))]
    }

    private func list(_ rows: [(RereadWish, String?)], _ called: Called, _ html: inout HTML) {
        let hasResults = rows.contains { $0.1 != nil }
        let heads =
            [
                words[.zoneHead], words[.indicatorHead], words[.seatHead], words[.expertHead], words[.markLabel],
                words[.markMedian], words[.groundHead],
            ] + (hasResults ? [words[.outcomeHead]] : [])
        html.table(words(.rereadsCaption, rows.count), heads, numbers: [4, 5], css: "wide") { html in
            for (wish, result) in rows {
                html.element(.tr) { html in
                    html.element(.th, Attribute("scope", "row"), text: called.zone(wish.cell.zone))
                    html.element(.td, text: called.indicator(wish.cell.indicator))
                    html.element(.td, text: wish.seat.shortCode)
                    html.element(.td, text: called.expert(wish.expert))
                    html.element(.td, .css("number"), text: "\(wish.mark)")
                    html.element(.td, .css("number"), text: "\(wish.median)")
                    html.element(.td, text: wish.grounds)
                    if let result { html.element(.td, text: result) }
                }
            }
        }
    }
}
