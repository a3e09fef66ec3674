// 退出和终止: giving a round up before scoring, a zone that leaves, a round broken off; each shows what will happen before it asks.

package import Assessing
import AssessmentModel
import EventModel
package import RoundState
package import Telling

/// What of the ways out the reader may take.
package struct WaysOutPermissions: Sendable {
    package let mayGiveUp: Bool
    package let mayWithdraw: Bool
    package let mayBreakOff: Bool

    package init(mayGiveUp: Bool, mayWithdraw: Bool, mayBreakOff: Bool) {
        self.mayGiveUp = mayGiveUp
        self.mayWithdraw = mayWithdraw
        self.mayBreakOff = mayBreakOff
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func waysOutPage(
        _ view: WaysOutView, of course: CourseView, _ permissions: WaysOutPermissions, _ called: Called,
        done: PagePhrase? = nil, zone: String = "", problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.waysOutTitle], "ways-out", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.waysOutTitle])
            if let done { html.notice(.good, words[done]) }
            html.element(.p, .css("lead"), text: words[.waysOutLead])
            if !view.withdrawn.isEmpty {
                html.element(
                    .p,
                    text: words(.waysOutGone, ["zones": words.list(view.withdrawn.map(called.zone))]))
            }
            if permissions.mayGiveUp { ask(.giveUpTitle, .giveUpLead, "give-up", course, &html) }
            if permissions.mayWithdraw { withdraw(view, course, called, zone, problems, &html) }
            if permissions.mayBreakOff { ask(.breakOffTitle, .breakOffLead, "break-off", course, &html) }
        }
    }

    private func ask(
        _ title: PagePhrase, _ lead: PagePhrase, _ part: String, _ course: CourseView, _ html: inout HTML
    ) {
        html.element(.section) { html in
            html.element(.h2, text: words[title])
            html.element(.p, text: words[lead])
            html.element(.p, .css("acts")) {
                $0.element(
                    .a, .css("button"), .href(addresses.round(course.round, "ways-out", part)),
                    text: words[.waysOutLook])
            }
        }
    }

    private func withdraw(
        _ view: WaysOutView, _ course: CourseView, _ called: Called, _ zone: String, _ problems: FormProblems,
        _ html: inout HTML
    ) {
        html.element(.section) { html in
            html.element(.h2, text: words[.leaveTitle])
            html.element(.p, text: words[view.byTwo ? .leaveLeadTwo : .leaveLead])
            // Got, not posted: nothing is done by looking.
            html.element(
                .form, Attribute("method", "get"),
                .action(addresses.round(course.round, "ways-out", "zone"))
            ) { html in
                html.select(
                    "zone", words[.zoneHead], problems,
                    [("", words[.pleaseChoose], zone.isEmpty)]
                        + view.zones.map { ($0.text, called.zone($0), $0.text == zone) })
                html.element(.p, .css("acts")) { $0.button(words[.waysOutLook]) }
            }
        }
    }

    private func wayOutCrumbs(_ course: CourseView) -> [(String, Address)] {
        roundCrumbs(course.round, course.title)
            + [(words[.waysOutTitle], addresses.round(course.round, "ways-out"))]
    }

    /// One zone leaves.
    package func leavePage(
        _ view: WithdrawalView, of course: CourseView, _ round: Round?, _ called: Called, byTwo: Bool,
        refusals: [String], reason: String = "", problems: FormProblems = .none
    ) -> [UInt8] {
        page(words(.leaveZone, ["zone": called.zone(view.zone)]), "leave", crumbs: wayOutCrumbs(course)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words(.leaveZone, ["zone": called.zone(view.zone)]))
            html.element(.section) { html in
                html.element(.h2, text: words[.actDoes])
                html.element(.ul, .css("steps")) { html in
                    html.element(.li, text: words[.leaveListed])
                    if view.seats > 0 {
                        html.element(
                            .li,
                            text: words(.leaveSheets, ["seats": "\(view.seats)", "sealed": "\(view.sealed)"]))
                    }
                    html.element(.li, text: words[byTwo ? .leaveByTwo : .leaveAtOnce])
                }
            }
            if !view.moves.isEmpty { moves(view.moves, round, called, &html) }
            for why in refusals { html.notice(.warn, why) }
            guard refusals.isEmpty else { return }
            sure(
                "zone", hidden: [("zone", view.zone.text)], course, reason: reason,
                button: byTwo ? .leavePropose : .leaveDo,
                problems, &html)
        }
    }

    /// The round is given up before anybody scored, or broken off afterwards.
    package func endPage(
        _ view: WaysOutView, of course: CourseView, isBreak: Bool, statement: String = "", reason: String = "",
        problems: FormProblems = .none
    ) -> [UInt8] {
        let title = words[isBreak ? .breakOffTitle : .giveUpTitle]
        return page(title, "end", crumbs: wayOutCrumbs(course)) { html in
            html.summary(problems, self)
            html.element(.h1, text: title)
            html.element(.section) { html in
                html.element(.h2, text: words[.actDoes])
                html.element(.ul, .css("steps")) { html in
                    html.element(.li, text: words[isBreak ? .breakOffForGood : .giveUpForGood])
                    if isBreak, view.seats > 0 {
                        html.element(
                            .li,
                            text: words(.leaveSheets, ["seats": "\(view.seats)", "sealed": "\(view.sealed)"]))
                    }
                    html.element(.li, text: words(.endApplications, ["zones": "\(view.zones.count)"]))
                    html.element(.li, text: words[isBreak ? .breakOffPublic : .giveUpPublic])
                    html.element(.li, text: words[isBreak ? .leaveByTwo : .leaveAtOnce])
                }
            }
            sure(
                isBreak ? "break-off" : "give-up", statement: isBreak ? statement : nil, course, reason: reason,
                button: isBreak ? .breakOffPropose : .giveUpDo, problems, &html)
        }
    }

    private func sure(
        _ part: String, hidden: [(String, String)] = [], statement: String? = nil, _ course: CourseView,
        reason: String, button: PagePhrase, _ problems: FormProblems, _ html: inout HTML
    ) {
        html.form(addresses.round(course.round, "ways-out", part), self, .css("sheet seal"), .id("sure")) { html in
            html.once(self)
            for (name, value) in hidden { html.hidden(name, value) }
            html.element(.h2, text: words[.waysOutSure])
            if let statement {
                html.area(
                    "statement", words[.breakOffStatement], hint: words[.breakOffStatementHint], value: statement,
                    rows: 3, problems)
            }
            html.area(
                "reason", words[statement == nil ? .revokeReason : .breakOffReason], hint: words[.revokeReasonHint],
                value: reason, rows: 3, problems)
            html.credentials(self, problems)
            html.element(.p, .css("acts")) { html in
                html.button(words[button], primary: true)
                html.element(
                    .a, .css("button"), .href(addresses.round(course.round, "ways-out")), text: words[.back])
            }
        }
    }
}
