// Every document as a list of page items, held against recorded lists.

import AssessmentModel
import Exchange
import Scoring
import Testing
import Typesetting

@testable import Reporting
@testable import Telling

@Suite struct PageTests {
    static let samples: [(Sample, Language)] = [
        (.certificate("baita"), .chinese), (.certificate("longtan"), .english), (.scoreSheet("nanpu"), .chinese),
        (.scoreSheet("longtan"), .english), (.scoreSheet("zhegang"), .chinese), (.notice, .chinese),
        (.notice, .english), (.correction, .chinese), (.correction, .english), (.finding, .chinese),
        (.finding, .english),
        (.decision(isUpheld: true), .chinese), (.decision(isUpheld: true), .english),
        (.decision(isUpheld: false), .chinese), (.expertSheet(isSealed: true), .chinese),
        (.expertSheet(isSealed: true), .english), (.expertSheet(isSealed: false), .chinese),
        (.accountLetter(isFactorNeeded: true), .chinese), (.accountLetter(isFactorNeeded: false), .english),
    ]

    @Test(arguments: samples.indices) func pages_ofDemoRound_areAsRecorded(_ index: Int) throws {
        let (sample, language) = Self.samples[index]
        let finished = try Shipped.pages(sample, of: DemoRound(), in: language)
        #expect(finished.problems == [])
        try expectRecorded(finished.listing + "\n", as: "\(sample).\(language.rawValue)")
    }

    @Test(arguments: [Language.chinese, .english]) func rankedTable_ofDemoRound_isAsRecorded(_ language: Language)
        throws
    {
        let round = DemoRound()
        let table = try rankedTable(
            round.snapshot(), scheme: round.scheme, strings: try Shipped.templates().strings(language))
        try expectRecorded(table.plainText(), as: "ranked-table.\(language.rawValue)")
        try expectRecorded(table.csv(), as: "ranked-table-csv.\(language.rawValue)")
    }

    @Test func specimenMark_ofRealRoundUnderOfficialScheme_isAbsent() throws {
        var round = DemoRound()
        let marked = try Shipped.pages(.certificate("baita"), of: round, in: .chinese).listing
        #expect(marked.contains("本指标体系为示例，分值非官方规定。"))
        #expect(marked.contains("示例数据"))
        round.isSpecimen = false
        #expect(try Shipped.pages(.certificate("baita"), of: round, in: .chinese).listing.contains("本指标体系为示例"))
        round.scheme.status = .official
        for sample in [Sample.certificate("baita"), .scoreSheet("nanpu"), .notice] {
            let listing = try Shipped.pages(sample, of: round, in: .chinese).listing
            #expect(!listing.contains("示例数据") && !listing.contains("本指标体系为示例"), "\(sample)")
        }
    }

    @Test(arguments: ["certificate", "score sheet", "notice"])
    func everyDocument_namesTheWholeHash(_ name: String) throws {
        let round = DemoRound()
        let sample: Sample =
            name == "certificate" ? .certificate("baita") : name == "notice" ? .notice : .scoreSheet("yuhu")
        let listing = try Shipped.pages(sample, of: round, in: .chinese).listing
        #expect(listing.contains(round.snapshot().digest))
    }
}
