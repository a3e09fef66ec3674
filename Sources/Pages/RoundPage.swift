// 批次: how far a round has come, as a list of its stages, and what can be done now.

package import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

extension Frame {
    /// `hurdles` are the reasons, in words, why what comes next cannot be done yet.
    package func roundPage(
        _ course: CourseView, _ todos: [Todo], drafts: [ShownDraft], _ called: Called, today: String,
        hurdles: [CourseView.Leg.Kind: [String]] = [:]
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
                    for leg in course.legs { item(leg, course, hurdles[leg.kind] ?? [], &html) }
                }
            }
            let own = bearer?.role == .officer
            // What is done there is the bureau's alone.
            let links = links(course).filter { own || ![.waysOutTitle, .reopenTitle].contains($0.0) }
            if !links.isEmpty {
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

    /// A stage with the page where it is taken further; why it cannot be yet stands beside it.
    private func item(_ leg: CourseView.Leg, _ course: CourseView, _ hurdles: [String], _ html: inout HTML) {
        html.element(.li, leg.state == .now ? HTML.Attribute("aria-current", "step") : nil) { html in
            if let part = part(of: leg, course) {
                html.element(.a, .css("name"), .href(addresses.round(course.round, part)), text: words[leg.kind.phrase])
            } else {
                html.element(.span, .css("name"), text: words[leg.kind.phrase])
            }
            html.element(.div, .css("progress")) { html in
                html.element(.p, text: detail(of: leg, course))
                for why in hurdles { html.element(.p, .css("small"), text: why) }
                if hurdles.isEmpty, let before = missing(before: leg, course) {
                    html.element(.p, .css("small"), text: words(.legAfter, ["stage": words[before.phrase]]))
                }
            }
            html.element(.span, .css(leg.state == .now ? "state due" : "state"), text: words[leg.state.phrase])
        }
    }

    /// The stage that has to be done first.
    private func missing(before leg: CourseView.Leg, _ course: CourseView) -> CourseView.Leg.Kind? {
        guard leg.state == .ahead, let place = course.legs.firstIndex(where: { $0.kind == leg.kind }), place > 0 else {
            return nil
        }
        let before = course.legs[place - 1]
        // Sheets are counted while experts still score: the close ends that stage.
        return before.state == .done || leg.kind == .closing && before.state == .now ? nil : before.kind
    }

    /// Where a stage is taken further, or looked at again.
    private func part(of leg: CourseView.Leg, _ course: CourseView) -> String? {
        switch (leg.kind, course.stage) {
        case (.draw, _): course.isDrawn ? "draw" : nil
        case (.scoring, .scoring), (.scoring, .closed), (.scoring, .noticed), (.scoring, .final), (.scoring, .broken):
            "board"
        case (.closing, .scoring): "close"
        case (.closing, .closed), (.closing, .noticed), (.closing, .final): "result"
        case (.notice, .closed), (.notice, .noticed), (.notice, .final): "publish"
        case (.final, .noticed): "final"
        case (.final, .final): "certificates"
        default: nil
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
    private func links(_ course: CourseView) -> [(PagePhrase, String)] {
        let draw: [(PagePhrase, String)] = course.isDrawn ? [(.drawTitle, "draw")] : []
        let record: [(PagePhrase, String)] = [
            (.boardTitle, "board"), (.divergenceTitle, "divergence"), (.revisionsTitle, "revisions"),
            (.factsTitle, "facts"), (.askedTitle, "questions"), (.actsTitle, "acts"),
        ]
        let papers: [(PagePhrase, String)] = [(.papersTitle, "documents"), (.exportTitle, "export")]
        switch course.stage {
        case .planned, .committed, .drawn: return draw + [(.waysOutTitle, "ways-out")]
        case .withdrawn: return draw
        case .scoring:
            return record + [(.remindersTitle, "reminders"), (.closeTitle, "close")] + draw
                + [(.waysOutTitle, "ways-out")]
        case .closed:
            return [(.resultTitle, "result"), (.publishTitle, "publish")] + record + draw
                + [(.papersTitle, "documents"), (.waysOutTitle, "ways-out")]
        case .noticed:
            return [(.resultTitle, "result"), (.objectionsTitle, "objections"), (.finalTitle, "final")] + record + draw
                + papers
                + [(.waysOutTitle, "ways-out")]
        case .final:
            return [
                (.resultTitle, "result"), (.objectionsTitle, "objections"), (.certificatesTitle, "certificates"),
            ] + record + draw + papers + [(.reopenTitle, "reopen")]
        case .broken: return record + draw
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
