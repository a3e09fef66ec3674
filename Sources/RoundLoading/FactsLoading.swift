// facts.csv → what rules, bonus items and vetoes read.

package import AssessmentModel
import CriteriaLoading
import Reasons

/// Loads a table of facts: `zone,fact,value`, or wide: `zone` and a column for each fact, an empty field saying nothing. Every fact must be one
/// that the scheme takes (`FactRules`). Zones are named by id, or by a name that only one of `zones` bears.
package func loadFacts(
    _ bytes: [UInt8], file: String, scheme: Scheme, zones: [Zone]? = nil, encoding: TextEncoding = .utf8
) -> Loaded<FactTable> {
    let log = ProblemLog(file: file)
    let facts = readFacts(
        bytes, encoding, scheme: scheme, zones: zones.map { Set($0.map(\.id.text)) },
        names: zones.map(ZoneNames.init), into: log)
    return log.isEmpty ? .value(facts) : .problems(log.problems)
}

/// Without a scheme, which could not be read, only the zones are looked at.
func readFacts(
    _ bytes: [UInt8], _ encoding: TextEncoding, scheme: Scheme?, zones: Set<String>?, names: ZoneNames? = nil,
    into log: ProblemLog
) -> FactTable {
    let reader = scheme.map(FactsReading.Reader.init)
    let heads = CSVTable.heads(of: bytes, encoding: encoding)
    if let reader, heads.contains("zone"), !heads.contains("fact"), !heads.contains("value") {
        let facts = reader.needs.keys.sorted()
        guard let table = CSVTable(bytes, encoding: encoding, required: ["zone"], optional: facts, into: log) else {
            return FactTable()
        }
        return FactsReading(table: table, scheme: reader, zones: zones, names: names).wideFacts()
    }
    guard let table = CSVTable(bytes, encoding: encoding, required: ["zone", "fact", "value"], into: log)
    else { return FactTable() }
    return FactsReading(table: table, scheme: reader, zones: zones, names: names).facts()
}

/// How yes and no may be written.
let flags = [
    "yes": true, "true": true, "是": true, "1": true, "no": false, "false": false, "否": false, "0": false,
]

private struct FactsReading {
    struct Reader {
        let needs: [String: FactNeed]
        let rules: FactRules

        init(_ scheme: Scheme) {
            needs = Dictionary(scheme.factNeeds.map { ($0.key.description, $0) }) { first, _ in first }
            rules = FactRules(scheme)
        }
    }

    private struct Place: Hashable {
        let zone: ZoneID
        let fact: FactKey
    }

    let table: CSVTable
    let scheme: Reader?
    let zones: Set<String>?
    let names: ZoneNames?
    private var log: ProblemLog { table.log }

    init(table: CSVTable, scheme: Reader?, zones: Set<String>?, names: ZoneNames?) {
        (self.table, self.scheme, self.zones, self.names) = (table, scheme, zones, names)
    }

    /// By its id, or by a name that no other has.
    private func zone(_ row: CSVRow) -> ZoneID? {
        let text = table.field(row, "zone")
        guard let names, !text.isEmpty, zones?.contains(text) == false else { return table.known(row, .zone, zones) }
        let found = names.meant(by: text)
        if found.count == 1 { return found[0] }
        log.add(row.line, "zone", .unknown(.zone, shown(text)), hint: meant(text, zones ?? []))
        return nil
    }

    /// A row for each zone, a column for each fact.
    func wideFacts() -> FactTable {
        var facts = FactTable()
        var lines = FirstLines<ZoneID>()
        for row in table.rows {
            guard let scheme else { continue }
            let zone = zone(row)
            if let zone, let first = lines.earlier(zone, at: row.line) {
                log.add(row.line, "zone", .already(.text(zone.text), on: first))
            }
            for (name, need) in scheme.needs where !table.field(row, name).isEmpty {
                if let fact = value(row, need, scheme.rules, in: name), let zone { facts[zone][need.key] = fact }
            }
        }
        return facts
    }

    func facts() -> FactTable {
        var facts = FactTable()
        var lines = FirstLines<Place>()
        for row in table.rows {
            let zone = zone(row)
            guard let scheme, let need = need(row, scheme) else { continue }
            let fact = value(row, need, scheme.rules, in: "value")
            guard let zone else { continue }
            if let first = lines.earlier(Place(zone: zone, fact: need.key), at: row.line) {
                log.add(
                    row.line, "fact", .already(.quoted(need.key.description), of: .text(zone.text), on: first))
            }
            if let fact { facts[zone][need.key] = fact }
        }
        return facts
    }

    private func need(_ row: CSVRow, _ scheme: Reader) -> FactNeed? {
        let text = table.field(row, "fact")
        if let need = scheme.needs[text] { return need }
        log.add(
            row.line, "fact",
            text.isEmpty ? .empty(expected: .fact) : Reason(.factUnknown, ["fact": .text(shown(text))]),
            hint: hint(forUnknown: text, scheme))
        return nil
    }

    private func hint(forUnknown text: String, _ scheme: Reader) -> Reason? {
        let periods = scheme.needs.values.filter { $0.key.name.text == text }.map(\.key.description).sorted()
        return periods.isEmpty
            ? meant(text, scheme.needs.keys) : Reason(.factByPeriod, ["periods": .texts(periods)])
    }

    private func value(_ row: CSVRow, _ need: FactNeed, _ rules: FactRules, in column: String) -> Fact? {
        let text = table.field(row, column)
        guard let fact = fact(text, need.kind) else {
            log.add(
                row.line, column, rules.reason(of: .shown(text), for: need),
                hint: numberSlip(text) ?? (text.hasSuffix("%") ? Reason(.writeWithoutPercent) : nil))
            return nil
        }
        guard let refusal = rules.refusal(of: fact, for: need.key) else { return fact }
        log.add(row.line, column, refusal.reason())
        return nil
    }

    private func fact(_ text: String, _ kind: FactNeed.Kind) -> Fact? {
        let number = kind == .flag ? nil : Fraction(decimal: text).map(Fact.number)
        return number ?? (kind == .number ? nil : flags[text].map(Fact.flag))
    }
}
