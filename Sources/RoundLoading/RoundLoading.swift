// A round's folder → everything a round starts from, or every problem in all its files.

package import AssessmentModel
import CriteriaLoading
import Foundation

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

/// Reads `round.yaml`, the scheme that it names, `zones.csv`, `panel.csv`, `marks.csv` and `facts.csv`.
///
/// What does not need a broken file is still checked, so that one run shows the problems of all files. `facts.csv` may
/// be absent when the scheme reads no facts.
package func loadRound(folder: String, encoding: TextEncoding = .utf8) -> Loaded<RoundFolder> {
    var reading = FolderReading(folder: folder, encoding: encoding)
    let plan = reading.plan()
    let (scheme, schemeBytes) = reading.scheme(plan?.scheme)
    let zones = reading.table("zones.csv") { loadZones($0, encoding, into: $1) }
    let panel = reading.table("panel.csv") { loadPanel($0, encoding, rule: scheme?.panel, into: $1) }
    let sheets = scheme.flatMap { reading.sheets($0, zones, panel) }
    let facts = scheme.flatMap { reading.facts($0, zones) }
    guard reading.problems.isEmpty, let plan = plan?.plan, let scheme, let zones, let panel, let sheets, let facts
    else { return .problems(Problems(reading.problems).all) }
    return .value(
        RoundFolder(
            plan: plan, scheme: scheme, schemeBytes: schemeBytes, zones: zones, panel: panel, sheets: sheets,
            facts: facts))
}

/// A plan and the scheme that it names, for a round whose zones and panel come from the ledger.
package struct PlanFiles: Sendable {
    package let plan: RoundPlan
    package let scheme: Scheme
    package let schemeBytes: [UInt8]
}

/// Reads `round.yaml` of a folder and the scheme that it names.
package func loadPlan(folder: String) -> Loaded<PlanFiles> {
    var reading = FolderReading(folder: folder, encoding: .utf8)
    let plan = reading.plan()
    let (scheme, schemeBytes) = reading.scheme(plan?.scheme)
    guard reading.problems.isEmpty, let plan = plan?.plan, let scheme else {
        return .problems(Problems(reading.problems).all)
    }
    return .value(PlanFiles(plan: plan, scheme: scheme, schemeBytes: schemeBytes))
}

/// Reads file after file and keeps the problems of all.
private struct FolderReading {
    let folder: String
    let encoding: TextEncoding
    private(set) var problems: [Problem] = []

    init(folder: String, encoding: TextEncoding) {
        self.folder = folder
        self.encoding = encoding
    }

    mutating func plan() -> (plan: RoundPlan?, scheme: String?)? {
        guard let bytes = read("round.yaml") else { return nil }
        let log = ProblemLog(file: path("round.yaml"))
        let plan = readPlan(bytes, into: log)
        problems += log.problems
        return plan
    }

    mutating func scheme(_ name: String?) -> (Scheme?, [UInt8]) {
        guard let name, let bytes = read(name) else { return (nil, []) }
        return (take(loadScheme(bytes, file: path(name))), bytes)
    }

    mutating func table<Value>(_ name: String, _ load: ([UInt8], ProblemLog) -> Value?) -> Value? {
        guard let bytes = read(name) else { return nil }
        let log = ProblemLog(file: path(name))
        let value = load(bytes, log)
        problems += log.problems
        return value
    }

    mutating func sheets(_ scheme: Scheme, _ zones: [Zone]?, _ panel: [Expert]?) -> [Sheet]? {
        guard let bytes = read("marks.csv") else { return nil }
        return take(
            loadMarks(
                bytes, file: path("marks.csv"), scheme: scheme, zones: zones, panel: panel, encoding: encoding))
    }

    mutating func facts(_ scheme: Scheme, _ zones: [Zone]?) -> FactTable? {
        let exists = FileManager.default.fileExists(atPath: path("facts.csv"))
        if !exists, scheme.factNeeds.isEmpty { return FactTable() }
        guard let bytes = read("facts.csv") else { return nil }
        return take(loadFacts(bytes, file: path("facts.csv"), scheme: scheme, zones: zones, encoding: encoding))
    }

    private mutating func take<Value>(_ loaded: Loaded<Value>) -> Value? {
        switch loaded {
        case .value(let value): return value
        case .problems(let found):
            problems += found
            return nil
        }
    }

    private mutating func read(_ name: String) -> [UInt8]? {
        let path = path(name)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
            problems.append(Problem(file: path, "there is no such file", hint: "a round's folder holds it"))
            return nil
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            problems.append(Problem(file: path, "the file cannot be read", hint: "look at its permissions"))
            return nil
        }
        return [UInt8](data)
    }

    /// As a person would write it: under the folder, unless the name is a path from the root.
    private func path(_ name: String) -> String {
        if name.hasPrefix("/") { return name }
        return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
