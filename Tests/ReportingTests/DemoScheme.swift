// A scheme with the pillars and tasks of the Jiangxi notice, every rule shape, and points of its own.

import AssessmentModel
import Exchange

enum DemoScheme {
    static let scheme = Scheme(
        id: "demo", edition: 1, status: .specimen,
        title: LocalizedText(
            zh: "江西省网络市场监管与服务示范区创建评估指标",
            en: "Criteria for demonstration zones of online-market supervision and services"),
        source: Scheme.Source(document: "赣府厅发〔2017〕65号", date: "2017-08-18", note: nil),
        departments: departments, panel: PanelRule(minimum: 5, odd: true), marks: MarkGrid(step: decimal("0.1")),
        aggregate: Aggregate(
            method: .trimmedMean, drop: .init(high: 1, low: 1), minimum: 5, fallback: [.init(from: 3, method: .median)]),
        rounding: RoundingSteps(total: 2),
        pass: PassLines(total: .points(85), pillars: .all(.share(decimal("0.8")))),
        grades: [
            Grade(
                name: LocalizedText(zh: "优秀", en: "Excellent"), total: .points(92),
                pillars: .all(.share(decimal("0.85")))),
            Grade(name: LocalizedText(zh: "良好", en: "Good"), total: .points(85), pillars: nil),
        ],
        ties: [.pillar("regulate"), .lowestPillar, .medianOfTotals, .share],
        bonus: Adjustment(
            cap: 3,
            items: [
                SchemeItem(
                    id: "bonus.case", title: LocalizedText(zh: "监管案例获全国推广", en: "Case promoted nationwide"), points: 2),
                SchemeItem(
                    id: "bonus.standard", title: LocalizedText(zh: "主持制定地方标准", en: "Led a local standard"), points: 2),
            ]),
        vetoes: [
            SchemeItem(
                id: "veto.safety",
                title: LocalizedText(zh: "发生重大网络交易安全事件", en: "A serious online-trading safety incident"))
        ],
        benchmarks: [
            Benchmark(
                id: "national_online_growth", title: LocalizedText(zh: "全国网上零售额增速"),
                values: ["2024": decimal("7.2"), "2025": decimal("8.6")])
        ],
        criteria: zip(pillars, 1...).map { pillar($0, number: $1) })

    /// Two pillars that are indicators of 2 points, marked in thousandths.
    static let twoPillars = Scheme(
        id: "demo", status: .official, title: LocalizedText(zh: "示例指标", en: "Sample"),
        marks: MarkGrid(step: decimal("0.001")), aggregate: Aggregate(method: .mean),
        rounding: RoundingSteps(total: 2), pass: PassLines(total: nil, pillars: nil),
        criteria: [("a", "管"), ("b", "服")].map { id, title in
            Criterion(
                id: CriterionID(id), title: LocalizedText(zh: title), points: 2,
                content: .indicator(Indicator(scoring: .experts)))
        })

    static func decimal(_ text: String) -> Fraction {
        guard let value = Fraction(decimal: text) else { fatalError("\(text) is no decimal") }
        return value
    }

    private static let departments = [
        ("gsj", "省工商局"), ("fgw", "省发改委"), ("gxw", "省工信委"), ("gat", "省公安厅"), ("swt", "省商务厅"), ("hg", "南昌海关"),
        ("jyj", "江西出入境检验检疫局"), ("zjj", "省质量技术监督局"), ("syj", "省食品药品监管局"), ("lfw", "省旅发委"), ("tgj", "省通信管理局"),
        ("wxb", "省委网信办"), ("yzj", "省邮政管理局"),
    ].map { Department(id: DepartmentID($0.0), name: LocalizedText(zh: $0.1)) }

