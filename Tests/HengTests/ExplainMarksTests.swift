// Marks → points, as a bureau would write it on paper: each expectation was worked out by hand.

import Foundation
import Testing

@Suite struct ExplainMarksTests {
    private static let trimmed = """
        marks: {step: 0.1}
        aggregate: {method: trimmed-mean, drop: {high: 1, low: 1}, minimum: 5, fallback: [{from: 3, method: median}]}
        pass: {total: 60%}
        criteria:
          - {id: a, title: {zh: 甲, en: A}, points: 10, by: experts}
        """

    private func marks(_ values: String...) -> String {
        values.enumerated().map { "z,a,e\($0.offset + 1),\($0.element)\n" }.joined()
    }

    @Test func explain_trimmedMean_writesSumAndDivision() throws {
        let tables = try Tables(Self.trimmed, marks: marks("9", "8.5", "8.7", "8.2", "9.5"))
        let expected = [
            "专家打分：打分即指标得分", "打分5个，由低到高：", "  8.2  e4  最低，去掉", "  8.5  e2  计入", "  8.7  e3  计入",
            "  9.0  e1  计入", "  9.5  e5  最高，去掉", "方法：去掉1个最高、1个最低，其余取平均数",
            "平均：(8.5 + 8.7 + 9.0) ÷ 3 = 26.2 ÷ 3 = 8.7333…（131/15）", "得分：8.7333…（131/15）（满分10分）",
        ]
        #expect(try tables.arithmetic("z", "a") == expected)
    }

