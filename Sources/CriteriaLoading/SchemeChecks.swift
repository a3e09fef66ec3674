// What only shows when the whole scheme is read: ids that are unique, and names that lead somewhere.

import AssessmentModel

/// Logs every contradiction between parts of a scheme.
///
/// Where a part could not be read, what leads to it would seem to lead nowhere: that is looked at once the file is mended.
func check(_ scheme: Scheme, at root: YAMLNode) {
    let isWhole = root.log.problems.isEmpty
    let check = SchemeCheck(scheme: scheme, root: root, lines: root.linesOfIDs())
    check.ids()
    check.facts()
    guard isWhole else { return }
    check.ties()
    check.benchmarks()
    check.thresholds()
    check.order()
    check.exemptions()
}

private struct SchemeCheck {
    let scheme: Scheme
    let root: YAMLNode
    /// Where each id stands.
    let lines: [String: [Int]]

    func ids() {
        let items = scheme.bonus.items + scheme.deductions.items + scheme.vetoes
        let ids = scheme.allCriteria.map(\.id.text) + items.map(\.id.text)
        for (id, count) in Dictionary(grouping: ids, by: { $0 }).mapValues(\.count).sorted(by: { $0.key < $1.key })
        where count > 1 {
            add(id, at: lines[id]?.dropFirst().first, "the id `\(id)` is used \(count) times, expected once")
        }
    }

    func ties() {
        let pillars = Set(scheme.criteria.map(\.id.text))
        let criteria = Set(scheme.allCriteria.map(\.id.text))
        for (index, key) in scheme.ties.enumerated() {
            switch key {
            case .pillar(let id): name(id, "pillar", among: pillars, ["ties", "\(index)", "pillar"])
            case .criterion(let id): name(id, "criterion", among: criteria, ["ties", "\(index)", "criterion"])
            default: break
            }
        }
        if let share = scheme.ties.firstIndex(of: .share), share != scheme.ties.count - 1 {
            add("ties", at: root.line(ofKey: "ties"), "nothing can follow `share`: the rank is shared there")
        }
        if Set(scheme.ties).count != scheme.ties.count {
            add("ties", at: root.line(ofKey: "ties"), "the same key stands twice")
        }
    }

    func benchmarks() {
        let benchmarks = Dictionary(scheme.benchmarks.map { ($0.id, $0) }) { first, _ in first }
        for indicator in scheme.indicators {
            for (fact, each) in indicator.indicator?.rule.map(periodRules) ?? [] {
                guard let benchmark = benchmarks[each.benchmark] else {
                    if each.benchmark == fact { add(rule: indicator, "the fact `\(fact)` is compared with itself") }
                    continue
                }
                for period in each.periods where benchmark.values[period] == nil {
                    add(rule: indicator, "the benchmark `\(benchmark.id)` has no value for \(period)")
                }
            }
        }
    }

