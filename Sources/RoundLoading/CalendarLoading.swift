// calendar.csv → the State Council's holidays and make-up workdays, by year.

package import AssessmentModel
import CriteriaLoading
import Reasons

/// Loads a table of days: `date,kind`, kind `holiday` (休) or `workday` (班); weekends need no line.
package func loadCalendar(_ bytes: [UInt8], file: String, encoding: TextEncoding = .utf8) -> Loaded<[CalendarYear]> {
    let log = ProblemLog(file: file)
    guard let table = CSVTable(bytes, encoding: encoding, required: ["date", "kind"], into: log) else {
        return .problems(log.problems)
    }
    var days: [Int: [String: [String]]] = [:]
    var lines = FirstLines<String>()
    for row in table.rows {
        let kind = table.field(row, "kind")
        guard let day = Day(table.field(row, "date")) else {
            log.add(row.line, "date", .written(.shown(table.field(row, "date")), expected: .day))
            continue
        }
        if let first = lines.earlier(day.text, at: row.line) {
            log.add(row.line, "date", .already(.text(day.text), on: first))
        }
        switch kind {
        case "holiday", "workday": days[day.year, default: [:]][kind, default: []].append(day.text)
        default:
            log.add(row.line, "kind", .written(.shown(kind), expected: .choice([.text("holiday"), .text("workday")])))
        }
        if kind == "workday", day.weekday < 6 {
            log.add(row.line, "date", Reason(.workdayAnyhow, ["day": .text(day.text)]))
        }
    }
    if table.rows.isEmpty { log.add(nil, nil, .none(of: .day)) }
    guard log.isEmpty else { return .problems(log.problems) }
    return .value(
        days.sorted { $0.key < $1.key }.map { year, kinds in
            CalendarYear(
                year: year, holidays: (kinds["holiday"] ?? []).sorted(), workdays: (kinds["workday"] ?? []).sorted())
        })
}
