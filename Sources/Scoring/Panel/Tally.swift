// Marks in flat arrays → what each node of the tree came to at each zone, in whole numbers: one pass over each cell.

package import AssessmentModel

/// The points that experts gave, by zone and node, exactly.
package struct Tally: Sendable {
    package let plan: TallyPlan
    /// Zone after zone, one for each node of the plan: points are numerator ÷ (denominator of the zone × scale).
    package private(set) var numerators: [Int]
    /// By zone; 0 where a cell has no score.
    package private(set) var denominators: [Int]

    /// Tallies all zones of a table; nil when a panel is so large that a sum might leave a machine word.
    package init?(_ plan: TallyPlan, _ table: MarkTable, _ runs: RunsByZone) {
        guard runs.most <= min(plan.mostMarks, 64) else { return nil }
        guard let sums = ZoneTally.tally(plan, table, runs) else { return nil }
        self.plan = plan
        (numerators, denominators) = sums
    }

    /// The total over the roots as a numerator; its denominator is the zone's × scale.
    package func total(zone: Int) -> Int {
        plan.roots.reduce(0) { $0 + numerators[zone * plan.nodes.count + $1] }
    }

    /// Each zone's rank by the exact points that experts gave (1, 2, 2, 4); 0 for a zone without a score.
    package func ranks() -> [Int] {
        var order = denominators.indices.filter { denominators[$0] > 0 }.map { zone in
            ExactTotal(zone: zone, total: total(zone: zone), denominator: denominators[zone])
        }
        let isUniform = order.allSatisfy { $0.denominator == order[0].denominator }
        if !isUniform || !sortByTotal(&order) { order.sort { $0.isBefore($1) } }
        var ranks = Array(repeating: 0, count: denominators.count)
        for place in order.indices {
            let isShared = place > 0 && !order[place - 1].isBefore(order[place])
            ranks[order[place].zone] = isShared ? ranks[order[place - 1].zone] : place + 1
        }
        return ranks
    }

    /// Sorts plain numbers that hold total and place: three times as fast as pairs. False where they do not fit.
    private func sortByTotal(_ order: inout [ExactTotal]) -> Bool {
        let count = order.count
        guard let most = order.map(\.total).max(), !most.multipliedReportingOverflow(by: count + 1).overflow
        else { return false }
        let keys = order.indices.map { order[$0].total * count + $0 }.sorted(by: >)
        order = keys.map { order[$0 % count] }
        return true
    }

    private struct ExactTotal {
        let zone: Int
        let total: Int
        let denominator: Int

        func isBefore(_ other: ExactTotal) -> Bool {
            Int128(total) * Int128(other.denominator) > Int128(other.total) * Int128(denominator)
        }
    }

    /// The points that experts gave for a node, without those by rule; nil when a cell has no score.
    package func points(zone: Int, node: Int) -> Fraction? {
        guard denominators[zone] > 0 else { return nil }
        return Fraction(numerators[zone * plan.nodes.count + node], over: denominators[zone])
            / Fraction(plan.scale)
    }
}

/// The working space for one zone after the other.
private struct ZoneTally {
    private let columns: Int
    private let stride: Int
    private let weights: [Int]
    /// By the number of marks.
    private let rungs: [Rung?]
    /// How many marks always add up within 16 bits.
    private let batch: Int
    /// The runs of the zone that are not recused.
    private let runs: UnsafeMutableBufferPointer<UnsafePointer<Int16>>
    private var count = 0
    private var isWhole = true
    /// By column, kept steps.
    private let sums: UnsafeMutableBufferPointer<Int32>
    /// Running sums of kept steps × weight, over the zone's denominator.
    private let terms: UnsafeMutableBufferPointer<Int>
    /// Whether all sums so far stayed within machine words.
    private var fits = true

    private init(_ plan: TallyPlan, _ table: MarkTable, most: Int) {
        (columns, stride, weights) = (table.indicators.count, table.stride, plan.weights)
        batch = Int(Int16.max / max(table.highest, 1))
        rungs = (0...most).map { plan.scheme.aggregate.rung(for: $0) }
        runs = .allocate(capacity: most)
        sums = .allocate(capacity: stride)
        terms = .allocate(capacity: columns + 1)
        terms.initialize(repeating: 0)
        sums.initialize(repeating: 0)
    }

    private func deallocate() {
        runs.deallocate()
        sums.deallocate()
        terms.deallocate()
    }

