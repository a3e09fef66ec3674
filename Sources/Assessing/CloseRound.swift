// Closing a round: every seat is accounted for, the scores are computed, the snapshot is sealed.

package import AssessmentModel
import AuditLedger
import CriteriaLoading
package import Scoring
import Storage

extension Ledger {
    /// Closes the round and seals its snapshot.
    /// - Throws: `Refusal` when there is no such round or it is closed already.
    package func closeRound(
        _ round: RoundID, on date: String, using random: inout some RandomNumberGenerator
    ) throws -> SealedSnapshot {
        try commit { appender in
            let writing = appender.writing
            try refuseUnlessOpen(round, writing.reading)
            let account = try account(for: round, writing)
            let closed = try appender.append(.roundClosed(round, account), at: date, using: &random)
            let record = try RoundRecord(round, closedBy: closed, from: writing.reading)
            let bytes = try CanonicalJSON.encode(record.snapshot())
            let digest = try writing.insertBlob(bytes)
            try appender.append(.snapshotSealed(round, snapshot: digest), at: date, using: &random)
            try writing.closeRound(round, closed: closed, snapshot: digest)
            return try SealedSnapshot(bytes: bytes)
        }
    }

    private func refuseUnlessOpen(_ round: RoundID, _ reading: Reading) throws {
        let rounds = try reading.rounds()
        guard let row = rounds.first(where: { $0.id == round }) else {
            let known = rounds.map(\.id.text).joined(separator: ", ")
            throw Refusal("there is no round \(round) in this database, found \(known.isEmpty ? "none" : known)")
        }
        guard row.closed == nil else {
            throw Refusal(
                "the round \(round) is closed already (event \(row.closed ?? 0)); a result is never computed twice")
        }
    }

    /// Marks the seats that gave nothing as missed and counts all.
    private func account(for round: RoundID, _ writing: Writing) throws -> LedgerEvent.Account {
        let seats = try writing.reading.seats(of: round)
        for seat in seats where seat.state == .open {
            try writing.setState(.missed, of: seat.seat, at: seat.zone, in: round)
        }
        let count = { (state: SeatRow.State) in seats.count { $0.state == state } }
        return LedgerEvent.Account(
            seats: seats.count, sealed: count(.sealed), recused: count(.recused),
            missed: count(.open) + count(.missed))
    }
}

/// A round's record complete enough to compute its result: the same from rows and from a replay of the ledger.
struct RoundRecord: Equatable {
    let plan: RoundPlan
    let zones: [Zone]
    let schemeBytes: [UInt8]
    let experts: [Expert]
    let seats: [SeatRow]
    let marks: [MarkRow]
    let facts: [FactRow]
    let closedBy: Int

    init(
        plan: RoundPlan, zones: [Zone], schemeBytes: [UInt8], experts: [Expert], seats: [SeatRow], marks: [MarkRow],
        facts: [FactRow], closedBy: Int
    ) {
        self.plan = plan
        self.zones = zones
        self.schemeBytes = schemeBytes
        self.experts = experts
        self.seats = seats
        self.marks = marks
        self.facts = facts
        self.closedBy = closedBy
    }

    init(_ round: RoundID, closedBy: Int, from reading: Reading) throws {
        let opening = try reading.opening(of: round)
        self.init(
            plan: try CanonicalJSON.decode(RoundPlan.self, from: reading.file(opening.plan, "plan")),
            zones: try CanonicalJSON.decode([Zone].self, from: reading.file(opening.zones, "list of zones")),
            schemeBytes: try reading.file(opening.scheme, "scheme"), experts: try reading.experts(of: round),
            seats: try reading.seats(of: round),
            marks: try reading.marks(of: round), facts: try reading.facts(of: round), closedBy: closedBy)
    }

    /// The result, computed anew.
    /// - Throws: `Problems` when the stored scheme does not load.
    func snapshot() throws -> Snapshot {
        let digest = Hash.plain(schemeBytes).hex
        let scheme = try loadScheme(schemeBytes, file: "scheme \(digest.prefix(12))").get()
        let kinds = Dictionary(zones.map { ($0.id, $0.kind) }) { first, _ in first }
        // A source narrows down who sits there: it is told only where the arithmetic needs it.
        let sources = scheme.aggregate.groups.isEmpty ? [:] : sources
        let scores = score(
            scheme, zones: zones.map(\.id), kinds: kinds, sheets: sheets(sources), facts: factTable)
        return Snapshot(
            round: plan,
            scheme: Snapshot.SchemeReference(id: scheme.id, edition: scheme.edition, digest: digest),
            closedBy: closedBy, zones: zones,
            seats: seats.map {
                Snapshot.Seat(zone: $0.zone, seat: $0.seat, state: $0.state.final, source: sources[$0.expert])
            },
            scores: scores)
    }

    private var sources: [ExpertID: Expert.Source] {
        Dictionary(experts.map { ($0.id, $0.source) }) { first, _ in first }
    }

    private func sheets(_ sources: [ExpertID: Expert.Source]) -> [Sheet] {
        let cells = Dictionary(grouping: marks) { Place(zone: $0.zone, seat: $0.seat) }
        return seats.map { seat in
            var sheet = Sheet(
                zone: seat.zone, seat: seat.seat, source: sources[seat.expert], isRecused: seat.state == .recused)
            for cell in cells[Place(zone: seat.zone, seat: seat.seat)] ?? [] {
                sheet.marks[cell.indicator] = cell.hundredths.map(Fraction.init(hundredths:))
                sheet.comments[cell.indicator] = cell.comment
            }
            return sheet
        }
    }

    private var factTable: FactTable {
        var table = FactTable()
        for row in facts { table[row.zone][FactKey(row.fact)] = Fact(text: row.value) }
        return table
    }

    private struct Place: Hashable {
        let zone: ZoneID
        let seat: SeatID
    }
}

extension SeatRow.State {
    /// What it is once the round is closed.
    fileprivate var final: Snapshot.Seat.State {
        switch self {
        case .sealed: .sealed
        case .recused: .recused
        case .open, .missed: .missed
        }
    }
}

extension FactKey {
    /// From `fact` or `fact@period`.
    init(_ text: String) {
        let parts = text.split(separator: "@", maxSplits: 1)
        self.init(FactName(String(parts.first ?? "")), period: parts.count == 2 ? String(parts[1]) : nil)
    }
}

extension SealedSnapshot {
    /// A snapshot as stored.
    init(bytes: [UInt8]) throws(LedgerError) {
        self.init(
            value: try CanonicalJSON.decode(Snapshot.self, from: bytes), digest: Hash.plain(bytes).hex)
    }
}