    @Test func explain_trimmedMeanInEnglish_saysTheSame() throws {
        let tables = try Tables(Self.trimmed, marks: marks("9", "8.5", "8.7", "8.2", "9.5"))
        let lines = try tables.arithmetic("z", "a", language: "en")
        #expect(lines.contains("  8.2  e4  lowest, set aside"))
        #expect(lines.contains("Mean: (8.5 + 8.7 + 9.0) ÷ 3 = 26.2 ÷ 3 = 8.7333… (131/15)"))
        #expect(!lines.joined().unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    }

    @Test func explain_fourMarksOfFive_takesTheMedianAndSaysWhy() throws {
        let tables = try Tables(Self.trimmed, marks: marks("9", "8.5", "8.7", "8.2", ""))
        let lines = try tables.arithmetic("z", "a")
        #expect(lines.contains("方法：有效打分4个，少于5个，按规定取中位数"))
        #expect(lines.contains("平均：(8.5 + 8.7) ÷ 2 = 17.2 ÷ 2 = 8.6"))
        #expect(lines.contains("  8.2  e4  不在中间，不计入"))
        #expect(lines.contains("未打分（不按0分计）：e5"))
    }

    /// Two of three say yes: 2/3 of 5 points.
    @Test func explain_yesAndNo_countsTheShareOfYes() throws {
        let scheme = """
            marks: yes-no
            aggregate: {method: mean}
            pass: {}
            criteria:
              - {id: a, title: {zh: 甲}, points: 5, by: experts}
            """
        let lines = try Tables(scheme, marks: marks("yes", "是", "no")).arithmetic("z", "a")
        #expect(lines.contains("平均：(0 + 1 + 1) ÷ 3 = 2 ÷ 3 = 0.6666…（2/3）"))
        #expect(lines.contains("折算为分值：(2/3) × 5 = 3.3333…（10/3）"))
    }

    @Test func explain_oddMedian_isTheMarkItself() throws {
        let lines = try Tables(Self.trimmed, marks: marks("9", "8.5", "8.7")).arithmetic("z", "a")
        #expect(lines.contains("平均：8.7") && lines.contains("得分：8.7（满分10分）"))
    }

    @Test func explain_tooFewMarks_saysSoAndNamesTheRecused() throws {
        let lines = try Tables(Self.trimmed, marks: marks("9", "8.5") + "z,,e9,recused\n").arithmetic("z", "a")
        #expect(lines.contains("有效打分2个，不足3个，按规定不计分"))
        #expect(lines.contains("回避或取消（对本对象不计分）：e9"))
        #expect(lines.last == "得分：无（缺的不按0分计；本指标没有得分，本对象没有总分）")
        #expect(!lines.contains { $0.hasPrefix("平均") })
    }

    /// 7 8 9 10 winsorised: 8 8 9 9, 34 ÷ 4 = 8.5; × 5 ÷ 10 = 4.25, half to even 4.2.
    @Test func explain_winsorisedOnAScale_writesWeightsScaleAndRounding() throws {
        let scheme = """
            marks: {scale: 10, step: 0.5}
            aggregate: {method: winsorised-mean, drop: {high: 1, low: 1}}
            rounding: {mode: half-even, mean: 2, indicator: 1}
            pass: {}
            criteria:
              - {id: a, title: {zh: 甲}, points: 5, by: experts}
            """
        let expected = [
            "专家打分：0—10分制，按指标分值折算", "打分4个，由低到高：", "  7.0   e1  最低，以相邻打分代替",
            "  8.0   e2  计入，并代替相邻被去掉的，共计2次", "  9.0   e3  计入，并代替相邻被去掉的，共计2次",
            "  10.0  e4  最高，以相邻打分代替", "方法：1个最高、1个最低以相邻打分代替，取平均数",
            "平均：(8.0 × 2 + 9.0 × 2) ÷ 4 = 34 ÷ 4 = 8.5", "修约（平均分）：8.5 → 8.50（四舍六入五成双，保留2位小数）",
            "折算为分值：8.5 × 5 ÷ 10 = 42.5 ÷ 10 = 4.25", "修约（指标得分）：4.25 → 4.2（四舍六入五成双，保留1位小数）",
            "得分：4.2（满分5分）",
        ]
        #expect(try Tables(scheme, marks: marks("7", "8", "9", "10")).arithmetic("z", "a") == expected)
    }

    /// Groups: (7 + 8) ÷ 2 = 7.5 at 0.6 and 9 at 0.4; (4.5 + 3.6) ÷ 1 = 8.1.
    @Test func explain_groups_writesEachMeanAndTheWeights() throws {
        let scheme = """
            marks: {step: 1}
            aggregate:
              method: mean
              groups: [{sources: [department, university], weight: 0.6}, {sources: [association], weight: 0.4}, {sources: [enterprise, third-party], weight: 0.5}]
            pass: {}
            criteria:
              - {id: a, title: {zh: 甲}, points: 10, by: experts}
            """
        let panel = "e1,甲,department,x\ne2,乙,university,x\ne3,丙,association,x\ne4,丁,enterprise,x\n"
        let lines = try Tables(scheme, marks: marks("7", "8", "9", ""), panel: panel).arithmetic("z", "a")
        #expect(lines.contains("【成员单位、高校】权重0.6"))
        #expect(lines.contains("  平均：(7 + 8) ÷ 2 = 15 ÷ 2 = 7.5"))
        #expect(lines.contains("  没有有效打分，本组不参加加权"))
        #expect(lines.contains("各组加权平均：(7.5 × 0.6 + 9 × 0.4) ÷ (0.6 + 0.4) = 8.1 ÷ 1 = 8.1"))
        #expect(lines.last == "得分：8.1（满分10分）")
    }

    /// Totals 9, 15, 15, 18, 18; e6 incomplete. Lowest and highest go; the two with 18 share one place: 7 + 8 + 4.5 + 5 = 24.5.
    @Test func explain_levelTotal_showsTotalsSharesAndIncompleteSheets() throws {
        let scheme = """
            marks: {step: 1}
            aggregate: {method: trimmed-mean, drop: {high: 1, low: 1}, level: total}
            pass: {}
            criteria:
              - {id: a, title: {zh: 甲}, points: 10, by: experts}
              - {id: b, title: {zh: 乙}, points: 10, by: experts}
            """
        let other = ["8", "7", "9", "4", "8"].enumerated().map { "z,b,e\($0.offset + 1),\($0.element)\n" }.joined()
        let tables = try Tables(scheme, marks: marks("7", "8", "9", "5", "10", "10") + other)
        let sums = try tables.lines("z").drop { !$0.hasPrefix("五、") }.dropFirst()
        #expect(sums == ["e4：5 + 4 = 9", "e1：7 + 8 = 15", "e2：8 + 7 = 15", "e3：9 + 9 = 18", "e5：10 + 8 = 18"])
        let lines = try tables.arithmetic("z", "a")
        #expect(lines.contains("  5   e4  评分表合计9，最低，去掉"))
        #expect(lines.contains("  10  e5  评分表合计18，评分表合计相同者均分权重，计0.5次"))
        #expect(lines.contains("  10  e6  评分表不完整，不计入"))
        #expect(lines.contains("方法：去掉1个最高、1个最低，其余取平均数"))
        #expect(lines.contains("平均：(7 + 8 + 9 × 0.5 + 10 × 0.5) ÷ 3 = 24.5 ÷ 3 = 8.1666…（49/6）"))
    }
}
