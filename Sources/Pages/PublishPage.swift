// 公示: exactly what will be public, the days of the notice, and the proposal that a second person confirms.

package import Assessing
package import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// Before the result is published. `refusals` are in words, and `waits` is a proposal that waits for the second person.
    package func publishPage(
        _ view: NoticeView, of course: CourseView, refusals: [String], waits: AnswerableAct?, mayPropose: Bool,
        problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.publishTitle], "publish", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.publishTitle])
            html.element(.p, .css("lead"), text: words[.publishLead])
            if let waits { waiting(waits, course, &html) }
            preview(course, from: view.from, to: view.to, &html)
            if mayPropose { propose(view, course, refusals, isWaiting: waits != nil, problems, &html) }
        }
    }

    /// After it: on which days it stands, and where its papers are.
    package func publishedPage(
        of course: CourseView, from: String, to: String, workdays: Int?, isOver: Bool
    ) -> [UInt8] {
        page(words[.publishTitle], "publish", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.element(.h1, text: words[.publishTitle])
            html.notice(
                isOver ? .info : .good,
                words(isOver ? .publishIsOver : .publishRuns, ["from": words.day(from), "to": words.day(to)]))
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.publishFrom], words.day(from))
                html.fact(words[.publishTo], words.day(to))
                if let workdays { html.fact(words[.publishWorkdays], "\(workdays)") }
            }
            html.element(.ul, .css("links")) { html in
                html.item(words[.papersTitle], addresses.round(course.round, "documents"))
                html.item(words[.resultTitle], addresses.round(course.round, "result"))
                if course.stage == .noticed { html.item(words[.finalTitle], addresses.round(course.round, "final")) }
            }
        }
    }

    private func waiting(_ act: AnswerableAct, _ course: CourseView, _ html: inout HTML) {
        let place = addresses.round(course.round, "acts", "\(act.view.pending.seq)")
        html.element(.div, .css("notice info")) { html in
            html.element(
                .p,
                text: act.isOwn
                    ? words[.publishWaitsOwn]
                    : words(.publishWaits, ["name": act.proposer]))
            html.element(.p) {
                $0.element(.a, .href(place), text: words[act.isOwn ? .publishSeeOwn : .publishSee])
            }
        }
    }

    /// The pages themselves, as everybody will get them.
    func preview(_ course: CourseView, from: String, to: String, _ html: inout HTML) {
        let place = { (parts: String...) in
            addresses.preview(course.round, from: from, to: to, ["r", course.round.text] + parts)
        }
        html.element(.section) { html in
            html.element(.h2, text: words[.previewTitle])
            html.element(.p, text: words(.previewLead, ["from": words.day(from)]))
            html.element(.ul, .css("links")) { html in
                let pages: [(PagePhrase, Address)] = [
                    (.previewRanking, place()), (.previewScheme, place("scheme")), (.previewData, place("data")),
                    (
                        .previewHome, addresses.preview(course.round, from: from, to: to, [])
                    ),
                ]
                for (phrase, address) in pages {
                    html.element(.li) {
                        $0.element(.a, .href(address), Attribute("target", "heng-preview"), text: words[phrase])
                    }
                }
            }
            html.element(
                .iframe, .css("preview"), .src(place()), .name("heng-preview"),
                Attribute("title", words[.previewFrame]))
        }
    }

    private func propose(
        _ view: NoticeView, _ course: CourseView, _ refusals: [String], isWaiting: Bool, _ problems: FormProblems,
        _ html: inout HTML
    ) {
        html.form(addresses.round(course.round, "publish"), self, .css("sheet seal"), .id("propose")) { html in
            html.once(self)
            html.element(.h2, text: words[.publishDaysTitle])
            html.element(.p, text: words[.publishDaysLead])
            html.field(
                .init(name: "from", label: words[.publishFrom], value: view.from, type: "date", size: 12), problems)
            html.field(.init(name: "to", label: words[.publishTo], value: view.to, type: "date", size: 12), problems)
            if let workdays = view.workdays {
                html.element(
                    .p, .css("lead"), .id("workdays"),
                    text: words(
                        .publishCount,
                        [
                            "workdays": "\(workdays)",
                            "off": view.daysOff.flatMap { $0 == 0 ? nil : "\($0)" },
                        ]))
            }
            for why in refusals { html.element(.p, .css("error"), text: why) }
            if !view.unknownYears.isEmpty {
                html.element(.p) { html in
                    html.text(
                        words(.publishNoCalendar, ["years": words.list(view.unknownYears.map { "\($0)" })]))
                    html.text(" ")
                    html.element(.a, .href(addresses.registry("calendar")), text: words[.publishLoadCalendar])
                }
            }
            html.element(.p, .css("acts")) { html in
                html.button(words[.publishRecount], .name("do"), .value("recount"), Attribute("formnovalidate"))
            }
            html.element(.p, text: words[.publishDoes])
            html.credentials(self, problems, isRequired: false)
            html.element(.p, .css("acts")) { html in
                html.button(words[.publishDo], primary: true, .name("do"), .value("propose"))
                if isWaiting { html.element(.span, .css("why"), text: words[.publishAlready]) }
            }
        }
    }
}

extension Addresses {
    /// A page of the public site as it will stand once a round's notice is published for these days.
    package func preview(_ round: RoundID, from: String, to: String, _ parts: [String]) -> Address {
        // In the language of the desk; folders end in a stroke, as those of the site do.
        let folders = (language == .english ? ["en"] : []) + parts + [""]
        return Address(["office", "rounds", round.text, "publish", "preview", from, to] + folders)
    }
}
