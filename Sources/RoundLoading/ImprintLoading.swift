// imprint.yaml → what the foot of the public site says of who runs it.

package import AssessmentModel
import CriteriaLoading
import Reasons

/// Loads an imprint; `file` is the name that problems carry. All problems of the file are reported.
package func loadImprint(_ bytes: [UInt8], file: String) -> Loaded<Imprint> {
    let log = ProblemLog(file: file)
    let keys = readYAML(bytes, into: log)?.mapping(["organisation", "contact", "icp", "police", "site-code"])
    guard let keys else { return .problems(log.problems) }
    let imprint = Imprint(
        organisation: keys["organisation"]?.localized(), contact: keys["contact"]?.localized(),
        icp: keys["icp"]?.text(), police: keys["police"]?.text(), siteCode: keys["site-code"]?.text())
    return log.isEmpty ? .value(imprint) : .problems(log.problems)
}
