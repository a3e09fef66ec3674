// What may be said of papers: a certificate that is issued or taken back, and those whose bytes the ledger names.

package import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import Reasons

extension Register {
    mutating func issue(
        _ id: CertificateID, _ round: RoundID, _ zone: ZoneID, _ from: String, _ to: String,
        _ paper: CertificatePaper?, _ told: Told
    ) throws(LedgerError) {
        try change(round, told, in: [.final]) { round throws(LedgerError) in
            guard let known = round.result?.zones[zone] else {
                throw told.fault(.resultAbsent, .zone(zone))
            }
            if let result = known, result.verdict != "pass" {
                throw told.fault(
                    .certificateNotPassed, .zone(zone), ["verdict": .term(.verdict, result.verdict)])
            }
        }
        guard from == told.day, from <= to else {
            throw told.fault(.daysWrong, ["from": .text(from), "to": .text(to), "day": .text(told.day)])
        }
        let newest = newestCertificate(of: zone, in: round)
        // Before the fourth edition one for a zone, ever.
        guard certificates[id] == nil, paper == nil ? newest == nil : newest?.revoked != nil || newest == nil else {
            throw told.fault(.notAgain, of: .zone(zone))
        }
        if let paper {
            guard paper.replaces == newest?.id else {
                throw told.fault(.certificateReplacesOther, of: .zone(zone))
            }
            try requireFresh(paper.code, told)
            if let newest { certificates[newest.id]?.replacedBy = id }
        }
        certificates[id] = Certificate(
            id: id, round: round, zone: zone, from: from, to: to, issued: told.seq, paper: paper)
    }

    mutating func revoke(_ id: CertificateID, _ told: Told) throws(LedgerError) {
        guard certificates[id] != nil, certificates[id]?.revoked == nil else {
            throw told.fault(.notInForce, of: .certificate(id))
        }
        certificates[id]?.revoked = told.seq
        certificates[id]?.revokedOn = told.day
    }

    /// The one that was issued last, whatever became of it.
    package func newestCertificate(of zone: ZoneID, in round: RoundID) -> Certificate? {
        certificates.values.filter { $0.round == round && $0.zone == zone }.max { $0.issued < $1.issued }
    }

    /// Digests of the files that events name and that lie beside the database: evidence and papers.
    package var filesBeside: Set<String> {
        let issued = rounds.values.flatMap(\.issues).flatMap(\.papers).filter { PaperIssue.isKept($0.key) }.map(\.value)
        return Set(evidence.keys).union(certificates.values.compactMap { $0.paper?.digest }).union(issued)
    }
}
