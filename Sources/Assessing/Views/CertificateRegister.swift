// 证书登记: every certificate with its state, for everybody.

package import AssessmentModel
import EventModel
import HashTreeCollections
import Reasons
package import RoundState

/// A certificate as the register shows it. Why one was revoked is concealed, and stays so.
package struct CertificateEntry: Sendable {
    package let certificate: Certificate
    package let validity: Certificate.Validity
    /// As it stands on the paper: the document's number and the certificate's place.
    package let number: String
    /// nil where the round's files are not at hand.
    package let zone: Zone?
    package let plan: RoundPlan?
    /// The one that was issued in its place.
    package let replacement: Certificate?
    /// Whether it is in force while a corrected result does not pass its zone any more.
    package let failsNow: Bool
}

extension Standing {
    /// The certificate with this code, id, or number on its paper; a capital is as good as a small letter.
    package func certificate(called text: String, on day: String) -> Seen<CertificateEntry> {
        let code = text.lowercased()
        let found = register.certificates.values.first { certificate in
            certificate.id.text == text || certificate.paper?.code == code || paperNumber(of: certificate) == text
        }
        guard let found else { return .denied(Reason(.certificateUnknown, Reason.Subject(.certificate, text))) }
        return .seen(entry(of: found, on: day))
    }

    /// Every certificate, by id.
    package func certificateEntries(on day: String) -> [CertificateEntry] {
        certificates.map { entry(of: $0, on: day) }
    }

    private func entry(of certificate: Certificate, on day: String) -> CertificateEntry {
        let terms = register.rounds[certificate.round]?.terms
        return CertificateEntry(
            certificate: certificate, validity: certificate.validity(on: day), number: paperNumber(of: certificate),
            zone: terms?.zone(certificate.zone), plan: terms?.plan,
            replacement: certificate.replacedBy.flatMap { register.certificates[$0] },
            failsNow: register.rounds[certificate.round].map {
                register.certificatesNotPassed(in: $0).contains(certificate)
            } ?? false)
    }
}
