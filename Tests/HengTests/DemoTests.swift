// The demo as a newcomer runs it, checked with other people's tools.

import Foundation
import Testing

/// One run of `heng demo`, shared by all tests.
enum DemoRun {
    static let folder = Result<URL, any Error> {
        let folder = try temporaryFolder()
        let outcome = try heng("demo", "--output", folder.path)
        try #require(outcome.status == 0, "\(outcome.errors)")
        try outcome.output.write(to: folder.appending(path: "printed.txt"))
        return folder
    }

    static func documents() throws -> [URL] {
        let documents = try folder.get().appending(path: "documents")
        return try FileManager.default.contentsOfDirectory(at: documents, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "pdf" }.sorted { $0.path < $1.path }
    }
}

@Suite struct DemoTests {
    @Test func demo_piped_showsNoProgressBarAndTellsWhereEverythingIs() throws {
        let folder = try DemoRun.folder.get()
        let printed = try String(contentsOf: folder.appending(path: "printed.txt"), encoding: .utf8)
        #expect(!printed.contains("\u{1B}") && !printed.contains("█"))
        #expect(printed.contains("$ heng round import Examples/demo-round"))
        #expect(printed.contains("verified: demo.heng.example/2026"))
        for file in ["documents/notice.pdf", "results.csv", "snapshot.json", "heng.sqlite"] {
            #expect(FileManager.default.fileExists(atPath: folder.appending(path: file).path), "\(file)")
            #expect(printed.contains(file.split(separator: "/").last ?? ""))
        }
    }

    @Test func documents_ofEveryKind_areThere() throws {
        let names = try DemoRun.documents().map(\.lastPathComponent)
        #expect(names.contains("notice.pdf"))
        #expect(names.count { $0.hasPrefix("score-sheet-") } == 12)
        let snapshot = try String(contentsOf: DemoRun.folder.get().appending(path: "snapshot.json"), encoding: .utf8)
        let passed = snapshot.ranges(of: "\"verdict\":\"pass\"").count
        #expect(names.count { $0.hasPrefix("certificate-") } == passed)
        #expect(passed > 0 && passed < 12)
    }

