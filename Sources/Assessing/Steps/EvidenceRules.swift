// 佐证材料 as it is taken in: how much of it, and under which names.

import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import Reasons
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
    /// Why these files may not be taken in; empty where they may. `zone` is nil for what the bureau takes in, `round` for an application.
    func refusals(of files: [(name: String, bytes: [UInt8])], from zone: ZoneID?, in round: RoundID?) -> [Reason] {
        var reasons = files.filter { $0.bytes.count > quota.file }.map { file in
            Reason(
                .fileTooLarge, .file(file.name), field: "evidence",
                ["size": .number(file.bytes.count), "most": .number(quota.file)])
        }
        reasons += files.filter { $0.bytes.isEmpty }.map { Reason(.fileEmpty, .file($0.name), field: "evidence") }
        let more = files.reduce(0) { $0 + $1.bytes.count }
        if let zone {
            let ofZone = register.evidenceBytes { $0.zone == zone }
            if ofZone + more > quota.zone {
                reasons.append(
                    Reason(
                        .zoneEvidenceFull, .zone(zone), field: "evidence",
                        ["had": .number(ofZone), "total": .number(ofZone + more), "most": .number(quota.zone)]))
            }
        }
        if let round {
            let ofRound = register.evidenceBytes { $0.round == round }
            if ofRound + more > quota.round {
                reasons.append(
                    Reason(
                        .roundEvidenceFull, .round(round), field: "evidence",
                        ["had": .number(ofRound), "total": .number(ofRound + more), "most": .number(quota.round)]))
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
