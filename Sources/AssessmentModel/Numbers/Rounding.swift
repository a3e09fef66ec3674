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

    /// A total as it is published: with the decimals that the scheme names for it, exact where it names none or the number has more.
    package func published(_ total: Fraction) -> String {
        guard let places = self.total, (total.decimalPlaces ?? .max) <= places else { return total.exactText }
        return total.text(places: places)
    }
}

extension Fraction {
    /// The number with at most `places` decimals that `mode` chooses, in one step (GB/T 8170-2008 3.3 forbids two).
    package func rounded(to places: Int, _ mode: RoundingMode) -> Fraction {
        if let (top, bottom) = words, (0...6).contains(places) {
            let unit = powersOfTen[places]
            let scaled = UInt128(top.magnitude) * UInt128(unit)
            let (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: UInt128(bottom))
            let carries = mode.carries(remainder, of: UInt128(bottom), isOdd: quotient % 2 == 1)
            if let magnitude = Int(exactly: quotient + (carries ? 1 : 0)) {
                return Fraction(top < 0 ? -magnitude : magnitude, over: unit)
            }
        }
        let unit = BigInt(10).power(places)
        let (quotient, remainder) = (numerator.magnitude * unit.magnitude)
            .quotientAndRemainder(dividingBy: denominator.magnitude)
        let carries = mode.carries(remainder, of: denominator.magnitude, isOdd: quotient % 2 == 1)
        let magnitude = BigInt(quotient + (carries ? 1 : 0))
        return Fraction(numerator < 0 ? -magnitude : magnitude, over: unit)
    }
}

extension RoundingMode {
    /// Whether a remainder rounds the magnitude up.
    fileprivate func carries<Word: BinaryInteger>(_ remainder: Word, of divisor: Word, isOdd: Bool) -> Bool {
        switch self {
        case .halfUp: remainder * 2 >= divisor
        case .halfEven: remainder * 2 > divisor || (remainder * 2 == divisor && isOdd)
        case .down: false
        }
    }
}

let powersOfTen = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]
