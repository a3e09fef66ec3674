// The marks of many zones as one flat array of integers: what scoring at national scale walks over.

/// Marks as whole steps of their grids, sheet by sheet.
///
/// The run of a sheet holds one value for each of `indicators`, in their order, and is padded with 0 to `stride` values.
/// A value below 0 is no mark: `unnamed` or `missing`.
package struct MarkTable: Sendable {
    /// The cell was never named.
    package static let unnamed: Int16 = -2
    /// The cell was named and left empty.
    package static let missing: Int16 = -1
    /// The runs' lengths are multiples of this, so that they can be read in blocks.
    package static let block = 16

    /// One expert's run.
    package struct Run: Sendable {
        package let zone: Int
        package let expert: Int
        package var isRecused = false
        /// How many marks are given.
        package var given = 0

        package init(zone: Int, expert: Int) {
            self.zone = zone
            self.expert = expert
        }
    }

    /// The indicators that experts score, in the order of the scheme.
    package let indicators: [CriterionID]
    package let stride: Int
    /// The most steps that a mark can have.
    package let highest: Int16
    package private(set) var zones: [ZoneID] = []
    package private(set) var experts: [ExpertID] = []
    package private(set) var runs: [Run] = []
    /// `runs.count` × `stride`.
    package private(set) var steps: [Int16] = []
    private let units: [Fraction]

    /// nil when a grid of the scheme has too many steps for the table.
    package init?(_ scheme: Scheme) {
        let leaves = scheme.indicators.filter { $0.indicator?.rule == nil }
        let steps = leaves.compactMap { Self.steps($0, in: scheme) }
        guard steps.count == leaves.count else { return nil }
        highest = steps.max() ?? 0
        indicators = leaves.map(\.id)
        units = leaves.map { scheme.grid(of: $0).step }
        stride = (leaves.count + Self.block - 1) / Self.block * Self.block
    }

    /// The highest mark of an indicator in steps of its grid, where that fits the table.
    package static func steps(_ indicator: Criterion, in scheme: Scheme) -> Int16? {
        let grid = scheme.grid(of: indicator)
        let steps = grid.highest(points: indicator.points) / grid.step
        return steps.isWhole ? steps.words.flatMap { Int16(exactly: $0.numerator) } : nil
    }

    package mutating func addZone(_ id: ZoneID) -> Int {
        zones.append(id)
        return zones.count - 1
    }

    package mutating func addExpert(_ id: ExpertID) -> Int {
        experts.append(id)
        return experts.count - 1
    }

    package mutating func addRun(zone: Int, expert: Int) -> Int {
        runs.append(Run(zone: zone, expert: expert))
        steps.append(contentsOf: repeatElement(Self.unnamed, count: indicators.count))
        steps.append(contentsOf: repeatElement(0, count: stride - indicators.count))
        return runs.count - 1
    }

    /// Names a cell: with a mark in steps, or as `missing`.
    /// - Returns: whether the cell was unnamed and its run is not recused; else nothing changes.
    package mutating func name(_ run: Int, _ indicator: Int, _ value: Int16) -> Bool {
        let index = run * stride + indicator
        guard steps[index] == Self.unnamed, !runs[run].isRecused else { return false }
        steps[index] = value
        if value >= 0 { runs[run].given += 1 }
        return true
    }

    /// Adds another part of the same table, read on its own under the same scheme.
    /// - Returns: whether no cell stands in both; else the table is of no more use.
    package mutating func add(_ other: MarkTable) -> Bool {
        let zoneMap = merged(other.zones, into: &zones)
        let expertMap = merged(other.experts, into: &experts)
        var known: [Int: Int] = [:]
        for (index, run) in runs.enumerated() { known[run.zone << 32 | run.expert] = index }
        for (index, run) in other.runs.enumerated() {
            let (zone, expert) = (zoneMap[run.zone], expertMap[run.expert])
            let values = other.steps[index * stride..<(index + 1) * stride]
            guard let place = known[zone << 32 | expert] else {
                var moved = Run(zone: zone, expert: expert)
                (moved.isRecused, moved.given) = (run.isRecused, run.given)
                runs.append(moved)
                steps.append(contentsOf: values)
                continue
            }
            guard !run.isRecused, !runs[place].isRecused else { return false }
            for (column, value) in values.prefix(indicators.count).enumerated() where value != Self.unnamed {
                guard name(place, column, value) else { return false }
            }
        }
        return true
    }

    package mutating func recuse(_ run: Int) { runs[run].isRecused = true }

    /// The mark of a cell; nil where there is none.
    package func mark(_ run: Int, _ indicator: Int) -> Fraction? {
        let value = steps[run * stride + indicator]
        return value >= 0 ? Fraction(Int(value)) * units[indicator] : nil
    }

    /// The run as a sheet, without comments.
    package func sheet(_ index: Int, source: Expert.Source? = nil) -> Sheet {
        let run = runs[index]
        var sheet = Sheet(
            zone: zones[run.zone], seat: SeatID(experts[run.expert].text), source: source, isRecused: run.isRecused)
        for (column, id) in indicators.enumerated() { sheet.marks[id] = mark(index, column) }
        return sheet
    }
}

/// Where each of `other` stands in `all`, after those that were not there have been added.
private func merged<ID: Hashable>(_ other: [ID], into all: inout [ID]) -> [Int] {
    var places = Dictionary(zip(all, all.indices)) { first, _ in first }
    return other.map { id in
        if let place = places[id] { return place }
        all.append(id)
        places[id] = all.count - 1
        return all.count - 1
    }
}

/// The runs of a table in the order of its zones.
package struct RunsByZone: Sendable {
    package let runs: [Int]
    /// Zone n has `runs[starts[n]..<starts[n + 1]]`.
    package let starts: [Int]
    /// The most that one zone has.
    package let most: Int

    package init(_ table: MarkTable) {
        var counts = Array(repeating: 0, count: table.zones.count)
        for run in table.runs { counts[run.zone] += 1 }
        var starts = [0]
        starts.reserveCapacity(counts.count + 1)
        for count in counts { starts.append(starts[starts.count - 1] + count) }
        var next = starts
        var runs = Array(repeating: 0, count: table.runs.count)
        for (index, run) in table.runs.enumerated() {
            runs[next[run.zone]] = index
            next[run.zone] += 1
        }
        (self.runs, self.starts, most) = (runs, starts, counts.max() ?? 0)
    }

    package subscript(zone: Int) -> ArraySlice<Int> { runs[starts[zone]..<starts[zone + 1]] }
}
