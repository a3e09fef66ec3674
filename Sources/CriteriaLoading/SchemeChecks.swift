// What only shows when the whole scheme is read: ids that are unique, and names that lead somewhere.

import AssessmentModel
import Reasons

/// Logs every contradiction between parts of a scheme.
///
/// Where a part could not be read, what leads to it would seem to lead nowhere: each check asks what it needs for that, and
/// looks at the rest.
func check(_ draft: SchemeDraft) {
    let check = SchemeCheck(draft)
    check.ids()
    check.facts()
    check.ties()
    check.benchmarks()
    check.thresholds()
    check.order()
    check.exemptions()
}

private struct SchemeCheck {
    let draft: SchemeDraft
    let scheme: Scheme
    let root: YAMLNode
    /// Where each id stands.
    let lines: [String: [Int]]
    /// nil where one could not be read.
    let pillars: Set<String>?
    let criteria: Set<String>?

    init(_ draft: SchemeDraft) {
        self.draft = draft
        scheme = draft.scheme
        root = draft.keys.node
        lines = root.linesOfIDs()
        let roots = scheme.criteria
        let areWhole = !roots.isEmpty && roots.allSatisfy(\.isNamed)
        let all = scheme.allCriteria
        pillars = areWhole ? Set(roots.map(\.id.text)) : nil
        criteria = areWhole && all.allSatisfy { $0.isNamed && $0.isWhole } ? Set(all.map(\.id.text)) : nil
    }

    func ids() {
        for (id, places) in lines.sorted(by: { $0.key < $1.key }) where places.count > 1 && CriterionID.accepts(id) {
            add(id, at: places[1], Reason(.idTwice, ["id": .quoted(id), "count": .number(places.count)]))
        }
    }

    func ties() {
        for tie in draft.ties {
            switch tie.value {
            case .pillar(let id): name(id, .pillar, among: pillars, tie.node.at(["pillar"]))
            case .criterion(let id): name(id, .criterion, among: criteria, tie.node.at(["criterion"]))
            default: break
            }
        }
        let line = root.line(ofKey: "ties")
        if let share = draft.ties.firstIndex(where: { $0.value == .share }), share != draft.ties.count - 1 {
            add("ties", at: line, Reason(.shareNotLast))
        }
        if Set(scheme.ties).count != scheme.ties.count { add("ties", at: line, Reason(.tieTwice)) }
    }

    func benchmarks() {
        let benchmarks = Dictionary(scheme.benchmarks.map { ($0.id, $0) }) { first, _ in first }
        for indicator in scheme.indicators {
            for (fact, each) in indicator.indicator?.rule.map(periodRules) ?? [] {
                guard let benchmark = benchmarks[each.benchmark] else {
                    if each.benchmark == fact, isMissing(benchmark: fact) {
                        add(rule: indicator, Reason(.factAgainstItself, ["fact": .quoted(fact.text)]))
                    }
                    continue
                }
                let given = root.at(["benchmarks", benchmark.id.text, "values"]).names
                guard !given.isEmpty, given.allSatisfy({ FactName.accepts($0) }) else { continue }
                for period in each.periods where !given.contains(period) {
                    add(
                        rule: indicator,
                        Reason(.benchmarkGap, ["benchmark": .quoted(benchmark.id.text), "period": .text(period)]))
                }
            }
        }
    }

