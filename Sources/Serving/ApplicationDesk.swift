// Applications as the bureau and the auditor find them: listed, read, accepted one by one or together, sent back, withdrawn.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Hummingbird
import Pages
import Reasons
import RoundState
import Telling

extension Desk {
    /// Who sees every application: the bureau, and the auditor, who changes nothing.
    private func requireApplications(_ context: DeskContext) throws -> [ApplicationReview] {
        let session = try requireSession(context)
        guard [.officer, .auditor].contains(session.user.role) else { throw NotFound() }
        guard case .seen(let reviews) = standing.reviews(for: Viewer(session.user.id)) else { throw NotFound() }
        return reviews
    }

    func requireReview(_ context: DeskContext, among roles: Set<Role>) throws -> ApplicationReview {
        let session = try requireSession(context)
        let id = ApplicationID(try context.segment("application"))
        guard roles.contains(session.user.role),
            case .seen(let review) = standing.review(id, for: Viewer(session.user.id))
        else { throw NotFound() }
        return review
    }

    /// Whether the viewer may take this step anywhere: the same that the policy says to a step.
    func may(_ useCase: UseCase, _ context: DeskContext) -> Bool {
        standing.refusal(of: useCase, to: Viewer(context.viewer)) == nil
    }

    private func filter(_ request: Request) -> ApplicationFilter {
        let query = request.uri.queryParameters
        let value = { (name: String) in query[name[...]].map(String.init).flatMap { $0.isEmpty ? nil : $0 } }
        return ApplicationFilter(call: value("call"), state: value("state"), kind: value("kind"))
    }

    func getApplications(_ request: Request, _ context: DeskContext) async throws -> Response {
        let reviews = try requireApplications(context)
        return .page(
            frame(request, context).applicationsPage(
                reviews, filter(request), mayAccept: may(.acceptApplication, context)))
    }

    func getApplicationsTable(_ request: Request, _ context: DeskContext) async throws -> Response {
        let reviews = try requireApplications(context).filter(filter(request).takes)
        return try await file(frame(request, context).table(of: reviews), context)
    }

    // MARK: one

    func getOfficeApplication(_ request: Request, _ context: DeskContext) async throws -> Response {
        let review = try requireReview(context, among: [.officer, .auditor])
        return .page(
            frame(request, context).officeApplicationPage(
                review, mayDecide: may(.acceptApplication, context),
                done: done(request, among: [.appIsAccepted, .appIsReturned, .appIsWithdrawn])))
    }

    func postOfficeApplication(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let review = try requireReview(context, among: [.officer])
        // The version that stood on the page: another one was read by nobody.
        let version = number(form["version"])
        let (action, said): (any Action, PagePhrase) =
            switch try context.segment("act") {
            case "accept": (AcceptApplication(review.id, version: version), .appIsAccepted)
            case "return":
                (ReturnApplication(review.id, opinion: form["opinion"], version: version), .appIsReturned)
            case "withdraw": (WithdrawApplication(review.id, reason: form["reason"]), .appIsWithdrawn)
            default: throw NotFound()
            }
        let answer = ApplicationAnswer(opinion: form["opinion"], reason: form["reason"])
        return try await step(action, session, context, once: try key(form)) { problems in
            frame(request, context).officeApplicationPage(review, mayDecide: true, answer: answer, problems: problems)
        } done: {
            Addresses(context.language).office(["applications", review.id.text], done: said)
        }
    }

    // MARK: several at once

    private func chosen(_ form: FormFields, among reviews: [ApplicationReview]) -> [ApplicationReview] {
        let named = Set(form.fields.filter { $0.name == "application" }.map(\.value))
        return reviews.filter { named.contains($0.id.text) }
    }

    private func requireAccepting(_ context: DeskContext) throws -> [ApplicationReview] {
        guard may(.acceptApplication, context) else { throw NotFound() }
        return try requireApplications(context)
    }

    func postAcceptPreview(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let reviews = try requireAccepting(context)
        let frame = frame(request, context)
        let value = { (name: String) in form[name].isEmpty ? nil : form[name] }
        let filter = ApplicationFilter(call: value("call"), state: value("state"), kind: value("kind"))
        if form["do"] == "all" {
            let all = Set(reviews.filter(filter.takes).filter(\.waitsForBureau).map(\.id))
            return .page(frame.applicationsPage(reviews, filter, mayAccept: true, picked: all))
        }
        let chosen = chosen(form, among: reviews).filter(\.waitsForBureau)
        guard !chosen.isEmpty else {
            let wrong = FormProblems([(nil, words(context.language)[.appsNothing])])
            return .page(
                frame.applicationsPage(reviews, filter, mayAccept: true, problems: wrong), .unprocessableContent)
        }
        return .page(frame.acceptPreviewPage(chosen))
    }

    /// Accepts each, and tells what became of each; sent again under the same key it tells the same.
    func postAcceptAll(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let chosen = chosen(form, among: try requireAccepting(context)).sorted { $0.id < $1.id }
        guard !chosen.isEmpty else { throw Malformed(what: "application") }
        let key = try key(form)
        var results: [(zone: LocalizedText, id: ApplicationID, refused: String?)] = []
        for (index, review) in chosen.enumerated() {
            do {
                try await ledger.perform(
                    AcceptApplication(review.id, version: number(form["version-\(review.id)"])), by: session.user.id,
                    at: clock(), request: key.part(index))
                results.append((review.zone.name, review.id, nil))
            } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
                results.append((review.zone.name, review.id, refusal.reasons.first.map { text($0, context) } ?? ""))
            }
        }
        return .page(frame(request, context).acceptDonePage(results))
    }
}
