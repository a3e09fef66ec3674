// A round from application to certificate on the command line, with what each person is told.

import Foundation
import Testing

/// One ledger, its people, and a clock that the test sets.
struct Bureau {
    let folder: URL
    let key: String
    private var now = "2026-09-01 09:30:00"
    private let round = repository.appending(path: "Tests/Reliability/round").path

    init() throws {
        folder = try temporaryFolder()
        let made = try HengTests.run(
            "env",
            [
                "TZ=Asia/Shanghai", "faketime", "2026-09-01 09:30:00", hengPath(), "init", "--ledger",
                "test.heng.example/2026",
            ] + Self.ledger,
            in: folder)
        try #require(made.status == 0, "\(made.errors)")
        key = made.text.trimmingCharacters(in: .newlines)
    }

    private static let ledger = ["--database", "l.sqlite", "--key", "l.key"]

    mutating func day(_ day: String) { now = "\(day) 09:30:00" }

    /// Runs a command line as a user who writes; words are parted by spaces.
    @discardableResult
    func step(_ user: String, _ line: String, _ texts: String...) throws -> Outcome {
        try run(line, texts, Self.ledger + ["--as", user])
    }

    /// Runs one that only looks; nil is the public.
    func look(_ user: String?, _ line: String, _ texts: String...) throws -> Outcome {
        try run(line, texts, ["--database", "l.sqlite"] + (user.map { ["--as", $0] } ?? []))
    }

    func plain(_ line: String) throws -> Outcome { try run(line, [], []) }

    /// Each `?` of the line stands for one of the texts, which may hold spaces.
    private func run(_ line: String, _ texts: [String], _ options: [String]) throws -> Outcome {
        var rest = texts[...]
        let words = line.split(separator: " ").map { word in word == "?" ? rest.removeFirst() : String(word) }
        return try HengTests.run(
            "env", ["TZ=Asia/Shanghai", "faketime", now, hengPath()] + words + options, in: folder)
    }

    /// Everybody has an account, the zones and the pool are registered.
    func settle() throws {
        let calendar = repository.appending(path: "Examples/calendar-2026.csv").path
        try done(step("security", "user add officer --role officer --name 经办人"))
        try done(step("security", "user add deputy --role officer --name 副经办人"))
        try done(step("officer", "zone import ?", "\(round)/zones.csv"))
        try done(step("officer", "expert import ?", "\(round)/experts.csv"))
        try done(step("officer", "calendar import ?", calendar))
        for n in 1...6 { try done(step("security", "user add u\(n) --role expert --expert expert-\(n) --name 专家\(n)")) }
        try done(step("security", "user add lu --role applicant --zone lucheng --name 鹿城申报人"))
        try done(step("security", "user add he --role applicant --zone hecheng --name 禾城申报人"))
        try done(step("security", "user add rec --role recommender --zone hecheng --name 禾城推荐人"))
        try done(step("officer", "programme adopt jiangxi-2017"))
        try Self.call("\(round)/scheme.yaml").write(
            to: folder.appending(path: "call.yaml"), atomically: true, encoding: .utf8)
        try done(step("officer", "call publish call.yaml"))
        try FileManager.default.copyItem(atPath: round, toPath: folder.appending(path: "round").path)
        let plan = try String(contentsOfFile: "\(round)/round.yaml", encoding: .utf8)
        try (plan + "calls: [call-2026]\n").write(
            to: folder.appending(path: "round/round.yaml"), atomically: true, encoding: .utf8)
        for zone in ["hecheng", "lucheng"] {
            let place = folder.appending(path: zone)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try Self.application(zone).write(
                to: place.appending(path: "application.yaml"), atomically: true, encoding: .utf8)
            try "\(zone)的台账".write(to: place.appending(path: "台账.txt"), atomically: true, encoding: .utf8)
        }
    }

