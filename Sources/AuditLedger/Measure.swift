// What is counted where a number is not what it should be.

package import Reasons

/// What is counted; its words stand in messages under `measure`.
package enum Measure: String, Sendable, CaseIterable {
    case candidates, seats, recusals, hashes, events, lines, total, rank, verdict
    case sealedSheets = "sealed sheets"
    case missedSeats = "missed seats"
    case keyBytes = "key bytes"
    case signatureLines = "signature lines"
    case nodeHashes = "node hashes"

    package var told: Reason.Value { .term(.measure, rawValue) }
}
