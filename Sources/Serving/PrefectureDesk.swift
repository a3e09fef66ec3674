// The recommender's desk: the own prefecture's applications, read, sent on or sent back, and side by side.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Hummingbird
import Pages
import Reasons
import RoundState
import Telling

extension Desk {
    private func requirePrefecture(_ context: DeskContext) throws -> [PrefectureView] {
        let session = try requireSession(context)
        guard session.user.role == .recommender,
            case .seen(let views) = standing.prefectures(for: Viewer(session.user.id))
        else { throw NotFound() }
        return views
    }

    func getPrefecture(_ request: Request, _ context: DeskContext) async throws -> Response {
        let views = try requirePrefecture(context)
        return .page(
            frame(request, context).prefecturePage(
                standing.prefecture(of: Viewer(context.viewer)), views, today: today,
                done: done(request, among: [.prefIsRecommended, .prefIsReturned])))
    }

    func getPrefectureApplication(_ request: Request, _ context: DeskContext) async throws -> Response {
        let review = try requireReview(context, among: [.recommender])
        return .page(try page(review, request, context))
    }

    private func page(
        _ review: ApplicationReview, _ request: Request, _ context: DeskContext, opinion: String = "",
        problems: FormProblems = .none
    ) throws -> [UInt8] {
        let view = try requirePrefecture(context).first { $0.call.id == review.application.call }
        return frame(request, context).prefectureApplicationPage(
            review, full: standing.quotaRefusal(of: review.id).map { text($0, context) },
            left: view?.places.first { $0.kind == review.zone.kind }?.left, opinion: opinion, problems: problems)
    }

    func postPrefectureApplication(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let review = try requireReview(context, among: [.recommender])
        // The version that stood on the page: another one was read by nobody.
        let version = number(form["version"])
        let (action, said): (any Action, PagePhrase) =
            switch form["do"] {
            case "recommend":
                (RecommendApplication(review.id, opinion: form["opinion"], version: version), .prefIsRecommended)
            case "return":
                (ReturnApplication(review.id, opinion: form["opinion"], version: version), .prefIsReturned)
            default: throw Malformed(what: "do")
            }
        return try await step(action, session, context, once: try key(form)) { problems in
            try page(review, request, context, opinion: form["opinion"], problems: problems)
        } done: {
            Addresses(context.language).prefecture(done: said)
        }
    }

    func getPrefectureCompare(_ request: Request, _ context: DeskContext) async throws -> Response {
        let call = CallID(try context.segment("call"))
        guard let view = try requirePrefecture(context).first(where: { $0.call.id == call }) else { throw NotFound() }
        return .page(frame(request, context).comparePage(view))
    }
}
