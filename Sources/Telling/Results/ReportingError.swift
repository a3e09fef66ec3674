// Why a result could not be told, or put on paper.

package import AssessmentModel
package import Scoring

/// Why a document could not be made.
package enum ReportingError: Error, CustomStringConvertible {
    /// The snapshot has no such zone.
    case zoneUnknown(ZoneID)
    /// The scheme is not the one that the snapshot was made from.
    case schemeDiffers(expected: Snapshot.SchemeReference, found: Scheme)
    case writing(String)

    package var description: String {
        switch self {
        case .zoneUnknown(let zone): "\(zone): no such zone in the snapshot"
        case .schemeDiffers(let expected, let found):
            "\(found.id): found edition \(found.edition), expected \(expected.id) edition \(expected.edition) as in the snapshot"
        case .writing(let message): message
        }
    }
}
