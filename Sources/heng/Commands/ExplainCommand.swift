// Why a score is what it is: `heng explain`.

import ArgumentParser
import Assessing
import AssessmentModel
import CriteriaLoading
import EventModel
import Exchange
import Reasons
import Reporting
import RoundLoading
import Scoring
import Storage
import Telling

struct Explain: ContextualCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    static let configuration = CommandConfiguration(
        abstract: both(
            "逐步列出创建对象或指标得分的算式，可用计算器复核。",
            "Print the arithmetic behind a zone's or an indicator's score, to follow with a calculator."),
        discussion: both(
            "读取数据库中已封存的批次，或者 `heng score` 所读的文件。不加 --indicator 时，列出从得分到名次的全过程；加上时，列出该指标的打分或数据。",
            """
            Reads a closed round of a database, or the files that `heng score` reads. Without --indicator the whole way \
            from points to rank; with it the marks or facts behind one indicator.
            """))

    @Option(
        help: both(
            "创建对象的编号或名称；名称相同的，前面加上设区市名称。",
            "The zone's id, or its name, with the prefecture before it where two zones bear one name."))
    var zone: String
    @Option(
        help: both(
            "指标的编号或中文名称；也可以是上级指标，列出它所含的部分。",
            "The indicator's id or its Chinese title; or those of a criterion above it, for its part of the tree."))
    var indicator: String?
    @Flag(
        help: both(
            "在创建对象的算式之后，再列出每项指标的算式。",
            "After the zone's own lines, those of each indicator."))
    var full = false
    @OptionGroup var source: ExplainSource
    @Option(help: both("格式：text（文本）或 json。", "text or json."))
    var format: Format = .text
    @OptionGroup var templates: TemplateOptions
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        let round = try source.load()
        let score = round.detail(try round.zone(zone))
        let criterion = try indicator.map { try round.criterion($0) }
        switch format {
        case .text:
            let explainer = Explainer(
                scheme: round.scheme, scores: round.scores, names: round.names, words: try templates.explanations())
            let explanation =
                criterion.map { explainer.explain($0, of: score) } ?? explainer.explain(score, isFull: full)
            try context.console.write(Array(explanation.plainText().utf8))
        case .json:
            let output = ExplainOutput(scheme: round.scheme, scores: round.scores, kinds: round.kinds)
            try context.console.write(output.json(score, criterion) + [0x0A])
        }
    }
}

extension TemplateOptions {
    func explanations() throws -> ExplanationStrings {
        try loadExplanationStrings(language, in: folder()).get()
    }
}

/// Where the scores come from: a database, or files.
struct ExplainSource: ParsableArguments {
    @Option(
        help: both(
            "审计日志的数据库，批次应已封存。",
            "The ledger's database, for a closed round."))
    var database: String?
    @Option(
        help: both(
            "与 --database 同用：批次的编号；不写时为最近封存的批次。",
            "With --database: the round's id; the latest closed round where it is left out."))
    var round: RoundID?
    @OptionGroup var reader: ReaderOption
    @Option(help: both("评估指标体系（YAML）。", "The scheme (YAML)."))
    var scheme: String?
    @Option(help: both("打分（CSV）。", "The marks (CSV)."))
    var marks: String?
    @Option(help: both("数据（CSV）。", "The facts (CSV)."))
    var facts: String?
    @Option(help: both("专家组（CSV）。", "The panel (CSV)."))
    var panel: String?
    @Option(help: both("创建对象（CSV）。", "The zones (CSV)."))
    var zones: String?
    @Option(
        help: both(
            "CSV 文件的编码：utf-8 或 gb18030。",
            "How the CSV files are encoded: utf-8 or gb18030."))
    var encoding: TextEncoding = .utf8

    func validate() throws {
        let files = [scheme, marks, facts, panel, zones].contains { $0 != nil }
        guard database == nil ? scheme != nil && marks != nil : !files else {
            throw ValidationError(Sentences.spoken(.sourceNeeded))
        }
        guard round == nil || database != nil else { throw ValidationError(Sentences.spoken(.roundNeedsDatabase)) }
    }

    func load() throws -> ScoredRound {
        if let database {
            let result = try Store(path: database, .existing).result(of: round, by: reader.user)
            let snapshot = result.snapshot.value
            return ScoredRound(
                scheme: result.scheme, scores: snapshot.scores, names: ZoneNames(snapshot.zones),
                kinds: Dictionary(snapshot.zones.map { ($0.id, $0.kind) }) { first, _ in first }, detail: { $0 })
        }
        guard let scheme, let marks else { throw ValidationError(Sentences.spoken(.sourceNeeded)) }
        let input = try ScoreInput(
            scheme: scheme, marks: marks, facts: facts, panel: panel, zones: zones, encoding: encoding)
        return ScoredRound(
            scheme: input.scheme, scores: input.marks.ranking(under: input.scheme), names: input.names,
            kinds: input.marks.kinds, detail: { input.marks.detail(of: $0, under: input.scheme) })
    }
}

/// Scores with what is needed to speak of them.
struct ScoredRound {
    let scheme: Scheme
    let scores: RoundScores
    let names: ZoneNames
    let kinds: [ZoneID: Zone.Kind]
    /// Adds to a zone of `scores` the cells that it lacks.
    let detail: (ZoneScore) -> ZoneScore

    /// The zone of that id, or the only one of that name.
    /// - Throws: `Problems` that name the nearest zone there is, or all that the name may mean.
    func zone(_ text: String) throws -> ZoneScore {
        let meant = Set(names.meant(by: text) + [ZoneID(text)])
        let found = scores.zones.filter { meant.contains($0.zone) }
        if let zone = found.first, found.count == 1 { return zone }
        guard found.isEmpty else {
            throw ambiguous(
                "--zone", text, found.map { "\(names.name(of: $0.zone, in: .chinese)) (\($0.zone))" }.sorted())
        }
        throw unknown("--zone", .zone, text, scores.zones.map(\.zone.text))
    }

    /// The criterion of that id, or the only one of that title.
    /// - Throws: `Problems` that name the nearest criterion there is, or all that the title may mean.
    func criterion(_ text: String) throws -> Criterion {
        if let criterion = scheme.allCriteria.first(where: { $0.id.text == text }) { return criterion }
        let titled = scheme.allCriteria.filter { [$0.title.zh, $0.title.en].contains(text) }
        if let criterion = titled.first, titled.count == 1 { return criterion }
        guard titled.isEmpty else { throw ambiguous("--indicator", text, titled.map(\.id.text)) }
        throw unknown("--indicator", .indicator, text, scheme.allCriteria.map(\.id.text))
    }

    private func ambiguous(_ option: String, _ text: String, _ ids: [String]) -> Problems {
        Problems([
            Problem(
                file: option, Reason(.nameUnclear, ["name": .shown(text)]),
                hint: Reason(.mayMean, ["meant": .choice(ids.map { .text($0) })]))
        ])
    }

    private func unknown(_ option: String, _ thing: InputThing, _ id: String, _ known: [String]) -> Problems {
        let hint = meant(id, known) ?? Reason(.idsKnown, ["ids": .texts(known)])
        return Problems([Problem(file: option, .unknown(thing, shown(id)), hint: hint)])
    }
}
