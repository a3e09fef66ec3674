// The written files under independent readers.

import AssessmentModel
import Exchange
import Foundation
import Scoring
import Testing
import Typesetting

@testable import Reporting
@testable import Telling

@Suite struct FileTests {
    private func documents(_ round: DemoRound = DemoRound(), in language: Language = .chinese) throws
        -> [PrintedDocument]
    {
        var all: [PrintedDocument] = []
        let remarks = Dictionary(uniqueKeysWithValues: round.zones.map { ($0.id, DemoRemarks.remarks($0.id)) })
        try Shipped.reporter().documents(round.snapshot(), scheme: round.scheme, remarks: remarks, in: language) {
            all.append($0)
        }
        return all
    }

    @Test func documents_ofDemoRound_areNoticeSheetsAndCertificates() throws {
        let names = try documents().map(\.name)
        #expect(
            names == [
                "notice.pdf", "score-sheet-baita.pdf", "certificate-baita.pdf", "score-sheet-gongqing.pdf",
                "certificate-gongqing.pdf", "score-sheet-qingyun.pdf", "certificate-qingyun.pdf",
                "score-sheet-shuangxi.pdf", "certificate-shuangxi.pdf", "score-sheet-longtan.pdf",
                "certificate-longtan.pdf", "score-sheet-nanpu.pdf", "score-sheet-yuhu.pdf", "score-sheet-zhegang.pdf",
            ])
    }

    @Test(arguments: [Language.chinese, .english])
    func documents_ofDemoRound_areSoundEmbeddedAndTheSameTwice(_ language: Language) throws {
        let first = try documents(in: language)
        let second = try documents(in: language)
        #expect(first.map(\.bytes) == second.map(\.bytes))
        for document in first.prefix(3) {
            #expect(document.problems == [])
            let check = try ForeignTools.run("qpdf", ["--check", "{}"], on: document.bytes)
            #expect(check.status == 0 && !check.output.lowercased().contains("warning"), "\(check.output)")
            let fonts = try ForeignTools.run("pdffonts", ["{}"], on: document.bytes).output.split(separator: "\n")
                .dropFirst(2)
            #expect(!fonts.isEmpty)
            for font in fonts {
                #expect(font.split(separator: " ").suffix(5).prefix(3) == ["yes", "yes", "yes"], "\(font)")
            }
        }
    }

    @Test func text_ofScoreSheet_hasEveryTitleAndCommentExactly() throws {
        let round = DemoRound()
        let remarks = DemoRemarks.remarks("nanpu")
        let sheet = try Shipped.reporter().scoreSheet(
            round.snapshot(), scheme: round.scheme, zone: "nanpu", remarks: remarks)
        let text = try ForeignTools.text(of: sheet.bytes)
        #expect(DemoRemarks.long.count > 200)
        let comments = remarks.comments.values.flatMap(\.values)
        for wanted in comments + round.scheme.allCriteria.map(\.title.zh) {
            let isFound = wanted.isFound(in: text)
            #expect(isFound, "\(wanted)")
        }
        let isInvented = "这句话不在表中".isFound(in: text)
        #expect(!isInvented)
    }

    @Test(arguments: [Language.chinese, .english])
    func papersAfterTheNotice_areSoundAndTheSameTwice(_ language: Language) throws {
        let first = try DemoPapers.documents(in: language)
        #expect(
            first.map(\.name) == [
                "correction-1.pdf", "finding.pdf", "decision-yuhu-yy01.pdf", "decision-nanpu-fy02.pdf",
                "expert-sheet-longtan-\(DemoRound.seat("longtan", 2).text.prefix(4)).pdf",
                "expert-sheet-nanpu-\(DemoRound.seat("nanpu", 2).text.prefix(4)).pdf", "letter-linzhe.pdf",
            ])
        #expect(try first.map(\.bytes) == DemoPapers.documents(in: language).map(\.bytes))
        for document in first {
            #expect(document.problems == [] && document.warnings == [], "\(document.name)")
            let check = try ForeignTools.run("qpdf", ["--check", "{}"], on: document.bytes)
            #expect(check.status == 0 && !check.output.lowercased().contains("warning"), "\(check.output)")
        }
    }

    @Test func text_ofPapersAfterTheNotice_isExact() throws {
        let papers = try DemoPapers.documents(in: .chinese)
        func expect(_ wanted: [String], in paper: Int) throws {
            let text = try ForeignTools.text(of: papers[paper].bytes)
            for one in wanted {
                let isFound = one.isFound(in: text)
                #expect(isFound, "\(papers[paper].name): \(one)")
            }
        }
        try expect([DemoPapers.correction.statement, DemoPapers.correction.number, "青云市玉湖县", "2026年11月18日"], in: 0)
        try expect([DemoPapers.finding.number, "示例数据", "经1次更正"], in: 1)
        try expect(["附省厅通报原件。", "《省厅通报.pdf》、《情况说明.docx》", "经向省厅核对，通报所列为邻县，异议属实。"], in: 2)
        try expect(["此项文字已依法删除。", "《备案回执.pdf》", "你单位的评估结果不变。"], in: 3)
        let comments = DemoPapers.sheet(of: DemoRound(), true).comments.values.filter { !$0.isEmpty }
        #expect(!comments.isEmpty)
        try expect(["7K3QF-9PX2W-D0MNR-4TVYZ", "https://heng.example/start", "2026年12月12日 10:00", "绑定动态码"], in: 6)
        try expect(comments + [DemoRound.seat("longtan", 2).text, "1a2b3c4d", "专家签名"], in: 4)
    }

    @Test func papers_claimWhatTheyAre_inTheirInformation() throws {
        let round = DemoRound()
        let certificate = try #require(
            try Shipped.reporter().certificate(
                round.snapshot(), scheme: round.scheme, zone: "longtan", code: "7k3q9px2wd"))
        let information = try ForeignTools.run("pdfinfo", ["-custom", "{}"], on: certificate.bytes).output
            .replacing(" ", with: "")
        for claim in [
            "HengKind:certificate", "HengCode:7k3q9px2wd", "HengZone:longtan",
            "HengSnapshot:\(round.digest)", "HengLedger:demo.heng.example/2026", "HengRound:demo-2026",
        ] {
            #expect(information.contains(claim), "\(information)")
        }
    }

    @Test(arguments: ["notice", "certificate", "score sheet"]) func qr_onFirstPage_isRead(_ name: String) throws {
        let round = DemoRound()
        let reporter = try Shipped.reporter()
        let snapshot = round.snapshot()
        let (document, zone): (PrintedDocument?, ZoneID?) =
            switch name {
            case "notice": (try reporter.notice(snapshot, scheme: round.scheme), nil)
            case "certificate": (try reporter.certificate(snapshot, scheme: round.scheme, zone: "longtan"), "longtan")
            default: (try reporter.scoreSheet(snapshot, scheme: round.scheme, zone: "yuhu"), "yuhu")
            }
        let bytes = try #require(document).bytes
        let picture = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID())")
        defer { try? FileManager.default.removeItem(atPath: picture.path + ".png") }
        let page = ["-f", "\(document?.pages == 1 || name != "notice" ? 1 : document?.pages ?? 1)"]
        _ = try ForeignTools.run(
            "pdftoppm", page + ["-singlefile", "-r", "150", "-png", "{}", picture.path], on: bytes)
        let read = try ForeignTools.run("zbarimg", ["-q", "--raw", picture.path + ".png"], on: bytes).output
        let address = verificationAddress(of: snapshot, zone: zone)
        #expect(address == "https://heng.example/v/3f8a1c5e7b902d46e18fa3c7590b6d2e" + (zone.map { "/\($0)" } ?? ""))
        #expect(read.split(separator: "\n").filter { $0.hasPrefix("http") } == [address[...]])
    }

    @Test func certificate_ofZonesThatDidNotPass_isNone() throws {
        let round = DemoRound()
        let reporter = try Shipped.reporter()
        for zone: ZoneID in ["nanpu", "yuhu", "zhegang"] {
            let certificate = try reporter.certificate(round.snapshot(), scheme: round.scheme, zone: zone)
            #expect(certificate?.name == nil, "\(zone)")
        }
    }

    @Test func document_ofUnknownZoneOrOtherScheme_isRefused() throws {
        var round = DemoRound()
        let reporter = try Shipped.reporter()
        let snapshot = round.snapshot()
        let unknown = #expect(throws: ReportingError.self) {
            try reporter.scoreSheet(snapshot, scheme: round.scheme, zone: "nowhere")
        }
        #expect(unknown?.description == "nowhere: no such zone in the snapshot")
        round.scheme.edition = 2
        let other = #expect(throws: ReportingError.self) { try reporter.notice(snapshot, scheme: round.scheme) }
        #expect(other?.description == "demo: found edition 2, expected demo edition 1 as in the snapshot")
    }
}
