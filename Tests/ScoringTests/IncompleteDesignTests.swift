// Reference case 14: a hundred zones, each seen by five of fifteen experts; means and trimmed means with known answers.

import AssessmentModel
import Foundation
import Scoring
import Testing

@Suite struct IncompleteDesignTests {
    @Test func means_ofTheReferenceCase_agreeToTheLastDigitPrinted() throws {
        try compare(Aggregate(method: .mean), value: "raw_mean", rank: "rank_raw")
    }

    @Test func trimmedMeans_ofTheReferenceCase_agreeToTheLastDigitPrinted() throws {
        let aggregate = Aggregate(method: .trimmedMean, drop: Aggregate.Drop(high: 1, low: 1))
        try compare(aggregate, value: "trim1_per_indicator", rank: "rank_trim")
    }

    private func compare(_ aggregate: Aggregate, value: String, rank: String) throws {
        let weights = try table("14-sim-incomplete-weights.csv")
        let leaves = try weights.map { leaf(try #require($0["indicator"]).lowercased(), try #require($0["weight"])) }
        let scheme = Scheme(
            id: "case-14", title: LocalizedText(zh: "14"), marks: MarkGrid(scale: 100, step: n("0.1")),
            aggregate: aggregate, pass: PassLines(total: nil, pillars: nil), criteria: leaves)
        let sheets = try table("14-sim-incomplete-scores.csv").map { row in
            Sheet(
                zone: ZoneID(try #require(row["zone"]).lowercased()),
                seat: SeatID(try #require(row["expert"]).lowercased()),
                marks: Dictionary(
                    uniqueKeysWithValues: try leaves.map { ($0.id, n(try #require(row[$0.id.text.uppercased()]))) }))
        }
        #expect(sheets.count == 500)
        let scores = score(scheme, zones: sheets.map(\.zone), sheets: sheets, facts: FactTable()).zones
        let answers = try table("14-sim-incomplete-zones-answers.csv")
        #expect(answers.count == 100)
        for answer in answers {
            let zone = try #require(scores.first { $0.zone.text == answer["zone"]?.lowercased() })
            let printed = try #require(answer[value])
            let places = printed.split(separator: ".").last?.count ?? 0
            #expect(zone.exact?.rounded(to: places, .halfEven) == n(printed), "\(zone.zone)")
            #expect(zone.rank.map(String.init) == answer[rank], "\(zone.zone)")
        }
    }

    /// Rows by the names of the columns.
    private func table(_ name: String) throws -> [[String: String]] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let header = try #require(lines.first).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return lines.dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(uniqueKeysWithValues: zip(header, fields))
        }
    }
}
