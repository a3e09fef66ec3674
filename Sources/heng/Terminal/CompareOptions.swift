// What-if: the same marks by other methods, for `heng score --compare`.

import ArgumentParser
import AssessmentModel
import AuditLedger
import CriteriaLoading
import Exchange
import Reporting
import Scoring
import Telling

/// Which other methods are asked for.
struct CompareOptions: ParsableArguments {
    @Flag(
        help: both(
            "显示改用其他办法会有什么变化；不作正式依据。",
            "Show what other methods would move; no official force."))
    var compare = false
    @Argument(
        help: ArgumentHelp(
            both(
                "与 --compare 同用：要比较的办法；不写时为常用的几种。",
                "For --compare: methods, else the usual ones."),
            discussion:
                "mean, median, trimmed-H-L, winsorised-H-L, level-total, level-indicator, half-up, half-even, down"
        ))
    var methods: [String] = []
    @Option(
        help: both(
            "另与此评估指标体系（YAML）比较，可多次写。",
            "Also compare with this changed scheme (YAML); may be given again."))
    var compareWith: [String] = []
    @OptionGroup var templates: TemplateOptions

    var isAsked: Bool { compare || !compareWith.isEmpty }

    func validate() throws {
        guard methods.isEmpty || compare else {
            throw ValidationError(Sentences.spoken(.methodsNeedCompare, ["found": methods[0]]))
        }
        for name in methods where Alteration(name: name) == nil {
            let near = nearest(name, Alteration.names).map { Sentences.spoken(.methodNear, ["near": $0]) }
            throw ValidationError(
                Sentences.spoken(
                    .methodUnknown,
                    ["found": name, "near": near ?? "", "known": Sentences.spoken.list(Alteration.names)]))
        }
    }

    /// The report; `reload` reads the same tables against another scheme.
    /// - Throws: `Problems` when the tables do not fit a scheme to compare with.
    func report(
        _ scheme: Scheme, _ input: ScoreInput, reload: (String) throws -> ScoreInput
    ) throws -> ComparisonOutput {
        let words = try loadComparisonStrings(templates.language, in: templates.folder()).get()
        let official = input.scores(under: scheme)
        let named = methods.compactMap(Alteration.init(name:))
        let alterations = !compare ? [] : named.isEmpty ? Alteration.usual(for: scheme) : named
        let altered = alterations.map { alteration in
            ComparisonReport.Entry(
                whatIf(alteration, scheme, official: official, score: input.scores), of: alteration)
        }
        let others = try compareWith.map { path in
            let other = try reload(path)
            let comparison = Scoring.compare(
                official, under: scheme, with: other.scores(under: other.scheme), under: other.scheme)
            return ComparisonReport.Entry(WhatIf(name: path, outcome: .computed(comparison)), under: other.scheme)
        }
        let entries = altered + others
        return ComparisonOutput(
            scheme: scheme, official: official, entries: entries,
            report: ComparisonReport(
                scheme: scheme, official: official, entries: entries, names: input.names, words: words))
    }
}

/// A comparison in the formats of `heng score`.
struct ComparisonOutput {
    let scheme: Scheme
    let official: RoundScores
    let entries: [ComparisonReport.Entry]
    let report: ComparisonReport

    /// The table's lines are no wider than `width`; nil: as wide as they get.
    func bytes(as format: Score.Format, width: Int?) throws -> [UInt8] {
        switch format {
        case .json, .ranking: try json() + [0x0A]
        case .csv: Array(report.csv().utf8)
        case .table: Array(report.plainText(width: width).utf8)
        }
    }

    /// `{"scheme","edition","note","official":[…],"variants":[…]}` as canonical JSON.
    private func json() throws -> [UInt8] {
        let document: CanonicalJSON = [
            "scheme": .string(scheme.id.text), "edition": .integer(scheme.edition),
            "note": .string(CanonicalJSON.nfc(report.warning)),
            "official": .array(
                official.zones.map { placing(WhatIf.Placing($0, under: scheme), $0.zone) }),
            "variants": .array(entries.map { variant($0.whatIf) }),
        ]
        return try document.bytes(as: .document)
    }

    private func variant(_ whatIf: WhatIf) -> CanonicalJSON {
        var fields: [String: CanonicalJSON] = ["method": .string(whatIf.name), "official": false]
        switch whatIf.outcome {
        case .official: fields["outcome"] = "same-as-official"
        case .tooFewMarks(let cells):
            fields["outcome"] = "too-few-marks"
            fields["cells"] = .integer(cells)
        case .computed(let comparison):
            fields["outcome"] = "computed"
            fields["moves"] = .array(
                comparison.moves.map { move in
                    [
                        "zone": .string(move.zone.text), "official": placing(move.official),
                        "other": placing(move.other),
                    ]
                })
            fields["stays"] = .integer(comparison.stays)
            fields["fallback-cells"] = .integer(comparison.fallbackCells)
            fields["official-fallback-cells"] = .integer(comparison.officialFallbackCells)
            fields["largest-change"] = .optional(
                comparison.largestChange.map { change in
                    [
                        "zone": .string(change.zone.text), "official": .string(report.total(change.official)),
                        "other": .string(report.total(change.other)),
                        "change": .string(report.total(change.other - change.official)),
                    ]
                })
        }
        return .object(fields)
    }

    private func placing(_ placing: WhatIf.Placing, _ zone: ZoneID? = nil) -> CanonicalJSON {
        var fields: [String: CanonicalJSON] = [
            "rank": .optional(placing.rank.map { .integer($0) }), "verdict": .string(placing.verdict.rawValue),
            "grade": .text(placing.grade?.zh), "total": .text(placing.total.map { report.total($0) }),
        ]
        fields["zone"] = zone.map { .string($0.text) }
        return .object(fields)
    }
}
