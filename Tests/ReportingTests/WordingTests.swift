// Numbers, dates, reasons and widths, case by case.

import AssessmentModel
import Exchange
import Foundation
import Scoring
import Testing
import Typesetting

@testable import Reporting
@testable import Telling

@Suite struct WordingTests {
    private static func decimal(_ text: String) -> Fraction { DemoScheme.decimal(text) }

    @Test(arguments: [
        ("2026-11-09", 3, "2029-11-08"), ("2026-01-01", 1, "2026-12-31"), ("2024-02-29", 3, "2027-02-28"),
        ("2024-02-29", 4, "2028-02-29"), ("2026-03-01", 2, "2028-02-29"), ("2026-03-01", 1, "2027-02-28"),
    ]) func validity_ofYears_endsTheDayBefore(_ from: String, _ years: Int, _ last: String) throws {
        #expect(try #require(Day(from)).lastDay(years: years).text == last)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-1", "", "abc", "2026-00-10"])
    func date_thatIsNone_isPrintedAsGiven(_ text: String) throws {
        #expect(Day(text) == nil)
        #expect(try Shipped.wording(DemoRound()).date(text) == text)
    }

    @Test func date_inBothLanguages_isWritten() throws {
        let day = try #require(Day("2026-11-09"))
        #expect(day.text(in: .chinese) == "2026年11月9日")
        #expect(day.text(in: .english) == "9 November 2026")
        #expect(day.number * 86_400 == 1_794_182_400)
    }

    @Test(arguments: [
        ("85", "85", "85.00", "85.00"), ("84.99", "85", "84.99", "85.00"), ("84.996", "85", "84.996", "85.000"),
        ("84.99996", "85", "84.99996", "85.00000"), ("85.001", "85", "85.001", "85.000"),
        ("90.126", "85", "90.13", "85.00"),
    ]) func comparedValue_closeToItsLine_doesNotLookEqual(
        _ value: String, _ line: String, _ shown: String, _ shownLine: String
    ) throws {
        let compared = try Shipped.wording(DemoRound()).compared(Self.decimal(value), with: Self.decimal(line))
        #expect(compared == (shown, shownLine))
    }

    @Test func lostPoints_andShownScore_addUp() throws {
        let wording = try Shipped.wording(DemoRound())
        let score = Fraction(4) / 3
        #expect(wording.points(score) == "1.33")
        #expect(wording.lost(score, of: 2) == "−0.67")
        #expect(wording.lost(2, of: 2) == "0")
    }

    @Test func total_withoutRounding_isExact() throws {
        var round = DemoRound()
        round.scheme.rounding = .exact
        let wording = try Shipped.wording(round)
        let score = try wording.results.score(of: "baita")
        let exact = try #require(score.exact)
        #expect(exact.decimalPlaces == nil)
        #expect(wording.total(score) == "\(exact.rounded(to: 4, .halfUp).text(places: 4))（精确值\(exact.fractionText)）")
    }

    static let rules: [(String, String)] = [
        ("release.3.1", "17%，落在[15, ∞) →\u{A0}2.00分"),
        ("serve.1.1", "2024：12.3% > 7.2%；2025：9.4% > 8.6% →\u{A0}2.00分"),
        ("regulate.5.1", "20天，在10天（2分）与70天（0分）之间按比例 →\u{A0}1.67分"),
        ("support.2.1", "34个÷目标40个×2分，至多2分 →\u{A0}1.70分"),
        ("govern.1.1", "35.6%，超过35%，每1%扣0.5分 →\u{A0}1.70分"),
        ("govern.4.1", "成立电商行业协会：是（1分）；制定行业自律公约：否 →\u{A0}1.00分"),
    ]

    @Test(arguments: rules) func rule_ofEveryShape_isExplained(_ id: String, _ expected: String) throws {
        let round = DemoRound(zones: [Zone(id: "edge", name: LocalizedText(zh: "甲县"), kind: .county)]) { _, facts in
            facts["edge"][FactKey("operator_share")] = .number(17)
            facts["edge"][FactKey("online_growth", period: "2025")] = .number(Self.decimal("9.4"))
            facts["edge"][FactKey("complaint_days")] = .number(20)
            facts["edge"][FactKey("express_points")] = .number(34)
            facts["edge"][FactKey("has_convention")] = .flag(false)
        }
        let view = try ScoreSheetView(Shipped.wording(round), zone: "edge", remarks: .none)
        let row = try #require(view.rows.first { $0.id == id })
        #expect(row.basis == .rule(expected))
    }

    @Test func fallback_ofCell_isSaid() throws {
        let view = try ScoreSheetView(Shipped.wording(DemoRound()), zone: "nanpu", remarks: .none)
        let row = try #require(view.rows.first { $0.id == "regulate.2.2" })
        guard case .marks(let marks, let remark) = row.basis else {
            Issue.record("expected marks, found \(row.basis)")
            return
        }
        #expect(remark == "有效打分4份，少于5份，改为：取有效打分的中位数")
        #expect(marks.filter { $0.text.isEmpty }.count == 1)
        #expect(marks.count == 5)
    }

    @Test func tie_decidedByKey_namesIt() throws {
        let round = DemoRound { sheets, _ in
            // The same total, two tenths moved from 服 to 管 by every expert.
            for index in sheets.indices where sheets[index].zone == "gongqing" {
                for (id, step) in [("serve.2.1", -2), ("regulate.1.1", 2)] as [(CriterionID, Int)] {
                    sheets[index].marks[id] = 1 + Fraction(step) / 10
                }
            }
            for index in sheets.indices where sheets[index].zone == "qingyun" {
                for id in ["serve.2.1", "regulate.1.1"] as [CriterionID] { sheets[index].marks[id] = 1 }
            }
        }
        let wording = try Shipped.wording(round)
        let notes = wording.tieNotes(wording.results.scores)
        let first = try wording.results.score(of: "gongqing")
        let second = try wording.results.score(of: "qingyun")
        #expect(first.total == second.total)
        #expect(notes.count == 1)
        #expect(notes.first?.contains("共兴市：“管”得分") == true)
        #expect(wording.note(second).contains("由“管”得分决定先后"))
    }

    /// 1.005 + 1.005 is 2.01; shown are 1.01, 1.01 and 2.01.
    @Test func roundingGap_ofHalvesInTwoPillars_isAHundredth() throws {
        let sheet = try Shipped.wording(Self.twoPillars(mark: "1.005"))
        #expect(sheet.roundingGap(sheet.results.scores) == Self.decimal("0.01"))
        let even = try Shipped.wording(Self.twoPillars(mark: "1.01"))
        #expect(even.roundingGap(even.results.scores) == nil)
    }

    @Test(arguments: [Language.chinese, .english])
    func partsNote_standsOnPaperAndTable_onlyWherePartsDoNotAddUp(_ language: Language) throws {
        let sentence = language == .chinese ? "为修约后显示，合计可能与总分相差0.01。" : "by 0.01."
        for (mark, isThere) in [("1.005", true), ("1.01", false)] {
            let round = Self.twoPillars(mark: mark)
            for sample in [Sample.notice, .scoreSheet("edge")] {
                let lines = try Shipped.pages(sample, of: round, in: language).listing
                #expect(lines.contains(sentence) == isThere, "\(sample) with \(mark)")
            }
            let table = try rankedTable(
                round.snapshot(), scheme: round.scheme, strings: Shipped.templates().strings(language))
            #expect(table.plainText().contains(sentence) == isThere)
            #expect(!table.csv().contains(sentence))
            #expect(table.csv().hasSuffix(isThere ? ",2.010000\r\n" : ",2.020000\r\n"))
        }
    }

    /// One zone, two pillars of one indicator each, every expert's mark the same.
    private static func twoPillars(mark: String) -> DemoRound {
        let zone = Zone(id: "edge", name: LocalizedText(zh: "甲县", en: "Jia"), kind: .county)
        var round = DemoRound(zones: [zone]) { sheets, _ in
            for index in sheets.indices { sheets[index].marks = ["a": decimal(mark), "b": decimal(mark)] }
        }
        round.scheme = DemoScheme.twoPillars
        return round
    }

    @Test(arguments: [
        ("abc", 3), ("中文 a", 6), ("（市）", 6), ("é", 1), ("e\u{301}", 1), ("䶮𬭎", 4), ("—", 1), ("≥", 1), ("", 0),
    ])
    func displayWidth_ofText_countsColumns(_ text: String, _ width: Int) {
        #expect(displayWidth(text) == width)
    }

    @Test func csv_withQuotesAndFormulas_isGuarded() throws {
        let zones = [Zone(id: "edge", name: LocalizedText(zh: "=甲,\"乙\""), kind: .county)]
        let round = DemoRound(zones: zones)
        let table = try rankedTable(
            round.snapshot(), scheme: round.scheme, strings: Shipped.templates().strings(.chinese))
        let head = "名次,创建对象,类别,总分,总分（不含加分）,放,管,服,扶,治,结论,等次,说明,修约前总分（六位小数）"
        #expect(table.csv().hasPrefix("\u{FEFF}\(head)\r\n1,\"'=甲,\"\"乙\"\"\","))
    }
}
