// The journey of a round as its people travel it, by the built program under a moved clock: set-up, panel, close, an objection with a correction,
// what somebody else reports, certificates, a revocation, a judgment that takes the final round up again. `HENG_JOURNEY=FOLDER` keeps its papers to look at.

import Foundation
import Testing

@Suite struct JourneyTests {
    @Test func journey_fromTheCallToAJudgment_endsProven() throws {
        var bureau = try Bureau()
        try bureau.settle()
        try apply(bureau)
        try bureau.open()
        bureau.day("2026-10-20")
        try score(bureau)
        bureau.day("2026-11-06")
        try done(bureau.step("officer", "round close test-2026"))
        try two(bureau, "round publish test-2026 --from 2026-11-09 --to 2026-11-13")
        bureau.day("2026-11-10")
        try object(bureau)
        bureau.day("2026-11-12")
        try report(bureau)
        bureau.day("2026-11-16")
        try finish(bureau)
        bureau.day("2026-12-01")
        try revoke(bureau)
        try judge(&bureau)
        try prove(bureau)
    }

    /// An officer proposes, another confirms.
    private func two(_ bureau: Bureau, _ line: String, _ texts: String...) throws {
        let texts = texts + []
        let proposed = try done(bureau.step("officer", line, list: texts)).text
        #expect(proposed.contains("Nothing is done yet"), "\(proposed)")
        try done(bureau.step("deputy", "act confirm test-2026"))
    }

    private func apply(_ bureau: Bureau) throws {
        for (user, zone) in [("he", "hecheng"), ("lu", "lucheng")] {
            try done(bureau.step(user, "application submit \(zone)"))
        }
        #expect(try done(bureau.look("rec", "todo")).text.contains("recommend the application lucheng-2026"))
        try done(bureau.step("rec", "application recommend lucheng-2026 --opinion 同意"))
        #expect(try done(bureau.look("officer", "todo")).text.contains("accept the application lucheng-2026"))
        for zone in ["hecheng", "lucheng"] { try done(bureau.step("officer", "application accept \(zone)-2026")) }
    }

