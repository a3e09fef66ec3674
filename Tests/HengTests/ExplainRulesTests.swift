// Facts → points as printed: each expectation was worked out by hand.

import Foundation
import Testing

@Suite struct ExplainRulesTests {
    private static let scheme = """
        marks: {step: 0.1}
        aggregate: {method: mean}
        rounding: {mode: half-up, indicator: 2}
        pass: {}
        benchmarks:
          national: {title: {zh: 全国}, values: {2024: 7.2, 2025: 8.6}}
        criteria:
          - {id: bands, title: {zh: 分档}, points: 2, by: rule, fact: x, unit: {zh: "%"}, rule: {bands: [{below: 8, points: 0}, {from: 8, below: 15, points: 1}, {from: 15, points: 2}]}}
          - {id: line, title: {zh: 直线}, points: 10, by: rule, fact: l, rule: {linear: {from: {value: 10, points: 10}, to: {value: 70, points: 0}}}}
          - {id: prop, title: {zh: 比例}, points: 3, by: rule, fact: q, rule: {proportion: {target: 4}}}
          - {id: ded, title: {zh: 扣减}, points: 3, by: rule, fact: d, rule: {deduct: {each: 0.5, over: 35, whole: true}}}
          - {id: per, title: {zh: 逐期}, points: 2, by: rule, fact: g, rule: {each-period: {periods: [2024, 2025], points: 1, above: national}}}
          - {id: parts, title: {zh: 分项}, points: 2, by: rule, rule: {parts: [{fact: a1, title: {zh: 平台}, points: 1}, {fact: a2, title: {zh: 制度}, points: 1}]}}
          - {id: any, title: {zh: 最优}, points: 3, by: rule, fact: q, rule: {any-of: [{proportion: {target: 4}}, {fact: d, deduct: {each: 0.5, over: 35}}]}}
        """
    private static let facts = """
        z,x,12.5
        z,l,20
        z,q,3
        z,d,37.9
        z,g@2024,7.2
        z,g@2025,9
        z,a1,yes
        z,a2,no
        y,q,9
        y,l,71
        y,d,99

        """

    /// The indicator, the zone, and lines that must stand there.
    static let cases: [(indicator: String, zone: String, lines: [String])] = [
        (
            "bands", "z",
            [
                "数据 x = 12.5%", "各档：(−∞, 8) 0分；[8, 15) 1分；[15, +∞) 2分", "12.5 落在 [8, 15)，得1分",
                "得分：1（满分2分）",
            ]
        ),
        (
            "line", "z",
            [
                "10得10分，70得0分，其间按直线内插",
                "计算：10 + (20 − 10) ÷ (70 − 10) × (0 − 10) = 10 + 10 ÷ 60 × (−10) = 8.3333…（25/3）",
                "修约（指标得分）：8.3333…（25/3） → 8.33（四舍五入，保留2位小数）", "得分：8.33（满分10分）",
            ]
        ),
        ("line", "y", ["71 ≥ 70，取端点：0分", "得分：0（满分10分）"]),
        ("prop", "z", ["目标4，至多3分：3 ÷ 4 × 3 = 2.25", "得分：2.25（满分3分）"]),
        ("prop", "y", ["目标4，至多3分：9 ÷ 4 × 3 = 6.75", "超过上限，取3", "得分：3（满分3分）"]),
        (
            "ded", "z",
            [
                "基础3分，超过35的部分每1扣0.5分（不足一个单位的不扣）", "相差：37.9 − 35 = 2.9；单位数：2.9 ÷ 1 = 2.9",
                "只计完整单位：2", "计算：3 − 2 × 0.5 = 3 − 1 = 2", "得分：2（满分3分）",
            ]
        ),
        ("ded", "y", ["计算：3 − 64 × 0.5 = 3 − 32 = −29", "低于下限，取0", "得分：0（满分3分）"]),
        ("per", "z", ["2024：7.2 ≤ 7.2，不得分", "2025：9 > 8.6，得1分", "计算：0 + 1 = 1"]),
        ("per", "y", ["缺少数据 g@2024（不按0计），不能计分", "缺少数据 g@2025（不按0计），不能计分"]),
        ("parts", "z", ["平台（a1）：是，得1分", "制度（a2）：否，不得分", "计算：1 + 0 = 1"]),
        (
            "any", "z",
            [
                "办法1：2.25分（采用）", "  目标4，至多3分：3 ÷ 4 × 3 = 2.25", "办法2：1.55分",
                "  计算：3 − 2.9 × 0.5 = 3 − 1.45 = 1.55", "取最优：办法1，2.25分",
            ]
        ),
        ("bands", "y", ["缺少数据 x（不按0计），不能计分", "得分：无（缺的不按0分计；本指标没有得分，本对象没有总分）"]),
    ]

    @Test(arguments: cases.indices)
    func explain_rule_writesItsArithmetic(index: Int) throws {
        let (indicator, zone, lines) = Self.cases[index]
        let printed = try Tables(Self.scheme, facts: Self.facts).arithmetic(zone, indicator)
        for line in lines { #expect(printed.contains(line), "\(line) is not in \(printed)") }
    }

    @Test func explain_zoneWithFactsMissing_namesThem() throws {
        let lines = try Tables(Self.scheme, facts: Self.facts).lines("y")
        #expect(lines.contains("分档（bands）：缺少数据x，没有得分"))
        #expect(lines.contains("逐期（per）：缺少数据g@2024、g@2025，没有得分"))
        #expect(!lines.contains { $0.hasPrefix("直线（line）：缺少") })
    }

    @Test func explain_bestWithAFactMissing_saysWhyThereIsNone() throws {
        let facts = Self.facts.replacing("y,d,99\n", with: "")
        let lines = try Tables(Self.scheme, facts: facts).arithmetic("y", "any")
        #expect(lines.contains("办法2：数据不全") && lines.contains("  缺少数据 d（不按0计），不能计分"))
        #expect(lines.contains("有办法缺少数据，不能确定最优，不计分"))
        #expect(!lines.contains { $0.hasPrefix("取最优") })
    }
}
