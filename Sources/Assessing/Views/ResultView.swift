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
                throw Refusal(id.map { Reason(.roundUnknown, .round($0)) } ?? Reason(.roundNoneClosed))
            }
            guard let result = round.result, let terms = round.terms else {
                throw Refusal(.roundStillOpen, .round(round.id))
            }
            if let why = register.refusal(ofView: useCase, to: user, in: round.id) { throw Refusal(why) }
            let bytes = try reading.file(result.snapshot, .snapshot)
            var comments: [ZoneID: [CriterionID: [SeatID: String]]] = [:]
            for seat in round.seats.values where seat.isSealed {
                for (indicator, comment) in seat.comments {
                    comments[seat.zone, default: [:]][indicator, default: [:]][seat.id] = comment
                }
            }
            return RoundResult(
                snapshot: try SealedSnapshot(bytes: bytes), scheme: terms.scheme, snapshotBytes: bytes,
                schemeBytes: try reading.file(round.files.scheme, .scheme), comments: comments,
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
