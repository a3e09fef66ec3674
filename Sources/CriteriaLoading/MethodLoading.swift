// Panel, marks, aggregation, rounding, pass lines, grades, ties, bonus, vetoes, benchmarks.

import AssessmentModel

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
                "found `\(text)`, expected {step: …}, {scale: …, step: …} or yes-no",
                hint: nearest(text, ["yes-no"]).map { "did you mean `\($0)`?" })
            return nil
        }
        return .yesNo
    }
    guard let keys = node.mapping(["scale", "step"]) else { return nil }
    let scale = keys["scale"].flatMap { $0.positive() }
    guard let stepNode = keys.required("step"), let step = stepNode.positive() else { return nil }
    if step.hundredths == nil {
        stepNode.problem("found \(step), expected a multiple of 0.01", hint: "marks are kept in hundredths")
    }
    if let scale, !(scale / step).isWhole {
        stepNode.problem("the scale \(scale) is not a multiple of the step \(step)")
    }
    return MarkGrid(scale: scale, step: step)
}

func readAggregate(_ node: YAMLNode) -> Aggregate? {
    guard let keys = node.mapping(["method", "drop", "level", "minimum", "fallback", "groups"]),
        let method = keys.required("method")?.choice(Aggregate.Method.self)
    else { return nil }
    let drop = readDrop(keys, method)
    let minimum = keys["minimum"].flatMap { $0.integer(1...999) }
    let aggregate = Aggregate(
        method: method, drop: drop, level: keys["level"].flatMap { $0.choice(Aggregate.Level.self) } ?? .indicator,
        minimum: minimum, fallback: keys["fallback"].map { $0.list().compactMap(readFallback) } ?? [],
        groups: keys["groups"].map(readGroups) ?? [])
    if aggregate.minimum <= drop.high + drop.low {
        keys["minimum"]?.problem(
            "found \(aggregate.minimum), expected more than the \(drop.high + drop.low) marks dropped")
    }
    let steps = aggregate.fallback.map(\.from)
    if Set(steps).count != steps.count { keys["fallback"]?.problem("two entries have the same `from`") }
    for (entry, step) in zip(keys["fallback"]?.list() ?? [], steps) where step >= aggregate.minimum {
        entry.problem("from \(step) never applies, expected less than the minimum \(aggregate.minimum)")
    }
    return aggregate
}

/// Groups in which every source stands exactly once.
private func readGroups(_ node: YAMLNode) -> [Aggregate.Group] {
    let before = node.log.problems.count
    let groups: [Aggregate.Group] = node.list(ofAtLeastOne: "group").compactMap { item in
        guard let keys = item.mapping(["sources", "weight"]), let list = keys.required("sources"),
            let weight = keys.required("weight")?.positive()
        else { return nil }
        let sources = list.list(ofAtLeastOne: "source").compactMap { $0.choice(Expert.Source.self) }
        return Aggregate.Group(sources: sources, weight: weight)
    }
    // A source that could not be read would seem to stand nowhere.
    guard node.log.problems.count == before else { return groups }
    let sources = groups.flatMap(\.sources)
    for source in Expert.Source.allCases {
        let count = sources.count { $0 == source }
        if count != 1 { node.problem("the source \(source.rawValue) stands in \(count) groups, expected one") }
    }
    return groups
}

private func readFallback(_ node: YAMLNode) -> Aggregate.Fallback? {
    guard let keys = node.mapping(["from", "method", "drop"]), let from = keys.required("from")?.integer(1...999),
        let method = keys.required("method")?.choice(Aggregate.Method.self)
    else { return nil }
    let drop = readDrop(keys, method)
    if from <= drop.high + drop.low {
        node.problem("from \(from) leaves no mark when \(drop.high + drop.low) are dropped")
    }
    return Aggregate.Fallback(from: from, method: method, drop: drop)
}

/// Trimmed and winsorised means need a drop, the others must have none.
private func readDrop(_ keys: YAMLMapping, _ method: Aggregate.Method) -> Aggregate.Drop {
    let drops = method == .trimmedMean || method == .winsorisedMean
    guard let node = keys["drop"] else {
        if drops {
            keys.node.problem("the key `drop` is missing", hint: "\(method.rawValue) needs it, e.g. {high: 1, low: 1}")
        }
        return Aggregate.Drop()
    }
    guard drops else {
        node.problem("\(method.rawValue) drops nothing; remove the key")
        return Aggregate.Drop()
    }
    guard let counts = node.mapping(["high", "low"]) else { return Aggregate.Drop() }
    return Aggregate.Drop(
        high: counts["high"].flatMap { $0.integer(0...99) } ?? 0, low: counts["low"].flatMap { $0.integer(0...99) } ?? 0
    )
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

func readGrade(_ node: YAMLNode) -> Grade? {
    guard let keys = node.mapping(["name", "total", "pillars"]), let name = keys.required("name")?.localized()
    else { return nil }
    return Grade(
        name: name, total: keys["total"].flatMap { $0.threshold() }, pillars: keys["pillars"].flatMap(readPillarLines)
    )
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
            node.problem("expected exactly one of `pillar`, `criterion`, `by`")
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
    guard let keys = node.mapping(["cap", "items"]), let cap = keys.required("cap")?.positive(),
        let items = keys.required("items")
    else { return nil }
    return Adjustment(cap: cap, items: items.list().compactMap { readItem($0, hasPoints: true) })
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
    guard let id, let title, let points else { return nil }
    return SchemeItem(id: id, title: title, points: points)
}

func readBenchmarks(_ node: YAMLNode) -> [Benchmark] {
    node.entries().compactMap { key, line, value in
        guard FactName.acceptsFact(key) else {
            node.log.add(line, value.path, "found `\(key)`, expected a name of a-z, 0-9 and `_`")
            return nil
        }
        guard let keys = value.mapping(["title", "values", "source"]), let title = keys.required("title")?.localized(),
            let values = keys.required("values")
        else { return nil }
        let entries = values.entries().compactMap { entry in entry.value.decimal().map { (entry.key, $0) } }
        return Benchmark(
            id: FactName(key), title: title, source: keys["source"]?.text(),
            values: Dictionary(entries) { first, _ in first })
    }
}

extension YAMLNode {
    /// A decimal above 0.
    func positive() -> Fraction? {
        guard let value = decimal() else { return nil }
        guard value > 0 else {
            problem("found \(value), expected a number above 0")
            return nil
        }
        return value
    }

    /// Points, or a percentage such as `80%`.
    func threshold() -> Threshold? {
        guard let text = text() else { return nil }
        let isShare = text.hasSuffix("%")
        guard let value = Fraction(decimal: isShare ? text.dropLast() : text[...]), value >= 0, !isShare || value <= 100
        else {
            problem("found `\(text)`, expected points such as 85 or a percentage such as 80%")
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
