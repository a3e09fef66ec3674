// 待办: what waits for somebody, as a table, for a spreadsheet, or for a calendar.

import ArgumentParser
import Assessing
import AssessmentModel
import EventModel
import Exchange
import Foundation
import Reasons
import RoundState
import Storage
import Telling

struct TodoCommand: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "todo",
        abstract: both(
            "列出本人的待办：该办什么，到哪天为止。",
            "List what waits for you, and by when."),
        discussion: both(
            "--format csv 可用表格软件打开，--format ics 可导入日历。已逾期的有标记。",
            "--format csv opens in a spreadsheet, --format ics in a calendar. What is late is marked."))

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, ics }

    @Option(help: both("格式：table、csv 或 ics。", "table, csv or ics."))
    var format: Format = .table
    @Option(help: both("写入的文件；不写则显示。", "The file that gets it; left out, it is shown."))
    var output: String?
    @OptionGroup var options: ReadingOptions
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        let standing = try options.standing()
        let today = context.moment.day(at: standing.register.place)
        let todos = try standing.todos(for: options.viewer, on: today).get()
        let names = standing.register.zones.mapValues { $0.name.text(in: context.sentences.language) }
        let rows = todos.map { todo in Row(todo, today, names, context) }
        let text =
            switch format {
            case .table: table(rows, context)
            case .csv:
                CSVWriter(for: .spreadsheet).text(
                    [[.todoDue, .todoLate, .todoRound, .todoZone, .todoWhat].map { context.sentences($0) }]
                        + rows.map { [$0.due, $0.late, $0.round, $0.zone, $0.what] })
            case .ics: calendar(rows, standing.register.origin, context)
            }
        guard let output else {
            return format == .table ? context.console.say(text) : try context.console.write(Array(text.utf8))
        }
        try writeFile(output, Data(text.utf8), .owner)
    }

    private func table(_ rows: [Row], _ context: Context) -> String {
        guard !rows.isEmpty else { return context.sentences(.todoNone) }
        return rows.map { row in
            let due = row.due.isEmpty ? "          " : row.due
            let late = row.late.isEmpty ? "" : "  \(row.late)"
            return [due, row.round, row.zone, row.what].filter { !$0.isEmpty }.joined(separator: "  ") + late
        }.joined(separator: "\n")
    }

    private func calendar(_ rows: [Row], _ origin: String, _ context: Context) -> String {
        CalendarWriter(stamp: context.moment.time).text(
            rows.filter { !$0.due.isEmpty }.map { row in
                CalendarWriter.Entry(
                    id: "\(row.id)@\(origin)", day: row.due,
                    title: [row.what, row.zone, row.round].filter { !$0.isEmpty }.joined(separator: " "))
            })
    }

    /// One line, in words.
    private struct Row {
        let id: String
        let due: String
        let late: String
        let round: String
        let zone: String
        let what: String

        init(_ todo: Todo, _ today: String, _ names: [ZoneID: String], _ context: Context) {
            due = todo.due ?? ""
            late = todo.isLate(on: today) ? context.sentences(.todoIsLate) : ""
            round = todo.round?.text ?? ""
            zone = todo.zone.map { names[$0] ?? $0.text } ?? ""
            var values: [String: String] = [:]
            values["application"] = todo.application?.text
            values["objection"] = todo.objection?.text
            values["indicator"] = todo.indicator?.text
            values["event"] = todo.event.map { "\($0)" }
            values["count"] = todo.count.map { "\($0)" }
            what = context.sentences(todo.kind, values)
            id = todo.name
        }
    }
}
