// 佐证材料 as it is taken in: how much of it, and under which names.

package import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import Reasons
import RoundState
import Storage

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

/// A file that a step names: its bytes come along, or lie under their digest already.
package struct BroughtFile: Sendable {
    /// nil: it speaks for the whole.
    package let indicator: CriterionID?
    package let name: String
    /// In bytes.
    package let size: Int
    /// SHA-256 in hexadecimal.
    package let digest: String
    /// nil: they lie among the evidence.
    let bytes: [UInt8]?

    package init(_ bytes: [UInt8], named name: String, for indicator: CriterionID? = nil) {
        self.indicator = indicator
        self.name = name
        self.bytes = bytes
        size = bytes.count
        digest = Hash.plain(bytes).hex
    }

    /// Of one that lies among the evidence.
    package init(stored digest: String, size: Int, named name: String, for indicator: CriterionID?) {
        self.indicator = indicator
        self.name = name
        self.size = size
        self.digest = digest
        bytes = nil
    }
}

extension Appender {
    /// Why these files may not be taken in; empty where they may. `zone` is nil for what the bureau takes in, `round` for an application.
    func refusals(of files: [(name: String, bytes: [UInt8])], from zone: ZoneID?, in round: RoundID?) -> [Reason] {
        refusals(of: files.map { ($0.name, $0.bytes.count) }, from: zone, in: round)
    }

    /// The same, and that those lie among the evidence that are said to.
    func refusals(of files: [BroughtFile], from zone: ZoneID?, in round: RoundID?) -> [Reason] {
        let gone = files.filter { $0.bytes == nil && !writing.reading.evidence.holds($0.digest) }
        return gone.map { Reason(.draftFileLost, .file($0.name), field: "evidence") }
            + refusals(of: files.map { ($0.name, $0.size) }, from: zone, in: round)
    }

    private func refusals(
        of files: [(name: String, size: Int)], from zone: ZoneID?, in round: RoundID?
    ) -> [Reason] {
        var reasons = files.filter { $0.size > quota.file }.map { file in
            Reason(
                .fileTooLarge, .file(file.name), field: "evidence",
                ["size": .number(file.size), "most": .number(quota.file)])
        }
        reasons += files.filter { $0.size == 0 }.map { Reason(.fileEmpty, .file($0.name), field: "evidence") }
        let more = files.reduce(0) { $0 + $1.size }
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
    func evidence(_ file: BroughtFile, for indicator: CriterionID?) -> Concealed {
        .evidence(
            Evidence(
                indicator: indicator, digest: file.digest, name: file.name,
                size: register.edition >= .second ? file.size : nil))
    }

    func evidence(_ bytes: [UInt8], named name: String, for indicator: CriterionID?) -> Concealed {
        .evidence(
            Evidence(
                indicator: indicator, digest: Hash.plain(bytes).hex, name: name,
                size: register.edition >= .second ? bytes.count : nil))
    }
}

extension Register {
    /// How much a zone ever handed in.
    func evidenceBytes(of zone: ZoneID) -> Int { evidenceBytes { $0.zone == zone } }

    fileprivate func evidenceBytes(_ counts: (EvidenceEntry) -> Bool) -> Int {
        evidence.values.reduce(0) { sum, entries in
            sum + (entries.values.filter(counts).map(\.size).max() ?? 0)
        }
    }
}
