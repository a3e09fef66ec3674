// The result of a closed round, as far as its reader may see it.

package import AssessmentModel
import AuditLedger
package import EventModel
import HashTreeCollections
import Proving
import Reasons
package import RoundState
package import Scoring
package import Storage

/// A closed round's result.
package struct RoundResult: Sendable {
    package let snapshot: SealedSnapshot
    package let scheme: Scheme
    /// The exact bytes that `snapshot` was read from.
    package let snapshotBytes: [UInt8]
    package let schemeBytes: [UInt8]
    /// By zone, indicator and seat: the comments at the zones of `sheets`.
    package let comments: [ZoneID: [CriterionID: [SeatID: String]]]
    /// The days of the notice, once it is published.
    package let notice: (from: String, to: String)?
    /// By zone: what was issued and is not revoked.
    package let certificates: [ZoneID: Certificate]
    /// The zones whose newest certificate is revoked, with it: its paper is handed out no more.
    package let takenBack: [ZoneID: Certificate]
    /// When experts scored; nil of a round that was held on paper: its plan says it.
    package let scored: (opened: String, closed: String)?
    /// The days that the notice had when it was published; those of `notice` may have been put later since.
    package let firstNotice: NoticeDays?
    /// Oldest first.
    package let corrections: [ResultCorrection]
    /// Of a round that is final, where it was made public under a number of its own.
    package let finding: Finding?
    /// Decided objections and reports at the zones of `sheets`, by id.
    package let decisions: [ResultDecision]
    /// The ledger's newest verifier key.
    package let key: String?
    /// The zones whose score sheet this user may have: of one that has withdrawn there is none.
    package let sheets: Set<ZoneID>

    /// Of notice and score sheets: the notice's own days, not those that were planned.
    package var days: PublicationDays? {
        notice.map {
            PublicationDays(
                announced: $0.from, from: $0.from, to: $0.to, opened: scored?.opened, closed: scored?.closed)
        }
    }

    /// Of the notice as it was published.
    package var noticeDays: PublicationDays? {
        firstNotice.map {
            PublicationDays(
                announced: $0.from, from: $0.from, to: $0.to, opened: scored?.opened, closed: scored?.closed)
        }
    }

    /// Of a certificate: the day on which it was issued.
    package func days(of certificate: Certificate) -> PublicationDays { days(from: certificate.from) }

    /// Of a certificate that is issued on a day.
    package func days(from day: String) -> PublicationDays {
        PublicationDays(
            announced: day, from: notice?.from ?? day, to: notice?.to ?? day,
            opened: scored?.opened, closed: scored?.closed)
    }
}

extension Standing {
    /// The newest result of a closed round; of the latest round that has one where none is named.
    ///
    /// `files` reads what the round names by digest.
    /// - Returns: denied where there is no such round, it is open, or the policy keeps it from the viewer.
    /// - Throws: `LedgerError` when stored bytes differ from the digest that names them.
    package func result(
        of id: RoundID? = nil, for useCase: UseCase = .seeResult, to viewer: Viewer, _ reading: Reading
    ) throws -> Seen<RoundResult> {
        let rounds = register.roundsInOrder
        let visible = rounds.last { $0.result != nil && refusal(of: useCase, to: viewer, in: $0.id) == nil }
        let newest = rounds.last { $0.result != nil }
        guard let round = id.map({ id in rounds.first { $0.id == id } }) ?? visible ?? newest else {
            return .denied(id.map { Reason(.roundUnknown, .round($0)) } ?? Reason(.roundNoneClosed))
        }
        guard let result = round.result, let terms = round.terms else {
            return .denied(Reason(.roundStillOpen, .round(round.id)))
        }
        if let why = refusal(of: useCase, to: viewer, in: round.id) { return .denied(why) }
        let bytes = try reading.file(result.snapshot, .snapshot)
        let issued = Dictionary(
            grouping: register.certificates.values.filter { $0.round == round.id }, by: \.zone
        ).compactMapValues { $0.max { $0.issued < $1.issued } }
        let sheets = terms.zones.map(\.id).filter {
            !round.hasWithdrawn($0) && refusal(of: .seeScoreSheet, to: viewer, in: round.id, on: .zone($0)) == nil
        }
        return .seen(
            RoundResult(
                snapshot: try SealedSnapshot(bytes: bytes), scheme: terms.scheme, snapshotBytes: bytes,
                schemeBytes: try reading.file(round.files.scheme, .scheme),
                comments: round.comments(at: Set(sheets)), notice: round.notice.map { ($0.from, $0.to) },
                certificates: issued.filter { $0.value.revoked == nil },
                takenBack: issued.filter { $0.value.revoked != nil }, scored: round.scored,
                firstNotice: round.firstNotice, corrections: try round.corrections(reading),
                finding: round.stage == .final ? round.finding : nil,
                decisions: try round.decisions(at: Set(sheets), reading),
                key: register.keys.last { $0.retired == nil }?.key.text, sheets: Set(sheets)))
    }
}

extension Round {
    /// The days between which experts scored in this ledger.
    fileprivate var scored: (opened: String, closed: String)? {
        guard draw != nil, let openedOn, let closedOn else { return nil }
        return (openedOn, closedOn)
    }

    /// What sealed sheets say of these zones, by zone, indicator and seat.
    fileprivate func comments(at zones: Set<ZoneID>) -> [ZoneID: [CriterionID: [SeatID: String]]] {
        var comments: [ZoneID: [CriterionID: [SeatID: String]]] = [:]
        for seat in seats.values where seat.isSealed && zones.contains(seat.zone) {
            for (indicator, comment) in seat.comments {
                comments[seat.zone, default: [:]][indicator, default: [:]][seat.id] = comment
            }
        }
        return comments
    }
}

extension Store {
    /// Where everything stands, for a program that looks once.
    package func standing() throws -> Standing { Standing(try register()) }

    /// `Standing.result` of what is stored now.
    /// - Throws: `Refusal` where it is denied; what `Standing.result` throws.
    package func result(
        of id: RoundID? = nil, for useCase: UseCase = .seeResult, by user: UserID? = nil
    ) throws -> RoundResult {
        try read { reading in
            try Standing(Fold(of: reading).register).result(of: id, for: useCase, to: Viewer(user), reading).get()
        }
    }
}
