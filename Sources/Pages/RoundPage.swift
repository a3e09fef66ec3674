// 批次: how far a round has come, as a list of its stages, and what can be done now.

package import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

extension Frame {
    package func roundPage(
        _ course: CourseView, _ todos: [Todo], drafts: [ShownDraft], _ called: Called, today: String
    ) -> [UInt8] {
        page(words.text(course.title), "round", crumbs: officeCrumbs()) { html in
            html.element(.h1, text: words.text(course.title))
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.stageHead], words.term(.stage, course.stage.rawValue))
                html.fact(words[.zonesHead], "\(course.zones)")
                if course.seats > 0 { html.fact(words[.sealedHead], "\(course.sealed) / \(course.seats)") }
                if let due = course.due {
                    let head: PagePhrase =
                        switch course.stage {
                        case .scoring: .dueHeadScoring
                        case .closed: .dueHeadAnnounce
                        case .noticed: .dueHeadNotice
                        default: .todoDueHead
                        }
                    html.fact(words[head], left(until: due, today))
                }
            }
            next(course, todos, drafts, called, &html)
            html.element(.section) { html in
                html.element(.h2, text: words[.courseTitle])
                html.element(.ol, .css("tasks course")) { html in
                    for leg in course.legs { item(leg, course, &html) }
                }
            }
            if let links = links(course) {
                html.element(.section) { html in
                    html.element(.h2, text: words[.roundPagesTitle])
                    html.element(.ul, .css("links")) { html in
                        for (phrase, part) in links { html.item(words[phrase], addresses.round(course.round, part)) }
                    }
                }
            }
        }
    }

    /// What waits for the bureau in this round, the first of it as the one thing to do.
    private func next(
        _ course: CourseView, _ todos: [Todo], _ drafts: [ShownDraft], _ called: Called, _ html: inout HTML
    ) {
        let own = todos.filter { $0.round == course.round }
        guard !own.isEmpty || !drafts.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[.nextTitle])
            html.element(.ul, .css("tasks")) { html in
                for draft in drafts { item(draft, nil, &html) }
                for todo in own {
                    html.element(.li) { html in
                        let text = words.whatAndWhere(todo, called)
                        // What has no page of its own yet is not led back to this one.
                        if let place = addresses.place(of: todo), place != addresses.round(course.round) {
                            html.element(.a, .href(place), text: text)
                        } else {
                            html.element(.span, text: text)
                        }
                        html.element(.span, .css("progress"), text: words[.ownerBureau])
                        html.element(
                            .span, .css(todo == own.first ? "state due" : "state"),
                            text: todo.due.map { words(.todoBy, ["day": words.day($0)]) } ?? "")
                    }
                }
            }
        }
    }

    private func item(_ leg: CourseView.Leg, _ course: CourseView, _ html: inout HTML) {
        html.element(.li, leg.state == .now ? HTML.Attribute("aria-current", "step") : nil) { html in
            html.element(.span, .css("name"), text: words[name(of: leg.kind)])
            html.element(.span, .css("progress"), text: detail(of: leg, course))
            let phrase: PagePhrase =
                switch leg.state {
                case .done: .legDone
                case .now: .legNow
                case .ahead: .legAhead
                case .never: .legNever
                }
            html.element(.span, .css(leg.state == .now ? "state due" : "state"), text: words[phrase])
        }
    }

    private func name(of kind: CourseView.Leg.Kind) -> PagePhrase {
        switch kind {
        case .applications: .legApplications
        case .planning: .legPlanning
        case .draw: .legDraw
        case .scoring: .legScoring
        case .closing: .legClosing
        case .notice: .legNotice
        case .final: .legFinal
        }
    }

    /// Who does it, and when it was or should be done.
    private func detail(of leg: CourseView.Leg, _ course: CourseView) -> String {
        if leg.kind == .draw, !course.isDrawn { return words[.legNotDrawn] }
        let owner = words[leg.kind == .scoring ? .ownerExperts : leg.kind == .applications ? .ownerZones : .ownerBureau]
        let day =
            switch leg.state {
            case .done: leg.day.map { words(.legOn, ["day": words.day($0)]) }
            case .now: leg.due.map { words(.todoBy, ["day": words.day($0)]) }
            case .ahead: leg.due.map { words(.legPlanned, ["day": words.day($0)]) }
            case .never: String?.none
            }
        return [owner, day].compactMap { $0 }.joined(separator: " · ")
    }

    /// The pages of a round that are there at its stage.
    private func links(_ course: CourseView) -> [(PagePhrase, String)]? {
        switch course.stage {
        case .planned, .committed, .drawn, .withdrawn: nil
        case .scoring:
            [
                (.boardTitle, "board"), (.remindersTitle, "reminders"), (.divergenceTitle, "divergence"),
                (.revisionsTitle, "revisions"), (.factsTitle, "facts"), (.askedTitle, "questions"),
                (.actsTitle, "acts"), (.closeTitle, "close"),
            ]
        case .closed, .noticed, .final, .broken:
            [
                (.resultTitle, "result"), (.boardTitle, "board"), (.divergenceTitle, "divergence"),
                (.revisionsTitle, "revisions"), (.factsTitle, "facts"), (.askedTitle, "questions"),
                (.actsTitle, "acts"),
            ]
        }
    }

    /// The way leads back to the reader's own desk.
    func officeCrumbs() -> [(String, Address)] {
        guard let role = bearer?.role, let phrase = desk(of: role) else { return [] }
        return [(words[phrase], addresses.desk(of: role))]
    }

    func roundCrumbs(_ round: RoundID, _ title: LocalizedText) -> [(String, Address)] {
        officeCrumbs() + [(words.text(title), addresses.round(round))]
    }

    /// How long there is still time, by the server's day.
    func left(until due: String, _ today: String) -> String {
        let days = Day(today).flatMap { now in Day(due).map { now.days(until: $0) } } ?? 0
        if days < 0 { return words(.dueOver, ["day": words.day(due)]) }
        return words(.dueIn, ["day": words.day(due), "days": "\(days)", "one": days == 1 ? "1" : nil])
    }
}
