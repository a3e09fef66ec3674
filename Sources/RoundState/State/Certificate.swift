// 证书: what a zone that passed is given.

package import AssessmentModel
package import EventModel

/// 证书.
package struct Certificate: Sendable, Equatable {
    package let id: CertificateID
    package let round: RoundID
    package let zone: ZoneID
    package let from: String
    package let to: String
    package internal(set) var revoked: Int?

    /// The place in its round's order, as it stands on the paper behind the document's number: 01, 02, …
    package var sequence: String { String(id.text.split(separator: "-").last ?? "") }

    package enum Validity: String, Sendable {
        case valid, expired, revoked
    }

    package func validity(on day: String) -> Validity {
        revoked != nil ? .revoked : day > to ? .expired : .valid
    }
}
