// Scoring files without a database.

import ArgumentParser
import AssessmentModel
import AuditLedger
import CriteriaLoading
import RoundLoading
import Scoring

struct Score: ContextualCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case json, csv, table }

    static let configuration = CommandConfiguration(
        abstract: "Score a table of marks under a scheme; no database needed.",
        discussion: """
            marks: zone,indicator,expert,mark[,comment]; an empty mark is missing, `recused` recuses the expert from the \
            whole zone. facts: zone,fact,value.
            """)

    @Option(help: "The scheme (YAML).")
    var scheme: String
    @Option(help: "The marks (CSV).")
    var marks: String
    @Option(help: "The facts (CSV): also vetoes and bonus items, by their ids.")
    var facts: String?
    @Option(help: "json, csv or table.")
    var format: Format = .table
    @Option(help: "How the CSV files are encoded: utf-8 or gb18030.")
    var encoding: TextEncoding = .utf8

    func run(in context: inout Context) throws {
        let scheme = try loadScheme(readFile(scheme), file: scheme).get()
        let (sheets, facts) = try loadTables(scheme)
        let zones = Set(sheets.map(\.zone)).union(facts.facts.keys)
        let scores = score(scheme, zones: Array(zones), sheets: sheets, facts: facts)
        let output = ScoreOutput(scheme: scheme, scores: scores)
        switch format {
        case .json: try context.console.write(output.json() + [0x0A])
        case .csv: try context.console.write(Array(output.csv().utf8))
        case .table: try context.console.write(Array(output.table().utf8))
        }
    }

    /// Both tables, or the problems of both.
    private func loadTables(_ scheme: Scheme) throws -> ([Sheet], FactTable) {
        let sheets = loadMarks(try readFile(marks), file: marks, scheme: scheme, encoding: encoding)
        guard let path = facts else { return (try sheets.get(), FactTable()) }
        let table = loadFacts(try readFile(path), file: path, scheme: scheme, encoding: encoding)
        switch (sheets, table) {
        case (.value(let sheets), .value(let table)): return (sheets, table)
        case (.problems(let a), .problems(let b)): throw Problems(a + b)
        case (.problems(let problems), .value), (.value, .problems(let problems)): throw Problems(problems)
        }
    }
}
