// The seven rule shapes.

import AssessmentModel
import PlainText
import Reasons

/// Reads the rule of an indicator of so many points.
struct RuleReading {
    /// nil where they could not be read; then nothing is held against them.
    let points: Fraction?

    static let shapes = ["bands", "linear", "proportion", "deduct", "each-period", "parts", "any-of"]

    /// The fact that a mapping names.
    struct Naming {
        /// nil where none is named, or what is named cannot be read.
        let fact: FactName?
        /// Whether a fact was meant to be named: that one is missing needs no second word then.
        let isMeant: Bool

        init(_ keys: YAMLMapping, inheriting outer: Naming? = nil) {
            fact = keys["fact"].map(readFact) ?? outer?.fact
            isMeant = keys["fact"] != nil || keys.misspelt.contains("fact") || outer?.isMeant == true
        }
    }

    /// `outer` is the indicator's own; an alternative of `any-of` may name another beside its shape.
    func rule(_ node: YAMLNode, _ outer: Naming) -> Rule? {
        guard let keys = node.mapping(Self.shapes + ["fact"]) else { return nil }
        let shapes = Self.shapes.filter { keys[$0] != nil }
        guard shapes.count == 1, let shape = shapes.first, let body = keys[shape] else {
            if shapes.count > 1 || keys.misspelt.isDisjoint(with: Self.shapes) {
                node.problem(.oneShape(of: Self.shapes, found: shapes))
            }
            return nil
        }
        let naming = Naming(keys, inheriting: outer)
        switch shape {
        case "parts": return parts(body)
        case "any-of": return anyOf(body, naming)
        default:
            if naming.fact == nil, !naming.isMeant {
                node.problem(.missing(key: "fact"), hint: Reason(.nameTheFact))
            }
            // Without its fact the rest of a rule is still looked at.
            let rule = measured(shape, body, naming.fact ?? FactName(""))
            return naming.fact == nil ? nil : rule
        }
    }

    private func measured(_ shape: String, _ body: YAMLNode, _ fact: FactName) -> Rule? {
        switch shape {
        case "bands": bands(body).map { .bands(fact, $0) }
        case "linear": linear(body, fact)
        case "proportion": proportion(body, fact)
        case "deduct": deduct(body, fact)
        default: eachPeriod(body, fact)
        }
    }

    private func bands(_ node: YAMLNode) -> [Rule.Band]? {
        let items = node.list(ofAtLeastOne: .band)
        var bands: [Rule.Band] = []
        var isWhole = true
        for (index, item) in items.enumerated() {
            guard let keys = item.mapping(["from", "below", "points"]) else {
                isWhole = false
                bands.append(Rule.Band(from: nil, below: nil, points: .zero))
                continue
            }
            let points = keys.required("points").flatMap(award)
            isWhole = isWhole && points != nil
            let from = keys["from"].flatMap { $0.decimal() }
            let below = keys["below"].flatMap { $0.decimal() }
            if (index == 0) != (keys["from"] == nil), !keys.misspelt.contains("from") {
                item.problem(index == 0 ? Reason(.bandFirstOpen) : .missing(key: "from"))
            }
            if (index == items.count - 1) != (keys["below"] == nil), !keys.misspelt.contains("below") {
                item.problem(keys["below"] == nil ? .missing(key: "below") : Reason(.bandLastOpen))
            }
            if let from, let last = bands.last?.below, from != last {
                item.problem(Reason(.bandGap, ["from": .fraction(from), "expected": .fraction(last)]))
            }
            if let from, let below, below <= from {
                item.problem(Reason(.bandEmpty, ["from": .fraction(from), "below": .fraction(below)]))
            }
            bands.append(Rule.Band(from: from, below: below, points: points ?? .zero))
        }
        return bands.isEmpty || !isWhole ? nil : bands
    }

    private func linear(_ node: YAMLNode, _ fact: FactName) -> Rule? {
        guard let keys = node.mapping(["from", "to"]) else { return nil }
        let start = keys.required("from").flatMap(anchor)
        let end = keys.required("to").flatMap(anchor)
        guard let from = start, let to = end else { return nil }
        if from.value == to.value { node.problem(Reason(.linearFlat, ["value": .fraction(from.value)])) }
        return from.value == to.value ? nil : .linear(fact, from: from, to: to)
    }

    private func anchor(_ node: YAMLNode) -> Rule.Anchor? {
        guard let keys = node.mapping(["value", "points"]) else { return nil }
        let value = keys.required("value")?.decimal()
        let points = keys.required("points").flatMap(award)
        guard let value, let points else { return nil }
        return Rule.Anchor(value: value, points: points)
    }

