// What of a result was put right, and what was decided on the way, with the results before and after.

import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import Proving
import Reasons
package import RoundState
package import Scoring
import Storage

/// A correction with the results that it leads from and to.
package struct ResultCorrection: Sendable {
    package let correction: Correction
    package let old: SealedSnapshot
    package let new: SealedSnapshot
    /// The day on which the old one was made public.
    package let before: String
}

/// An objection or a report that was decided, with the result that it was about.
package struct ResultDecision: Sendable {
    package let objection: Objection
    package let decision: Objection.Decision
    package let old: SealedSnapshot
    /// The result that took it in; nil where there is none, or none is needed.
    package let new: SealedSnapshot?
    /// The number of the correction that came with that.
    package let correction: String?
}

extension Round {
    /// - Throws: `LedgerError` when stored bytes differ from the digest that names them.
    func corrections(_ reading: Reading) throws -> [ResultCorrection] {
        try corrections.enumerated().map { place, correction in
            ResultCorrection(
                correction: correction, old: try reading.snapshot(correction.replaces),
                new: try reading.snapshot(correction.snapshot),
                before: place == 0 ? firstNotice?.from ?? correction.day : corrections[place - 1].day)
        }
    }

    /// What was ordered after the result was final is no objection of anybody.
    /// - Throws: `LedgerError` when stored bytes differ from the digest that names them.
    func decisions(at zones: Set<ZoneID>, _ reading: Reading) throws -> [ResultDecision] {
        try objections.values.filter { zones.contains($0.zone) && !$0.isOrder }.sorted { $0.id < $1.id }
            .compactMap { objection in
                guard let decision = objection.decision,
                    let old = results.last(where: { $0.seq < decision.seq })
                else { return nil }
                let new = decision.isUpheld ? results.first { $0.seq > decision.seq } : nil
                return ResultDecision(
                    objection: objection, decision: decision, old: try reading.snapshot(old.snapshot),
                    new: try new.map { try reading.snapshot($0.snapshot) },
                    correction: corrections.first { $0.snapshot == new?.snapshot }?.notice.number)
            }
    }
}

extension Reading {
    fileprivate func snapshot(_ digest: String) throws -> SealedSnapshot {
        try SealedSnapshot(bytes: try file(digest, .snapshot))
    }
}
