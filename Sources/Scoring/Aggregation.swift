// Marks of one cell → one mark: which marks count, how often, and their mean.

import AssessmentModel

/// The part of an aggregate that applies to so many valid marks.
struct Rung: Equatable {
    let method: Aggregate.Method
    let drop: Aggregate.Drop
    let isFallback: Bool
}

extension Aggregate {
    /// The rung of the ladder for `count` valid marks; nil below the lowest.
    func rung(for count: Int) -> Rung? {
        if count >= minimum, count > 0 {
            return Rung(method: method, drop: drop, isFallback: false)
        }
        let candidates = fallback.filter { $0.from <= count && count > 0 }
        guard let best = candidates.max(by: { $0.from < $1.from }) else { return nil }
        return Rung(method: best.method, drop: best.drop, isFallback: true)
    }
}

extension Rung {
    /// How often each of `count` ascending values counts; nil when the drop leaves nothing.
    ///
    /// Every method is a weighted mean of the ascending values: a trimmed mean gives the extremes 0, a winsorised
    /// mean lets the nearest kept value stand for them, a median keeps the middle one or two.
    func weights(count: Int) -> [Int]? {
        var weights = Array(repeating: 1, count: count)
        switch method {
        case .mean:
            break
        case .median:
            for index in 0..<count where index != (count - 1) / 2 && index != count / 2 { weights[index] = 0 }
        case .trimmedMean, .winsorisedMean:
            let kept = drop.low..<(count - drop.high)
            guard drop.low + drop.high < count else { return nil }
            for index in 0..<count where !kept.contains(index) { weights[index] = 0 }
            if method == .winsorisedMean {
                weights[kept.lowerBound] += drop.low
                weights[kept.upperBound - 1] += drop.high
            }
        }
        return weights
    }
}

/// Which seats count at a cell or a zone, and how often.
struct Selection {
    let rung: Rung
    /// Only seats that count, each at least once.
    let weights: [SeatID: Int]

    /// The selection that `aggregate` makes among values; nil when they are too few.
    ///
    /// Equal values are ordered by seat, so that the order of rows never decides who is set aside.
    init?(_ aggregate: Aggregate, values: [SeatID: Fraction]) {
        let ascending = values.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        guard let rung = aggregate.rung(for: ascending.count), let weights = rung.weights(count: ascending.count)
        else { return nil }
        self.rung = rung
        self.weights = Dictionary(
            uniqueKeysWithValues: zip(ascending.map(\.key), weights).filter { $0.1 > 0 })
    }

    /// The weighted mean over the seats that count; each must have a value.
    func mean(_ values: [SeatID: Fraction]) -> Fraction {
        let weighted = weights.map { seat, weight in (values[seat] ?? .zero) * Fraction(weight) }
        return weighted.sum() / Fraction(weights.values.reduce(0, +))
    }
}
