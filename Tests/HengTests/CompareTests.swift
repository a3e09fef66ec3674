// `heng score --compare`: what other methods would move, and that it stays a what-if.

import Foundation
import Testing

@Suite struct CompareTests {
    private static func scheme(_ aggregate: String, line: String = "6.5") -> String {
        """
        marks: {step: 0.1}
        aggregate: \(aggregate)
        rounding: {mode: half-up, total: 1}
        pass: {total: \(line)}
        criteria:
          - {id: a, title: {zh: 甲}, points: 10, by: experts}
        """
    }

    /// p: trimmed 20 ÷ 3 = 6.7, mean 6.8, median 6; q: 6.3, 6.3 (6.32), 6.3; r stands far behind.
    private static let marks = rows("p", 5, 5, 6, 9, 9) + rows("q", 6.2, 6.2, 6.3, 6.4, 6.5) + rows("r", 1, 1, 1, 1, 1)
    private static let trimmed = "{method: trimmed-mean, drop: {high: 1, low: 1}}"

    private static func rows(_ zone: String, _ marks: Decimal...) -> String {
        marks.enumerated().map { "\(zone),a,e\($0.offset),\($0.element)\n" }.joined()
    }

    @Test func compare_medianMovesRanksAndTheMeanNone_showsOnlyWhatMoves() throws {
        let text = try Tables(Self.scheme(Self.trimmed), marks: Self.marks).score("--compare", "mean", "median").text
        let parts = text.components(separatedBy: "【")
        #expect(parts.count == 3)
        #expect(parts[0].contains("试算没有正式效力") && parts[0].contains("★ 正式结果：去掉1个最高、1个最低"))
        #expect(parts[0].contains("3个对象，1个达标"))
        #expect(parts[1].hasPrefix("mean】") && parts[1].contains("名次、结论、等次都不变"))
        #expect(parts[1].contains("总分最大变动 +0.1：p 6.7 → 6.8"))
        #expect(!parts[1].contains("名次 "))
        #expect(parts[2].hasPrefix("median】") && parts[2].contains("2个对象变动，1个不变"))
        #expect(parts[2].contains("p  名次 1 → 2  结论 达标 → 未达标") && parts[2].contains("q  名次 2 → 1"))
        #expect(parts[2].contains("总分最大变动 −0.7：p 6.7 → 6.0"))
        #expect(!parts[2].contains("  r  "))
    }

    @Test func compare_withoutNames_takesTheUsualOnes() throws {
        let text = try Tables(Self.scheme(Self.trimmed), marks: Self.marks).score("--compare").text
        let names = text.components(separatedBy: "【").dropFirst().map { String($0.prefix { $0 != "】" }) }
        #expect(names == ["mean", "median", "trimmed-2-2", "winsorised-1-1", "level-total", "half-even"])
    }

    @Test func compare_csvAndJSON_holdTheSameMoves() throws {
        let tables = try Tables(Self.scheme(Self.trimmed), marks: Self.marks)
        let rows = try tables.score("--compare", "median", "--format", "csv").text.split(separator: "\n")
        try #require(rows.count == 1 + 3 + 2 + 1)
        #expect(rows[1] == "official,yes,p,1,,pass,,,,6.7,,,,")
        #expect(rows[4] == "median,no,p,1,2,pass,fail,,,6.7,6.0,,,")
        #expect(rows[5] == "median,no,q,2,1,fail,fail,,,6.3,6.3,,,")
        #expect(rows[6].hasPrefix("median,no,,,,,,,,,,2,1,"))
        let outcome = try tables.score("--compare", "median", "--format", "json")
        let json = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
        let variant = try #require((json["variants"] as? [[String: Any]])?.first)
        #expect((variant["moves"] as? [[String: Any]])?.map { $0["zone"] as? String } == ["p", "q"])
        #expect(variant["official"] as? Bool == false && variant["stays"] as? Int == 1)
        #expect((json["official"] as? [[String: Any]])?.count == 3 && (json["note"] as? String)?.isEmpty == false)
    }

    @Test func compare_tooFewMarks_takesTheFallbackOrIsNotComputed() throws {
        let four = Self.rows("p", 5, 6, 7, 9) + Self.rows("q", 5, 5, 5, 6)
        let without = try Tables(Self.scheme("{method: mean}"), marks: four).score("--compare", "trimmed-2-2").text
        #expect(without.contains("未试算：有2处打分个数不够用此方法，指标体系也没有替代办法"))
        #expect(!without.contains("→"))
        let ladder = "{method: mean, minimum: 4, fallback: [{from: 3, method: median}]}"
        let with = try Tables(Self.scheme(ladder), marks: four).score("--compare", "trimmed-2-2").text
        #expect(with.contains("打分不足、按指标体系的替代办法计分的有2处（正式结果中0处）"))
        #expect(with.contains("总分最大变动 −0.3：p 6.8 → 6.5"), "\(with)")
    }

    @Test func compare_ownMethod_isTheOfficialResult() throws {
        let text = try Tables(Self.scheme(Self.trimmed), marks: Self.marks).score("--compare", "trimmed-1-1").text
        #expect(text.contains("与规定的方法相同，即正式结果"))
    }

    @Test func compareWith_anotherScheme_showsWhatItsLineMoves() throws {
        let tables = try Tables(Self.scheme(Self.trimmed), marks: Self.marks)
        let other = try Tables(Self.scheme(Self.trimmed, line: "6")).folder.appending(path: "scheme.yaml").path
        let text = try tables.score("--compare-with", other).text
        #expect(text.contains("q  结论 未达标 → 达标") && text.contains("1个对象变动，2个不变") && text.contains("总分都不变"))
        let coarse = try Tables(Self.scheme(Self.trimmed).replacing("step: 0.1", with: "step: 1")).folder
        let refused = try tables.score("--compare-with", coarse.appending(path: "scheme.yaml").path)
        #expect(refused.status == 65 && refused.output.isEmpty && refused.errors.contains("6.2 is not a multiple of 1"))
    }

    @Test func compare_unknownMethod_namesTheNearest() throws {
        let outcome = try Tables(Self.scheme(Self.trimmed), marks: Self.marks).score("--compare", "medain")
        #expect(outcome.status == 64 && outcome.output.isEmpty)
        #expect(outcome.errors.contains("unknown method `medain` (did you mean `median`?)"))
        let stray = try Tables(Self.scheme(Self.trimmed), marks: Self.marks).score("median")
        #expect(stray.status == 64 && stray.errors.contains("methods stand behind --compare"))
    }
}
