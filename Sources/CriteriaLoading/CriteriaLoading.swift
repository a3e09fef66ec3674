// The tree: criteria, indicators, rubrics.

import AssessmentModel
import PlainText
import Reasons

/// Reads criteria; problems of a criterion carry its id.
///
/// What cannot be read is logged, and something that no sound file has stands in for it, so that the scheme's checks can still
/// look at the rest: the place as an id, 0 points, a criterion with neither children nor indicator.
struct CriteriaReading {
    /// The early ones and the scheme's own; nil when these could not be read, and any may be named.
    let kinds: [Zone.Kind]?
    /// nil when the scheme's own could not be read; then names of departments are not held against them.
    let departments: Set<DepartmentID>?
    /// nil when the scheme's own could not be read; then rubrics are not held against it.
    let grid: MarkGrid?

    func criteria(_ node: YAMLNode) -> [Criterion] {
        node.list(ofAtLeastOne: .criterion).map { criterion($0, inherited: [], depth: 1) }
    }

    private static let keys = [
        "id", "title", "note", "points", "departments", "children", "by", "evidence", "evidence-note", "comment",
        "rubric", "fact", "rule", "unit", "range", "marks", "not-applicable",
    ]
    private static let leafKeys = [
        "by", "evidence", "evidence-note", "comment", "rubric", "fact", "rule", "unit", "range", "marks",
    ]

    private func criterion(_ unnamed: YAMLNode, inherited: [DepartmentID], depth: Int) -> Criterion {
        let unread = Criterion(
            id: CriterionID(unnamed.path), title: LocalizedText(zh: ""), points: .zero, content: .children([]))
        guard depth <= 12 else {
            unnamed.problem(Reason(.treeTooDeep, ["most": 12]))
            return unread
        }
        // Problems name the criterion, or the place in the file where it has no id.
        let name = unnamed.peek("id").flatMap { CriterionID.accepts($0) ? $0 : nil }
        guard let keys = (name.map(unnamed.named) ?? unnamed).mapping(Self.keys) else { return unread }
        let id: CriterionID? = keys.required("id")?.identifier()
        let title = keys.required("title")?.localized()
        let points = keys.required("points")?.positive()
        let own = keys["departments"].map(readDepartments)
        let content = content(keys, points: points, departments: own ?? inherited, depth: depth)
        return Criterion(
            id: id ?? unread.id, title: title ?? unread.title,
            note: keys["note"]?.localized(plain: true, atMost: TextLimit.reason), points: points ?? unread.points,
            departments: own ?? inherited, exemption: keys["not-applicable"].flatMap(readExemption),
            content: content ?? unread.content)
    }

    private func readExemption(_ node: YAMLNode) -> Exemption? {
        guard let keys = node.mapping(["kinds", "redistribute"]) else { return nil }
        let redistribution = keys.required("redistribute")?.choice(Exemption.Redistribution.self)
        var kinds: [Zone.Kind] = []
        for item in keys.required("kinds")?.list(ofAtLeastOne: .zoneKind) ?? [] {
            guard let kind = self.kinds.map({ item.word(among: $0) }) ?? item.word() else { continue }
            if kinds.contains(kind) {
                item.problem(.twice(.kind, kind.rawValue))
            } else {
                kinds.append(kind)
            }
        }
        return redistribution.map { Exemption(kinds: kinds, redistribution: $0) }
    }

    private func readDepartments(_ node: YAMLNode) -> [DepartmentID] {
        let ids: [(YAMLNode, DepartmentID)] = node.list().compactMap { item in item.identifier().map { (item, $0) } }
        var seen: Set<DepartmentID> = []
        for (item, id) in ids {
            if let departments, !departments.contains(id) {
                item.problem(
                    .unknown(.department, id.text), hint: known(departments.map(\.text), near: id.text))
            }
            if !seen.insert(id).inserted { item.problem(.twice(.department, id.text)) }
        }
        return ids.map(\.1)
    }

    private func content(
        _ keys: YAMLMapping, points: Fraction?, departments: [DepartmentID], depth: Int
    ) -> Criterion.Content? {
        guard let node = keys["children"] else {
            guard keys["by"] != nil else {
                if keys.misspelt.isDisjoint(with: ["children", "by"]) {
                    keys.node.problem(Reason(.childrenOrBy))
                }
                _ = indicator(keys, points: points)
                return nil
            }
            return indicator(keys, points: points).map { .indicator($0) }
        }
        for key in Self.leafKeys {
            keys[key]?.problem(Reason(.keyOfIndicator, ["key": .quoted(key)]))
        }
        let items = node.list(ofAtLeastOne: .criterion)
        let children = items.map { criterion($0, inherited: departments, depth: depth + 1) }
        let sum = children.map(\.points).sum()
        if let points, !children.isEmpty, children.allSatisfy({ $0.points > 0 }), sum != points {
            keys["points"]?.problem(Reason(.pointsNotSum, ["found": .fraction(points), "sum": .fraction(sum)]))
        }
        return .children(children)
    }

    private enum By: String, CaseIterable { case experts, rule }

