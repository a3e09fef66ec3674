// Facts → points, in all seven shapes and at every border.

import AssessmentModel
import Scoring
import Testing

@Suite struct RuleTests {
    static let share: Rule = .bands(
        "x",
        [
            Rule.Band(from: nil, below: 8, points: 0), Rule.Band(from: 8, below: 15, points: 1),
            Rule.Band(from: 15, below: nil, points: 2),
        ])

    @Test(arguments: [("7.999999", "0"), ("8", "1"), ("14.99", "1"), ("15", "2"), ("100", "2"), ("-5", "0")])
    func bands_valueOnABorder_belongsToTheUpperBand(value: String, points: String) throws {
        #expect(try award(Self.share, ["x": .number(n(value))]) == n(points))
    }

    @Test(arguments: [("10", "100"), ("5", "100"), ("40", "50"), ("70", "0"), ("71", "0"), ("20", "250/3")])
    func linear_betweenAnchors_isClippedOutside(value: String, points: String) throws {
        let rule = Rule.linear(
            "x", from: Rule.Anchor(value: 10, points: 100), to: Rule.Anchor(value: 70, points: 0))
        #expect(try award(rule, ["x": .number(n(value))], points: "100") == n(points))
    }

    @Test(arguments: [("0", "0"), ("1", "0.75"), ("4", "3"), ("9", "3"), ("-1", "0")])
    func proportion_ofTheTarget_isCapped(value: String, points: String) throws {
        #expect(
            try award(.proportion("x", target: 4, points: 3), ["x": .number(n(value))], points: "3") == n(points))
    }

    @Test(arguments: [
        ("35", Rule.Deduction.Direction.over, false, "3"), ("36.5", .over, false, "2.25"), ("36.5", .over, true, "2.5"),
        ("99", .over, false, "0"), ("34", .under, false, "2.5"), ("40", .under, false, "3"),
    ])
    func deduct_perUnitBeyondTheLimit_neverGoesBelowZero(
        value: String, direction: Rule.Deduction.Direction, whole: Bool, points: String
    ) throws {
        let rule = Rule.deduct(
            "x",
            Rule.Deduction(
                start: 3, each: n("0.5"), per: 1, limit: 35, direction: direction, wholeUnits: whole))
        #expect(try award(rule, ["x": .number(n(value))], points: "3") == n(points))
    }

    @Test func eachPeriod_equalToTheBenchmark_isNotAbove() throws {
        let growth = { (comparison: Rule.EachPeriod.Comparison) in
            Rule.eachPeriod(
                "x",
                Rule.EachPeriod(
                    periods: ["2024", "2025"], points: 1, benchmark: "national", comparison: comparison))
        }
        let facts: [FactKey: Fact] = [
            FactKey("x", period: "2024"): .number(n("7.2")), FactKey("x", period: "2025"): .number(n("8.7")),
        ]
        #expect(try award(growth(.above), facts) == 1)
        #expect(try award(growth(.atLeast), facts) == 2)
    }

    @Test func eachPeriod_benchmarkOfTheZone_isReadFromItsFacts() throws {
        let rule = Rule.eachPeriod(
            "x", Rule.EachPeriod(periods: ["2024"], points: 2, benchmark: "own", comparison: .above))
        let x = FactKey("x", period: "2024")
        let own = FactKey("own", period: "2024")
        #expect(try award(rule, [x: .number(5), own: .number(4)]) == 2)
        #expect(try award(rule, [x: .number(5)]) == nil)
    }

    @Test func parts_someMet_addUp() throws {
        let rule = Rule.parts([
            Rule.Part(fact: "a", title: LocalizedText(zh: "甲"), points: 1),
            Rule.Part(fact: "b", title: LocalizedText(zh: "乙"), points: n("0.5")),
        ])
        #expect(try award(rule, ["a": .flag(true), "b": .flag(false)]) == 1)
        #expect(try award(rule, ["a": .flag(true)]) == nil, "a missing part is not a failed one")
    }

    @Test func anyOf_severalRules_takesTheBest() throws {
        let rule = Rule.anyOf([Self.share, .proportion("y", target: 10, points: 2)])
        #expect(try award(rule, ["x": .number(9), "y": .number(8)]) == n("1.6"))
        #expect(try award(rule, ["x": .number(20), "y": .number(8)]) == 2)
        #expect(try award(rule, ["x": .number(20)]) == nil)
    }

    @Test func missingFact_leavesTheZoneIncompleteAndOthersUntouched() throws {
        let subject = scheme([leaf("a", "2", rule: Self.share)])
        let zones = scored(
            subject, [],
            facts: FactTable(["here": [FactKey("x"): .number(15)], "there": [FactKey("other"): .number(1)]]))
        #expect(zones["here"]?.total == 2)
        #expect(zones["here"]?.rank == 1)
        #expect(zones["there"]?.verdict == .incomplete)
        #expect(zones["there"]?.total == nil)
        #expect(zones["there"]?.rank == nil)
    }

    private func award(_ rule: Rule, _ facts: [FactName: Fact], points: String = "2") throws -> Fraction? {
        try award(
            rule, Dictionary(uniqueKeysWithValues: facts.map { (FactKey($0.key), $0.value) }), points: points)
    }

    private func award(_ rule: Rule, _ facts: [FactKey: Fact], points: String = "2") throws -> Fraction? {
        let benchmark = Benchmark(
            id: "national", title: LocalizedText(zh: "全国"), values: ["2024": n("7.2"), "2025": n("8.6")])
        let subject = scheme([leaf("a", points, rule: rule)], benchmarks: [benchmark])
        return try #require(scored(subject, [], facts: FactTable(["z": facts]))["z"]?.cells["a"]).score
    }
}
