// The documents of the shipped scheme and example round.

import AssessmentModel
import Exchange
import Foundation
import Scoring
import Testing

@testable import Reporting
@testable import Telling

@Suite struct ExampleRoundTests {
    @Test(arguments: [Language.chinese, .english])
    func documents_ofExampleRound_haveNoProblem(_ language: Language) throws {
        let round = try ExampleRound.load()
        var names: [String] = []
        try Shipped.reporter().documents(
            round.snapshot, scheme: round.scheme, remarks: round.remarks, in: language
        ) { document in
            names.append(document.name)
            #expect(document.problems == [], "\(document.name)")
        }
        let passed = round.snapshot.value.scores.zones.filter { $0.verdict == .pass }
        #expect(!passed.isEmpty)
        #expect(names.count == 1 + round.snapshot.value.zones.count + passed.count)
    }

    @Test func text_ofEveryScoreSheet_hasTasksDepartmentsAndComments() throws {
        let round = try ExampleRound.load()
        let tasks = round.scheme.criteria.flatMap(\.children).map(\.title.zh)
        #expect(tasks.count == 22)
        let comments = round.remarks.values.flatMap { $0.comments.values.flatMap(\.values) }
        #expect(comments.count > 10)
        let reporter = try Shipped.reporter()
        for (zone, remarks) in round.remarks {
            let sheet = try reporter.scoreSheet(round.snapshot, scheme: round.scheme, zone: zone, remarks: remarks)
            let text = try ForeignTools.text(of: sheet.bytes)
            let wanted =
                tasks + round.scheme.departments.map(\.name.zh) + remarks.comments.values.flatMap(\.values)
            for wanted in wanted {
                let isFound = wanted.isFound(in: text)
                #expect(isFound, "\(zone): \(wanted)")
            }
        }
    }
}
