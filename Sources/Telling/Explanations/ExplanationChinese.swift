// Explanations in Chinese.

import AssessmentModel
import Scoring

struct ChineseExplanation: ExplanationWords {
    let comma = "，"
    let colon = "："
    let none = "无得分"
    func named(_ title: String, id: String) -> String { title == id ? id : "\(title)（\(id)）" }
    func approximately(_ decimal: String, exactly fraction: String) -> String { "\(decimal)（\(fraction)）" }
    func points(_ number: String) -> String { "\(number)分" }

    func mode(_ mode: RoundingMode) -> String {
        switch mode {
        case .halfUp: "四舍五入"
        case .halfEven: "四舍六入五成双"
        case .down: "截取"
        }
    }

    func source(_ source: Expert.Source) -> String {
        switch source {
        case .department: "成员单位"
        case .university: "高校"
        case .association: "行业协会"
        case .enterprise: "企业"
        case .thirdParty: "第三方机构"
        }
    }

    func zoneIs(_ name: String) -> String { "创建对象：\(name)" }
    func schemeIs(_ title: String, id: String, edition: Int, status: String) -> String {
        "指标体系：\(title)（\(id)，第\(edition)版\(status)）"
    }
    let specimen = "，示例"
    func verdictIs(_ verdict: String, rank: String?) -> String {
        "结论：\(verdict)" + (rank.map { "　名次：\($0)" } ?? "")
    }
    func verdict(_ verdict: Verdict, grade: String?) -> String {
        let word =
            switch verdict {
            case .pass: "达标"
            case .fail: "未达标"
            case .vetoed: "一票否决"
            case .incomplete: "数据不全"
            }
        return word + (grade.map { "，等次“\($0)”" } ?? "")
    }
    func rank(_ rank: Int, isShared: Bool) -> String { (isShared ? "并列" : "") + "第\(rank)名" }
    let pointsHeading = "一、各级指标得分（得分／满分）"
    let totalHeading = "二、总分"
    let linesHeading = "三、达标与等次"
    let rankHeading = "四、名次"
    let sheetsHeading = "五、各专家评分表合计（完整的评分表，由低到高）"
    func indicatorIs(_ title: String, points: String) -> String { "指标：\(title)，满分\(points)分" }

    let stepMean = "平均分"
    let stepIndicator = "指标得分"
    let stepPillar = "一级指标得分"
    let stepTotal = "总分"
    func rounded(_ step: String, from before: String, to after: String, mode: String, places: Int) -> String {
        "修约（\(step)）：\(before) → \(after)（\(mode)，\(places == 0 ? "取整数" : "保留\(places)位小数")）"
    }
    func scoreIs(_ score: String, of points: String) -> String { "得分：\(score)（满分\(points)分）" }
    let noScore = "得分：无（缺的不按0分计；本指标没有得分，本对象没有总分）"
    let notApplicable = "不适用于本类创建对象，不打分、不计分"

    func marksOn(scale: String?, isYesNo: Bool) -> String {
        if isYesNo { return "专家判定：是＝1，否＝0，按“是”的比例折算" }
        return scale.map { "专家打分：0—\($0)分制，按指标分值折算" } ?? "专家打分：打分即指标得分"
    }
    let levelTotal = "取舍依据：每位专家对本对象全部专家指标的评分表合计，整张评分表一并取舍"
    func marksAscending(_ count: Int) -> String { "打分\(count)个，由低到高：" }
    func sheetTotal(_ total: String) -> String { "评分表合计\(total)" }
    let counted = "计入"
    let notUsed = "未使用"
    let incompleteSheet = "评分表不完整，不计入"
    let notInTheMiddle = "不在中间，不计入"
    func setAside(isLowest: Bool) -> String { isLowest ? "最低，去掉" : "最高，去掉" }
    func replaced(isLowest: Bool) -> String { isLowest ? "最低，以相邻打分代替" : "最高，以相邻打分代替" }
    func standsFor(times: String) -> String { "计入，并代替相邻被去掉的，共计\(times)次" }
    func shares(times: String) -> String { "评分表合计相同者均分权重，计\(times)次" }
    func method(_ method: Aggregate.Method, high: Int, low: Int) -> String {
        switch method {
        case .mean: "取平均数"
        case .median: "取中位数"
        case .trimmedMean: "去掉\(high)个最高、\(low)个最低，其余取平均数"
        case .winsorisedMean: "\(high)个最高、\(low)个最低以相邻打分代替，取平均数"
        }
    }
    func methodIs(_ method: String) -> String { "方法：\(method)" }
    func fallback(_ count: Int, minimum: Int, method: String) -> String {
        "方法：有效打分\(count)个，少于\(minimum)个，按规定\(method)"
    }
    func meanIs(_ calculation: String) -> String { "平均：\(calculation)" }
    func scaled(_ calculation: String) -> String { "折算为分值：\(calculation)" }
    func group(_ sources: [String], weight: String) -> String {
        "【\(sources.joined(separator: "、"))】权重\(weight)"
    }
    let groupWithoutMarks = "没有有效打分，本组不参加加权"
    func weighted(_ calculation: String) -> String { "各组加权平均：\(calculation)" }
    let noMarks = "没有有效打分"
    func tooFew(_ count: Int, least: Int) -> String { "有效打分\(count)个，不足\(least)个，按规定不计分" }
    func nothingLeft(_ count: Int) -> String { "有效打分\(count)个，去掉最高、最低后没有剩余，不计分" }
    let otherGroupTooFew = "另有一组有效打分不足，本指标不计分"
    func missing(_ seats: [String]) -> String { "未打分（不按0分计）：\(seats.joined(separator: "、"))" }
    func recused(_ seats: [String]) -> String { "回避（对本对象不打分）：\(seats.joined(separator: "、"))" }
}

