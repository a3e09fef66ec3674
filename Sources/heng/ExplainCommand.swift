// Why a score is what it is: `heng explain`.

import ArgumentParser
import Assessing
import AssessmentModel
import CriteriaLoading
import Reporting
import RoundLoading
import Scoring
import Storage

struct Explain: ContextualCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    static let configuration = CommandConfiguration(
        abstract: "Print the arithmetic behind a zone's or an indicator's score, to follow with a calculator.",
        discussion: """
            Reads a closed round of a database, or the files that `heng score` reads. Without --indicator the whole way \
            from points to rank; with it the marks or facts behind one indicator.
            """)

    @Option(help: "The zone's id or its Chinese name.")
    var zone: String
    @Option(
        help: "The indicator's id or its Chinese title; or those of a criterion above it, for its part of the tree.")
    var indicator: String?
    @Flag(help: "After the zone's own lines, those of each indicator.")
    var full = false
    @OptionGroup var source: ExplainSource
    @Option(help: "text or json.")
    var format: Format = .text
    @Option(help: "zh-Hans or en.")
    var language: Language = .chinese

    func run(in context: inout Context) throws {
        let round = try source.load()
        let score = round.detail(try round.zone(zone))
        let criterion = try indicator.map { try round.criterion($0) }
        switch format {
        case .text:
            let explainer = Explainer(
                scheme: round.scheme, scores: round.scores, names: round.names, language: language)
            let explanation =
                criterion.map { explainer.explain($0, of: score) } ?? explainer.explain(score, isFull: full)
            try context.console.write(Array(explanation.plainText().utf8))
        case .json:
            let output = ExplainOutput(scheme: round.scheme, scores: round.scores, kinds: round.kinds)
            try context.console.write(output.json(score, criterion) + [0x0A])
        }
    }
}

/// Where the scores come from: a database, or files.
struct ExplainSource: ParsableArguments {
    @Option(help: "The ledger's database, for a closed round.")
    var database: String?
    @Option(help: "With --database: the round's id; the latest closed round where it is left out.")
    var round: String?
    @Option(name: .customLong("as"), help: "The user who looks; left out: the public.")
    var user: String?
    @Option(help: "The scheme (YAML).")
    var scheme: String?
    @Option(help: "The marks (CSV).")
    var marks: String?
    @Option(help: "The facts (CSV).")
    var facts: String?
    @Option(help: "The panel (CSV).")
    var panel: String?
    @Option(help: "The zones (CSV).")
    var zones: String?
    @Option(help: "How the CSV files are encoded: utf-8 or gb18030.")
    var encoding: TextEncoding = .utf8

    func validate() throws {
        let files = [scheme, marks, facts, panel, zones].contains { $0 != nil }
        guard database == nil ? scheme != nil && marks != nil : !files else {
            throw ValidationError("give either --database, or --scheme and --marks")
        }
        guard round == nil || database != nil else { throw ValidationError("--round goes with --database") }
    }

    func load() throws -> ScoredRound {
        if let database {
            let result = try Store(path: database, .existing)
                .result(of: round.map { RoundID($0) }, by: user.map { UserID($0) })
            let snapshot = result.snapshot.value
            return ScoredRound(
                scheme: result.scheme, scores: snapshot.scores, names: names(of: snapshot.zones),
                kinds: Dictionary(snapshot.zones.map { ($0.id, $0.kind) }) { first, _ in first }, detail: { $0 })
        }
        guard let scheme, let marks else { throw ValidationError("give either --database, or --scheme and --marks") }
        let input = try ScoreInput(
            scheme: scheme, marks: marks, facts: facts, panel: panel, zones: zones, encoding: encoding)
        return ScoredRound(
            scheme: input.scheme, scores: input.marks.ranking(under: input.scheme), names: input.names,
            kinds: input.marks.kinds, detail: { input.marks.detail(of: $0, under: input.scheme) })
    }
}

func names(of zones: [Zone]) -> [ZoneID: LocalizedText] {
    Dictionary(zones.map { ($0.id, $0.name) }) { first, _ in first }
}

/// Scores with what is needed to speak of them.
struct ScoredRound {
    let scheme: Scheme
    let scores: RoundScores
    let names: [ZoneID: LocalizedText]
    let kinds: [ZoneID: Zone.Kind]
    /// Adds to a zone of `scores` the cells that it lacks.
    let detail: (ZoneScore) -> ZoneScore

    /// - Throws: `Problems` that name the nearest zone there is.
    func zone(_ id: String) throws -> ZoneScore {
        if let zone = scores.zones.first(where: { $0.zone.text == id }) { return zone }
        let named = scores.zones.filter { names[$0.zone]?.zh == id }
        if let zone = named.first, named.count == 1 { return zone }
        throw unknown("--zone", "zone", id, scores.zones.map(\.zone.text))
    }

    /// - Throws: `Problems` that name the nearest criterion there is.
    func criterion(_ id: String) throws -> Criterion {
        if let criterion = scheme.allCriteria.first(where: { $0.id.text == id }) { return criterion }
        let titled = scheme.allCriteria.filter { $0.title.zh == id }
        if let criterion = titled.first, titled.count == 1 { return criterion }
        throw unknown("--indicator", "indicator", id, scheme.allCriteria.map(\.id.text))
    }

    private func unknown(_ option: String, _ kind: String, _ id: String, _ known: [String]) -> Problems {
        let hint = nearest(id, known).map { "did you mean `\($0)`?" } ?? "there are: \(known.joined(separator: ", "))"
        return Problems([Problem(file: option, "unknown \(kind) `\(id)`", hint: hint)])
    }
}
