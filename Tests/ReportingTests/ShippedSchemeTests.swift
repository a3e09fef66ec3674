// The documents of the shipped scheme, with invented marks and facts.

import AssessmentModel
import CriteriaLoading
import Foundation
import Scoring
import Testing

@testable import Reporting

@Suite struct ShippedSchemeTests {
    private func round(seats: Int) throws -> DemoRound {
        let file = Shipped.tests.appending(path: "../../Criteria/jiangxi-2017.yaml").standardizedFileURL
        let scheme = try loadScheme(Array(try Data(contentsOf: file)), file: "jiangxi-2017.yaml").get()
        return DemoRound(scheme: scheme, seats: seats) { _, facts in
            for (place, zone) in DemoRound.zones.enumerated() {
                for (number, need) in scheme.factNeeds.enumerated() where facts[zone.id][need.key] == nil {
                    facts[zone.id][need.key] = Self.fact(need, place + number)
                }
            }
        }
    }

    private static func fact(_ need: FactNeed, _ number: Int) -> Fact? {
        switch need.kind {
        case .number: .number(Fraction(16 + number % 9))
        case .flag: need.key.name.text.hasPrefix("veto") ? nil : .flag(number % 11 != 0)
        case .flagOrPoints: number % 3 == 0 ? .flag(true) : nil
        }
    }

    @Test(arguments: [(5, Language.chinese), (7, .english), (9, .chinese)])
    func documents_ofShippedScheme_haveNoProblem(_ seats: Int, _ language: Language) throws {
        let round = try round(seats: seats)
        var names: [String] = []
        try Shipped.reporter().documents(round.snapshot(), scheme: round.scheme, in: language) { document in
            names.append(document.name)
            #expect(document.problems == [], "\(document.name)")
        }
        #expect(names.count > round.zones.count)
    }

    @Test func text_ofScoreSheet_hasEveryTaskAndDepartment() throws {
        let round = try round(seats: 7)
        let sheet = try Shipped.reporter().scoreSheet(round.snapshot(), scheme: round.scheme, zone: "longtan")
        let text = try ForeignTools.text(of: sheet.bytes)
        let tasks = round.scheme.criteria.flatMap(\.children)
        #expect(tasks.count == 22)
        for task in tasks { #expect(text.contains(task.title.zh), "\(task.title.zh)") }
        let flowing = text.replacing("\n", with: "")
        for department in round.scheme.departments {
            #expect(flowing.contains(department.name.zh), "\(department.name.zh)")
        }
    }
}
