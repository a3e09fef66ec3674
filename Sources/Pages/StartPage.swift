// 回避声明: before anything of a zone is shown, its expert says whether a conflict holds. And the way out, in two acts.

package import Assessing
package import AssessmentModel
import Reasons
import Telling

/// What an expert is told before the declaration: nothing of the application.
package struct StartView: Sendable {
    package let round: RoundID
    package let title: LocalizedText
    package let zone: ZoneID
    package let zoneName: String
    package let state: SheetView.State
    package let isAccepted: Bool
    /// Own ties of the pool, in words.
    package let ties: [String]
    /// Whether the pool itself has a conflict at this zone.
    package let conflict: String?

    package init(
        round: RoundID, title: LocalizedText, zone: ZoneID, zoneName: String, state: SheetView.State, isAccepted: Bool,
        ties: [String], conflict: String?
    ) {
        self.round = round
        self.title = title
        self.zone = zone
        self.zoneName = zoneName
        self.state = state
        self.isAccepted = isAccepted
        self.ties = ties
        self.conflict = conflict
    }
}

extension Frame {
    package func startPage(_ view: StartView, problems: FormProblems = .none) -> [UInt8] {
        page(
            words(.startTitle, ["zone": view.zoneName]), "start", crumbs: [(words[.mySheets], addresses.home)]
        ) { html in
            html.summary(problems, self)
            html.element(.h1, text: words(.startTitle, ["zone": view.zoneName]))
            html.element(.p, .css("quiet"), text: words.text(view.title))
            switch view.state {
            case .recused: return html.notice(.info, words[.recusedEnd])
            case .removed: return html.notice(.info, words[.removedEnd])
            case .withdrawn: return html.notice(.info, words[.withdrawnEnd])
            case .sealed: return html.notice(.info, words[.readOnlySealed])
            case .missed: return html.notice(.info, words[.readOnlyMissed])
            case .open: break
            }
            if view.isAccepted {
                html.notice(.info, words[.declaredBefore])
                html.element(.p, .css("acts")) { html in
                    html.element(
                        .a, .css("button primary"), .href(addresses.zone(view.round, view.zone, "score")),
                        text: words[.continueScoring])
                    html.element(
                        .a, .css("button"), .href(addresses.zone(view.round, view.zone, "recuse")),
                        text: words[.recuseGo])
                }
                return
            }
            html.element(.p, text: words[.startLead])
            html.element(.h2, text: words[.conflictTitle])
            html.element(.ul, .css("steps")) { html in
                for phrase in [PagePhrase.conflictWork, .conflictFamily, .conflictPaid, .conflictOther] {
                    html.element(.li, text: words[phrase])
                }
            }
            html.element(.h2, text: words[.tiesTitle])
            if view.ties.isEmpty {
                html.element(.p, text: words[.tiesNone])
            } else {
                html.element(.ul) { html in for tie in view.ties { html.element(.li, text: tie) } }
            }
            if let conflict = view.conflict { html.notice(.warn, words(.conflictKnown, ["conflict": conflict])) }
            html.element(.p, .css("hint"), text: words[.draftsKept])
            html.form(addresses.zone(view.round, view.zone, "start"), self) { html in
                html.element(.p, .css("acts")) { html in
                    html.button(words[.declareNone], primary: true)
                    html.element(
                        .a, .css("button"), .href(addresses.zone(view.round, view.zone, "recuse")),
                        text: words[.recuseGo])
                }
            }
        }
    }

    /// The first act states the reason; the second, once it is read back, leaves the zone for good.
    package func recusePage(
        _ view: StartView, reason: String = "", isRead: Bool = false, problems: FormProblems = .none
    ) -> [UInt8] {
        page(
            words(.recuseTitle, ["zone": view.zoneName]), "recuse",
            crumbs: [
                (words[.mySheets], addresses.home),
                (view.zoneName, addresses.zone(view.round, view.zone, view.isAccepted ? "score" : "start")),
            ]
        ) { html in
            html.summary(problems, self)
            html.element(.h1, text: words(.recuseTitle, ["zone": view.zoneName]))
            html.element(.ul, .css("steps")) { html in
                for phrase in [PagePhrase.recuseFinal, .recuseMarks, .recuseSubstitute, .recuseSecret] {
                    html.element(.li, text: words[phrase])
                }
            }
            html.form(addresses.zone(view.round, view.zone, "recuse"), self) { html in
                if isRead {
                    html.notice(.warn, words(.recuseAsk, ["zone": view.zoneName]))
                    html.element(.blockquote) { $0.lines(reason) }
                    html.hidden("reason", reason)
                    html.field(
                        .init(
                            name: "password", label: words[.passwordLabel], type: "password",
                            autocomplete: "current-password"), problems)
                    html.element(.p, .css("acts")) { html in
                        html.button(words[.recuseDo], primary: true, .name("act"), .value("leave"))
                        html.element(
                            .a, .css("button"),
                            .href(addresses.zone(view.round, view.zone, view.isAccepted ? "score" : "start")),
                            text: words[.back])
                    }
                } else {
                    html.area("reason", words[.recuseReason], hint: words[.recuseReasonHint], value: reason, problems)
                    html.element(.p, .css("acts")) { html in
                        html.button(words[.goOn], primary: true, .name("act"), .value("read"))
                        html.element(
                            .a, .css("button"),
                            .href(addresses.zone(view.round, view.zone, view.isAccepted ? "score" : "start")),
                            text: words[.back])
                    }
                }
            }
        }
    }
}
