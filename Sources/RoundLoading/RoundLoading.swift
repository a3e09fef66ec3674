// A round's folder → everything a round starts from, or every problem in all its files.

package import AssessmentModel
import CriteriaLoading
import FileReading
import Foundation
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

/// Reads `round.yaml`, the scheme that it names, `zones.csv`, `panel.csv`, `marks.csv` and `facts.csv`.
///
/// What does not need a broken file is still checked, so that one run shows the problems of all files. `facts.csv` may
/// be absent when the scheme reads no facts.
package func loadRound(folder: String, encoding: TextEncoding = .utf8) -> Loaded<RoundFolder> {
    var reading = FolderReading(folder: folder, encoding: encoding)
    let plan = reading.plan()
    let (scheme, schemeBytes) = reading.scheme(plan?.scheme)
    let zones = reading.zones()
    let panel = reading.panel(scheme?.panel)
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
    var reading = FolderReading(folder: folder, encoding: .utf8)
    let plan = reading.plan()
    let (scheme, schemeBytes) = reading.scheme(plan?.scheme)
    guard reading.problems.isEmpty, let plan = plan?.plan, let scheme else {
        return .problems(Problems(reading.problems).all)
    }
    return .value(PlanFiles(plan: plan, scheme: scheme, schemeBytes: schemeBytes))
}

/// In bytes.
enum FileSize {
    /// A plan, a scheme, an application.
    static let text = 4 << 20
    static let table = 1 << 30
    static let evidence = 20 << 20
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
        reading("round.yaml", atMost: FileSize.text) { readPlan($0, into: $1) } ?? nil
    }

    mutating func scheme(_ name: String?) -> (Scheme?, [UInt8]) {
        guard let name, let bytes = bytes(name, atMost: FileSize.text) else { return (nil, []) }
        switch loadScheme(bytes, file: path(name)) {
        case .value(let scheme): return (scheme, bytes)
        case .problems(let found):
            problems += found
            return (nil, bytes)
        }
    }

    mutating func zones() -> Listing<Zone> {
        table("zones.csv") { [encoding] in readZones($0, encoding, into: $1) } ?? .unread
    }

    mutating func panel(_ rule: PanelRule?) -> Listing<Expert> {
        table("panel.csv") { [encoding] in readPanel($0, encoding, rule: rule, into: $1) } ?? .unread
    }

    mutating func sheets(_ scheme: Scheme?, _ zones: Listing<Zone>, _ panel: Listing<Expert>) -> [Sheet] {
        let known = MarksRoster(
            zones: zones.ids, experts: panel.ids,
            kinds: Dictionary(zones.values.map { ($0.id, $0.kind) }) { first, _ in first },
            sources: Dictionary(panel.values.map { ($0.id, $0.source) }) { first, _ in first })
        return table("marks.csv") { [encoding] in readMarks($0, encoding, scheme: scheme, known: known, into: $1) }
            ?? []
    }

    mutating func facts(_ scheme: Scheme?, _ zones: Listing<Zone>) -> FactTable {
        let exists = FileManager.default.fileExists(atPath: path("facts.csv"))
        if !exists, scheme?.factNeeds.isEmpty ?? true { return FactTable() }
        return table("facts.csv") { [encoding] in readFacts($0, encoding, scheme: scheme, zones: zones.ids, into: $1) }
            ?? FactTable()
    }

    private mutating func table<Value>(_ name: String, _ read: ([UInt8], ProblemLog) -> Value) -> Value? {
        reading(name, atMost: FileSize.table, read)
    }

    private mutating func reading<Value>(
        _ name: String, atMost most: Int, _ read: ([UInt8], ProblemLog) -> Value
    ) -> Value? {
        guard let bytes = bytes(name, atMost: most) else { return nil }
        let log = ProblemLog(file: path(name))
        let value = read(bytes, log)
        problems += log.problems
        return value
    }

    private mutating func bytes(_ name: String, atMost most: Int) -> [UInt8]? {
        do throws(FileFault) {
            return try readRegularFile(path(name), atMost: most)
        } catch {
            let hint = error.code == .missing ? Reason(.folderHoldsRound) : nil
            problems.append(Problem(file: path(name), error.reason, hint: hint))
            return nil
        }
    }

    /// As a person would write it: under the folder, unless the name is a path from the root.
    private func path(_ name: String) -> String {
        if name.hasPrefix("/") { return name }
        return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
