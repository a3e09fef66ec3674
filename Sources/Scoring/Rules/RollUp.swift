// Cells of one zone → points up the tree.

import AssessmentModel

/// What a criterion came to at one zone.
struct NodeScore {
    /// nil when a cell below it has no score.
    let points: Fraction?
    /// What it could have come to at this zone.
    let maximum: Fraction
    /// The children's sum and the redistribution; nil for a leaf.
    var basis: SumBasis?
}

/// Points of the criteria, from leaves to roots. Criteria that do not apply to the zone have none.
struct RollUp {
    /// Every inner node and root that has all its cells; a root after the rounding step `pillar`.
    private(set) var criteria: [CriterionID: Fraction] = [:]
    /// Roots that apply, before the rounding step `pillar`, in the scheme's order.
    private(set) var pillars: [(root: Criterion, exact: Fraction?, rounded: Fraction?, maximum: Fraction)] = []
    /// Roots after the step `pillar` added up; nil when a cell has no score.
    private(set) var base: Fraction?
    /// What the base total could have come to at this zone.
    private(set) var maximum: Fraction = 0
    /// Criteria that are more than the sum of their children, or less than the scheme has for them.
    private(set) var sums: [CriterionID: SumBasis] = [:]
    /// The same of all roots together.
    private(set) var whole: SumBasis?

    init(_ scheme: Scheme, kind: Zone.Kind?, cells: [CriterionID: CellScore]) {
        for root in scheme.criteria where root.applies(to: kind) {
            let node = add(root, kind, cells)
            let rounded = node.points.map { scheme.rounding.apply(\.pillar, to: $0) }
            criteria[root.id] = rounded
            pillars.append((root, node.points, rounded, node.maximum))
            if scheme.rounding.pillar != nil {
                sums[root.id] =
                    node.basis ?? SumBasis(sum: node.points, maximum: node.maximum, shared: 0, exact: node.points)
            }
        }
        let whole = combine(
            scheme.criteria, of: scheme.points, kind, pillars.map { NodeScore(points: $0.rounded, maximum: $0.maximum) }
        )
        (base, maximum) = (whole.points, whole.maximum)
        self.whole = uncommon(whole, of: scheme.points)
    }

    /// What `tally` found at a zone, with the points of the leaves by rule, in the scheme's order; nil when a cell has
    /// no score. A plan for a tally leaves nothing out by kind.
    init?(_ tally: Tally, zone: Int, rules: [Fraction?]) {
        let scheme = tally.plan.scheme
        let exact = tally.plan.nodes.indices.compactMap { index -> Fraction? in
            let known = rules[tally.plan.nodes[index].rules].compactMap { $0 }
            guard known.count == tally.plan.nodes[index].rules.count else { return nil }
            return tally.points(zone: zone, node: index).map { $0 + known.sum() }
        }
        guard exact.count == tally.plan.nodes.count else { return nil }
        for (node, points) in zip(tally.plan.nodes, exact) where !node.isLeaf { criteria[node.id] = points }
        for (root, place) in zip(scheme.criteria, tally.plan.roots) {
            let rounded = scheme.rounding.apply(\.pillar, to: exact[place])
            criteria[root.id] = rounded
            pillars.append((root, exact[place], rounded, root.points))
        }
        (base, maximum) = (pillars.compactMap(\.rounded).sum(), scheme.points)
    }

    private mutating func add(_ criterion: Criterion, _ kind: Zone.Kind?, _ cells: [CriterionID: CellScore])
        -> NodeScore
    {
        guard criterion.indicator == nil else {
            return NodeScore(points: cells[criterion.id]?.score, maximum: criterion.points)
        }
        var scores: [NodeScore] = []
        for child in criterion.children where child.applies(to: kind) { scores.append(add(child, kind, cells)) }
        let node = combine(criterion.children, of: criterion.points, kind, scores)
        criteria[criterion.id] = node.points
        sums[criterion.id] = uncommon(node, of: criterion.points)
        return node
    }
}

/// The sum of the children that apply. Points of exempted siblings go to the others in proportion, or are lost to the
/// maximum, as each exemption says.
private func combine(
    _ children: [Criterion], of points: Fraction, _ kind: Zone.Kind?, _ scores: [NodeScore]
) -> NodeScore {
    let known = scores.compactMap(\.points)
    let sum = known.count == scores.count ? known.sum() : nil
    let maximum = scores.map(\.maximum).sum()
    let shared = children.filter { !$0.applies(to: kind) && $0.exemption?.redistribution == .siblings }
        .map(\.points).sum()
    let factor = shared > 0 && maximum > 0 ? (maximum + shared) / maximum : 1
    let exact = factor == 1 ? sum : sum.map { $0 * factor }
    return NodeScore(
        points: exact, maximum: factor == 1 ? maximum : maximum + shared,
        basis: SumBasis(sum: sum, maximum: maximum, shared: factor == 1 ? 0 : shared, exact: exact))
}

/// The basis where points were redistributed or lost.
private func uncommon(_ node: NodeScore, of points: Fraction) -> SumBasis? {
    node.basis.flatMap { $0.shared > 0 || node.maximum != points ? $0 : nil }
}
