// The API of an own sheet: read, saved cell by cell or many at once, logged as late.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Pages
import Reasons
import RoundState

/// What a program says of a cell: what is not named stays.
struct CellChange: Decodable {
    let indicator: String?
    let base: Int
    /// `.some(nil)` takes the mark away.
    let mark: String??
    let comment: String?

    private enum Key: String, CodingKey { case indicator, base, mark, comment }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        indicator = try fields.decodeIfPresent(String.self, forKey: .indicator)
        // No version is that great, and none greater can be written down: it is another than there is.
        base = min(try fields.decode(Int.self, forKey: .base), 1 << 52)
        mark = fields.contains(.mark) ? .some(try fields.decodeIfPresent(String.self, forKey: .mark)) : nil
        comment = try fields.decodeIfPresent(String.self, forKey: .comment)
    }
}

struct CellChanges: Decodable {
    let cells: [CellChange]
}

struct LateMark: Decodable {
    let mark: String?
    let comment: String?
}

extension Desk {
    /// Reads the body of a write and holds it against its page.
    /// - Throws: `SignedOut`, `NotOurs`, `Malformed`.
    func body<Value: Decodable>(_ type: Value.Type, _ request: Request, _ context: DeskContext) async throws -> Value {
        try requireOurs(request, context)
        let bytes = try await request.bytes(upTo: context.maxUploadSize)
        do {
            return try JSONDecoder().decode(Value.self, from: Data(bytes))
        } catch {
            throw Malformed(what: "body")
        }
    }

    /// A write of a page's script says which user it thinks it writes for, and has that session's token.
    @discardableResult
    func requireOurs(_ request: Request, _ context: DeskContext) throws -> OpenSession {
        guard let session = context.session else { throw SignedOut() }
        if let user = request.headers[.pageUser], user != session.user.id.text { throw NotOurs(isOther: true) }
        // No page of another site can make a browser show a program's token.
        if context.isProgram { return session }
        guard let token = request.headers[.crossSite], session.accepts(crossSite: token) else {
            throw NotOurs(isOther: false)
        }
        return session
    }

    /// The client's key, under which a save that is tried again is known.
    func requestID(_ request: Request) throws -> EventID {
        guard let key = request.headers[.idempotencyKey], let id = try? EventID(parsing: key) else {
            throw Malformed(what: "Idempotency-Key")
        }
        return id
    }

    // MARK: routes

    func getSheet(_ request: Request, _ context: DeskContext) async throws -> Response {
        let own = try apiSheet(context)
        // A page found that it does not show what is stored: whoever runs the server must hear of it, though not what it was.
        if request.uri.queryParameters["differs"] != nil {
            context.logger.warning("a page differed from its sheet", metadata: ["path": "\(request.uri.path)"])
        }
        return .json(
            sheet(
                own.view, own.scheme, [("state", .string(own.view.word(in: own.stage))), ("sealed", try sealed(own))],
                context
            ) { saves.moment(of: $0.criterion.id, version: $0.version, on: own.seat) })
    }

    /// A sheet, cell by cell, with the moments of those whose saving is known.
    func sheet(
        _ view: SheetView, _ scheme: Scheme, _ extra: [(String, JSON)], _ context: DeskContext,
        at moment: (SheetView.Line) -> Moment? = { _ in nil }
    ) -> JSON {
        let cells = view.lines.map { json(SavedCell($0, at: moment($0))) }
        return .object(
            [("round", .string(view.round.text)), ("zone", .string(view.zone.id.text))] + extra
                + [("cells", .array(cells))] + tail(view.tally(under: scheme), context))
    }

    /// What every answer of a sheet ends with: its counts, the session, the build.
    private func tail(_ tally: SheetView.Tally, _ context: DeskContext) -> [(String, JSON)] {
        [
            ("sheet", json(tally)), ("session", context.session.map { json($0) } ?? .null),
            ("build", .string(assets.build)),
        ]
    }

    /// The changes of a body: of the one cell that the address names, or of many that name themselves.
    /// - Throws: as `body`; `Malformed` for none, and for one that comes twice.
    func changes(_ request: Request, _ context: DeskContext) async throws -> [(CriterionID, CellChange)] {
        if request.method == .put {
            let change = try await body(CellChange.self, request, context)
            return [(CriterionID(try context.segment("indicator")), change)]
        }
        let changes = try await body(CellChanges.self, request, context).cells
        let named = changes.compactMap { change in change.indicator.map { (CriterionID($0), change) } }
        guard named.count == changes.count, !named.isEmpty, Set(named.map(\.0)).count == named.count else {
            throw Malformed(what: "cells")
        }
        return named
    }

