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
        #expect(outcome.errors.contains("NOT VERIFIED: ") && outcome.errors.contains(": the event "), "\(outcome.errors)")
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

    private func copy() throws -> URL {
        let file = try temporaryFolder().appending(path: "heng.sqlite")
        try FileManager.default.copyItem(at: DemoRun.folder.get().appending(path: "heng.sqlite"), to: file)
        return file
    }
}
