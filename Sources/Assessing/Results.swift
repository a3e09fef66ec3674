// What a closed round hands to pages and documents: its snapshot, its scheme, and comments where they may be seen.

package import AssessmentModel
import AuditLedger
import CriteriaLoading
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
}

extension Store {
    /// The result of a closed round; of the latest where none is named.
    /// - Throws: `Refusal` when there is no such round, or it is open; `LedgerError` when stored bytes differ from
    ///   the digest that names them.
    package func result(of round: RoundID? = nil) throws -> RoundResult {
        try read { reading in
            let rounds = try reading.rounds()
            guard let row = rounds.last(where: { round == nil ? $0.snapshot != nil : $0.id == round }) else {
                throw Refusal(round.map { "there is no round \($0) in this database" } ?? "no round is closed yet")
            }
            guard let digest = row.snapshot else {
                throw Refusal("the round \(row.id) is still open: close it with `heng round close`")
            }
            let bytes = try reading.file(digest, "snapshot")
            let snapshot = try SealedSnapshot(bytes: bytes)
            let schemeBytes = try reading.file(snapshot.value.scheme.digest, "scheme")
            var comments: [ZoneID: [CriterionID: [SeatID: String]]] = [:]
            for mark in try reading.marks(of: row.id) {
                guard let comment = mark.comment else { continue }
                comments[mark.zone, default: [:]][mark.indicator, default: [:]][mark.seat] = comment
            }
            return RoundResult(
                snapshot: snapshot, scheme: try loadScheme(schemeBytes, file: "scheme").get(), snapshotBytes: bytes,
                schemeBytes: schemeBytes, comments: comments)
        }
    }
}

extension Reading {
    /// A stored file, checked against the digest that names it.
    func file(_ digest: String, _ name: String) throws -> [UInt8] {
        guard let bytes = try blob(digest) else {
            throw LedgerError(
                .missing, name, "the file \(digest) is not stored")
        }
        let found = Hash.plain(bytes).hex
        guard found == digest else {
            throw LedgerError(
                .mismatch, name, "found bytes with the digest \(found), expected \(digest)",
                hint: "the stored file was changed")
        }
        return bytes
    }

    /// What the round was bound to when it opened.
    func opening(of round: RoundID) throws -> LedgerEvent.Opening {
        guard let seq = try rounds().first(where: { $0.id == round })?.opened,
            let row = try event(seq),
            case .roundOpened(round, let opening) = try LedgerEvent(Event(parsing: row.body))
        else {
            throw LedgerError(
                .missing, "round \(round)", "its opening event is not stored",
                hint: "")
        }
        return opening
    }
}
