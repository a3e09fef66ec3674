// What changed between two editions of a scheme, kind by kind.

import Foundation
import Testing

@Suite struct CriteriaDiffTests {
    static let every = CriteriaShowTests.every
    static let shipped = CriteriaShowTests.shipped

    @Test(arguments: [every, shipped])
    func diff_ofSchemeWithItself_saysNothingChanged(file: String) throws {
        let outcome = try heng("criteria", "diff", file, file)
        #expect(outcome.status == 0)
        #expect(outcome.text.hasSuffix("\n\n两版内容相同，没有改动。\n"))
        #expect(outcome.text.split(separator: "\n").count == 3)
        #expect(try heng("criteria", "diff", file, file, "--language", "en").text.contains("nothing changed."))
    }

    @Test func diff_otherSpellingOfTheSame_isNoChange() throws {
        let file = try changed(Self.every, ["status: official": "status:   official  # 注", "cap: 2,": "cap: 2.0,"])
        #expect(try heng("criteria", "diff", Self.every, file).text.hasSuffix("\n两版内容相同，没有改动。\n"))
    }

    /// What is replaced in the small scheme, by what, and the lines that tell it, all of them.
    static let changes: [(found: String, replacement: String, lines: [String])] = [
        ("{zh: 全部构造<示例>", "{zh: 全部构造", ["基本信息", "  · 名称：全部构造<示例> → 全部构造"]),
        ("en: Every construct", "en: All", ["基本信息", "  · Title: Every construct → All（英文文本）"]),
        ("edition: 3", "edition: 4", ["基本信息", "  · 版次：第3版 → 第4版"]),
        ("status: official", "status: specimen", ["基本信息", "  · 状态：正式 → 示例"]),
        (
            "swt: {zh: 省商务厅}", "swt: {zh: 商务厅}, tgj: {zh: 通信局}",
            ["基本信息", "  · 指导部门：省商务厅 → 商务厅", "  · 指导部门：新增 通信局"]
        ),
        (
            "departments: [swt, gsj]", "departments: [gsj, swt]",
            ["指标", "  1.3 分数（p.3）", "    · 指导部门：顺序由 省商务厅、省工商局 改为 省工商局、省商务厅"]
        ),
        (
            "departments: [gsj]\n", "departments: [swt]\n",
            ["指标", "  1 甲|一（p）", "    · 指导部门：新增 省商务厅", "    · 指导部门：删去 省工商局"]
        ),
        ("note: 说明文字", "note: 新的说明", ["指标", "  1 甲|一（p）", "    · 说明：说明文字 → 新的说明"]),
        (
            "{below: 8, points: 0}, {from: 8, below: 15", "{below: 10, points: 0}, {from: 10, below: 15",
            [
                "指标", "  1.4 分档（p.4）", "    · 计分规则：低于8% 得0分 → 低于10% 得0分",
                "    · 计分规则：8%–15% 得1分 → 10%–15% 得1分",
            ]
        ),
        (
            "{from: 8, below: 15, points: 1}", "{from: 8, below: 10, points: 1}, {from: 10, below: 15, points: 2}",
            ["指标", "  1.4 分档（p.4）", "    · 计分规则：8%–15% 得1分 → 8%–10% 得1分；10%–15% 得2分"]
        ),
        (
            "linear: {from: {value: 70", "linear: {from: {value: 60",
            [
                "指标", "  2.1 直线（q.1）",
                "    · 计分规则：10天得2分，70天得0分，其间按直线折算，两端之外不再增减 → 10天得2分，60天得0分，其间按直线折算，两端之外不再增减",
            ]
        ),
        (
            "rule: {proportion: {target: 4}}", "rule: {deduct: {each: 1, over: 0}}",
            ["指标", "  2.2 比例（q.2）", "    · 计分规则：按占目标值4的比例计分，达到目标得1分 → 起评1分，每1扣1分，扣完为止"]
        ),
        (
            ", whole: true", "",
            [
                "指标", "  2.3 扣分（q.3）",
                "    · 计分规则：起评2分，超过3件的，每超2件扣0.5分（不足一个单位的不扣），扣完为止 → 起评2分，超过3件的，每超2件扣0.5分，扣完为止",
            ]
        ),
        (
            "at-least: national", "above: national",
            [
                "指标", "  2.4 逐年（q.4）",
                "    · 计分规则：2024年、2025年逐期比较，每有一期不低于全国增速得1分 → 2024年、2025年逐期比较，每有一期高于全国增速得1分",
            ]
        ),
        (
            "title: 已办, points: 2", "title: 已办, points: 1",
            ["指标", "  2.5 择优（q.5）", "    · 计分规则：逐项判断，符合的得分：已办（2分） → 逐项判断，符合的得分：已办（1分）"]
        ),
        ("fact: cases", "fact: case_count", ["指标", "  2.3 扣分（q.3）", "    · 数据名：cases → case_count"]),
        (
            "p.3, title: {zh: 分数}, points: 1, by: experts, marks: {step: 0.5}",
            "p.3, title: {zh: 分数}, points: 1, by: rule, rule: {parts: [{fact: any, title: 有, points: 1}]}",
            [
                "指标", "  1.3 分数（p.3）", "    · 评分方式：专家打分 → 按数据计分", "    · 计分规则：新增 逐项判断，符合的得分：有（1分）",
                "    · 数据名：新增 any", "    · 打分：删去 打分即得分，以0.5分为一档",
            ]
        ),
        (
            "marks: yes-no, ", "",
            ["指标", "  1.2 是否（p.2）", "    · 打分：判断是或否，得分为指标分值乘以判断为“是”的占比 → 同本体系的统一打分"]
        ),
        ("comment: always", "comment: below 50%", ["指标", "  1.1 专家（p.1）", "    · 评语：须附评语 → 打分低于分值50%的须附评语"]),
        (
            "evidence: required", "evidence: optional",
            ["指标", "  1.1 专家（p.1）", "    · 佐证材料：必须提交：台账 → 可以提交：台账"]
        ),
        ("text: 好}", "text: 优}", ["指标", "  1.1 专家（p.1）", "    · 评分标准：2分：好 → 2分：优"]),
        ("{points: 0, text: 差}", "{points: 0.5, text: 差}", ["指标", "  1.1 专家（p.1）", "    · 评分标准：0分：差 → 0.5分：差"]),
        (
            ", {points: 0, text: 差}", ", {points: 1, text: 中}, {points: 0, text: 差}",
            ["指标", "  1.1 专家（p.1）", "    · 评分标准：新增 1分：中"]
        ),
        (
            "kinds: [county], redistribute: none", "kinds: [county, city], redistribute: siblings",
            [
                "指标", "  2.2 比例（q.2）",
                "    · 不适用：不适用于县（市、区），其分值不再分配，满分相应减少 → 不适用于县（市、区）、设区市，其分值按比例分摊到同级指标",
            ]
        ),
        (
            "criteria:\n", "kinds: {street: {zh: 街道}}\ncriteria:\n",
            [
                "基本信息", "  · 创建对象类别：新增 街道", "计分与认定办法", "  排名",
                "    · 全部创建对象统一排名，并在同类对象中分别排名（设区市、省直管试点县（市）、县（市、区）） → 全部创建对象统一排名，并在同类对象中分别排名（设区市、省直管试点县（市）、县（市、区）、街道）",
            ]
        ),
        ("zh: 分数", "zh: 分值", ["指标", "  1.3 分值（p.3）", "    · 名称：分数 → 分值"]),
        ("id: p.3,", "id: p.9,", ["指标", "  1.3 分数（p.9）", "    · 编号由 p.3 改为 p.9"]),
        ("minimum: 5, odd", "minimum: 7, odd", ["计分与认定办法", "  专家组", "    · 不少于5人 → 不少于7人"]),
        (
            "marks: {scale: 10,", "marks: {scale: 100,",
            ["计分与认定办法", "  打分", "    · 0至10分制，以0.5为一档，按指标分值折算 → 0至100分制，以0.5为一档，按指标分值折算"]
        ),
        (
            "{from: 2, method: mean}", "{from: 2, method: median}",
            [
                "计分与认定办法", "  计分方法",
                "    · 打分齐全的评分表少于上述份数、不少于2份的，取有效打分的平均数 → 打分齐全的评分表少于上述份数、不少于2份的，取有效打分的中位数",
            ]
        ),
        (
            "weight: 3", "weight: 4",
            [
                "计分与认定办法", "  专家分组", "    · 成员单位、高等院校：权重3（占60%） → 成员单位、高等院校：权重4（占2/3）",
                "    · 行业协会、企业、第三方机构：权重2（占40%） → 行业协会、企业、第三方机构：权重2（占1/3）",
            ]
        ),
        ("total: 0}", "total: 2}", ["计分与认定办法", "  数值修约", "    · 公布总分四舍六入五成双至整数 → 公布总分四舍六入五成双至小数点后2位"]),
        ("q: 2}", "q: 3}", ["计分与认定办法", "  达标线", "    · “乙”不低于2分 → “乙”不低于3分"]),
        (
            "compare: rounded", "compare: exact",
            ["计分与认定办法", "  达标线", "    · 达标与否以修约后的数值比较 → 达标与否以修约前的精确数值比较"]
        ),
        (
            "total: 90%, pillars: 85%", "total: 88%, pillars: 85%",
            [
                "计分与认定办法", "  等次",
                "    · 优秀：总分（含加分、扣分）不低于满分的90%；每项一级指标不低于满分的85% → 优秀：总分（含加分、扣分）不低于满分的88%；每项一级指标不低于满分的85%",
            ]
        ),
        (
            ", {by: exact-total}, {by: rule-points}, {by: lowest-pillar}, {by: median-of-totals}", "",
            [
                "计分与认定办法", "  总分相同",
                "    · 依次比较“甲|一”得分、“专家”得分、修约前的总分、按数据计分的各项指标得分之和、最低一级指标得分率、专家总分中位数，高者在前；仍相同的，名次并列"
                    + " → 依次比较“甲|一”得分、“专家”得分，高者在前；仍相同的，名次并列",
            ]
        ),
        (
            "ranking: {within: kind}\n", "",
            ["计分与认定办法", "  排名", "    · 全部创建对象统一排名，并在同类对象中分别排名（设区市、省直管试点县（市）、县（市、区）） → 全部创建对象统一排名"]
        ),
        ("cap: 2,", "cap: 1.5,", ["计分与认定办法", "  加分项", "    · 合计至多2分 → 合计至多1.5分"]),
        ("bonus.a", "bonus.b", ["计分与认定办法", "  加分项", "    · 经验推广（1.5分）：编号由 bonus.a 改为 bonus.b"]),
        ("{zh: 迟报}, points: 1", "{zh: 迟报}, points: 2", ["计分与认定办法", "  扣分项", "    · 迟报（1分） → 迟报（2分）"]),
        (
            "{id: veto.a, title: {zh: 弄虚作假}}", "{id: veto.a, title: {zh: 弄虚作假}}, {id: veto.b, title: {zh: 重大事故}}",
            ["计分与认定办法", "  一票否决", "    · 新增 重大事故"]
        ),
        (
            "2025: 8.6}", "2025: 8.8}",
            ["计分与认定办法", "  对照数据", "    · 全国增速：2024年为7.2、2025年为8.6（国家统计局） → 全国增速：2024年为7.2、2025年为8.8（国家统计局）"]
        ),
    ]

