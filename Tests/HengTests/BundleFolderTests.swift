// The demo's bundle in the hands of an outsider: every command of its README, and what cannot be found in it.

import Foundation
import Testing

@Suite struct BundleFolderTests {
    @Test func readMe_everyCommand_acceptsTheBundle() throws {
        let bundle = try copy()
        let commands = try commands(of: bundle)
        #expect(commands.count == 4)
        let outcomes = try commands.map { try run("bash", ["-e", "-o", "pipefail", "-c", $0], in: bundle) }
        for outcome in outcomes { #expect(outcome.status == 0, "\(outcome.text)\(outcome.errors)") }
        #expect(outcomes[0].text.contains("ranking recomputed") && !outcomes[0].text.contains("note:"))
        #expect(outcomes[1].text.contains("Signature Verified Successfully"))
        #expect(outcomes[2].text.contains("verified: demo.heng.example/2026"))
        #expect(
            outcomes[3].text.hasPrefix("verified: ") && outcomes[3].text.contains("\n1 yunling 95.73 pass\n"))
    }

    @Test(arguments: [
        (0, "events.ndjson", "2026-11-06", "2026-11-05"), (1, "checkpoint", "heng.example", "heng.examqle"),
        (2, "keys", "heng.example", "heng.examqle"), (3, "snapshot.json", "6701/70", "6711/70"),
    ])
    func readMe_command_refusesAChangedFile(command: Int, file: String, old: String, new: String) throws {
        let bundle = try copy()
        let path = bundle.appending(path: file)
        let text = try String(contentsOf: path, encoding: .utf8)
        try #require(text.contains(old))
        try text.replacing(old, with: new).write(to: path, atomically: true, encoding: .utf8)
        let outcome = try run("bash", ["-e", "-o", "pipefail", "-c", commands(of: bundle)[command]], in: bundle)
        #expect(outcome.status != 0, "\(outcome.text)")
        if command >= 2 { #expect(outcome.text.contains("NOT VERIFIED: \(file)"), "\(outcome.text)") }
    }

    /// The README's blocks, with the places of this machine put in.
    private func commands(of bundle: URL) throws -> [String] {
        let program = try hengPath()
        let readMe = try String(contentsOf: bundle.appending(path: "README.md"), encoding: .utf8)
        return readMe.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }.map { _, block in
            String(block.drop { !$0.isNewline })
                .replacing("heng verify", with: "\(program) verify")
                .replacing("/path/to/heng", with: repository.path)
                .replacing("python3", with: python)
        }
    }

    /// Names, offices and comments of the round's files: the database has them, the bundle has none.
    @Test func bundle_ofTheDemo_holdsNothingOfAPerson() throws {
        let secrets = try secrets()
        #expect(secrets.count > 40)
        let database = try DemoRun.folder.get().appending(path: "heng.sqlite").path
        let log = try heng("log", "--database", database, "--as", "auditor").text
        let bundle = try copy()
        let text = try FileManager.default.subpathsOfDirectory(atPath: bundle.path).map { name in
            guard let bytes = try? Data(contentsOf: bundle.appending(path: name)) else { return "" }
            return String(decoding: bytes, as: UTF8.self) + decoded(bytes)
        }.joined()
        #expect(text.contains("\"marks\",[["), "what is encoded was read")
        for secret in secrets {
            #expect(log.contains(secret), "\(secret) could have been found")
            #expect(!text.contains(secret), "\(secret) is in the bundle")
        }
    }

    /// Experts' ids, names and offices and all comments, as another CSV reader finds them.
    private func secrets() throws -> [String] {
        let script = """
            import csv
            for row in csv.DictReader(open('Examples/demo-round/panel.csv', encoding='utf-8-sig')):
                print(row['name'], row['organisation'], sep='\\n')
            for row in csv.DictReader(open('Examples/demo-round/marks.csv', encoding='utf-8-sig')):
                if row['comment'].strip() and row['mark'] != 'recused': print(row['comment'].strip().split('\\n')[0])
            print('示例经办人', 'import-round', '2026-11-06T09:30:00Z', sep='\\n')
            """
        return Set(try run(python, ["-c", script]).text.split(separator: "\n").map(String.init)).sorted()
    }

    /// Every run of base64url letters, decoded: what a searcher would look into.
    private func decoded(_ bytes: Data) -> String {
        let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        return bytes.split { !letters.contains($0) }.filter { $0.count > 40 }.map { run in
            let text = String(decoding: run, as: UTF8.self).replacing("-", with: "+").replacing("_", with: "/")
            // Whatever stands before the first letter shifts the groups of four.
            return (0..<4).map { shift in
                let part = text.dropFirst(shift)
                let padded = part + String(repeating: "=", count: (4 - part.count % 4) % 4)
                return Data(base64Encoded: String(padded)).map { String(decoding: $0, as: UTF8.self) } ?? ""
            }.joined()
        }.joined()
    }

    private func copy() throws -> URL {
        let folder = try temporaryFolder().appending(path: "bundle")
        try FileManager.default.copyItem(at: DemoRun.folder.get().appending(path: "bundle"), to: folder)
        return folder
    }
}
