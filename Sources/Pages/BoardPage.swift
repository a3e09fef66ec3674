// 进度: who has scored and who has not, zone by zone and seat by seat; the list of whom to remind.

package import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

/// Which zones of a board are shown, in which order: as its address says.
package struct BoardChoice: Sendable, Equatable {
    package enum Filter: String, Sendable, CaseIterable { case all, open, undeclared, untouched, sealed, gone }
    package enum Order: String, Sendable, CaseIterable { case zone, open, left, idle }

    package let filter: Filter
    package let order: Order

    /// What an address says; what nobody could have chosen is as good as nothing.
    package init(filter: String?, order: String?) {
        self.filter = filter.flatMap(Filter.init(rawValue:)) ?? .all
        self.order = order.flatMap(Order.init(rawValue:)) ?? .zone
    }

    package init(_ filter: Filter = .all, _ order: Order = .zone) {
        self.filter = filter
        self.order = order
    }

    fileprivate func takes(_ place: BoardView.Place) -> Bool {
        switch filter {
        case .all: true
        case .open: place.state == .open
        case .undeclared: place.state == .open && !place.isAccepted
        case .untouched: place.state == .open && place.marked == 0
        case .sealed: place.state.isSealed
        case .gone: [.recused, .removed, .missed, .withdrawn].contains(place.state)
        }
    }

    fileprivate func rows(_ places: [BoardView.Place]) -> [BoardRow] {
        // By zone, as they are.
        var groups: [BoardRow] = []
        for place in places {
            if groups.last?.zone == place.zone {
                groups[groups.count - 1].places.append(place)
            } else {
                groups.append(BoardRow(zone: place.zone, places: [place]))
            }
        }
        let rows = groups.filter { $0.places.contains(where: takes) }
        switch order {
        case .zone: return rows
        case .open: return rows.sorted { ($1.open, $0.zone) < ($0.open, $1.zone) }
        case .left: return rows.sorted { ($1.left, $0.zone) < ($0.left, $1.zone) }
        case .idle: return rows.sorted { ($0.lastDay, $0.zone) < ($1.lastDay, $1.zone) }
        }
    }
}

/// A zone's seats.
private struct BoardRow {
    let zone: ZoneID
    var places: [BoardView.Place]

    var open: Int { places.count { $0.state == .open } }
    /// Marks that open sheets lack.
    var left: Int { places.filter { $0.state == .open }.reduce(0) { $0 + $1.marks - $1.marked } }
    /// The latest day of any open sheet; where nothing was done it comes first.
    var lastDay: String { places.filter { $0.state == .open }.compactMap(\.lastDay).max() ?? "" }
}

/// What cells say, looked up once for all of them.
private struct SeatWords {
    private let words: PageWords
    private let open, undeclared, sealed: String
    let days: [String: String]

    init(_ board: BoardView, _ words: PageWords) {
        self.words = words
        open = words.state(of: .open)
        undeclared = words[.seatUndeclared]
        sealed = words.state(of: .sealed(event: 0))
        days = Set(board.places.compactMap(\.lastDay)).reduce(into: [:]) { $0[$1] = words.shortDay($1) }
    }

    func state(of place: BoardView.Place) -> String {
        switch place.state {
        case .open: place.isAccepted ? open : undeclared
        case .sealed: sealed
        default: words.state(of: place.state)
        }
    }
}

extension Frame {
    /// `at` is when the server looked, `tag` what a later look is compared with.
    package func boardPage(
        _ board: BoardView, of course: CourseView, _ choice: BoardChoice, _ called: Called, today: String, at: String,
        tag: String
    ) -> [UInt8] {
        page(
            words[.boardTitle], "board", script: .board, crumbs: roundCrumbs(course.round, course.title),
            main: HTML.Attribute("data-tag", tag)
        ) { html in
            html.element(.h1, text: words[.boardTitle])
            html.element(.p, .css("lead"), text: account(of: board))
            if board.stage == .scoring, let due = course.due {
                html.element(.p, text: left(until: due, today))
            }
            html.element(
                .p, .id("updated"), .css("small quiet"), Attribute("data-time", at),
                text: words(.updatedAt, ["time": at]))
            // Room for what is new, so that nothing moves when it comes.
            html.element(.p, .id("newer"), .css("acts"))
            choose(choice, board, &html)
            table(choice.rows(board.places), choice, board, called, &html)
            html.element(.p, .css("acts")) { html in
                html.element(
                    .a, .css("button"), .href(addresses.round(board.round, "reminders")), text: words[.remindersTitle])
                html.downloads(self) { addresses.round(board.round, "board.\($0)") }
            }
        }
    }

