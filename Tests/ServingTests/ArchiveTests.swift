// Archives: what another program reads out of them, with names that mean harm, many entries, and places behind four gigabytes.

import Foundation
import Testing

@testable import Exchange

@Suite struct ArchiveTests {
    /// What Python's zipfile finds: names and contents' sizes, a line each, after it has checked every sum.
    private func read(_ path: String) throws -> [String] {
        let script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as archive:
                assert archive.testzip() is None
                for entry in archive.infolist():
                    print(entry.filename, entry.file_size, entry.flag_bits, *entry.date_time[:3])
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, path]
        process.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "PYTHONIOENCODING": "utf-8"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let told = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: told, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func written(at offset: Int = 0, _ fill: (inout ZIPWriter) -> [UInt8]) throws -> [String] {
        let path = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: path) }
        var zip = ZIPWriter(year: 2026, month: 12, day: 14, at: offset)
        var bytes = fill(&zip)
        bytes += zip.end()
        #expect(FileManager.default.createFile(atPath: path.path, contents: nil))
        let file = try FileHandle(forWritingTo: path)
        // What lies before takes no room on the disk.
        try file.truncate(atOffset: UInt64(offset))
        try file.seek(toOffset: UInt64(offset))
        try file.write(contentsOf: Data(bytes))
        try file.close()
        return try read(path.path)
    }

    @Test func entries_areReadAsTheyWereWritten() throws {
        let found = try written { zip in
            zip.entry("得分表-示例市.pdf", Array("%PDF-1.7".utf8)) + zip.entry("receipts/12.tlog-proof", [])
                + zip.entry("a", [1])
        }
        #expect(
            found == [
                "得分表-示例市.pdf 8 2048 2026 12 14", "receipts/12.tlog-proof 0 2048 2026 12 14", "a 1 2048 2026 12 14",
            ])
    }

    @Test func pieces_giveTheSumOfTheWhole() {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        #expect(
            ZIPWriter.crc(ZIPWriter.crc(0, Array(bytes[..<12_345])), Array(bytes[12_345...])) == ZIPWriter.crc(0, bytes)
        )
        #expect(ZIPWriter.crc(0, Array("123456789".utf8)) == 0xCBF4_3926)
    }

    @Test(arguments: [
        ("../../etc/passwd", "_/_/etc/passwd"), ("..", "_"), ("", "_"), ("a\r\nSet-Cookie: x", "a__Set-Cookie_ x"),
        ("甲\u{202E}fdp.exe", "甲_fdp.exe"), ("C:\\con|<script>", "C__con__script_"), ("结尾. ", "结尾"), ("/绝对/路径", "绝对/路径"),
    ])
    func names_thatMeanHarm_areHarmless(name: String, harmless: String) throws {
        #expect(try written { $0.entry(name, []) } == ["\(harmless) 0 2048 2026 12 14"])
    }

    @Test func names_areCutTo255BytesAndToldApart() {
        let long = String(repeating: "长", count: 200) + ".pdf"
        #expect(FileName(long).text.utf8.count == 253 && FileName(long).text.hasSuffix("长.pdf"))
        var zip = ZIPWriter()
        let bytes =
            zip.entry(long, []) + zip.entry(long, []) + zip.entry("A.pdf", []) + zip.entry("a.pdf", []) + zip.end()
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("长 (2).pdf") && text.contains("a (2).pdf"))
    }

    @Test func moreEntriesThan65535_haveRecordsOf64Bits() throws {
        let found = try written { zip in (0..<66_000).flatMap { zip.entry("\($0)", []) } }
        #expect(found.count == 66_000)
    }

    @Test func entriesBehindFourGigabytes_areFound() throws {
        let found = try written(at: 5 << 30) { zip in zip.entry("远.txt", Array("在后面".utf8)) }
        #expect(found == ["远.txt 9 2048 2026 12 14"])
    }
}
