// Broken files of every kind, as the built program tells of them: to an officer in Chinese, and line for line in English.

import Foundation
import ProblemWords
import Testing

@Suite struct ProblemSpeechTests {
    /// A command that reads files of a folder, and the files, all of them broken.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String: String]
        /// `FOLDER` stands for the folder.
        let arguments: [String]
        /// At least so many lines tell of problems.
        let least: Int
    }

    private static let ledger = ["--database", "FOLDER/l.sqlite", "--key", "FOLDER/l.key", "--as", "officer"]
    private static let scheme = """
        scheme: sample
        status: specimen
        title: {zh: 示例}
        panel: {minimum: 3, odd: true}
        marks: {step: 0.5}
        aggregate: {method: mean, groups: [
          {sources: [department], weight: 1}, {sources: [university, association, enterprise, third-party], weight: 1}]}
        bonus: {cap: 2, items: [{id: bonus.a, title: {zh: 加分}, points: 2}]}
        criteria:
          - id: p
            title: {zh: 甲}
            points: 10
            children:
              - {id: p.1, title: {zh: 甲一}, points: 4, by: experts, comment: below 50%}
              - {id: p.2, title: {zh: 甲二}, points: 2, by: experts, not-applicable: {kinds: [city], redistribute: none}}
              - {id: p.3, title: {zh: 甲三}, points: 4, by: rule, fact: share, unit: "%", rule: {proportion: {target: 10}}}

        """
    private static let plan = """
        round: R 1
        title: 示例
        purpose: selecting
        scheme: scheme.yaml
        issuer: {zh: "甲\\u200B乙"}
        document: ~
        ledger: test example
        opened: 2026-10-12
        closed: 2026-10-11
        announced: 2026-02-30
        notice: {from: 2026-11-13, to: 2026-11-09, objections: [甲]}
        valid: {years: many}
        verify:
        specimen: True
        speciman: true

        """
    private static let marks = """
        zone,indicator,expert,mark,coment
        z1,p.1,e1,3.3,
        z1,p.1,e1,9,
        z1,p.9,e1,1,
        z1,p,e1,1,
        z1,p.3,e1,1,
        z9,p.1,e1,1,
        z1,p.2,e1,三,
        z1,p.2,e2,３,
        z1,p.2,E2,3,
        z1,p.1,e2,1,
        z1,,e2,recused,
        z2,p.2,e3,1,
        z1,p.1
        z1,p.1,e3,"3,5",
        z1,p.1,e3,3,甲\u{202E}乙

        """
    private static let zones = """
        zone,name,kind,prefecture,code,other
        z1,示例县,county,示例市,12,
        z1,示例县,county,示例市,３３０１００,
        z2,示例市,City,,990100,
        z3,,city,示例省,990100,
        z4,甲县,county,,,x
        z5,甲县,county,甲市,,
        z6,甲县,county,甲市,,

        """
    private static let panel = """
        expert,name,source,organisation,employer,ties
        e1,甲,ministry,局,z1;z2,z 9
        e2,乙,university,校,,
        e2,丙,university,校,Z,z1；z2
        e3,乙,university,校,,

        """
    private static let facts = """
        zone,fact,value
        z1,share,982
        z1,share,8%
        z1,shared,1
        z1,,1
        z1,bonus.a,3
        z1,bonus.a,很好
        z1,share,"8,5"

        """
    private static let application = """
        application: A
        zone: z1
        purpose: designate
        conditions:
          joint-conference: {met: yess}
          work-plan: {note: 甲}
          dedicated-body: []
          staff: {met: true, note: "甲\\n乙"}
        self-assessment: [{indicator: p.1, points: -1}, {indicator: p.1, points: 1.234}, p.2]
        evidence: [{file: ../l.key}, {file: nothing.pdf}, {file: a.pdf}, {file: b/a.pdf}, {file: folder}]

        """

    static let cases = [
        Case(
            testDescription: "scheme.yaml",
            files: [
                "s.yaml": scheme.replacing("specimen", with: "speciman").replacing(
                    "marks: {step: 0.5}", with: "marks：yes")
                    + "edition: 0\n"
            ], arguments: ["criteria", "check", "FOLDER/s.yaml"], least: 1),
        Case(
            testDescription: "scheme.yaml that is no YAML",
            files: [
                "a.yaml": "scheme: [a\nstatus: b\n", "b.yaml": "scheme: \"a\nb: c\n", "c.yaml": "a: b: c\n",
                "d.yaml": "", "e.yaml": "scheme: a\n---\nscheme: b\n", "f.yaml": "scheme: &x a\n",
                "g.yaml": "a:\n\tb: c\n", "h.yaml": "- a\n", "i.yaml": "a: %\n", "j.yaml": "a: 1\n b: 2\n",
            ],
            arguments: ["criteria", "check"] + "abcdefghij".map { "FOLDER/\($0).yaml" }, least: 10),
        Case(
            testDescription: "marks.csv, facts.csv and what the scheme needs",
            files: ["s.yaml": scheme, "m.csv": marks, "f.csv": facts],
            arguments: ["score", "--scheme", "FOLDER/s.yaml", "--marks", "FOLDER/m.csv", "--facts", "FOLDER/f.csv"],
            least: 18),
        Case(
            testDescription: "tables of a round",
            files: [
                "round.yaml": plan, "scheme.yaml": scheme, "marks.csv": marks, "zones.csv": zones, "panel.csv": panel,
                "facts.csv": facts,
            ], arguments: ["round", "import", "FOLDER"] + ledger, least: 50),
        Case(
            testDescription: "tables that are none",
            files: [
                "round.yaml": plan, "scheme.yaml": scheme, "marks.csv": "zone;indicator;expert;mark\n",
                "zones.csv": "", "panel.csv": "expert,name,source\ne1,\"甲\"乙,x\n",
                "facts.csv": "zone,fact,value\nz1,\"share,1\n",
            ], arguments: ["round", "import", "FOLDER"] + ledger, least: 15),
        Case(
            testDescription: "files of a round that are missing",
            files: ["other": ""], arguments: ["round", "import", "FOLDER"] + ledger, least: 4),
        Case(
            testDescription: "plan", files: ["round.yaml": plan, "scheme.yaml": scheme],
            arguments: ["round", "plan", "FOLDER"] + ledger, least: 10),
        Case(
            testDescription: "zones.csv of the registry", files: ["z.csv": zones],
            arguments: ["zone", "import", "FOLDER/z.csv"] + ledger, least: 8),
        Case(
            testDescription: "panel.csv of the pool", files: ["p.csv": panel],
            arguments: ["expert", "import", "FOLDER/p.csv"] + ledger, least: 5),
        Case(
            testDescription: "calendar",
            files: ["c.csv": "date,kind\n2026-10-1,holiday\n2026-10-02,rest\n2026-10-09,workday\n2026-10-02,holiday\n"],
            arguments: ["calendar", "import", "FOLDER/c.csv"] + ledger, least: 3),
        Case(
            testDescription: "application.yaml",
            files: ["application.yaml": application, "a.pdf": "a", "b/a.pdf": "b", "folder/x": ""],
            arguments: ["application", "submit", "FOLDER"] + ledger, least: 14),
        Case(
            testDescription: "templates",
            files: ["notice.yaml": "texts: {}\n"],
            arguments: [
                "explain", "--zone", "z1", "--scheme", "Criteria/jiangxi-2017.yaml", "--marks",
                "Examples/demo-round/marks.csv", "--templates", "FOLDER",
            ], least: 1),
        Case(
            testDescription: "names",
            files: ["other": ""],
            arguments: [
                "explain", "--zone", "yunlin", "--scheme", "Criteria/jiangxi-2017.yaml", "--marks",
                "Examples/demo-round/marks.csv", "--facts", "Examples/demo-round/facts.csv",
            ], least: 1),
    ]

    @Test(arguments: cases)
    func problems_ofABrokenFile_areChineseThroughoutAndAsManyInEnglish(_ broken: Case) throws {
        let folder = try temporaryFolder()
        for (name, text) in broken.files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let arguments = broken.arguments.map { $0.replacing("FOLDER", with: folder.path) }
        let chinese = try heng(arguments + ["--lang", "zh"])
        let english = try heng(arguments)
        #expect(chinese.status == english.status && [65, 66].contains(english.status), "\(english.errors)")
        let told = chinese.errors.split(separator: "\n").map { String($0).replacing(folder.path + "/", with: "") }
            .filter { !$0.hasPrefix("文件中有以下问题") && !$0.hasPrefix("共 ") }
        #expect(told.count >= broken.least, "\(chinese.errors)")
        for line in told {
            #expect(
                line.contains(/\p{Han}/) && englishProse(in: line) == nil, "\(englishProse(in: line) ?? ""): \(line)")
            #expect(!line.contains(/\p{Han}[,;!?()]/), "a sign of the other width: \(line)")
            // What no word was found for shows its code.
            #expect(!line.contains(/[a-z]+=/), "\(line)")
        }
        let counted = english.errors.split(separator: "\n").filter { !$0.hasSuffix("nothing was changed") }
            .filter { !$0.contains(/^[0-9]+ problems?$/) }
        #expect(counted.count == told.count, "\(english.errors)\n\(chinese.errors)")
    }

    /// Where each of some mistakes lies, and the whole sentence in Chinese.
    @Test func problem_ofEachTable_readsAsAnOfficialProgramSaysIt() throws {
        let folder = try temporaryFolder()
        try Data(
            Self.scheme.replacing("aggregate: {method: mean, groups", with: "aggregate: {method: mean, group").utf8
        )
        .write(to: folder.appending(path: "s.yaml"))
        try Data(Self.scheme.utf8).write(to: folder.appending(path: "t.yaml"))
        try Data(Self.marks.utf8).write(to: folder.appending(path: "m.csv"))
        let scheme = try heng("criteria", "check", "s.yaml", "--lang", "zh", in: folder)
        #expect(scheme.errors.contains("s.yaml:6: aggregate.group：没有“group”这一项（是否应为“groups”？）\n"), "\(scheme.errors)")
        let marks = try heng("score", "--scheme", "t.yaml", "--marks", "m.csv", "--lang", "zh", in: folder)
        for line in [
            "m.csv:1: coment：没有“coment”这一列（是否应为“comment”？）", "m.csv:2: mark：“p.1”的打分 3.3 不在打分步长 0.5 上",
            "m.csv:4: indicator：没有“p.9”这一末级指标（是否应为“p.1”？）",
            "m.csv:8: mark：现为“三”，应为普通数字；缺分留空，回避写 recused（数字只能用 0 至 9）",
            "m.csv:9: mark：现为“３”，应为普通数字；缺分留空，回避写 recused（此处是全角数字，请写作 3）",
            "m.csv:12: mark：e2 对 z1 回避，第 9 行却有打分（回避对整个创建对象有效，请删去其中一项）",
            "m.csv:14: 这一行有 2 列，表头有 5 列", "--panel：没有给出：指标体系 sample 按专家来源分组加权",
        ] {
            #expect(marks.errors.contains("\n\(line)\n"), "\(line) in \(marks.errors)")
        }
    }
}
