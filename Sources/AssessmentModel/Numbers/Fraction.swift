// The exact number that all points, marks, facts and totals are.

package import BigInt

/// An exact rational number in lowest terms.
///
/// No operation rounds or overflows; rounding is asked for by name (`rounded(to:_:)`). The denominator is
/// positive, and 0 is 0/1, so equal numbers have equal parts.
package struct Fraction: Sendable {
    /// The parts while both fit a machine word, as nearly all do; 0/1 beside `wide`.
    private let narrow: Narrow
    /// The parts that do not fit.
    private let wide: Wide?

    private struct Narrow: Hashable, Sendable {
        let numerator: Int
        let denominator: Int
    }

    private final class Wide: Hashable, Sendable {
        let numerator: BigInt
        let denominator: BigInt

        init(_ numerator: BigInt, _ denominator: BigInt) {
            self.numerator = numerator
            self.denominator = denominator
        }

        static func == (a: Wide, b: Wide) -> Bool { a.numerator == b.numerator && a.denominator == b.denominator }

        func hash(into hasher: inout Hasher) {
            hasher.combine(numerator)
            hasher.combine(denominator)
        }
    }

    package static let zero = Fraction(0)

    package init(_ integer: Int) { self.init(integer, over: 1) }

    /// - Precondition: `denominator` is not 0; callers divide by values that a loader has checked.
    package init(_ numerator: Int, over denominator: Int) {
        precondition(denominator != 0, "a fraction needs a denominator other than 0")
        let divisor = commonDivisor(numerator.magnitude, denominator.magnitude)
        let (top, bottom) = (numerator.magnitude / divisor, denominator.magnitude / divisor)
        guard let magnitude = Int(exactly: top), let positive = Int(exactly: bottom) else {
            self.init(BigInt(numerator), over: BigInt(denominator))
            return
        }
        self.init(reduced: (numerator < 0) != (denominator < 0) ? -magnitude : magnitude, positive)
    }

    /// - Precondition: `denominator` is not 0; callers divide by values that a loader has checked.
    package init(_ numerator: BigInt, over denominator: BigInt) {
        precondition(denominator != 0, "a fraction needs a denominator other than 0")
        let divisor = numerator.greatestCommonDivisor(with: denominator)
        let signed = denominator < 0 ? -divisor : divisor
        let (top, bottom) = (numerator / signed, denominator / signed)
        if let small = Int(exactly: top), small > Int.min, let positive = Int(exactly: bottom) {
            self.init(reduced: small, positive)
        } else {
            self.init(narrow: Narrow(numerator: 0, denominator: 1), wide: Wide(top, bottom))
        }
    }

    private init(reduced numerator: Int, _ denominator: Int) {
        self.init(narrow: Narrow(numerator: numerator, denominator: denominator), wide: nil)
    }

    private init(narrow: Narrow, wide: Wide?) {
        self.narrow = narrow
        self.wide = wide
    }

    package var numerator: BigInt { wide?.numerator ?? BigInt(narrow.numerator) }
    package var denominator: BigInt { wide?.denominator ?? BigInt(narrow.denominator) }

    package var isWhole: Bool { wide.map { $0.denominator == 1 } ?? (narrow.denominator == 1) }

    /// Numerator and denominator where both fit a machine word.
    package var words: (numerator: Int, denominator: Int)? {
        wide == nil ? (narrow.numerator, narrow.denominator) : nil
    }
}

/// The greatest common divisor, by Stein's binary algorithm; the other number where one is 0.
func commonDivisor(_ a: UInt, _ b: UInt) -> UInt {
    if a == 1 || b == 1 { return 1 }
    if a == 0 { return b }
    if b == 0 { return a }
    let twos = min(a.trailingZeroBitCount, b.trailingZeroBitCount)
    var x = a >> UInt(a.trailingZeroBitCount)
    var y = b >> UInt(b.trailingZeroBitCount)
    while x != y {
        let difference = x > y ? x - y : y - x
        y = min(x, y)
        x = difference >> UInt(difference.trailingZeroBitCount)
    }
    return x << UInt(twos)
}

extension Fraction: Hashable {}

extension Fraction: Comparable {
    package static func < (a: Fraction, b: Fraction) -> Bool {
        if let (p, q) = a.words, let (r, s) = b.words {
            return q == s ? p < r : Int128(p) * Int128(s) < Int128(r) * Int128(q)
        }
        return a.numerator * b.denominator < b.numerator * a.denominator
    }
}

extension Fraction: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) { self.init(value) }
}

extension Fraction: AdditiveArithmetic {
    package static func + (a: Fraction, b: Fraction) -> Fraction {
        if let (p, q) = a.words, let (r, s) = b.words {
            let (sum, overflows) = q == s ? p.addingReportingOverflow(r) : added(p, q, r, s)
            let (below, overflowsBelow) = q == s ? (q, false) : q.multipliedReportingOverflow(by: s)
            if !overflows, !overflowsBelow { return Fraction(sum, over: below) }
        }
        return Fraction(
            a.numerator * b.denominator + b.numerator * a.denominator,
            over: a.denominator * b.denominator)
    }

    /// p·s + r·q.
    private static func added(_ p: Int, _ q: Int, _ r: Int, _ s: Int) -> (Int, Bool) {
        let (left, overflowsLeft) = p.multipliedReportingOverflow(by: s)
        let (right, overflowsRight) = r.multipliedReportingOverflow(by: q)
        let (sum, overflows) = left.addingReportingOverflow(right)
        return (sum, overflowsLeft || overflowsRight || overflows)
    }

    package static func - (a: Fraction, b: Fraction) -> Fraction { a + -b }

    package static prefix func - (a: Fraction) -> Fraction {
        guard let (p, q) = a.words else { return Fraction(-a.numerator, over: a.denominator) }
        return Fraction(reduced: -p, q)
    }

    package static func * (a: Fraction, b: Fraction) -> Fraction {
        if let (p, q) = a.words, let (r, s) = b.words {
            let (top, overflows) = p.multipliedReportingOverflow(by: r)
            let (bottom, overflowsBelow) = q.multipliedReportingOverflow(by: s)
            if !overflows, !overflowsBelow { return Fraction(top, over: bottom) }
        }
        return Fraction(a.numerator * b.numerator, over: a.denominator * b.denominator)
    }

    /// - Precondition: `b` is not 0.
    package static func / (a: Fraction, b: Fraction) -> Fraction {
        guard let (r, s) = b.words else {
            return Fraction(a.numerator * b.denominator, over: a.denominator * b.numerator)
        }
        precondition(r != 0, "a fraction cannot be divided by 0")
        return a * Fraction(reduced: r < 0 ? -s : s, Swift.abs(r))
    }
}

extension Sequence<Fraction> {
    /// The least whole number that makes each of them whole when multiplied; 1 for an empty sequence.
    package func commonDenominator() -> Fraction {
        let least = reduce(BigInt(1)) { common, term in
            common * term.denominator / common.greatestCommonDivisor(with: term.denominator)
        }
        return Fraction(least, over: 1)
    }
}
