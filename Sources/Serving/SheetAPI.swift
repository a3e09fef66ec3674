// The API of an own sheet: read, saved cell by cell or many at once, logged as late.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HTTPTypes
import Hummingbird
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
        base = try fields.decode(Int.self, forKey: .base)
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
        guard let token = request.headers[.crossSite], session.accepts(crossSite: token) else {
            throw NotOurs(isOther: false)
        }
        return session
    }

    /// The client's key, under which a save that is tried again is known.
    private func requestID(_ request: Request) throws -> EventID {
        guard let key = request.headers[.idempotencyKey], let id = try? EventID(parsing: key) else {
            throw Malformed(what: "Idempotency-Key")
        }
        return id
    }

    // MARK: routes

    func getSheet(_ request: Request, _ context: DeskContext) async throws -> Response {
        let own = try apiSheet(context)
        return .json(
            [
                "round": .string(own.round.text), "zone": .string(own.view.zone.id.text),
                "state": .string(state(of: own)), "sealed": try sealed(own),
                "cells": .array(
                    own.view.lines.map { line in
                        json(cell(line, own))
                    }),
                "sheet": json(own.view, own.scheme), "session": context.session.map { json($0) } ?? .null,
                "build": .string(assets.build),
            ])
    }

    func putCell(_ request: Request, _ context: DeskContext) async throws -> Response {
        let change = try await body(CellChange.self, request, context)
        let indicator = CriterionID(try context.segment("indicator"))
        return try await save([(indicator, change)], request, context) { cells, tail in
            guard case .object(let members) = cells[0] else { return cells[0] }
            return .object(members + tail)
        }
    }

    func postCells(_ request: Request, _ context: DeskContext) async throws -> Response {
        let changes = try await body(CellChanges.self, request, context).cells
        let named = changes.compactMap { change in change.indicator.map { (CriterionID($0), change) } }
        guard named.count == changes.count, !named.isEmpty, Set(named.map(\.0)).count == named.count else {
            throw Malformed(what: "cells")
        }
        return try await save(named, request, context) { cells, tail in .object([("cells", .array(cells))] + tail) }
    }

    private func save(
        _ changes: [(CriterionID, CellChange)], _ request: Request, _ context: DeskContext,
        _ answer: ([JSON], [(String, JSON)]) -> JSON
    ) async throws -> Response {
        let id = try requestID(request)
        let own = try ownSeat(RoundID(try context.segment("round")), ZoneID(try context.segment("zone")), context)
        guard let session = context.session else { throw SignedOut() }
        do {
            var reasons: [Reason] = []
            let cells = changes.compactMap { indicator, change -> SaveMarks.Cell? in
                do {
                    return SaveMarks.Cell(
                        indicator: indicator, mark: try change.mark.map { try mark($0, for: indicator, own.scheme) },
                        comment: change.comment, base: change.base)
                } catch let refusal as Refusal {
                    reasons += refusal.reasons
                } catch {}
                return nil
            }
            guard reasons.isEmpty else { throw Refusal(reasons) }
            guard changes.allSatisfy({ $0.1.mark != nil || $0.1.comment != nil }) else { throw Refusal(.cellUnchanged) }
            let saved = try await save(cells, on: own, request: id, by: session.user.id)
            let after = try apiSheet(context)
            return .json(
                answer(
                    saved.map { json($0) },
                    [
                        ("sheet", json(after.view, after.scheme)), ("session", json(session)),
                        ("build", .string(assets.build)),
                    ]))
        } catch let refusal as Refusal {
            return try refused(refusal, changes.first?.0, context)
        }
    }

    /// A refusal with where the sheet stands, so that the page knows what is left to do.
    private func refused(
        _ refusal: Refusal, _ indicator: CriterionID?, _ context: DeskContext
    ) throws -> Response {
        let status = Answers.status(of: refusal.reasons)
        guard status != .notFound, let own = try? apiSheet(context) else { throw refusal }
        var extra: [(String, JSON)] = [
            ("state", .string(state(of: own))), ("at", JSON(try stateMoment(of: own).map(iso))),
        ]
        // Of several, the first that changed elsewhere.
        let changed =
            refusal.reasons.first { $0.code == .cellChanged }?.subject.map { CriterionID($0.id) } ?? indicator
        if let line = own.view.lines.first(where: { $0.criterion.id == changed }),
            refusal.reasons.contains(where: { $0.code == .cellChanged })
        {
            extra.append(
                (
                    "cell",
                    json(cell(line, own))
                ))
        }
        return problem(refusal.reasons, status, context, with: extra)
    }

    func postLate(_ request: Request, _ context: DeskContext) async throws -> Response {
        let late = try await body(LateMark.self, request, context)
        let (id, own) = (try requestID(request), try apiSheet(context))
        let indicator = CriterionID(try context.segment("indicator"))
        guard let session = context.session else { throw SignedOut() }
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

    // MARK: practice

    func getPractice(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let session = context.session else { throw SignedOut() }
        guard let sheet = practice.sheet(of: session.user.id) else { throw NotFound() }
        return .json(
            [
                "round": "practice", "zone": "practice", "state": "open",
                "cells": .array(
                    sheet.view.lines.map { line in
                        json(
                            SavedCell(
                                indicator: line.criterion.id, version: line.version, mark: line.mark,
                                comment: line.comment, at: nil))
                    }),
                "sheet": json(sheet.view, sheet.scheme), "session": json(session), "build": .string(assets.build),
            ])
    }

    func putPracticeCell(_ request: Request, _ context: DeskContext) async throws -> Response {
        let change = try await body(CellChange.self, request, context)
        let indicator = CriterionID(try context.segment("indicator"))
        return try practise([(indicator, change)], context) { cells, tail in
            guard case .object(let members) = cells[0] else { return cells[0] }
            return .object(members + tail)
        }
    }

    func postPracticeCells(_ request: Request, _ context: DeskContext) async throws -> Response {
        let changes = try await body(CellChanges.self, request, context).cells
        let named = changes.compactMap { change in change.indicator.map { (CriterionID($0), change) } }
        guard named.count == changes.count, !named.isEmpty else { throw Malformed(what: "cells") }
        return try practise(named, context) { cells, tail in .object([("cells", .array(cells))] + tail) }
    }

    private func practise(
        _ changes: [(CriterionID, CellChange)], _ context: DeskContext, _ answer: ([JSON], [(String, JSON)]) -> JSON
    ) throws -> Response {
        guard let session = context.session else { throw SignedOut() }
        guard let scheme = practiceScheme else { throw NotFound() }
        do {
            let cells = try changes.map { indicator, change in
                SaveMarks.Cell(
                    indicator: indicator, mark: try change.mark.map { try mark($0, for: indicator, scheme) },
                    comment: change.comment, base: change.base)
            }
            guard let sheet = try practice.save(cells, of: session.user.id) else { throw NotFound() }
            let now = clock()
            let saved = cells.compactMap { cell in
                sheet.view.lines.first { $0.criterion.id == cell.indicator }.map {
                    SavedCell(
                        indicator: cell.indicator, version: $0.version, mark: $0.mark, comment: $0.comment, at: now)
                }
            }
            return .json(
                answer(
                    saved.map { json($0) },
                    [
                        ("sheet", json(sheet.view, sheet.scheme)), ("session", json(session)),
                        ("build", .string(assets.build)),
                    ]))
        } catch let refusal as Refusal {
            let line = practice.sheet(of: session.user.id)?.view.lines.first { $0.criterion.id == changes.first?.0 }
            let cell = line.map {
                json(
                    SavedCell(
                        indicator: $0.criterion.id, version: $0.version, mark: $0.mark, comment: $0.comment, at: nil))
            }
            return problem(
                refusal.reasons, Answers.status(of: refusal.reasons), context,
                with: [("state", "open"), ("at", .null), ("cell", cell ?? .null)])
        }
    }

    // MARK: what answers hold

    private func cell(_ line: SheetView.Line, _ own: OwnSheet) -> SavedCell {
        SavedCell(
            indicator: line.criterion.id, version: line.version, mark: line.mark, comment: line.comment,
            at: saves.moment(of: line.criterion.id, version: line.version, on: own.seat))
    }

    /// The own sheet of the address; what an expert has not declared is not refused as unknown but by its reason.
    private func apiSheet(_ context: DeskContext) throws -> OwnSheet {
        try ownSheet(
            RoundID(try context.segment("round")), ZoneID(try context.segment("zone")), context)
    }

    func json(_ cell: SavedCell) -> JSON {
        [
            "indicator": .string(cell.indicator.text), "version": .integer(cell.version), "mark": JSON(cell.mark),
            "comment": .string(cell.comment), "at": JSON(cell.at.map(iso)),
        ]
    }

    func json(_ view: SheetView, _ scheme: Scheme) -> JSON {
        let tally = view.tally(under: scheme)
        return [
            "marks": .integer(tally.marks), "of": .integer(tally.of), "owed": .integer(tally.owed),
            "sum": .string(tally.sum.rounded(to: 2, .halfUp).exactText), "code": .string(view.code),
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

    /// What a page does with what it has not sent.
    func state(of own: OwnSheet) -> String {
        switch own.view.state {
        case .open where !own.view.isAccepted: "undeclared"
        case .open: own.stage == .scoring ? "open" : "closed"
        case .sealed: "sealed"
        case .recused: "recused"
        case .removed: "removed"
        case .missed: "closed"
        case .withdrawn: "withdrawn"
        }
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
