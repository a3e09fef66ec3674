// Panel, marks, aggregation, rounding, pass lines, grades, ties, bonus, vetoes, benchmarks.

import AssessmentModel
import Reasons

func readPanel(_ node: YAMLNode) -> PanelRule? {
    guard let keys = node.mapping(["minimum", "odd"]) else { return nil }
    return PanelRule(
        minimum: keys["minimum"].flatMap { $0.integer(1...999) } ?? 1, odd: keys["odd"].flatMap { $0.flag() } ?? false)
}

/// `{step}`, `{scale, step}` or `yes-no`.
func readGrid(_ node: YAMLNode) -> MarkGrid? {
    if node.isScalar {
        guard let text = node.text() else { return nil }
        guard text == "yes-no" else {
            node.problem(
                .written(.shown(text), expected: .grid),
                hint: keyRunningOn(text) != nil
                    ? Reason(.colonFullWidth)
                    : ["yes", "no"].contains(text) ? .meant("yes-no") : meant(text, ["yes-no"]))
            return nil
        }
        return .yesNo
    }
    guard let keys = node.mapping(["scale", "step"]) else { return nil }
    let scale = keys["scale"].flatMap { $0.positive() }
    guard let stepNode = keys.required("step"), let step = stepNode.positive() else { return nil }
    if step.hundredths == nil {
        stepNode.problem(.written(.fraction(step), expected: .hundredths), hint: Reason(.marksInHundredths))
    }
    if let scale, !(scale / step).isWhole {
        stepNode.problem(Reason(.scaleOffStep, ["scale": .fraction(scale), "step": .fraction(step)]))
    }
    return MarkGrid(scale: scale, step: step)
}

func readAggregate(_ node: YAMLNode) -> Aggregate? {
    guard let keys = node.mapping(["method", "drop", "level", "minimum", "fallback", "groups"]) else { return nil }
    let method = keys.required("method")?.choice(Aggregate.Method.self)
    let drop = readDrop(keys, method)
    let minimum = keys["minimum"].flatMap { $0.integer(1...999) }
    let ladder = keys["fallback"]?.list().compactMap { node in readFallback(node).map { (node, $0) } } ?? []
    let aggregate = Aggregate(
        method: method ?? .mean, drop: drop ?? Aggregate.Drop(),
        level: keys["level"].flatMap { $0.choice(Aggregate.Level.self) } ?? .indicator, minimum: minimum,
        fallback: ladder.map(\.1), groups: keys["groups"].map(readGroups) ?? [])
    // Beside a number that could not be read the others would seem wrong.
    guard let drop, keys["minimum"] == nil || minimum != nil else { return aggregate }
    if aggregate.minimum <= drop.high + drop.low {
        keys["minimum"]?.problem(
            Reason(
                .minimumTooLow, ["found": .number(aggregate.minimum), "dropped": .number(drop.high + drop.low)]))
    }
    if Set(ladder.map(\.1.from)).count != ladder.count {
        keys["fallback"]?.problem(Reason(.fallbackTwice))
    }
    for (node, entry) in ladder where entry.from >= aggregate.minimum {
        node.problem(
            Reason(.fallbackIdle, ["from": .number(entry.from), "minimum": .number(aggregate.minimum)]))
    }
    return aggregate
}

/// Groups in which every source stands exactly once.
private func readGroups(_ node: YAMLNode) -> [Aggregate.Group] {
    let before = node.log.count
    let groups: [Aggregate.Group] = node.list(ofAtLeastOne: .group).compactMap { item in
        guard let keys = item.mapping(["sources", "weight"]) else { return nil }
        let list = keys.required("sources")?.list(ofAtLeastOne: .source) ?? []
        let sources = list.compactMap { $0.word(among: Expert.Source.early) }
        return keys.required("weight")?.positive().map { Aggregate.Group(sources: sources, weight: $0) }
    }
    // A source that could not be read would seem to stand nowhere.
    guard node.log.count == before else { return groups }
    let sources = groups.flatMap(\.sources)
    for source in Expert.Source.early {
        let count = sources.count { $0 == source }
        if count != 1 { node.problem(Reason(.sourceGroups, ["source": .source(source), "count": .number(count)])) }
    }
    return groups
}