    /// Whether the scheme surely has no benchmark of this name.
    private func isMissing(benchmark name: FactName) -> Bool {
        !draft.keys.misspelt.contains("benchmarks") && draft.keys["benchmarks"]?.child(name.text) == nil
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
                let forms: [InputForm] = need.kind == .number ? [.number, .yesNo] : [.yesNo, .number]
                add(
                    rule: indicator,
                    Reason(
                        .factReadTwice,
                        [
                            "fact": .quoted(need.key.description), "here": forms[0].told, "there": forms[1].told,
                            "indicator": .text(first.indicator.text),
                        ]))
            }
        }
        for item in scheme.vetoes + scheme.bonus.items + scheme.deductions.items {
            guard let reader = readers[FactKey(item.fact)] else { continue }
            add(
                item.id.text, at: lines[item.id.text]?.first,
                Reason(.factNameTaken, ["indicator": .text(reader.indicator.text)]), hint: Reason(.oneAnswerForBoth))
        }
    }

    func thresholds() {
        let points = scheme.criteria.allSatisfy { $0.points > 0 } && pillars != nil ? scheme.points : nil
        let smallest = points == nil ? nil : scheme.criteria.min { $0.points < $1.points }
        let pass = root.at(["pass"])
        let grades = draft.grades.map { ($0.node, $0.value.total, $0.value.pillars) }
        for (node, total, lines) in [(pass, scheme.pass.total, scheme.pass.pillars)] + grades {
            if case .points(let line)? = total, let points, line > points {
                node.at(["total"]).problem(
                    Reason(.passAbovePoints, ["found": .fraction(line), "points": .fraction(points)]))
            }
            switch lines {
            case .all(let threshold): compare(threshold, with: smallest, node.at(["pillars"]))
            case .each(let thresholds):
                for (id, threshold) in thresholds.sorted(by: { $0.key < $1.key }) {
                    let place = node.at(["pillars", id.text])
                    compare(threshold, with: scheme.criteria.first { $0.id == id }, place)
                    name(id, .pillar, among: pillars, place)
                }
            case nil: break
            }
        }
    }

    private func compare(_ threshold: Threshold, with pillar: Criterion?, _ place: YAMLNode) {
        guard case .points(let points) = threshold, let pillar, pillar.points > 0, points > pillar.points else {
            return
        }
        place.problem(
            Reason(
                .passAbovePillar,
                [
                    "found": .fraction(points), "pillar": .text(pillar.id.text), "points": .fraction(pillar.points),
                ]))
    }

    /// The first grade whose lines are met counts: one behind a lower or an open one is never reached.
    func order() {
        let best = Reason(.gradesBestFirst)
        let last = "grades[\((draft.keys["grades"]?.count ?? 0) - 1)]"
        for (index, grade) in draft.grades.enumerated() {
            if grade.isWhole, grade.value.isOpen, grade.node.path != last {
                grade.node.problem(Reason(.gradeOpen), hint: best)
            }
            guard let total = grade.value.total,
                let higher = draft.grades[..<index].last(where: { $0.value.total?.isShare == total.isShare }),
                let line = higher.value.total, line.value < total.value || line == total && higher.hides(grade)
            else { continue }
            grade.node.at(["total"]).problem(
                Reason(.gradeOrder, ["found": .text(total.text), "before": .text(line.text)]), hint: best)
        }
    }

    /// A zone that a criterion applies to must find something below it to be scored.
    func exemptions() {
        let exempt = Set(scheme.allCriteria.flatMap { $0.exemption?.kinds ?? [] })
        for kind in scheme.knownKinds where exempt.contains(kind) {
            let told = scheme.kinds.first { $0.id == kind }.map { Reason.Value.localized($0.name) } ?? .kind(kind)
            if pillars != nil, !scheme.criteria.contains(where: { $0.applies(to: kind) }) {
                add(
                    "criteria", at: root.line(ofKey: "criteria"),
                    Reason(.pillarsNoneFor, ["kind": told]))
            }
            for parent in scheme.allCriteria where !parent.children.isEmpty && parent.isNamed {
                guard !parent.children.contains(where: { $0.applies(to: kind) }) else { continue }
                add(
                    parent.id.text, at: lines[parent.id.text]?.first,
                    Reason(.childrenNoneFor, ["kind": told]),
                    hint: Reason(.exemptAbove, ["criterion": .text(parent.id.text)]))
            }
        }
    }

    private func name(_ id: CriterionID, _ thing: InputThing, among names: Set<String>?, _ place: YAMLNode) {
        guard let names, !names.contains(id.text) else { return }
        place.problem(.unknown(thing, id.text), hint: known(names, near: id.text))
    }

    private func add(_ key: String, at line: Int?, _ reason: Reason, hint: Reason? = nil) {
        root.log.add(line, key, reason, hint: hint)
    }

    private func add(rule indicator: Criterion, _ reason: Reason) {
        add("\(indicator.id).rule", at: lines[indicator.id.text]?.first, reason)
    }
}

private func periodRules(_ rule: Rule) -> [(FactName, Rule.EachPeriod)] {
    switch rule {
    case .eachPeriod(let fact, let each): [(fact, each)]
    case .anyOf(let rules): rules.flatMap(periodRules)
    default: []
    }
}

extension Criterion {
    /// Whether its id is one, and no stand-in.
    fileprivate var isNamed: Bool { CriterionID.accepts(id.text) }

    /// Whether it is known what stands below it.
    fileprivate var isWhole: Bool { indicator != nil || !children.isEmpty }
}

extension Grade {
    fileprivate var isOpen: Bool { total == nil && pillars == nil }
}

extension Placed<Grade> {
    /// Whether whoever meets the lines of another grade of the same total surely meets these.
    fileprivate func hides(_ other: Placed<Grade>) -> Bool {
        isWhole && other.isWhole && (value.pillars == nil || value.pillars == other.value.pillars)
    }
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

    fileprivate var text: String {
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
