// zones.csv and panel.csv → who is assessed and who scores.

package import AssessmentModel
import CriteriaLoading

/// Loads a table of zones: `zone,name,kind[,english][,prefecture][,code]`.
package func loadZones(_ bytes: [UInt8], file: String, encoding: TextEncoding = .utf8) -> Loaded<[Zone]> {
    let log = ProblemLog(file: file)
    guard let zones = loadZones(bytes, encoding, into: log), log.problems.isEmpty else {
        return .problems(Problems(log.problems).all)
    }
    return .value(zones)
}

/// Loads a table of experts: `expert,name,source,organisation[,region][,employer][,ties]`; `rule` is what the scheme wants
/// of a panel. Ties are ids of zones, parted by semicolons.
package func loadPanel(
    _ bytes: [UInt8], file: String, rule: PanelRule? = nil, encoding: TextEncoding = .utf8
) -> Loaded<[Expert]> {
    let log = ProblemLog(file: file)
    guard let panel = loadPanel(bytes, encoding, rule: rule, into: log), log.problems.isEmpty else {
        return .problems(Problems(log.problems).all)
    }
    return .value(panel)
}

/// Loads the zones, in the order of the file.
func loadZones(_ bytes: [UInt8], _ encoding: TextEncoding, into log: ProblemLog) -> [Zone]? {
    guard
        let table = CSVTable(
            bytes, encoding: encoding, required: ["zone", "name", "kind"], optional: ["english", "prefecture", "code"],
            into: log)
    else { return nil }
    var lines: [ZoneID: Int] = [:]
    let zones = table.rows.compactMap { row -> Zone? in
        let id: ZoneID? = table.identifier(row, "zone")
        let name = table.text(row, "name")
        let kind = readKind(table, row)
        let prefecture = table.field(row, "prefecture")
        if let kind, (kind == .county) == prefecture.isEmpty {
            log.add(
                row.line, "prefecture",
                kind == .county
                    ? "is empty, expected the 设区市 above the county"
                    : "found `\(prefecture)`, only a county stands under one")
        }
        guard let id, let name, let kind else { return nil }
        if let first = lines.updateValue(row.line, forKey: id) {
            log.add(row.line, "zone", "`\(id)` stands on line \(first) already")
        }
        let english = table.field(row, "english")
        let code = table.field(row, "code")
        return Zone(
            id: id, name: LocalizedText(zh: name, en: english.isEmpty ? nil : english), kind: kind,
            prefecture: prefecture.isEmpty ? nil : prefecture, code: code.isEmpty ? nil : code)
    }
    if table.rows.isEmpty { log.add(nil, nil, "holds no zone") }
    return zones
}

private func readKind(_ table: CSVTable, _ row: CSVRow) -> Zone.Kind? {
    let text = table.field(row, "kind")
    if let kind = Zone.Kind(rawValue: text) { return kind }
    table.log.add(
        row.line, "kind", "found `\(text)`, expected \(Zone.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
    return nil
}

/// Loads the panel, in the order of the file; `rule` is the scheme's.
func loadPanel(_ bytes: [UInt8], _ encoding: TextEncoding, rule: PanelRule?, into log: ProblemLog) -> [Expert]? {
    guard
        let table = CSVTable(
            bytes, encoding: encoding, required: ["expert", "name", "source", "organisation"],
            optional: ["region", "employer", "ties"], into: log)
    else { return nil }
    var lines: [ExpertID: Int] = [:]
    let panel = table.rows.compactMap { row -> Expert? in
        let id: ExpertID? = table.identifier(row, "expert")
        let name = table.text(row, "name")
        let organisation = table.text(row, "organisation")
        let text = table.field(row, "source")
        let source = Expert.Source(rawValue: text)
        if source == nil {
            log.add(
                row.line, "source",
                "found `\(text)`, expected \(Expert.Source.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard let id, let name, let source, let organisation else { return nil }
        if let first = lines.updateValue(row.line, forKey: id) {
            log.add(row.line, "expert", "`\(id)` stands on line \(first) already")
        }
        let region = table.field(row, "region")
        if !region.isEmpty, region.count != 6 || !region.allSatisfy(\.isNumber) {
            log.add(row.line, "region", "found `\(region)`, expected six digits of GB/T 2260 or nothing")
        }
        let employer = table.field(row, "employer")
        return Expert(
            id: id, name: name, source: source, organisation: organisation, region: region.isEmpty ? nil : region,
            employer: employer.isEmpty ? nil : ZoneID(employer),
            ties: table.field(row, "ties").split(separator: ";").map { ZoneID($0.trimmingPrefix(" ").description) })
    }
    let count = table.rows.count
    if count == 0 { log.add(nil, nil, "holds no expert") }
    if let rule, count > 0 {
        if count < rule.minimum {
            log.add(nil, nil, "holds \(count) experts, the scheme wants at least \(rule.minimum)")
        }
        if rule.odd, count % 2 == 0 { log.add(nil, nil, "holds \(count) experts, the scheme wants an odd number") }
    }
    return panel
}