    /// Experts read what they judge, ask, miss evidence, score and seal.
    private func score(_ bureau: Bureau) throws {
        let seats = try bureau.seats()
        let first = try #require(seats.first { $0.zone == "lucheng" })
        let material = try done(bureau.look(first.user, "sheet material test-2026 lucheng --files seen")).text
        #expect(material.contains("证照公示率百分之百") && material.contains("台账.txt"), "\(material)")
        let seen = try FileManager.default.contentsOfDirectory(atPath: bureau.folder.appending(path: "seen").path)
        #expect(seen.count == 1)
        let asked = try done(
            bureau.step(first.user, "sheet ask test-2026 lucheng --indicator manage.1 --text 连锁门店算一户还是多户")
        ).text
        let question = try #require(
            asked.split(separator: " ").compactMap { Int($0.trimmingCharacters(in: .punctuationCharacters)) }.first)
        let waiting = try done(bureau.look("officer", "round questions test-2026")).text
        #expect(
            waiting.contains("连锁门店算一户还是多户") && !waiting.contains("u\(first.user.suffix(1))"),
            "without a name: \(waiting)")
        try done(bureau.step("officer", "round clarify test-2026 --asked \(question) --text 按营业执照计户"))
        let other = try #require(seats.last { $0.user != first.user })
        #expect(try done(bureau.look(other.user, "round questions test-2026")).text.contains("按营业执照计户"))
        let missed = try done(bureau.step(first.user, "sheet request test-2026 lucheng manage.2 --text 缺2025年台账")).text
        #expect(missed.contains("by 2026-10-23"), "\(missed)")
        let request = try #require(
            missed.split(separator: " ").last.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) })
        #expect(try done(bureau.look("lu", "todo")).text.contains("supply evidence of manage.2"))
        try done(bureau.step("lu", "application supply test-2026 \(request) --text 见附件 --evidence lucheng/台账.txt"))
        for seat in seats {
            let code = try bureau.fill(seat.user, seat.zone, mark: "33", comment: "公示较好 \(seat.code)")
            try done(bureau.step(seat.user, "sheet seal test-2026 \(seat.zone) --read \(code)"))
        }
        #expect(try done(bureau.look(first.user, "todo")).text.contains("nothing waits for you"))
        let calendar = try done(bureau.look("officer", "todo --format ics")).text
        #expect(calendar.hasPrefix("BEGIN:VCALENDAR") && calendar.contains("SUMMARY:close the round"), "\(calendar)")
    }

    /// An objection is upheld and put right in one act; the zone receives the decision.
    private func object(_ bureau: Bureau) throws {
        try done(
            bureau.step(
                "lu",
                "objection file test-2026 o1 --zone lucheng --indicator serve.1 --grounds 统计口径有误 --evidence lucheng/台账.txt"
            ))
        try bureau.facts("right.csv", "lucheng,share,8.1")
        try two(bureau, "objection decide test-2026 o1 uphold --reasons 口径确有误 --facts right.csv")
        try two(bureau, "round conclude test-2026 --number ? --statement ?", "示〔2026〕2号", "更正鹿城县一项数据")
        try done(bureau.step("lu", "objection receive test-2026 o1"))
        let changes = try done(bureau.look(nil, "round changes test-2026")).text
        #expect(changes.contains("correction notice 示〔2026〕2号") && changes.contains("Lucheng: "), "\(changes)")
        #expect(try done(bureau.look(nil, "results")).text.contains("更正鹿城县一项数据"))
    }

    /// Somebody else reports; the zone is heard; the report is found true.
    private func report(_ bureau: Bureau) throws {
        try done(
            bureau.step(
                "officer",
                "objection report test-2026 r1 --zone hecheng --indicator serve.1 --grounds 来信反映数据不实 --evidence lucheng/台账.txt"
            ))
        refused(
            try bureau.step("officer", "objection decide test-2026 r1 uphold --reasons 属实"), "heard")
        #expect(try done(bureau.look("he", "todo")).text.contains("answer the report r1"))
        try done(bureau.step("he", "objection hear test-2026 r1 --text 已自查，数据确有出入"))
        try bureau.facts("report.csv", "hecheng,share,6")
        try two(bureau, "objection decide test-2026 r1 uphold --reasons 属实 --facts report.csv")
        try two(bureau, "round conclude test-2026 --number ? --statement ?", "示〔2026〕3号", "更正禾城市一项数据")
    }

    private func finish(_ bureau: Bureau) throws {
        try done(bureau.step("officer", "round finalise test-2026 --number 示〔2026〕4号"))
        let issued = try done(bureau.step("officer", "certificate issue test-2026")).text
        #expect(issued.contains("certificate"), "\(issued)")
        try done(bureau.look("officer", "documents --output papers"))
        let certificate = try text(of: "certificate-lucheng.pdf", bureau)
        #expect(certificate.contains("示例鹿城县"))
        #expect(try text(of: "correction-1.pdf", bureau).contains("更正鹿城县一项数据"))
        #expect(try text(of: "finding.pdf", bureau).contains("示〔2026〕4号"))
        #expect(try text(of: "decision-lucheng-o1.pdf", bureau).contains("口径确有误"))
        let checked = try done(bureau.plain("verify papers/certificate-lucheng.pdf --database l.sqlite")).text
        #expect(checked.hasPrefix("verified: papers/certificate-lucheng.pdf"), "\(checked)")
    }

    private func revoke(_ bureau: Bureau) throws {
        try two(bureau, "certificate revoke test-2026-01 --reason 持证单位名称有误")
        let listed = try done(bureau.look(nil, "certificate list")).text
        #expect(listed.contains("revoked"), "\(listed)")
        let papers = bureau.folder.appending(path: "papers")
        try done(bureau.look("officer", "documents --output papers"))
        let left = try FileManager.default.contentsOfDirectory(atPath: papers.path)
        #expect(
            left.count { $0.hasPrefix("certificate-") } == listed.split(separator: "\n").count { $0.contains(" valid") }
        )
    }

    /// A judgment opens a fact of the final round; it is put right and made final again.
    private func judge(_ bureau: inout Bureau) throws {
        let order = "round reopen test-2026 --ground judgment --statement ? --reason ? --order jz1:hecheng:serve.1"
        try two(bureau, order, "依法院判决重新核算禾城市一项数据", "（2026）示行终1号")
        #expect(try done(bureau.look(nil, "round changes test-2026")).text.contains("not final again yet"))
        try bureau.facts("judged.csv", "hecheng,share,9")
        try two(bureau, "objection correct test-2026 jz1 judged.csv")
        try two(bureau, "round conclude test-2026 --number ? --statement ?", "示〔2026〕9号", "依判决更正禾城市一项数据")
        try done(bureau.step("officer", "round finalise test-2026 --number 示〔2026〕10号"))
        let issued = try done(bureau.step("officer", "certificate issue test-2026 --anew lucheng")).text
        #expect(issued.contains("2 certificates"), "\(issued)")
        try done(bureau.look("officer", "documents --output papers"))
    }

    private func prove(_ bureau: Bureau) throws {
        try done(bureau.step("officer", "round export test-2026 bundle"))
        try done(bureau.plain("verify l.sqlite --key-file l.key"))
        try done(bureau.plain("verify bundle --key \(bureau.key)"))
        guard let kept = ProcessInfo.processInfo.environment["HENG_JOURNEY"] else { return }
        try? FileManager.default.removeItem(atPath: kept)
        try FileManager.default.copyItem(at: bureau.folder.appending(path: "papers"), to: URL(fileURLWithPath: kept))
    }

    private func text(of paper: String, _ bureau: Bureau) throws -> String {
        try done(run("pdftotext", ["papers/\(paper)", "-"], in: bureau.folder)).text.replacing("\n", with: "")
    }
}

extension Bureau {
    func step(_ user: String, _ line: String, list texts: [String]) throws -> Outcome {
        switch texts.count {
        case 0: try step(user, line)
        case 1: try step(user, line, texts[0])
        default: try step(user, line, texts[0], texts[1])
        }
    }

    func facts(_ name: String, _ row: String) throws {
        try "zone,fact,value\n\(row)\n".write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
}