    private typealias Attribute = HTML.Attribute

    /// 28 席 = 已签封 20 + 未签封 6 + 已回避 2.
    private func account(of board: BoardView) -> String {
        let order: [SheetView.State] = [.sealed(event: 0), .open, .missed, .recused, .removed, .withdrawn]
        var counts = [Int](repeating: 0, count: order.count)
        for place in board.places {
            let kind = order.firstIndex { $0 == place.state || $0.isSealed && place.state.isSealed }
            counts[kind ?? 0] += 1
        }
        let sum = zip(order, counts).filter { $0.1 > 0 }.map { state, count in
            words(.accountPart, ["what": words.state(of: state), "count": "\(count)"])
        }
        return words(.accountSum, ["count": "\(board.places.count)", "sum": sum.joined(separator: " + ")])
    }

    private func choose(_ choice: BoardChoice, _ board: BoardView, _ html: inout HTML) {
        html.element(
            .form, Attribute("method", "get"), .action(addresses.round(board.round, "board")), .css("choose")
        ) { html in
            html.pick("show", words[.boardShow], BoardChoice.Filter.allCases, choice.filter) {
                words[phrase(of: $0)]
            }
            html.pick("sort", words[.boardSort], BoardChoice.Order.allCases, choice.order) {
                words[phrase(of: $0)]
            }
            html.button(words[.boardChoose])
        }
    }

    private func phrase(of filter: BoardChoice.Filter) -> PagePhrase {
        switch filter {
        case .all: .showAll
        case .open: .showOpen
        case .undeclared: .showUndeclared
        case .untouched: .showUntouched
        case .sealed: .showSealed
        case .gone: .showGone
        }
    }

    private func phrase(of order: BoardChoice.Order) -> PagePhrase {
        switch order {
        case .zone: .sortZone
        case .open: .sortOpen
        case .left: .sortLeft
        case .idle: .sortIdle
        }
    }

    private func table(
        _ rows: [BoardRow], _ choice: BoardChoice, _ board: BoardView, _ called: Called, _ html: inout HTML
    ) {
        let most = rows.map(\.places.count).max() ?? 0
        guard most > 0 else { return html.element(.p, .css("empty"), text: words[.boardEmpty]) }
        let heads =
            [words[.zoneHead], words[.sealedHead]] + (1...most).map { words(.seatNumber, ["number": "\($0)"]) }
        let seats = addresses.round(board.round, "seats")
        let said = SeatWords(board, words)
        html.table(words(.boardCaption, rows.count), heads, css: "board wide") { html in
            for row in rows {
                html.element(.tr, .id("zone-\(row.zone)")) { html in
                    html.element(.th, Attribute("scope", "row"), text: called.zone(row.zone))
                    let counted = row.places.filter { ![.recused, .removed, .withdrawn].contains($0.state) }
                    html.element(
                        .td, .css("number"), text: "\(counted.count(where: \.state.isSealed)) / \(counted.count)")
                    for place in row.places {
                        cell(
                            place, at: seats.below(place.seat.text), isMeant: choice.takes(place), board.stage, called,
                            said, &html)
                    }
                    for _ in row.places.count..<most { html.element(.td) }
                }
            }
        }
    }

    private func cell(
        _ place: BoardView.Place, at address: Address, isMeant: Bool, _ stage: Stage, _ called: Called,
        _ said: SeatWords, _ html: inout HTML
    ) {
        let isOpen = place.state == .open
        html.element(.td, .css(isMeant ? "seat" : "seat other")) { html in
            html.element(.a, .href(address)) { html in
                html.text(called.expert(place.expert))
            }
            html.element(.span, .css(isOpen && stage == .scoring ? "due" : "")) { html in
                html.text(said.state(of: place))
                if isOpen { html.text(" \(place.marked)/\(place.marks)") }
            }
            if place.openRereads > 0 {
                html.element(.span, .css("due"), text: words(.seatRereads, place.openRereads))
            }
            html.element(.span, .css("small quiet")) { html in
                html.text(place.seat.shortCode)
                if let day = place.lastDay { html.text(" · \(said.days[day] ?? day)") }
            }
        }
    }