    @Test func documents_all_satisfyQpdfAndEmbedSubsetsOnly() throws {
        for document in try DemoRun.documents() {
            let check = try run("qpdf", ["--check", document.path])
            #expect(
                check.status == 0 && !check.text.contains("WARNING"), "\(document.lastPathComponent): \(check.text)")
            let fonts = try run("pdffonts", [document.path]).text.split(separator: "\n").dropFirst(2)
            #expect(!fonts.isEmpty)
            for font in fonts {
                let flags = font.split(separator: " ").suffix(5).prefix(3)
                #expect(flags == ["yes", "yes", "yes"], "embedded, subset, with Unicode: \(font)")
            }
        }
    }

    @Test func qrCodes_ofOneDocumentEach_nameTheSnapshotOrTheCertificate() throws {
        let digest = try run("sha256sum", [DemoRun.folder.get().appending(path: "snapshot.json").path]).text.prefix(32)
        let documents = try DemoRun.documents()
        for kind in ["notice", "certificate", "score-sheet"] {
            let document = try #require(documents.first { $0.lastPathComponent.hasPrefix(kind) })
            let image = try temporaryFolder().appending(path: "page").path
            let last = kind == "notice" ? [] : ["-l", "1"]
            _ = try run("pdftoppm", ["-r", "150", "-png"] + last + [document.path, image])
            let pages = try FileManager.default.contentsOfDirectory(
                at: URL(fileURLWithPath: image).deletingLastPathComponent(), includingPropertiesForKeys: nil)
            let read = try run("zbarimg", ["-q", "--raw"] + pages.map(\.path))
            let code = try run("pdfinfo", ["-custom", document.path]).text.split(separator: "\n")
                .first { $0.hasPrefix("HengCode:") }?.split(separator: " ").last
            let address = "https://heng.example/v/" + (kind == "certificate" ? try #require(code) : digest)
            #expect(read.text.hasPrefix(address), "\(kind): \(read.text)")
        }
    }

    @Test func scoreSheet_everyTaskNameAndComment_isReadBackExactly() throws {
        let titles = try taskTitles()
        #expect(titles.count == 22)
        let comments = try self.comments()
        #expect(comments.contains { $0.text.count >= 200 }, "one comment of two hundred characters")
        #expect(comments.contains { $0.text.contains("𬭎") } && comments.contains { $0.text.contains("䶮") })
        for zone in Set(comments.map(\.zone)).sorted() {
            let file = try DemoRun.folder.get().appending(path: "documents/score-sheet-\(zone).pdf")
            let text = try run("pdftotext", ["-raw", file.path, "-"]).text
            let flat = text.filter { !$0.isNewline && $0 != "\u{0C}" }
            for title in titles { #expect(flat.contains(title), "\(zone): \(title)") }
            for comment in comments where comment.zone == zone {
                #expect(
                    flat.filter { $0 != " " }.contains(comment.text.filter { $0 != " " && !$0.isNewline }),
                    "\(zone): \(comment.text)")
            }
        }
    }

    /// Cells stand beside each other, so that a blank may part two characters; a stretched line parts many in a row.
    @Test(arguments: [["-raw"], [], ["-layout"]])
    func documents_all_haveNoBlanksBetweenTheCharactersOfALine(_ options: [String]) throws {
        for document in try DemoRun.documents() {
            let text = try run("pdftotext", options + [document.path, "-"]).text
            #expect(text.contains(/\p{Han}/), "\(document.lastPathComponent)")
            let torn = text.matches(of: /\p{Han} \p{Han} \p{Han} .*/).map { String($0.0) }
            #expect(torn == [], "\(document.lastPathComponent)")
        }
        let notice = try DemoRun.folder.get().appending(path: "documents/notice.pdf").path
        let sentence = try run("pdftotext", options + [notice, "-"]).text.filter { !$0.isWhitespace }
        #expect(sentence.contains("示例鹤洲区、示例清泉县总分同为89.43分"))
    }

    @Test func demo_secondRun_givesTheSameBytes() throws {
        let again = try temporaryFolder()
        #expect(try heng("demo", "--output", again.path).status == 0)
        let first = try DemoRun.folder.get()
        for file in try DemoRun.documents().map({ "documents/\($0.lastPathComponent)" }) + [
            "snapshot.json", "results.csv",
        ] {
            let a = try Data(contentsOf: first.appending(path: file))
            #expect(try a == Data(contentsOf: again.appending(path: file)), "\(file)")
        }
    }

    @Test func secondRound_staysInScoring_withSheetsInEveryState() throws {
        let database = ["--database", try DemoRun.folder.get().appending(path: "heng.sqlite").path]
        func look(_ user: String, _ line: String) throws -> String {
            try done(heng(line.split(separator: " ").map(String.init) + database + ["--as", user])).text
        }
        let board = try look("officer", "round status demo-scoring-2026")
        #expect(board.hasPrefix("round demo-scoring-2026: scoring"), "\(board)")
        #expect(board.matches(of: /sealed  43\/43/).count == 8, "\(board)")
        let own = try look("expert1", "round status demo-scoring-2026")
        for state in [
            "open  0/43", "open  20/43", "open  43/43", "sealed  43/43", "read regulate.1.4 at jinchuan again",
        ] {
            #expect(own.contains(state), "\(own)")
        }
        #expect(try look("expert1", "sheet show demo-scoring-2026 yunxi").contains("left: 0 marks, 1 comment"))
        let questions = try look("officer", "round questions demo-scoring-2026")
        #expect(questions.contains("answered: serve.6.2") && questions.contains("regulate.5.4"), "\(questions)")
        let material = try look("expert1", "sheet material demo-scoring-2026 luyuan")
        #expect(material.contains("监管平台截图.png") && material.contains("supplied: regulate.1.4"), "\(material)")
        #expect(try look("officer", "round diverging demo-scoring-2026").contains("\n2 cells to look at again"))
    }

    /// The tasks of the shipped scheme, as another YAML reader finds them.
    private func taskTitles() throws -> [String] {
        let script = """
            import yaml
            scheme = yaml.safe_load(open('Criteria/jiangxi-2017.yaml', encoding='utf-8'))
            print(*[task['title']['zh'] for pillar in scheme['criteria'] for task in pillar['children']], sep='\\n')
            """
        return try run(python, ["-c", script]).text.split(separator: "\n").map(String.init)
    }

    /// The comments of the demo's marks, as another CSV reader finds them.
    private func comments() throws -> [(zone: String, text: String)] {
        let script = """
            import csv
            for row in csv.DictReader(open('Examples/demo-round/marks.csv', encoding='utf-8-sig', newline='')):
                if row['comment'].strip() and row['mark'] != 'recused':
                    print(row['zone'], row['comment'].strip().replace('\\n', ''), sep='\\t')
            """
        return try run(python, ["-c", script]).text.split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", maxSplits: 1)
            return (String(parts[0]), String(parts[1]))
        }
    }
}

/// The Python of the tests' virtual environment, which has PyYAML.
var python: String { repository.appending(path: ".venv/bin/python").path }
