// A scheme's file → scheme, or every problem in it.

package import AssessmentModel
import PlainText
import Reasons

/// Loads the grammar of Documentation/formats.md.
///
/// `file` is the name that problems carry. Every problem of the file is reported, in the order of its lines; a file
/// with a syntax error has only that one.
package func loadScheme(_ bytes: [UInt8], file: String) -> Loaded<Scheme> {
    let log = ProblemLog(file: file)
    guard let root = readYAML(bytes, into: log), let keys = root.mapping(schemeKeys) else {
        return .problems(log.problems)
    }
    let draft = SchemeReading(keys).draft()
    check(draft)
    return log.isEmpty ? .value(draft.scheme) : .problems(log.problems)
}

private let schemeKeys = [
    "scheme", "edition", "status", "title", "source", "kinds", "departments", "panel", "marks", "aggregate", "rounding",
    "pass",
    "grades", "ties", "ranking", "bonus", "deductions", "vetoes", "benchmarks", "criteria",
]

/// What could be read of a scheme; where nothing was logged, the scheme.
struct SchemeDraft {
    let keys: YAMLMapping
    let scheme: Scheme
    /// The grades and keys that could be read at all, each with its place.
    let grades: [Placed<Grade>]
    let ties: [Placed<TieKey>]
}

/// A value and where it stands.
struct Placed<Value> {
    let node: YAMLNode
    let value: Value
    /// Whether nothing was logged while it was read.
    let isWhole: Bool

    init?(_ node: YAMLNode, _ read: (YAMLNode) -> Value?) {
        let before = node.log.count
        guard let value = read(node) else { return nil }
        (self.node, self.value) = (node, value)
        isWhole = node.log.count == before
    }
}

/// Reads the top level. A part that is wrong is logged and stands in as a default, so that the rest is still read.
private struct SchemeReading {
    let keys: YAMLMapping

    init(_ keys: YAMLMapping) { self.keys = keys }

    func draft() -> SchemeDraft {
        let id: SchemeID? = keys.required("scheme")?.identifier()
        let title = keys.required("title")?.localized()
        let kinds = keys["kinds"].map(readKinds) ?? []
        let kindsAreKnown = keys["kinds"].map { $0.count == kinds.count } ?? !keys.misspelt.contains("kinds")
        let departments = keys["departments"].map(readDepartments) ?? []
        let areKnown =
            keys["departments"].map { $0.count == departments.count } ?? !keys.misspelt.contains("departments")
        let grid = keys.required("marks").flatMap(readGrid)
        let aggregate = keys.required("aggregate").flatMap(readAggregate)
        let criteria = keys.required("criteria").map {
            CriteriaReading(
                kinds: kindsAreKnown ? Zone.Kind.early + kinds.map(\.id).filter { !$0.isEarly } : nil,
                departments: areKnown ? Set(departments.map(\.id)) : nil, grid: grid
            ).criteria($0)
        }
        let edition = keys["edition"].flatMap { $0.integer(1...9999) } ?? 1
        let status = keys.required("status")?.choice(Scheme.Status.self) ?? .specimen
        let source = keys["source"].flatMap(readSource)
        let panel = keys["panel"].flatMap(readPanel) ?? PanelRule()
        let rounding = keys["rounding"].flatMap(readRounding) ?? .exact
        let pass = keys["pass"].flatMap(readPass) ?? PassLines(total: nil, pillars: nil)
        let grades = keys["grades"].map { $0.list().compactMap { Placed($0, readGrade) } } ?? []
        let ties = keys["ties"].map { $0.list().compactMap { Placed($0, readTie) } } ?? []
        let bonus = keys["bonus"].flatMap(readAdjustment) ?? .none
        let deductions = keys["deductions"].flatMap(readAdjustment) ?? .none
        let vetoes = keys["vetoes"].map { $0.list().compactMap { readItem($0, hasPoints: false) } } ?? []
        let benchmarks = keys["benchmarks"].map(readBenchmarks) ?? []
        let scheme = Scheme(
            id: id ?? "", edition: edition, status: status, title: title ?? LocalizedText(zh: ""), source: source,
            kinds: kinds, departments: departments, panel: panel, marks: grid ?? .yesNo,
            aggregate: aggregate ?? Aggregate(method: .mean),
            rounding: rounding, pass: pass, grades: grades.map(\.value), ties: ties.map(\.value), bonus: bonus,
            deductions: deductions, ranksWithinKind: keys["ranking"].map(readRanking) ?? false, vetoes: vetoes,
            benchmarks: benchmarks, criteria: criteria ?? [])
        return SchemeDraft(keys: keys, scheme: scheme, grades: grades, ties: ties)
    }
}

/// Kinds of zones by their ids.
private func readKinds(_ node: YAMLNode) -> [NamedKind] {
    if node.isMapping, node.count == 0 { node.problem(.empty(of: .kind)) }
    return node.entries().compactMap { key, line, value in
        guard let kind = Zone.Kind(rawValue: key) else {
            node.log.add(line, value.path, .written(.shown(key), expected: .idOf))
            return nil
        }
        return value.localized().map { NamedKind(id: kind, name: $0) }
    }
}

private func readDepartments(_ node: YAMLNode) -> [Department] {
    node.entries().compactMap { key, line, value in
        guard DepartmentID.accepts(key) else {
            node.log.add(line, value.path, .written(.shown(key), expected: .idOf))
            return nil
        }
        return value.localized().map { Department(id: DepartmentID(key), name: $0) }
    }
}

private func readSource(_ node: YAMLNode) -> Scheme.Source? {
    guard let keys = node.mapping(["document", "date", "note"]) else { return nil }
    let document = keys.required("document")?.text()
    let date = keys.required("date")?.date()
    let note = keys["note"]?.localized(plain: true, atMost: TextLimit.reason)
    guard let document, let date else { return nil }
    return Scheme.Source(document: document, date: date, note: note)
}
