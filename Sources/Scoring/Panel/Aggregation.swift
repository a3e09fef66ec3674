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

/// Which seats count at a cell or a zone, and how much.
struct Selection {
    let rung: Rung
    /// What the group of these seats weighs beside others.
    let groupWeight: Fraction
    /// By seat; 0 for one that does not count.
    private let weights: [Fraction]

    /// The selection that `aggregate` makes among the values that seats of a group have; nil when they are too few.
    ///
    /// Among equal values the seat's id says who is set aside: that names a seat and moves no digit of the mean over
    /// these values. At level total other values follow the selection (a sheet's marks its total): there each of the
    /// equals gets the average weight of their places, so that no id moves a digit either.
    init?(_ aggregate: Aggregate, _ values: [Fraction?], _ group: SeatGroup) {
        let ascending = group.places.compactMap { seat in values[seat].map { (value: $0, seat: seat) } }
            .sorted { $0.value == $1.value ? $0.seat < $1.seat : $0.value < $1.value }
        guard let rung = aggregate.rung(for: ascending.count), let places = rung.weights(count: ascending.count)
        else { return nil }
        self.rung = rung
        groupWeight = group.weight
        let shared =
            aggregate.level == .total ? averaged(places, over: ascending.map(\.value)) : places.map { Fraction($0) }
        var weights = Array(repeating: Fraction.zero, count: values.count)
        for (place, weight) in zip(ascending, shared) { weights[place.seat] = weight }
        self.weights = weights
    }

    func counts(_ seat: Int) -> Bool { weights[seat] != .zero }

    /// The weights where not every seat that counts counts once.
    func uncommonWeights(of seats: [SeatID]) -> [SeatID: Fraction]? {
        let counted = weights.indices.filter(counts)
        guard !counted.allSatisfy({ weights[$0] == 1 }) else { return nil }
        return Dictionary(uniqueKeysWithValues: counted.map { (seats[$0], weights[$0]) })
    }

    /// The weighted mean over the seats that count; each must have a value.
    func mean(_ values: [Fraction?]) -> Fraction {
        var (sum, count) = (RunningSum(), RunningSum())
        for (value, weight) in zip(values, weights) where weight != .zero {
            sum.add(value ?? .zero, times: weight)
            count.add(weight)
        }
        return sum.value / count.value
    }
}

/// The weights of places in ascending order, averaged over each run of equal values.
private func averaged(_ weights: [Int], over ascending: [Fraction]) -> [Fraction] {
    var shared: [Fraction] = []
    while shared.count < ascending.count {
        let run = ascending[shared.count...].prefix { $0 == ascending[shared.count] }
        let average = Fraction(weights[run.indices].reduce(0, +), over: run.count)
        shared += Array(repeating: average, count: run.count)
    }
    return shared
}
