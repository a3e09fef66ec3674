// A sheet one by one, as a table, across zones; what is posted where scripts are off; the practice sheet.

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
    func getScore(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        let asked = try? context.segment("indicator")
        let current =
            asked.map { CriterionID($0) } ?? unfinished(own.view, from: nil) ?? own.view.lines.first?.criterion.id
        guard let current, own.view.lines.contains(where: { $0.criterion.id == current }) else { throw NotFound() }
        let view = try scoringView(own, context)
        return .page(frame(request, context).scoringPage(view, cardTexts(view, context), at: current))
    }

    /// The next indicator that lacks something, from behind `current` on, and from the top where there is none.
    private func unfinished(_ view: SheetView, from current: CriterionID?) -> CriterionID? {
        let start = view.lines.firstIndex { $0.criterion.id == current }.map { $0 + 1 } ?? 0
        let order = view.lines[start...] + view.lines[..<start]
        return order.first { $0.needsMark || $0.needsComment }?.criterion.id
    }

    /// What a card posts where scripts are off.
    func postScore(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        let indicator = CriterionID(try context.segment("indicator"))
        guard let line = own.view.lines.first(where: { $0.criterion.id == indicator }) else { throw NotFound() }
        do {
            if let cell = try change(of: line, form, "", own.scheme) {
                _ = try await save([cell], on: own.place, request: newRequest(), by: session.user.id)
            }
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            let now = try declaredSheet(round, zone, context)
            let (typed, stale) = typed(
                form, now.view.lines.filter { $0.criterion.id == indicator }, { _ in "" }, context)
            let view = try scoringView(now, context, typed: typed)
            return .page(
                frame(request, context).scoringPage(
                    view, cardTexts(view, context), at: indicator,
                    problems: FormProblems(problems(refusal.reasons, context).problems + stale.map { (nil, $0) })),
                Answers.status(of: refusal.reasons))
        }
        let after = try ownSheet(round, zone, context).view
        let ids = after.lines.map(\.criterion.id)
        let place = ids.firstIndex(of: indicator) ?? 0
        let next =
            switch form["go"] {
            case "previous": ids[max(0, place - 1)]
            case "unfinished": unfinished(after, from: indicator) ?? indicator
            default: ids[min(ids.count - 1, place + 1)]
            }
        return .see(Addresses(context.language).zone(round, zone, "score", next))
    }

    /// What a form changes of a cell; nil: nothing. `suffix` stands behind the names of its fields.
    private func change(
        of line: SheetView.Line, _ form: FormFields, _ suffix: String, _ scheme: Scheme
    ) throws -> SaveMarks.Cell? {
        let shown = line.mark?.exactText ?? ""
        var typed = form["mark" + suffix].trimmingCharacters(in: .whitespaces)
        // A level was chosen, and the field still says what stood there before.
        let level = form["level" + suffix]
        if !level.isEmpty, level != shown, typed == shown { typed = level }
        let (mark, comment) = (try mark(typed, for: line.criterion.id, scheme), form["comment" + suffix])
        let changed: Fraction?? = mark == line.mark ? nil : .some(mark)
        let remark: String? = comment == line.comment || !form.has("comment" + suffix) ? nil : comment
        guard changed != nil || remark != nil else { return nil }
        return SaveMarks.Cell(
            indicator: line.criterion.id, mark: changed, comment: remark,
            base: min(Int(form["base" + suffix]) ?? -1, 1 << 52))
    }

    private func newRequest() -> EventID {
        var random = random
        return EventID(using: &random)
    }

    func getTable(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        return .page(frame(request, context).tablePage(try scoringView(own, context)))
    }

    func postTable(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let session = try requireOurs(form, context)
        let (round, zone) = try place(context)
        let own = try declaredSheet(round, zone, context)
        do {
            let cells = try own.view.lines.compactMap { line -> SaveMarks.Cell? in
                let suffix = "-\(line.criterion.id)"
                guard form.has("mark" + suffix) else { return nil }
                return try change(of: line, form, suffix, own.scheme)
            }
            if !cells.isEmpty { _ = try await save(cells, on: own.place, request: newRequest(), by: session.user.id) }
        } catch let refusal as Refusal where Answers.status(of: refusal.reasons) != .notFound {
            let now = try declaredSheet(round, zone, context)
            let (typed, stale) = typed(form, now.view.lines, { "-\($0)" }, context)
            return .page(
                frame(request, context).tablePage(
                    try scoringView(now, context, typed: typed),
                    problems: FormProblems(problems(refusal.reasons, context).problems + stale.map { (nil, $0) })),
                Answers.status(of: refusal.reasons))
        }
        return .see(Addresses(context.language).zone(round, zone, "table"))
    }

    /// What a refused form says, so that one mark takes no other away; and what it says of cells that were changed elsewhere since it was
    /// shown: these are shown as they are stored, or the next press would store over them. `suffix` stands behind the names of fields.
    private func typed(
        _ form: FormFields, _ lines: [SheetView.Line], _ suffix: (CriterionID) -> String, _ context: DeskContext
    ) -> (typed: [CriterionID: ScoringView.Typed], stale: [String]) {
        let words = words(context.language)
        var typed: [CriterionID: ScoringView.Typed] = [:]
        var stale: [String] = []
        for line in lines {
            let suffix = suffix(line.criterion.id)
            let (mark, comment) = (form["mark" + suffix], form["comment" + suffix])
            guard form.has("mark" + suffix), mark != line.mark?.exactText ?? "" || comment != line.comment else {
                continue
            }
            if Int(form["base" + suffix]) == line.version {
                typed[line.criterion.id] = ScoringView.Typed(mark: mark, comment: comment)
            } else {
                stale.append(
                    words(
                        .changedElsewhere,
                        [
                            "title": words.text(line.criterion.title),
                            "mark": mark.isEmpty ? words[.unmarkedShort] : mark,
                            "comment": comment.isEmpty ? nil : comment,
                        ]))
            }
        }
        return (typed, stale)
    }

    func getAcross(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireSession(context)
        let round = RoundID(try context.segment("round"))
        guard case .seen(let desks) = standing.desk(for: Viewer(session.user.id)),
            let desk = desks.first(where: { $0.round == round }),
            let terms = standing.register.rounds[round]?.terms
        else { throw NotFound() }
        // From the first page of a zone the way leads to its first indicator.
        guard let asked = try? context.segment("indicator") else {
            let (_, zone) = try place(context)
            guard let first = try declaredSheet(round, zone, context).view.lines.first else { throw NotFound() }
            return .see(Addresses(context.language).across(round, first.criterion.id))
        }
        let marked = terms.scheme.indicators.filter { $0.indicator?.scoring == .experts }
        guard let index = marked.firstIndex(where: { $0.id.text == asked }) else { throw NotFound() }
        let rows = try desk.sheets.compactMap { sheet -> Frame.AcrossRow? in
            switch sheet.state {
            case .recused, .removed, .withdrawn: return nil
            case .open where !sheet.isAccepted:
                return .locked(name: zoneName(sheet.zone, context.language), round: round, zone: sheet.zone.id)
            case .open, .sealed, .missed:
                return .open(try scoringView(try ownSheet(round, sheet.zone.id, context), context))
            }
        }
        return .page(
            frame(request, context).acrossPage(
                round, marked[index], terms.scheme, rows, place: index + 1, of: marked))
    }

    func getPracticeScore(_ request: Request, _ context: DeskContext) async throws -> Response {
        let view = try practiceView(try requireSession(context).user.id, context)
        let asked = try? context.segment("indicator")
        let current =
            asked.map { CriterionID($0) } ?? unfinished(view.sheet, from: nil) ?? view.sheet.lines.first?.criterion.id
        guard let current, view.sheet.lines.contains(where: { $0.criterion.id == current }) else { throw NotFound() }
        return .page(frame(request, context).scoringPage(view, cardTexts(view, context), at: current))
    }

    func getPracticeTable(_ request: Request, _ context: DeskContext) async throws -> Response {
        .page(frame(request, context).tablePage(try practiceView(try requireSession(context).user.id, context)))
    }

    func postPracticeScore(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await request.form()
        let user = try requireOurs(form, context).user.id
        let view = try practiceView(user, context)
        let indicator = CriterionID(try context.segment("indicator"))
        guard let line = view.sheet.lines.first(where: { $0.criterion.id == indicator }) else { throw NotFound() }
        if let cell = try change(of: line, form, "", view.scheme) { _ = try practice.save([cell], of: user) }
        let ids = view.sheet.lines.map(\.criterion.id)
        let place = ids.firstIndex(of: indicator) ?? 0
        let next = ids[form["go"] == "previous" ? max(0, place - 1) : min(ids.count - 1, place + 1)]
        return .see(Addresses(context.language).practice("score", next))
    }
}
