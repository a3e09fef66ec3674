// What only shows when the whole scheme is read: ids that are unique, and names that lead somewhere.

import AssessmentModel

/// Logs every contradiction between parts of a scheme.
///
/// Where a part could not be read, what leads to it would seem to lead nowhere: that is looked at once the file is mended.
func check(_ scheme: Scheme, at root: YAMLNode) {
    let isWhole = root.log.problems.isEmpty
    checkIDs(scheme, root)
    checkFacts(scheme, root)
    guard isWhole else { return }
    checkTies(scheme, root)
    checkBenchmarks(scheme, root)
    checkThresholds(scheme, root)
    checkExemptions(scheme, root)
}

private func checkIDs(_ scheme: Scheme, _ root: YAMLNode) {
    let items = scheme.bonus.items + scheme.deductions.items + scheme.vetoes
    let ids = scheme.allCriteria.map(\.id.text) + items.map(\.id.text)
    for (id, count) in Dictionary(grouping: ids, by: { $0 }).mapValues(\.count).sorted(by: { $0.key < $1.key })
    where count > 1 {
        root.log.add(root.line(ofID: id, occurrence: 2), id, "the id `\(id)` is used \(count) times, expected once")
    }
}

private func checkTies(_ scheme: Scheme, _ root: YAMLNode) {
    let pillars = scheme.criteria.map(\.id.text)
    let criteria = scheme.allCriteria.map(\.id.text)
    for (index, key) in scheme.ties.enumerated() {
        let place = ["ties", "\(index)"]
        switch key {
        case .pillar(let id): checkName(id, "pillar", among: pillars, root.at(place + ["pillar"]))
        case .criterion(let id): checkName(id, "criterion", among: criteria, root.at(place + ["criterion"]))
        default: break
        }
    }
    if let share = scheme.ties.firstIndex(of: .share), share != scheme.ties.count - 1 {
        root.log.add(root.line(of: "ties"), "ties", "nothing can follow `share`: the rank is shared there")
    }
    if Set(scheme.ties).count != scheme.ties.count {
        root.log.add(root.line(of: "ties"), "ties", "the same key stands twice")
    }
}

private func checkName(_ id: CriterionID, _ word: String, among names: [String], _ place: YAMLNode) {
    guard !names.contains(id.text) else { return }
    place.problem("unknown \(word) `\(id)`", hint: known(names, near: id.text))
}

private func checkBenchmarks(_ scheme: Scheme, _ root: YAMLNode) {
    let benchmarks = Dictionary(scheme.benchmarks.map { ($0.id, $0) }) { first, _ in first }
    for indicator in scheme.indicators {
        for each in indicator.indicator?.rule.map(periodRules) ?? [] {
            guard let benchmark = benchmarks[each.benchmark] else { continue }
            for period in each.periods where benchmark.values[period] == nil {
                root.log.add(
                    root.line(ofID: indicator.id.text), "\(indicator.id).rule",
                    "the benchmark `\(benchmark.id)` has no value for \(period)")
            }
        }
    }
}

private func periodRules(_ rule: Rule) -> [Rule.EachPeriod] {
    switch rule {
    case .eachPeriod(_, let each): [each]
    case .anyOf(let rules): rules.flatMap(periodRules)
    default: []
    }
}

/// One name cannot be a number here and yes/no there.
private func checkFacts(_ scheme: Scheme, _ root: YAMLNode) {
    let benchmarks = Set(scheme.benchmarks.map(\.id))
    var readers: [FactKey: (kind: FactNeed.Kind, indicator: CriterionID)] = [:]
    for indicator in scheme.indicators {
        for need in indicator.indicator?.rule?.needs(benchmarks: benchmarks) ?? [] {
            guard let first = readers[need.key] else {
                readers[need.key] = (need.kind, indicator.id)
                continue
            }
            guard first.kind != need.kind else { continue }
            let isNumber = need.kind == .number
            root.log.add(
                root.line(ofID: indicator.id.text), "\(indicator.id).rule",
                "the fact `\(need.key)` is read as \(isNumber ? "a number" : "yes/no") here and as "
                    + "\(isNumber ? "yes/no" : "a number") in \(first.indicator)")
        }
    }
    let items =
        scheme.vetoes.map { ($0, FactNeed.Kind.flag) }
        + (scheme.bonus.items + scheme.deductions.items).map { ($0, .flagOrPoints) }
    for (item, kind) in items {
        guard let reader = readers[FactKey(item.fact)], reader.kind != kind else { continue }
        root.log.add(
            root.line(ofID: item.id.text), item.id.text,
            "\(reader.indicator) reads a fact of this name otherwise, expected another id")
    }
}

private func checkThresholds(_ scheme: Scheme, _ root: YAMLNode) {
    let grades = scheme.grades.enumerated().map { (["grades", "\($0)"], $1.total, $1.pillars) }
    for (place, total, pillars) in [(["pass"], scheme.pass.total, scheme.pass.pillars)] + grades {
        if case .points(let points)? = total, points > scheme.points {
            root.at(place + ["total"]).problem("found \(points), the scheme has only \(scheme.points) points")
        }
        let lines = place + ["pillars"]
        if case .each(let thresholds)? = pillars {
            for id in thresholds.keys.sorted() {
                checkName(id, "pillar", among: scheme.criteria.map(\.id.text), root.at(lines + [id.text]))
            }
        }
        for pillar in scheme.criteria {
            if case .points(let points)? = pillars?.threshold(of: pillar.id), points > pillar.points {
                root.at(lines + [pillar.id.text]).problem(
                    "found \(points), the pillar \(pillar.id) has only \(pillar.points) points")
            }
        }
    }
}

/// A zone that a criterion applies to must find something below it to be scored.
private func checkExemptions(_ scheme: Scheme, _ root: YAMLNode) {
    let families = scheme.allCriteria.filter { !$0.children.isEmpty }.map { ($0.id.text, $0.children) }
    for kind in Zone.Kind.allCases {
        if !scheme.criteria.contains(where: { $0.applies(to: kind) }) {
            root.log.add(
                root.line(of: "criteria"), "criteria", "no pillar is left for zones of the kind \(kind.rawValue)")
        }
        for (id, children) in families where !children.contains(where: { $0.applies(to: kind) }) {
            root.log.add(
                root.line(ofID: id), id, "nothing below it is left for zones of the kind \(kind.rawValue)",
                hint: "put `not-applicable` at \(id) itself")
        }
    }
}

extension YAMLNode {
    /// What stands below keys and, in lists, numbers; the last that is there where the way ends early.
    fileprivate func at(_ way: [String]) -> YAMLNode {
        guard let step = way.first else { return self }
        let next =
            isMapping
            ? entries().first { $0.key == step }?.value
            : isScalar ? nil : list().first { $0.path.hasSuffix("[\(step)]") }
        return next?.at(Array(way.dropFirst())) ?? self
    }

    /// The line of a top-level key.
    fileprivate func line(of key: String) -> Int? { entries().first { $0.key == key }?.line }

    /// The line where an id stands for the n-th time.
    fileprivate func line(ofID id: String, occurrence: Int = 1) -> Int? {
        var lines = lines(ofID: id)
        lines.sort()
        return occurrence <= lines.count ? lines[occurrence - 1] : lines.first
    }

    private func lines(ofID id: String) -> [Int] {
        if isMapping {
            return entries().flatMap { entry in
                entry.key == "id" && entry.value.isScalar && entry.value.text() == id
                    ? [entry.value.line].compactMap { $0 } : entry.value.lines(ofID: id)
            }
        }
        return isScalar ? [] : list().flatMap { $0.lines(ofID: id) }
    }
}
