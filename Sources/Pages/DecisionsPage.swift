// 更正与重开: what experts want to change on sealed sheets, for a second person to decide.

package import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
package import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// `mayDecide`: whether the reader may; `refused` is the event whose form was refused, with what was typed.
    package func decisionsPage(
        _ view: DecisionsView, of course: CourseView, _ called: Called, mayDecide: Bool,
        refused: (event: Int, reason: String)? = nil, problems: FormProblems = .none, done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.revisionsTitle], "revisions", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.revisionsTitle])
            if let done { html.notice(.good, words[done]) }
            html.element(.section) { html in
                html.element(.h2, text: words[.revisionsWaiting])
                if view.waiting.isEmpty { html.element(.p, .css("empty"), text: words[.revisionsNone]) }
                for proposal in view.waiting { waiting(proposal, course, called, mayDecide, &html) }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.reopeningsWaiting])
                if view.requests.isEmpty { html.element(.p, .css("empty"), text: words[.reopeningsNone]) }
                for request in view.requests {
                    self.request(
                        request, course, called, mayDecide,
                        refused.flatMap { $0.event == request.event ? $0.reason : nil }, problems, &html)
                }
            }
            if !view.decided.isEmpty { decided(view.decided, called, &html) }
        }
    }

    private func waiting(
        _ proposal: DecisionsView.Proposal, _ course: CourseView, _ called: Called, _ mayDecide: Bool,
        _ html: inout HTML
    ) {
        let revision = proposal.revision
        html.element(.article, .css("question"), .id("event-\(proposal.event)")) { html in
            html.element(
                .h3,
                text: words(
                    .cellOf, ["zone": called.zone(revision.zone), "indicator": called.indicator(revision.indicator)]))
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.expertHead], called.expert(proposal.expert))
                html.fact(words[.seatHead], revision.seat.shortCode)
                html.fact(
                    words[.markLabel],
                    "\(proposal.now.map { "\($0)" } ?? "–") → \(Fraction(hundredths: revision.hundredths))")
                let effect = "\(points(proposal.before)) → \(points(proposal.after))"
                html.fact(words[.cellPointsHead], effect)
                html.fact(words[.reviseReason], words.term(.revision, revision.reason.rawValue))
            }
            html.element(.p) { $0.lines(revision.text) }
            if let comment = revision.comment, !comment.isEmpty {
                html.element(.p, .css("quiet")) { html in
                    html.text(words(.commentIs, ["comment": comment]))
                }
            }
            guard mayDecide else { return }
            html.form(addresses.round(course.round, "revisions", "\(proposal.event)"), self) { html in
                html.once(self)
                html.element(.p, .css("acts")) { html in
                    html.button(words[.revisionConfirm], primary: true, .name("do"), .value("confirm"))
                    html.button(words[.revisionDecline], .name("do"), .value("decline"))
                }
            }
        }
    }

    /// Points as exact as they are, or that there are none yet.
    private func points(_ points: Fraction?) -> String {
        guard let points else { return words[.pointsTooFew] }
        return points.decimalPlaces == nil ? points.rounded(to: 4, .halfUp).text(places: 4) : "\(points)"
    }

    private func request(
        _ request: BoardView.Request, _ course: CourseView, _ called: Called, _ mayDecide: Bool, _ typed: String?,
        _ problems: FormProblems, _ html: inout HTML
    ) {
        let field = "reason-\(request.event)"
        html.element(.article, .css("question"), .id("event-\(request.event)")) { html in
            html.element(
                .h3, text: words(.seatTitle, ["zone": called.zone(request.zone), "seat": request.seat.shortCode]))
            html.element(.p) { $0.lines(request.reason ?? "") }
            guard mayDecide else { return }
            html.form(addresses.round(course.round, "reopenings", "\(request.event)"), self) { html in
                html.once(self)
                html.area(
                    field, words[.reopeningReason], hint: words[.reopeningReasonHint], value: typed ?? "", rows: 2,
                    problems)
                html.element(.p, .css("acts")) { html in
                    html.button(words[.reopeningGrant], .name("do"), .value("grant"))
                    html.button(words[.reopeningRefuse], .name("do"), .value("refuse"))
                }
            }
        }
    }

    private func decided(_ decided: [DecisionsView.Proposal], _ called: Called, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.revisionsDecided])
            html.table(
                words[.revisionsDecided], hidesCaption: true,
                [
                    words[.zoneHead], words[.indicatorHead], words[.seatHead], words[.reviseMark],
                    words[.reviseReason], words[.outcomeHead],
                ]
            ) { html in
                for proposal in decided {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row"), text: called.zone(proposal.revision.zone))
                        html.element(.td, text: called.indicator(proposal.revision.indicator))
                        html.element(.td, text: proposal.revision.seat.shortCode)
                        html.element(
                            .td, .css("number"), text: "\(Fraction(hundredths: proposal.revision.hundredths))")
                        html.element(.td, text: words.term(.revision, proposal.revision.reason.rawValue))
                        html.element(
                            .td,
                            text: words[proposal.revision.isConfirmed == true ? .wasConfirmed : .wasDeclined])
                    }
                }
            }
        }
    }
}
