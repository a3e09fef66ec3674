// Pages as they are written, in both languages, against files: `HENG_RECORD=1 swift test --filter SnapshotTests` writes them anew.

import AssessmentModel
import Assessing
import CriteriaLoading
import EventModel
import Foundation
import RoundState
import Telling
import Testing

@testable import Pages

@Suite struct SnapshotTests {
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    static let names = [
        "sign-in", "code", "activate", "password", "home-empty", "score", "table", "read", "missing", "refused",
        "failed",
        "help", "carried", "practice",
    ]

    /// A small sheet with a mark, a comment that is owed, and an empty cell.
    static func view(
        isPractice: Bool = false, typed: [CriterionID: ScoringView.Typed] = [:]
    ) throws -> ScoringView {
        let scheme = try loadScheme(
            [UInt8](Data(contentsOf: fixtures.appending(path: "small.yaml"))), file: "small.yaml"
        ).get()
        var sheet = PracticeSheet(
            scheme, zone: Zone(id: "qingyun", name: LocalizedText(zh: "示例青云区", en: "Qingyun"), kind: .county))
        try sheet.save([
            SaveMarks.Cell(indicator: "release.1", mark: .some(1), comment: "名册完整 <b>", base: 0),
            SaveMarks.Cell(indicator: "release.2", mark: .some(0), comment: nil, base: 0),
        ])
        return ScoringView(
            sheet: sheet.view, scheme: scheme, zoneName: "示例青云区", api: APIAddress.sheet("demo", "qingyun"),
            material: nil,
            files: [
                .init(
                    number: 1, indicator: "release.1", name: "../<x>.pdf", size: 2_400_000, isShown: true, supplied: nil
                ),
                .init(
                    number: 2, indicator: nil, name: "总结.docx", size: 386_000, isShown: false, supplied: "2026-11-03"),
            ], readOnly: nil, isPractice: isPractice, typed: typed)
    }

    static func frame(_ language: Language, signedIn: Bool) throws -> Frame {
        let words = try PageWords.load(in: repository.appending(path: "Templates")).get()[language]
        let bearer = Bearer(
            user: "e01", name: "李四", crossSite: "token", ends: "2026-11-03T14:33:22+08:00",
            warns: "2026-11-03T14:28:22+08:00", now: "2026-11-03T14:03:22+08:00", hasFactor: true, role: .expert)
        return Frame(
            words: try #require(words), bearer: signedIn ? bearer : nil, build: "B", isDemo: false,
            other: Address(language == .english ? ["x"] : ["en", "x"]), key: "KEY")
    }

    static func page(_ name: String, _ language: Language) throws -> String {
        let (frame, guest) = (try frame(language, signedIn: true), try frame(language, signedIn: false))
        let wrong = FormProblems([("password", "不对 / wrong"), (nil, "x")])
        let bytes =
            switch name {
            case "sign-in":
                guest.signInPage(
                    user: "e01", then: "/my", problems: wrong,
                    demo: [.init(user: "expert1", name: "李四", role: "expert", password: "heng-demo-2026")])
            case "code": guest.codePage(challenge: "c", then: "/my")
            case "activate": guest.activatePage(user: "e01")
            case "password":
                guest.passwordPage(
                    user: "e01", letter: "l", secret: "ABCDEFGH", square: [[true, false], [false, true]],
                    isFactorNeeded: true)
            case "home-empty": frame.homePage([], names: ZoneNames([]), today: "2026-11-03", hasPractice: true)
            case "score": frame.scoringPage(try view(), at: "release.1")
            case "practice": frame.scoringPage(try view(isPractice: true), at: "release.2")
            case "table": frame.tablePage(try view())
            case "read":
                frame.readPage(
                    try view(), of: LocalizedText(zh: "示例批次", en: "A round"), changed: ["release.2"], problems: wrong)
            case "missing": frame.missingPage()
            case "refused": frame.refusedPage(wrong)
            case "failed": frame.failedPage(id: "1", isBusy: true)
            case "help": frame.helpPage()
            case "carried": frame.carriedPage(to: Address(["my"]), [("mark", "1<"), ("csrf", "no")])
            default: [UInt8]()
            }
        // One element a line reads better in a difference.
        return String(decoding: bytes, as: UTF8.self).replacing("><", with: ">\n<") + "\n"
    }

    @Test(arguments: names, Language.allCases) func page_ofNow_isTheOneOnFile(_ name: String, _ language: Language)
        throws
    {
        let file = Self.fixtures.appending(path: "\(name).\(language.rawValue).html")
        let page = try Self.page(name, language)
        if ProcessInfo.processInfo.environment["HENG_RECORD"] != nil {
            try page.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try page == String(contentsOf: file, encoding: .utf8))
    }

    @Test(arguments: names, Language.allCases)
    func page_anyOfThem_hasNoInlineScriptNorStyle(_ name: String, _ language: Language) throws {
        let page = try Self.page(name, language)
        #expect(!page.contains(" style=\"") && !page.contains("<style"))
        #expect(!page.contains(" on") || page.firstMatch(of: /\son[a-z]+="/) == nil)
        for script in page.matches(of: /<script[^>]*>([^<]*)<\/script>/) {
            #expect(script.1.filter { !$0.isWhitespace }.isEmpty)
        }
        #expect(page.firstMatch(of: /(href|src|action)="(?!\/|#)/) == nil, "every address is a path of ours")
    }

    @Test(arguments: Language.allCases) func form_refused_keepsEveryFieldAsItWasTyped(_ language: Language) throws {
        let typed: [CriterionID: ScoringView.Typed] = [
            "release.1": .init(mark: "9.9", comment: "甲"), "release.2": .init(mark: "0.4", comment: "乙"),
        ]
        let (frame, view) = (try Self.frame(language, signedIn: true), try Self.view(typed: typed))
        for bytes in [frame.tablePage(view), frame.scoringPage(view, at: "release.1")] {
            let page = String(decoding: bytes, as: UTF8.self)
            for (mark, comment) in [("9.9", "甲"), ("0.4", "乙")] {
                #expect(page.contains("value=\"\(mark)\"") && page.contains(">\(comment)</textarea>"))
            }
        }
    }

    @Test(arguments: names, Language.allCases)
    func page_anyOfThem_namesEachIdOnce(_ name: String, _ language: Language) throws {
        let ids = try Self.page(name, language).matches(of: /\sid="([^"]*)"/).map { String($0.1) }
        #expect(ids.count == Set(ids).count)
        #expect(ids.contains("main"))
    }
}
