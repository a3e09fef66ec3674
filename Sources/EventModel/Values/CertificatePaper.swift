// What a certificate is known by from the fourth edition on.

import AssessmentModel
import AuditLedger

/// A certificate's own code, and the digest of its file.
package struct CertificatePaper: Equatable, Sendable {
    package let code: String
    /// SHA-256 of the PDF as it was rendered.
    package let digest: String
    /// The revoked one in whose place it comes.
    package let replaces: CertificateID?

    package init(code: String, digest: String, replaces: CertificateID?) {
        self.code = code
        self.digest = digest
        self.replaces = replaces
    }
}

extension CertificatePaper {
    var fields: [String: CanonicalJSON] {
        .members(["code": .string(code), "paper": .string(digest), "replaces": replaces.map { .id($0) }])
    }
}
