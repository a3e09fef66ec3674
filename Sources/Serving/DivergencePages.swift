// Where experts differ, and many re-reads at once: chosen, listed, confirmed by their number, each with its outcome.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Hummingbird
import Pages
import Reasons
import RoundState
import Telling

extension Desk {
    private func divergence(_ context: DeskContext) throws -> (CourseView, DivergenceView) {
        let course = try course(context)
        guard case .seen(let view) = try standing.divergence(in: course.round, for: Viewer(context.viewer)) else {
            throw NotFound()
        }
        return (course, view)
    }

    func getDivergence(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (course, view) = try divergence(context)
        let query = request.uri.queryParameters
        let choice = DivergenceChoice(
            zone: query["zone"].map(String.init), ground: query["ground"].map(String.init), in: view)
        return .page(
            frame(request, context).divergencePage(
                view, of: course, choice, called(context), mayAsk: may(.callReread, course.round, context)))
    }

    /// Filters, chooses all that is shown, or goes on to the list of what would be asked.
    func postDivergence(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        try requireOurs(form, context)
        let (course, view) = try divergence(context)
        let chosen = form.fields.filter { $0.name == "cell" }.map(\.value)
        let choice = DivergenceChoice(zone: form["zone"], ground: form["ground"], chosen: chosen, in: view)
        let page = { (choice: DivergenceChoice, problems: FormProblems) -> Response in
            .page(
                frame(request, context).divergencePage(
                    view, of: course, choice, called(context), mayAsk: may(.callReread, course.round, context),
                    problems: problems), problems.problems.isEmpty ? .ok : .unprocessableContent)
        }
        switch form["do"] {
        case "all": return page(choice.all(of: view), .none)
        case "preview":
            try require(.callReread, course.round, context)
            // What is hidden by a filter is not asked about behind somebody's back.
            guard choice.before == choice.chosen.count else { return page(choice, .none) }
            let problem: PagePhrase?
            let wishes = try wishes(choice.chosen, view, context)
            problem = choice.chosen.isEmpty ? .rereadsNothing : wishes.isEmpty ? .rereadsNoFar : nil
            if let problem { return page(choice, FormProblems([("cell", words(context.language)[problem])])) }
            return .page(frame(request, context).rereadsPage(wishes, of: course, called(context)))
        default: return page(choice, .none)
        }
    }

    /// The marks that make the chosen cells diverge, and that nobody has been asked about yet.
    private func wishes(
        _ cells: Set<CellName>, _ view: DivergenceView, _ context: DeskContext
    ) throws -> [RereadWish] {
        try view.cells.map { CellName($0.divergence) }.filter(cells.contains).flatMap { name in
            try marks(of: name, view.round, context).filter { $0.mark.isFar && !$0.mark.isAsked }.map(\.wish)
        }
    }

    private func marks(
        of name: CellName, _ round: RoundID, _ context: DeskContext
    ) throws -> [(mark: CellView.Mark, wish: RereadWish)] {
        let viewer = Viewer(context.viewer)
        guard case .seen(let cell) = try standing.cell(name.indicator, at: name.zone, in: round, for: viewer) else {
            return []
        }
        let words = words(context.language)
        let grounds = (cell.divergence?.grounds ?? []).map { words[$0 == .range ? .groundRange : .groundOutlier] }
        return cell.marks.map { mark in
            (
                mark,
                RereadWish(
                    cell: name, seat: mark.seat, expert: mark.expert, mark: mark.mark,
                    median: cell.divergence?.median ?? mark.mark, grounds: words.list(grounds))
            )
        }
    }

    /// Asks for each, and tells what became of each; sent again under the same key it tells the same.
    func postRereads(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let course = try course(context)
        try require(.callReread, course.round, context)
        let key = try key(form)
        let names = form.fields.filter { $0.name == "mark" }.map(\.value)
        let wishes = try Set(names.compactMap(cellName)).sorted { $0.text < $1.text }.flatMap { name in
            try marks(of: name, course.round, context).map(\.wish).filter { names.contains($0.name) }
        }
        guard !wishes.isEmpty else { throw Malformed(what: "mark") }
        guard number(form["count"]) == wishes.count else {
            let wrong = FormProblems([("count", words(context.language)[.rereadsWrongCount])])
            return .page(
                frame(request, context).rereadsPage(
                    wishes, of: course, called(context), typed: form["count"], problems: wrong), .unprocessableContent)
        }
        var results: [(wish: RereadWish, refused: String?)] = []
        for (index, wish) in wishes.enumerated() {
            do {
                try await ledger.perform(
                    CallReread(course.round, seat: wish.seat, indicator: wish.cell.indicator), by: session.user.id,
                    at: clock(), request: key.part(index))
                results.append((wish, nil))
            } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
                results.append((wish, refusal.reasons.first.map { text($0, context) } ?? ""))
            }
        }
        return .page(frame(request, context).rereadsDonePage(results, of: course, called(context)))
    }

    /// Of a mark's name: zone, indicator, seat.
    private func cellName(_ mark: String) -> CellName? {
        CellName(text: mark.split(separator: ":").prefix(2).joined(separator: ":"))
    }

    func getCell(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try course(context)
        let (zone, indicator) = (ZoneID(try context.segment("zone")), CriterionID(try context.segment("indicator")))
        guard
            case .seen(let cell) = try standing.cell(
                indicator, at: zone, in: course.round, for: Viewer(context.viewer))
        else { throw NotFound() }
        return .page(
            frame(request, context).cellPage(
                cell, of: course, called(context), mayAsk: may(.callReread, course.round, context)))
    }
}
