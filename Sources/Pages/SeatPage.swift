// 席位: one seat as the bureau sees it, with the ways out of it.

package import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
package import Telling

/// What was typed into the forms of a seat.
package struct SeatForm: Sendable {
    package let reason: String
    package let substitute: String
    /// "recuse", "remove", or nothing yet.
    package let way: String

    package init(reason: String = "", substitute: String = "", way: String = "") {
        self.reason = reason
        self.substitute = substitute
        self.way = way
    }

    package var isRemoval: Bool { way == "remove" }
    /// What stands for leaving a seat empty.
    package static let nobody = "-"
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// `mayAct`: whether the reader may take the expert out of the seat.
    package func seatPage(
        _ view: SeatView, of course: CourseView, _ called: Called, mayAct: Bool, form: SeatForm = SeatForm(),
        problems: FormProblems = .none, done: PagePhrase? = nil
    ) -> [UInt8] {
        let place = view.place
        let title = words(.seatTitle, ["zone": called.zone(place.zone), "seat": place.seat.shortCode])
        let crumbs =
            roundCrumbs(course.round, course.title) + [(words[.boardTitle], addresses.round(course.round, "board"))]
        return page(title, "seat", crumbs: crumbs) { html in
            html.summary(problems, self)
            html.element(.h1, text: title)
            if let done { html.notice(.good, words[done]) }
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.expertHead], called.expert(place.expert))
                html.fact(words[.stateHead], words.state(of: place))
                html.fact(words[.marksHead], "\(place.marked) / \(place.marks)")
                if let day = place.lastDay { html.fact(words[.lastDayHead], words.day(day)) }
                if place.isCalled { html.fact(words[.seatCalledHead], words[.seatCalled]) }
            }
            if let sheet = view.sheet, sheet.lines.contains(where: { $0.mark != nil }) {
                marks(sheet, &html)
            } else {
                html.element(.p, .css("quiet"), text: words[.seatSheetHidden])
            }
            let isThere = place.state == .open || place.state.isSealed
            if mayAct, course.stage == .scoring, isThere { waysOut(view, course, form, problems, &html) }
        }
    }

    private func marks(_ sheet: SheetView, _ html: inout HTML) {
        html.table(
            words[.seatMarks], [words[.indicatorHead], words[.fullMarkHead], words[.markLabel], words[.commentLabel]],
            numbers: [1, 2]
        ) { html in
            for line in sheet.lines {
                html.element(.tr) { html in
                    html.element(.th, Attribute("scope", "row"), text: words.text(line.criterion.title))
                    html.element(.td, .css("number"), text: "\(line.criterion.points)")
                    html.element(.td, .css("number"), text: line.mark.map { "\($0)" } ?? words[.unmarkedShort])
                    html.element(.td) { $0.lines(line.comment) }
                }
            }
        }
    }

    /// 回避 while the sheet is open; 撤出 by two people at any time.
    private func waysOut(
        _ view: SeatView, _ course: CourseView, _ form: SeatForm, _ problems: FormProblems, _ html: inout HTML
    ) {
        html.element(.section) { html in
            html.element(.h2, text: words[.seatOutTitle])
            html.element(.p, text: words[view.place.state == .open ? .seatOutOpen : .seatOutSealed])
            html.form(addresses.round(course.round, "seats", view.place.seat.text), self) { html in
                html.once(self)
                if view.place.state == .open {
                    html.element(.fieldset, .css("field"), .id("way")) { html in
                        html.element(.legend, text: words[.seatOutHow])
                        html.error(problems.words(for: "way"), of: "way")
                        html.choice("way", "recuse", words[.seatRecuse], isChosen: form.way == "recuse")
                        html.choice("way", "remove", words[.seatRemove], isChosen: form.isRemoval)
                    }
                } else {
                    html.hidden("way", "remove")
                }
                html.area(
                    "reason", words[.seatOutReason], hint: words[.seatOutReasonHint], value: form.reason, problems)
                switch view.successor {
                case .drawn: html.element(.p, .css("hint"), text: words[.seatSuccessorDrawn])
                case .named(let experts): successor(experts, form, problems, &html)
                }
                html.element(.p, .css("acts")) { $0.button(words[.seatOutLook]) }
            }
        }
    }

    /// What will be done, said before it is: none of it can be taken back.
    package func seatOutPage(
        _ view: SeatView, of course: CourseView, _ called: Called, form: SeatForm
    ) -> [UInt8] {
        let place = view.place
        let title = words(.seatTitle, ["zone": called.zone(place.zone), "seat": place.seat.shortCode])
        let seat = addresses.round(course.round, "seats", place.seat.text)
        let crumbs = roundCrumbs(course.round, course.title) + [(title, seat)]
        return page(words[.seatOutCheck], "seat-out", crumbs: crumbs) { html in
            html.element(.h1, text: words[.seatOutCheck])
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.zoneHead], called.zone(place.zone))
                html.fact(words[.expertHead], called.expert(place.expert))
                html.fact(words[.marksHead], "\(place.marked) / \(place.marks)")
                html.fact(words[.seatOutHow], words[form.isRemoval ? .seatRemove : .seatRecuse])
                html.fact(words[.seatOutReason], form.reason)
                html.fact(words[.seatSuccessor], follower(view, form))
            }
            html.notice(.warn, words[form.isRemoval ? .seatOutByTwo : .seatOutFinal])
            html.form(seat, self) { html in
                html.once(self)
                for (name, value) in [
                    ("way", form.way), ("reason", form.reason), ("substitute", form.substitute), ("sure", "yes"),
                ] { html.hidden(name, value) }
                html.element(.p, .css("acts")) { html in
                    html.button(words[.seatOutDo], primary: true)
                    html.element(.a, .css("button"), .href(seat), text: words[.back])
                }
            }
        }
    }

    private func follower(_ view: SeatView, _ form: SeatForm) -> String {
        switch view.successor {
        case .drawn: words[.seatSuccessorDrawn]
        case .named(let experts):
            experts.first { $0.id.text == form.substitute }.map {
                words(.expertOf, ["name": $0.name, "organisation": $0.organisation])
            } ?? words[.seatSuccessorNone]
        }
    }

    private func successor(
        _ experts: [Expert], _ form: SeatForm, _ problems: FormProblems, _ html: inout HTML
    ) {
        html.select(
            "substitute", words[.seatSuccessor], problems,
            [
                ("", words[.pleaseChoose], form.substitute.isEmpty),
                (SeatForm.nobody, words[.seatSuccessorNone], form.substitute == SeatForm.nobody),
            ]
                + experts.map { expert in
                    (
                        expert.id.text,
                        words(.expertOf, ["name": expert.name, "organisation": expert.organisation]),
                        expert.id.text == form.substitute
                    )
                }, hint: words[.seatSuccessorHint])
    }
}