private func readFallback(_ node: YAMLNode) -> Aggregate.Fallback? {
    guard let keys = node.mapping(["from", "method", "drop"]) else { return nil }
    let start = keys.required("from")?.integer(1...999)
    let method = keys.required("method")?.choice(Aggregate.Method.self)
    let drop = readDrop(keys, method)
    guard let from = start, let method else { return nil }
    if let drop, from <= drop.high + drop.low {
        node.problem(
            Reason(.fallbackLeavesNone, ["from": .number(from), "dropped": .number(drop.high + drop.low)]))
    }
    return Aggregate.Fallback(from: from, method: method, drop: drop ?? Aggregate.Drop())
}

/// Trimmed and winsorised means need a drop, the others must have none; nil after a problem. Where the method could not be
/// read, any drop fits.
private func readDrop(_ keys: YAMLMapping, _ method: Aggregate.Method?) -> Aggregate.Drop? {
    guard let method else { return keys["drop"].map(readCounts) ?? nil }
    let drops = method == .trimmedMean || method == .winsorisedMean
    guard let node = keys["drop"] else {
        guard drops else { return Aggregate.Drop() }
        if !keys.misspelt.contains("drop") {
            keys.node.problem(
                .missing(key: "drop"), hint: Reason(.dropNeeded, ["method": .text(method.rawValue)]))
        }
        return nil
    }
    guard drops else {
        node.problem(Reason(.methodDropsNothing, ["method": .text(method.rawValue)]))
        return nil
    }
    return readCounts(node)
}

/// How many marks are set aside, at least one.
private func readCounts(_ node: YAMLNode) -> Aggregate.Drop? {
    guard let counts = node.mapping(["high", "low"]), counts.misspelt.isEmpty else { return nil }
    let high = counts["high"].map { $0.integer(0...99) } ?? 0
    let low = counts["low"].map { $0.integer(0...99) } ?? 0
    guard let high, let low else { return nil }
    guard high + low > 0 else {
        node.problem(Reason(.dropEmpty), hint: Reason(.dropNoneIsMean))
        return nil
    }
    return Aggregate.Drop(high: high, low: low)
}

func readRounding(_ node: YAMLNode) -> RoundingSteps? {
    guard let keys = node.mapping(["mode", "mean", "indicator", "pillar", "total"]) else { return nil }
    let step = { (key: String) in keys[key].flatMap { $0.integer(0...6) } }
    return RoundingSteps(
        mode: keys.required("mode")?.choice(RoundingMode.self) ?? .halfUp, mean: step("mean"),
        indicator: step("indicator"), pillar: step("pillar"), total: step("total"))
}

func readPass(_ node: YAMLNode) -> PassLines? {
    guard let keys = node.mapping(["total", "pillars", "compare", "on"]) else { return nil }
    return PassLines(
        total: keys["total"].flatMap { $0.threshold() }, pillars: keys["pillars"].flatMap(readPillarLines),
        compare: keys["compare"].flatMap { $0.choice(PassLines.Comparison.self) } ?? .exact,
        subject: keys["on"].flatMap { $0.choice(PassLines.Subject.self) } ?? .base)
}

/// One line for all pillars, or lines by pillar.
private func readPillarLines(_ node: YAMLNode) -> PillarLines? {
    if !node.isMapping { return node.threshold().map { .all($0) } }
    let lines = node.entries().compactMap { entry in entry.value.threshold().map { (CriterionID(entry.key), $0) } }
    return .each(Dictionary(lines) { first, _ in first })
}

/// Something without a name stands for a grade whose name could not be read.
func readGrade(_ node: YAMLNode) -> Grade? {
    guard let keys = node.mapping(["name", "total", "pillars"]) else { return nil }
    return Grade(
        name: keys.required("name")?.localized() ?? LocalizedText(zh: ""),
        total: keys["total"].flatMap { $0.threshold() }, pillars: keys["pillars"].flatMap(readPillarLines))
}

private enum TieWord: String, CaseIterable {
    case lowestPillar = "lowest-pillar"
    case medianOfTotals = "median-of-totals"
    case exactTotal = "exact-total"
    case rulePoints = "rule-points"
    case share
}

