// The rules that score an indicator from facts: seven shapes, all found in schemes in use.

/// The name of a measured value, `[a-z][a-z0-9_]*`.
package typealias FactName = Identifier<Fact>
/// A year or other period as written behind `@`, e.g. `2024`.
package typealias Period = String

/// A rule over the facts of one zone. Its points never exceed the indicator's.
package indirect enum Rule: Sendable, Equatable {
    /// Points by the band that holds the value; bands are half-open, ascending and without gaps.
    case bands(FactName, [Band])
    /// Points on the straight line between two anchors, clipped to them outside.
    case linear(FactName, from: Anchor, to: Anchor)
    /// value / target × points, at least 0 and at most `points`.
    case proportion(FactName, target: Fraction, points: Fraction)
    /// `start` less a deduction for each unit beyond a limit, at least 0.
    case deduct(FactName, Deduction)
    /// Points for each period whose fact beats its benchmark.
    case eachPeriod(FactName, EachPeriod)
    /// Points for each part that is met.
    case parts([Part])
    /// The best of several rules.
    case anyOf([Rule])

    package struct Band: Sendable, Equatable {
        /// Included; nil: no lower end.
        package let from: Fraction?
        /// Excluded; nil: no upper end.
        package let below: Fraction?
        package let points: Fraction

        package init(from: Fraction?, below: Fraction?, points: Fraction) {
            self.from = from
            self.below = below
            self.points = points
        }

        package func contains(_ value: Fraction) -> Bool {
            (from.map { value >= $0 } ?? true) && (below.map { value < $0 } ?? true)
        }
    }

    package struct Anchor: Sendable, Equatable {
        package let value: Fraction
        package let points: Fraction

        package init(value: Fraction, points: Fraction) {
            self.value = value
            self.points = points
        }
    }

    package struct Deduction: Sendable, Equatable {
        package enum Direction: String, Sendable, Codable { case over, under }

        package let start: Fraction
        package let each: Fraction
        /// Greater than 0.
        package let per: Fraction
        package let limit: Fraction
        package let direction: Direction
        /// Whether only complete units cost points.
        package let wholeUnits: Bool

        package init(
            start: Fraction, each: Fraction, per: Fraction, limit: Fraction, direction: Direction, wholeUnits: Bool
        ) {
            self.start = start
            self.each = each
            self.per = per
            self.limit = limit
            self.direction = direction
            self.wholeUnits = wholeUnits
        }
    }

    package struct EachPeriod: Sendable, Equatable {
        package enum Comparison: String, Sendable, Codable {
            case above
            case atLeast = "at-least"
        }

        package let periods: [Period]
        /// For each period that is met.
        package let points: Fraction
        /// A benchmark of the scheme, or else a fact of the zone with the same periods.
        package let benchmark: FactName
        package let comparison: Comparison

        package init(periods: [Period], points: Fraction, benchmark: FactName, comparison: Comparison) {
            self.periods = periods
            self.points = points
            self.benchmark = benchmark
            self.comparison = comparison
        }
    }

    package struct Part: Sendable, Equatable {
        package let fact: FactName
        package let title: LocalizedText
        package let points: Fraction

        package init(fact: FactName, title: LocalizedText, points: Fraction) {
            self.fact = fact
            self.title = title
            self.points = points
        }
    }
}

extension Rule {
    /// The facts that the rule reads, each once, in reading order.
    package func needs(benchmarks: Set<FactName>) -> [FactNeed] {
        switch self {
        case .bands(let fact, _), .linear(let fact, _, _), .proportion(let fact, _, _), .deduct(let fact, _):
            return [FactNeed(key: FactKey(fact), kind: .number)]
        case .eachPeriod(let fact, let each):
            let names = benchmarks.contains(each.benchmark) ? [fact] : [fact, each.benchmark]
            return names.flatMap { name in
                each.periods.map { FactNeed(key: FactKey(name, period: $0), kind: .number) }
            }
        case .parts(let parts):
            return parts.map { FactNeed(key: FactKey($0.fact), kind: .flag) }
        case .anyOf(let rules):
            return rules.reduce(into: []) { all, rule in
                all += rule.needs(benchmarks: benchmarks).filter { !all.contains($0) }
            }
        }
    }
}
