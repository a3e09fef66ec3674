// The tally in whole numbers against the score of each cell in fractions.

import AssessmentModel
import Foundation
import Scoring
import Testing

@Suite struct TallyTests {
    @Test func tally_nationalCase_meetsItsChecksums() throws {
        let (scheme, table) = try nationalCase(zones: 2844)
        let plan = try #require(TallyPlan(scheme))
        let tally = try #require(Tally(plan, table, RunsByZone(table)))
        let totals = table.zones.indices.map { tally.total(zone: $0) }
        #expect(totals.reduce(0, +) == 19_800_516_456)
        #expect(totals[0] == 6_900_761)
        #expect(Set(totals).count == 2843)
        let ranks = tally.ranks()
        let order = ranks.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
        #expect(order.prefix(10) == [577, 1100, 2138, 2501, 1563, 2668, 1167, 2305, 1776, 1993])
        #expect(order.last == 2191)
        #expect(order.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element } == 5_772_889_669)
        let pillars = plan.roots.map { tally.points(zone: 0, node: $0) }
        let expected = [1_362_936, 1_319_278, 1_524_335, 1_298_752, 1_395_460].map { Fraction($0, over: 70_000) }
        #expect(pillars == expected)
    }

    @Test(arguments: 0..<120)
    func ranking_randomRound_isWhatTheCellsGive(seed: Int) throws {
        var random = Seeded(state: UInt64(seed))
        let scheme = randomScheme(using: &random)
        let (table, facts) = try randomTable(scheme, using: &random)
        let marks = RoundMarks(.table(table, sources: [:]), facts: facts)
        let sheets = Dictionary(grouping: table.runs.indices.map { table.sheet($0) }, by: \.zone)
        let bySheets = score(
            scheme, zones: marks.zones, sheets: sheets.values.flatMap { $0 }, facts: facts)
        let tallied = marks.ranking(under: scheme)
        let detailed = tallied.zones.map { marks.detail(of: $0, under: scheme) }
        #expect(detailed.map(\.rank) == bySheets.zones.map(\.rank))
        #expect(detailed.map(\.exact) == bySheets.zones.map(\.exact))
        #expect(tallied.zones.map(\.criteria) == bySheets.zones.map(\.criteria))
        #expect(tallied.zones.map(\.lines) == bySheets.zones.map(\.lines))
        #expect(tallied.zones.map(\.tie) == bySheets.zones.map(\.tie))
        #expect(detailed.map(\.cells) == bySheets.zones.map(\.cells))
    }

    @Test func randomRounds_tallied_areMostlyTallied() throws {
        var plans = 0
        for seed in 0..<120 {
            var random = Seeded(state: UInt64(seed))
            let scheme = randomScheme(using: &random)
            let (table, _) = try randomTable(scheme, using: &random)
            if let plan = TallyPlan(scheme), Tally(plan, table, RunsByZone(table)) != nil { plans += 1 }
        }
        #expect((60..<120).contains(plans), "\(plans) of 120: both ways must be tested")
    }
}

/// SplitMix64.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return finalised(state)
    }
}

private func finalised(_ value: UInt64) -> UInt64 {
    var z = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
}

/// Case 16 of the reference data.
private func nationalCase(zones: Int) throws -> (Scheme, MarkTable) {
    let pillars = (0..<5).map { pillar in
        node("p\(pillar)", (0..<20).map { leaf("i\(pillar * 20 + $0)", "\(1 + (pillar * 20 + $0) % 3)") })
    }
    let scheme = Scheme(
        id: "national", title: LocalizedText(zh: "n"), marks: MarkGrid(scale: 100, step: n("0.01")), aggregate: trimmed,
        pass: PassLines(total: nil, pillars: nil), criteria: pillars)
    var table = try #require(MarkTable(scheme))
    for expert in 0..<9 { _ = table.addExpert(ExpertID("e\(expert)")) }
    for zone in 0..<zones {
        _ = table.addZone(ZoneID("z\(zone)"))
        for expert in 0..<9 {
            let run = table.addRun(zone: zone, expert: expert)
            for indicator in 0..<100 {
                let index = UInt64((zone * 100 + indicator) * 9 + expert)
                let hash = finalised(2844 &+ index &* 0x9E37_79B9_7F4A_7C15 &+ 0x9E37_79B9_7F4A_7C15)
                let isNew = table.name(run, indicator, Int16(hash % 10_001))
                if !isNew { Issue.record("a cell stands twice") }
            }
        }
    }
    return (scheme, table)
}

