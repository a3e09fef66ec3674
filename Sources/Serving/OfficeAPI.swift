// What the pages of the bureau and the auditor show, as JSON: the same views, the same refusals.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Reasons
import RoundLoading
import RoundState
import Scoring
import Storage

/// Measured values that a program hands to a second person.
struct FactProposal: Decodable {
    let source: String
    /// By zone, then fact: a decimal, yes or no.
    let facts: [String: [String: String]]
}

extension Desk {
    /// The same for as long as the same would be said to the same reader; then nothing is made.
    private func tagged(
        _ request: Request, _ context: DeskContext, _ make: () async throws -> Response
    ) async throws -> Response {
        guard context.session != nil else { throw SignedOut() }
        let tag = tag(context)
        if request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: [.eTag: tag, .cacheControl: "private, no-store"])
        }
        var response = try await make()
        response.headers[.eTag] = tag
        response.headers[.cacheControl] = "private, no-store"
        return response
    }

    /// A list as one object, or each item on a line of its own where that is asked for.
    private func list(_ name: String, _ items: [JSON], _ rest: [(String, JSON)], _ request: Request) -> Response {
        guard request.headers[.accept]?.contains("application/x-ndjson") == true else {
            return .json(.object([(name, .array(items))] + rest))
        }
        var bytes: [UInt8] = []
        for item in items { bytes += item.bytes + [0x0A] }
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson", .cacheControl: "private, no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    func getBoardAnswer(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try course(context)
        return try await tagged(request, context) {
            guard case .seen(let board) = standing.board(of: course.round, for: Viewer(context.viewer)) else {
                throw NotFound()
            }
            let places = board.places.map { place -> JSON in
                [
                    "zone": .string(place.zone.text), "seat": .string(place.seat.text),
                    "code": .string(place.seat.shortCode), "expert": JSON(place.expert?.text),
                    "state": .string(
                        place.state.word(isAccepted: place.isAccepted, isScoring: board.stage == .scoring)),
                    "marks": place.state == .open ? .integer(place.marked) : .null, "of": .integer(place.marks),
                    "day": JSON(place.lastDay), "rereads": .integer(place.openRereads),
                ]
            }
            return list(
                "seats", places, [("stage", .string(board.stage.rawValue)), ("due", JSON(course.due))], request)
        }
    }

    func getRemindersAnswer(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try course(context)
        return try await tagged(request, context) {
            guard case .seen(let found) = standing.reminders(in: course.round, for: Viewer(context.viewer)) else {
                throw NotFound()
            }
            let items = found.map { reminder -> JSON in
                [
                    "expert": JSON(reminder.expert?.text), "zone": .string(reminder.zone.text),
                    "seat": .string(reminder.seat.text), "open": .bool(reminder.open != nil),
                    "declared": .bool(reminder.open?.isAccepted ?? true),
                    "marks": .integer(reminder.open?.marks ?? 0), "comments": .integer(reminder.open?.comments ?? 0),
                    "rereads": .integer(reminder.rereads),
                ]
            }
            return list("reminders", items, [], request)
        }
    }

    func getDivergenceAnswer(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try course(context)
        return try await tagged(request, context) {
            guard case .seen(let view) = try standing.divergence(in: course.round, for: Viewer(context.viewer)) else {
                throw NotFound()
            }
            let items = view.cells.map { cell -> JSON in
                let found = cell.divergence
                return [
                    "zone": .string(found.zone.text), "indicator": .string(found.indicator.text),
                    "lowest": JSON(found.lowest), "median": JSON(found.median), "highest": JSON(found.highest),
                    "most": JSON(cell.most), "grounds": .array(found.grounds.map { .string($0.rawValue) }),
                    "seats": .array(found.outliers.map { .string($0.text) }), "asked": .integer(cell.open),
                    "answered": .integer(cell.answered),
                ]
            }
            return list("cells", items, [], request)
        }
    }

    func getFactsAnswer(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try course(context)
        return try await tagged(request, context) {
            guard case .seen(let view) = standing.facts(in: course.round, for: Viewer(context.viewer)) else {
                throw NotFound()
            }
            let items = view.zones.map { zone -> JSON in
                let values = (view.values[zone.id] ?? [:]).sorted { $0.key < $1.key }
                return [
                    "zone": .string(zone.id.text),
                    "facts": .object(values.map { ($0.key, .string($0.value)) }),
                    "missing": .array((view.missing[zone.id] ?? []).sorted().map { .string($0) }),
                ]
            }
            return list("zones", items, [], request)
        }
    }

    /// What a program enters waits for a second person as what a person enters does.
    func postFactsAnswer(_ request: Request, _ context: DeskContext) async throws -> Response {
        let proposal = try await body(FactProposal.self, request, context)
        let course = try course(context)
        guard let user = context.viewer, may(.recordFacts, course.round, context),
            case .seen(let view) = standing.facts(in: course.round, for: Viewer(user))
        else { throw NotFound() }
        let key = try requestID(request)
        var (table, reasons) = (FactTable(), [Reason]())
        let needs = Dictionary(view.columns.map { ($0.name, $0.need.key) }) { first, _ in first }
        for (zone, facts) in proposal.facts.sorted(by: { $0.key < $1.key }) {
            let id = ZoneID(zone)
            guard view.zones.contains(where: { $0.id == id }) else {
                reasons.append(Reason(.zoneNotInRound, .zone(id), field: zone, ["round": .named(.round(course.round))]))
                continue
            }
            for (name, text) in facts.sorted(by: { $0.key < $1.key }) {
                guard let need = needs[name] else {
                    reasons.append(Reason(.factUnknown, .zone(id), field: "\(zone)/\(name)", ["fact": .text(name)]))
                    continue
                }
                // More digits than any measure has cost more than they say.
                guard text.utf8.count <= 64, let fact = Fact(text: text) else {
                    reasons.append(Reason(.factNotNumber, .zone(id), field: "\(zone)/\(name)", ["fact": .fact(need)]))
                    continue
                }
                table[id][need] = fact
            }
        }
        guard reasons.isEmpty else { return problem(reasons, .unprocessableContent, context) }
        let now = clock()
        let id = try await slow.run { [ledger, table] in
            try ledger.propose(table, from: proposal.source, in: course.round, by: user, at: now, request: key)
        }
        return .json(["draft": .integer(id), "state": "waiting"])
    }

    func getResultAnswer(_ request: Request, _ context: DeskContext) async throws -> Response {
        let course = try course(context)
        return try await tagged(request, context) {
            let (standing, viewer) = (standing, Viewer(context.viewer))
            let seen = try await slow.run { [ledger] in
                try ledger.store.read { try standing.result(of: course.round, to: viewer, $0) }
            }
            guard case .seen(let result) = seen else { throw NotFound() }
            let snapshot = result.snapshot
            let items = snapshot.value.scores.zones.map { score -> JSON in
                [
                    "zone": .string(score.zone.text), "rank": score.rank.map { .integer($0) } ?? .null,
                    "verdict": .string(score.verdict.rawValue),
                    "total": JSON(score.total.map { result.scheme.rounding.published($0) }),
                    "exact": JSON(score.exact?.exactText),
                ]
            }
            return list("zones", items, [("snapshot", .string(snapshot.digest))], request)
        }
    }

    /// The log, page by page, newest first: `before` is where the page before went on, `limit` how many.
    func getLogAnswer(_ request: Request, _ context: DeskContext) async throws -> Response {
        let session = try requireDesk(.seeLedger, as: .auditor, context)
        let query = request.uri.queryParameters
        let limit = min(1000, max(1, query["limit"].flatMap { Int($0) } ?? 100))
        let before = query["before"].flatMap { Int($0) }
        let (store, standing, viewer) = (ledger.store, standing, Viewer(session.user.id))
        let filter = LogFilter(round: query["round"].map { RoundID(String($0)) })
        let seen = try await slow.run {
            try standing.log(of: store, before: before, filter, atMost: limit, for: viewer)
        }
        guard case .seen(let page) = seen else { throw NotFound() }
        let items = page.entries.map { entry -> JSON in
            [
                "event": .integer(entry.event.seq), "day": .string(entry.event.at), "type": .string(entry.event.type),
                "fields": JSON(.object(entry.event.fields)),
                "values": .array(
                    entry.values.map { ["name": .string($0.name), "value": $0.value.map { JSON($0) } ?? .null] }),
                "erased": .integer(entry.erased),
            ]
        }
        return list("events", items, [("next", page.next.map { .integer($0) } ?? .null)], request)
    }
}

extension JSON {
    init(_ value: CanonicalJSON) {
        self =
            switch value {
            case .object(let members): .object(members.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) })
            case .array(let values): .array(values.map { JSON($0) })
            case .string(let text): .string(text)
            case .integer(let number): .integer(number)
            case .bool(let flag): .bool(flag)
            case .null: .null
            }
    }
}