func readTie(_ node: YAMLNode) -> TieKey? {
    guard let keys = node.mapping(["pillar", "criterion", "by"]) else { return nil }
    let given = ["pillar", "criterion", "by"].compactMap { keys[$0] }
    guard given.count == 1, let value = given.first else {
        if given.count > 1 || keys.misspelt.isEmpty {
            node.problem(Reason(.tieKeyOne))
        }
        return nil
    }
    if keys["pillar"] != nil { return value.identifier().map { .pillar($0) } }
    if keys["criterion"] != nil { return value.identifier().map { .criterion($0) } }
    switch value.choice(TieWord.self) {
    case .exactTotal: return .exactTotal
    case .rulePoints: return .rulePoints
    case .lowestPillar: return .lowestPillar
    case .medianOfTotals: return .medianOfTotals
    case .share: return .share
    case nil: return nil
    }
}

/// `bonus` or `deductions`.
func readAdjustment(_ node: YAMLNode) -> Adjustment? {
    guard let keys = node.mapping(["cap", "items"]) else { return nil }
    let cap = keys.required("cap")?.positive()
    let items = keys.required("items")?.list(ofAtLeastOne: .item) ?? []
    return Adjustment(cap: cap ?? .zero, items: items.compactMap { readItem($0, hasPoints: true) })
}

private enum RankingGroup: String, CaseIterable { case kind }

/// Whether zones are also ranked within their kind.
func readRanking(_ node: YAMLNode) -> Bool {
    node.mapping(["within"])?.required("within")?.choice(RankingGroup.self) == .kind
}

func readItem(_ node: YAMLNode, hasPoints: Bool) -> SchemeItem? {
    guard let keys = node.mapping(hasPoints ? ["id", "title", "points"] : ["id", "title"]) else { return nil }
    let id: ItemID? = keys.required("id")?.identifier()
    let title = keys.required("title")?.localized()
    let points = hasPoints ? keys.required("points")?.positive() : 0
    return id.map { SchemeItem(id: $0, title: title ?? LocalizedText(zh: ""), points: points ?? .zero) }
}

func readBenchmarks(_ node: YAMLNode) -> [Benchmark] {
    node.entries().compactMap { key, line, value in
        guard FactName.acceptsFact(key) else {
            node.log.add(line, value.path, .written(.shown(key), expected: .nameOf))
            return nil
        }
        guard let keys = value.mapping(["title", "values", "source"]) else { return nil }
        let title = keys.required("title")?.localized()
        let source = keys["source"]?.text()
        guard let values = keys.required("values") else { return nil }
        let entries: [(Period, Fraction)] = values.entries().compactMap { key, line, value in
            guard FactName.accepts(key) else {
                node.log.add(line, value.path, .written(.shown(key), expected: .period))
                return nil
            }
            return value.decimal().map { (key, $0) }
        }
        if values.isMapping, values.count == 0 { values.problem(.empty(of: .value)) }
        return Benchmark(
            id: FactName(key), title: title ?? LocalizedText(zh: ""), source: source,
            values: Dictionary(entries) { first, _ in first })
    }
}

extension YAMLNode {
    /// A decimal above 0.
    func positive() -> Fraction? {
        guard let value = decimal() else { return nil }
        guard value > 0 else {
            problem(.written(.fraction(value), expected: .aboveZero))
            return nil
        }
        return value
    }

    /// Points, or a percentage such as `80%`.
    func threshold() -> Threshold? {
        guard let text = text(expecting: .threshold) else { return nil }
        let isShare = text.hasSuffix("%")
        guard let value = Fraction(decimal: isShare ? text.dropLast() : text[...]), value >= 0 else {
            misread(number: text, expected: .threshold)
            return nil
        }
        if isShare, value > 100 {
            problem(.written(.quoted(text), expected: .share))
            return nil
        }
        return isShare ? .share(value / 100) : .points(value)
    }
}

extension Identifier<Fact> {
    /// Whether text follows the grammar of facts, `[a-z][a-z0-9_]*`.
    package static func acceptsFact(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first), text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }
}
