// `heng verify` on a file that somebody touched with a hex editor.

import Foundation
import Testing

@Suite struct VerifyTests {
    @Test func verify_untouchedFile_saysWhatItProved() throws {
        let outcome = try heng("verify", try copy().path)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.text.contains("ranking recomputed"))
        #expect(outcome.text.contains("the key was taken from the file itself"))
    }

    @Test(arguments: [
        "sheet.sealed", "round.opened", "round.closed", "seat.assigned", "seat.counted", "snapshot.sealed",
    ])
    func verify_byteOfAnEventFlipped_failsAndNamesTheEvent(type: String) throws {
        let file = try copy()
        var bytes = try Data(contentsOf: file)
        let place = try #require(bytes.range(of: Data("\"type\":\"\(type)\"".utf8))).lowerBound
        bytes[place - 20] ^= 1
        try bytes.write(to: file)
        let outcome = try heng("verify", file.path)
        #expect(outcome.status != 0)
        #expect(
            outcome.errors.contains("NOT VERIFIED: ") && outcome.errors.contains(": the event "), "\(outcome.errors)")
    }

    @Test func verify_byteOfTheSnapshotFlipped_failsAndNamesIt() throws {
        let file = try copy()
        var bytes = try Data(contentsOf: file)
        let place = try #require(bytes.range(of: Data("\"closedBy\":".utf8))).lowerBound
        bytes[place + 11] ^= 1
        try bytes.write(to: file)
        let outcome = try heng("verify", file.path)
        #expect(outcome.status != 0 && outcome.errors.contains("file"), "\(outcome.errors)")
    }

    @Test func verify_randomBytesOfTheFile_failOrTouchNothingStored() throws {
        // A flip may hit a free page or an index that SQLite does not read; then the proof must be the same.
        var random = SystemRandomNumberGenerator()
        let proven = try heng("verify", try copy().path).text
        var failures = 0
        for _ in 0..<30 {
            let file = try copy()
            var bytes = try Data(contentsOf: file)
            bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8(1 << Int.random(in: 0..<8, using: &random))
            try bytes.write(to: file)
            let outcome = try heng("verify", file.path)
            if outcome.status == 0 { #expect(outcome.text == proven) } else { failures += 1 }
        }
        #expect(failures > 0)
    }

    @Test func verify_wrongKey_isRefused() throws {
        let folder = try temporaryFolder()
        let key = try heng("key", "make", "--ledger", "demo.heng.example/2026", "--key", "\(folder.path)/other.key")
            .text
        let outcome = try heng("verify", try copy().path, "--key", key.trimmingCharacters(in: .newlines))
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("expected demo.heng.example/2026+"))
    }

    @Test func verify_noSuchFile_isSaid() throws {
        let outcome = try heng("verify", "missing.sqlite")
        #expect(outcome.status == 66)
        #expect(outcome.errors.hasPrefix("missing.sqlite: there is no such database, bundle or receipt"))
    }

    /// Somebody in China, at a machine that says so or nothing at all, reads Chinese; English where the machine speaks otherwise.
    @Test(arguments: [
        (["LANG=zh_CN.UTF-8"], true), ([], true), (["HENG_LANG=zh-Hans", "LANG=C"], true),
        (["LANG=C.UTF-8"], false), (["LC_ALL=en_GB.UTF-8", "LANG=zh_CN.UTF-8"], false), (["HENG_LANG=en"], false),
    ])
    func verify_ofABrokenBundle_isToldInTheLanguageOfTheReader(variables: [String], isChinese: Bool) throws {
        let folder = try temporaryFolder().appending(path: "bundle")
        try FileManager.default.copyItem(at: DemoRun.folder.get().appending(path: "bundle"), to: folder)
        let file = folder.appending(path: "snapshot.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing("6701/70", with: "6711/70").write(to: file, atomically: true, encoding: .utf8)
        let unset = ["HENG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].flatMap { ["-u", $0] }
        let outcome = try run("env", unset + variables + [hengPath(), "verify", folder.path])
        #expect(outcome.status == 1)
        let lines = outcome.errors.split(separator: "\n").map(String.init)
        try #require(lines.count == 3, "\(outcome.errors)")
        #expect(lines[0].hasPrefix(isChinese ? "核验不通过：" : "NOT VERIFIED: "), "\(outcome.errors)")
        #expect(lines[0].contains("snapshot.json"), "\(outcome.errors)")
        #expect(lines[1].hasPrefix(isChinese ? "  请不要采信" : "  Do not trust"), "\(outcome.errors)")
        let sound = try run(
            "env", unset + variables + [hengPath(), "verify", DemoRun.folder.get().appending(path: "bundle").path])
        #expect(sound.text.hasPrefix(isChinese ? "核验通过：" : "verified: "), "\(sound.text)")
    }

    private func copy() throws -> URL {
        let folder = try temporaryFolder()
        // The papers that the ledger names lie beside it.
        for name in ["heng.sqlite", "heng.sqlite.evidence"] {
            try FileManager.default.copyItem(
                at: DemoRun.folder.get().appending(path: name), to: folder.appending(path: name))
        }
        return folder.appending(path: "heng.sqlite")
    }
}
