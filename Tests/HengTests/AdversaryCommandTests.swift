// Attacks and bad days on the command line, each as somebody tried it.

import Foundation
import Testing

@Suite struct AdversaryCommandTests {
    private func bureau() throws -> Bureau {
        let bureau = try Bureau()
        try bureau.settle()
        return bureau
    }

    private func mode(_ path: String, _ bureau: Bureau) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: bureau.folder.appending(path: path).path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    // MARK: files that a user brings

    /// An application names the signing key as its evidence.
    @Test(arguments: ["../l.key", "FOLDER/l.key", "link.txt", "pipe", "台账.txt/..", "/etc/hostname"])
    func evidence_outsideItsFolder_isRefusedAndNothingIsHandedOut(name: String) throws {
        let bureau = try bureau()
        let folder = bureau.folder.appending(path: "hecheng")
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: "link.txt").path, withDestinationPath: "../l.key")
        #expect(mkfifo(folder.appending(path: "pipe").path, 0o600) == 0)
        let file = folder.appending(path: "application.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacing("file: 台账.txt", with: "file: \(name.replacing("FOLDER", with: bureau.folder.path))")
        try text.write(to: file, atomically: true, encoding: .utf8)
        let outcome = try bureau.step("he", "application submit hecheng")
        #expect(outcome.status == 65 && outcome.errors.contains("evidence[0].file"), "\(outcome.errors)")
        #expect(try bureau.look("officer", "application list").text.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: bureau.folder.appending(path: "l.sqlite.evidence").path))
    }

    @Test func pipe_givenAsAFile_isRefusedAtOnce() throws {
        let bureau = try Bureau()
        #expect(mkfifo(bureau.folder.appending(path: "pipe").path, 0o600) == 0)
        for line in ["verify pipe", "criteria check pipe", "verify pipe --key \(bureau.key)"] {
            let outcome = try heng(line.split(separator: " ").map(String.init), in: bureau.folder)
            #expect([65, 66, 74].contains(outcome.status), "\(line): \(outcome.status) \(outcome.errors)")
        }
    }

    // MARK: files that we write

    @Test func key_isPrivateFromTheFirstByte_andRefusedWhereOthersMayReadIt() throws {
        let bureau = try Bureau()
        #expect(try mode("l.key", bureau) == 0o600)
        #expect(try mode("l.key.head", bureau) == 0o600)
        #expect(try mode("l.sqlite", bureau) == 0o600)
        let folder = try temporaryFolder()
        let trace = try run(
            "sh",
            [
                "-c",
                "umask 0; strace -f -e trace=openat,chmod,fchmod -o trace \(hengPath()) init --ledger a.b/c --database l.sqlite --key l.key && grep -E 'l.key|l.sqlite' trace",
            ], in: folder)
        #expect(trace.status == 0, "\(trace.errors)")
        for line in trace.text.split(separator: "\n") where line.contains("O_CREAT") && line.contains("l.key") {
            #expect(line.contains("0600") && line.contains("O_EXCL"), "\(line)")
        }
        #expect(!trace.text.contains("chmod"), "never readable by others, not even briefly")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: bureau.folder.appending(path: "l.key").path)
        let outcome = try bureau.step("security", "user add o --role officer --name 甲")
        #expect(outcome.status == 65 && outcome.errors.contains("chmod 600"), "\(outcome.errors)")
    }

    @Test func output_overAKeyOrADatabase_isRefused() throws {
        var bureau = try bureau()
        try bureau.enrol()
        try bureau.open()
        try bureau.sealAll()
        bureau.day("2026-09-02")
        try done(bureau.step("officer", "round close test-2026 --missing-facts 0"))
        let key = try Data(contentsOf: bureau.folder.appending(path: "l.key"))
        for target in ["l.key", "l.sqlite"] {
            let outcome = try bureau.look("officer", "results --output \(target)")
            #expect(outcome.status == 73 && outcome.errors.contains("never written over"), "\(outcome.errors)")
        }
        #expect(try Data(contentsOf: bureau.folder.appending(path: "l.key")) == key)
        try done(bureau.plain("verify l.sqlite"))
        #expect(mkfifo(bureau.folder.appending(path: "pipe").path, 0o600) == 0)
        for target in ["l.key.head", "l.sqlite-wal", "l.sqlite-journal", "l.sqlite.evidence/x", "pipe", "."] {
            let outcome = try bureau.look("officer", "results --output \(target)")
            #expect(
                outcome.status == 73 && outcome.errors.contains("never written over"), "\(target): \(outcome.errors)")
        }
        try Data("坏".utf8).write(to: bureau.folder.appending(path: "l.key.head"))
        #expect(try bureau.step("security", "user add o --role officer --name 甲").status != 0)
        try done(bureau.step("system", "key head"))
        let receipt = try bureau.step("officer", "round receipt test-2026 lucheng l.key")
        #expect(receipt.status == 73, "\(receipt.errors)")
        for folder in ["export", "backup"] {
            let line = folder == "export" ? "round export test-2026 l.key" : "backup l.key"
            let outcome = folder == "export" ? try bureau.step("officer", line) : try bureau.look("system", line)
            #expect(outcome.status != 0, "\(line)")
        }
        #expect(try Data(contentsOf: bureau.folder.appending(path: "l.key")) == key)
    }

    @Test func init_thatFails_leavesNothing() throws {
        let folder = try temporaryFolder()
        try Data().write(to: folder.appending(path: "file"))
        for (database, key) in [
            ("file/l.sqlite", "l.key"), ("l.sqlite", "file/l.key"), ("new/l.sqlite", "file/x/l.key"),
        ] {
            let outcome = try heng("init", "--ledger", "a.b/c", "--database", database, "--key", key, in: folder)
            #expect(outcome.status == 73, "\(outcome.errors)")
            let left = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0 != "new" }
            #expect(left == ["file"], "\(left)")
        }
        let strange = try heng("init", "--ledger", "a b", "--database", "l.sqlite", "--key", "l.key", in: folder)
        #expect(strange.status == 65)
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0 != "new" } == ["file"])
        try done(heng("init", "--ledger", "a.b/c", "--database", "l.sqlite", "--key", "l.key", in: folder))
    }

    // MARK: options

    @Test func option_thatWouldProveNothing_isRefused() throws {
        let bureau = try Bureau()
        let other = try Bureau()
        let head = other.folder.appending(path: "l.key.head").path
        let known = try bureau.plain("verify l.sqlite --known \(head)")
        #expect(known.status == 1, "an older checkpoint of another log: \(known.text)")
        try done(bureau.plain("verify l.sqlite --known l.key.head --key-file l.key"))
        #expect(try bureau.plain("verify l.sqlite --bundle .").status == 64)
        #expect(try bureau.plain("verify . --key-file l.key").status == 64)
        let stranger = try bureau.plain("verify l.sqlite --key-file \(other.folder.appending(path: "l.key").path)")
        #expect(stranger.status == 1, "\(stranger.text)")
    }

    @Test func request_thatBeginsWithADash_isARequest() throws {
        let bureau = try Bureau()
        for _ in 0..<2 {
            try done(
                bureau.step(
                    "security", "user add o --role officer --name 甲 --request ?", "-AbCdEfGhIjKlMnOpQrStQ"))
        }
        let other = try bureau.step(
            "security", "user add p --role officer --name 乙 --request ?", "-AbCdEfGhIjKlMnOpQrStQ")
        #expect(other.status == 65 && other.errors.contains("for another step"), "\(other.errors)")
    }

    // MARK: days

    /// Case 01: at one instant one answer, whatever the machine's time zone says.
    @Test func timeZone_ofTheMachine_changesNothing() throws {
        let bureau = try Bureau()
        let add = { (zone: String, id: String) in
            try run(
                "env",
                [
                    "TZ=UTC", "faketime", "2026-11-13 16:01:00", "env", "TZ=\(zone)", hengPath(), "user", "add", id,
                    "--role",
                    "officer", "--name", "甲", "--database", "l.sqlite", "--key", "l.key", "--as", "security",
                ], in: bureau.folder)
        }
        for (n, zone) in ["Asia/Shanghai", "UTC", "Pacific/Kiritimati", "America/Anchorage"].enumerated() {
            try done(add(zone, "o\(n)"))
        }
        let log = try done(bureau.look("auditor", "log --from 4")).text.split(separator: "\n")
            .filter { $0.contains("user.added") }
        #expect(log.count == 4)
        for line in log { #expect(line.contains("2026-11-14"), "\(line)") }
        try done(bureau.plain("verify l.sqlite --key-file l.key"))
    }

    @Test func offset_ofTheLedger_decidesItsDays() throws {
        let folder = try temporaryFolder()
        let line = ["init", "--ledger", "a.b/c", "--database", "l.sqlite", "--key", "l.key", "--offset", "-05:00"]
        try done(run("env", ["TZ=UTC", "faketime", "2026-11-14 03:00:00", hengPath()] + line, in: folder))
        let shown = try done(heng("rules", "show", "--database", "l.sqlite", in: folder))
        #expect(shown.text.contains("at home at -05:00"))
        let log = try done(heng("log", "--database", "l.sqlite", "--as", "auditor", in: folder))
        #expect(log.text.contains("0  2026-11-13  log.genesis"), "\(log.text)")
        #expect(!log.text.contains("secret"), "what ids are mixed with is nobody's")
        #expect(
            try heng("init", "--ledger", "a.b/c", "--database", "m", "--key", "n", "--offset", "8", in: folder).status
                == 65)
    }

    // MARK: what the terminal and others are told

    /// A comment with a line break that looks like one of ours.
    @Test func text_ofAPerson_cannotLookLikeOurs() throws {
        var bureau = try bureau()
        try bureau.enrol()
        try bureau.open()
        let seat = try #require(try bureau.seats().first)
        let comment = "好\nwaits: 无\u{9}"
        try done(bureau.step(seat.user, "sheet save test-2026 \(seat.zone) manage.1 --mark 30 --comment ?", comment))
        let shown = try done(bureau.look(seat.user, "sheet show test-2026 \(seat.zone)")).text
        #expect(!shown.contains("\nwaits:") && shown.contains("好 ⏎ waits: 无"), "\(shown)")
        for bad in ["好\u{1B}[2J", "好\u{202E}", "好\u{200B}", "好\u{85}"] {
            let outcome = try bureau.step(
                seat.user, "sheet save test-2026 \(seat.zone) manage.1 --comment ?", bad)
            #expect(outcome.status == 65 && outcome.errors.contains("comment holds"), "\(outcome.errors)")
        }
        for line in ["user add ? --role officer --name ?"] {
            let outcome = try bureau.step("security", line, "new", "甲\u{202E}乙")
            #expect(outcome.status == 65 && outcome.errors.contains("U+202E"), "\(outcome.errors)")
        }
        let decoded = try bureau.look("officer", "round status test-2026")
        #expect(!decoded.text.contains("late"), "\(decoded.text)")
    }

    @Test func user_whoWasRemoved_seesNothing() throws {
        let bureau = try bureau()
        try done(bureau.step("security", "user remove deputy"))
        let outcome = try bureau.look("deputy", "round status")
        #expect(outcome.status == 65 && outcome.errors.contains("there is no user deputy"), "\(outcome.errors)")
    }

    @Test func drafts_areNotShownToAuditorAndOfficer() throws {
        var bureau = try bureau()
        try bureau.enrol()
        try bureau.open()
        let seat = try #require(try bureau.seats().first)
        try done(bureau.step(seat.user, "sheet save test-2026 \(seat.zone) manage.1 --mark 31.5 --comment ?", "草稿"))
        let log = try done(bureau.look("auditor", "log")).text
        #expect(log.contains("a draft: its expert's own") && !log.contains("3150") && !log.contains("草稿"))
        let shown = try bureau.look("officer", "sheet show test-2026 \(seat.zone) --seat \(seat.code)")
        #expect(shown.status == 65 && shown.errors.contains("its expert's own"), "\(shown.errors)")
    }

    @Test func facts_outsideTheirRange_andOddCharacters_areToldWhereTheyEnter() throws {
        var bureau = try bureau()
        try bureau.enrol()
        try bureau.open()
        let facts = bureau.folder.appending(path: "facts.csv")
        try "zone,fact,value\nlucheng,share,-3\nhecheng,veto.safety,982\n".write(
            to: facts, atomically: true, encoding: .utf8)
        let outcome = try bureau.step("officer", "round facts test-2026 facts.csv --replace")
        #expect(outcome.status == 65 && outcome.errors.contains("facts.csv:3"), "\(outcome.errors)")
        let seat = try #require(try bureau.seats().first)
        let saved = try bureau.step(
            seat.user, "sheet save test-2026 \(seat.zone) manage.1 --mark 30 --comment ?", "已整改✅")
        #expect(saved.status == 0 && saved.errors.contains("U+2705") && saved.errors.contains("〓"), "\(saved.errors)")
    }

    @Test func scanner_ofTheOperator_decides() throws {
        let bureau = try bureau()
        let program = bureau.folder.appending(path: "scan")
        try "#!/bin/sh\ngrep -q 台账 \"$1\" && { echo 发现病毒; exit 1; }\nexit 0\n".write(
            to: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        let refused = try bureau.step("he", "application submit hecheng --scanner ?", program.path)
        #expect(refused.status == 65 && refused.errors.contains("发现病毒"), "\(refused.errors)")
        try "干净".write(
            to: bureau.folder.appending(path: "hecheng/台账.txt"), atomically: true, encoding: .utf8)
        try done(bureau.step("he", "application submit hecheng --scanner ?", program.path))
        #expect(try bureau.step("lu", "application submit lucheng --scanner ?", "/nowhere").status == 66)
        let listed = try FileManager.default.contentsOfDirectory(
            atPath: bureau.folder.appending(path: "l.sqlite.evidence").path)
        #expect(listed.count == 1)
    }
}

extension Bureau {
    /// Both zones apply and are accepted.
    func enrol() throws {
        try done(step("he", "application submit hecheng"))
        try done(step("lu", "application submit lucheng"))
        try done(step("rec", "application recommend lucheng-2026 --opinion 同意"))
        for zone in ["hecheng", "lucheng"] { try done(step("officer", "application accept \(zone)-2026")) }
    }

    /// Every seat marks everything and seals.
    func sealAll() throws {
        for seat in try seats() {
            let sheet = "test-2026 \(seat.zone)"
            try done(step(seat.user, "sheet save \(sheet) manage.1 --mark 30 --comment ?", "公示齐全"))
            try done(step(seat.user, "sheet save \(sheet) manage.2 --mark 12 --comment ?", "按期办结"))
            let code = try done(look(seat.user, "sheet show \(sheet)")).text.split(separator: " ").last ?? ""
            try done(
                step(seat.user, "sheet seal \(sheet) --gaps --read ?", code.trimmingCharacters(in: .newlines)))
        }
    }
}
