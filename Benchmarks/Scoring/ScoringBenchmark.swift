// Times the official tally over marks in memory: trimmed means, pillars, totals, ranks. Prints one line of JSON.
//
// heng-benchmark MARKS ZONES INDICATORS EXPERTS ROUNDS: MARKS holds little-endian 16-bit hundredths, by zone, then
// indicator, then expert. Weights are 1 + (indicator mod 3); pillars are five equal parts.

import AssessmentModel
import Foundation
import Scoring

@main
struct ScoringBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        let numbers = arguments.dropFirst(2).compactMap { Int($0) }
        guard arguments.count == 6, numbers.count == 4 else {
            FileHandle.standardError.write(
                Data("usage: heng-benchmark MARKS ZONES INDICATORS EXPERTS ROUNDS\n".utf8))
            exit(64)
        }
        let (zones, indicators, experts, rounds) = (numbers[0], numbers[1], numbers[2], numbers[3])
        let marks = try Data(contentsOf: URL(fileURLWithPath: arguments[1])).withUnsafeBytes {
            $0.bindMemory(to: Int16.self).map(Int16.init(littleEndian:))
        }
        let scheme = nationalScheme(indicators: indicators)
        guard marks.count == zones * indicators * experts, let plan = TallyPlan(scheme),
            let table = table(marks, scheme, zones: zones, experts: experts)
        else {
            FileHandle.standardError.write(Data("the file does not hold so many marks of 0…10000\n".utf8))
            exit(65)
        }
        let runs = RunsByZone(table)
        for _ in 0..<3 { _ = Tally(plan, table, runs)?.ranks() }
        var tallies: [Double] = []
        var reads: [Double] = []
        var last: (tally: Tally, ranks: [Int])?
        var sum = 0
        for _ in 0..<rounds {
            reads.append(milliseconds { sum &+= readOnce(table.steps) })
            tallies.append(
                milliseconds {
                    guard let tally = Tally(plan, table, runs) else { return }
                    last = (tally, tally.ranks())
                })
        }
        guard let last else { exit(70) }
        report(last.tally, last.ranks, tallies.sorted(), reads.sorted(), sum: sum / max(rounds, 1))
    }

    private static func report(_ tally: Tally, _ ranks: [Int], _ tallies: [Double], _ reads: [Double], sum: Int) {
        let totals = ranks.indices.map { tally.total(zone: $0) }
        let byRank = ranks.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
        let checksum = byRank.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
        print(
            """
            {"median_ms":\(tallies[tallies.count / 2]),\
            "quartiles_ms":[\(tallies[tallies.count / 4]),\(tallies[tallies.count * 3 / 4])],\
            "read_ms":\(reads[reads.count / 2]),"rank_checksum":\(checksum),\
            "numerator_checksum":\(totals.reduce(0, +)),"sum_of_marks":\(sum)}
            """)
    }
}

private func nationalScheme(indicators: Int) -> Scheme {
    let leaves = (0..<indicators).map { index in
        Criterion(
            id: CriterionID("i\(index)"), title: LocalizedText(zh: "i\(index)"), points: Fraction(1 + index % 3),
            content: .indicator(Indicator(scoring: .experts)))
    }
    let size = (indicators + 4) / 5
    let pillars = stride(from: 0, to: indicators, by: size).map { start in
        let children = Array(leaves[start..<min(start + size, indicators)])
        return Criterion(
            id: CriterionID("p\(start / size)"), title: LocalizedText(zh: "p\(start / size)"),
            points: children.map(\.points).sum(), content: .children(children))
    }
    return Scheme(
        id: "national", title: LocalizedText(zh: "national"), marks: MarkGrid(scale: 100, step: Fraction(1, over: 100)),
        aggregate: Aggregate(method: .trimmedMean, drop: Aggregate.Drop(high: 1, low: 1), minimum: 5),
        pass: PassLines(total: nil, pillars: nil), criteria: pillars)
}

private func table(_ marks: [Int16], _ scheme: Scheme, zones: Int, experts: Int) -> MarkTable? {
    guard var table = MarkTable(scheme) else { return nil }
    let indicators = table.indicators.count
    for expert in 0..<experts { _ = table.addExpert(ExpertID("e\(expert)")) }
    for zone in 0..<zones {
        _ = table.addZone(ZoneID("z\(zone)"))
        for expert in 0..<experts {
            let run = table.addRun(zone: zone, expert: expert)
            for indicator in 0..<indicators {
                let mark = marks[(zone * indicators + indicator) * experts + expert]
                guard (0...10_000).contains(mark), table.name(run, indicator, mark) else { return nil }
            }
        }
    }
    return table
}

/// The floor: every mark read once from memory.
private func readOnce(_ steps: [Int16]) -> Int {
    steps.withUnsafeBytes { bytes in
        var sum = SIMD8<Int16>.zero
        for offset in stride(from: 0, to: bytes.count - 15, by: 16) {
            sum &+= bytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<Int16>.self)
        }
        return Int(sum.wrappedSum())
    }
}

private func milliseconds(_ work: () -> Void) -> Double {
    let clock = ContinuousClock()
    let (seconds, attoseconds) = clock.measure(work).components
    return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
}
