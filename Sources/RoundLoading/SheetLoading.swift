// A table of one sheet → its cells, each mark held against the scheme.

package import AssessmentModel
import CriteriaLoading
import PlainText
import Reasons

/// What a row says of one cell; nil where its field is empty or its column left out.
package struct SheetRow: Sendable, Equatable {
    package let indicator: CriterionID
    package let mark: Fraction?
    package let comment: String?

    package init(indicator: CriterionID, mark: Fraction?, comment: String?) {
        self.indicator = indicator
        self.mark = mark
        self.comment = comment
    }
}

/// Loads a table of one sheet: `indicator[,mark][,comment]`, each indicator at most once, only such as experts score at the zone.
///
/// A draft may be incomplete: a comment that a mark owes is asked for when the sheet is sealed.
/// - Returns: the rows in their order, without those that say nothing; at least one.
package func loadSheet(
    _ bytes: [UInt8], file: String, scheme: Scheme, zone: Zone, encoding: TextEncoding = .utf8
) -> Loaded<[SheetRow]> {
    let log = ProblemLog(file: file)
    guard
        let table = CSVTable(
            bytes, encoding: encoding, required: ["indicator"], optional: ["mark", "comment"], into: log)
    else { return .problems(log.problems) }
    let rows = SheetReading(table: table, scheme: scheme, zone: zone).rows()
    if rows.isEmpty, log.isEmpty { log.add(nil, nil, .none(of: .indicator)) }
    return log.isEmpty ? .value(rows) : .problems(log.problems)
}

private struct SheetReading {
    private let table: CSVTable
    private let scheme: Scheme
    private let zone: Zone
    private let criteria: [CriterionID: Criterion]
    private let applicable: Set<CriterionID>

    init(table: CSVTable, scheme: Scheme, zone: Zone) {
        (self.table, self.scheme, self.zone) = (table, scheme, zone)
        criteria = Dictionary(scheme.allCriteria.map { ($0.id, $0) }) { first, _ in first }
        applicable = Set(scheme.criteria(for: zone.kind).map(\.id))
    }

    func rows() -> [SheetRow] {
        var lines = FirstLines<CriterionID>()
        return table.rows.compactMap { row in
            let comment = table.comment(row)
            guard let criterion = table.scored(row, among: criteria) else { return nil }
            if !applicable.contains(criterion.id) {
                table.log.add(
                    row.line, "indicator",
                    Reason(
                        .indicatorNotForKind,
                        [
                            "indicator": .quoted(criterion.id.text), "zone": .text(zone.id.text),
                            "kind": .kind(zone.kind),
                        ]))
            }
            if let first = lines.earlier(criterion.id, at: row.line) {
                table.log.add(row.line, "indicator", .already(.quoted(criterion.id.text), on: first))
            }
            let hasMark = !table.field(row, "mark").isEmpty
            let mark = hasMark ? table.mark(row, of: criterion, by: scheme, (.decimal, .yesOrNo)) : nil
            guard hasMark || comment?.isEmpty == false else { return nil }
            return SheetRow(
                indicator: criterion.id, mark: mark, comment: comment.flatMap { $0.isEmpty ? nil : $0 })
        }
    }
}

extension CSVTable {
    /// An expert's comment; empty where there is none, nil after a problem.
    func comment(_ row: CSVRow) -> String? {
        text(row, "comment", as: .paragraphs, atMost: TextLimit.comment)
    }

    /// The indicator of a row, which experts score; nil after a problem.
    func scored(_ row: CSVRow, among criteria: [CriterionID: Criterion]) -> Criterion? {
        guard let id: CriterionID = identifier(row, "indicator") else { return nil }
        guard let criterion = criteria[id] else {
            log.add(
                row.line, "indicator", .unknown(.indicator, id.text), hint: meant(id.text, criteria.keys.map(\.text)))
            return nil
        }
        guard let indicator = criterion.indicator else {
            log.add(row.line, "indicator", Reason(.criterionNotIndicator, ["criterion": .quoted(id.text)]))
            return nil
        }
        guard indicator.rule == nil else {
            log.add(row.line, "indicator", Reason(.indicatorOfFacts, ["indicator": .quoted(id.text)]))
            return nil
        }
        return criterion
    }

    /// The mark of a row, on its indicator's grid; nil after a problem. `expected` is what may stand there, on a grid of points and on yes and no.
    func mark(
        _ row: CSVRow, of criterion: Criterion, by scheme: Scheme, _ expected: (points: InputForm, yesNo: InputForm)
    ) -> Fraction? {
        let text = field(row, "mark")
        let grid = scheme.grid(of: criterion)
        guard let mark = grid.isYesNo ? flags[text].map({ $0 ? 1 : 0 }) : Fraction(decimal: text) else {
            log.add(
                row.line, "mark", .written(.shown(text), expected: grid.isYesNo ? expected.yesNo : expected.points),
                hint: numberSlip(text))
            return nil
        }
        guard let refusal = grid.refusal(of: mark, points: criterion.points) else { return mark }
        log.add(row.line, "mark", refusal.reason(for: criterion.id))
        return nil
    }
}
