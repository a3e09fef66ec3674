// A second programme, with kinds, sources and an honour of its own, from its adoption to certificates: no line of the program knows it.

import Foundation
import Testing

/// A ledger of the programme 放心消费示范区创建, with a street, a mall and a shop.
private struct TrustBureau {
    let folder: URL
    private var now = "2026-09-01"

    static let zones = ["dongjie", "wanhui", "laodian"]

    init() throws {
        folder = try temporaryFolder()
        try write(
            "zones.csv",
            """
            zone,name,english,kind,prefecture,code
            hecheng,示例禾城市,Hecheng,city,,990100
            dongjie,示例东街,East Street,street,示例禾城市,
            wanhui,示例万汇城,Wanhui Mall,mall,示例禾城市,
            laodian,示例老店,Old Shop,shop,,
            """)
        try write(
            "experts.csv",
            """
            expert,name,source,organisation
            e1,示例甲,council,示例消委会一
            e2,示例乙,council,示例消委会二
            e3,示例丙,consumer,示例社区一
            e4,示例丁,consumer,示例社区二
            e5,示例戊,university,示例大学
            """)
        try write(
            "facts.csv", "zone,fact,value\ndongjie,spot_checks,99\nwanhui,spot_checks,95\nlaodian,spot_checks,80\n")
        try write(
            "call.yaml",
            """
            call: trust-2026
            programme: consumer-trust
            title: {zh: 2026年放心消费示范单位申报通知, en: Call of 2026}
            purpose: designation
            scheme: \(repository.appending(path: "Criteria/consumer-trust.yaml").path)
            last: 2026-09-30
            conditions: [licence, pledge]
            quotas: {street: 1}
            """)
        let plan = try String(
            contentsOf: repository.appending(path: "Tests/Reliability/round/round.yaml"), encoding: .utf8)
        try write(
            "round/round.yaml",
            plan.replacing("round: test-2026", with: "round: trust-1")
                .replacing(
                    "scheme: scheme.yaml",
                    with: "scheme: \(repository.appending(path: "Criteria/consumer-trust.yaml").path)")
                + "calls: [trust-2026]\n")
        for zone in Self.zones {
            try write(
                "\(zone)/application.yaml",
                """
                application: \(zone)-1
                zone: \(zone)
                call: trust-2026
                conditions:
                  licence: {met: true, note: 已公示}
                  pledge: {met: true, note: 已承诺}
                self-assessment:
                  - {indicator: rights.station, points: 28, text: 每日有人值守}
                """)
        }
    }

    private func write(_ name: String, _ text: String) throws {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    mutating func day(_ day: String) { now = day }

    /// Words are parted by spaces; nil is the public, who only looks.
    @discardableResult
    func heng(_ user: String?, _ line: String) throws -> Outcome {
        let words = line.split(separator: " ").map(String.init)
        let isLook = ["list", "show", "status"].contains { words.dropFirst().first == $0 } || words[0] == "results"
        let options =
            ["--database", "l.sqlite"] + (isLook ? [] : ["--key", "l.key"]) + (user.map { ["--as", $0] } ?? [])
        return try HengTests.run(
            "env", ["TZ=Asia/Shanghai", "faketime", "\(now) 09:30:00", hengPath()] + words + options, in: folder)
    }

    func fill(_ user: String, _ zone: String, _ marks: [(String, String)]) throws {
        for (indicator, mark) in marks {
            try done(heng(user, "sheet save trust-1 \(zone) \(indicator) --mark \(mark)"))
        }
        let code = try done(heng(user, "sheet show trust-1 \(zone)")).text.split(separator: " ").last ?? ""
        try done(heng(user, "sheet seal trust-1 \(zone) --read \(code.trimmingCharacters(in: .newlines))"))
    }
}

@Suite struct ProgrammeCommandTests {
    @Test func secondProgramme_goesTheWholeWay() throws {
        var bureau = try TrustBureau()
        try done(bureau.heng(nil, "init --ledger test.heng.example/2026"))
        for (user, role) in [("officer", "officer"), ("deputy", "officer")] {
            try done(bureau.heng("security", "user add \(user) --role \(role) --name 示例"))
        }
        refused(try bureau.heng("officer", "zone import zones.csv"), "found `street`, expected city")
        refused(try bureau.heng("officer", "call publish call.yaml"), "consumer-trust is not adopted")
        try done(bureau.heng("officer", "programme adopt consumer-trust"))
        #expect(try done(bureau.heng(nil, "programme list")).text.contains("(specimen)"))
        let shown = try done(bureau.heng(nil, "programme show consumer-trust")).text
        #expect(
            shown.contains("street  Street, to the prefecture first") && shown.contains("a Model of Consumer Trust"))
        try done(bureau.heng("officer", "zone import zones.csv"))
        try done(bureau.heng("officer", "expert import experts.csv"))
        try done(bureau.heng("officer", "calendar import \(repository.path)/Examples/calendar-2026.csv"))
        try done(bureau.heng("officer", "call publish call.yaml"))
        #expect(try done(bureau.heng(nil, "call show trust-2026")).text.contains("quota  Street: at most 1"))
        try apply(bureau)
        try open(&bureau)
        try score(bureau)
        try publish(&bureau)
        try certify(bureau)
    }