    private static func call(_ scheme: String) -> String {
        """
        call: call-2026
        programme: jiangxi-2017
        title: {zh: 示例申报通知}
        purpose: designation
        scheme: \(scheme)
        last: 2026-09-01
        conditions: [joint-conference, work-plan, dedicated-body, staff, funds]
        """
    }

    private static func application(_ zone: String) -> String {
        """
        application: \(zone)-2026
        zone: \(zone)
        call: call-2026
        conditions:
          joint-conference: {met: true, note: 府办〔2026〕3号}
          work-plan: {met: true, note: 已印发}
          dedicated-body: {met: true, note: 网监科}
          staff: {met: true, note: 5人}
          funds: {met: true, note: 50万元}
        self-assessment:
          - {indicator: manage.1, points: 38, text: 证照公示率百分之百}
        evidence:
          - {indicator: manage.1, file: 台账.txt}
        """
    }

    /// Plans, draws and opens the round, with its facts.
    mutating func open() throws {
        try done(step("officer", "round plan round"))
        try done(
            step(
                "officer", "round draw commit test-2026 --quota university=2 --quota department=3 --witness ?",
                "双色球第2026121期开奖号码"))
        refused(
            try step("officer", "round draw hold test-2026 --witness ?", "20260901 03 11 14"), "from the next day on")
        day("2026-09-02")
        try done(step("officer", "round draw hold test-2026 --witness ?", "20260901 03 11 14"))
        try done(step("officer", "round open test-2026"))
        try done(step("officer", "round facts test-2026 ?", "\(round)/facts.csv"))
        let all = try seats()
        let first = try #require(all.first)
        refused(
            try step(first.user, "sheet save test-2026 \(first.zone) manage.2 --mark 1"),
            "nobody has declared yet that no conflict holds")
        for seat in all { try done(step(seat.user, "sheet accept test-2026 \(seat.zone)")) }
    }

    /// Who sits where, as the officer sees it.
    func seats() throws -> [(zone: String, code: String, state: String, user: String)] {
        try done(look("officer", "round status test-2026")).text.split(separator: "\n").filter { $0.hasPrefix("  ") }
            .map { line in
                let words = line.split(separator: " ").map(String.init)
                return (words[0], words[1], words[2], "u\(words[4].suffix(1))")
            }
    }

    /// Fills a sheet and reads it back.
    func fill(_ user: String, _ zone: String, mark: String, comment: String) throws -> String {
        try done(step(user, "sheet save test-2026 \(zone) manage.1 --mark \(mark) --comment ?", comment))
        try done(step(user, "sheet save test-2026 \(zone) manage.2 --mark 12"))
        let shown = try done(look(user, "sheet show test-2026 \(zone)")).text
        #expect(shown.contains("left: 0 marks, 0 comments") && shown.contains(comment))
        return String(shown.split(separator: " ").last ?? "").trimmingCharacters(in: .newlines)
    }
}

@discardableResult
func done(_ outcome: Outcome, sourceLocation: SourceLocation = #_sourceLocation) throws -> Outcome {
    try #require(outcome.status == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
    return outcome
}

/// Refused with words that a person can act on.
func refused(_ outcome: Outcome, _ words: String, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(
        outcome.status == 65 && outcome.errors.contains(words), "\(outcome.errors)\(outcome.text)",
        sourceLocation: sourceLocation)
}

@Suite struct LifeCommandTests {
    @Test func life_ofARound_fromApplicationToCertificate() throws {
        var bureau = try Bureau()
        try bureau.settle()
        try apply(bureau)
        try bureau.open()
        bureau.day("2026-10-20")
        try score(bureau)
        bureau.day("2026-11-06")
        try close(bureau)
        bureau.day("2026-11-10")
        try object(bureau)
        bureau.day("2026-11-16")
        try conclude(&bureau)
    }

