// marks.csv → sheets, each mark held against the scheme.

package import AssessmentModel
import CriteriaLoading

/// Loads a table of marks: `zone,indicator,expert,mark[,comment]`.
///
/// The seats of the sheets are the experts' own ids. Without `zones` and `panel` any id that follows the grammar is
/// taken. A sheet stands for each expert and zone that the table names.
package func loadMarks(
    _ bytes: [UInt8], file: String, scheme: Scheme, zones: [Zone]? = nil, panel: [Expert]? = nil,
    encoding: TextEncoding = .utf8
) -> Loaded<[Sheet]> {
    let log = ProblemLog(file: file)
    let sheets = MarksReading(scheme, zones: zones, panel: panel, log).sheets(bytes, encoding)
    guard let sheets, log.problems.isEmpty else { return .problems(Problems(log.problems).all) }
    return .value(sheets)
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
    private let criteria: [CriterionID: Criterion]
    private let zones: Set<String>?
    private let experts: Set<String>?
    private let kinds: [ZoneID: Zone.Kind]
    private let applicable: [Zone.Kind: Set<CriterionID>]
    private let sources: [ExpertID: Expert.Source]
    private let log: ProblemLog

    init(_ scheme: Scheme, zones: [Zone]?, panel: [Expert]?, _ log: ProblemLog) {
        self.scheme = scheme
        criteria = Dictionary(scheme.allCriteria.map { ($0.id, $0) }) { first, _ in first }
        self.zones = zones.map { Set($0.map(\.id.text)) }
        experts = panel.map { Set($0.map(\.id.text)) }
        kinds = Dictionary((zones ?? []).map { ($0.id, $0.kind) }) { first, _ in first }
        applicable = Dictionary(
            uniqueKeysWithValues: Zone.Kind.allCases.map { ($0, Set(scheme.criteria(for: $0).map(\.id))) })
        sources = Dictionary((panel ?? []).map { ($0.id, $0.source) }) { first, _ in first }
        self.log = log
    }

    func sheets(_ bytes: [UInt8], _ encoding: TextEncoding) -> [Sheet]? {
        guard
            let table = CSVTable(
                bytes, encoding: encoding, required: ["zone", "indicator", "expert", "mark"], optional: ["comment"],
                into: log)
        else { return nil }
        var sheets: [Place: Sheet] = [:]
        var order: [Place] = []
        var cells: [Cell: Int] = [:]
        var recusals: [Place: Int] = [:]
        var marked: [Place: Int] = [:]
        for row in table.rows {
            let zone: ZoneID? = known(table, row, "zone", zones)
            let expert: ExpertID? = known(table, row, "expert", experts)
            let isRecusal = table.field(row, "mark") == "recused"
            let indicator = isRecusal ? nil : indicator(table, row)
            guard let zone, let expert else { continue }
            let place = Place(zone: zone, expert: expert)
            if sheets[place] == nil {
                sheets[place] = Sheet(zone: zone, seat: SeatID(expert.text), source: sources[expert])
                order.append(place)
            }
            if isRecusal {
                sheets[place]?.isRecused = true
                if recusals[place] == nil { recusals[place] = row.line }
                continue
            }
            guard let indicator else { continue }
            if let kind = kinds[zone], applicable[kind]?.contains(indicator.id) == false {
                log.add(
                    row.line, "indicator",
                    "`\(indicator.id)` does not apply to \(zone), a zone of the kind \(kind.rawValue)")
            }
            if let first = cells.updateValue(row.line, forKey: Cell(place: place, indicator: indicator.id)) {
                log.add(row.line, "mark", "\(expert) marked \(indicator.id) of \(zone) on line \(first) already")
                continue
            }
            if read(table, row, indicator, into: &sheets[place]), marked[place] == nil { marked[place] = row.line }
        }
        for (place, line) in recusals {
            if let other = marked[place] {
                log.add(
                    line, "mark", "\(place.expert) is recused from \(place.zone) and has a mark on line \(other)",
                    hint: "a recusal covers the whole zone: remove either")
            }
        }
        return order.compactMap { sheets[$0] }
    }

    private func known<Subject>(
        _ table: CSVTable, _ row: CSVRow, _ column: String, _ ids: Set<String>?
    ) -> Identifier<Subject>? {
        guard let id: Identifier<Subject> = table.identifier(row, column) else { return nil }
        guard let ids, !ids.contains(id.text) else { return id }
        log.add(
            row.line, column, "unknown \(column) `\(id)`", hint: nearest(id.text, ids).map { "did you mean `\($0)`?" })
        return nil
    }

    private func indicator(_ table: CSVTable, _ row: CSVRow) -> Criterion? {
        guard let id: CriterionID = table.identifier(row, "indicator") else { return nil }
        guard let criterion = criteria[id] else {
            log.add(
                row.line, "indicator", "unknown indicator `\(id)`",
                hint: nearest(id.text, criteria.keys.map(\.text)).map { "did you mean `\($0)`?" })
            return nil
        }
        guard let indicator = criterion.indicator else {
            log.add(row.line, "indicator", "`\(id)` is not an indicator: it is the sum of those below it")
            return nil
        }
        guard indicator.rule == nil else {
            log.add(row.line, "indicator", "`\(id)` is scored by rule from facts, not by experts")
            return nil
        }
        return criterion
    }

    /// Takes mark and comment into the sheet; true when there is a mark.
    private func read(_ table: CSVTable, _ row: CSVRow, _ criterion: Criterion, into sheet: inout Sheet?) -> Bool {
        let text = table.field(row, "mark")
        let comment = table.field(row, "comment")
        if comment.count > 1000 { log.add(row.line, "comment", "is longer than 1,000 characters (\(comment.count))") }
        if !comment.isEmpty { sheet?.comments[criterion.id] = comment }
        if text.isEmpty { return false }
        let grid = scheme.grid(of: criterion)
        guard let mark = grid.isYesNo ? flags[text].map({ $0 ? 1 : 0 }) : Fraction(decimal: text) else {
            let expected = grid.isYesNo ? "yes or no" : "a plain decimal number"
            log.add(
                row.line, "mark", "found `\(shown(text))`, expected \(expected), nothing (missing) or recused",
                hint: numberSlip(text))
            return true
        }
        if let refusal = grid.refusal(of: mark, points: criterion.points) {
            log.add(row.line, "mark", "\(refusal), for \(criterion.id)")
        } else if comment.isEmpty, scheme.owesComment(mark, for: criterion) {
            log.add(row.line, "comment", "is empty, the scheme asks for one at this mark (\(text) for \(criterion.id))")
        }
        sheet?.marks[criterion.id] = mark
        return true
    }
}
