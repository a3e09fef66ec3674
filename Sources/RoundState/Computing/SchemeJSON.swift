// A scheme as canonical JSON: for browsers and programs that read no YAML.

package import AssessmentModel
package import AuditLedger
import EventModel

extension Scheme {
    /// The grammar of Documentation/schemes.md, key for key, every default written out, numbers as exact text.
    ///
    /// YAML takes JSON in: the file loads as the same scheme again. Departments and benchmarks stand in the order of their ids.
    package var json: CanonicalJSON {
        .present([
            "scheme": .id(id), "edition": .integer(edition), "status": .string(status.rawValue), "title": title.json,
            "source": source?.json, "kinds": kinds.json, "departments": departments.json, "panel": panel.json,
            "marks": marks.json,
            "aggregate": aggregate.json, "rounding": rounding.json, "pass": pass.json,
            "grades": grades.isEmpty ? nil : .array(grades.map(\.json)),
            "ties": ties.isEmpty ? nil : .array(ties.map(\.json)),
            "ranking": ranksWithinKind ? ["within": "kind"] : nil, "bonus": bonus.json, "deductions": deductions.json,
            "vetoes": vetoes.isEmpty ? nil : .array(vetoes.map { $0.json(hasPoints: false) }),
            "benchmarks": benchmarks.json, "criteria": .array(criteria.map(\.json)),
        ])
    }

    /// `json` as bytes.
    package func jsonBytes() throws(LedgerError) -> [UInt8] { try json.bytes(as: .document) }
}

extension Fraction {
    fileprivate var json: CanonicalJSON { .string(exactText) }
}

extension LocalizedText {
    fileprivate var json: CanonicalJSON { .present(["zh": .string(zh), "en": en.map { .string($0) }]) }
}

extension Scheme.Source {
    fileprivate var json: CanonicalJSON {
        .present(["document": .string(document), "date": .string(date), "note": note?.json])
    }
}

extension [NamedKind] {
    fileprivate var json: CanonicalJSON? {
        isEmpty ? nil : .object(Dictionary(map { ($0.id.rawValue, $0.name.json) }) { $1 })
    }
}

extension [Department] {
    fileprivate var json: CanonicalJSON? {
        isEmpty ? nil : .object(Dictionary(map { ($0.id.text, $0.name.json) }) { $1 })
    }
}

extension PanelRule {
    fileprivate var json: CanonicalJSON { ["minimum": .integer(minimum), "odd": .bool(odd)] }
}

extension MarkGrid {
    fileprivate var json: CanonicalJSON {
        isYesNo ? "yes-no" : .present(["scale": scale?.json, "step": step.json])
    }
}

extension Aggregate {
    fileprivate var json: CanonicalJSON {
        .present([
            "method": .string(method.rawValue), "drop": drop.json(of: method), "level": .string(level.rawValue),
            "minimum": .integer(minimum),
            "fallback": fallback.isEmpty
                ? nil
                : .array(
                    fallback.map {
                        .present([
                            "from": .integer($0.from), "method": .string($0.method.rawValue),
                            "drop": $0.drop.json(of: $0.method),
                        ])
                    }),
            "groups": groups.isEmpty
                ? nil
                : .array(
                    groups.map {
                        ["sources": .array($0.sources.map { .string($0.rawValue) }), "weight": $0.weight.json]
                    }),
        ])
    }
}

extension Aggregate.Drop {
    fileprivate func json(of method: Aggregate.Method) -> CanonicalJSON? {
        [.trimmedMean, .winsorisedMean].contains(method) ? ["high": .integer(high), "low": .integer(low)] : nil
    }
}

extension RoundingSteps {
    fileprivate var json: CanonicalJSON {
        .present([
            "mode": .string(mode.rawValue), "mean": mean.map { .integer($0) },
            "indicator": indicator.map { .integer($0) }, "pillar": pillar.map { .integer($0) },
            "total": total.map { .integer($0) },
        ])
    }
}

extension Threshold {
    fileprivate var json: CanonicalJSON {
        switch self {
        case .points(let points): points.json
        case .share(let share): .string("\((share * 100).exactText)%")
        }
    }
}

extension PillarLines {
    fileprivate var json: CanonicalJSON {
        switch self {
        case .all(let threshold): threshold.json
        case .each(let lines): .object(Dictionary(lines.map { ($0.key.text, $0.value.json) }) { $1 })
        }
    }
}

extension PassLines {
    fileprivate var json: CanonicalJSON {
        .present([
            "total": total?.json, "pillars": pillars?.json, "compare": .string(compare.rawValue),
            "on": .string(subject.rawValue),
        ])
    }
}