    private func apply(_ bureau: TrustBureau) throws {
        for zone in TrustBureau.zones {
            try done(bureau.heng("security", "user add \(zone) --role applicant --zone \(zone) --name 示例"))
        }
        try done(bureau.heng("security", "user add rec --role recommender --zone hecheng --name 示例"))
        for zone in TrustBureau.zones {
            let submitted = try done(bureau.heng(zone, "application submit \(zone)")).text
            #expect(submitted.contains("submitted to the \(zone == "laodian" ? "province" : "prefecture")"))
            if zone != "laodian" {
                refused(try bureau.heng("officer", "application accept \(zone)-1"), "submitted to the prefecture")
                try done(bureau.heng("rec", "application recommend \(zone)-1"))
            }
            try done(bureau.heng("officer", "application accept \(zone)-1"))
        }
        #expect(try done(bureau.heng("officer", "application list")).text.contains("designation  trust-2026"))
    }

    private func open(_ bureau: inout TrustBureau) throws {
        for n in 1...5 {
            try done(bureau.heng("security", "user add u\(n) --role expert --expert e\(n) --name 示例"))
        }
        try done(bureau.heng("officer", "round plan round"))
        let draw = "round draw commit trust-1 --witness 双色球 --quota university=1"
        refused(try bureau.heng("officer", draw + " --quota enterprise=2"), "with one of department, council, consumer")
        try done(bureau.heng("officer", draw + " --quota council=2 --quota consumer=2"))
        bureau.day("2026-09-02")
        try done(bureau.heng("officer", "round draw hold trust-1 --witness 03,11"))
        try done(bureau.heng("officer", "round open trust-1"))
        try done(bureau.heng("officer", "round facts trust-1 facts.csv"))
    }

    private func score(_ bureau: TrustBureau) throws {
        let shop = [("quality.checks", "18"), ("rights.station", "29"), ("rights.returns", "19")]
        let mall = shop + [("quality.signs", "9")]
        for n in 1...5 {
            for zone in TrustBureau.zones { try done(bureau.heng("u\(n)", "sheet accept trust-1 \(zone)")) }
        }
        refused(
            try bureau.heng("u1", "sheet save trust-1 laodian quality.signs --mark 9"), "does not apply to")
        for n in 1...5 {
            try bureau.fill("u\(n)", "laodian", shop)
            try bureau.fill("u\(n)", "wanhui", mall)
            try bureau.fill("u\(n)", "dongjie", mall + [("rights.mediation", "9.5")])
        }
    }

    private func publish(_ bureau: inout TrustBureau) throws {
        bureau.day("2026-11-06")
        try done(bureau.heng("officer", "round close trust-1"))
        try done(bureau.heng("officer", "round publish trust-1 --from 2026-11-09 --to 2026-11-13"))
        try done(bureau.heng("deputy", "act confirm trust-1"))
        bureau.day("2026-11-16")
        try done(bureau.heng("officer", "round finalise trust-1"))
        try done(bureau.heng("officer", "certificate issue trust-1"))
        #expect(try done(bureau.heng(nil, "results")).text.contains("放心消费商圈（同类第1名）"))
    }

    private func certify(_ bureau: TrustBureau) throws {
        let documents = try HengTests.run(
            hengPath(),
            ["documents", "--database", "l.sqlite", "--as", "officer", "--output", "papers", "--language", "zh-Hans"],
            in: bureau.folder)
        try done(documents)
        let paper = bureau.folder.appending(path: "papers/certificate-dongjie.pdf").path
        let text = try done(HengTests.run("pdftotext", ["-raw", paper, "-"])).text.filter { !$0.isWhitespace }
        #expect(text.contains("现认定为放心消费示范单位，特发此证") && text.contains("aModelofConsumerTrust"), "\(text)")
        #expect(text.contains("总分达到规定要求") && !text.contains("一级指标"), "the scheme has a line for the total alone")
        #expect(!text.contains("网络市场"))
        let notice = bureau.folder.appending(path: "papers/notice.pdf").path
        #expect(try done(HengTests.run("pdftotext", ["-raw", notice, "-"])).text.contains("放心消费街道"))
        try done(HengTests.run(hengPath(), ["verify", "l.sqlite", "--key-file", "l.key"], in: bureau.folder))
    }

    // MARK: heng new

    @Test func new_writesAFileThatItsCommandTakes_andNeverOverOne() throws {
        let folder = try temporaryFolder()
        for kind in ["programme", "scheme", "call", "round", "application"] {
            try done(heng("new", kind, "my-\(kind)", "--output", folder.path))
            let text = try String(contentsOf: folder.appending(path: "\(kind).yaml"), encoding: .utf8)
            #expect(text.contains("\(kind): my-\(kind)\n") && text.hasPrefix("# ") && !text.contains("{{"))
            let again = try heng("new", kind, "--output", folder.path)
            #expect(again.status != 0 && again.errors.contains("exists already"))
            #expect(try String(contentsOf: folder.appending(path: "\(kind).yaml"), encoding: .utf8) == text)
        }
        try done(heng("criteria", "check", folder.appending(path: "scheme.yaml").path))
        let chinese = folder.appending(path: "zh").path
        try done(heng("new", "programme", "--output", chinese, "--lang", "zh"))
        #expect(try String(contentsOfFile: chinese + "/programme.yaml", encoding: .utf8).hasPrefix("# 评估项目"))
        #expect(try heng("new", "programme", "Not An Id", "--output", folder.path).status == 65)
        #expect(try heng("new", "panel").status == 64)
    }
}
