// 我的申报: what a zone has before it, with what waits on top.

package import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
package import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    func zoneCrumbs(_ more: (String, Address)...) -> [(String, Address)] {
        [(words[.applyTitle], addresses.ownZone())] + more
    }

    /// `today` is the server's day.
    package func zonePage(
        _ view: OwnZoneView, _ todos: [Todo], _ called: Called, today: String, done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.applyTitle], "zone") { html in
            html.element(.h1, text: words[.applyTitle])
            html.element(.p, .css("lead"), text: words.text(view.zone.name))
            if let done { html.notice(.good, words[done]) }
            self.todos(todos, view, called, today, &html)
            calls(view, today, &html)
            applications(view, &html)
            rounds(view, &html)
            requests(view, called, &html)
        }
    }

    private func todos(
        _ todos: [Todo], _ view: OwnZoneView, _ called: Called, _ today: String, _ html: inout HTML
    ) {
        html.element(.section) { html in
            html.element(.h2, text: words[.applyTodos])
            if todos.isEmpty { html.element(.p, .css("empty"), text: words[.applyNothingWaits]) }
            guard !todos.isEmpty else { return }
            html.element(.ul, .css("tasks")) { html in
                for todo in todos {
                    html.element(.li) { html in
                        let text = words.what(todo, called)
                        if let address = place(of: todo, view) {
                            html.element(.a, .href(address), text: text)
                        } else {
                            html.element(.span, text: text)
                        }
                        let title = todo.round.flatMap { id in view.rounds.first { $0.round == id }?.title }
                        html.element(.span, .css("progress"), text: title.map { words.text($0) } ?? "")
                        let isLate = todo.isLate(on: today)
                        html.element(
                            .span, .css("state due"),
                            text: todo.due.map { words(isLate ? .todoLateSince : .todoBy, ["day": words.day($0)]) }
                                ?? words[.applyPleaseDo])
                    }
                }
            }
            html.todoFiles(self) { addresses.ownZone($0) }
        }
    }

    private func place(of todo: Todo, _ view: OwnZoneView) -> Address? {
        switch todo.kind {
        case .mendApplication:
            view.applications.first { $0.id == todo.application }?.call.map { addresses.ownZone("calls", $0.text) }
        case .supplyEvidence:
            todo.round.flatMap { round in
                todo.event.map { addresses.ownZone("requests", round.text, "\($0)") }
            }
        case .hearReport, .receiveDecision: addresses.place(of: todo)
        default: todo.round.map { addresses.ownZone("rounds", $0.text) }
        }
    }

    private func calls(_ view: OwnZoneView, _ today: String, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.applyCalls])
            if view.calls.isEmpty { html.element(.p, .css("empty"), text: words[.applyCallsNone]) }
            guard !view.calls.isEmpty else { return }
            html.element(.ul, .css("tasks")) { html in
                for call in view.calls {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.ownZone("calls", call.call.id.text)), text: words.text(call.title))
                        html.element(
                            .span, .css("progress"),
                            text: call.daysLeft == 0
                                ? words(.applyLastToday, ["day": words.day(call.call.last)])
                                : words(
                                    .applyLast,
                                    ["day": words.day(call.call.last), "left": "\(call.daysLeft ?? 0)"]))
                        html.element(
                            .span, .css(call.application == nil ? "state due" : "state"),
                            text: call.application.map { words.word($0.stage.value) } ?? words[.applyNotBegun])
                    }
                }
            }
        }
    }

    private func applications(_ view: OwnZoneView, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.applyApplications])
            if view.applications.isEmpty { html.element(.p, .css("empty"), text: words[.applyApplicationsNone]) }
            for application in view.applications {
                html.element(.article, .css("application")) { html in
                    html.element(.h3) { html in
                        html.element(
                            .a, .href(addresses.ownZone("applications", application.id.text)),
                            text: view.title(of: application).map { words.text($0) } ?? application.id.text)
                    }
                    html.element(.dl, .css("facts")) { html in
                        html.fact(words[.stateHead], words.word(application.stage.value))
                        html.fact(words[.applyNumber], application.id.text)
                    }
                    timeline(of: application, &html)
                }
            }
        }
    }

    /// Newest on top.
    func timeline(of application: Application, _ html: inout HTML) {
        html.element(.details, Attribute("open")) { html in
            html.element(.summary, text: words[.applyTimeline])
            html.element(.ol, .css("timeline"), Attribute("reversed")) { html in
                let turns = application.history
                for (place, turn) in turns.enumerated().reversed() {
                    html.element(.li) { html in
                        html.element(.span, .css("quiet"), text: words.day(turn.day) + gap)
                        html.element(.b, text: what(turn, after: place > 0 ? turns[place - 1] : nil))
                        if let opinion = turn.opinion {
                            html.element(.p) { $0.lines(words(.applyOpinion, ["opinion": opinion])) }
                        }
                    }
                }
            }
        }
    }

    private func what(_ turn: Application.Turn, after before: Application.Turn?) -> String {
        switch turn.stage {
        case .submitted(to: .province)
        where before?.stage == .submitted(to: .prefecture) && before?.version == turn.version:
            words[.applyTurnRecommended]
        case .submitted: words(.applyTurnSubmitted, ["number": "\(turn.version)"])
        case .returned(by: .prefecture, _): words[.applyTurnReturnedBelow]
        case .returned(by: .province, _): words[.applyTurnReturned]
        case .accepted:
            if case .enrolled = before?.stage { words[.applyTurnReleased] } else { words[.applyTurnAccepted] }
        case .enrolled: words[.applyTurnEnrolled]
        case .withdrawn: words[.applyTurnWithdrawn]
        }
    }

    private func rounds(_ view: OwnZoneView, _ html: inout HTML) {
        guard !view.rounds.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[.applyRounds])
            html.element(.ul, .css("tasks")) { html in
                for round in view.rounds {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.ownZone("rounds", round.round.text)), text: words.text(round.title))
                        html.element(.span, .css("progress"))
                        html.element(
                            .span, .css("state"),
                            text: round.hasWithdrawn
                                ? words[.stateWithdrawn] : words.term(.stage, round.stage.rawValue))
                    }
                }
            }
        }
    }

    private func requests(_ view: OwnZoneView, _ called: Called, _ html: inout HTML) {
        guard !view.requests.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[.applyRequests])
            html.element(.ul, .css("tasks")) { html in
                for request in view.requests {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.ownZone("requests", request.round.text, "\(request.missing.event)")),
                            text: words(
                                .applyRequestOf, ["indicator": called.indicator(request.missing.indicator)]))
                        html.element(
                            .span, .css("progress"), text: words(.applyUntil, ["day": words.day(request.missing.by)]))
                        let phrase: PagePhrase =
                            request.isOpen
                            ? .applyPleaseDo
                            : request.missing.supply == nil ? .applyRequestClosed : .applyRequestAnswered
                        html.element(.span, .css(request.isOpen ? "state due" : "state"), text: words[phrase])
                    }
                }
            }
        }
    }
}
