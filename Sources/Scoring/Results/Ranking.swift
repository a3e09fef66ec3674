// Scores of all zones → ranks: by the published total, then the tie chain, then shared.

package import AssessmentModel

/// The same scores with ranks (1, 2, 2, 4) and with what decided between equal totals.
func rank(_ scores: [ZoneScore], by scheme: Scheme) -> [ZoneScore] {
    let ranked = scores.filter { $0.verdict != .vetoed && $0.total != nil }
    let unranked = scores.filter { $0.verdict == .vetoed || $0.total == nil }.sorted { $0.zone < $1.zone }
    let keys = scheme.ties.prefix { $0 != .share }
    var result: [ZoneScore] = []
    for equals in groups(ranked, by: \.total) {
        let others = equals.map(\.zone).sorted()
        for place in decide(equals, Array(keys), scheme, decidedBy: nil) {
            let rank = result.count + 1
            let shared = place.zones.map(\.zone).sorted()
            for var score in place.zones.sorted(by: { $0.zone < $1.zone }) {
                score.rank = rank
                if others.count > 1 {
                    score.tie = Tie(
                        with: others.filter { $0 != score.zone },
                        keys: place.keys.map { Tie.Key(key: $0.name, value: $0.value(of: score, in: scheme)) },
                        decidedBy: place.decidedBy?.name, shared: shared.filter { $0 != score.zone })
                }
                result.append(score)
            }
        }
    }
    return result + unranked
}

/// Adds to each ranked zone its rank among those of its kind: equal overall ranks stay equal.
func rankWithinKinds(
    _ scores: [ZoneScore], _ kinds: [ZoneID: Zone.Kind], by scheme: Scheme
) -> [ZoneScore] {
    guard scheme.ranksWithinKind else { return scores }
    var ranked: [Zone.Kind: [Int]] = [:]
    return scores.map { score in
        var score = score
        if let rank = score.rank, let kind = kinds[score.zone] {
            ranked[kind, default: []].append(rank)
            score.groupRank = 1 + (ranked[kind] ?? []).count { $0 < rank }
        }
        return score
    }
}

/// Zones that the chain could not set apart, and the keys that were asked.
private struct Place {
    let zones: [ZoneScore]
    let keys: [TieKey]
    let decidedBy: TieKey?
}

private func decide(
    _ zones: [ZoneScore], _ keys: [TieKey], asked: [TieKey] = [], _ scheme: Scheme, decidedBy: TieKey?
) -> [Place] {
    guard zones.count > 1, let key = keys.first else {
        return [Place(zones: zones, keys: asked, decidedBy: decidedBy)]
    }
    let parts = groups(zones) { key.value(of: $0, in: scheme) }
    return parts.flatMap { part in
        decide(
            part, Array(keys.dropFirst()), asked: asked + [key], scheme,
            decidedBy: parts.count > 1 ? key : decidedBy)
    }
}

/// Groups of equal value, highest first; those without a value last.
private func groups(_ zones: [ZoneScore], by value: (ZoneScore) -> Fraction?) -> [[ZoneScore]] {
    Dictionary(grouping: zones, by: value)
        .sorted { a, b in
            guard let left = a.key else { return false }
            guard let right = b.key else { return true }
            return left > right
        }
        .map(\.value)
}

extension TieKey {
    /// As results name it.
    var name: String {
        switch self {
        case .pillar(let criterion), .criterion(let criterion): criterion.text
        case .exactTotal: "exact-total"
        case .rulePoints: "rule-points"
        case .lowestPillar: "lowest-pillar"
        case .medianOfTotals: "median-of-totals"
        case .share: "share"
        }
    }

    /// The criterion whose points it compares, where it is one.
    var criterion: CriterionID? {
        switch self {
        case .pillar(let id), .criterion(let id): id
        default: nil
        }
    }

    fileprivate func value(of score: ZoneScore, in scheme: Scheme) -> Fraction? {
        switch self {
        case .pillar(let criterion), .criterion(let criterion): score.points(of: criterion)
        case .exactTotal: score.exact
        case .rulePoints: score.cells.values.filter { $0.rule != nil }.compactMap(\.score).sum()
        case .lowestPillar: score.pillarShares.values.min()
        case .medianOfTotals: score.medianOfTotals
        case .share: nil
        }
    }
}

extension ZoneScore {
    /// The points of any criterion, leaf or not.
    package func points(of criterion: CriterionID) -> Fraction? {
        criteria[criterion] ?? cells[criterion]?.score
    }
}
