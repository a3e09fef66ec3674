// 佐证材料 as it is taken in: how much of it, and under which names.

import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import RoundState

/// How much evidence is taken, in bytes.
package struct EvidenceQuota: Sendable, Equatable {
    /// One file: 20 MiB.
    package var file = 20 << 20
    /// All that one zone ever handed in: 2 GiB.
    package var zone = 2 << 30
    /// All that the objections of one round brought: 4 GiB.
    package var round = 4 << 30

    package init() {}
}

extension Appender {
    /// Why these files may not be taken in; empty where they may. `round` is nil for an application.
    func refusals(of files: [(name: String, bytes: [UInt8])], from zone: ZoneID, in round: RoundID?) -> [String] {
        var reasons = files.filter { $0.bytes.count > quota.file }
            .map { "\($0.name) has \($0.bytes.count) bytes, at most \(quota.file) are taken" }
        reasons += files.filter { $0.bytes.isEmpty }.map { "\($0.name) is empty" }
        let more = files.reduce(0) { $0 + $1.bytes.count }
        let ofZone = register.evidenceBytes { $0.zone == zone }
        if ofZone + more > quota.zone {
            reasons.append(
                "\(zone) has handed in \(ofZone) bytes of evidence, with these there would be \(ofZone + more); at most "
                    + "\(quota.zone) are taken")
        }
        if let round {
            let ofRound = register.evidenceBytes { $0.round == round }
            if ofRound + more > quota.round {
                reasons.append(
                    "the objections of \(round) brought \(ofRound) bytes of evidence, with these there would be "
                        + "\(ofRound + more); at most \(quota.round) are taken")
            }
        }
        return reasons
    }

    /// The concealed value that names a file which lies beside the database.
    func evidence(_ bytes: [UInt8], named name: String, for indicator: CriterionID?) -> Concealed {
        .evidence(
            Evidence(
                indicator: indicator, digest: Hash.plain(bytes).hex, name: name,
                size: register.edition >= .second ? bytes.count : nil))
    }
}

extension Register {
    fileprivate func evidenceBytes(_ counts: (EvidenceEntry) -> Bool) -> Int {
        evidence.values.reduce(0) { sum, entries in
            sum + (entries.values.filter(counts).map(\.size).max() ?? 0)
        }
    }
}