func randomScheme(using random: inout Seeded) -> Scheme {
    let methods: [Aggregate] = [
        trimmed, Aggregate(method: .mean), Aggregate(method: .median),
        Aggregate(method: .winsorisedMean, drop: Aggregate.Drop(high: 1, low: 1), minimum: 3),
        Aggregate(method: .trimmedMean, drop: Aggregate.Drop(high: 2, low: 1), minimum: 4),
        Aggregate(method: .trimmedMean, drop: Aggregate.Drop(high: 1, low: 1), level: .total, minimum: 3),
    ]
    var criteria = (0..<Int.random(in: 1...3, using: &random)).map { pillar in
        node(
            "p\(pillar)",
            (0..<Int.random(in: 1...4, using: &random)).map { index in
                Bool.random(using: &random)
                    ? leaf("p\(pillar).\(index)", "1.5")
                    : node(
                        "p\(pillar).\(index)", [leaf("p\(pillar).\(index).a", "1"), leaf("p\(pillar).\(index).b", "2")])
            })
    }
    criteria.append(
        node("ruled", [leaf("ruled.1", "2", rule: .proportion("growth", target: 10, points: 2)), leaf("ruled.2", "3")]))
    criteria.append(leaf("root", "1"))
    return Scheme(
        id: "random", title: LocalizedText(zh: "r"),
        marks: Bool.random(using: &random) ? MarkGrid(step: n("0.5")) : MarkGrid(scale: 10, step: n("0.25")),
        aggregate: methods.randomElement(using: &random) ?? trimmed,
        rounding: RoundingSteps(
            mode: .halfEven, indicator: Int.random(in: 0..<5, using: &random) == 0 ? 1 : nil,
            pillar: Bool.random(using: &random) ? 2 : nil, total: Bool.random(using: &random) ? 1 : nil),
        pass: PassLines(total: .share(n("0.5")), pillars: .all(.share(n("0.4")))),
        ties: [.pillar("p0"), .criterion("ruled.2"), .lowestPillar, .medianOfTotals, .share], criteria: criteria)
}

func randomTable(_ scheme: Scheme, using random: inout Seeded) throws -> (MarkTable, FactTable) {
    var table = try #require(MarkTable(scheme))
    var facts = FactTable()
    let leaves = scheme.indicators.filter { $0.indicator?.rule == nil }
    let experts = Int.random(in: 3...9, using: &random)
    for expert in 0..<experts { _ = table.addExpert(ExpertID("e\(expert)")) }
    for zone in 0..<8 {
        let id = ZoneID("z\(zone)")
        _ = table.addZone(id)
        if zone != 5 { facts[id] = [FactKey("growth"): .number(Fraction(Int.random(in: 0...12, using: &random)))] }
        for expert in 0..<experts {
            let run = table.addRun(zone: zone, expert: expert)
            if Int.random(in: 0..<15, using: &random) == 0 {
                table.recuse(run)
                continue
            }
            for (column, leaf) in leaves.enumerated() {
                let top = try #require(MarkTable.steps(leaf, in: scheme))
                let isMissing = zone % 2 == 0 && Int.random(in: 0..<12, using: &random) == 0
                // Few distinct marks make ties.
                let mark: Int16 = [top, top / 2, 0].randomElement(using: &random) ?? 0
                let isNew = table.name(run, column, isMissing ? MarkTable.missing : mark)
                #expect(isNew)
            }
        }
    }
    return (table, facts)
}