    private func proportion(_ node: YAMLNode, _ fact: FactName) -> Rule? {
        guard let keys = node.mapping(["target", "points"]) else { return nil }
        let target = keys.required("target")?.positive()
        let most = keys["points"].flatMap(award) ?? points
        return target.map { .proportion(fact, target: $0, points: most ?? .zero) }
    }

    private func deduct(_ node: YAMLNode, _ fact: FactName) -> Rule? {
        guard let keys = node.mapping(["start", "each", "per", "over", "under", "whole"]) else { return nil }
        if let under = keys["under"], keys["over"] != nil { under.problem(.either("over", or: "under")) }
        let each = keys.required("each")?.positive()
        let deduction = Rule.Deduction(
            start: keys["start"].flatMap(award) ?? points ?? .zero, each: each ?? 1,
            per: keys["per"].flatMap { $0.positive() } ?? 1,
            limit: (keys["over"] ?? keys["under"]).flatMap { $0.decimal() } ?? 0,
            direction: keys["under"] == nil ? .over : .under,
            wholeUnits: keys["whole"].flatMap { $0.flag() } ?? false)
        return each == nil ? nil : .deduct(fact, deduction)
    }

    private func eachPeriod(_ node: YAMLNode, _ fact: FactName) -> Rule? {
        guard let keys = node.mapping(["periods", "points", "above", "at-least"]) else { return nil }
        let list = keys.required("periods")
        let periods = list?.list(ofAtLeastOne: .period).compactMap(period) ?? []
        let each = keys.required("points")?.positive()
        if Set(periods).count != periods.count { list?.problem(Reason(.periodTwice)) }
        if let each, let points, each * Fraction(periods.count) > points {
            node.problem(
                Reason(
                    .periodsTooMuch,
                    ["count": .number(periods.count), "each": .fraction(each), "points": .fraction(points)]))
        }
        guard (keys["above"] == nil) != (keys["at-least"] == nil) else {
            if keys.misspelt.isDisjoint(with: ["above", "at-least"]) {
                node.problem(.either("above", or: "at-least"))
            }
            return nil
        }
        guard let benchmark = (keys["above"] ?? keys["at-least"]).flatMap(readFact), let each, list != nil
        else { return nil }
        return .eachPeriod(
            fact,
            Rule.EachPeriod(
                periods: periods, points: each, benchmark: benchmark,
                comparison: keys["above"] == nil ? .atLeast : .above))
    }

    private func period(_ node: YAMLNode) -> Period? {
        guard let text = node.text() else { return nil }
        guard FactName.accepts(text) else {
            node.misread(id: text, expected: .period)
            return nil
        }
        return text
    }

    private func parts(_ node: YAMLNode) -> Rule? {
        var facts: Set<FactName> = []
        let parts: [Rule.Part] = node.list(ofAtLeastOne: .part).compactMap { item in
            guard let keys = item.mapping(["fact", "title", "points"]) else { return nil }
            let fact = keys.required("fact").flatMap(readFact)
            let title = keys.required("title")?.localized(plain: true, atMost: TextLimit.reason)
            let points = keys.required("points").flatMap(award)
            if let fact, !facts.insert(fact).inserted {
                keys["fact"]?.problem(.twice(.fact, fact.text), hint: Reason(.oneAnswerForParts))
            }
            guard let fact, let title, let points else { return nil }
            return Rule.Part(fact: fact, title: title, points: points)
        }
        let sum = parts.map(\.points).sum()
        if let points, sum > points {
            node.problem(Reason(.partsTooMuch, ["sum": .fraction(sum), "points": .fraction(points)]))
        }
        return parts.isEmpty ? nil : .parts(parts)
    }

    private func anyOf(_ node: YAMLNode, _ naming: Naming) -> Rule? {
        let items = node.list()
        let rules = items.compactMap { rule($0, naming) }
        if items.count < 2, node.isList { node.problem(Reason(.alternativesFew)) }
        return rules.isEmpty ? nil : .anyOf(rules)
    }

    /// Points that a rule gives: 0 up to the indicator's.
    private func award(_ node: YAMLNode) -> Fraction? {
        guard let value = node.decimal() else { return nil }
        if value < 0 || value > points ?? value {
            node.problem(
                points.map { .outside(value, upTo: $0) } ?? .written(.fraction(value), expected: .notNegative))
        }
        return value
    }
}

extension Reason {
    fileprivate static func oneShape(of all: [String], found: [String]) -> Reason {
        guard let first = found.first else { return Reason(.ruleShapeNone, ["shapes": .texts(all)]) }
        return Reason(
            .ruleShapesSeveral,
            ["one": .text(first), "others": .texts(Array(found.dropFirst())), "shapes": .texts(all)])
    }

    fileprivate static func either(_ one: String, or other: String) -> Reason {
        Reason(.eitherOf, ["one": .quoted(one), "other": .quoted(other)])
    }
}
