// Points → total, verdict, grade and rank as printed: each expectation was worked out by hand.

import Foundation
import Testing

@Suite struct ExplainZoneTests {
    /// Pillar p: 10 + 6 for counties, for which b's 4 points go to the siblings; pillar s: 5.
    private static let scheme = """
        marks: {step: 0.1}
        aggregate: {method: mean}
        rounding: {mode: half-up, pillar: 1, total: 1}
        pass: {total: 60%, pillars: {p: 70%}, compare: rounded}
        grades:
          - {name: {zh: 优}, total: 24, pillars: 60%}
          - {name: {zh: 良}, total: 18}
        ties: [{pillar: p}, {by: exact-total}]
        bonus: {cap: 2, items: [{id: bonus.a, title: {zh: 经验}, points: 1.5}, {id: bonus.b, title: {zh: 创新}, points: 1.5}]}
        deductions: {cap: 5, items: [{id: minus.a, title: {zh: 迟报}, points: 1}]}
        vetoes: [{id: veto.a, title: {zh: 事故}}]
        ranking: {within: kind}
        criteria:
          - id: p
            title: {zh: 柱}
            points: 20
            children:
              - {id: a, title: {zh: 甲}, points: 10, by: experts}
              - {id: b, title: {zh: 乙}, points: 4, by: experts, not-applicable: {kinds: [county], redistribute: siblings}}
              - {id: c, title: {zh: 丙}, points: 6, by: experts}
          - {id: s, title: {zh: 二}, points: 5, by: experts}
        """
    private static let marks = """
        z,a,e1,9.1
        z,c,e1,4
        z,s,e1,4
        y,a,e1,10
        y,b,e1,3
        y,c,e1,3.4
        y,s,e1,4
        x,a,e1,5
        x,b,e1,3
        x,c,e1,6
        x,s,e1,5
        w,a,e1,9.1
        w,c,e1,4
        w,s,e1,4
        v,a,e1,9

        """
    private static let facts = "z,bonus.a,yes\nz,bonus.b,yes\nz,minus.a,0.5\nw,veto.a,yes\ny,bonus.a,1.5\n"
    private static let zones = """
        z,甲县,,county,某市,
        y,乙市,,city,,
        x,丙市,,city,,
        w,丁县,,county,某市,
        v,戊县,,county,某市,

        """

    private func tables(_ scheme: String = scheme) throws -> Tables {
        try Tables(scheme, marks: Self.marks, facts: Self.facts, zones: Self.zones)
    }