    /// One name cannot be a number here and yes/no there, nor be read by a rule and be an item of its own.
    func facts() {
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
                add(
                    rule: indicator,
                    "the fact `\(need.key)` is read as \(isNumber ? "a number" : "yes/no") here and as "
                        + "\(isNumber ? "yes/no" : "a number") in \(first.indicator)")
            }
        }
        for item in scheme.vetoes + scheme.bonus.items + scheme.deductions.items {
            guard let reader = readers[FactKey(item.fact)] else { continue }
            add(
                item.id.text, at: lines[item.id.text]?.first,
                "the rule of \(reader.indicator) reads a fact of this name, expected another id",
                hint: "one answer in the facts would do both")
        }
    }

    func thresholds() {
        let pillars = Dictionary(scheme.criteria.map { ($0.id, $0) }) { first, _ in first }
        let names = Set(pillars.keys.map(\.text))
        let smallest = scheme.criteria.min { $0.points < $1.points }
        let grades = scheme.grades.enumerated().map { (["grades", "\($0)"], $1.total, $1.pillars) }
        for (place, total, lines) in [(["pass"], scheme.pass.total, scheme.pass.pillars)] + grades {
            if case .points(let points)? = total, points > scheme.points {
                root.at(place + ["total"]).problem("found \(points), the scheme has only \(scheme.points) points")
            }
            guard let lines else { continue }
            switch lines {
            case .all(let threshold): compare(threshold, with: smallest, place + ["pillars"])
            case .each(let thresholds):
                for (id, threshold) in thresholds.sorted(by: { $0.key < $1.key }) {
                    let way = place + ["pillars", id.text]
                    if let pillar = pillars[id] { compare(threshold, with: pillar, way) }
                    name(id, "pillar", among: names, way)
                }
            }
        }
    }

    private func compare(_ threshold: Threshold, with pillar: Criterion?, _ way: [String]) {
        guard case .points(let points) = threshold, let pillar, points > pillar.points else { return }
        root.at(way).problem("found \(points), the pillar \(pillar.id) has only \(pillar.points) points")
    }

    /// The first grade whose lines are met counts: one behind a lower or an open one is never reached.
    func order() {
        let best = "grades stand best first"
        for (index, grade) in scheme.grades.enumerated() {
            if grade.total == nil, grade.pillars == nil, index < scheme.grades.count - 1 {
                root.at(["grades", "\(index)"]).problem(
                    "has neither `total` nor `pillars`, so that no grade behind it is ever reached", hint: best)
            }
            guard let total = grade.total,
                let higher = scheme.grades[..<index].last(where: { $0.total?.isShare == total.isShare }),
                let line = higher.total, line.value < total.value || line == total && higher.isMet(with: grade)
            else { continue }
            root.at(["grades", "\(index)", "total"]).problem(
                "found \(total.words) behind \(line.words), expected less", hint: best)
        }
    }

    /// A zone that a criterion applies to must find something below it to be scored.
    func exemptions() {
        let families = scheme.allCriteria.filter { !$0.children.isEmpty }.map { ($0.id.text, $0.children) }
        for kind in Zone.Kind.allCases {
            if !scheme.criteria.contains(where: { $0.applies(to: kind) }) {
                add(
                    "criteria", at: root.line(ofKey: "criteria"),
                    "no pillar is left for zones of the kind \(kind.rawValue)")
            }
            for (id, children) in families where !children.contains(where: { $0.applies(to: kind) }) {
                add(
                    id, at: lines[id]?.first, "nothing below it is left for zones of the kind \(kind.rawValue)",
                    hint: "put `not-applicable` at \(id) itself")
            }
        }
    }

    private func name(_ id: CriterionID, _ word: String, among names: Set<String>, _ way: [String]) {
        guard !names.contains(id.text) else { return }
        root.at(way).problem("unknown \(word) `\(id)`", hint: known(names, near: id.text))
    }

    private func add(_ key: String, at line: Int?, _ message: String, hint: String? = nil) {
        root.log.add(line, key, message, hint: hint)
    }

    private func add(rule indicator: Criterion, _ message: String) {
        add("\(indicator.id).rule", at: lines[indicator.id.text]?.first, message)
    }
}

private func periodRules(_ rule: Rule) -> [(FactName, Rule.EachPeriod)] {
    switch rule {
    case .eachPeriod(let fact, let each): [(fact, each)]
    case .anyOf(let rules): rules.flatMap(periodRules)
    default: []
    }
}

extension Grade {
    /// Whether whoever meets the lines of another grade of the same total meets these.
    fileprivate func isMet(with other: Grade) -> Bool { pillars == nil || pillars == other.pillars }
}

extension Threshold {
    fileprivate var isShare: Bool {
        if case .share = self { true } else { false }
    }

    fileprivate var value: Fraction {
        switch self {
        case .points(let value), .share(let value): value
        }
    }

    fileprivate var words: String {
        switch self {
        case .points(let points): "\(points)"
        case .share(let share): "\(share * 100)%"
        }
    }
}

extension YAMLNode {
    /// What stands below keys and, in lists, numbers; the last that is there where the way ends early.
    fileprivate func at(_ way: [String]) -> YAMLNode {
        guard let step = way.first else { return self }
        let next = isList ? Int(step).flatMap { child($0) } : child(step)
        return next?.at(Array(way.dropFirst())) ?? self
    }
}
