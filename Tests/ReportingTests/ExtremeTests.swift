// Inputs at the edge: what still prints well, and what is reported.

import AssessmentModel
import ProblemWords
import Exchange
import Scoring
import Testing
import Typesetting

@testable import Reporting
@testable import Telling

@Suite struct ExtremeTests {
    private static func zone(_ name: String) -> Zone {
        Zone(id: "edge", name: LocalizedText(zh: name, en: "Edge"), kind: .county)
    }

    private static let longName = "云岭黎族苗族土家族布依族傣族自治州高黎贡山生态旅游与跨境电子商务综合试验示范县（经济技术开发区）"

    private func problems(_ round: DemoRound, in language: Language = .chinese) throws -> [Problem] {
        var problems: [Problem] = []
        try Shipped.reporter().documents(round.snapshot(), scheme: round.scheme, in: language) {
            problems += $0.problems
        }
        return problems
    }

    @Test(arguments: ["甲", "䶮𬭎县", longName]) func documents_ofZoneName_haveNoProblem(_ name: String) throws {
        let found = try problems(DemoRound(zones: [Self.zone(name)]))
        #expect(found == [], "\(found)")
    }

    @Test func certificate_ofNameThatCannotFit_isReported() throws {
        let name = String(repeating: Self.longName, count: 4)
        let found = try problems(DemoRound(zones: [Self.zone(name)]))
        #expect(found.contains { $0.file == "certificate-edge.pdf" && $0.key == "holder" }, "\(found)")
    }

    @Test func documents_withCharactersThatCannotBePrinted_areWholeWithAWarning() throws {
        let round = DemoRound(zones: [Self.zone("甲\u{12000}县\u{202E}")])
        var documents: [PrintedDocument] = []
        try Shipped.reporter().documents(round.snapshot(), scheme: round.scheme) { documents.append($0) }
        #expect(documents.count == 3)
        for document in documents {
            #expect(document.problems == [], "\(document.name)")
            #expect(document.unprinted.map(\.scalar) == ["\u{202E}", "\u{12000}"], "\(document.name)")
        }
        #expect(
            documents.first?.warnings.map { english($0) }
                == ["notice.pdf: 〓 stands for U+12000", "notice.pdf: left out: U+202E"])
        #expect(try Shipped.reporter().notice(DemoRound().snapshot(), scheme: round.scheme).warnings == [])
    }

    @Test(arguments: [1, 2, 3, 9, 10, 15, 31]) func documents_ofPanel_haveNoProblem(_ seats: Int) throws {
        #expect(try problems(DemoRound(zones: [Self.zone("甲县")], seats: seats)) == [])
        #expect(try problems(DemoRound(zones: [Self.zone("甲县")], seats: seats), in: .english) == [])
    }

    @Test func scoreSheet_withoutAnyMark_saysSo() throws {
        let round = DemoRound(zones: [Self.zone("甲县")]) { sheets, facts in
            for index in sheets.indices { sheets[index].marks = [:] }
            facts = FactTable()
        }
        #expect(try problems(round) == [])
        let view = try ScoreSheetView(Shipped.wording(round), zone: "edge", remarks: .none)
        #expect(view.values["verdict"] == "数据不全")
        #expect(view.values["total"] == "—")
        #expect(view.values["reason"] == "44项指标没有得分：放宽市场主体准入的制度安排和工作机制、放宽市场主体准入的工作成效、促进电商产业融合的制度安排和工作机制等")
        #expect(view.bars.allSatisfy { $0.share == nil })
        #expect(view.losses.count == 8)
    }

    @Test func scoreSheet_ofRecusedPanel_hasNoColumns() throws {
        let round = DemoRound(zones: [Self.zone("甲县")]) { sheets, _ in
            for index in sheets.indices {
                sheets[index].marks = [:]
                sheets[index].isRecused = true
            }
        }
        #expect(try problems(round) == [])
        #expect(try ScoreSheetView(Shipped.wording(round), zone: "edge", remarks: .none).seats == [])
    }

    @Test func notice_ofManyZones_hasEveryZone() throws {
        let zones = (1...130).map {
            Zone(id: ZoneID("z\($0)"), name: LocalizedText(zh: "第\($0)示例县"), kind: .county, prefecture: "青云市")
        }
        let round = DemoRound(zones: zones)
        let notice = try Shipped.reporter().notice(round.snapshot(), scheme: round.scheme)
        #expect(notice.problems == [])
        let text = try ForeignTools.text(of: notice.bytes)
        for zone in zones { #expect(text.contains("青云市\(zone.name.zh)"), "\(zone.name.zh)") }
    }

    @Test func notice_ofNoZone_isPrinted() throws {
        let round = DemoRound(zones: [])
        let notice = try Shipped.reporter().notice(round.snapshot(), scheme: round.scheme)
        #expect(notice.problems == [])
        let table = try rankedTable(
            round.snapshot(), scheme: round.scheme, strings: Shipped.templates().strings(.chinese))
        #expect(table.rows == [])
    }
}