    @Test(arguments: changes.indices)
    func diff_oneChange_isSaidAndNothingElse(index: Int) throws {
        let change = Self.changes[index]
        let newer = try changed(Self.every, [change.found: change.replacement])
        let outcome = try heng(columns: 1000, "criteria", "diff", Self.every, newer)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.text.split(separator: "\n").dropFirst(2).dropLast().map(String.init)
        #expect(lines == change.lines)
        let count = change.lines.count { $0.contains("· ") }
        #expect(outcome.text.hasSuffix("\n共\(count)处改动。\n"))
    }

    @Test func diff_ofShippedScheme_saysPointsUpToTheTotal() throws {
        let newer = try changed(
            Self.shipped,
            [
                "    points: 15\n    children:\n\n      - id: release.1\n":
                    "    points: 16\n    children:\n\n      - id: release.1\n",
                "        title: {zh: 放宽市场主体准入, en: Easing market access}\n        points: 5\n":
                    "        title: {zh: 放宽市场主体准入, en: Easing market access}\n        points: 6\n",
                "en: Employment through e-commerce}\n            points: 1.5\n":
                    "en: Employment through e-commerce}\n            points: 2.5\n",
                "id: release.1.2\n": "id: release.1.9\n",
            ])
        let outcome = try heng(columns: 1000, "criteria", "diff", Self.shipped, newer)
        #expect(
            outcome.text.hasSuffix(
                """

                基本信息
                  · 总分：100分 → 101分（+1分）

                指标
                  1 放：激发市场主体活力（release）
                    · 分值：15分 → 16分（+1分）
                  1.1 放宽市场主体准入（release.1）
                    · 分值：5分 → 6分（+1分）
                  1.1.2 创业创新孵化平台（release.1.9）
                    · 编号由 release.1.2 改为 release.1.9
                  1.1.3 电商创业就业带动（release.1.3）
                    · 分值：1.5分 → 2.5分（+1分）

                共5处改动。

                """), "\(outcome.text)")
        let back = try heng(columns: 1000, "criteria", "diff", newer, Self.shipped).text
        #expect(back.contains("  · 总分：101分 → 100分（−1分）\n"))
        #expect(back.contains("    · 编号由 release.1.9 改为 release.1.2\n"))
    }

    @Test func diff_addedRemovedAndMoved_standWhereTheyAreRead() throws {
        let every = try String(contentsOf: repository.appending(path: Self.every), encoding: .utf8)
        let line = { (id: String) throws in
            try #require(every.split(separator: "\n").first { $0.contains("- {id: \(id),") }) + "\n"
        }
        let (removed, last, moved) = (try line("p.2"), try line("p.4"), try line("q.2"))
        let added = "      - {id: q.6, title: {zh: 新设}, points: 1, by: experts}\n"
        let newer = try changed(
            Self.every, [String(moved): added, String(removed): "", String(last): String(last + moved)])
        let outcome = try heng(columns: 1000, "criteria", "diff", Self.every, newer)
        #expect(
            outcome.text.hasSuffix(
                """

                指标
                  原1.2 是否（p.2）
                    · 删去，1分，“甲|一”之下
                  1.4 比例（q.2）
                    · 由“乙”之下移至“甲|一”之下
                    · 指导部门：新增 省工商局
                  2.2 新设（q.6）
                    · 新增，1分，“乙”之下
                    · 专家打分：0至10分制，以0.5为一档，按指标分值（1分）折算

                共5处改动。

                """), "\(outcome.text)")
    }

    @Test func diff_childrenInAnotherOrder_isSaid() throws {
        let every = try String(contentsOf: repository.appending(path: Self.every), encoding: .utf8)
        let lines = every.split(separator: "\n").filter { $0.contains("{id: p.1,") || $0.contains("{id: p.2,") }
        try #require(lines.count == 2)
        let newer = try changed(Self.every, ["\(lines[0])\n\(lines[1])\n": "\(lines[1])\n\(lines[0])\n"])
        let text = try heng(columns: 1000, "criteria", "diff", Self.every, newer).text
        #expect(text.contains("    · 下级指标的顺序由 专家、是否、分数、分档 改为 是否、专家、分数、分档\n\n共1处改动。"), "\(text)")
    }

    @Test func diff_pillarWithNewID_isOneChange() throws {
        let newer = try changed(
            Self.every, ["  - id: p\n": "  - id: pp\n", "{pillar: p}": "{pillar: pp}", "{p: 80%": "{pp: 80%"])
        let text = try heng(columns: 1000, "criteria", "diff", Self.every, newer).text
        #expect(text.contains("  1 甲|一（pp）\n    · 编号由 p 改为 pp\n\n共1处改动。"), "\(text)")
    }

    @Test func diff_twoAlikeWithNewIDs_areNotGuessedAt() throws {
        let older = try changed(Self.every, ["zh: 分数": "zh: 是否"])
        let newer = try changed(Self.every, ["zh: 分数": "zh: 是否", "id: p.2,": "id: p.7,", "id: p.3,": "id: p.8,"])
        let text = try heng("criteria", "diff", older, newer).text
        #expect(!text.contains("编号由"))
        #expect(text.ranges(of: "· 删去，1分").count == 2 && text.ranges(of: "· 新增，1分").count == 2, "\(text)")
    }

    @Test func diff_asMarkdownInEnglish_isAList() throws {
        let newer = try changed(
            Self.every, ["below: 15, points: 1}": "below: 15, points: 2}", "note: 说明文字": "note: 新|说明"])
        let outcome = try heng(
            "criteria", "diff", Self.every, newer, "--format", "markdown", "--language", "en")
        #expect(
            outcome.text.hasSuffix(
                """

                ## Criteria

                - **1 First (p)**
                  - Note: 说明文字 → 新\\|说明
                - **1.4 分档 (p.4)**
                  - Rule: 8%–15%: 1 point → 8%–15%: 2 points

                2 changes.

                """), "\(outcome.text)")
    }

    @Test func diff_problemsInBothFiles_areAllNamed() throws {
        let older = try changed(Self.every, ["status: official": "status: offical"])
        let newer = try changed(
            Self.every, ["edition: 3": "edition: three", "departments: [gsj]": "departments: [gsk]"])
        let outcome = try heng("criteria", "diff", older, newer)
        #expect(outcome.status == 65 && outcome.output.isEmpty)
        for problem in ["\(older):3: status", "\(newer):2: edition", "\(newer):29: p.departments[0]", "3 problems"] {
            #expect(outcome.errors.contains(problem), "\(outcome.errors)")
        }
        let checked = try heng("criteria", "check", older, Self.every, newer)
        #expect(checked.status == 65 && checked.text.hasPrefix("\(Self.every): fine:"))
        #expect(checked.errors.contains("\(older):3: status") && checked.errors.contains("3 problems"))
        #expect(try heng("criteria", "diff", older, "no-such.yaml").status == 66)
        let mixed = try heng("criteria", "check", "no-such.yaml", older, Self.every)
        #expect(mixed.status == 65 && mixed.text.hasPrefix("\(Self.every): fine:"))
        #expect(mixed.errors.contains("no-such.yaml: there is no such file"))
        #expect(mixed.errors.contains("\(older):3: status"))
        #expect(try heng("criteria", "check", "no-such.yaml", Self.every).status == 66)
    }
}
