// Documents of a round whose scheme uses what the first scheme does not: groups, kinds, yes and no, deductions.

import Foundation
import Testing

@Suite struct GrammarDocumentsTests {
    @Test func scoreSheet_criterionThatDoesNotApply_isSaidSoAndNothingIsMissing() throws {
        let sheet = try Self.text("score-sheet-town.pdf")
        #expect(sheet.contains("对本类创建对象不适用，分值由同级指标按比例分担"))
        #expect(!sheet.contains("缺少得分") && !sheet.contains("数据不全"))
        let other = try Self.text("score-sheet-city.pdf")
        #expect(!other.contains("不适用"), "it applies to the city")
    }

    @Test func scoreSheet_groupThatFellBack_isNamedWithItsOwnNumber() throws {
        let sheet = try Self.text("score-sheet-city.pdf")
        #expect(sheet.contains("第2组有效打分2份，少于3份，改为：取有效打分的平均数"))
        #expect(!sheet.contains("有效打分5份"), "the panel as a whole has no number to fall short of")
        #expect(sheet.contains("专家按来源分为2组"))
        #expect(sheet.contains("权重60") && sheet.contains("权重40"))
    }

    @Test func scoreSheet_yesNoAndOwnScale_printMarksAsTheyWereGiven() throws {
        let sheet = try Self.text("score-sheet-city.pdf")
        #expect(sheet.contains("打分为是或否，按“是”的比例折算"))
        #expect(sheet.contains("否"))
        #expect(sheet.contains("打分为0至100分制"))
        #expect(sheet.contains("87") && !sheet.contains("87.0"), "a grid of whole numbers has no decimals")
    }

    @Test func scoreSheet_deductions_areListedAndSubtracted() throws {
        let sheet = try Self.text("score-sheet-city.pdf")
        #expect(sheet.contains("扣分项"))
        #expect(sheet.contains("整改逾期（1.5分），计1.5分"))
        #expect(sheet.contains("−1.5"))
        #expect(sheet.contains("加分减扣分"))
        #expect(!sheet.contains("不含加分"), "the pass line reads the total with everything")
        #expect(try Self.text("score-sheet-town.pdf").contains("无扣分"))
    }

    @Test func ranking_withinKinds_standsBesideTheKind() throws {
        let table = try Self.round.get().appending(path: "table.txt")
        let text = try String(contentsOf: table, encoding: .utf8)
        #expect(text.contains("设区市（同类第1名）"))
        #expect(text.contains("县（市、区）（同类第1名）"))
    }

    @Test func notice_equalTotals_namesTheKeysThatWereAsked() throws {
        let notice = try Self.text("notice.pdf")
        #expect(notice.contains("修约前的总分"))
        #expect(!notice.contains("exact-total"))
    }

    /// The text of a document without line breaks.
    private static func text(_ document: String) throws -> String {
        let file = try round.get().appending(path: "documents/\(document)").path
        let outcome = try run("pdftotext", ["-raw", file, "-"])
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.text.replacing("\n", with: "")
    }

    /// A closed round with its documents, made once.
    private static let round = Result<URL, any Error> {
        let folder = try temporaryFolder()
        for (name, text) in files {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        let plan = try String(
            contentsOf: repository.appending(path: "Examples/demo-round/round.yaml"), encoding: .utf8)
        try plan.replacing("../../Criteria/jiangxi-2017.yaml", with: "scheme.yaml")
            .replacing("../../Programmes", with: repository.appending(path: "Programmes").path)
            .write(to: folder.appending(path: "round.yaml"), atomically: true, encoding: .utf8)
        let (key, database) = (folder.appending(path: "k").path, folder.appending(path: "d.sqlite").path)
        let store = ["--database", database, "--key", key]
        let officer = store + ["--as", "officer"]
        let commands = [
            ["init", "--ledger", "demo.heng.example/2026"] + store,
            ["user", "add", "officer", "--role", "officer", "--name", "经办人"] + store + ["--as", "security"],
            ["round", "import", folder.path] + officer, ["round", "close", "demo-2026"] + officer,
            ["verify", database],
            [
                "documents", "--database", database, "--as", "officer", "--output",
                folder.appending(path: "documents").path,
            ],
        ]
        for command in commands {
            let outcome = try heng(command)
            try #require(outcome.status == 0, "\(command): \(outcome.errors)")
        }
        let table = try heng("results", "--database", database, "--as", "officer")
        try table.output.write(to: folder.appending(path: "table.txt"))
        return folder
    }

    private static let files = [
        "scheme.yaml": """
        scheme: grammar
        status: specimen
        title: {zh: 示例指标}
        marks: {scale: 10, step: 0.5}
        aggregate:
          method: trimmed-mean
          drop: {high: 1, low: 1}
          minimum: 3
          fallback: [{from: 1, method: mean}]
          groups: [{sources: [department, university], weight: 60}, {sources: [association, enterprise, third-party], weight: 40}]
        rounding: {mode: half-even, total: 1}
        pass: {total: 60%, on: total}
        ties: [{by: exact-total}, {by: rule-points}, {by: share}]
        ranking: {within: kind}
        bonus: {cap: 2, items: [{id: bonus.a, title: {zh: 推广}, points: 2}]}
        deductions: {cap: 3, items: [{id: minus.a, title: {zh: 整改逾期}, points: 1.5}]}
        criteria:
          - id: a
            title: {zh: 规范监管}
            points: 10
            children:
              - {id: a.1, title: {zh: 日常监管}, points: 4, by: experts}
              - {id: a.2, title: {zh: 登记便利}, points: 2, by: experts, marks: yes-no}
              - {id: a.3, title: {zh: 现场核查}, points: 2, by: experts, marks: {scale: 100, step: 1}}
              - {id: a.4, title: {zh: 地方立法}, points: 2, by: experts, not-applicable: {kinds: [county], redistribute: siblings}}

        """,
        "zones.csv":
            "zone,name,english,kind,prefecture,code\ncity,示例市,,city,,\ntown,示例县,,county,示例市,\npeer,示例二市,,city,,\n",
        "panel.csv": """
        expert,name,source,organisation
        e1,示例甲,department,示例局
        e2,示例乙,department,示例局
        e3,示例丙,university,示例大学
        e4,示例丁,association,示例协会
        e5,示例戊,enterprise,示例企业

        """,
        "facts.csv": "zone,fact,value\ncity,minus.a,yes\npeer,minus.a,yes\n",
        "marks.csv": marks,
    ]

    private static let marks: String = {
        var rows = ["zone,indicator,expert,mark"]
        for zone in ["city", "town", "peer"] {
            for expert in 1...5 {
                rows.append("\(zone),a.1,e\(expert),\(6 + expert / 2)")
                rows.append("\(zone),a.2,e\(expert),\(expert == 2 ? "no" : "yes")")
                rows.append("\(zone),a.3,e\(expert),\(86 + expert % 2)")
                if zone != "town" { rows.append("\(zone),a.4,e\(expert),8.5") }
            }
        }
        return rows.joined(separator: "\n") + "\n"
    }()
}
