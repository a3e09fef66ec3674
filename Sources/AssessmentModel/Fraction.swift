// The exact number that all points, marks, facts and totals are.

package import BigInt

/// An exact rational number in lowest terms.
///
/// No operation rounds or overflows; rounding is asked for by name (`rounded(to:_:)`). The denominator is
/// positive, and 0 is 0/1, so equal numbers have equal parts.
package struct Fraction: Hashable, Sendable {
    package let numerator: BigInt
    package let denominator: BigInt

    package static let zero = Fraction(0)

    package init(_ integer: Int) {
        numerator = BigInt(integer)
        denominator = 1
    }

    /// - Precondition: `denominator` is not 0; callers divide by values that a loader has checked.
    package init(_ numerator: BigInt, over denominator: BigInt) {
        precondition(denominator != 0, "a fraction needs a denominator other than 0")
        let divisor = numerator.greatestCommonDivisor(with: denominator)
        let signed = denominator < 0 ? -divisor : divisor
        self.numerator = numerator / signed
        self.denominator = denominator / signed
    }
}

extension Fraction: Comparable {
    package static func < (a: Fraction, b: Fraction) -> Bool {
        a.denominator == b.denominator
            ? a.numerator < b.numerator
            : a.numerator * b.denominator < b.numerator * a.denominator
    }
}

extension Fraction: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) { self.init(value) }
}

extension Fraction: AdditiveArithmetic {
    package static func + (a: Fraction, b: Fraction) -> Fraction {
        Fraction(
            a.numerator * b.denominator + b.numerator * a.denominator,
            over: a.denominator * b.denominator)
    }

    package static func - (a: Fraction, b: Fraction) -> Fraction { a + -b }

    package static prefix func - (a: Fraction) -> Fraction {
        Fraction(-a.numerator, over: a.denominator)
    }

    package static func * (a: Fraction, b: Fraction) -> Fraction {
        Fraction(a.numerator * b.numerator, over: a.denominator * b.denominator)
    }

    /// - Precondition: `b` is not 0.
    package static func / (a: Fraction, b: Fraction) -> Fraction {
        Fraction(a.numerator * b.denominator, over: a.denominator * b.numerator)
    }
}

extension Sequence<Fraction> {
    /// The sum; 0 for an empty sequence.
    package func sum() -> Fraction { reduce(.zero, +) }
}
