// Marks as digits → whole steps of an indicator's grid.

import AssessmentModel

/// The grid of one indicator, for decimal text → whole steps.
struct StepGrid {
    /// By the number of decimals: text's digits × multiplier ÷ divisor are steps.
    private let scales: [(multiplier: Int, divisor: Int)]
    private let highest: Int
    private let isYesNo: Bool

    /// nil when the grid has too many steps, or a step finer than text can name.
    init?(_ indicator: Criterion, in scheme: Scheme) {
        guard let highest = MarkTable.steps(indicator, in: scheme) else { return nil }
        let grid = scheme.grid(of: indicator)
        var scales: [(Int, Int)] = []
        for places in 0...6 {
            guard let (multiplier, divisor) = (1 / (grid.step * powerOfTen(places))).words else { return nil }
            scales.append((multiplier, divisor))
        }
        self.scales = scales
        self.highest = Int(highest)
        isYesNo = grid.isYesNo
    }

    /// Digits with so many decimals in steps; nil when the mark is not on the grid.
    @inline(__always)
    func steps(_ digits: Int, places: Int) -> Int16? {
        guard places <= 6, !isYesNo else { return nil }
        let (multiplier, divisor) = scales[places]
        let (scaled, overflows) = digits.multipliedReportingOverflow(by: multiplier)
        guard !overflows else { return nil }
        let steps = divisor == 1 ? scaled : scaled / divisor
        guard steps <= highest, divisor == 1 || steps * divisor == scaled else { return nil }
        return Int16(steps)
    }

    /// Yes and no in steps, where the grid is of them.
    func steps(word: String) -> Int16? { isYesNo ? flags[word].map { $0 ? 1 : 0 } : nil }

    /// The number of steps below a share of the highest mark: marks of fewer steps are below it.
    func steps(below share: Fraction) -> Int {
        let line = share * Fraction(highest)
        let whole = line.rounded(to: 0, .down)
        return (whole.words?.numerator ?? 0) + (whole == line ? 0 : 1)
    }
}

private func powerOfTen(_ places: Int) -> Fraction { (0..<places).reduce(1) { power, _ in power * 10 } }
