// Explanations as a whole: every printed equation holds, and means are what the raw marks give.

import Foundation
import Testing

@Suite struct ExplainedNumbersTests {
    @Test func equations_wrongOnes_areSeen() throws {
        let text = "平均：(9.0 + 8.5) ÷ 2 = 17.5 ÷ 2 = 8.75\n合计：1/3 + 2 = 2.3333…（7/3）\n平均：1 + 1 = 3\n"
        #expect(try Equation.all(in: text).map(\.holds) == [true, true, false])
        #expect(throws: Equation.WrongDecimals.self) { try Equation.all(in: "计算：1 ÷ 3 = 0.3334…（1/3）") }
    }

    /// All zones of the demo, each with all its indicators, from the sealed snapshot and from the files.
    @Test func explain_demoRound_everyEquationHolds() throws {
        let database = try DemoRun.folder.get().appending(path: "heng.sqlite").path
        let snapshot = try String(contentsOf: DemoRun.folder.get().appending(path: "snapshot.json"), encoding: .utf8)
        var count = 0
        for zone in ["yunling", "chenghu", "wangchuan", "linlan", "fenglin", "bailu", "anlan"] {
            let outcome = try heng("explain", "--zone", zone, "--database", database, "--full")
            try #require(outcome.status == 0, "\(outcome.errors)")
            for equation in try Equation.all(in: outcome.text) {
                #expect(equation.holds, "\(zone): \(equation.text)")
                count += 1
            }
        }
        #expect(count > 400, "\(count)")
        let seat = try #require(snapshot.firstRange(of: "\"kept\":[\"")).upperBound
        #expect(snapshot[seat...].prefix { $0 != "\"" } != "e01", "seats are codes")
    }

    @Test func explain_demoRoundFromDatabaseAndFromFiles_agrees() throws {
        let database = try DemoRun.folder.get().appending(path: "heng.sqlite").path
        let examples = "Examples/demo-round/"
        let files = [
            "--scheme", "Criteria/jiangxi-2017.yaml", "--marks", examples + "marks.csv", "--facts",
            examples + "facts.csv", "--zones", examples + "zones.csv",
        ]
        let sealed = try heng("explain", "--zone", "chenghu", "--database", database)
        let scored = try heng(["explain", "--zone", "chenghu"] + files)
        #expect(sealed.status == 0 && sealed.text == scored.text)
        #expect(sealed.text.contains("总分与示例临岚市（linlan）相同，依次比较："))
        #expect(sealed.text.contains("各项均相同，与示例临岚市（linlan）并列"))
    }

    /// Four methods, 2 zones × 60 indicators each with 1…9 random marks.
    @Test(arguments: [
        "{method: mean}", "{method: median}",
        "{method: trimmed-mean, drop: {high: 1, low: 1}, fallback: [{from: 1, method: median}]}",
        "{method: winsorised-mean, drop: {high: 2, low: 1}, fallback: [{from: 1, method: mean}]}",
    ])
    func explain_randomCells_printsTheMeanOfTheRawMarks(aggregate: String) throws {
        var random = SystemRandomNumberGenerator()
        var marks: [String: [Int]] = [:]
        for zone in ["y", "z"] {
            for cell in 0..<60 {
                let count = Int.random(in: 1...9, using: &random)
                marks["\(zone),i\(cell)"] = (0..<count).map { _ in Int.random(in: 0...100, using: &random) }
            }
        }
        let criteria = (0..<60).map { "  - {id: i\($0), title: {zh: 项}, points: 10, by: experts}\n" }.joined()
        let rows = marks.map { cell, tenths in
            tenths.enumerated().map { "\(cell),e\($0.offset),\($0.element / 10).\($0.element % 10)\n" }.joined()
        }.joined()
        let tables = try Tables(
            "marks: {step: 0.1}\naggregate: \(aggregate)\npass: {}\ncriteria:\n" + criteria, marks: rows)
        for zone in ["y", "z"] {
            let text = try tables.explain(zone, "--full").text
            let blocks = text.components(separatedBy: "指标：项（").dropFirst()
            #expect(blocks.count == 60)
            for block in blocks {
                let indicator = block.prefix { $0 != "）" }
                let given = try #require(marks["\(zone),\(indicator)"])
                let line = try #require(block.split(separator: "\n").first { $0.contains("平均：") })
                let equations = try Equation.all(in: String(line))
                #expect(equations.allSatisfy { $0.holds }, "\(line)")
                let printed = try equations.last?.sides.last ?? Ratio(tenths(of: line), 10)
                #expect(printed == mean(given, aggregate), "\(given): \(line)")
                let listed = block.split(separator: "\n").filter { $0.hasPrefix("    ") }.compactMap {
                    try? tenths(of: $0.split(separator: " ").first ?? "")
                }
                #expect(listed == given.sorted(), "every mark is listed, ascending")
            }
            #expect(try Equation.all(in: text).filter { !$0.holds }.isEmpty)
        }
    }

    /// `平均：8.7` or `8.7` in tenths.
    private func tenths(of text: Substring) throws -> Int {
        let number = text.split(separator: "：").last.map { $0.filter { $0 != "." } } ?? ""
        return try #require(Int(number.filter { $0 != " " }), "\(text)")
    }

    /// The mean of tenths by the method, written once more from the grammar.
    private func mean(_ tenths: [Int], _ aggregate: String) -> Ratio {
        var values = tenths.sorted()
        let count = values.count
        let isMedian = aggregate.hasPrefix("{method: median") || (aggregate.contains("trimmed") && count < 3)
        if isMedian {
            return Ratio(values[(count - 1) / 2] + values[count / 2], 20)
        }
        if aggregate.contains("trimmed") { values = Array(values[1..<(count - 1)]) }
        if aggregate.contains("winsorised"), count >= 4 {
            values[0] = values[1]
            values[count - 1] = values[count - 3]
            values[count - 2] = values[count - 3]
        }
        return Ratio(values.reduce(0, +), 10 * values.count)
    }
}