    /// What those changes make of cells.
    /// - Throws: `Refusal` with every reason.
    func cells(of changes: [(CriterionID, CellChange)], _ scheme: Scheme) throws -> [SaveMarks.Cell] {
        var reasons: [Reason] = []
        let cells = try changes.compactMap { indicator, change -> SaveMarks.Cell? in
            do {
                return SaveMarks.Cell(
                    indicator: indicator, mark: try change.mark.map { try mark($0, for: indicator, scheme) },
                    comment: change.comment, base: change.base)
            } catch let refusal as Refusal {
                reasons += refusal.reasons
                return nil
            }
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        guard changes.allSatisfy({ $0.1.mark != nil || $0.1.comment != nil }) else { throw Refusal(.cellUnchanged) }
        return cells
    }

    /// The answer to a save: of one cell the cell itself, of many a list.
    func saved(
        _ cells: [SavedCell], _ tally: SheetView.Tally, _ request: Request, _ context: DeskContext
    ) -> Response {
        let tail = tail(tally, context)
        if request.method == .put, let cell = cells.first, case .object(let members) = json(cell) {
            return .json(.object(members + tail))
        }
        return .json(.object([("cells", .array(cells.map { json($0) }))] + tail))
    }

    func saveCells(_ request: Request, _ context: DeskContext) async throws -> Response {
        let changes = try await changes(request, context)
        let id = try requestID(request)
        let (round, zone) = try place(context)
        let user = try requireSession(context).user.id
        let own = try ownSeat(round, zone, context)
        do {
            let saved = try await save(try cells(of: changes, own.scheme), on: own, request: id, by: user)
            guard case .seen(let tally) = standing.tally(of: own.seat, in: round, for: Viewer(user)) else {
                throw NotFound()
            }
            return self.saved(saved, tally, request, context)
        } catch let refusal as Refusal {
            return try refused(refusal, context)
        }
    }

    /// A refusal with where the sheet stands, so that the page knows what is left to do.
    private func refused(_ refusal: Refusal, _ context: DeskContext) throws -> Response {
        let status = Answers.status(of: refusal.reasons)
        guard status != .notFound, let own = try? apiSheet(context) else { throw refusal }
        let moment = { (line: SheetView.Line) in
            saves.moment(of: line.criterion.id, version: line.version, on: own.seat)
        }
        return problem(
            refusal.reasons, status, context,
            with: [
                ("state", .string(own.view.word(in: own.stage))), ("at", JSON(try stateMoment(of: own).map(iso))),
            ] + changed(refusal, own.view, at: moment))
    }

    /// The first cell that is otherwise than was seen, as it stands.
    func changed(
        _ refusal: Refusal, _ view: SheetView, at moment: (SheetView.Line) -> Moment? = { _ in nil }
    ) -> [(String, JSON)] {
        let ids = refusal.reasons.filter { $0.code == .cellChanged }.compactMap { $0.subject?.id }
        let line = view.lines.first { $0.criterion.id.text == ids.first }
        return line.map { [("cell", json(SavedCell($0, at: moment($0))))] } ?? []
    }

    func postLate(_ request: Request, _ context: DeskContext) async throws -> Response {
        let late = try await body(LateMark.self, request, context)
        let (id, own) = (try requestID(request), try apiSheet(context))
        let indicator = CriterionID(try context.segment("indicator"))
        let session = try requireSession(context)
        let moment = NotedMoment(clock)
        let recorded = try await ledger.perform(
            SaveMark(
                own.round, seat: own.seat, indicator: indicator, mark: try mark(late.mark, for: indicator, own.scheme),
                comment: late.comment ?? "", base: 0, isLate: true),
            by: session.user.id, at: moment.now(), request: id)
        return .json(
            [
                "event": .integer(recorded.events.lowerBound),
                "at": JSON(try (moment.noted ?? ledger.moment(of: recorded.events.lowerBound)).map(iso)),
                "session": json(session),
            ])
    }

    // MARK: what answers hold

    /// The own sheet of the address; what an expert has not declared is not refused as unknown but by its reason.
    private func apiSheet(_ context: DeskContext) throws -> OwnSheet {
        let (round, zone) = try place(context)
        return try ownSheet(round, zone, context)
    }

    func json(_ cell: SavedCell) -> JSON {
        [
            "indicator": .string(cell.indicator.text), "version": .integer(cell.version), "mark": JSON(cell.mark),
            "comment": .string(cell.comment), "at": JSON(cell.at.map(iso)),
        ]
    }

    func json(_ tally: SheetView.Tally) -> JSON {
        [
            "marks": .integer(tally.marks), "of": .integer(tally.of), "owed": .integer(tally.owed),
            "sum": .string(tally.sum.rounded(to: 2, .halfUp).exactText), "code": .string(tally.code),
        ]
    }

    /// What the receipt's page says of a sealed sheet.
    private func sealed(_ own: OwnSheet) throws -> JSON {
        guard case .sealed(let event) = own.view.state else { return .null }
        return [
            "event": .integer(event), "at": JSON(try ledger.moment(of: event).map(iso)),
            "seat": .string(own.view.seat.shortCode),
        ]
    }

    /// When the sheet came to where it is.
    func stateMoment(of own: OwnSheet) throws -> Moment? {
        switch own.view.state {
        case .sealed(let event): try ledger.moment(of: event)
        case .missed: try standing.register.rounds[own.round]?.closed.flatMap { try ledger.moment(of: $0) }
        default: nil
        }
    }
}

extension SavedCell {
    init(_ line: SheetView.Line, at moment: Moment?) {
        self.init(
            indicator: line.criterion.id, version: line.version, mark: line.mark, comment: line.comment, at: moment)
    }
}

extension SheetView {
    /// How it stands, by which a page knows what to do with what it has not sent.
    func word(in stage: Stage) -> String { state.word(isAccepted: isAccepted, isScoring: stage == .scoring) }
}

extension SheetView.State {
    func word(isAccepted: Bool, isScoring: Bool) -> String {
        switch self {
        case .open where !isAccepted: "undeclared"
        case .open: isScoring ? "open" : "closed"
        case .sealed: "sealed"
        case .recused: "recused"
        case .removed: "removed"
        case .missed: "closed"
        case .withdrawn: "withdrawn"
        }
    }
}
