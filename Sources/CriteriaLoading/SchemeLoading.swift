// A scheme's file → scheme, or every problem in it.

package import AssessmentModel

/// Loads the grammar of Documentation/formats.md.
///
/// `file` is the name that problems carry. Every problem of the file is reported, in the order of its lines; a file
/// with a syntax error has only that one.
package func loadScheme(_ bytes: [UInt8], file: String) -> Loaded<Scheme> {
    let log = ProblemLog(file: file)
    guard let root = readYAML(bytes, into: log), let keys = root.mapping(schemeKeys) else {
        return .problems(Problems(log.problems).all)
    }
    let scheme = SchemeReading(keys).scheme()
    if let scheme { check(scheme, at: root) }
    guard let scheme, log.problems.isEmpty else { return .problems(Problems(log.problems).all) }
    return .value(scheme)
}

private let schemeKeys = [
    "scheme", "edition", "status", "title", "source", "departments", "panel", "marks", "aggregate", "rounding", "pass",
    "grades", "ties", "ranking", "bonus", "deductions", "vetoes", "benchmarks", "criteria",
]

/// Reads the top level. A part that is wrong is logged and stands in as a default, so that the rest is still read.
private struct SchemeReading {
    let keys: YAMLMapping

    init(_ keys: YAMLMapping) { self.keys = keys }

    /// nil only when a part that has no stand-in is missing; the log then says so.
    func scheme() -> Scheme? {
        let id: SchemeID? = keys.required("scheme")?.identifier()
        let title = keys.required("title")?.localized()
        let departments = keys["departments"].map(readDepartments) ?? []
        let areKnown =
            keys["departments"].map { $0.count == departments.count } ?? !keys.misspelt.contains("departments")
        let grid = keys.required("marks").flatMap(readGrid)
        let aggregate = keys.required("aggregate").flatMap(readAggregate)
        let criteria = keys.required("criteria").map {
            CriteriaReading(departments: areKnown ? Set(departments.map(\.id)) : nil, grid: grid).criteria($0)
        }
        let edition = keys["edition"].flatMap { $0.integer(1...9999) } ?? 1
        let status = keys.required("status")?.choice(Scheme.Status.self) ?? .specimen
        let source = keys["source"].flatMap(readSource)
        let panel = keys["panel"].flatMap(readPanel) ?? PanelRule()
        let rounding = keys["rounding"].flatMap(readRounding) ?? .exact
        let pass = keys["pass"].flatMap(readPass) ?? PassLines(total: nil, pillars: nil)
        let grades = keys["grades"].map { $0.list().compactMap(readGrade) } ?? []
        let ties = keys["ties"].map { $0.list().compactMap(readTie) } ?? []
        let bonus = keys["bonus"].flatMap(readAdjustment) ?? .none
        let deductions = keys["deductions"].flatMap(readAdjustment) ?? .none
        let vetoes = keys["vetoes"].map { $0.list().compactMap { readItem($0, hasPoints: false) } } ?? []
        let benchmarks = keys["benchmarks"].map(readBenchmarks) ?? []
        guard let id, let title, let grid, let aggregate, let criteria, !criteria.isEmpty else { return nil }
        return Scheme(
            id: id, edition: edition, status: status, title: title, source: source, departments: departments,
            panel: panel, marks: grid, aggregate: aggregate, rounding: rounding, pass: pass, grades: grades, ties: ties,
            bonus: bonus, deductions: deductions, ranksWithinKind: keys["ranking"].map(readRanking) ?? false,
            vetoes: vetoes, benchmarks: benchmarks, criteria: criteria)
    }
}

private func readDepartments(_ node: YAMLNode) -> [Department] {
    node.entries().compactMap { key, line, value in
        guard DepartmentID.accepts(key) else {
            node.log.add(line, value.path, "found `\(shown(key))`, expected an id of a-z, 0-9, `.`, `_`, `-`")
            return nil
        }
        return value.localized().map { Department(id: DepartmentID(key), name: $0) }
    }
}

private func readSource(_ node: YAMLNode) -> Scheme.Source? {
    guard let keys = node.mapping(["document", "date", "note"]),
        let document = keys.required("document")?.text(), let date = keys.required("date")?.date()
    else { return nil }
    return Scheme.Source(document: document, date: date, note: keys["note"]?.localized(plain: true))
}
