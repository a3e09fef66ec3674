// Marks of a cell → one mark.

import AssessmentModel
import Scoring
import Testing

@Suite struct AggregationTests {
    @Test func mean_referenceTable_agreesToTheLastDigit() throws {
        let methods: [String: Aggregate] = [
            "mean": Aggregate(method: .mean), "median": Aggregate(method: .median),
            "trim1": Aggregate(method: .trimmedMean, drop: Aggregate.Drop(high: 1, low: 1)),
            "trim2": Aggregate(method: .trimmedMean, drop: Aggregate.Drop(high: 2, low: 2)),
            "wins1": Aggregate(method: .winsorisedMean, drop: Aggregate.Drop(high: 1, low: 1)),
        ]
        let rows = try table("17-exact-arithmetic.csv")
        #expect(rows.count == 19)
        for row in rows {
            let marks = row[1].split(separator: " ").map(String.init)
            let subject = scheme(
                [leaf("a", "100")], aggregate: try #require(methods[row[0]]), marks: MarkGrid(step: n("0.001")))
            let total = try #require(scored(subject, sheets("z", marks))["z"]?.exact)
            #expect(total.fractionText == row[2], "\(row)")
            #expect(total.rounded(to: 2, .halfUp).text(places: 2) == row[3], "\(row)")
            #expect(total.rounded(to: 2, .halfEven).text(places: 2) == row[4], "\(row)")
        }
    }

    @Test func cell_fewMarks_takesTheFallbackOrNone() throws {
        let subject = scheme([leaf("a", "10")])
        let cases: [(marks: [String], method: Aggregate.Method?, mean: String?)] = [
            (["1", "2", "3", "4", "9"], .trimmedMean, "3"),
            (["1", "2", "", "4", "9"], .median, "3"),
            (["1", "", "", "4", "9"], .median, "4"),
            (["", "", "", "4", "9"], nil, nil),
            (["", "", "", "", ""], nil, nil),
        ]
        for (marks, method, mean) in cases {
            let cell = try #require(scored(subject, sheets("z", marks))["z"]?.cells["a"])
            #expect(cell.panel?.method == method)
            #expect(cell.panel?.mean?.exactText == mean)
            #expect(cell.panel?.missing.count == marks.count { $0.isEmpty })
        }
    }

    @Test func cell_equalExtremes_dropsOneOfThemBySeat() throws {
        let cell = try #require(
            scored(scheme([leaf("a", "10")]), sheets("z", ["5", "5", "5", "9", "9"]))["z"]?.cells["a"]?.panel)
        #expect(cell.dropped == ["e10", "e14"])
        #expect(cell.kept == ["e11", "e12", "e13"])
        #expect(cell.mean?.exactText == "19/3")
    }

    @Test func cell_missingMark_isNotZero() throws {
        let subject = scheme([leaf("a", "10")], aggregate: Aggregate(method: .mean))
        #expect(scored(subject, sheets("z", ["8", ""]))["z"]?.total == 8)
        #expect(scored(subject, sheets("z", ["8", "0"]))["z"]?.total == 4)
    }

    @Test func levelTotal_dropsWholeSheets() throws {
        // By total the second sheet (12) is lowest and the third (18) highest; by indicator other marks would go.
        let subject = scheme(
            [leaf("a", "10"), leaf("b", "10")],
            aggregate: Aggregate(method: .trimmedMean, drop: Aggregate.Drop(high: 1, low: 1), level: .total))
        let marks = [("7", "8"), ("10", "2"), ("9", "9"), ("6", "10")]
        let sheets = marks.enumerated().map { index, pair in
            Sheet(zone: "z", seat: SeatID("e\(index)"), marks: ["a": n(pair.0), "b": n(pair.1)])
        }
        let zone = try #require(scored(subject, sheets)["z"])
        #expect(zone.cells["a"]?.panel?.dropped == ["e1", "e2"])
        #expect(zone.exact?.exactText == "15.5")
    }

    @Test func scaledMarks_areSharesOfThePoints() throws {
        let subject = scheme(
            [leaf("a", "3")], aggregate: Aggregate(method: .mean), marks: MarkGrid(scale: 10, step: n("0.25")))
        #expect(scored(subject, sheets("z", ["7.5", "8"]))["z"]?.exact?.exactText == "2.325")
    }

    @Test func roundingSteps_eachRoundsWhereItIsNamed() throws {
        let marks = ["1", "1", "2"]
        let mean = Aggregate(method: .mean)
        let tree = [node("p", [leaf("a", "3"), leaf("b", "3")])]
        let both = sheets("z", marks).map { sheet in
            Sheet(zone: sheet.zone, seat: sheet.seat, marks: sheet.marks.merging(["b": sheet.marks["a"] ?? 0]) { $1 })
        }
        let cases: [(RoundingSteps, String)] = [
            (.exact, "8/3"), (RoundingSteps(mean: 1), "2.6"), (RoundingSteps(indicator: 2), "2.66"),
            (RoundingSteps(pillar: 1), "2.7"), (RoundingSteps(mode: .down, pillar: 1), "2.6"),
        ]
        for (rounding, expected) in cases {
            let zone = try #require(scored(scheme(tree, aggregate: mean, rounding: rounding), both)["z"])
            #expect(zone.exact?.exactText == expected)
        }
    }
}
