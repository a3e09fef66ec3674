// 待办 as tables and as a calendar: the same for every role, each at the address below its own first page.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Exchange
import Hummingbird
import Pages
import RoundState
import Telling

/// Whose first page is where: each finds there what waits for him, and nobody else finds anything.
func addTodoPages(_ desk: Desk, to pages: RouterGroup<DeskContext>) {
    let places: [(String, Role)] = [
        ("office", .officer), ("my", .expert), ("zone", .applicant), ("prefecture", .recommender),
    ]
    for (place, role) in places {
        pages.get("\(place)/todo.{format}") { try await desk.getTodoTable(of: role, $0, $1) }
    }
}

extension Desk {
    func todos(_ session: OpenSession) throws -> [Todo] {
        guard case .seen(let todos) = standing.todos(for: Viewer(session.user.id), on: today) else { throw NotFound() }
        return todos
    }

    /// CSV, a workbook, or a calendar of what has a day.
    func getTodoTable(of role: Role, _ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireSession(context)
        guard session.user.role == role else { throw NotFound() }
        let todos = try todos(session)
        let (frame, called) = (frame(request, context), called(context))
        guard try context.segment("format") == "ics" else {
            return try await file(frame.table(of: todos, standing.titles(of: todos), called), context)
        }
        let entries = frame.entries(of: todos, called, origin: standing.register.origin)
        return .file(
            Array(CalendarWriter(stamp: clock().time).text(entries).utf8), type: "text/calendar; charset=utf-8",
            name: "\(words(context.language)[.todoTitle]).ics")
    }
}
