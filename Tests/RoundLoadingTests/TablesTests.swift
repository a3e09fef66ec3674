// Tables as spreadsheets write them, and every mistake with its line.

import AssessmentModel
import CriteriaLoading
import Foundation
import RoundLoading
import Testing

let schemeText = """
    scheme: sample
    status: specimen
    title: {zh: 示例}
    panel: {minimum: 3, odd: true}
    marks: {step: 0.5}
    aggregate: {method: mean}
    bonus: {cap: 2, items: [{id: bonus.a, title: {zh: 加分}, points: 2}]}
    vetoes: [{id: veto.a, title: {zh: 底线}}]
    criteria:
      - id: p
        title: {zh: 甲}
        points: 10
        children:
          - {id: p.1, title: {zh: 甲一}, points: 4, by: experts, comment: below 50%}
          - {id: p.2, title: {zh: 甲二}, points: 2, by: experts}
          - {id: p.3, title: {zh: 甲三}, points: 4, by: rule, fact: share, rule: {proportion: {target: 10}}}
    """

func sampleScheme() throws -> Scheme { try loadScheme(Array(schemeText.utf8), file: "s.yaml").get() }

func problems<Value>(_ loaded: Loaded<Value>) -> [String] {
    if case .problems(let problems) = loaded { problems.map(\.description) } else { [] }
}

@Suite struct MarksTests {
    let zones = [Zone(id: "z1", name: LocalizedText(zh: "示例县"), kind: .county, prefecture: "示例市")]
    let panel = ["e1", "e2"].map {
        Expert(id: ExpertID($0), name: "甲", source: .department, organisation: "局")
    }

    private func load(_ rows: String, header: String = "zone,indicator,expert,mark,comment") throws -> Loaded<[Sheet]> {
        loadMarks(
            Array("\(header)\n\(rows)\n".utf8), file: "marks.csv", scheme: try sampleScheme(), zones: zones,
            panel: panel)
    }

    @Test func marks_sound_becomeSheets() throws {
        let sheets = try load("z1,p.1,e1,3.5,\nz1,p.2,e1,,只评不打分\nz1,,e2,recused,").get()
        #expect(sheets.map(\.seat) == ["e1", "e2"])
        #expect(sheets[0].marks == ["p.1": Fraction(7) / 2])
        #expect(sheets[0].comments == ["p.2": "只评不打分"])
        #expect(sheets[1].isRecused && sheets[1].marks.isEmpty)
    }

    @Test(arguments: [
        ("z2,p.1,e1,3,", "marks.csv:2: zone: unknown zone `z2` (did you mean `z1`?)"),
        ("z1,p.9,e1,3,", "marks.csv:2: indicator: unknown indicator `p.9` (did you mean `p.1`?)"),
        ("z1,p,e1,3,", "marks.csv:2: indicator: `p` is not an indicator: it is the sum of those below it"),
        ("z1,p.3,e1,3,", "marks.csv:2: indicator: `p.3` is scored by rule from facts, not by experts"),
        ("z1,p.1,e9,3,", "marks.csv:2: expert: unknown expert `e9` (did you mean `e1`?)"),
        ("z1,p.1,e1,3.3,", "marks.csv:2: mark: 3.3 is not a multiple of 0.5, for p.1"),
        ("z1,p.1,e1,4.5,", "marks.csv:2: mark: 4.5 is outside 0…4, for p.1"),
        ("z1,p.1,e1,-1,", "marks.csv:2: mark: -1 is outside 0…4, for p.1"),
        (
            "z1,p.1,e1,３,",
            "marks.csv:2: mark: found `３`, expected a plain decimal number, nothing (missing) or recused "
                + "(full-width digits stand here; write 3)"
        ),
        (
            "z1,p.1,e1,1e0,",
            "marks.csv:2: mark: found `1e0`, expected a plain decimal number, nothing (missing) or recused"
        ),
        ("z1,p.1,e1,1,", "marks.csv:2: comment: is empty, the scheme asks for one at this mark (1 for p.1)"),
        ("z1,p.1,e1,3,\nz1,p.1,e1,3,", "marks.csv:3: mark: e1 marked p.1 of z1 on line 2 already"),
        (
            "z1,p.1,e1,3,\nz1,,e1,recused,",
            "marks.csv:3: mark: e1 is recused from z1 and has a mark on line 2 (a recusal covers the whole zone: remove either)"
        ),
        ("z1,p.1,e1", "marks.csv:2: found 3 fields, the header has 5"),
        ("z1,p.1,e1,3,\"offen", "marks.csv:2: a quote is opened and not closed"),
        (
            "z1,p.1,e1,3,\"a\"b",
            "marks.csv:2: found text behind a closing quote (a quote inside a field is written twice)"
        ),
    ])
    func marks_mistake_isNamedWithItsLine(rows: String, expected: String) throws {
        #expect(problems(try load(rows)) == [expected])
    }

