// The examples of Documentation/schemes.md, and the JSON Schema against the loader, through their Python tests.

import Foundation
import Testing

@Suite struct ExamplesTests {
    @Test(arguments: ["test_pages.py", "test_schema.py"])
    func examples_ofTheDocumentsAndTheSchema_holdForTheBuiltProgram(script: String) throws {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let binary = tests.deletingLastPathComponent().appending(path: "heng")
        try #require(FileManager.default.isExecutableFile(atPath: binary.path), "build heng first: \(binary.path)")
        let outcome = try run(python, ["Tests/Examples/\(script)", "--heng", binary.path])
        #expect(outcome.status == 0, "\(script): \(outcome.text)\(outcome.errors)")
    }
}
