// What of a scheme can be tallied in whole numbers: the weights of its indicators and the nodes above them.

package import AssessmentModel

/// The tree of a scheme for `Tally`.
///
/// A cell's points are (sum of its kept steps ÷ their number) × weight ÷ `scale`, for all indicators over one `scale`.
package struct TallyPlan: Sendable {
    /// A criterion with the leaves below it.
    package struct Node: Sendable {
        package let id: CriterionID
        /// Whether it is an indicator below another criterion.
        let isLeaf: Bool
        /// Of the indicators that experts score.
        package let columns: Range<Int>
        /// Of the indicators that rules score.
        package let rules: Range<Int>
    }

    package let scheme: Scheme
    /// Roots, inner nodes and the leaves that a tie key asks for, parents first.
    package let nodes: [Node]
    /// By node its columns.
    let spans: [Range<Int>]
    /// By root, its place in `nodes`.
    package let roots: [Int]
    let weights: [Int]
    /// The indicators that rules score, in the scheme's order.
    let rules: [(id: CriterionID, rule: Rule)]
    let scale: Int

    /// nil for a scheme whose cells must each be rounded, weighed by groups, selected by sheet or left out by kind:
    /// those are scored one by one.
    package init?(_ scheme: Scheme) {
        guard scheme.aggregate.level == .indicator, scheme.aggregate.groups.isEmpty,
            scheme.rounding.mean == nil, scheme.rounding.indicator == nil,
            scheme.allCriteria.allSatisfy({ $0.exemption == nil })
        else { return nil }
        let leaves = scheme.indicators.filter { $0.indicator?.rule == nil }
        let worths = leaves.map { leaf in
            let grid = scheme.grid(of: leaf)
            return grid.score(mark: grid.step, points: leaf.points)
        }
        guard let (weights, scale) = wholeWeights(worths) else { return nil }
        self.scheme = scheme
        rules = scheme.indicators.compactMap { leaf in leaf.indicator?.rule.map { (leaf.id, $0) } }
        self.weights = weights
        self.scale = scale
        var walk = Walk(keys: Set(scheme.ties.compactMap(\.criterion)))
        roots = scheme.criteria.map { root in
            let place = walk.nodes.count
            walk.add(root, isRoot: true)
            return place
        }
        nodes = walk.nodes
        spans = walk.nodes.map(\.columns)
    }

    /// The points that one complete sheet gives.
    func worth(_ steps: ArraySlice<Int16>) -> Fraction {
        zip(steps, weights).reduce(.zero) { $0 + Fraction(Int($1.0) * $1.1) } / Fraction(scale)
    }

    /// The most marks of one cell for which no sum can leave a machine word.
    var mostMarks: Int { weights.reduce(0, +) == 0 ? .max : Int.max / Int(Int16.max) / weights.reduce(0, +) / 2 }
}

/// Numbers the leaves from left to right and notes what each node spans.
private struct Walk {
    let keys: Set<CriterionID>
    var nodes: [TallyPlan.Node] = []
    private var column = 0
    private var rule = 0

    init(keys: Set<CriterionID>) { self.keys = keys }

    mutating func add(_ criterion: Criterion, isRoot: Bool) {
        let (place, columns, rules) = (nodes.count, column, rule)
        let isNode = isRoot || criterion.indicator == nil || keys.contains(criterion.id)
        if isNode { nodes.append(TallyPlan.Node(id: criterion.id, isLeaf: false, columns: 0..<0, rules: 0..<0)) }
        switch criterion.content {
        case .children(let children): for child in children { add(child, isRoot: false) }
        case .indicator(let indicator): if indicator.rule == nil { column += 1 } else { rule += 1 }
        }
        if isNode {
            nodes[place] = TallyPlan.Node(
                id: criterion.id, isLeaf: !isRoot && criterion.indicator != nil, columns: columns..<column,
                rules: rules..<rule)
        }
    }
}

/// The numbers over their least common denominator; nil where that does not stay small.
private func wholeWeights(_ numbers: [Fraction]) -> (weights: [Int], scale: Int)? {
    let limit = 1 << 30
    var scale = 1
    for number in numbers {
        // scale ÷ denominator in lowest terms: what is left below is what the scale still lacks.
        guard let denominator = number.words?.denominator, denominator < limit,
            let missing = Fraction(scale, over: denominator).words?.denominator, scale * missing < limit
        else { return nil }
        scale *= missing
    }
    let weights = numbers.compactMap { ($0 * Fraction(scale)).words?.numerator }
    return weights.count == numbers.count && weights.allSatisfy { $0 < limit } ? (weights, scale) : nil
}
