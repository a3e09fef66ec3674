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

/// Issues a certificate to every zone that passed and never had one of this round: what was revoked stays revoked.
package struct IssueCertificates: Action {
    package let useCase = UseCase.issueCertificates
    package let round: RoundID?

    package init(_ round: RoundID) { self.round = round }

    package var content: CanonicalJSON { [] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let plan = known.terms?.plan,
            let result = known.result
        else { return }
        let passed = result.zones.values.compactMap { $0 }.filter { $0.verdict == "pass" }
            .sorted { ($0.rank ?? .max, $0.zone) < ($1.rank ?? .max, $1.zone) }
        let width = max(2, "\(passed.count)".count)
        for (index, zone) in passed.enumerated() {
            let issued = appender.register.certificates.values.filter { $0.round == round && $0.zone == zone.zone }
            guard issued.isEmpty else { continue }
            let number = "\(index + 1)"
            let id = "\(round)-" + String(repeating: "0", count: width - number.count) + number
            try appender.appendSigned(
                .certificateIssued(
                    round, CertificateID(id), zone.zone, from: appender.day,
                    to: Day(appender.day)?.lastDay(years: plan.validYears).text ?? appender.day))
        }
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
