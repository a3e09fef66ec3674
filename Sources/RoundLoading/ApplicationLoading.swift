// application.yaml → what a zone asks for, what it says of itself, and which files speak for it.

package import AssessmentModel
import CriteriaLoading
import Foundation

/// A zone's application as it wrote it; conditions and evidence by their words, for the ledger to judge.
package struct ApplicationFolder: Sendable {
    package struct Condition: Sendable {
        package let item: String
        package let isMet: Bool
        package let note: String
    }

    package struct Claim: Sendable {
        package let indicator: CriterionID
        package let points: Fraction?
        package let text: String
    }

    package struct File: Sendable {
        package let indicator: CriterionID?
        package let name: String
        package let bytes: [UInt8]
    }

    package let application: String
    package let zone: ZoneID
    package let purpose: RoundPlan.Purpose
    package let conditions: [Condition]
    package let claims: [Claim]
    package let evidence: [File]
}

private let conditionItems = ["joint-conference", "work-plan", "dedicated-body", "staff", "funds"]

/// Reads `application.yaml` of a folder and the files that it names.
package func loadApplication(folder: String) -> Loaded<ApplicationFolder> {
    let path = "\(folder)/application.yaml"
    let log = ProblemLog(file: path)
    guard let data = FileManager.default.contents(atPath: path) else {
        return .problems([Problem(file: path, "there is no such file", hint: "an application's folder holds it")])
    }
    guard let application = readApplication([UInt8](data), folder, into: log), log.problems.isEmpty else {
        return .problems(Problems(log.problems).all)
    }
    return .value(application)
}

private func readApplication(_ bytes: [UInt8], _ folder: String, into log: ProblemLog) -> ApplicationFolder? {
    let known = ["application", "zone", "purpose", "conditions", "self-assessment", "evidence"]
    guard let keys = readYAML(bytes, into: log)?.mapping(known) else { return nil }
    let id: Identifier<ApplicationFolder>? = keys.required("application")?.identifier()
    let zone: ZoneID? = keys.required("zone")?.identifier()
    let purpose = keys.required("purpose")?.choice(RoundPlan.Purpose.self)
    let conditions = keys.required("conditions").map(readConditions)
    let claims = keys["self-assessment"].map { $0.list().compactMap(readClaim) } ?? []
    let files = keys["evidence"].map { $0.list().compactMap { readFile($0, folder) } } ?? []
    guard let id, let zone, let purpose, let conditions else { return nil }
    return ApplicationFolder(
        application: id.text, zone: zone, purpose: purpose, conditions: conditions, claims: claims, evidence: files)
}

private func readConditions(_ node: YAMLNode) -> [ApplicationFolder.Condition] {
    guard let keys = node.mapping(conditionItems) else { return [] }
    return conditionItems.compactMap { item in
        guard let entry = keys.required(item)?.mapping(["met", "note"]), let isMet = entry.required("met")?.flag()
        else { return nil }
        return ApplicationFolder.Condition(item: item, isMet: isMet, note: entry["note"]?.text() ?? "")
    }
}

private func readClaim(_ node: YAMLNode) -> ApplicationFolder.Claim? {
    guard let keys = node.mapping(["indicator", "points", "text"]),
        let indicator: CriterionID = keys.required("indicator")?.identifier()
    else { return nil }
    return ApplicationFolder.Claim(
        indicator: indicator, points: keys["points"]?.decimal(places: 2), text: keys["text"]?.text() ?? "")
}

private func readFile(_ node: YAMLNode, _ folder: String) -> ApplicationFolder.File? {
    guard let keys = node.mapping(["indicator", "file"]), let name = keys.required("file")?.text() else { return nil }
    guard let data = FileManager.default.contents(atPath: name.hasPrefix("/") ? name : "\(folder)/\(name)") else {
        keys["file"]?.problem("there is no file `\(name)` in \(folder)")
        return nil
    }
    let short = name.split(separator: "/").last.map(String.init) ?? name
    return ApplicationFolder.File(indicator: keys["indicator"]?.identifier(), name: short, bytes: [UInt8](data))
}
