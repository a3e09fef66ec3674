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
    /// The event that issued it.
    package let issued: Int
    /// Its code and its file; nil before the fourth edition.
    package let paper: CertificatePaper?
    package internal(set) var revoked: Int?
    /// The day of that event.
    package internal(set) var revokedOn: String?
    /// The one that was issued in its place.
    package internal(set) var replacedBy: CertificateID?

    /// The place in its round's order, as it stands on the paper behind the document's number: 01, 02, …
    package var sequence: String { Self.sequence(of: id) }

    package static func sequence(of id: CertificateID) -> String { String(id.text.split(separator: "-").last ?? "") }

    package enum Validity: String, Sendable {
        case valid, expired, revoked
        /// 已更正: revoked, and another one was issued in its place.
        case corrected
    }

    package func validity(on day: String) -> Validity {
        if replacedBy != nil { return .corrected }
        return revoked != nil ? .revoked : day > to ? .expired : .valid
    }
}
