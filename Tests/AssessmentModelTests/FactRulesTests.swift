// Facts within what their unit, their scheme and the rule itself allow.

import AssessmentModel
import ProblemWords
import Testing

@Suite struct FactRulesTests {
    private func scheme(_ rules: [(unit: String?, range: FactRange?, rule: Rule)]) -> Scheme {
        let leaves = rules.enumerated().map { number, leaf in
            Criterion(
                id: CriterionID("p.\(number)"), title: LocalizedText(zh: "甲"), points: 2,
                content: .indicator(
                    Indicator(
                        scoring: .rule(leaf.rule), unit: leaf.unit.map { LocalizedText(zh: $0) }, range: leaf.range)))
        }
        return Scheme(
            id: "s", title: LocalizedText(zh: "示例"), marks: MarkGrid(step: 1), aggregate: Aggregate(method: .mean),
            pass: PassLines(total: nil, pillars: nil),
            bonus: Adjustment(cap: 2, items: [SchemeItem(id: "bonus.a", title: LocalizedText(zh: "加"), points: 2)]),
            criteria: leaves)
    }

    private func takes(_ value: Fraction, _ rules: (unit: String?, range: FactRange?, rule: Rule)...) -> Bool {
        scheme(rules).refusal(of: .number(value), for: FactKey("a")) == nil
    }

    static let share = Rule.proportion("a", target: 100, points: 2)
    static let growth = Rule.linear(
        "a", from: Rule.Anchor(value: -5, points: 0), to: Rule.Anchor(value: 5, points: 2))
    static let cases = Rule.deduct(
        "a", Rule.Deduction(start: 2, each: 1, per: 1, limit: 0, direction: .over, wholeUnits: false))

    @Test(arguments: ["%", "％", "percent"])
    func share_outsideZeroToAHundred_isRefused(unit: String) {
        #expect(takes(0, (unit, nil, Self.share)) && takes(100, (unit, nil, Self.share)))
        #expect(!takes(982, (unit, nil, Self.share)) && !takes(-5, (unit, nil, Self.share)))
    }

    @Test func count_belowZero_isRefusedAndOtherUnitsTakeAnyNumber() {
        #expect(takes(982, ("件", nil, Self.cases)) && !takes(-1, ("件", nil, Self.cases)))
        #expect(takes(-1, ("万元", nil, Self.cases)) && takes(-1, (nil, nil, Self.cases)))
    }

    @Test func unit_whereTheRuleMeansOtherValues_saysNothing() {
        #expect(takes(-50, ("%", nil, Self.growth)))
        #expect(
            takes(982, ("%", nil, .anyOf([Self.share, .proportion("b", target: 3, points: 2)]))), "the unit of which?")
        #expect(takes(-50, ("%", nil, Self.share), ("%", nil, Self.growth)), "another rule reads it as a growth")
        #expect(!takes(-50, ("%", nil, Self.share), (nil, nil, Self.share)))
    }

    @Test func range_written_bindsEveryNumberOfTheRule() {
        let range = FactRange(from: -100)
        #expect(takes(-100, ("%", range, Self.share)) && takes(130, ("%", range, Self.share)))
        #expect(!takes(-101, ("%", range, Self.share)))
        #expect(
            takes(-50, ("%", nil, Self.share), ("%", range, Self.share)), "what is written stands for what units say")
        let either = Rule.anyOf([Self.share, .proportion("b", target: 3, points: 2)])
        #expect(
            scheme([("%", FactRange(to: 9), either)]).refusal(of: .number(10), for: FactKey("b"))
                == .range(FactKey("b"), 10, FactRange(to: 9), unit: LocalizedText(zh: "%")))
    }

    @Test func range_ofPeriods_bindsFactAndBenchmarkOfTheZone() {
        let each = Rule.EachPeriod(periods: ["2024"], points: 1, benchmark: "goal", comparison: .above)
        let scheme = scheme([("%", FactRange(from: -100), .eachPeriod("a", each))])
        for name: FactName in ["a", "goal"] {
            #expect(scheme.refusal(of: .number(-101), for: FactKey(name, period: "2024")) != nil)
            #expect(scheme.refusal(of: .number(-99), for: FactKey(name, period: "2024")) == nil)
        }
    }

    @Test func refusal_ofEachKind_isSaidInWords() throws {
        let scheme = scheme([("%", nil, Self.share)])
        func words(_ fact: Fact, _ key: String, at zone: ZoneID? = nil) throws -> String {
            english(try #require(scheme.refusal(of: fact, for: FactKey(FactName(key)))).reason(at: zone))
        }
        #expect(try words(.number(1), "x") == "unknown fact `x`")
        #expect(try words(.flag(true), "a") == "found yes or no, expected a number for a")
        #expect(try words(.number(982), "a") == "found 982 %, expected 0…100 % for a")
        #expect(try words(.number(982), "a", at: "z1") == "z1: found 982 %, expected 0…100 % for a")
        #expect(
            try words(.number(3), "bonus.a") == "found 3, expected yes, no, or points from 0 to 2 for bonus.a")
        #expect(scheme.refusal(of: .flag(true), for: FactKey("bonus.a")) == nil)
    }
}