    @Test(arguments: [
        ("zone,indicator,expert", "marks.csv:1: the column `mark` is missing"),
        ("zone,indicator,expert,mark,coment", "marks.csv:1: coment: unknown column `coment` (did you mean `comment`?)"),
        ("zone,indicator,expert,mark,mark", "marks.csv:1: mark: the column stands twice"),
    ])
    func marks_wrongHeader_isNamed(header: String, expected: String) throws {
        #expect(problems(try load("", header: header)) == [expected])
    }

    @Test func marks_severalMistakes_areNamedTogether() throws {
        #expect(problems(try load("z1,p.9,e1,3,\nz1,p.1,e1,9,\nz1,p.2,e1,x,")).count == 3)
    }

    @Test func marks_ofASpreadsheet_withByteOrderMarkAndCRLF_areRead() throws {
        let text = "\u{FEFF}comment,mark,expert,indicator,zone\r\n\"一，\r\n二 \"\"三\"\"\",3,e1,p.1,z1\r\n\r\n"
        let sheets = try loadMarks(Array(text.utf8), file: "marks.csv", scheme: try sampleScheme()).get()
        #expect(sheets[0].comments["p.1"] == "一，\n二 \"三\"")
        #expect(sheets[0].marks["p.1"] == 3)
    }

    @Test func marks_inGB18030_areReadOnlyWhenAskedFor() throws {
        let bytes =
            Array("zone,indicator,expert,mark,comment\nz1,p.1,e1,3,".utf8) + [0xBA, 0xC3, 0x82, 0x35, 0x8F, 0x33]
        let refused = problems(loadMarks(bytes, file: "marks.csv", scheme: try sampleScheme()))
        #expect(refused.count == 1 && refused[0].hasPrefix("marks.csv:2: found bytes that are not UTF-8"), "\(refused)")
        #expect(refused.first?.contains("--encoding gb18030") == true)
        let read = try loadMarks(bytes, file: "marks.csv", scheme: try sampleScheme(), encoding: .gb18030).get()
        #expect(read[0].comments["p.1"]?.hasPrefix("好") == true)
        #expect(read[0].comments["p.1"]?.count == 2)
    }

    @Test func marks_longTable_takesALineEach() throws {
        let rows = (0..<20_000).map { "z\($0),p.1,e1,3," }.joined(separator: "\n")
        let text = Array("zone,indicator,expert,mark,comment\n\(rows)".utf8)
        #expect(try loadMarks(text, file: "m", scheme: try sampleScheme()).get().count == 20_000)
    }
}

@Suite struct FactsTests {
    private func load(_ rows: String) throws -> Loaded<FactTable> {
        loadFacts(Array("zone,fact,value\n\(rows)\n".utf8), file: "facts.csv", scheme: try sampleScheme())
    }

    @Test func facts_sound_areTyped() throws {
        let facts = try load("z1,share,8.5\nz1,veto.a,否\nz1,bonus.a,1.5\nz2,bonus.a,yes").get()
        #expect(
            facts["z1"] == [
                FactKey("share"): .number(Fraction(17) / 2), FactKey("veto.a"): .flag(false),
                FactKey("bonus.a"): .number(Fraction(3) / 2),
            ])
        #expect(facts["z2"] == [FactKey("bonus.a"): .flag(true)])
    }

    @Test(arguments: [
        ("z1,shared,8", "facts.csv:2: fact: unknown fact `shared` (did you mean `share`?)"),
        (
            "z1,share,8%",
            "facts.csv:2: value: found `8%`, expected a plain decimal number for share (write the number without %)"
        ),
        ("z1,veto.a,maybe", "facts.csv:2: value: found `maybe`, expected yes or no for veto.a"),
        ("z1,bonus.a,3", "facts.csv:2: value: found 3, expected yes, no, or points from 0 to 2 for bonus.a"),
        ("z1,share,8\nz1,share,9", "facts.csv:3: fact: `share` of z1 stands on line 2 already"),
    ])
    func facts_mistake_isNamedWithItsLine(rows: String, expected: String) throws {
        #expect(problems(try load(rows)) == [expected])
    }
}
