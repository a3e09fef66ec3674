// Counted sheets and facts → the result of a round; and what a sealed result hands to pages and documents.

package import AssessmentModel
package import AuditLedger
import CriteriaLoading
package import Scoring
package import Storage

extension Round {
    /// The result that a sealed one must be.
    func recompute(_ result: ResultEntry) throws -> Snapshot {
        try compute(result.counted, result.facts, closedBy: result.closedBy, replaces: result.replaces)
    }

    /// The result that these sheets and facts give.
    /// - Throws: `LedgerError` when a sheet's marks or the round's files are not at hand.
    func compute(
        _ counted: [SeatID: CountedSeat], _ facts: [ZoneID: [String: String]], closedBy: Int, replaces: String?
    ) throws -> Snapshot {
        guard let terms else {
            throw LedgerError(.missing, "round \(id)", "its plan, scheme or list of zones is not at hand")
        }
        let counted = counted.values.sorted { ($0.zone, $0.seat) < ($1.zone, $1.seat) }
        let states = try counted.map { seat in
            guard let state = seat.state else {
                throw LedgerError(.missing, "round \(id)", "what the seat \(seat.seat) came to is not disclosed")
            }
            return Snapshot.Seat(zone: seat.zone, seat: seat.seat, state: state, source: seat.source)
        }
        let sheets = try counted.map { seat in
            var sheet = Sheet(
                zone: seat.zone, seat: seat.seat, source: seat.source, isRecused: seat.state == .recused)
            if seat.state == .sealed {
                guard let marks = seat.marks else {
                    throw LedgerError(.missing, "round \(id)", "the marks of the seat \(seat.seat) are not disclosed")
                }
                sheet.marks = marks.mapValues(Fraction.init(hundredths:))
            }
            return sheet
        }
        let kinds = Dictionary(terms.zones.map { ($0.id, $0.kind) }) { first, _ in first }
        let scores = score(
            terms.scheme, zones: terms.zones.map(\.id), kinds: kinds, sheets: sheets, facts: FactTable(facts))
        return Snapshot(
            round: terms.plan,
            scheme: Snapshot.SchemeReference(id: terms.scheme.id, edition: terms.scheme.edition, digest: files.scheme),
            closedBy: closedBy, replaces: replaces, zones: terms.zones,
            seats: states,
            scores: scores)
    }
}

extension Snapshot {
    /// What a zone's receipt says of this result.
    func result(of zone: ZoneID, digest: String) -> ZoneResult? {
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

extension FactKey {
    /// From `fact` or `fact@period`.
    init(_ text: String) {
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

    init?(text: String) {
        switch text {
        case "yes": self = .flag(true)
        case "no": self = .flag(false)
        default:
            guard let number = Fraction(exactText: text) else { return nil }
            self = .number(number)
        }
    }
}

/// A closed round's result.
package struct RoundResult: Sendable {
    package let snapshot: SealedSnapshot
    package let scheme: Scheme
    /// The exact bytes that `snapshot` was read from.
    package let snapshotBytes: [UInt8]
    package let schemeBytes: [UInt8]
    /// The comments by zone, indicator and seat, as their seats disclose them to the zone's applicant.
    package let comments: [ZoneID: [CriterionID: [SeatID: String]]]
    /// The days of the notice, once it is published.
    package let notice: (from: String, to: String)?
    /// By zone: what was issued and is not revoked.
    package let certificates: [ZoneID: Certificate]
    /// The zones whose score sheet this user may have.
    package let sheets: Set<ZoneID>

    /// Of notice and score sheets: the notice's own days, not those that were planned.
    package var days: PublicationDays? {
        notice.map { PublicationDays(announced: $0.from, from: $0.from, to: $0.to) }
    }

    /// Of a certificate: the day on which it was issued.
    package func days(of certificate: Certificate) -> PublicationDays {
        PublicationDays(
            announced: certificate.from, from: notice?.from ?? certificate.from, to: notice?.to ?? certificate.from)
    }
}

extension Store {
    /// Where everything stands, for views.
    package func register() throws -> Register { try read { try Fold(of: $0).register } }

    /// The newest result of a closed round; of the latest round that has one where none is named. `user` nil is the public.
    /// - Throws: `Refusal` when there is no such round, it is open, or the policy keeps it from this user; `LedgerError` when stored bytes differ from
    ///   the digest that names them.
    package func result(
        of id: RoundID? = nil, for useCase: UseCase = .seeResult, by user: UserID? = nil
    ) throws -> RoundResult {
        try read { reading in
            let register = try Fold(of: reading).register
            let rounds = register.roundsInOrder
            let visible = rounds.last {
                $0.result != nil && register.refusal(ofView: useCase, to: user, in: $0.id) == nil
            }
            let newest = rounds.last { $0.result != nil }
            guard let round = id.map({ id in rounds.first { $0.id == id } }) ?? visible ?? newest else {
                throw Refusal(id.map { "there is no round \($0) in this database" } ?? "no round is closed yet")
            }
            guard let result = round.result, let terms = round.terms else {
                throw Refusal("the round \(round.id) is still open: close it with `heng round close`")
            }
            if let why = register.refusal(ofView: useCase, to: user, in: round.id) { throw Refusal(why) }
            let bytes = try reading.file(result.snapshot, "snapshot")
            var comments: [ZoneID: [CriterionID: [SeatID: String]]] = [:]
            for seat in round.seats.values where seat.isSealed {
                for (indicator, comment) in seat.comments {
                    comments[seat.zone, default: [:]][indicator, default: [:]][seat.id] = comment
                }
            }
            return RoundResult(
                snapshot: try SealedSnapshot(bytes: bytes), scheme: terms.scheme, snapshotBytes: bytes,
                schemeBytes: try reading.file(round.files.scheme, "scheme"), comments: comments,
                notice: round.notice.map { ($0.from, $0.to) },
                certificates: Dictionary(
                    register.certificates.values.filter { $0.round == round.id && $0.revoked == nil }.map {
                        ($0.zone, $0)
                    }
                ) { $1 },
                sheets: Set(
                    terms.zones.map(\.id).filter {
                        register.refusal(ofView: .seeScoreSheet, to: user, in: round.id, on: .zone($0)) == nil
                    }))
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

extension Reading {
    /// A stored file, checked against the digest that names it; nil where it is not stored.
    func storedFile(_ digest: String) throws -> [UInt8]? {
        guard let bytes = try file(digest) else { return nil }
        let found = Hash.plain(bytes).hex
        guard found == digest else {
            throw LedgerError(
                .mismatch, "file", "found bytes with the digest \(found), expected \(digest)",
                hint: "the stored file was changed")
        }
        return bytes
    }

    func file(_ digest: String, _ name: String) throws -> [UInt8] {
        guard let bytes = try storedFile(digest) else {
            throw LedgerError(.missing, name, "the file \(digest) is not stored")
        }
        return bytes
    }
}
