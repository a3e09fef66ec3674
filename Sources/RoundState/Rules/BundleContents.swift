// What a bundle is made of: its files, and which of them are released.

import AuditLedger
import EventModel

/// The files of a bundle by name, as `Documentation/ledger.md` lists them.
package typealias BundleFiles = [String: [UInt8]]

/// What a bundle is made of.
package enum BundleContents {
    /// The files whose digests are released, by name.
    static func released(in edition: RulesEdition) -> [String] {
        ["README.md", "disclosures.ndjson"] + (edition >= .second ? ["scheme.json"] : [])
            + ["scheme.yaml", "snapshot.json"]
    }

    package static let ofLog = ["checkpoint", "events.ndjson", "keys", "leaves"]
    package static let receipted: Set = [
        "round.planned", "round.opened", "round.closed", "snapshot.sealed", "bundle.released",
    ]
}
