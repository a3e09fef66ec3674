// The rounding modes and the steps at which a scheme may round.

import BigInt

/// How a number exactly between two neighbours is rounded. All modes treat a negative number by its absolute value.
package enum RoundingMode: String, Sendable, Codable, CaseIterable {
    /// 四舍五入: away from zero.
    case halfUp = "half-up"
    /// 四舍六入五成双: to the even neighbour, GB/T 8170-2008 section 3.
    case halfEven = "half-even"
    /// Towards zero.
    case down
}

/// Where a scheme rounds; an absent step stays exact. Each value is the number of decimals, 0…6.
package struct RoundingSteps: Sendable, Equatable, Codable {
    package var mode: RoundingMode
    package var mean: Int?
    package var indicator: Int?
    package var pillar: Int?
    package var total: Int?

    package init(
        mode: RoundingMode = .halfUp, mean: Int? = nil, indicator: Int? = nil, pillar: Int? = nil,
        total: Int? = nil
    ) {
        self.mode = mode
        self.mean = mean
        self.indicator = indicator
        self.pillar = pillar
        self.total = total
    }

    package static let exact = RoundingSteps()

    /// `value` rounded at a step, or unchanged where the step names no decimals.
    package func apply(_ step: KeyPath<RoundingSteps, Int?>, to value: Fraction) -> Fraction {
        guard let places = self[keyPath: step] else { return value }
        return value.rounded(to: places, mode)
    }
}

extension Fraction {
    /// The number with at most `places` decimals that `mode` chooses, in one step (GB/T 8170-2008 3.3 forbids two).
    package func rounded(to places: Int, _ mode: RoundingMode) -> Fraction {
        let unit = BigInt(10).power(places)
        let (quotient, remainder) = (numerator.magnitude * unit.magnitude)
            .quotientAndRemainder(dividingBy: denominator.magnitude)
        let twice = remainder * 2
        let carries: Bool
        switch mode {
        case .halfUp: carries = twice >= denominator.magnitude
        case .halfEven:
            carries = twice > denominator.magnitude || (twice == denominator.magnitude && quotient % 2 == 1)
        case .down: carries = false
        }
        let magnitude = BigInt(quotient + (carries ? 1 : 0))
        return Fraction(numerator < 0 ? -magnitude : magnitude, over: unit)
    }
}
