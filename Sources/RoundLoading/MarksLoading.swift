// marks.csv → sheets, each mark held against the scheme.

package import AssessmentModel
import CriteriaLoading
import PlainText
import Reasons

/// Loads a table of marks: `zone,indicator,expert,mark[,comment]`.
///
/// The seats of the sheets are the experts' own ids. Without `zones` and `panel` any id that follows the grammar is
/// taken. A sheet stands for each expert and zone that the table names.
package func loadMarks(
    _ bytes: [UInt8], file: String, scheme: Scheme, zones: [Zone]? = nil, panel: [Expert]? = nil,
    encoding: TextEncoding = .utf8
) -> Loaded<[Sheet]> {
    let log = ProblemLog(file: file)
    let known = MarksRoster(
        zones: zones.map { Set($0.map(\.id.text)) }, experts: panel.map { Set($0.map(\.id.text)) },
        kinds: Dictionary((zones ?? []).map { ($0.id, $0.kind) }) { first, _ in first },
        sources: Dictionary((panel ?? []).map { ($0.id, $0.source) }) { first, _ in first })
    let sheets = readMarks(bytes, encoding, scheme: scheme, known: known, into: log)
    return log.isEmpty ? .value(sheets) : .problems(log.problems)
}

/// Whom marks may name.
struct MarksRoster {
    /// nil: any id.
    let zones: Set<String>?
    let experts: Set<String>?
    let kinds: [ZoneID: Zone.Kind]
    let sources: [ExpertID: Expert.Source]
}

/// Without a scheme, which could not be read, only zones, experts and the text of comments are looked at.
func readMarks(
    _ bytes: [UInt8], _ encoding: TextEncoding, scheme: Scheme?, known: MarksRoster, into log: ProblemLog
) -> [Sheet] {
    guard
        let table = CSVTable(
            bytes, encoding: encoding, required: ["zone", "indicator", "expert", "mark"], optional: ["comment"],
            into: log)
    else { return [] }
    guard let scheme else {
        for row in table.rows { checkNames(row, of: table, known) }
        return []
    }
    return MarksReading(scheme, table, known).sheets()
}

private func checkNames(_ row: CSVRow, of table: CSVTable, _ known: MarksRoster) {
    let _: ZoneID? = table.known(row, .zone, known.zones)
    let _: ExpertID? = table.known(row, .expert, known.experts)
    _ = table.comment(row)
}

/// Reads marks row by row.
private struct MarksReading {
    private struct Place: Hashable {
        let zone: ZoneID
        let expert: ExpertID
    }

    private struct Cell: Hashable {
        let place: Place
        let indicator: CriterionID
    }

    private let scheme: Scheme
    private let table: CSVTable
    private let known: MarksRoster
    private let criteria: [CriterionID: Criterion]
    private let applicable: [Zone.Kind: Set<CriterionID>]
    private var log: ProblemLog { table.log }

    init(_ scheme: Scheme, _ table: CSVTable, _ known: MarksRoster) {
        (self.scheme, self.table, self.known) = (scheme, table, known)
        criteria = Dictionary(scheme.allCriteria.map { ($0.id, $0) }) { first, _ in first }
        applicable = Dictionary(
            uniqueKeysWithValues: Set(known.kinds.values).map { ($0, Set(scheme.criteria(for: $0).map(\.id))) })
    }

    func sheets() -> [Sheet] {
        var sheets: [Place: Sheet] = [:]
        var order: [Place] = []
        var cells = FirstLines<Cell>()
        var recusals: [Place: Int] = [:]
        var marked: [Place: Int] = [:]
        for row in table.rows {
            let zone: ZoneID? = table.known(row, .zone, known.zones)
            let expert: ExpertID? = table.known(row, .expert, known.experts)
            let isRecusal = table.field(row, "mark") == "recused"
            let indicator = isRecusal ? nil : table.scored(row, among: criteria)
            if isRecusal { checkRecusal(row) }
            guard let zone, let expert else { continue }
            let place = Place(zone: zone, expert: expert)
            if sheets[place] == nil {
                sheets[place] = Sheet(zone: zone, seat: SeatID(expert.text), source: known.sources[expert])
                order.append(place)
            }
            if isRecusal {
                sheets[place]?.isRecused = true
                if recusals[place] == nil { recusals[place] = row.line }
                continue
            }
            guard let indicator else { continue }
            if let kind = known.kinds[zone], applicable[kind]?.contains(indicator.id) == false {
                log.add(
                    row.line, "indicator",
                    Reason(
                        .indicatorNotForKind,
                        [
                            "indicator": .quoted(indicator.id.text), "zone": .text(zone.text), "kind": .kind(kind),
                        ]))
            }
            if let first = cells.earlier(Cell(place: place, indicator: indicator.id), at: row.line) {
                log.add(
                    row.line, "mark",
                    Reason(
                        .markStandsAlready,
                        [
                            "expert": .text(expert.text), "indicator": .text(indicator.id.text),
                            "zone": .text(zone.text), "line": .number(first),
                        ]))
                continue
            }
            if read(row, indicator, into: &sheets[place]), marked[place] == nil { marked[place] = row.line }
        }
        for (place, line) in recusals {
            if let other = marked[place] {
                log.add(
                    line, "mark",
                    Reason(
                        .recusedWithMark,
                        [
                            "expert": .text(place.expert.text), "zone": .text(place.zone.text), "line": .number(other),
                        ]),
                    hint: Reason(.recusalCoversZone))
            }
        }
        return order.compactMap { sheets[$0] }
    }

    /// What stands beside `recused` is not read, and yet may hold nothing that text may not.
    private func checkRecusal(_ row: CSVRow) {
        _ = table.text(row, "indicator", atMost: TextLimit.comment)
        _ = table.comment(row)
    }

    /// Takes mark and comment into the sheet; true when there is a mark.
    private func read(_ row: CSVRow, _ criterion: Criterion, into sheet: inout Sheet?) -> Bool {
        let text = table.field(row, "mark")
        let comment = table.comment(row)
        if let comment, !comment.isEmpty { sheet?.comments[criterion.id] = comment }
        if text.isEmpty { return false }
        guard let mark = table.mark(row, of: criterion, by: scheme, (.mark, .markYesNo)) else { return true }
        if comment?.isEmpty == true, scheme.owesComment(mark, for: criterion) {
            log.add(
                row.line, "comment",
                Reason(.commentOwed, ["mark": .text(text), "indicator": .text(criterion.id.text)]))
        }
        sheet?.marks[criterion.id] = mark
        return true
    }
}
