// Scoring files without a database.

import ArgumentParser
import AssessmentModel
import AuditLedger
import CriteriaLoading
import Exchange
import FileReading
import Foundation
import Reasons
import RoundLoading
import Scoring

struct Score: ContextualCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case json, ranking, csv, table }

    static let configuration = CommandConfiguration(
        abstract: both(
            "按评估指标体系为打分表格计分，不需要数据库。",
            "Score a table of marks under a scheme; no database needed."),
        discussion: both(
            """
            打分的列名为 zone,indicator,expert,mark[,comment]；\
            mark 为空是缺分，写 `recused` 表示该专家对整个创建对象回避。\
            数据的列名为 zone,fact,value。
            """,
            """
            marks: zone,indicator,expert,mark[,comment]; an empty mark is missing, `recused` recuses the expert from the \
            whole zone. facts: zone,fact,value.
            """))

    @Option(
        help: both(
            "评估指标体系（YAML），或随程序提供的指标体系编号。",
            "The scheme (YAML), or the id of one that came with the program."))
    var scheme: String
    @Option(help: both("打分（CSV）。", "The marks (CSV)."))
    var marks: String
    @Option(
        help: both(
            "数据（CSV）；否决项和加分项也写在其中，用各自的编号。",
            "The facts (CSV): also vetoes and bonus items, by their ids."))
    var facts: String?
    @Option(
        help: both(
            "专家组（CSV）；指标体系按专家来源加权时需要。",
            "The panel (CSV): needed where the scheme weighs groups of experts."))
    var panel: String?
    @Option(
        help: both(
            "创建对象（CSV）；指标体系按类别排名或免评时需要。",
            "The zones (CSV): needed where the scheme ranks by kind or exempts kinds."))
    var zones: String?
    @Option(
        help: both(
            "格式：json（每项得分及其依据）、ranking（名次、总分和一级指标，JSON）、csv 或 table（表格）。",
            "json (every cell with its reasons), ranking (JSON of ranks, totals and pillars), csv or table."))
    var format: Format = .table
    @Option(
        help: both(
            "CSV 文件的编码：utf-8 或 gb18030。",
            "How the CSV files are encoded: utf-8 or gb18030."))
    var encoding: TextEncoding = .utf8
    @OptionGroup var comparing: CompareOptions
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        let input = try read(under: scheme)
        if comparing.isAsked {
            return try context.console.write(
                comparing.report(input.scheme, input, reload: read).bytes(as: format, width: context.console.columns))
        }
        let scores = input.marks.ranking(under: input.scheme)
        let output = ScoreOutput(scheme: input.scheme, scores: scores, kinds: input.marks.kinds)
        switch format {
        case .json:
            try output.writeJSON(detail: input.marks.details(under: input.scheme).detail, to: context.console.write)
        case .ranking: try context.console.write(output.ranking())
        case .csv: try context.console.write(Array(output.csv().utf8))
        case .table: try context.console.write(Array(output.table(width: context.console.columns).utf8))
        }
    }

    private func read(under scheme: String) throws -> ScoreInput {
        try ScoreInput(scheme: scheme, marks: marks, facts: facts, panel: panel, zones: zones, encoding: encoding)
    }
}

/// The files of one scoring, read and held against each other.
struct ScoreInput {
    let scheme: Scheme
    let marks: RoundMarks
    /// Those of the table of zones.
    let names: ZoneNames

    /// - Throws: `Problems` of all files together; marks and facts are only read where the scheme loads.
    init(
        scheme path: String, marks: String, facts: String?, panel: String?, zones: String?, encoding: TextEncoding
    ) throws {
        var problems: [Problem] = []
        func take<Value>(_ loaded: Loaded<Value>) -> Value? {
            switch loaded {
            case .value(let value): return value
            case .problems(let found):
                problems += found
                return nil
            }
        }
        let scheme = take(try readScheme(path))
        let kinds = scheme?.knownKinds ?? Zone.Kind.early
        let listed = try zones.map { try loadZones(readFile($0), file: $0, kinds: kinds, encoding: encoding) }
            .flatMap(take)
        let experts = try panel.map { try loadPanel(readFile($0), file: $0, encoding: encoding) }.flatMap(take)
        guard let scheme else { throw Problems(problems) }
        let source = take(try loadSource(marks, scheme, zones: listed, panel: experts, encoding))
        let table = try facts.map {
            try loadFacts(readFile($0), file: $0, scheme: scheme, zones: listed, encoding: encoding)
        }.flatMap(take)
        problems += missingFiles(scheme, panel: panel, zones: zones)
        guard problems.isEmpty, let source else { throw Problems(problems) }
        self.scheme = scheme
        names = ZoneNames(listed ?? [])
        let byZone = Dictionary((listed ?? []).map { ($0.id, $0.kind) }) { first, _ in first }
        self.marks = RoundMarks(source, kinds: byZone, facts: table ?? FactTable())
    }

    /// Every zone with all its cells.
    func scores(under scheme: Scheme) -> RoundScores {
        RoundScores(zones: marks.ranking(under: scheme).zones.concurrentMap(marks.details(under: scheme).detail))
    }
}

/// The marks as a flat table, or as sheets where the file's form or the scheme's grids ask for it.
private func loadSource(
    _ path: String, _ scheme: Scheme, zones: [Zone]?, panel: [Expert]?, _ encoding: TextEncoding
) throws -> Loaded<RoundMarks.Source> {
    let file = try mapRegularFile(path)
    let table = file.withUnsafeBytes {
        loadMarkTable($0.bindMemory(to: UInt8.self), scheme: scheme, zones: zones, panel: panel)
    }
    if let table {
        let sources = Dictionary((panel ?? []).map { ($0.id, $0.source) }) { first, _ in first }
        return .value(.table(table, sources: sources))
    }
    let sheets = loadMarks([UInt8](file), file: path, scheme: scheme, zones: zones, panel: panel, encoding: encoding)
    switch sheets {
    case .value(let sheets): return .value(.sheets(Dictionary(grouping: sheets, by: \.zone)))
    case .problems(let problems): return .problems(problems)
    }
}

/// Files without which the scheme's own rules cannot be followed.
private func missingFiles(_ scheme: Scheme, panel: String?, zones: String?) -> [Problem] {
    var problems: [Problem] = []
    if panel == nil, !scheme.aggregate.groups.isEmpty {
        problems.append(Problem(file: "--panel", Reason(.panelFileMissing, ["scheme": .text(scheme.id.text)])))
    }
    if zones == nil, scheme.ranksWithinKind || scheme.allCriteria.contains(where: { $0.exemption != nil }) {
        problems.append(Problem(file: "--zones", Reason(.zonesFileMissing, ["scheme": .text(scheme.id.text)])))
    }
    return problems
}