extension Grade {
    fileprivate var json: CanonicalJSON {
        .present(["name": name.json, "total": total?.json, "pillars": pillars?.json])
    }
}

extension TieKey {
    fileprivate var json: CanonicalJSON {
        switch self {
        case .pillar(let id): ["pillar": .id(id)]
        case .criterion(let id): ["criterion": .id(id)]
        case .exactTotal: ["by": "exact-total"]
        case .rulePoints: ["by": "rule-points"]
        case .lowestPillar: ["by": "lowest-pillar"]
        case .medianOfTotals: ["by": "median-of-totals"]
        case .share: ["by": "share"]
        }
    }
}

extension Adjustment {
    fileprivate var json: CanonicalJSON? {
        items.isEmpty ? nil : ["cap": cap.json, "items": .array(items.map { $0.json(hasPoints: true) })]
    }
}

extension SchemeItem {
    fileprivate func json(hasPoints: Bool) -> CanonicalJSON {
        .present(["id": .id(id), "title": title.json, "points": hasPoints ? points.json : nil])
    }
}

extension [Benchmark] {
    fileprivate var json: CanonicalJSON? {
        isEmpty ? nil : .object(Dictionary(map { ($0.id.text, $0.json) }) { $1 })
    }
}

extension Benchmark {
    fileprivate var json: CanonicalJSON {
        .present([
            "title": title.json, "source": source.map { .string($0) },
            "values": .object(values.mapValues(\.json)),
        ])
    }
}

extension Criterion {
    fileprivate var json: CanonicalJSON {
        var members: [String: CanonicalJSON?] = [
            "id": .id(id), "title": title.json, "note": note?.json, "points": points.json,
            "departments": departments.isEmpty ? nil : .array(departments.map { .id($0) }),
            "not-applicable": exemption.map {
                [
                    "kinds": .array($0.kinds.map { .string($0.rawValue) }),
                    "redistribute": .string($0.redistribution.rawValue),
                ]
            },
        ]
        switch content {
        case .children(let children): members["children"] = .array(children.map(\.json))
        case .indicator(let indicator): members.merge(indicator.json) { $1 }
        }
        return .present(members)
    }
}

extension Indicator {
    fileprivate var json: [String: CanonicalJSON?] {
        [
            "by": scoring == .experts ? "experts" : "rule", "rule": rule?.json,
            "evidence": .string(evidence.rawValue), "evidence-note": evidenceNote?.json,
            "comment": rule == nil ? Optional(comment.json) : .none, "unit": unit?.json, "range": range?.json,
            "marks": marks?.json,
            "rubric": rubric.isEmpty
                ? nil : .array(rubric.map { ["points": $0.points.json, "text": $0.text.json] }),
        ]
    }
}

extension FactRange {
    fileprivate var json: CanonicalJSON { .present(["from": from?.json, "to": to?.json]) }
}

extension Indicator.CommentRule {
    fileprivate var json: CanonicalJSON {
        switch self {
        case .never: "never"
        case .always: "always"
        case .below(let share): .string("below \((share * 100).exactText)%")
        }
    }
}

extension Rule {
    fileprivate var json: CanonicalJSON {
        switch self {
        case .bands(let fact, let bands):
            [
                "fact": .id(fact),
                "bands": .array(
                    bands.map { band in
                        .present([
                            "from": band.from?.json, "below": band.below?.json, "points": band.points.json,
                        ])
                    }),
            ]
        case .linear(let fact, let from, let to): ["fact": .id(fact), "linear": ["from": from.json, "to": to.json]]
        case .proportion(let fact, let target, let points):
            ["fact": .id(fact), "proportion": ["target": target.json, "points": points.json]]
        case .deduct(let fact, let deduction): ["fact": .id(fact), "deduct": deduction.json]
        case .eachPeriod(let fact, let each): ["fact": .id(fact), "each-period": each.json]
        case .parts(let parts):
            [
                "parts": .array(
                    parts.map { ["fact": .id($0.fact), "title": $0.title.json, "points": $0.points.json] })
            ]
        case .anyOf(let rules): ["any-of": .array(rules.map(\.json))]
        }
    }
}

extension Rule.Anchor {
    fileprivate var json: CanonicalJSON { ["value": value.json, "points": points.json] }
}

extension Rule.Deduction {
    fileprivate var json: CanonicalJSON {
        [
            "start": start.json, "each": each.json, "per": per.json, "whole": .bool(wholeUnits),
            direction.rawValue: limit.json,
        ]
    }
}

extension Rule.EachPeriod {
    fileprivate var json: CanonicalJSON {
        [
            "periods": .array(periods.map { .string($0) }), "points": points.json,
            comparison.rawValue: .id(benchmark),
        ]
    }
}
