// A scheme of quite another field: components with factors, each mean and each product rounded before they are added.

import Foundation
import Testing

@Suite struct SportsPanelTests {
    /// Skater `a` has seven judges, `b` six, whose means do not end at two decimals.
    private static let marks = """
        a,skills,8.25 8.50 8.75 9.00 8.50 8.75 8.00
        a,transitions,7.75 8.00 8.25 8.00 7.50 8.25 8.50
        a,performance,8.50 8.75 8.50 9.00 8.75 8.25 8.75
        a,composition,8.00 8.25 8.50 8.25 8.25 8.00 8.75
        a,interpretation,8.75 9.00 9.25 9.00 8.50 8.75 9.00
        b,skills,8.00 8.00 8.00 8.00 8.00 8.00
        b,transitions,8.00 8.00 8.00 8.00 8.00 8.00
        b,performance,8.00 8.00 8.00 8.00 8.00 8.00
        b,composition,8.00 8.00 8.00 8.00 8.00 8.00
        b,interpretation,8.25 8.50 8.75 8.75 8.00 9.00
        """

    @Test func score_componentsWithFactors_roundsEachStepAndAdds() throws {
        let file = try temporaryFolder().appending(path: "marks.csv")
        var rows = ["zone,indicator,expert,mark"]
        for line in Self.marks.split(separator: "\n") {
            let fields = line.split(separator: ",")
            for (judge, mark) in fields[2].split(separator: " ").enumerated() {
                rows.append("\(fields[0]),\(fields[1]),j\(judge + 1),\(mark)")
            }
        }
        try rows.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        let outcome = try heng(
            "score", "--scheme", "Tests/CriteriaLoadingTests/Fixtures/sports-panel.yaml", "--marks", file.path,
            "--format",
            "json")
        try #require(outcome.status == 0, "\(outcome.errors)")
        let json = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
        let zones = try #require(json["zones"] as? [[String: Any]])
        // 42.75 ÷ 5 = 8.55, × 1.67 = 14.2785; 8.05 × 1.33 = 10.7065; 8.65 × 1.67 = 14.4455; 8.25 × 1.33 = 10.9725; 8.9 × 2.
        #expect(
            try scores(zones[0]) == [
                "skills": "14.28", "transitions": "10.71", "performance": "14.45", "composition": "10.97",
                "interpretation": "17.8",
            ])
        #expect(zones[0]["total"] as? String == "68.21")
        // 34.25 ÷ 4 = 8.5625, rounded to 8.56, × 2 = 17.12; without the first rounding it were 17.13.
        #expect(try scores(zones[1])["interpretation"] == "17.12")
        // 8 × 1.67 = 13.36 twice, 8 × 1.33 = 10.64 twice.
        #expect(zones[1]["total"] as? String == "65.12")
    }

    private func scores(_ zone: [String: Any]) throws -> [String: String] {
        try #require(zone["indicators"] as? [String: [String: Any]]).compactMapValues { $0["score"] as? String }
    }
}