    private func apply(_ bureau: Bureau) throws {
        #expect(
            try done(bureau.step("lu", "application submit lucheng")).text.contains(
                "submitted to the prefecture, 1 file"))
        #expect(try done(bureau.step("he", "application submit hecheng")).text.contains("submitted to the province"))
        refused(try bureau.step("he", "application submit lucheng"), "reaches only what is your own")
        refused(try bureau.step("officer", "application accept lucheng-2026"), "is submitted to the prefecture")
        try done(bureau.step("rec", "application return lucheng-2026 --opinion 请补充经费文件"))
        let listed = try done(bureau.look("lu", "application list")).text
        #expect(
            listed.contains("returned by the prefecture") && listed.contains("请补充经费文件") && !listed.contains("hecheng"))
        try done(bureau.step("lu", "application submit lucheng"))
        try done(bureau.step("rec", "application recommend lucheng-2026 --opinion 同意"))
        try done(bureau.step("officer", "application accept lucheng-2026"))
        try done(bureau.step("officer", "application accept hecheng-2026"))
    }

    private func score(_ bureau: Bureau) throws {
        let seats = try bureau.seats()
        #expect(
            seats.count == 10 && !seats.contains { $0.zone == "lucheng" && $0.user == "u1" }, "u1 is employed there")
        let first = try #require(seats.first { $0.zone == "hecheng" })
        refused(
            try bureau.step(first.user, "sheet save test-2026 hecheng manage.2 --mark 12.3"), "not a multiple of 0.5")
        refused(try bureau.step(first.user, "sheet save test-2026 hecheng manage.2 --mark 25"), "outside 0…20")
        refused(
            try bureau.step(first.user, "sheet save test-2026 hecheng manage.2 --mark 1 --base 7"),
            "it was changed elsewhere")
        refused(try bureau.step("officer", "sheet save test-2026 hecheng manage.1 --mark 1"), "you have no seat")
        refused(
            try bureau.step(first.user, "sheet save test-2026 hecheng manage.2 --mark ５.5"),
            "write 5.5, without full-width")
        let request = "sheet save test-2026 hecheng manage.2 --mark 11 --request AbCdEfGhIjKlMnOpQrStUg"
        try done(bureau.step(first.user, request))
        try take(bureau, first.user)
        let commented = try done(bureau.step(first.user, "sheet save test-2026 hecheng manage.2 --comment 联合执法"))
        #expect(commented.text.contains("saved manage.2 at hecheng: 11, 联合执法, version 2"), "a comment keeps the mark")
        let again = try done(bureau.step(first.user, request))
        #expect(
            again.errors.contains("was recorded before") && again.text.contains("version 2"),
            "also after another change")
        refused(
            try bureau.look("officer", "sheet show test-2026 hecheng --seat \(first.code)"),
            "what is on it is its expert's own")
        refused(try bureau.look(nil, "round status test-2026"), "not for the role public")
        for seat in seats {
            let code = try bureau.fill(
                seat.user, seat.zone, mark: seat.code == first.code ? "12" : "33", comment: "公示较好 \(seat.code)")
            refused(try bureau.step(seat.user, "sheet seal test-2026 \(seat.zone) --read 00000000"), "read it again")
            if seat.code == seats.last?.code { break }
            try done(bureau.step(seat.user, "sheet seal test-2026 \(seat.zone) --read \(code)"))
        }
        refused(try bureau.step(first.user, "sheet save test-2026 hecheng manage.1 --mark 33"), "is sealed")

        #expect(try done(bureau.look("officer", "round diverging test-2026")).text.contains("hecheng  manage.1  12…33"))
        try done(bureau.step("officer", "sheet reread test-2026 hecheng manage.1 --seat \(first.code)"))
        #expect(
            try done(bureau.look(first.user, "round status test-2026")).text.contains(
                "asked of you: read manage.1 at hecheng again"))
        let others = try #require(seats.first { $0.user != first.user })
        #expect(try !done(bureau.look(others.user, "round status test-2026")).text.contains("asked of you"))
        try done(bureau.step(first.user, "sheet answer test-2026 hecheng manage.1 --reasons 看错小数点"))
        let proposed = try done(
            bureau.step(
                first.user,
                "sheet revise test-2026 hecheng manage.1 --mark 33 --reason abnormal-divergence --text 看错小数点"))
        let command = try #require(proposed.text.split(separator: "`").dropFirst().first).dropFirst("heng ".count)
        refused(try bureau.step("officer", "round close test-2026 --missing 1"), "neither confirmed nor declined")
        refused(try bureau.step(first.user, String(command)), "not for the role expert")
        try done(bureau.step("deputy", String(command)))
        try done(bureau.step(first.user, "sheet receipt test-2026 hecheng sheet.tlog-proof"))
        let other = try #require(seats.first { $0.zone == "hecheng" && $0.code != first.code })
        try done(bureau.step(other.user, "sheet receipt test-2026 hecheng other.tlog-proof"))
    }

    /// A sheet from a table: every mistake with its line and nothing saved, then all of it; an empty field changes nothing.
    private func take(_ bureau: Bureau, _ user: String) throws {
        let table = bureau.folder.appending(path: "sheet.csv")
        func write(_ rows: String) throws {
            try "indicator,mark,comment\n\(rows)\n".write(to: table, atomically: true, encoding: .utf8)
        }
        try write("manage.1,99,\nmanage.9,1,\nmanage.2,11.2,")
        let outcome = try bureau.step(user, "sheet import test-2026 hecheng sheet.csv")
        #expect(outcome.status == 65)
        for line in ["sheet.csv:2: mark: 99 is outside", "sheet.csv:3: indicator: unknown", "sheet.csv:4: mark: 11.2"] {
            #expect(outcome.errors.contains(line), "\(outcome.errors)")
        }
        #expect(try done(bureau.look(user, "sheet show test-2026 hecheng")).text.contains("left: 1 mark, 0 comments"))
        refused(try bureau.step("officer", "sheet import test-2026 hecheng sheet.csv"), "you have no seat")
        try write("manage.1,30,证照较全\nmanage.2,,")
        let taken = try done(bureau.step(user, "sheet import test-2026 hecheng sheet.csv")).text
        #expect(taken == "took 1 cell into the sheet of hecheng; left: 0 marks, 0 comments\n", "\(taken)")
        #expect(try done(bureau.look(user, "sheet show test-2026 hecheng")).text.contains("11/20  v1"))
    }

    private func close(_ bureau: Bureau) throws {
        refused(try bureau.step("officer", "round close test-2026"), "2 of 2 marks saved")
        refused(try bureau.look("officer", "results"), "no round is closed yet")
        let closed = try done(bureau.step("officer", "round close test-2026 --missing 1"))
        #expect(closed.text.contains("10 seats = 9 sealed + 0 recused + 1 missed"))
        refused(try bureau.look(nil, "results"), "the round is closed")
        refused(
            try bureau.step("officer", "round publish test-2026 --from 2026-11-07 --to 2026-11-12"), "4 working days")
        try two(bureau, "round publish test-2026 --from 2026-11-09 --to 2026-11-13")
        #expect(try done(bureau.look(nil, "results")).text.contains("示例鹿城县"))
        try done(bureau.step("lu", "round receipt test-2026 lucheng result.tlog-proof"))
        refused(try bureau.step("lu", "round receipt test-2026 hecheng x.tlog-proof"), "reaches only what is your own")
        let late = try #require(try bureau.seats().first { $0.state == "missed" })
        let saved = try done(bureau.step(late.user, "sheet save test-2026 \(late.zone) manage.1 --mark 30"))
        #expect(saved.text.contains("logged as late") && saved.text.contains("not counted"))

        for receipt in ["result", "sheet"] {
            let proven = try done(bureau.plain("verify \(receipt).tlog-proof --key \(bureau.key)")).text
            #expect(proven.contains(receipt == "sheet" ? "[\"manage.1\",1200]" : "\"verdict\":\"fail\""))
            let file = bureau.folder.appending(path: "\(receipt).tlog-proof")
            var bytes = try Data(contentsOf: file)
            for place in stride(from: 0, to: bytes.count, by: bytes.count / 12) {
                bytes[place] ^= 1
                try bytes.write(to: bureau.folder.appending(path: "bad.tlog-proof"))
                let outcome = try bureau.plain("verify bad.tlog-proof --key \(bureau.key)")
                #expect(
                    outcome.status == 1 && outcome.errors.hasPrefix("NOT VERIFIED: bad.tlog-proof: "),
                    "\(place): \(outcome.errors)")
                bytes[place] ^= 1
            }
        }
    }

    /// An officer proposes, another confirms.
    private func two(_ bureau: Bureau, _ line: String) throws {
        let proposed = try done(bureau.step("officer", line)).text
        #expect(proposed.contains("Nothing is done yet"), "\(proposed)")
        refused(try bureau.step("officer", "act confirm test-2026"), "second person")
        try done(bureau.step("deputy", "act confirm test-2026"))
    }

    private func object(_ bureau: Bureau) throws {
        try done(
            bureau.step(
                "lu",
                "objection file test-2026 o1 --zone lucheng --indicator serve.1 --grounds 统计口径有误 --evidence lucheng/台账.txt"
            ))
        refused(
            try bureau.step("lu", "objection file test-2026 o2 --zone hecheng --indicator serve.1 --grounds 有误"),
            "reaches only what is your own")
        refused(try bureau.step("officer", "round finalise test-2026"), "the objection o1 is not decided")
        try "zone,fact,value\nlucheng,share,8.1\n".write(
            to: bureau.folder.appending(path: "right.csv"), atomically: true, encoding: .utf8)
        try two(bureau, "objection decide test-2026 o1 uphold --reasons 口径确有误 --facts right.csv")
        refused(try bureau.step("officer", "round conclude test-2026"), "with a correction notice")
        let proposed = try done(
            bureau.step("officer", "round conclude test-2026 --number 示〔2026〕2号 --statement 更正鹿城县一项数据")
        ).text
        #expect(proposed.contains("another person confirms with `heng act confirm"), "\(proposed)")
        let shown = try done(bureau.look("deputy", "act list test-2026")).text
        #expect(shown.contains("conclude the objections"), "\(shown)")
        let effect = try done(bureau.look("deputy", "act show test-2026")).text
        #expect(effect.contains("Lucheng: 2 45.00 fail → 1 85.00 pass"), "\(effect)")
        #expect(effect.contains("the correction notice 示〔2026〕2号 says: 更正鹿城县一项数据"), "\(effect)")
        try done(bureau.step("deputy", "act confirm test-2026"))
        #expect(
            try done(bureau.look("lu", "objection list test-2026")).text.contains(
                "upheld\n    统计口径有误\n  evidence for serve.1: 台账.txt"))
        let ranking = try done(bureau.look(nil, "results --format csv")).text
        #expect(ranking.contains("85.00"), "\(ranking)")
        refused(try bureau.step("officer", "round finalise test-2026"), "the notice runs until 2026-11-13")
    }

    private func conclude(_ bureau: inout Bureau) throws {
        let todo = try done(bureau.look("officer", "todo")).text
        #expect(todo.contains("the notice is over, make the result final"), "\(todo)")
        #expect(try done(bureau.look("lu", "todo")).text.contains("receive the decision on o1"))
        #expect(
            try done(bureau.step("lu", "objection receive test-2026 o1")).text.contains(
                "received at 2026-11-16 09:3"))
        try done(bureau.step("officer", "round finalise test-2026 --number 示〔2026〕3号"))
        #expect(try done(bureau.step("officer", "certificate issue test-2026")).text.contains("2 certificates"))
        try done(bureau.step("officer", "round papers test-2026"))
        try done(bureau.look("officer", "documents --output papers"))
        try done(bureau.step("officer", "round export test-2026 bundle"))
        let verified = try done(bureau.plain("verify bundle --key \(bureau.key)"))
        #expect(
            verified.text.contains("    1  示例禾城市 (hecheng)  85.00  pass\n    1  示例鹿城县 (lucheng)  85.00  pass"),
            "\(verified.text)")
        try done(bureau.plain("verify l.sqlite --key \(bureau.key)"))
        let kept = try done(bureau.plain("verify other.tlog-proof --key \(bureau.key) --bundle bundle"))
        #expect(kept.text.contains("counts what it says"))
        let revised = try bureau.plain("verify sheet.tlog-proof --key \(bureau.key) --bundle bundle")
        #expect(
            revised.status == 1 && revised.errors.contains("DIFFERS")
                && revised.errors.contains("manage.1: sealed 12, counted 33"))
        let replaced = try bureau.plain("verify result.tlog-proof --key \(bureau.key) --bundle bundle")
        #expect(
            replaced.status == 1 && replaced.errors.contains("verdict: the receipt says fail, the newest result pass"))
        try done(bureau.look("system", "backup copy"))
        refused(try bureau.look("officer", "backup other"), "not for the role officer")
        try holdPapers(bureau)
        try two(bureau, "certificate revoke test-2026-01 --reason 材料造假")
        try takeBack(bureau)
        bureau.day("2030-01-01")
        let listed = try done(bureau.look(nil, "certificate list")).text
        #expect(listed.contains("revoked") && listed.contains("expired"))
        refused(try bureau.look("officer", "log"), "not for the role officer")
        try done(bureau.look("lu", "documents --output own"))
        let own = try FileManager.default.contentsOfDirectory(atPath: bureau.folder.appending(path: "own").path)
            .sorted()
        #expect(
            own == [
                "certificate-hecheng.pdf", "certificate-lucheng.pdf", "correction-1.pdf", "decision-lucheng-o1.pdf",
                "finding.pdf", "notice.pdf", "score-sheet-lucheng.pdf",
            ], "\(own)")
        let printed = try own.map { name in
            try HengTests.run("pdftotext", ["-raw", "own/\(name)", "-"], in: bureau.folder).text.filter {
                !$0.isWhitespace
            }
        }
        #expect(printed[1].contains("2026年11月16日至2029年11月15日"), "from the day of issue")
        for text in printed[5...] { #expect(text.contains("2026年11月9日至2026年11月13日"), "as published, not as planned") }
        #expect(try done(bureau.look("auditor", "log")).text.contains("certificate.revoked"))
        try rejectYesterday(bureau)
    }

    /// The backup of before the revocation is sound, and signs nothing any more.
    private func rejectYesterday(_ bureau: Bureau) throws {
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(at: bureau.folder.appending(path: "l.sqlite\(suffix)"))
        }
        let outcome = try bureau.step("system", "restore copy --reason 磁盘损坏")
        #expect(outcome.status == 74 && outcome.errors.contains("nothing was changed or signed"), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: bureau.folder.appending(path: "l.sqlite").path))
        try FileManager.default.copyItem(
            at: bureau.folder.appending(path: "copy/heng.sqlite"), to: bureau.folder.appending(path: "l.sqlite"))
        let step = try bureau.step("officer", "certificate revoke test-2026-01 --reason 材料造假")
        #expect(step.status == 74 && step.errors.contains("nothing was changed or signed"), "\(step.errors)")
    }
}

/// `Tests/Reliability/sweep`, in part.
@Suite struct ReliabilityTests {
    @Test func sweep_pointsOfEveryStep_loseNothing() throws {
        let outcome = try run(
            "python3", ["Tests/Reliability/sweep", "--heng", hengPath(), "--points", "60"])
        #expect(outcome.status == 0, "\(outcome.text)\(outcome.errors)")
        #expect(outcome.text.contains("\n0 problems, "))
    }
}