    /// What `Tally` holds; nil when a sum left a machine word.
    static func tally(
        _ plan: TallyPlan, _ table: MarkTable, _ runs: RunsByZone
    ) -> (numerators: [Int], denominators: [Int])? {
        var numerators = Array(repeating: 0, count: table.zones.count * plan.spans.count)
        var denominators = Array(repeating: 0, count: table.zones.count)
        var tally = ZoneTally(plan, table, most: runs.most)
        defer { tally.deallocate() }
        table.steps.withUnsafeBufferPointer { steps in
            for zone in table.zones.indices {
                tally.take(runs[zone], table.runs, steps)
                denominators[zone] = tally.tally()
                guard tally.fits else { break }
                guard denominators[zone] > 0 else { continue }
                for (place, span) in plan.spans.enumerated() {
                    numerators[zone * plan.spans.count + place] =
                        tally.terms[span.upperBound] - tally.terms[span.lowerBound]
                }
            }
        }
        return tally.fits ? (numerators, denominators) : nil
    }

    private mutating func take(_ indices: ArraySlice<Int>, _ all: [MarkTable.Run], _ steps: UnsafeBufferPointer<Int16>)
    {
        (count, isWhole) = (0, true)
        guard let base = steps.baseAddress else { return }
        for index in indices where !all[index].isRecused {
            runs.initializeElement(at: count, to: base + index * stride)
            count += 1
            if all[index].given != columns { isWhole = false }
        }
    }

    /// Fills `terms`, and returns their denominator; 0 when a cell has no score.
    private mutating func tally() -> Int {
        guard columns > 0 else { return 1 }
        guard isWhole, let rung = rungs[count] else { return tallyCells() }
        switch rung.method {
        case .mean: sumColumns(dropsExtremes: false)
        case .trimmedMean where rung.drop == Aggregate.Drop(high: 1, low: 1) && count > 2:
            sumColumns(dropsExtremes: true)
        default: return tallyCells()
        }
        var running = 0
        weights.withUnsafeBufferPointer { weights in
            for column in 0..<columns {
                running &+= Int(sums[column]) &* weights[column]
                terms[column + 1] = running
            }
        }
        return rung.method == .mean ? count : count - 2
    }

    /// Sums whole columns, block by block; with `dropsExtremes` without the highest and the lowest of each.
    private func sumColumns(dropsExtremes: Bool) {
        typealias Block = SIMD16<Int16>
        let sums = UnsafeMutableRawBufferPointer(sums)
        var start = 0
        while start < stride {
            var lowest = Block(repeating: .max)
            var highest = Block(repeating: .min)
            var sum = SIMD16<Int32>.zero
            var run = 0
            while run < count {
                let end = min(run &+ batch, count)
                var part = Block.zero
                while run < end {
                    let values = UnsafeRawPointer(runs[run] + start).loadUnaligned(as: Block.self)
                    lowest.replace(with: values, where: values .< lowest)
                    highest.replace(with: values, where: values .> highest)
                    part &+= values
                    run &+= 1
                }
                sum &+= SIMD16<Int32>(truncatingIfNeeded: part)
            }
            if dropsExtremes {
                sum &-= SIMD16<Int32>(truncatingIfNeeded: lowest) &+ SIMD16<Int32>(truncatingIfNeeded: highest)
            }
            sums.storeBytes(of: sum, toByteOffset: start &* 4, as: SIMD16<Int32>.self)
            start &+= MarkTable.block
        }
    }

    /// Cell by cell, for panels with missing marks and for methods that need an order.
    private mutating func tallyCells() -> Int {
        var cells: [(sum: Int, count: Int)] = []
        cells.reserveCapacity(columns)
        var common = 1
        for column in 0..<columns {
            guard let cell = tallyCell(runs[..<count].map { $0[column] }.filter { $0 >= 0 }) else { return 0 }
            guard let multiple = leastCommonMultiple(common, cell.count) else {
                fits = false
                return 0
            }
            common = multiple
            cells.append(cell)
        }
        var running = 0
        for column in 0..<columns {
            let (sum, count) = cells[column]
            let (scaled, overflows) = sum.multipliedReportingOverflow(by: common / count)
            let (term, overflowsTerm) = scaled.multipliedReportingOverflow(by: weights[column])
            let (next, overflowsSum) = running.addingReportingOverflow(term)
            if overflows || overflowsTerm || overflowsSum {
                fits = false
                return 0
            }
            running = next
            terms[column + 1] = running
        }
        return common
    }

    /// The weighted sum of the marks of a cell and the sum of the weights; nil when there are too few.
    private func tallyCell(_ marks: [Int16]) -> (sum: Int, count: Int)? {
        guard let rung = rungs[marks.count], let weights = rung.weights(count: marks.count) else { return nil }
        let sum = zip(marks.sorted(), weights).reduce(0) { $0 + Int($1.0) * $1.1 }
        return (sum, weights.reduce(0, +))
    }
}

/// nil when it does not fit a machine word.
private func leastCommonMultiple(_ a: Int, _ b: Int) -> Int? {
    guard let reduced = Fraction(a, over: b).words?.numerator else { return nil }
    let (multiple, overflows) = reduced.multipliedReportingOverflow(by: b)
    return overflows ? nil : multiple
}
