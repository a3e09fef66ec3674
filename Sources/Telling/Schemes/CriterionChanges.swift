// What changed about one criterion between two editions.

import AssessmentModel

/// Compares the criteria of two editions in one language.
struct CriterionChanges {
    let pairs: CriterionPairs
    let old: SchemeWording
    let new: SchemeWording

    private var strings: SchemeStrings { new.strings }

    /// A criterion of the newer edition that the older one has too: id, place and points, then topic by topic.
    func standing(_ before: CriterionPairs.Placed, _ after: CriterionPairs.Placed) -> [String] {
        var lines: [String] = []
        if before.criterion.id != after.criterion.id {
            let values = ["from": before.criterion.id.text, "to": after.criterion.id.text]
            lines.append(strings(.renumbered, values))
        }
        if isMoved(before, after) {
            lines.append(
                strings(.criterionMoved, ["from": place(before.parent, old), "to": place(after.parent, new)]))
        }
        if before.criterion.points != after.criterion.points {
            lines.append(points(from: before.criterion.points, to: after.criterion.points, .columnPoints))
        }
        return lines + order(before.criterion.children, after.criterion.children)
    }

    func points(from before: Fraction, to after: Fraction, _ label: SchemePhrase) -> String {
        let difference = after - before
        let sign = difference < 0 ? "−" : "+"
        return strings(
            .changedBy,
            [
                "label": strings[label], "from": new.points(before), "to": new.points(after),
                "difference": sign + new.points(difference < 0 ? 0 - difference : difference),
            ])
    }

    /// What is said of a criterion, for either edition; what it has from its parent in both is the parent's to tell.
    func statements(
        _ before: CriterionPairs.Placed, _ after: CriterionPairs.Placed
    ) -> (old: [Statement], new: [Statement]) {
        let isInherited =
            inheritsDepartments(before) && inheritsDepartments(after) && !isMoved(before, after)
        let isSameShape = sameShape(before.criterion.indicator?.rule, after.criterion.indicator?.rule)
        let hasSameMarks = before.criterion.indicator?.marks == after.criterion.indicator?.marks
        func statements(_ criterion: Criterion, _ wording: SchemeWording) -> [Statement] {
            wording.description(of: criterion)
                + (isInherited ? [] : wording.departments(of: criterion))
                + (criterion.indicator.map {
                    wording.scoring(of: $0, marks: !hasSameMarks, ruleByClause: isSameShape)
                } ?? [])
        }
        return (statements(before.criterion, old), statements(after.criterion, new))
    }

    func added(_ placed: CriterionPairs.Placed) -> [String] {
        let values = ["points": new.points(placed.criterion.points), "place": place(placed.parent, new)]
        return [strings(.criterionAdded, values)] + new.scoring(of: placed.criterion)
    }

    func removed(_ placed: CriterionPairs.Placed) -> [String] {
        let values = ["points": old.points(placed.criterion.points), "place": place(placed.parent, old)]
        return [strings(.criterionRemoved, values)]
    }

    /// Where children that both editions have stand in another order.
    func order(_ before: [Criterion], _ after: [Criterion]) -> [String] {
        let old = before.compactMap { pairs.newID(of: $0.id) }.filter { id in after.contains { $0.id == id } }
        let new = after.map(\.id).filter(old.contains)
        guard old != new else { return [] }
        let titles = { (ids: [CriterionID]) in strings.list(ids.map(self.new.title)) }
        return [strings(.childrenReordered, ["from": titles(old), "to": titles(new)])]
    }

    private func place(_ parent: Criterion?, _ wording: SchemeWording) -> String {
        guard let parent else { return strings[.placeTop] }
        return strings(.place, ["title": wording.title(of: parent.id)])
    }

    private func isMoved(_ before: CriterionPairs.Placed, _ after: CriterionPairs.Placed) -> Bool {
        guard let parent = before.parent else { return after.parent != nil }
        return pairs.newID(of: parent.id) != after.parent?.id || after.parent == nil
    }

    private func inheritsDepartments(_ placed: CriterionPairs.Placed) -> Bool {
        placed.criterion.departments == placed.parent?.departments ?? []
    }

    private func sameShape(_ before: Rule?, _ after: Rule?) -> Bool {
        switch (before, after) {
        case (.bands, .bands), (.parts, .parts), (.anyOf, .anyOf): true
        default: false
        }
    }
}

// What a criterion says, statement by statement.
extension SchemeWording {
    fileprivate func description(of criterion: Criterion) -> [Statement] {
        let title = [Statement(.title, criterion.title.text(in: language))]
        let note = criterion.note.map { [Statement(.note, text($0))] } ?? []
        return title + note + (criterion.exemption.map { [Statement(.exemption, exemption($0))] } ?? [])
    }

    fileprivate func departments(of criterion: Criterion) -> [Statement] {
        criterion.departments.map { Statement(.departments, id: $0.text, name(of: $0)) }
    }

    fileprivate func scoring(of indicator: Indicator, marks: Bool, ruleByClause: Bool) -> [Statement] {
        let evidence = Statement(.evidence, evidence(of: indicator))
        let rubric = indicator.rubric.map {
            Statement(.rubric, id: $0.points.exactText, level($0), pairing: .place)
        }
        guard let rule = indicator.rule else {
            let grid = indicator.marks.map { self.grid($0) } ?? strings[.gridScheme]
            return [Statement(.scoring, strings[.byExperts])]
                + (marks ? [Statement(.marks, grid)] : []) + rubric
                + (comment(indicator.comment).map { [Statement(.comment, $0)] } ?? []) + [evidence]
        }
        let unit = unit(of: indicator)
        let clauses =
            ruleByClause
            ? clauses(of: rule, unit: unit).map { Statement(.rule, id: $0, $0, pairing: .place) }
            : [Statement(.rule, self.rule(rule, unit: unit))]
        return [Statement(.scoring, strings[.byRule])] + clauses
            + [Statement(.facts, strings.list(facts(of: rule)))] + rubric + [evidence]
    }
}
