// The floors of Documentation/architecture.md, held.

import Foundation
import Testing

@Suite struct ImportTests {
    /// A row of the table: a target, its floor, and what it may import.
    struct Row {
        let floor: Int
        let imports: Set<String>
        let mayImportAll: Bool
    }

    @Test func imports_everyTarget_areThoseOfTheTable() throws {
        let rows = try Self.table()
        for target in try subfolders(of: "Sources") where !target.hasPrefix("C") || rows[target]?.floor != 0 {
            let row = try #require(rows[target], "\(target) is not in the table")
            let found = try Self.imports(of: target)
            #expect(!found.isEmpty || row.imports.isEmpty, "\(target) imports nothing, which its row does not say")
            for module in found where module != "Foundation" && module != "Glibc" {
                #expect(row.mayImportAll || row.imports.contains(module), "\(target) imports \(module)")
                if let other = rows[module] {
                    #expect(other.floor < row.floor, "\(target) imports \(module), which is not below it")
                }
            }
        }
    }

    @Test func table_everyTargetNamed_exists() throws {
        let targets = Set(try subfolders(of: "Sources"))
        for name in try Self.table().keys { #expect(targets.contains(name), "\(name) is no folder in Sources") }
    }

    @Test func imports_ofEachForm_areRead() {
        let source =
            "import A\npackage import B\n  @testable import C\nimport struct D.E\n// import F\nlet x = \"import G\"\n"
        #expect(Self.imports(in: source) == ["A", "B", "C", "D"])
    }

    private static func table() throws -> [String: Row] {
        let text = try String(contentsOf: repository.appending(path: "Documentation/architecture.md"), encoding: .utf8)
        var rows: [String: Row] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("| ") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 4, let floor = Int(cells[0]) else { continue }
            let imports = Set(cells[3].split(whereSeparator: { ",; ".contains($0) }).map(String.init))
            for name in cells[1].split(separator: ",") {
                let target = name.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
                rows[target] = Row(floor: floor, imports: imports, mayImportAll: imports.contains("all"))
            }
        }
        return rows
    }

    private static func imports(of target: String) throws -> Set<String> {
        let folder = repository.appending(path: "Sources/\(target)")
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        return try names.reduce(into: []) { found, name in
            found.formUnion(imports(in: try String(contentsOf: folder.appending(path: name), encoding: .utf8)))
        }
    }

    private static func imports(in source: String) -> Set<String> {
        let kinds: Set = ["struct", "class", "enum", "func", "var", "let", "protocol", "typealias"]
        return Set(
            source.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ").map(String.init)
                guard let at = words.firstIndex(of: "import"), at <= 1, at + 1 < words.count,
                    at == 0 || ["package", "public", "internal", "@testable", "@_spi(_Unicode)"].contains(words[0])
                else { return nil }
                let name = kinds.contains(words[at + 1]) && at + 2 < words.count ? words[at + 2] : words[at + 1]
                return name.split(separator: ".").first.map(String.init)
            })
    }
}
