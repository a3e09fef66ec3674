// Counted sheets and facts → the result of a round; and what a sealed result hands to pages and documents.

package import AssessmentModel
package import AuditLedger
import CriteriaLoading
package import EventModel
import Reasons
package import Scoring

extension Round {
    /// The result that a sealed one must be.
    package func recompute(_ result: ResultEntry) throws -> Snapshot {
        try compute(
            result.counted, result.facts, withdrawn: result.withdrawn, closedBy: result.closedBy,
            replaces: result.replaces)
    }

    /// The result that these sheets and facts give.
    /// - Throws: `LedgerError` when a sheet's marks or the round's files are not at hand.
    package func compute(
        _ counted: [SeatID: CountedSeat], _ facts: [ZoneID: [String: String]], withdrawn: Set<ZoneID>, closedBy: Int,
        replaces: String?
    ) throws -> Snapshot {
        guard let terms else {
            throw LedgerError(.missing, .round(id.text), Reason(.roundTermsMissing))
        }
        let counted = counted.values.sorted { ($0.zone, $0.seat) < ($1.zone, $1.seat) }
        let states = try counted.map { seat in
            guard let state = seat.state else {
                throw concealed("outcome", of: seat.seat)
            }
            return Snapshot.Seat(zone: seat.zone, seat: seat.seat, state: state, source: seat.source)
        }
        let scores = try scores(of: counted, facts, withdrawn: withdrawn, terms)(terms.scheme)
        return Snapshot(
            round: terms.plan,
            scheme: Snapshot.SchemeReference(id: terms.scheme.id, edition: terms.scheme.edition, digest: files.scheme),
            closedBy: closedBy, replaces: replaces, zones: terms.zones,
            seats: states,
            scores: scores)
    }

    /// What other schemes would make of what a result was computed from; nothing official comes of it.
    /// - Throws: `LedgerError` when a sheet's marks or the round's files are not at hand.
    package func scores(of result: ResultEntry) throws -> (Scheme) -> RoundScores {
        guard let terms else { throw LedgerError(.missing, .round(id.text), Reason(.roundTermsMissing)) }
        let counted = result.counted.values.sorted { ($0.zone, $0.seat) < ($1.zone, $1.seat) }
        return try scores(of: counted, result.facts, withdrawn: result.withdrawn, terms)
    }

    private func scores(
        of counted: [CountedSeat], _ facts: [ZoneID: [String: String]], withdrawn: Set<ZoneID>, _ terms: Terms
    ) throws -> (Scheme) -> RoundScores {
        let sheets = try counted.filter { !withdrawn.contains($0.zone) }.map { seat in
            var sheet = Sheet(
                zone: seat.zone, seat: seat.seat, source: seat.source, isRecused: seat.state == .recused)
            if seat.state == .sealed {
                guard let marks = seat.marks else {
                    throw concealed("marks", of: seat.seat)
                }
                sheet.marks = marks.mapValues(Fraction.init(hundredths:))
            }
            return sheet
        }
        let kinds = Dictionary(terms.zones.map { ($0.id, $0.kind) }) { first, _ in first }
        let (zones, facts) = (terms.zones.map(\.id), FactTable(facts))
        return { scheme in
            score(scheme, zones: zones, kinds: kinds, withdrawn: withdrawn, sheets: sheets, facts: facts)
        }
    }

    private func concealed(_ name: String, of seat: SeatID) -> LedgerError {
        LedgerError(
            .missing, .round(id.text), Reason(.seatConcealed, .seat(seat), ["name": .concealed(name)]))
    }
}

extension Snapshot {
    /// What a zone's receipt says of this result.
    package func result(of zone: ZoneID, digest: String) -> ZoneResult? {
        scores.zones.first { $0.zone == zone }.map { score in
            ZoneResult(
                zone: zone, snapshot: digest, verdict: score.verdict.rawValue, total: score.total?.exactText,
                rank: score.rank)
        }
    }
}

extension FactTable {
    /// From texts by zone and `fact` or `fact@period`.
    init(_ facts: [ZoneID: [String: String]]) {
        self.init()
        for (zone, values) in facts {
            for (fact, text) in values { self[zone][FactKey(fact)] = Fact(text: text) }
        }
    }
}

extension [FactKey: Fact] {
    /// From texts by `fact` or `fact@period`.
    package init(texts: [String: String]) {
        self = Dictionary(texts.compactMap { key, text in Fact(text: text).map { (FactKey(key), $0) } }) { $1 }
    }
}

extension FactKey {
    /// From `fact` or `fact@period`.
    package init(_ text: String) {
        let parts = text.split(separator: "@", maxSplits: 1)
        self.init(FactName(String(parts.first ?? "")), period: parts.count == 2 ? String(parts[1]) : nil)
    }
}

extension Fact {
    /// As concealed values write it: a decimal, `yes` or `no`.
    package var text: String {
        switch self {
        case .number(let number): number.exactText
        case .flag(let flag): flag ? "yes" : "no"
        }
    }

    package init?(text: String) {
        switch text {
        case "yes": self = .flag(true)
        case "no": self = .flag(false)
        default:
            guard let number = Fraction(exactText: text) else { return nil }
            self = .number(number)
        }
    }
}

extension SealedSnapshot {
    /// A snapshot as stored.
    package init(bytes: [UInt8]) throws(LedgerError) {
        self.init(
            value: try CanonicalJSON.decode(Snapshot.self, from: bytes), digest: Hash.plain(bytes).hex)
    }
}
