// What judging zones of one kind asks of a scheme, found once for all of them.

import AssessmentModel

/// The indicators of a scheme that apply to zones of one kind.
struct ZonePlan: Sendable {
    /// An indicator that experts score.
    struct Leaf: Sendable {
        let id: CriterionID
        /// The points for a mark of 1; a mark gives so many times as much.
        let worth: Fraction
    }

    let scheme: Scheme
    let kind: Zone.Kind?
    /// In the scheme's order.
    let leaves: [Leaf]
    /// The indicators that rules score, in the scheme's order.
    let rules: [(id: CriterionID, rule: Rule)]

    init(_ scheme: Scheme, kind: Zone.Kind?) {
        let indicators = scheme.criteria(for: kind).filter { $0.indicator != nil }
        self.scheme = scheme
        self.kind = kind
        leaves = indicators.filter { $0.indicator?.rule == nil }.map { leaf in
            Leaf(id: leaf.id, worth: scheme.grid(of: leaf).score(mark: 1, points: leaf.points))
        }
        rules = indicators.compactMap { leaf in leaf.indicator?.rule.map { (leaf.id, $0) } }
    }
}

/// The plans of one scheme for the kinds of zones that there are.
struct ZonePlans: Sendable {
    private let unknown: ZonePlan
    private let byKind: [Zone.Kind: ZonePlan]

    init(_ scheme: Scheme, kinds: some Sequence<Zone.Kind>) {
        unknown = ZonePlan(scheme, kind: nil)
        byKind = Dictionary(uniqueKeysWithValues: Set(kinds).map { ($0, ZonePlan(scheme, kind: $0)) })
    }

    subscript(kind: Zone.Kind?) -> ZonePlan { kind.flatMap { byKind[$0] } ?? unknown }
}
