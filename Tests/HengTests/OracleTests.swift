// The engine against an independent recomputation in Python's fractions, written from the documents.

import Foundation
import Testing

@Suite struct OracleTests {
    @Test func score_demoRound_agreesWithTheOracleToTheLastDigit() throws {
        let files = [
            "--scheme", "Criteria/jiangxi-2017.yaml", "--marks", "Examples/demo-round/marks.csv", "--facts",
            "Examples/demo-round/facts.csv",
        ]
        let oracle = try run(python, ["Tests/Oracle/score.py"] + files)
        try #require(oracle.status == 0, "\(oracle.errors)")
        let ours = try heng(["score"] + files + ["--format", "json"])
        try #require(ours.status == 0, "\(ours.errors)")
        let expected = try zones(oracle.output)
        let found = try zones(ours.output)
        #expect(expected.count == 12)
        #expect(found.map { $0["zone"] as? String } == expected.map { $0["zone"] as? String }, "ranking order")
        for (a, b) in zip(found, expected) {
            let zone = a["zone"] as? String ?? ""
            for key in ["rank", "total", "exact", "verdict", "grade", "base", "bonus", "deductions", "criteria"] {
                #expect(isEqual(a[key], b[key]), "\(zone) \(key): \(a[key] ?? "") and \(b[key] ?? "")")
            }
            let cells = try #require(a["indicators"] as? [String: [String: Any]])
            let others = try #require(b["indicators"] as? [String: [String: Any]])
            #expect(Set(cells.keys) == Set(others.keys))
            for (indicator, cell) in cells {
                for key in ["score", "mean", "method", "fallback", "kept", "dropped", "missing"] {
                    #expect(isEqual(cell[key], others[indicator]?[key]), "\(zone) \(indicator) \(key)")
                }
            }
        }
    }

    /// With this count the program also fails where a construct of the grammar never occurred.
    @Test func score_randomSchemesOfEveryConstruct_agreesWithTheOracleToTheLastDigit() throws {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let binary = tests.deletingLastPathComponent().appending(path: "heng")
        try #require(FileManager.default.isExecutableFile(atPath: binary.path), "build heng first: \(binary.path)")
        let outcome = try run(
            python, ["Tests/Oracle/compare_random.py", "--heng", binary.path, "--seed", "1", "--count", "2000"])
        #expect(outcome.status == 0, "\(outcome.text)\(outcome.errors)")
    }

    @Test func oracle_ownChecks_pass() throws {
        for script in try FileManager.default.contentsOfDirectory(
            atPath: repository.appending(path: "Tests/Oracle").path)
        where script.hasPrefix("test_") {
            let outcome = try run(python, ["Tests/Oracle/\(script)"])
            #expect(outcome.status == 0, "\(script): \(outcome.text)\(outcome.errors)")
        }
    }

    private func zones(_ json: Data) throws -> [[String: Any]] {
        let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        return try #require(object["zones"] as? [[String: Any]])
    }

    /// Lists of experts are sets: their order says nothing.
    private func isEqual(_ a: Any?, _ b: Any?) -> Bool {
        if let a = a as? [String], let b = b as? [String] { return a.sorted() == b.sorted() }
        return (a as? NSObject ?? NSNull()).isEqual(b as? NSObject ?? NSNull())
    }
}
