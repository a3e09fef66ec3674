// The API of the practice sheet: asked and answered as a real one is, and kept in memory.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Hummingbird
import RoundState

extension Desk {
    func getPractice(_ request: Request, _ context: DeskContext) async throws -> Response {
        let user = try requireSession(context).user.id
        guard let own = practice.sheet(of: user) else { throw NotFound() }
        return .json(sheet(own.view, own.scheme, [("state", "open"), ("sealed", .null)], context))
    }

    func savePracticeCells(_ request: Request, _ context: DeskContext) async throws -> Response {
        let changes = try await changes(request, context)
        let user = try requireSession(context).user.id
        guard let before = practice.sheet(of: user) else { throw NotFound() }
        do {
            let cells = try cells(of: changes, before.scheme)
            guard let own = try practice.save(cells, of: user) else { throw NotFound() }
            let named = Set(cells.map(\.indicator))
            let saved = own.view.lines.filter { named.contains($0.criterion.id) }.map { SavedCell($0, at: clock()) }
            return self.saved(saved, own.view.tally(under: own.scheme), request, context)
        } catch let refusal as Refusal {
            let now = practice.sheet(of: user) ?? before
            return problem(
                refusal.reasons, Answers.status(of: refusal.reasons), context,
                with: [("state", "open"), ("at", .null)] + changed(refusal, now.view))
        }
    }
}
