// The values that a fact can have: a share is no 982 %, and nobody closes −3 cases.

/// An interval that holds both its ends; an end that is left out is open.
package struct FactRange: Sendable, Hashable {
    package let from: Fraction?
    /// Not less than `from`.
    package let to: Fraction?

    package init(from: Fraction? = nil, to: Fraction? = nil) {
        self.from = from
        self.to = to
    }

    package func contains(_ value: Fraction) -> Bool {
        (from.map { value >= $0 } ?? true) && (to.map { value <= $0 } ?? true)
    }
}

extension FactRange {
    private static let shares: Set<String> = ["%", "％", "percent"]
    private static let counts: Set<String> = [
        "件", "个", "家", "次", "人", "期", "项", "户", "条", "份", "学时", "小时", "天", "cases", "items", "times", "people",
        "issues",
        "hours", "days",
    ]

    /// What a unit alone says: a share is from 0 to 100, a count not below 0; nil for any other unit.
    init?(ofUnit unit: LocalizedText) {
        let words = [unit.zh, unit.en ?? ""]
        if words.contains(where: Self.shares.contains) {
            self.init(from: 0, to: 100)
        } else if words.contains(where: Self.counts.contains) {
            self.init(from: 0)
        } else {
            return nil
        }
    }
}

extension Rule {
    /// Whether the rule means no other values than these, as it does where it names one outside, or compares with a benchmark:
    /// a growth in % may be negative, or above 100.
    func staysWithin(_ range: FactRange) -> Bool { !comparesPeriods && values.allSatisfy(range.contains) }

    /// The values of facts that the rule names: ends of bands, anchors, targets, limits.
    private var values: [Fraction] {
        switch self {
        case .bands(_, let bands): bands.flatMap { [$0.from, $0.below].compactMap { $0 } }
        case .linear(_, let from, let to): [from.value, to.value]
        case .proportion(_, let target, _): [target]
        case .deduct(_, let deduction): [deduction.limit]
        case .eachPeriod, .parts: []
        case .anyOf(let rules): rules.flatMap(\.values)
        }
    }

    /// Whether it holds facts against benchmarks.
    private var comparesPeriods: Bool {
        switch self {
        case .eachPeriod: true
        case .anyOf(let rules): rules.contains(where: \.comparesPeriods)
        default: false
        }
    }
}
