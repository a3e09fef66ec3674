// Lawful erasure: what would go is shown, then its number and the password have it go, from memory, file and log.

import Accounts
import Assessing
import AssessmentModel
import EventModel
import Foundation
import Hummingbird
import Logging
import Pages
import Reasons
import RoundState
import Telling

extension Desk {
    /// What a form names; nil where it names nothing.
    private func erasure(_ form: FormFields) -> Erasure? {
        let subject = form["subject"].trimmingCharacters(in: .whitespaces)
        let parts = subject.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch form["kind"] {
        case "expert": return .expert(ExpertID(subject))
        case "account": return .user(UserID(subject))
        case "evidence": return .evidence(subject.lowercased())
        case "value":
            guard parts.count == 2, let seq = Int(parts[0]), Erasure.names.contains(parts[1]) else { return nil }
            return .value(seq, parts[1])
        case "comment":
            guard parts.count == 3 else { return nil }
            let round = RoundID(parts[0])
            let seats = (standing.register.rounds[round]?.seatsInOrder ?? []).filter {
                $0.id.text == parts[1] || $0.id.shortCode == parts[1].uppercased()
            }
            return seats.count == 1 ? .comment(round, seats[0].id, CriterionID(parts[2])) : nil
        default: return nil
        }
    }

    func getErasures(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try securing(context)
        return .page(
            frame(request, context).erasurePage(
                kind: "expert", subject: "", basis: "", places: nil,
                done: done(request, among: [.erasureIsDone])))
    }

    /// Shows what would go; and then, with its number and the password, has it go.
    func postErasures(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        _ = try requireOurs(form, context)
        let session = try securing(context)
        let words = words(context.language)
        func page(_ places: [ErasedPlace]?, _ problems: FormProblems, _ context: DeskContext) -> Response {
            .page(
                frame(request, context).erasurePage(
                    kind: form["kind"], subject: form["subject"], basis: form["basis"], places: places,
                    typed: form["typed"], problems: problems),
                problems.problems.isEmpty ? .ok : .unprocessableContent)
        }
        let viewer = Viewer(session.user.id)
        // Sent again nothing is left to go, and its key still says that it did.
        let isErasing = form["do"] == "erase"
        guard let subject = erasure(form),
            case .seen(let targets) = try await slow.run({ [ledger] in try ledger.targets(of: subject, for: viewer) }),
            !targets.isEmpty || isErasing
        else { return page(nil, FormProblems([("subject", words[.erasureNothing])]), context) }
        let places = targets.map { target in
            ErasedPlace(
                event: target.event, what: words.term(.event, target.type), name: words.term(.concealed, target.name),
                value: target.value, length: target.length)
        }
        guard isErasing else { return page(places, .none, context) }
        guard places.isEmpty || number(form["typed"]) == places.count else {
            return page(places, FormProblems([("typed", words[.closeWrongNumber])]), context)
        }
        var context = context
        guard let session = try await confirmed(form, &context, asksCode: true) else {
            return page(places, problems([Reason(.confirmationFailed, field: "password")], context), context)
        }
        let now = context
        return await opening(session, request, now) {
            do {
                try await ledger.perform(
                    Erase(subject, basis: form["basis"]), by: session.user.id, at: clock(), request: try key(form))
                paperShelf.clear()
                await scrub(now.logger)
            } catch let refusal as Refusal {
                return page(places, problems(refusal.reasons, now), now)
            }
            return .see(Addresses(now.language).security("erasures", done: .erasureIsDone))
        }
    }

    /// Overwrites what was erased in the file. While others read it cannot: then it is owed, and tried again beside the requests.
    private func scrub(_ logger: Logger) async {
        do {
            try await slow.run { [ledger] in try ledger.scrub() }
        } catch {
            logger.error("erased values may still stand in the file", metadata: ["error": "\(error)"])
            owesScrub.raise()
        }
    }

    /// Tries again what is owed; that it is was said when it began.
    func scrubAgain() async {
        guard owesScrub.lower() else { return }
        if (try? await slow.run { [ledger] in try ledger.scrub() }) == nil { owesScrub.raise() }
    }
}
