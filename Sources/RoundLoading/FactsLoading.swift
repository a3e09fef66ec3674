// facts.csv → what rules, bonus items and vetoes read.

package import AssessmentModel
import CriteriaLoading

/// Loads a table of facts: `zone,fact,value`. Every fact must be one that the scheme reads.
package func loadFacts(
    _ bytes: [UInt8], file: String, scheme: Scheme, zones: [Zone]? = nil, encoding: TextEncoding = .utf8
) -> Loaded<FactTable> {
    let log = ProblemLog(file: file)
    let facts = FactsReading(scheme, zones: zones, log).table(bytes, encoding)
    guard let facts, log.problems.isEmpty else { return .problems(Problems(log.problems).all) }
    return .value(facts)
}

/// How yes and no may be written.
let flags = [
    "yes": true, "true": true, "是": true, "1": true, "no": false, "false": false, "否": false, "0": false,
]

private struct FactsReading {
    private let needs: [String: FactNeed]
    private let items: [String: SchemeItem]
    private let zones: [String]?
    private let log: ProblemLog

    init(_ scheme: Scheme, zones: [Zone]?, _ log: ProblemLog) {
        needs = Dictionary(scheme.factNeeds.map { ($0.key.description, $0) }) { first, _ in first }
        items = Dictionary((scheme.bonus.items + scheme.deductions.items).map { ($0.id.text, $0) }) { first, _ in first
        }
        self.zones = zones?.map(\.id.text)
        self.log = log
    }

    func table(_ bytes: [UInt8], _ encoding: TextEncoding) -> FactTable? {
        guard let table = CSVTable(bytes, encoding: encoding, required: ["zone", "fact", "value"], into: log)
        else { return nil }
        var facts = FactTable()
        var lines: [String: Int] = [:]
        for row in table.rows {
            guard let zone: ZoneID = table.identifier(row, "zone") else { continue }
            if let zones, !zones.contains(zone.text) {
                log.add(
                    row.line, "zone", "unknown zone `\(zone)`",
                    hint: nearest(zone.text, zones).map { "did you mean `\($0)`?" })
                continue
            }
            guard let need = need(table, row), let fact = value(table, row, need) else { continue }
            if let first = lines.updateValue(row.line, forKey: "\(zone) \(need.key)") {
                log.add(row.line, "fact", "`\(need.key)` of \(zone) stands on line \(first) already")
            }
            facts[zone][need.key] = fact
        }
        return facts
    }

    private func need(_ table: CSVTable, _ row: CSVRow) -> FactNeed? {
        let text = table.field(row, "fact")
        if let need = needs[text] { return need }
        let periods = needs.values.filter { $0.key.name.text == text }.map(\.key.description).sorted()
        log.add(
            row.line, "fact", "unknown fact `\(shown(text))`",
            hint: periods.isEmpty
                ? nearest(text, needs.keys).map { "did you mean `\($0)`?" }
                : "it is given by period: \(periods.joined(separator: ", "))")
        return nil
    }

    private func value(_ table: CSVTable, _ row: CSVRow, _ need: FactNeed) -> Fact? {
        let text = table.field(row, "value")
        switch need.kind {
        case .number:
            if let number = Fraction(decimal: text) { return .number(number) }
            let hint = numberSlip(text) ?? (text.hasSuffix("%") ? "write the number without %" : nil)
            log.add(
                row.line, "value", "found `\(shown(text))`, expected a plain decimal number for \(need.key)", hint: hint
            )
        case .flag:
            if let flag = flags[text] { return .flag(flag) }
            log.add(row.line, "value", "found `\(shown(text))`, expected yes or no for \(need.key)")
        case .flagOrPoints:
            let highest = items[need.key.description]?.points ?? 0
            if let number = Fraction(decimal: text), number >= 0, number <= highest { return .number(number) }
            if Fraction(decimal: text) == nil, let flag = flags[text] { return .flag(flag) }
            log.add(
                row.line, "value",
                "found `\(shown(text))`, expected yes, no, or points from 0 to \(highest) for \(need.key)",
                hint: numberSlip(text))
        }
        return nil
    }
}