    /// 9.1 + 4 = 13.1; × 20 ÷ 16 = 16.375 → 16.4; 16.4 + 4 = 20.4; + 2 (capped) − 0.5 = 21.9.
    @Test func explain_county_writesRedistributionCapAndRounding() throws {
        let lines = try tables().lines("z")
        for line in [
            "创建对象：甲县（z）", "柱（p）：16.4／20", "合计：9.1 + 4 = 13.1",
            "不适用的4分按比例分给同级指标：13.1 × (16 + 4) ÷ 16 = 13.1 × 20 ÷ 16 = 16.375",
            "修约（一级指标得分）：16.375 → 16.4（四舍五入，保留1位小数）", "乙（b）：不适用（4分）",
            "基础总分，一级指标合计：16.4 + 4 = 20.4", "加分：1.5 + 1.5 = 3，上限2，计2", "超过上限，取2",
            "扣分：0.5，上限5，计0.5", "总分 = 基础总分 + 加分 − 扣分：20.4 + 2 − 0.5 = 21.9",
            "修约（总分）：21.9 → 21.9（四舍五入，保留1位小数）", "公布总分：21.9",
        ] { #expect(lines.contains(line), "\(line) is not in \(lines)") }
    }

    /// Lines 15 (60% of 25) and 14 (70% of 20), rounded values 20.4 and 16.4; 优 needs 24 and 3 (60% of 5).
    @Test func explain_county_writesLinesAndTheGradeMissed() throws {
        let lines = try tables().lines("z")
        for line in [
            "否决项 事故（veto.a）：未触发", "以修约后的值与达标线比较：",
            "总分（不含加分、扣分）：20.4 ≥ 15，达到，高出5.4（线：60% × 25 = 15）",
            "柱（p）：16.4 ≥ 14，达到，高出2.4（修约前16.375；线：70% × 20 = 14）", "等次：良", "未评“优”，因为：",
            "总分（不含加分、扣分）：20.4 < 24，未达到，差3.6", "同类对象中第1名",
        ] { #expect(lines.contains(line), "\(line) is not in \(lines)") }
    }

    /// y: 10 + 3 + 3.4 = 16.4, + 4 + 1.5 = 21.9: equal to z in total and pillar p; before rounding both are 21.9.
    @Test func explain_equalInEveryKey_writesEachComparisonAndTheSharedRank() throws {
        let lines = try tables().lines("z")
        for line in [
            "总分与乙市（y）相同，依次比较：", "1. “柱（p）”得分：本对象 16.4；乙市（y） 16.4", "相同，继续比较",
            "2. 修约前总分：本对象 21.9；乙市（y） 21.9", "各项均相同，与乙市（y）并列",
            "按公布总分由高到低，在3个参加排名的对象中并列第1名：总分21.9，高于它的0个",
        ] { #expect(lines.contains(line), "\(line) is not in \(lines)") }
    }

    @Test func explain_equalTotalsAndAKeyThatDiffers_saysWhichDecided() throws {
        let scheme = Self.scheme.replacing("ties: [{pillar: p}", with: "ties: [{criterion: c}")
        let lines = try tables(scheme).lines("y")
        #expect(lines.contains("1. “丙（c）”得分：本对象 3.4；甲县（z） 4"))
        #expect(lines.contains("由此分出先后：本对象在甲县（z）之后"))
        #expect(lines.contains("最后起决定作用的是：“丙（c）”得分"))
        #expect(try tables(scheme).lines("z").contains("由此分出先后：本对象在乙市（y）之前"))
    }

    /// z: shares 16.4 ÷ 20 = 0.82 and 4 ÷ 5 = 0.8; its one sheet gives 9.1 + 4 + 4 = 17.1 points.
    @Test func explain_keysOfSeveralCriteria_writesHowTheyComeAbout() throws {
        let scheme = Self.scheme.replacing(
            "ties: [{pillar: p}", with: "ties: [{by: lowest-pillar}, {by: rule-points}, {by: median-of-totals}")
        let lines = try tables(scheme).lines("z")
        #expect(lines.contains("本对象最低者“二（s）”：4 ÷ 5 = 0.8"))
        #expect(lines.contains("本对象按规则计分的指标：0"))
        #expect(lines.contains("本对象各完整评分表合计由低到高：17.1；中位数加按规则计分的0分：17.1 + 0 = 17.1"))
        #expect(lines.contains("由此分出先后：本对象在乙市（y）之后"))
    }

    @Test func explain_failedVetoedIncomplete_sayWhy() throws {
        let failed = try tables().lines("x")
        #expect(failed.contains("柱（p）：14 ≥ 14，达到，高出0（线：70% × 20 = 14）"))
        let strict = try tables(Self.scheme.replacing("p: 70%", with: "p: 71%")).lines("x")
        #expect(strict.contains("柱（p）：14 < 14.2，未达到，差0.2（线：71% × 20 = 14.2）"))
        #expect(strict.contains("未达标，不评等次"))
        let vetoed = try tables().lines("w")
        #expect(vetoed.contains("否决项 事故（veto.a）：触发，一票否决") && vetoed.contains("一票否决，保留得分，不排名"))
        let open = try tables().lines("v")
        #expect(open.contains("以下指标没有得分，因此没有总分：") && open.contains("丙（c）：有效打分不足，没有得分"))
        #expect(open.contains("没有总分，不排名"))
    }

    @Test func explain_unknownIds_namesTheNearest() throws {
        let tables = try tables()
        let zone = try tables.explain("zz")
        #expect(zone.status == 65 && zone.output.isEmpty)
        #expect(zone.errors.contains("--zone: unknown zone `zz` (did you mean `z`?)"), "\(zone.errors)")
        let indicator = try tables.explain("z", "--indicator", "aa")
        #expect(indicator.status == 65 && indicator.output.isEmpty)
        #expect(
            indicator.errors.contains("--indicator: unknown indicator `aa` (did you mean `a`?)"), "\(indicator.errors)")
    }

    @Test func explain_namesInsteadOfIds_findTheSame() throws {
        let tables = try tables()
        let byName = try tables.explain("甲县", "--indicator", "丙")
        #expect(byName.status == 0 && byName.text.contains("指标：丙（c）"))
        #expect(try byName.text == tables.explain("z", "--indicator", "c").text)
    }

    @Test func explain_indicatorThatDoesNotApply_saysSo() throws {
        #expect(try tables().arithmetic("z", "b") == ["不适用于本类创建对象，不打分、不计分"])
    }

    @Test func explain_json_holdsWhatScoreHoldsAndTheBasis() throws {
        let tables = try tables()
        let all = try json(tables.score("--format", "json"))
        let scored = try #require((all["zones"] as? [[String: Any]])?.first { $0["zone"] as? String == "z" })
        let explained = try #require(try json(tables.explain("z", "--format", "json"))["zone"] as? [String: Any])
        for (key, value) in scored {
            #expect((explained[key] as? NSObject) == (value as? NSObject), "\(key)")
        }
        let basis = try #require(explained["basis"] as? [String: Any])
        let sums = try #require(basis["sums"] as? [String: [String: String]])
        #expect(sums["p"] == ["sum": "13.1", "maximum": "16", "shared": "4", "exact": "16.375"])
        let cell = try json(tables.explain("z", "--indicator", "a", "--format", "json"))["indicator"] as? [String: Any]
        let panel = (cell?["basis"] as? [String: Any])?["panel"] as? [String: Any]
        #expect(panel?["marks"] as? [String: String] == ["e1": "9.1"] && cell?["score"] as? String == "9.1")
    }

    private func json(_ outcome: Outcome) throws -> [String: Any] {
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
    }
}