// Rules, and the tree of points.
extension ChineseExplanation {
    func shape(_ shape: RuleBasis.Shape) -> String {
        switch shape {
        case .bands: "分档"
        case .linear: "线性"
        case .proportion: "按目标比例"
        case .deduct: "扣减"
        case .parts: "分项累加"
        case .eachPeriod: "逐期比较"
        case .anyOf: "多项取最优"
        }
    }
    func ruleIs(_ shape: String) -> String { "按规则计分：\(shape)" }
    func factIs(_ fact: String, _ value: String) -> String { "数据 \(fact) = \(value)" }
    func factMissing(_ fact: String) -> String { "缺少数据 \(fact)（不按0计），不能计分" }
    func bands(_ bands: [String]) -> String { "各档：\(bands.joined(separator: "；"))" }
    func inBand(_ value: String, _ band: String, points: String) -> String { "\(value) 落在 \(band)，得\(points)分" }
    func anchors(_ low: String, _ lowPoints: String, _ high: String, _ highPoints: String) -> String {
        "\(low)得\(lowPoints)分，\(high)得\(highPoints)分，其间按直线内插"
    }
    func clipped(_ comparison: String, points: String) -> String { "\(comparison)，取端点：\(points)分" }
    func proportion(_ calculation: String, target: String, most: String) -> String {
        "目标\(target)，至多\(most)分：\(calculation)"
    }
    func calculation(_ calculation: String) -> String { "计算：\(calculation)" }
    func cappedAt(_ most: String) -> String { "超过上限，取\(most)" }
    func flooredAt(_ least: String) -> String { "低于下限，取\(least)" }
    func deduction(
        start: String, limit: String, isOver: Bool, per: String, each: String, wholeUnits: Bool
    ) -> String {
        "基础\(start)分，\(isOver ? "超过" : "低于")\(limit)的部分每\(per)扣\(each)分"
            + (wholeUnits ? "（不足一个单位的不扣）" : "")
    }
    func nothingDeducted(_ comparison: String, points: String) -> String { "\(comparison)，不扣分：\(points)分" }
    func units(_ gap: String, _ division: String) -> String { "相差：\(gap)；单位数：\(division)" }
    func wholeUnits(_ units: String) -> String { "只计完整单位：\(units)" }
    func period(_ period: String, _ comparison: String, isMet: Bool, points: String) -> String {
        "\(period)：\(comparison)，\(isMet ? "得\(points)分" : "不得分")"
    }
    func part(_ title: String, isMet: Bool, points: String) -> String {
        "\(title)：\(isMet ? "是，得\(points)分" : "否，不得分")"
    }
    var openRule: String { "数据不全，不计分" }
    func alternative(_ number: Int, points: String?, isBest: Bool) -> String {
        "办法\(number)：\(points.map { "\($0)分" } ?? "数据不全")\(isBest ? "（采用）" : "")"
    }
    func best(_ number: Int, points: String) -> String { "取最优：办法\(number)，\(points)分" }
    var openBest: String { "有办法缺少数据，不能确定最优，不计分" }

