// 待办: what waits for the bureau's officer, and every round in one line.

package import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

extension Frame {
    /// `today` is the server's day.
    package func officePage(
        _ todos: [Todo], drafts: [ShownDraft], _ courses: [CourseView], _ called: Called, today: String
    ) -> [UInt8] {
        page(words[.officeTitle], "office") { html in
            html.element(.h1, text: words[.officeTitle])
            html.element(.section) { html in
                html.element(.h2, text: words[.todoTitle])
                if todos.isEmpty, drafts.isEmpty { html.element(.p, .css("empty"), text: words[.todoNone]) }
                let titles = Dictionary(courses.map { ($0.round, $0.title) }) { first, _ in first }
                if !drafts.isEmpty {
                    html.element(.ul, .css("tasks")) { html in
                        for draft in drafts { item(draft, titles[draft.draft.round], &html) }
                    }
                }
                if !todos.isEmpty {
                    html.element(.ul, .css("tasks")) { html in
                        for todo in todos { item(todo, titles, called, today, &html) }
                    }
                    html.todoFiles(self) { addresses.office($0) }
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.roundsTitle])
                if courses.isEmpty { html.element(.p, .css("empty"), text: words[.roundsNone]) }
                html.element(.ul, .css("tasks")) { html in
                    for course in courses {
                        html.element(.li) { html in
                            html.element(.a, .href(addresses.round(course.round)), text: words.text(course.title))
                            html.element(.span, .css("progress"), text: progress(of: course))
                            html.element(
                                .span, .css("state"), text: words.term(.stage, course.stage.rawValue))
                        }
                    }
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.setUpTitle])
                html.element(.ul, .css("links")) { html in
                    html.item(words[.appsTitle], addresses.office("applications"))
                    html.item(words[.callsTitle], addresses.office("calls"))
                    html.item(words[.programmesTitle], addresses.office("programmes"))
                    html.item(words[.schemesTitle], addresses.office("schemes"))
                    html.item(words[.planTitle], addresses.office(["rounds", "new"]))
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.registryTitle])
                html.element(.ul, .css("links")) { html in
                    html.item(words[.registryZones], addresses.registry("zones"))
                    html.item(words[.registryExperts], addresses.registry("experts"))
                    html.item(words[.registryCalendar], addresses.registry("calendar"))
                }
            }
        }
    }

    /// Values that wait for a second person are no step of the ledger yet.
    func item(_ draft: ShownDraft, _ title: LocalizedText?, _ html: inout HTML) {
        html.element(.li) { html in
            html.element(
                .a, .href(addresses.round(draft.draft.round, "facts", "drafts", "\(draft.draft.id)")),
                text: words(
                    .draftWaits, ["author": draft.author, "count": "\(draft.draft.changes.count)"]))
            html.element(.span, .css("progress"), text: title.map { words.text($0) } ?? words[.ownerBureau])
            html.element(.span, .css("state due"), text: draft.at)
        }
    }

    private func progress(of course: CourseView) -> String {
        guard course.stage == .scoring else { return words(.zonesCounted, course.zones) }
        let sealed = words(.sealedOf, ["sealed": "\(course.sealed)", "of": "\(course.seats)"])
        guard let due = course.due else { return sealed }
        return words(.sealedBy, ["sealed": sealed, "day": words.day(due)])
    }

    private func item(
        _ todo: Todo, _ titles: [RoundID: LocalizedText], _ called: Called, _ today: String, _ html: inout HTML
    ) {
        html.element(.li) { html in
            let text = words.whatAndWhere(todo, called)
            if let address = addresses.place(of: todo) {
                html.element(.a, .href(address), text: text)
            } else {
                html.element(.span, text: text)
            }
            html.element(
                .span, .css("progress"), text: todo.round.flatMap { titles[$0] }.map { words.text($0) } ?? "")
            let isLate = todo.isLate(on: today)
            html.element(
                .span, .css(isLate ? "state due" : "state"),
                text: todo.due.map { words(isLate ? .todoLateSince : .todoBy, ["day": words.day($0)]) } ?? "")
        }
    }
}

extension PageWords {
    /// What waits, without the number of an event, which a page has a link for.
    package func what(_ todo: Todo, _ called: Called) -> String {
        text(
            todo.kind,
            [
                "application": todo.application?.text, "objection": todo.objection?.text,
                "indicator": todo.indicator.map(called.indicator), "count": todo.count.map { "\($0)" },
            ])
    }

    func whatAndWhere(_ todo: Todo, _ called: Called) -> String {
        let what = what(todo, called)
        return todo.zone.map { self(.todoAtZone, ["zone": called.zone($0), "what": what]) } ?? what
    }
}

extension Addresses {
    /// Where something is done that waits; nil where no page does it.
    func place(of todo: Todo) -> Address? {
        switch (todo.kind, todo.application) {
        case (.acceptApplication, let id?): return office(["applications", id.text])
        case (.recommendApplication, let id?): return prefecture(id.text)
        default: break
        }
        guard let round = todo.round else { return nil }
        switch todo.kind {
        case .recordFacts: return self.round(round, "facts")
        case .answerQuestion: return self.round(round, "questions")
        case .decideRevision, .decideReopening: return self.round(round, "revisions")
        case .closeRound: return self.round(round, "close")
        case .confirmAct: return self.round(round, "acts")
        case .commitDraw, .holdDraw, .openRound: return self.round(round, "draw")
        case .publishNotice: return self.round(round, "publish")
        case .finaliseRound, .issueCertificates: return self.round(round, "final")
        case .revokeCertificate, .reissueCertificate: return self.round(round, "certificates")
        case .concludeObjections: return self.round(round, "conclude")
        case .decideObjection:
            return todo.objection.map { self.round(round, "objections", $0.text) } ?? self.round(round, "objections")
        case .hearReport, .receiveDecision:
            return todo.objection.map { ownZone("rounds", round.text, "objections", $0.text) }
        default: return self.round(round)
        }
    }
}