    /// 催办名单: by expert, to be printed or copied; Heng sends no mail of it.
    package func remindersPage(
        _ reminders: [Reminder], of course: CourseView, _ called: Called, today: String
    ) -> [UInt8] {
        page(words[.remindersTitle], "reminders", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.element(.h1, text: words[.remindersTitle])
            if let due = course.due { html.element(.p, .css("lead"), text: left(until: due, today)) }
            guard !reminders.isEmpty else { return html.element(.p, .css("empty"), text: words[.remindersNone]) }
            let people = Set(reminders.map(\.expert)).count
            html.table(
                words(.remindersCaption, ["people": "\(people)", "sheets": "\(reminders.count)"]),
                [words[.expertHead], words[.zoneHead], words[.missingHead]], css: "reminders"
            ) { html in
                for (index, reminder) in reminders.enumerated() {
                    html.element(.tr) { html in
                        let isSame = index > 0 && reminders[index - 1].expert == reminder.expert
                        html.element(.th, Attribute("scope", "row")) { html in
                            // Said once for the eye, in each row for who hears it.
                            html.element(
                                .span, isSame ? .css("hidden-text") : nil, text: called.expert(reminder.expert))
                        }
                        html.element(.td, text: called.zone(reminder.zone))
                        html.element(.td, text: words.what(reminder))
                    }
                }
            }
            html.element(.p, .css("acts")) { html in
                html.downloads(self) { addresses.round(course.round, "reminders.\($0)") }
                html.element(.a, .href(addresses.round(course.round, "board")), text: words[.boardTitle])
            }
        }
    }
}

extension PageWords {
    func state(of place: BoardView.Place) -> String {
        place.state == .open && !place.isAccepted ? self[.seatUndeclared] : state(of: place.state)
    }

    func state(of state: SheetView.State) -> String {
        switch state {
        case .open: term(.seat, "open")
        case .sealed: term(.seat, "sealed")
        case .recused: term(.seat, "recused")
        case .missed: term(.seat, "missed")
        case .removed: self[.seatTakenOut]
        case .withdrawn: self[.seatOfWithdrawn]
        }
    }

    /// What somebody is reminded of.
    package func what(_ reminder: Reminder) -> String {
        var parts: [String] = []
        if let open = reminder.open {
            if !open.isAccepted { parts.append(self[.remindDeclare]) }
            if open.isAccepted, open.marks > 0 { parts.append(self(.remindMarks, open.marks)) }
            if open.comments > 0 { parts.append(self(.remindComments, open.comments)) }
            if open.isAccepted, open.marks == 0, open.comments == 0 { parts.append(self[.remindSeal]) }
        }
        if reminder.rereads > 0 { parts.append(self(.remindRereads, reminder.rereads)) }
        return parts.dropFirst().reduce(parts.first ?? "") { self(.remindList, ["first": $0, "rest": $1]) }
    }

    /// 11月26日, 26 November: where the year is plain.
    func shortDay(_ text: String) -> String {
        Day(text)?.shortText(in: language) ?? text
    }
}

extension HTML {
    /// One of few words.
    mutating func pick<Choice: RawRepresentable<String> & Equatable>(
        _ name: String, _ label: String, _ choices: [Choice], _ chosen: Choice, words: (Choice) -> String
    ) {
        pick(name, label, choices.map { ($0.rawValue, words($0)) }, chosen.rawValue)
    }

    /// One of many, in a row of filters; `none` says that all are meant.
    mutating func pick(
        _ name: String, _ label: String, none: String? = nil, _ choices: [(value: String, words: String)],
        _ chosen: String?
    ) {
        element(.label, Attribute("for", name), text: label)
        element(.select, .id(name), .name(name), Attribute("autocomplete", "off")) { html in
            for choice in (none.map { [("", $0)] } ?? []) + choices {
                html.element(
                    .option, .value(choice.value), choice.value == chosen ? Attribute("selected") : nil,
                    text: choice.words)
            }
        }
    }
}
