// 进度 and 催办名单 and 待办 as tables that other programs open.

package import Assessing
package import AssessmentModel
import EventModel
package import Exchange
import RoundState
import Telling

extension Frame {
    package func table(of board: BoardView, _ called: Called) -> SheetTable {
        SheetTable(
            words[.boardTitle],
            [
                .init(words[.zoneHead]), .init(words[.seatHead]), .init(words[.expertHead]), .init(words[.stateHead]),
                .init(words[.marksHead], .number), .init(words[.marksOfHead], .number),
                .init(words[.lastDayHead], .day), .init(words[.rereadsHead], .number),
            ],
            board.places.map { place in
                [
                    called.zone(place.zone), place.seat.shortCode, called.expert(place.expert),
                    words.state(of: place), place.state == .open ? "\(place.marked)" : "", "\(place.marks)",
                    place.lastDay ?? "", place.openRereads == 0 ? "" : "\(place.openRereads)",
                ]
            })
    }

    package func table(of reminders: [Reminder], _ called: Called) -> SheetTable {
        SheetTable(
            words[.remindersTitle],
            [.init(words[.expertHead]), .init(words[.zoneHead]), .init(words[.missingHead])],
            reminders.map { [called.expert($0.expert), called.zone($0.zone), words.what($0)] })
    }

    /// `titles` are those of the rounds that they are of.
    package func table(of todos: [Todo], _ titles: [RoundID: LocalizedText], _ called: Called) -> SheetTable {
        SheetTable(
            words[.todoTitle],
            [
                .init(words[.todoDueHead], .day), .init(words[.roundsTitle]), .init(words[.zoneHead]),
                .init(words[.whatHead]),
            ],
            todos.map { todo in
                [
                    todo.due ?? "", todo.round.flatMap { titles[$0] }.map { words.text($0) } ?? "",
                    todo.zone.map(called.zone) ?? "", words.what(todo, called),
                ]
            })
    }

    /// What has a day.
    package func entries(of todos: [Todo], _ called: Called, origin: String) -> [CalendarWriter.Entry] {
        todos.compactMap { todo in
            todo.due.map { due in
                CalendarWriter.Entry(
                    id: "\(todo.name)@\(origin)", day: due, title: words.whatAndWhere(todo, called))
            }
        }
    }
}

extension HTML {
    /// What waits, as files; `address` is that of a name below the reader's first page.
    mutating func todoFiles(_ frame: Frame, _ address: (String) -> Address) {
        element(.p, .css("acts")) { html in
            html.downloads(frame) { address("todo.\($0)") }
            html.element(.a, .href(address("todo.ics")), text: frame.words[.todoCalendar])
        }
    }
}
