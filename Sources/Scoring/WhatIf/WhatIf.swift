// Official scores beside those of another method: what moves, what stays.

package import AssessmentModel

/// What another way of scoring would have changed. It has no official force.
package struct WhatIf: Sendable, Equatable {
    /// What a zone comes out as.
    package struct Placing: Sendable, Equatable {
        package let rank: Int?
        package let verdict: Verdict
        /// By name, for another scheme has other grades.
        package let grade: LocalizedText?
        package let total: Fraction?

        package init(_ zone: ZoneScore, under scheme: Scheme) {
            rank = zone.rank
            verdict = zone.verdict
            grade = zone.grade.map { scheme.grades[$0].name }
            total = zone.total
        }
    }

    /// A zone whose rank, verdict or grade differs.
    package struct Move: Sendable, Equatable {
        package let zone: ZoneID
        package let official: Placing
        package let other: Placing
    }

    /// The published totals of the zone whose total changes most.
    package struct Change: Sendable, Equatable {
        package let zone: ZoneID
        package let official: Fraction
        package let other: Fraction
    }

    package struct Comparison: Sendable, Equatable {
        /// In the order of the official ranking.
        package let moves: [Move]
        /// Zones that keep rank, verdict and grade.
        package let stays: Int
        /// nil when no total changes.
        package let largestChange: Change?
        /// Cells that the other method could not score, so that a fallback of the scheme did.
        package let fallbackCells: Int
        package let officialFallbackCells: Int
    }

    package enum Outcome: Sendable, Equatable {
        case computed(Comparison)
        /// Not computed: so many cells that have a score would have none, for they have too few marks.
        case tooFewMarks(cells: Int)
        /// Not computed: it is the scheme's own way.
        case official
    }

    package let name: String
    package let outcome: Outcome

    package init(name: String, outcome: Outcome) {
        self.name = name
        self.outcome = outcome
    }
}

/// What `alteration` would have changed; `score` scores the same marks under another scheme.
package func whatIf(
    _ alteration: Alteration, _ scheme: Scheme, official: RoundScores, score: (Scheme) -> RoundScores
) -> WhatIf {
    guard alteration.changes(scheme) else { return WhatIf(name: alteration.name, outcome: .official) }
    let altered = alteration.applied(to: scheme)
    let other = score(altered)
    let open = scoredCells(official).subtracting(scoredCells(other)).count
    guard open == 0 else { return WhatIf(name: alteration.name, outcome: .tooFewMarks(cells: open)) }
    return WhatIf(
        name: alteration.name, outcome: .computed(compare(official, under: scheme, with: other, under: altered)))
}

/// Zone by zone; a zone that only one of the results has is left out.
package func compare(
    _ official: RoundScores, under scheme: Scheme, with other: RoundScores, under otherScheme: Scheme
) -> WhatIf.Comparison {
    let others = Dictionary(uniqueKeysWithValues: other.zones.map { ($0.zone, $0) })
    let pairs = official.zones.compactMap { zone in
        others[zone.zone].map { other in
            (
                zone: zone.zone, official: WhatIf.Placing(zone, under: scheme),
                other: WhatIf.Placing(other, under: otherScheme)
            )
        }
    }
    let moves = pairs.filter {
        $0.official.rank != $0.other.rank || $0.official.verdict != $0.other.verdict
            || $0.official.grade != $0.other.grade
    }
    let changes = pairs.compactMap { pair -> WhatIf.Change? in
        guard let before = pair.official.total, let after = pair.other.total, before != after else { return nil }
        return WhatIf.Change(zone: pair.zone, official: before, other: after)
    }
    return WhatIf.Comparison(
        moves: moves.map { WhatIf.Move(zone: $0.zone, official: $0.official, other: $0.other) },
        stays: pairs.count - moves.count, largestChange: changes.reduce(nil, larger),
        fallbackCells: fallbackCells(other), officialFallbackCells: fallbackCells(official))
}

/// The first of the larger.
private func larger(_ best: WhatIf.Change?, _ change: WhatIf.Change) -> WhatIf.Change? {
    guard let best else { return change }
    return size(change) > size(best) ? change : best
}

private func size(_ change: WhatIf.Change) -> Fraction {
    max(change.other - change.official, change.official - change.other)
}

private struct Cell: Hashable {
    let zone: ZoneID
    let indicator: CriterionID
}

private func scoredCells(_ scores: RoundScores) -> Set<Cell> {
    Set(
        scores.zones.flatMap { zone in
            zone.cells.filter { $0.value.score != nil }.map { Cell(zone: zone.zone, indicator: $0.key) }
        })
}

private func fallbackCells(_ scores: RoundScores) -> Int {
    scores.zones.map { $0.cells.values.count { $0.panel?.isFallback == true } }.reduce(0, +)
}