    private func indicator(_ keys: YAMLMapping, points: Fraction?) -> Indicator? {
        let evidence = keys["evidence"].flatMap { $0.choice(Indicator.Evidence.self) } ?? .optional
        let comment = keys["comment"].map(readComment) ?? .never
        let rubric = keys["rubric"].map { readRubric($0, points: points) } ?? []
        let own = keys["marks"].flatMap(readGrid)
        let by = keys["by"]?.choice(By.self)
        let rule = by == .experts ? nil : readRule(keys, isNeeded: by == .rule, points: points)
        let range = keys["range"].flatMap(readRange)
        let unit = keys["unit"]?.localized(plain: true)
        let note = keys["evidence-note"]?.localized(plain: true, atMost: TextLimit.reason)
        let scoring: Indicator.Scoring?
        switch by {
        case .experts:
            for key in ["rule", "fact", "range"] { keys[key]?.problem(Reason(.expertsTakeNo, ["key": .quoted(key)])) }
            if let grid = own ?? grid, let points, grid.scale == nil, !(points / grid.step).isWhole {
                keys["points"]?.problem(
                    Reason(.pointsOffStep, ["points": .fraction(points), "step": .fraction(grid.step)]))
            }
            scoring = .experts
        case .rule:
            for key in ["comment", "marks"] { keys[key]?.problem(Reason(.ruleTakesNo, ["key": .quoted(key)])) }
            if case .parts = rule { keys["range"]?.problem(Reason(.partsTakeNoRange)) }
            scoring = rule.map { .rule($0) }
        case nil: scoring = nil
        }
        return scoring.map {
            Indicator(
                scoring: $0, evidence: evidence, evidenceNote: note, comment: comment, rubric: rubric, unit: unit,
                range: range, marks: own)
        }
    }

    private func readRule(_ keys: YAMLMapping, isNeeded: Bool, points: Fraction?) -> Rule? {
        let fact = RuleReading.Naming(keys)
        return (isNeeded ? keys.required("rule") : keys["rule"]).flatMap { RuleReading(points: points).rule($0, fact) }
    }

    /// `{from: 0, to: 100}`, either end alone too.
    private func readRange(_ node: YAMLNode) -> FactRange? {
        guard let keys = node.mapping(["from", "to"]) else { return nil }
        let from = keys["from"]?.decimal()
        let to = keys["to"]?.decimal()
        if keys["from"] == nil, keys["to"] == nil, keys.misspelt.isEmpty {
            node.problem(Reason(.rangeEmpty))
        }
        if let from, let to, to <= from {
            node.problem(Reason(.rangeReversed, ["from": .fraction(from), "to": .fraction(to)]))
        }
        return FactRange(from: from, to: to)
    }

    /// `always`, `never`, or `below 60%`.
    private func readComment(_ node: YAMLNode) -> Indicator.CommentRule {
        guard let text = node.text() else { return .never }
        switch text {
        case "always": return .always
        case "never": return .never
        default:
            guard text.hasPrefix("below "), text.hasSuffix("%"),
                let percent = Fraction(decimal: text.dropFirst(6).dropLast()), percent > 0, percent <= 100
            else {
                node.problem(.written(.shown(text), expected: .commentRule), hint: numberSlip(text))
                return .never
            }
            return .below(percent / 100)
        }
    }

    private func readRubric(_ node: YAMLNode, points: Fraction?) -> [Indicator.Level] {
        var levels: [Indicator.Level] = []
        for item in node.list() {
            guard let keys = item.mapping(["points", "text"]) else { continue }
            let text = keys.required("text")?.localized(plain: true, atMost: TextLimit.reason)
            guard let value = keys.required("points")?.decimal() else { continue }
            if let points, value < 0 || value > points {
                keys["points"]?.problem(.outside(value, upTo: points))
            }
            if let last = levels.last, value >= last.points {
                keys["points"]?.problem(
                    Reason(.rubricOrder, ["points": .fraction(value), "last": .fraction(last.points)]))
            }
            levels.append(Indicator.Level(points: value, text: text ?? LocalizedText(zh: "")))
        }
        return levels
    }
}

/// The name of a fact.
func readFact(_ node: YAMLNode) -> FactName? {
    guard let text = node.text() else { return nil }
    guard FactName.acceptsFact(text) else {
        node.misread(id: text, expected: .nameBeginning)
        return nil
    }
    return FactName(text)
}

/// What an unknown name should have been: the nearest known one, or all of them where there are few.
func known(_ names: some Collection<String>, near text: String) -> Reason? {
    // Beyond any real scheme, the search would cost more than its answer is worth.
    guard names.count <= 200 else { return nil }
    let names = names.sorted()
    return meant(text, names) ?? (1...15 ~= names.count ? Reason(.namesKnown, ["names": .texts(names)]) : nil)
}

extension Reason {
    static func twice(_ thing: InputThing, _ word: String) -> Reason {
        Reason(.standsTwice, ["thing": thing.told, "word": .quoted(word)])
    }

    /// A number that should be from 0 to another.
    static func outside(_ number: Fraction, upTo most: Fraction) -> Reason {
        Reason(.numberOutside, ["found": .fraction(number), "least": 0, "most": .fraction(most)])
    }
}
