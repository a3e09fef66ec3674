// Mails: the bytes that they are, the program that takes them, and from when on the day's are queued.

import Accounts
import AssessmentModel
import EventModel
import Exchange
import Foundation
import Pages
import Testing

@testable import Serving

@Suite struct MailTests {
    private func written(
        to address: String = "li@example.gov.cn", subject: String = "待办 1 项", text: String = "您好\n",
        id: String = "heng.1@example.gov.cn", stamp: String = "2026-11-28T08:00:05+08:00"
    ) -> [String] {
        let bytes = MailWriter(from: .init(name: "评估系统", address: "pinggu@example.gov.cn"))
            .bytes(to: address, subject: subject, text: text, id: id, stamp: stamp, in: .chinese)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    private func head(_ name: String, _ lines: [String]) -> [String] {
        let start = lines.firstIndex { $0.hasPrefix("\(name): ") } ?? lines.count
        return lines.isEmpty ? [] : [lines[start]] + lines[(start + 1)...].prefix { $0.hasPrefix(" ") }
    }

    private func decoded(_ lines: [String]) -> String {
        let words = lines.joined().matches(of: /=\?utf-8\?B\?([A-Za-z0-9+\/=]+)\?=/)
        return words.map { word in
            // Each word is whole by itself: no character is cut.
            Data(base64Encoded: String(word.output.1)).flatMap { String(validating: $0, as: UTF8.self) } ?? "?"
        }.joined()
    }

    @Test func mail_hasItsHeadsOnceAndItsTextInBase64() throws {
        let lines = written(text: "您好\n— 一行\n")
        let names = lines.prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding", "Content-Language", "Auto-Submitted", "X-Auto-Response-Suppress",
            ])
        #expect(head("To", lines) == ["To: <li@example.gov.cn>"])
        #expect(head("Date", lines) == ["Date: Sat, 28 Nov 2026 08:00:05 +0800"])
        #expect(head("Message-ID", lines) == ["Message-ID: <heng.1@example.gov.cn>"])
        #expect(head("Auto-Submitted", lines) == ["Auto-Submitted: auto-generated"])
        #expect(decoded(head("From", lines)) == "评估系统")
        #expect(head("From", lines)[0].hasSuffix(" <pinggu@example.gov.cn>"))
        let body = lines.drop { !$0.isEmpty }.joined()
        #expect(Data(base64Encoded: body).map { String(decoding: $0, as: UTF8.self) } == "您好\r\n— 一行\r\n")
    }

    @Test(arguments: [0, 1, 14, 15, 16, 30, 45, 46, 120])
    func subject_ofAnyLength_isFoldedBetweenCharacters(count: Int) {
        let subject = String(String(repeating: "a𠮷待é", count: 40).prefix(count))
        let lines = head("Subject", written(subject: subject))
        #expect(decoded(lines) == subject)
        #expect(lines.allSatisfy { $0.utf8.count <= 76 }, "\(lines)")
    }

    @Test func heads_neverGetALineThatAValueBrings() {
        let plain = written()
        let lines = written(
            to: "li@example.gov.cn>\r\nBcc: x@example.cn", subject: "a\r\nBcc: x@example.cn\n\nb",
            id: "1\r\nBcc: x@example.cn")
        #expect(!lines.contains { $0.lowercased().hasPrefix("bcc") })
        #expect(lines.prefix { !$0.isEmpty }.count == plain.prefix { !$0.isEmpty }.count)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00+00:00", "Thu, 1 Jan 1970 00:00:00 +0000"),
        ("2026-12-31T23:59:59+08:00", "Thu, 31 Dec 2026 23:59:59 +0800"),
        ("2028-02-29T12:00:00-05:30", "Tue, 29 Feb 2028 12:00:00 -0530"),
    ])
    func date_isThatOfTheMoment(stamp: String, date: String) {
        #expect(head("Date", written(stamp: stamp)) == ["Date: \(date)"])
    }

    // MARK: the program

    private func program(_ script: String) throws -> (Sendmail, URL) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "heng-mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "sendmail")
        try Data("#!/bin/sh\ncd '\(folder.path)'\n\(script)\n".utf8).write(to: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path.path)
        return (
            Sendmail(program: path.path, sender: "pinggu@example.gov.cn", scratch: folder, patience: 2), folder
        )
    }

    private func refusal(_ program: Sendmail, _ mail: String = "To: x\n\nx\n") -> String? {
        do {
            try program.send(Array(mail.utf8))
            return nil
        } catch { return error.said }
    }

    @Test func program_thatTakesAMail_hasAllOfItAndItsOptions() throws {
        let (program, folder) = try program("cat > got; echo \"$@\" > options")
        let mail = "To: x\n\n" + String(repeating: "一行\n", count: 50_000)
        #expect(refusal(program, mail) == nil)
        #expect(try String(contentsOf: folder.appending(path: "got"), encoding: .utf8) == mail)
        let options = try String(contentsOf: folder.appending(path: "options"), encoding: .utf8)
        #expect(options == "-t -i -f pinggu@example.gov.cn\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3, "no scratch file is left")
    }

    @Test func program_thatReadsNothingFailsOrHangs_isToldOf() throws {
        #expect(refusal(try program("exit 0").0, String(repeating: "x", count: 300_000)) == nil)
        #expect(refusal(try program("cat > /dev/null; echo no such user >&2; exit 67").0) == "exit 67: no such user")
        #expect(refusal(try program("kill -9 $$").0)?.hasPrefix("signal 9") == true)
        #expect(refusal(try program("exec sleep 60").0) == "not done within 2 s")
        #expect(refusal(try program("trap '' TERM; while :; do sleep 0.2; done").0) == "not done within 2 s")
        // A child that goes on keeps nobody.
        #expect(refusal(try program("sleep 4 & exit 0").0) == nil)
        // What hangs ends with all that it began.
        let (hanging, folder) = try program("(sleep 4; touch late) & cat > /dev/null; sleep 60")
        #expect(refusal(hanging) == "not done within 2 s")
        sleep(3)
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "late").path))
        let nowhere = Sendmail(
            program: "/nowhere/sendmail", sender: "x@example.cn", scratch: URL(fileURLWithPath: "/tmp"))
        #expect(refusal(nowhere)?.contains("cannot be started") == true)
    }

    // MARK: the day

    @Test func mails_areQueuedOnceADay_fromTheirMinuteOnAtTheLedgersPlace() throws {
        let desk = try RouterTests.desk()
        let words = try MailWords.load(in: RouterTests.repository.appending(path: "Templates")).get()
        let from = try #require(MailAddress("pinggu@example.gov.cn"))
        let mail = MailSettings(program: "/bin/true", from: from, minute: 8 * 60, words: words)
        // 2026-11-28T00:00:00Z is eight o'clock in China.
        let eight = try #require(Moment(time: "2026-11-28T00:00:00Z"))
        /// Whether the mails of these days are queued after a look so many hours after eight.
        func queued(after hours: Int, less seconds: Int = 0) throws -> [Bool] {
            try desk.queueMail(mail, at: Moment(seconds: eight.seconds + hours * 3600 - seconds))
            return try ["2026-11-28", "2026-11-29"].map { try desk.accounts.isMailQueued(of: $0) }
        }
        #expect(try queued(after: 0, less: 1) == [false, false])
        #expect(try queued(after: 0) == [true, false])
        #expect(try queued(after: 12) == [true, false])
        #expect(try queued(after: 16) == [true, false], "it is the next day there, before its minute")
        #expect(try queued(after: 24) == [true, true])
    }
}