    func criterion(_ title: String, points: String, of maximum: String) -> String { "\(title)：\(points)／\(maximum)" }
    func notApplicable(_ title: String, points: String) -> String { "\(title)：不适用（\(points)分）" }
    func openCell(facts: [String]?) -> String {
        facts.map { "缺少数据\($0.joined(separator: "、"))，没有得分" } ?? "有效打分不足，没有得分"
    }
    var openSum: String { "下级指标有缺，不能合计" }
    func sumOf(_ calculation: String) -> String { "合计：\(calculation)" }
    func redistributed(_ points: String, _ calculation: String) -> String {
        "不适用的\(points)分按比例分给同级指标：\(calculation)"
    }
    var openTotal: String { "以下指标没有得分，因此没有总分：" }
    func baseIs(_ lines: [String]) -> String { "基础总分，一级指标\(lines.joined(separator: "；"))" }
    var bonus: String { "加分" }
    var deductions: String { "扣分" }
    func noItems(_ label: String) -> String { "\(label)：无，0" }
    func items(_ label: String, _ calculation: String, cap: String, counted: String) -> String {
        "\(label)：\(calculation)，上限\(cap)，计\(counted)"
    }
    func item(_ title: String, points: String, of most: String) -> String { "\(title)：\(points)（至多\(most)）" }
    func totalIs(_ calculation: String) -> String { "总分 = 基础总分 + 加分 − 扣分：\(calculation)" }
    func publishedIs(_ total: String) -> String { "公布总分：\(total)" }
}

// Verdict and rank.
extension ChineseExplanation {
    func veto(_ title: String, isFound: Bool) -> String { "否决项 \(title)：\(isFound ? "触发，一票否决" : "未触发")" }
    var noComparison: String { "没有总分，不作比较" }
    var noLines: String { "本指标体系未设达标线" }
    func compares(_ comparison: PassLines.Comparison) -> String {
        comparison == .exact ? "以修约前的精确值与达标线比较：" : "以修约后的值与达标线比较："
    }
    var baseTotal: String { "总分（不含加分、扣分）" }
    var finalTotal: String { "总分" }
    func line(
        _ subject: String, _ comparison: String, share: String?, before: String?, isMet: Bool, by gap: String
    ) -> String {
        let notes = [before.map { "修约前\($0)" }, share.map { "线：\($0)" }].compactMap { $0 }
        return "\(subject)：\(comparison)，\(isMet ? "达到，高出" : "未达到，差")\(gap)"
            + (notes.isEmpty ? "" : "（\(notes.joined(separator: "；"))）")
    }
    var noGradeWithoutPass: String { "未达标，不评等次" }
    func gradeIs(_ grade: String?) -> String { grade.map { "等次：\($0)" } ?? "等次：无，未达到任何等次" }
    func gradeMissed(_ grade: String) -> String { "未评“\(grade)”，因为：" }
    func unranked(_ verdict: Verdict) -> String {
        verdict == .vetoed ? "一票否决，保留得分，不排名" : "没有总分，不排名"
    }
    func rankIs(_ rank: String, of count: Int, total: String, above: Int) -> String {
        "按公布总分由高到低，在\(count)个参加排名的对象中\(rank)：总分\(total)，高于它的\(above)个"
    }
    func groupRank(_ rank: Int) -> String { "同类对象中第\(rank)名" }
    func tieWith(_ zones: [String]) -> String { "总分与\(zones.joined(separator: "、"))相同，依次比较：" }
    func tieKey(_ number: Int, _ title: String, own: String?, others: [(zone: String, value: String?)]) -> String {
        let rivals = others.map { "\($0.zone) \($0.value ?? "无")" }.joined(separator: "；")
        return "\(number). \(title)：本对象 \(own ?? "无")；\(rivals)"
    }
    var tieStays: String { "相同，继续比较" }
    func tieParts(ahead rivalsBehind: [String], behind rivalsAhead: [String]) -> String {
        let parts = [
            rivalsBehind.isEmpty ? nil : "本对象在\(rivalsBehind.joined(separator: "、"))之前",
            rivalsAhead.isEmpty ? nil : "本对象在\(rivalsAhead.joined(separator: "、"))之后",
        ]
        return "由此分出先后：" + parts.compactMap { $0 }.joined(separator: "，")
    }
    func tieLowest(_ pillar: String, _ calculation: String) -> String { "本对象最低者“\(pillar)”：\(calculation)" }
    func tieRules(_ calculation: String) -> String { "本对象按规则计分的指标：\(calculation)" }
    func tieMedian(_ totals: [String], _ calculation: String, rules: String) -> String {
        "本对象各完整评分表合计由低到高：\(totals.joined(separator: "、"))；中位数加按规则计分的\(rules)分：\(calculation)"
    }
    func tieDecidedBy(_ key: String) -> String { "最后起决定作用的是：\(key)" }
    func tieShared(_ zones: [String]) -> String { "各项均相同，与\(zones.joined(separator: "、"))并列" }
    var tieKeys: [String: String] {
        [
            "exact-total": "修约前总分", "rule-points": "按规则计分的指标合计", "lowest-pillar": "最低一级指标得分率",
            "median-of-totals": "专家总分中位数",
        ]
    }
    func pointsOf(_ criterion: String) -> String { "“\(criterion)”得分" }
}
