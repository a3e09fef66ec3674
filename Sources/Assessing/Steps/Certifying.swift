// 证书: issued to every zone that passed, and taken back.

package import AssessmentModel
package import AuditLedger
package import EventModel
import HashTreeCollections
import PlainText
import Reasons
package import RoundState
import Scoring
import Storage

/// A certificate that is due: what its paper must say.
package struct DueCertificate: Sendable, Equatable {
    package let id: CertificateID
    package let zone: ZoneID
    package let from: String
    package let to: String
    /// The revoked one in whose place it comes.
    package let replaces: CertificateID?
}

/// A certificate that is due, with its code and its finished paper.
package struct PreparedCertificate: Sendable {
    package let due: DueCertificate
    package let code: String
    /// PDF.
    package let bytes: [UInt8]

    package init(_ due: DueCertificate, code: String, bytes: [UInt8]) {
        self.due = due
        self.code = code
        self.bytes = bytes
    }
}

/// Issues a certificate to every zone that passed and never had one of this round, and anew to those that are named: what was revoked
/// stays revoked, another comes in its place.
///
/// From the fourth edition on papers come first: they are composed of `Register.certificatesDue`, and the step names what it issues by
/// its digest.
package struct IssueCertificates: Action {
    package let useCase = UseCase.issueCertificates
    package let round: RoundID?
    let anew: [ZoneID]
    let papers: [PreparedCertificate]
    package var evidence: [[UInt8]] { papers.map(\.bytes) }

    package init(_ round: RoundID, anew: [ZoneID] = [], papers: [PreparedCertificate] = []) {
        self.round = round
        self.anew = anew
        self.papers = papers
    }

    /// What is asked for, not the papers: a retry finds them issued, and has none.
    package var content: CanonicalJSON { .array(anew.map { .id($0) }) }

    package func take(_ appender: inout Appender) throws {
        guard let round else { return }
        let due = try appender.register.certificatesDue(in: round, anew: anew, on: appender.day).get()
        guard appender.register.edition >= .fourth else {
            for one in due { try appender.appendSigned(event(of: one, nil)) }
            return
        }
        guard papers.map(\.due) == due else { throw Refusal(.certificatesNotPrepared, .round(round)) }
        for paper in papers {
            let named = CertificatePaper(
                code: paper.code, digest: Hash.plain(paper.bytes).hex, replaces: paper.due.replaces)
            try appender.appendSigned(event(of: paper.due, named))
        }
    }

    private func event(of due: DueCertificate, _ paper: CertificatePaper?) -> LedgerEvent {
        .certificateIssued(round ?? "", due.id, due.zone, from: due.from, to: due.to, paper)
    }
}

extension Register {
    /// The certificates that are due on a day, by rank: of zones that passed and never had one, and of those named, whose newest is revoked.
    ///
    /// Numbers go on from the highest that the round has.
    /// - Returns: none of a round that is not final; denied where a zone that is named cannot have another.
    package func certificatesDue(in id: RoundID, anew: [ZoneID] = [], on day: String) -> Seen<[DueCertificate]> {
        guard let round = rounds[id], round.stage == .final, let plan = round.terms?.plan, let result = round.result
        else { return .seen([]) }
        let passed = result.zones.values.compactMap { $0 }.filter { $0.verdict == "pass" }
            .sorted { ($0.rank ?? .max, $0.zone) < ($1.rank ?? .max, $1.zone) }
        let refused = anew.compactMap { refusal(ofAnother: $0, in: round, passed: passed.map(\.zone)) }
        guard refused.isEmpty else { return .denied(refused) }
        let own = certificates.values.filter { $0.round == id }
        var number = own.compactMap { Int($0.sequence) }.max() ?? 0
        let width = max(2, "\(passed.count)".count)
        var due: [DueCertificate] = []
        for zone in passed.map(\.zone) {
            let newest = newestCertificate(of: zone, in: id)
            guard newest == nil || anew.contains(zone) else { continue }
            number += 1
            let digits = "\(number)"
            due.append(
                DueCertificate(
                    id: CertificateID("\(id)-" + String(repeating: "0", count: max(0, width - digits.count)) + digits),
                    zone: zone, from: day, to: Day(day)?.lastDay(years: plan.validYears).text ?? day,
                    replaces: newest?.id))
        }
        return .seen(due)
    }

    /// Why a zone that is named cannot have another certificate; nil where it can.
    private func refusal(ofAnother zone: ZoneID, in round: Round, passed: [ZoneID]) -> Reason? {
        if edition < .fourth { return Reason(.editionTooOld, field: "anew", ["edition": .number(4)]) }
        guard passed.contains(zone) else {
            return Reason(.zoneNotPassed, .zone(zone), field: "anew", ["round": .named(.round(round.id))])
        }
        guard newestCertificate(of: zone, in: round.id)?.revoked != nil else {
            return Reason(.certificateNotRevoked, .zone(zone), field: "anew")
        }
        return nil
    }
}

/// Takes a certificate back.
package struct RevokeCertificate: TwoPersonStep {
    package let useCase = UseCase.revokeCertificate
    let id: CertificateID
    package let reason: String

    package init(_ id: CertificateID, reason: String) {
        self.id = id
        self.reason = kept(reason)
    }

    package func home(in register: Register) -> RoundID? { register.certificates[id]?.round }

    package var content: CanonicalJSON { [.id(id), .string(reason)] }

    package func act(in register: Register, on day: String) throws -> Act {
        guard let certificate = register.certificates[id] else {
            throw Refusal(.certificateUnknown, .certificate(id))
        }
        guard certificate.revoked == nil else { throw Refusal(.certificateRevoked, .certificate(id)) }
        guard !reason.isEmpty else {
            throw Refusal(.revocationReasonMissing, .certificate(id), field: "reason")
        }
        return .revoke(id)
    }
}
