// The expert's first page, and what all pages of an own sheet ask: who it is, which place, the password once more.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Hummingbird
import Pages
import RoundState

extension Desk {
    func requireSession(_ context: DeskContext) throws -> OpenSession {
        guard let session = context.session else { throw SignedOut() }
        return session
    }

    func place(_ context: DeskContext) throws -> (RoundID, ZoneID) {
        (RoundID(try context.segment("round")), ZoneID(try context.segment("zone")))
    }

    func getHome(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireSession(context)
        guard session.user.role == .expert else {
            return .see(Addresses(context.language).desk(of: session.user.role))
        }
        guard case .seen(let desks) = standing.desk(for: Viewer(session.user.id)) else { throw NotFound() }
        let names = ZoneNames(standing.zones)
        return .page(
            frame(request, context).homePage(desks, names: names, today: today, hasPractice: practice.isThere))
    }

    func getStyle(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard !demo.isEmpty else { throw NotFound() }
        return .page(frame(request, context).stylePage())
    }

    func getHelp(_ request: Request, _ context: DeskContext) async throws -> Response {
        .page(frame(request, context).helpPage())
    }
}
