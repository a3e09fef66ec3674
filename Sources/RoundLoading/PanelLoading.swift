// panel.csv → who scores.

package import AssessmentModel
import CriteriaLoading
import Reasons

/// Loads a table of experts: `expert,name,source,organisation[,region][,employer][,ties]`; `rule` is what the scheme wants
/// of a panel, `sources` are those that there are. Ties are ids of zones, parted by semicolons.
package func loadPanel(
    _ bytes: [UInt8], file: String, rule: PanelRule? = nil, sources: [Expert.Source] = Expert.Source.early,
    encoding: TextEncoding = .utf8
) -> Loaded<[Expert]> {
    let log = ProblemLog(file: file)
    let panel = readPanel(bytes, encoding, rule: rule, sources: sources, into: log).values
    return log.isEmpty ? .value(panel) : .problems(log.problems)
}

func readPanel(
    _ bytes: [UInt8], _ encoding: TextEncoding, rule: PanelRule?, sources: [Expert.Source]?, into log: ProblemLog
) -> Listing<Expert> {
    guard
        let table = CSVTable(
            bytes, encoding: encoding, required: ["expert", "name", "source", "organisation"],
            optional: ["region", "employer", "ties"], into: log)
    else { return .unread }
    var reading = PanelReading(table: table, sources: sources)
    let panel = table.rows.compactMap { reading.expert($0) }
    let count = table.rows.count
    if count == 0 { log.add(nil, nil, .none(of: .expert)) }
    if let rule, count > 0 {
        if count < rule.minimum {
            log.add(nil, nil, Reason(.panelTooFew, ["count": .number(count), "least": .number(rule.minimum)]))
        }
        if rule.odd, count % 2 == 0 { log.add(nil, nil, Reason(.panelEven, ["count": .number(count)])) }
    }
    return Listing(values: panel, ids: table.ids("expert"))
}

private struct PanelReading {
    private struct Person: Hashable {
        let name: String
        let organisation: String
    }

    let table: CSVTable
    let sources: [Expert.Source]?
    private var ids = FirstLines<ExpertID>()
    private var people = FirstLines<Person>()

    init(table: CSVTable, sources: [Expert.Source]?) {
        self.table = table
        self.sources = sources
    }

    mutating func expert(_ row: CSVRow) -> Expert? {
        let log = table.log
        let id: ExpertID? = table.identifier(row, "expert")
        let name = table.requiredText(row, "name")
        let organisation = table.requiredText(row, "organisation")
        let source = table.word(row, "source", among: sources)
        let region = table.code(row, "region")
        let employer = zones(row, "employer")
        let ties = zones(row, "ties")
        if employer.count > 1 {
            log.add(row.line, "employer", Reason(.employersSeveral, ["count": .number(employer.count)]))
        }
        if let id, let first = ids.earlier(id, at: row.line) {
            log.add(row.line, "expert", .already(.quoted(id.text), on: first))
        } else if let name, let organisation,
            let first = people.earlier(Person(name: name, organisation: organisation), at: row.line)
        {
            log.add(
                row.line, "name",
                Reason(
                    .personStandsAlready,
                    [
                        "name": .shown(name), "organisation": .text(shown(organisation)), "line": .number(first),
                    ]),
                hint: Reason(.onePersonOneSeat))
        }
        guard let id, let name, let source, let organisation else { return nil }
        return Expert(
            id: id, name: name, source: source, organisation: organisation, region: region, employer: employer.first,
            ties: ties)
    }

    /// Ids of zones, parted by semicolons.
    private func zones(_ row: CSVRow, _ column: String) -> [ZoneID] {
        let parts = table.field(row, column).split(separator: ";").map { $0.filter { $0 != " " } }
        return parts.filter { !$0.isEmpty }.compactMap { part in
            guard ZoneID.accepts(part) else {
                table.log.add(
                    row.line, column, .written(.shown(part), expected: .zoneID), hint: Reason(.semicolonsPart))
                return nil
            }
            return ZoneID(part)
        }
    }
}