    private static let pillars: [(id: String, title: String, english: String, tasks: [(String, Int)])] = [
        ("release", "放：激发市场主体活力", "Release", [("放宽市场主体准入", 5), ("促进电商产业融合", 5), ("壮大电商主体规模", 5)]),
        (
            "regulate", "管：构建综合监管体系", "Regulate",
            [("建立机制联合监管", 6), ("技术支撑精准监管", 6), ("运用数据分类监管", 6), ("信息公示强化监管", 5), ("消费维权协同监管", 6)]
        ),
        (
            "serve", "服：优化网络市场营商环境", "Serve",
            [
                ("打造电子商务区域特色", 4), ("推动电子商务模式创新", 4), ("加强电子商务运行监测", 4), ("强化电商品牌培育保护", 4), ("完善电商产业配套环境", 4),
                ("建立企业信用承诺制度", 4),
            ]
        ),
        (
            "support", "扶：夯实网络市场基础架构", "Support",
            [("抓好电商产业总体规划", 4), ("加强电商基础体系建设", 4), ("壮大网络定制经济规模", 4), ("营造电子商务发展氛围", 4)]
        ),
        ("govern", "治：营造齐创共建氛围", "Co-govern", [("开展专项整治行动", 4), ("加强执法队伍建设", 4), ("促进部门协同共治", 4), ("引导行业自治建设", 4)]),
    ]

    private static func pillar(
        _ pillar: (id: String, title: String, english: String, tasks: [(String, Int)]), number: Int
    ) -> Criterion {
        let tasks = zip(pillar.tasks, 1...).map { task, index in
            let guides = (0..<(2 + (index + number) % 4)).map { departments[($0 * 3 + index + number) % 13].id }
            return Criterion(
                id: CriterionID("\(pillar.id).\(index)"), title: LocalizedText(zh: task.0), points: Fraction(task.1),
                departments: guides,
                content: .children(leaves("\(pillar.id).\(index)", task.0, Fraction(task.1), guides)))
        }
        return Criterion(
            id: CriterionID(pillar.id), title: LocalizedText(zh: pillar.title, en: pillar.english),
            points: tasks.map(\.points).sum(), content: .children(tasks))
    }

    private static func leaves(
        _ task: String, _ title: String, _ points: Fraction, _ guides: [DepartmentID]
    ) -> [Criterion] {
        [("1", "\(title)的制度安排和工作机制", Fraction(2)), ("2", "\(title)的工作成效", points - 2)].map { number, title, points in
            let id = "\(task).\(number)"
            let rule = rules[id]
            return Criterion(
                id: CriterionID(id), title: LocalizedText(zh: rule?.title ?? title), points: points,
                departments: guides,
                content: .indicator(
                    Indicator(
                        scoring: rule.map { .rule($0.rule) } ?? .experts,
                        unit: rule.flatMap { $0.unit.isEmpty ? nil : LocalizedText(zh: $0.unit) })))
        }
    }

    private static let rules: [String: (title: String, unit: String, rule: Rule)] = [
        "release.3.1": (
            "网络交易经营者数量占市场主体数量比", "%",
            .bands(
                "operator_share",
                [
                    .init(from: nil, below: 8, points: 0), .init(from: 8, below: 15, points: 1),
                    .init(from: 15, below: nil, points: 2),
                ])
        ),
        "serve.1.1": (
            "网上零售额同比增速", "%",
            .eachPeriod(
                "online_growth",
                .init(periods: ["2024", "2025"], points: 1, benchmark: "national_online_growth", comparison: .above))
        ),
        "regulate.5.1": (
            "网络消费投诉平均办结天数", "天",
            .linear("complaint_days", from: .init(value: 10, points: 2), to: .init(value: 70, points: 0))
        ),
        "support.2.1": ("新建快递服务网点", "个", .proportion("express_points", target: 40, points: 2)),
        "govern.1.1": (
            "抽查不合格发现率", "%",
            .deduct(
                "defect_rate",
                .init(start: 2, each: decimal("0.5"), per: 1, limit: 35, direction: .over, wholeUnits: false))
        ),
        "govern.4.1": (
            "行业自治组织建设", "",
            .parts([
                .init(fact: "has_association", title: LocalizedText(zh: "成立电商行业协会"), points: 1),
                .init(fact: "has_convention", title: LocalizedText(zh: "制定行业自律公约"), points: 1),
            ])
        ),
        "support.3.1": (
            "网络定制规模", "家",
            .anyOf([
                .proportion("custom_firms", target: 20, points: 2),
                .bands(
                    "custom_platforms", [.init(from: nil, below: 3, points: 0), .init(from: 3, below: nil, points: 2)]),
            ])
        ),
    ]
}
