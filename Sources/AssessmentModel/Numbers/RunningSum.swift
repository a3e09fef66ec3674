// Sums of many exact numbers, reduced once at the end instead of at every step.

/// A sum of fractions that keeps numerator and denominator as they come while both fit a machine word.
package struct RunningSum {
    private var numerator = 0
    private var denominator = 1
    /// Terms that did not fit.
    private var rest = Fraction.zero

    package init() {}

    package mutating func add(_ term: Fraction) {
        guard let (top, bottom) = term.words, add(top, bottom) else {
            rest = rest + term
            return
        }
    }

    package mutating func add(_ term: Fraction, times factor: Fraction) {
        guard let (p, q) = term.words, let (r, s) = factor.words else { return add(term * factor) }
        let (top, overflows) = p.multipliedReportingOverflow(by: r)
        let (bottom, overflowsBelow) = q.multipliedReportingOverflow(by: s)
        guard !overflows, !overflowsBelow, add(top, bottom) else { return add(term * factor) }
    }

    /// In lowest terms.
    package var value: Fraction {
        let sum = Fraction(numerator, over: denominator)
        return rest == .zero ? sum : sum + rest
    }

    /// Whether the sum still fits; else it is unchanged.
    private mutating func add(_ top: Int, _ bottom: Int) -> Bool {
        if bottom == denominator { return add(top) }
        guard denominator % bottom != 0 else {
            let (scaled, overflows) = top.multipliedReportingOverflow(by: denominator / bottom)
            return !overflows && add(scaled)
        }
        let missing = bottom / Int(commonDivisor(denominator.magnitude, bottom.magnitude))
        let (common, overflows) = denominator.multipliedReportingOverflow(by: missing)
        guard !overflows else { return false }
        let (own, overflowsOwn) = numerator.multipliedReportingOverflow(by: missing)
        let (other, overflowsOther) = top.multipliedReportingOverflow(by: common / bottom)
        let (sum, overflowsSum) = own.addingReportingOverflow(other)
        guard !overflowsOwn, !overflowsOther, !overflowsSum else { return false }
        (numerator, denominator) = (sum, common)
        return true
    }

    private mutating func add(_ top: Int) -> Bool {
        let (sum, overflows) = numerator.addingReportingOverflow(top)
        if !overflows { numerator = sum }
        return !overflows
    }
}

extension Sequence<Fraction> {
    /// The sum; 0 for an empty sequence.
    package func sum() -> Fraction {
        var sum = RunningSum()
        for term in self { sum.add(term) }
        return sum.value
    }
}
