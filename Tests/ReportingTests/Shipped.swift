// The shipped templates with fonts, and the pages that they make of the demo round.

import AssessmentModel
import Exchange
import Foundation
import Scoring
import Testing
import Typesetting

@testable import Reporting
@testable import Telling

enum Shipped {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    static let folder = tests.appending(path: "../../Templates").standardizedFileURL
    static let cache = FileManager.default.temporaryDirectory.appending(path: "heng-typesetting-tests")

    static func templates() throws -> Templates { try loadTemplates(in: folder).get() }

    static func reporter() throws -> Reporter {
        let templates = try templates()
        return Reporter(templates: templates, fonts: try FontBook(templates.fonts, cache: cache))
    }

    static func wording(_ round: DemoRound, in language: Language = .chinese) throws -> Wording {
        Wording(
            results: try ReadableSnapshot(round.snapshot(), round.scheme), strings: try templates().strings(language))
    }

    /// The texts of the template files, to be broken.
    static func sources() throws -> [String: String] {
        try templateFiles.reduce(into: [:]) { texts, name in
            texts[name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        }
    }

    /// The finished pages of one document of a round.
    static func pages(_ document: Sample, of round: DemoRound, in language: Language) throws -> FinishedDocument {
        let templates = try templates()
        func wording(_ round: DemoRound) throws -> Wording {
            Wording(
                results: try ReadableSnapshot(round.snapshot(), round.scheme, key: DemoRound.key),
                strings: templates.strings(language))
        }
        let letter = templates[language].letter
        let fonts = try FontBook(templates.fonts, cache: cache)
        let composed: Document =
            switch document {
            case .certificate(let zone):
                compose(
                    try #require(try CertificateView(wording(round), zone: zone, code: "7k3q9px2wd")),
                    templates[language].certificate)
            case .scoreSheet(let zone):
                compose(
                    try ScoreSheetView(wording(round), zone: zone, remarks: DemoRemarks.remarks(zone)),
                    templates[language].scoreSheet)
            case .notice: compose(NoticeView(try wording(round)), letter, templates[language].notice)
            case .correction:
                compose(
                    try CorrectionView(DemoPapers.correction, from: wording(round), to: wording(.corrected)), letter,
                    templates[language].correction)
            case .finding:
                compose(FindingView(DemoPapers.finding, try wording(.corrected)), letter, templates[language].finding)
            case .decision(let isUpheld):
                compose(
                    try DecisionView(
                        DemoPapers.decision(isUpheld), from: wording(round), to: isUpheld ? wording(.corrected) : nil),
                    letter, templates[language].decision)
            case .expertSheet(let isSealed):
                compose(
                    ExpertSheetView(DemoPapers.sheet(of: round, isSealed), templates.strings(language)),
                    templates[language].expertSheet)
            case .accountLetter(let isFactorNeeded):
                compose(
                    AccountLetterView(DemoPapers.accountLetter(isFactorNeeded), in: language),
                    templates[language].accountLetter)
            }
        return Typesetter(fonts: fonts).layout(composed)
    }
}

extension Reporter {
    /// All documents of a round, one at a time: the notice, then zone by zone in the order of publication the score
    /// sheet and, where it passed, the certificate.
    func documents(
        _ snapshot: SealedSnapshot, scheme: Scheme, remarks: [ZoneID: Remarks] = [:],
        in language: Language = .chinese, each: (PrintedDocument) throws -> Void
    ) throws {
        try each(try notice(snapshot, scheme: scheme, in: language))
        for zone in snapshot.value.scores.zones.map(\.zone) {
            let remarks = remarks[zone] ?? .none
            try each(try scoreSheet(snapshot, scheme: scheme, zone: zone, remarks: remarks, in: language))
            if let certificate = try certificate(snapshot, scheme: scheme, zone: zone, in: language) {
                try each(certificate)
            }
        }
    }
}

enum Sample: CustomStringConvertible {
    case certificate(ZoneID)
    case scoreSheet(ZoneID)
    case notice
    case correction
    case finding
    case decision(isUpheld: Bool)
    case expertSheet(isSealed: Bool)
    case accountLetter(isFactorNeeded: Bool)

    var description: String {
        switch self {
        case .certificate(let zone): "certificate-\(zone)"
        case .scoreSheet(let zone): "score-sheet-\(zone)"
        case .notice: "notice"
        case .correction: "correction"
        case .finding: "finding"
        case .decision(let isUpheld): "decision-\(isUpheld ? "upheld" : "rejected")"
        case .expertSheet(let isSealed): "expert-sheet-\(isSealed ? "sealed" : "open")"
        case .accountLetter(let isFactorNeeded): "account-letter-\(isFactorNeeded ? "factor" : "plain")"
        }
    }
}

/// Compares text with a file of `Fixtures`; with HENG_RECORD=1 in the environment it writes the file instead.
func expectRecorded(_ text: String, as name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = Shipped.tests.appending(path: "Fixtures/\(name).txt")
    if ProcessInfo.processInfo.environment["HENG_RECORD"] == "1" {
        try text.write(to: file, atomically: true, encoding: .utf8)
        return
    }
    let recorded = String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    let difference = zip(recorded.split(separator: "\n"), text.split(separator: "\n")).first { $0 != $1 }
    #expect(
        recorded == text, "\(name) differs, first: \(difference.map { "\($0.0) | \($0.1)" } ?? "in length")",
        sourceLocation: sourceLocation)
}
