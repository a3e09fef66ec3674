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
    @Option(help: "The panel (CSV): needed where the scheme weighs groups of experts.")
    var panel: String?
    @Option(help: "The zones (CSV): needed where the scheme ranks by kind or exempts kinds.")
    var zones: String?
    @Option(help: "json, csv or table.")
    var format: Format = .table
    @Option(help: "How the CSV files are encoded: utf-8 or gb18030.")
    var encoding: TextEncoding = .utf8
    @OptionGroup var comparing: CompareOptions

    func run(in context: inout Context) throws {
        let input = try read(under: scheme)
        if comparing.isAsked {
            return try context.console.write(comparing.report(input.scheme, input, reload: read).bytes(as: format))
        }
        let output = ScoreOutput(scheme: input.scheme, scores: input.scores(under: input.scheme))
        switch format {
        case .json: try context.console.write(output.json() + [0x0A])
        case .csv: try context.console.write(Array(output.csv().utf8))
        case .table: try context.console.write(Array(output.table().utf8))
        }
    }

    private func read(under scheme: String) throws -> ScoreInput {
        try ScoreInput(scheme: scheme, marks: marks, facts: facts, panel: panel, zones: zones, encoding: encoding)
    }
}

/// The files of one scoring, read and held against each other.
struct ScoreInput {
    let scheme: Scheme
    /// Those of the table of zones.
    let names: [ZoneID: LocalizedText]
    private let zones: [ZoneID]
    private let kinds: [ZoneID: Zone.Kind]
    private let sheets: [Sheet]
    private let facts: FactTable

    /// - Throws: `Problems` of all tables together; of the scheme alone where that does not load.
    init(
        scheme path: String, marks: String, facts: String?, panel: String?, zones: String?, encoding: TextEncoding
    ) throws {
        let scheme = try loadScheme(readFile(path), file: path).get()
        var problems: [Problem] = []
        func take<Value>(_ loaded: Loaded<Value>) -> Value? {
            switch loaded {
            case .value(let value): return value
            case .problems(let found):
                problems += found
                return nil
            }
        }
        let listed = try zones.map { try loadZones(readFile($0), file: $0, encoding: encoding) }.flatMap(take)
        let experts = try panel.map { try loadPanel(readFile($0), file: $0, encoding: encoding) }.flatMap(take)
        let sheets = take(
            loadMarks(
                try readFile(marks), file: marks, scheme: scheme, zones: listed, panel: experts, encoding: encoding))
        let table = try facts.map {
            try loadFacts(readFile($0), file: $0, scheme: scheme, zones: listed, encoding: encoding)
        }.flatMap(take)
        problems += missingFiles(scheme, panel: panel, zones: zones)
        guard problems.isEmpty, let sheets else { throw Problems(problems) }
        self.scheme = scheme
        self.sheets = sheets
        self.facts = table ?? FactTable()
        names = heng.names(of: listed ?? [])
        kinds = Dictionary((listed ?? []).map { ($0.id, $0.kind) }) { first, _ in first }
        self.zones = Set(sheets.map(\.zone)).union(self.facts.facts.keys).union(kinds.keys).sorted()
    }

    func scores(under scheme: Scheme) -> RoundScores {
        score(scheme, zones: zones, kinds: kinds, sheets: sheets, facts: facts)
    }
}

/// Files without which the scheme's own rules cannot be followed.
private func missingFiles(_ scheme: Scheme, panel: String?, zones: String?) -> [Problem] {
    var problems: [Problem] = []
    if panel == nil, !scheme.aggregate.groups.isEmpty {
        problems.append(
            Problem(file: "--panel", "is missing: the scheme \(scheme.id) weighs groups of experts by their source")
        )
    }
    if zones == nil, scheme.ranksWithinKind || scheme.allCriteria.contains(where: { $0.exemption != nil }) {
        problems.append(
            Problem(file: "--zones", "is missing: the scheme \(scheme.id) treats zones by their kind"))
    }
    return problems
}
