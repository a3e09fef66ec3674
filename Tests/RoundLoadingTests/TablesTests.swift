// Tables as spreadsheets write them, and every mistake with its line.

import AssessmentModel
import CriteriaLoading
import ProblemWords
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
          - {id: p.3, title: {zh: 甲三}, points: 4, by: rule, fact: share, unit: "%", rule: {proportion: {target: 10}}}
    """

func sampleScheme() throws -> Scheme { try loadScheme(Array(schemeText.utf8), file: "s.yaml").get() }

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
        ("zone,indicator,expert,MARK", "marks.csv:1: MARK: unknown column `MARK` (did you mean `mark`?)"),
        (
            "zone,indicator,expert,mark\u{200B}",
            "marks.csv:1: mark\\u{200B}: unknown column `mark\\u{200B}` (did you mean `mark`?)"
        ),
    ])
    func marks_wrongHeader_isNamed(header: String, expected: String) throws {
        #expect(problems(try load("", header: header)) == [expected])
    }

    /// What spreadsheets leave behind or write in their own way.
    @Test(arguments: [
        "zone,indicator,expert,mark\nz1,p.1,e1,3\n,,,\n\n , ,\u{3000},\n,,,\n",
        "zone,indicator,expert,mark,\nz1,p.1,e1,3,\n",
        "zone,indicator,,expert,mark,,\nz1,p.1,,e1,3,,\n", "zone,indicator,expert,mark,,\nz1,p.1,e1,3\n",
        "\u{FEFF}sep=,\r\nzone,indicator,expert,mark\r\nz1,p.1,e1,3\r\n",
        "zone,indicator,expert,mark\rz1,p.1,e1,3\r", "zone,indicator,expert,mark\r\nz1,p.1,e1,3\r\n\u{1A}",
        "\u{A0}zone\u{3000},\"indicator\",\"expert\", \u{A0}mark\nz1,p.1,e1,3\n",
        "zone,indicator,expert,mark\n\u{3000}z1\u{3000},\u{A0}p.1 , e1,\t3\n",
        "\n\nzone,indicator,expert,mark\nz1,p.1,e1,3\n",
    ])
    func marks_asSpreadsheetsSaveThem_areRead(text: String) throws {
        let sheets = try loadMarks(Array(text.utf8), file: "marks.csv", scheme: try sampleScheme()).get()
        #expect(sheets.map(\.marks) == [["p.1": 3]])
    }

    @Test(arguments: [
        ("zone;indicator;expert;mark\nz1;p.1;e1;3", "semicolons `;`"),
        ("zone\tindicator\texpert\tmark\nz1\tp.1\te1\t3", "tabs"),
        ("\"zone\";\"indicator\";\"expert\";\"mark\"\n\"z1\";\"p.1\";\"e1\";\"3\"", "semicolons `;`"),
        ("sep=;\nZone;Indicator;Expert;Mark\nz1;p.1;e1;3", "semicolons `;`"),
        ("zone，indicator，expert，mark\nz1，p.1，e1，3", "full-width commas `，`"),
    ])
    func marks_anotherSeparator_isOneProblem(text: String, words: String) throws {
        let found = problems(loadMarks(Array(text.utf8), file: "marks.csv", scheme: try sampleScheme()))
        #expect(found.count == 1)
        #expect(
            found.first?.hasPrefix("marks.csv:1: \(words) stand between the columns, expected commas") == true,
            "\(found)")
    }

    @Test(arguments: [
        ("z1,p.1,e1,\"2,5\",", "write 2.5"), ("z1,p.1,e1,\"２，５\",", "write 2.5"), ("z1,p.1,e1,2,5,", "write 2.5"),
        ("z1,p.1,e1,3,说明", nil), ("z1；p.1；e1；3", "full-width semicolons"),
        ("z1,p.1,e1,3,开头,结尾", "must stand in quotes"),
    ])
    func marks_slipOfTheKeyboard_isHinted(row: String, hint: String?) throws {
        let found = problems(try load(row))
        #expect(found.count == (hint == nil ? 0 : 1), "\(found)")
        if let hint { #expect(found.first?.contains(hint) == true, "\(found)") }
    }

    @Test(arguments: [
        ("\u{202E}", true), ("\u{200B}", true), ("\u{FEFF}", true), ("\u{2067}", true), ("\u{2028}", true),
        ("\u{7}", true),
        ("\u{85}", true), ("\u{9B}", true), ("\u{200D}", false), ("\u{FE0F}", false), ("\u{E0101}", false),
    ])
    func comment_scalarInside_isJudgedByBothReaders(inside: String, isRefused: Bool) throws {
        let text = "zone,indicator,expert,mark,comment\nz1,p.1,e1,3,甲\(inside)乙\n"
        let found = problems(loadMarks(Array(text.utf8), file: "marks.csv", scheme: try sampleScheme()))
        #expect(found.count == (isRefused ? 1 : 0), "\(found)")
        if isRefused { #expect(found.first?.hasPrefix("marks.csv:2: comment: holds ") == true, "\(found)") }
        let scheme = try sampleScheme()
        let table = Array(text.utf8).withUnsafeBufferPointer { loadMarkTable($0, scheme: scheme) }
        #expect((table == nil) == isRefused)
    }

    /// Rows of more fields than the header has are no spreadsheet's: a number may have been parted.
    @Test func marks_emptyFieldBehindTheLastColumn_isRefused() throws {
        #expect(problems(try load("z1,p.1,e1,3,,")).count == 1)
        #expect(problems(try load("z1,p.1,e1,3,,", header: "zone,indicator,expert,mark,comment,")).isEmpty)
        #expect(
            problems(try load("z1,p.1,e1,3,,x", header: "zone,indicator,expert,mark,comment,"))
                == ["marks.csv:2: found `x` in column 6, which has no name"])
    }

    @Test func comment_ofSeveralLines_isKeptAndOneTooLongRefused() throws {
        #expect(try load("z1,p.1,e1,3,\"一\r\n二\"").get()[0].comments["p.1"] == "一\n二")
        let long = String(repeating: "长", count: 1001)
        #expect(
            problems(try load("z1,p.1,e1,3,\(long)"))
                == ["marks.csv:2: comment: has 1001 characters, at most 1000 are taken"])
    }

    @Test func marks_ofAHundredThousandBadRows_areCountedInAMoment() throws {
        let rows = (0..<100_000).map { "z1,p.9,e\($0),x," }.joined(separator: "\n")
        let clock = ContinuousClock()
        var found: [String] = []
        let time = try clock.measure { found = problems(try load(rows)) }
        #expect(found.count == 1001)
        #expect(found.last == "marks.csv: and 198998 more problems of this file")
        #expect(found.joined().utf8.count < 200_000)
        #expect(time < .seconds(20), "\(time)")
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
        #expect(refused.first?.contains("looks like GB 18030") == true)
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

@Suite struct ZonesTests {
    private func load(_ rows: String) -> [String] {
        problems(loadZones(Array("zone,name,english,kind,prefecture,code\n\(rows)\n".utf8), file: "zones.csv"))
    }

    @Test func zones_ofOneNameInTwoPrefectures_areFine() {
        #expect(load("a,鼓楼区,,county,南京市,320106\nb,鼓楼区,,county,徐州市,320302") == [])
    }

    @Test(arguments: [
        (
            "a,甲\u{202E}市,,city,,\nb,乙市,,city,,",
            "zones.csv:2: name: holds U+202E at character 2, which turns the direction of text, expected text that prints on "
                + "one line"
        ),
        (
            "a,甲\u{200B}市,,city,,\nb,甲市,,city,,",
            "zones.csv:2: name: holds U+200B at character 2, which nobody sees, expected text that prints on one line"
        ),
        ("a,鼓楼区,,county,南京市,\nb,鼓楼区,,county,南京市,", "zones.csv:3: name: `鼓楼区` of 南京市 stands on line 2 already"),
        (
            "a,甲市,,city,,990100\nb,乙市,,city,,990100",
            "zones.csv:3: code: `990100` stands on line 2 already, and no two zones have one code"
        ),
        ("a,甲市,,city,,99010", "zones.csv:2: code: found `99010`, expected six digits of GB/T 2260 or nothing"),
        (
            "a,甲市,,city,,９９０１００",
            "zones.csv:2: code: found `９９０１００`, expected six digits of GB/T 2260 or nothing (full-width digits stand here; "
                + "write 990100)"
        ),
        (
            "a,\(String(repeating: "长", count: 201)),,city,,",
            "zones.csv:2: name: has 201 characters, at most 200 are taken"
        ),
        (
            "a,甲市,,City,,",
            "zones.csv:2: kind: found `City`, expected city, direct-county or county (did you mean `city`?)"
        ),
    ])
    func zones_mistake_isNamedWithItsLine(rows: String, expected: String) {
        #expect(load(rows) == [expected])
    }

    @Test func name_inTwoSpellings_isOne() {
        #expect(load("a,Caf\u{E9},,city,,\nb,Cafe\u{301},,city,,").count == 1)
    }
}

@Suite struct PanelTests {
    private func load(_ rows: String) -> [String] {
        problems(
            loadPanel(Array("expert,name,source,organisation,region,employer,ties\n\(rows)\n".utf8), file: "panel.csv"))
    }

    @Test func panel_oneNameAtTwoOrganisations_isFine() {
        #expect(load("e1,王伟,university,甲校,360100,z1,z2; z3\ne2,王伟,university,乙校,,,") == [])
    }

    @Test(arguments: [
        (
            "e1,王伟,university,甲校,,,\ne2,王伟,department,甲校,,,",
            "panel.csv:3: name: `王伟` of 甲校 stands on line 2 already, under another id (one person has one seat; two of one "
                + "name need something that tells them apart)"
        ),
        (
            "e1,王伟,university,甲校,３６０１００,,",
            "panel.csv:2: region: found `３６０１００`, expected six digits of GB/T 2260 or nothing"
        ),
        ("e1,王伟,university,甲校,,Z 1,", "panel.csv:2: employer: found `Z1`, expected an id of a zone"),
        ("e1,王伟,university,甲校,,,z1；z2", "panel.csv:2: ties: found `z1；z2`, expected an id of a zone"),
    ])
    func panel_mistake_isNamedWithItsLine(rows: String, expected: String) {
        let found = load(rows)
        #expect(found.count == 1 && found[0].hasPrefix(expected), "\(found)")
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
        ("z1,share,982", "facts.csv:2: value: found 982 %, expected 0…100 % for share"),
        ("z1,share,-5", "facts.csv:2: value: found -5 %, expected 0…100 % for share"),
        (
            "z1,share,\"8,5\"",
            "facts.csv:2: value: found `8,5`, expected a plain decimal number for share (a number has a point; write 8.5)"
        ),
        ("z1,share,8\nz1,share,9", "facts.csv:3: fact: `share` of z1 stands on line 2 already"),
    ])
    func facts_mistake_isNamedWithItsLine(rows: String, expected: String) throws {
        #expect(problems(try load(rows)) == [expected])
    }
}
