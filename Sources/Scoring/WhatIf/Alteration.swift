// Other ways to score the same marks: one thing about a scheme changed, everything else as it is.

package import AssessmentModel

/// What a what-if changes about a scheme.
package enum Alteration: Hashable, Sendable {
    /// The method from the scheme's minimum of valid marks on; its ladder of fallbacks stays.
    case method(Aggregate.Method, high: Int, low: Int)
    /// What is aggregated: each indicator's marks, or each expert's total.
    case level(Aggregate.Level)
    case rounding(RoundingMode)

    /// `mean`, `median`, `trimmed-H-L`, `winsorised-H-L` (the H highest and L lowest), `level-total`,
    /// `level-indicator`, `half-up`, `half-even`, `down`.
    package init?(name: String) {
        if let mode = RoundingMode(rawValue: name) {
            self = .rounding(mode)
        } else if let method = Aggregate.Method(rawValue: name), [.mean, .median].contains(method) {
            self = .method(method, high: 0, low: 0)
        } else if let level = Aggregate.Level.allCases.first(where: { name == "level-\($0.rawValue)" }) {
            self = .level(level)
        } else {
            let parts = name.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 3, let high = Int(parts[1]), let low = Int(parts[2]), (0...99).contains(high),
                (0...99).contains(low), high + low > 0
            else { return nil }
            switch parts[0] {
            case "trimmed": self = .method(.trimmedMean, high: high, low: low)
            case "winsorised": self = .method(.winsorisedMean, high: high, low: low)
            default: return nil
            }
        }
    }

    /// As `init(name:)` reads it.
    package var name: String {
        switch self {
        case .method(.trimmedMean, let high, let low): "trimmed-\(high)-\(low)"
        case .method(.winsorisedMean, let high, let low): "winsorised-\(high)-\(low)"
        case .method(let method, _, _): method.rawValue
        case .level(let level): "level-\(level.rawValue)"
        case .rounding(let mode): mode.rawValue
        }
    }

    /// The scheme with this changed.
    package func applied(to scheme: Scheme) -> Scheme {
        var altered = scheme
        let own = scheme.aggregate
        switch self {
        case .method(let method, let high, let low):
            altered.aggregate = Aggregate(
                method: method, drop: Aggregate.Drop(high: high, low: low), level: own.level,
                minimum: max(own.minimum, high + low + 1), fallback: own.fallback, groups: own.groups)
        case .level(let level):
            altered.aggregate = Aggregate(
                method: own.method, drop: own.drop, level: level, minimum: own.minimum, fallback: own.fallback,
                groups: own.groups)
        case .rounding(let mode): altered.rounding.mode = mode
        }
        return altered
    }

    /// Whether scoring by it can differ from the scheme's own way.
    package func changes(_ scheme: Scheme) -> Bool {
        switch self {
        case .method, .level: return applied(to: scheme) != scheme
        case .rounding(let mode):
            let steps = scheme.rounding
            let rounds = [steps.mean, steps.indicator, steps.pillar, steps.total].contains { $0 != nil }
            return rounds && mode != steps.mode
        }
    }

    /// What a reader of a ranking asks first, without the scheme's own way.
    package static func usual(for scheme: Scheme) -> [Alteration] {
        let level: Aggregate.Level = scheme.aggregate.level == .total ? .indicator : .total
        let all: [Alteration] = [
            .method(.mean, high: 0, low: 0), .method(.median, high: 0, low: 0),
            .method(.trimmedMean, high: 1, low: 1), .method(.trimmedMean, high: 2, low: 2),
            .method(.winsorisedMean, high: 1, low: 1), .level(level), .rounding(.halfUp), .rounding(.halfEven),
        ]
        return all.filter { $0.changes(scheme) }
    }

    /// Names of `usual` and what else can be asked for, for messages.
    package static let names = [
        "mean", "median", "trimmed-1-1", "trimmed-2-2", "winsorised-1-1", "level-total", "level-indicator", "half-up",
        "half-even", "down",
    ]
}
