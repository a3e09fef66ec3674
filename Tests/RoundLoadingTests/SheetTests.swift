// One expert's sheet as a table, and every mistake with its line.

import AssessmentModel
import CriteriaLoading
import ProblemWords
import RoundLoading
import Testing

@Suite struct SheetTests {
    private let zone = Zone(id: "z1", name: LocalizedText(zh: "示例县"), kind: .county, prefecture: "示例市")

    private func load(_ rows: String, header: String = "indicator,mark,comment") throws -> Loaded<[SheetRow]> {
        loadSheet(Array("\(header)\n\(rows)\n".utf8), file: "sheet.csv", scheme: try sampleScheme(), zone: zone)
    }

    @Test func sheet_sound_keepsItsOrderAndLeavesOutRowsThatSayNothing() throws {
        let rows = try load("p.2,,只评不打分\np.1,3.5,\n").get()
        #expect(
            rows == [
                SheetRow(indicator: "p.2", mark: nil, comment: "只评不打分"),
                SheetRow(indicator: "p.1", mark: Fraction(7) / 2, comment: nil),
            ])
        #expect(try load("p.1,,\np.2,1,").get().map(\.indicator) == ["p.2"])
        #expect(
            try load("p.1,1", header: "indicator,mark").get().first?.comment == nil,
            "a comment is owed at the seal only")
    }

    @Test(arguments: [
        ("p.9,3,", "sheet.csv:2: indicator: unknown indicator `p.9` (did you mean `p.1`?)"),
        ("p.3,3,", "sheet.csv:2: indicator: `p.3` is scored by rule from facts, not by experts"),
        ("p.1,3.3,", "sheet.csv:2: mark: 3.3 is not a multiple of 0.5, for p.1"),
        ("p.1,recused,", "sheet.csv:2: mark: found `recused`, expected a plain decimal number"),
        ("p.1,,", "sheet.csv: holds no indicator"),
        ("p.1,3,\np.1,2,", "sheet.csv:3: indicator: `p.1` stands on line 2 already"),
    ])
    func sheet_mistake_isToldWithItsLine(rows: String, problem: String) throws {
        #expect(problems(try load(rows)) == [problem])
    }

    @Test func sheet_severalMistakes_areToldTogether() throws {
        #expect(problems(try load("p.1,9,\np.9,1,\np.2,x,")).count == 3)
    }
}
