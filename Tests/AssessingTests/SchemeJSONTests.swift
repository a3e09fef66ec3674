// A scheme as JSON says what its YAML says: it loads as the same scheme again.

import Assessing
import AssessmentModel
import AuditLedger
import CriteriaLoading
import EventModel
import Foundation
import Proving
import Publishing
import RoundState
import Testing

@Suite struct SchemeJSONTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardizedFileURL

    @Test(arguments: [
        "Criteria/jiangxi-2017.yaml", "Criteria/national-2026.yaml", "Criteria/consumer-trust.yaml",
        "Tests/Examples/everything.yaml",
        "Tests/Examples/base.yaml", "Tests/Reliability/round/scheme.yaml",
    ])
    func json_ofAScheme_loadsAsTheSameAgain(path: String) throws {
        let scheme = try loadScheme([UInt8](Data(contentsOf: Self.root.appending(path: path))), file: path).get()
        let bytes = try scheme.jsonBytes()
        #expect(!String(decoding: bytes, as: UTF8.self).contains("null"))
        let again = try loadScheme(bytes, file: "scheme.json").get()
        #expect(try again.jsonBytes() == bytes)
        #expect(again.criteria == scheme.criteria && again.aggregate == scheme.aggregate && again.pass == scheme.pass)
        #expect(again.ties == scheme.ties && again.grades == scheme.grades && again.rounding == scheme.rounding)
        #expect(again.bonus == scheme.bonus && again.deductions == scheme.deductions && again.vetoes == scheme.vetoes)
        #expect(Set(again.kinds.map(\.id)) == Set(scheme.kinds.map(\.id)))
        #expect(String(decoding: bytes, as: UTF8.self).contains("\"kinds\":{") == !scheme.kinds.isEmpty)
        #expect(Set(again.departments.map(\.id)) == Set(scheme.departments.map(\.id)))
    }

    @Test func json_ofAChangedScheme_isAnother() throws {
        let scheme = try loadScheme(Array(sampleScheme.utf8), file: "sample.yaml").get()
        let other = try loadScheme(
            Array(sampleScheme.replacing("compare: exact", with: "compare: rounded").utf8), file: "sample.yaml"
        ).get()
        #expect(try scheme.jsonBytes() != other.jsonBytes())
    }
}
