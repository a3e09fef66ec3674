// The address that a document's QR code carries.

package import AssessmentModel
package import Scoring

/// The round's prefix, the first 32 hexadecimal digits of the snapshot's digest, and the zone where the document is one zone's.
///
/// 128 bits of the digest name the snapshot without doubt, and leave the code coarse enough to be read from paper.
package func verificationAddress(of snapshot: SealedSnapshot, zone: ZoneID? = nil) -> String {
    let digest = snapshot.digest.prefix(32)
    return snapshot.value.round.verify + digest + (zone.map { "/\($0)" } ?? "")
}
