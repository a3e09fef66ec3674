// application.yaml → what a zone asks for, what it says of itself, and which files speak for it.

package import AssessmentModel
import CriteriaLoading
import FileReading
import PlainText
import Reasons

/// A zone's application as it wrote it; conditions and evidence by their words, for the ledger to judge.
package struct ApplicationFolder: Sendable {
    package struct Condition: Sendable {
        package let item: String
        package let isMet: Bool
        package let note: String
    }

    package struct Claim: Sendable {
        package let indicator: CriterionID
        /// Not negative.
        package let points: Fraction?
        package let text: String
    }

    package struct File: Sendable {
        package let indicator: CriterionID?
        /// Without the folders that it lay in; no two files have one name.
        package let name: String
        package let bytes: [UInt8]
    }

    package let application: String
    package let zone: ZoneID
    /// Either it names a call, or, for a ledger of an edition before the fourth, a purpose.
    package let call: CallID?
    package let purpose: RoundPlan.Purpose?
    package let conditions: [Condition]
    /// At most one for an indicator.
    package let claims: [Claim]
    package let evidence: [File]
}

private let conditionItems = Requirement.early.map(\.rawValue)
/// More than any scheme has indicators, and any desk will read.
private let mostClaims = 500
private let mostFiles = 200

/// Reads `application.yaml` of a folder and the files that it names, which lie in the folder or below it: what an applicant
/// hands in can take along nothing else of the machine.
package func loadApplication(folder: String) -> Loaded<ApplicationFolder> {
    let path = "\(folder)/application.yaml"
    let log = ProblemLog(file: path)
    do throws(FileFault) {
        let bytes = try readFile(named: "application.yaml", in: folder, atMost: FileSize.text)
        let application = ApplicationReading(folder: folder, log: log).application(bytes)
        guard let application, log.isEmpty else { return .problems(log.problems) }
        return .value(application)
    } catch {
        let hint = error.code == .missing ? Reason(.folderHoldsApplication) : nil
        return .problems([Problem(file: error.path == folder ? folder : path, error.reason, hint: hint)])
    }
}

private struct ApplicationReading {
    let folder: String
    let log: ProblemLog

    func application(_ bytes: [UInt8]) -> ApplicationFolder? {
        let known = ["application", "zone", "call", "purpose", "conditions", "self-assessment", "evidence"]
        guard let keys = readYAML(bytes, into: log)?.mapping(known) else { return nil }
        let id: Identifier<ApplicationFolder>? = keys.required("application")?.identifier()
        let zone: ZoneID? = keys.required("zone")?.identifier()
        let call: CallID? = keys["call"]?.identifier()
        let purpose = keys["purpose"]?.word(among: RoundPlan.Purpose.early)
        if (keys["call"] == nil) == (keys["purpose"] == nil), keys.misspelt.isDisjoint(with: ["call", "purpose"]) {
            keys.node.problem(Reason(.eitherOf, ["one": .quoted("call"), "other": .quoted("purpose")]))
        }
        let conditions =
            keys["purpose"] == nil
            ? keys["conditions"].map(conditionsOfCall) ?? [] : keys.required("conditions").map(conditions)
        let claims = keys["self-assessment"].map(claims) ?? []
        let files = keys["evidence"].map(files) ?? []
        guard let id, let zone, let conditions else { return nil }
        return ApplicationFolder(
            application: id.text, zone: zone, call: call, purpose: purpose, conditions: conditions, claims: claims,
            evidence: files)
    }

    private func conditions(_ node: YAMLNode) -> [ApplicationFolder.Condition] {
        guard let keys = node.mapping(conditionItems) else { return [] }
        return conditionItems.compactMap { item in keys.required(item).flatMap { condition(item, $0) } }
    }

    /// Which a call asks for, the ledger knows.
    private func conditionsOfCall(_ node: YAMLNode) -> [ApplicationFolder.Condition] {
        node.entries().compactMap { key, line, value in
            guard Requirement(rawValue: key) != nil else {
                log.add(line, value.path, .written(.shown(key), expected: .idOf))
                return nil
            }
            return condition(key, value)
        }
    }

    private func condition(_ item: String, _ node: YAMLNode) -> ApplicationFolder.Condition? {
        guard let entry = node.mapping(["met", "note"]) else { return nil }
        let isMet = entry.required("met")?.flag()
        let note = entry["note"]?.text(atMost: TextLimit.reason) ?? ""
        return isMet.map { ApplicationFolder.Condition(item: item, isMet: $0, note: note) }
    }

    private func claims(_ node: YAMLNode) -> [ApplicationFolder.Claim] {
        var lines = FirstLines<CriterionID>()
        return items(of: node, atMost: mostClaims, .claims).compactMap { item in
            guard let keys = item.mapping(["indicator", "points", "text"]) else { return nil }
            let indicator: CriterionID? = keys.required("indicator")?.identifier()
            let points = keys["points"]?.decimal(places: 2)
            let text = keys["text"]?.text(atMost: TextLimit.reason) ?? ""
            if let points, points < 0 { keys["points"]?.problem(.written(.fraction(points), expected: .notNegative)) }
            guard let indicator else { return nil }
            if let first = lines.earlier(indicator, at: item.line ?? 0) {
                keys["indicator"]?.problem(
                    Reason(.claimStandsAlready, ["indicator": .quoted(indicator.text), "line": .number(first)]))
            }
            return ApplicationFolder.Claim(indicator: indicator, points: points, text: text)
        }
    }

    private func files(_ node: YAMLNode) -> [ApplicationFolder.File] {
        var lines = FirstLines<String>()
        return items(of: node, atMost: mostFiles, .files).compactMap { item in
            guard let keys = item.mapping(["indicator", "file"]) else { return nil }
            let indicator: CriterionID? = keys["indicator"]?.identifier()
            guard let place = keys.required("file"), let path = place.text() else { return nil }
            let name = path.split(separator: "/").last.map(String.init) ?? path
            if let first = lines.earlier(name, at: item.line ?? 0) {
                place.problem(
                    Reason(.fileNamedAlready, ["name": .shown(name), "line": .number(first)]),
                    hint: Reason(.fileEachOnce))
                return nil
            }
            return bytes(path, place).map { ApplicationFolder.File(indicator: indicator, name: name, bytes: $0) }
        }
    }

    /// Nothing after a problem.
    private func items(of node: YAMLNode, atMost most: Int, _ thing: InputThing) -> [YAMLNode] {
        let items = node.list()
        guard items.count > most else { return items }
        node.problem(
            Reason(.listTooLong, ["count": .number(items.count), "thing": thing.told, "most": .number(most)]))
        return []
    }

    private func bytes(_ path: String, _ place: YAMLNode) -> [UInt8]? {
        do throws(FileFault) {
            return try readFile(named: path, in: folder, atMost: FileSize.evidence)
        } catch {
            place.problem(Reason(.fileNamed, ["name": .shown(path), "why": .phrase(error.reason)]))
            return nil
        }
    }
}
