// A round's folder → everything a round starts from, or every problem in all its files.

package import AssessmentModel
import CriteriaLoading
import Reasons

/// A round's files, each held against the others.
package struct RoundFolder: Sendable {
    package let plan: RoundPlan
    package let scheme: Scheme
    /// The scheme's file as it is.
    package let schemeBytes: [UInt8]
    package let zones: [Zone]
    package let panel: [Expert]
    package let sheets: [Sheet]
    package let facts: FactTable
}

/// Reads `round.yaml`, the scheme and the programme that it names, `zones.csv`, `panel.csv`, `marks.csv` and `facts.csv`.
///
/// What does not need a broken file is still checked, so that one run shows the problems of all files. `facts.csv` may
/// be absent when the scheme reads no facts.
package func loadRound(folder: String, encoding: TextEncoding = .utf8) -> Loaded<RoundFolder> {
    var reading = FolderReading(folder: folder, encoding: encoding, hint: .folderHoldsRound)
    let plan = reading.plan()
    let (scheme, schemeBytes) = reading.scheme(plan?.scheme)
    let zones = reading.zones(plan?.kinds(beside: scheme))
    let panel = reading.panel(scheme?.panel, plan?.sources)
    let sheets = reading.sheets(scheme, zones, panel)
    let facts = reading.facts(scheme, zones)
    guard reading.problems.isEmpty, let plan = plan?.plan, let scheme
    else { return .problems(Problems(reading.problems).all) }
    return .value(
        RoundFolder(
            plan: plan, scheme: scheme, schemeBytes: schemeBytes, zones: zones.values, panel: panel.values,
            sheets: sheets, facts: facts))
}

/// A plan and the scheme that it names, for a round whose zones and panel come from the ledger.
package struct PlanFiles: Sendable {
    package let plan: RoundPlan
    package let scheme: Scheme
    package let schemeBytes: [UInt8]
}

/// Reads `round.yaml` of a folder and the scheme that it names.
package func loadPlan(folder: String) -> Loaded<PlanFiles> {
    var reading = FolderReading(folder: folder, encoding: .utf8, hint: .folderHoldsRound)
    let plan = reading.plan()
    let (scheme, schemeBytes) = reading.scheme(plan?.scheme)
    guard reading.problems.isEmpty, let plan = plan?.plan, let scheme else {
        return .problems(Problems(reading.problems).all)
    }
    return .value(PlanFiles(plan: plan, scheme: scheme, schemeBytes: schemeBytes))
}
