// Heng, a Go program and a Python program, each written from Documentation/ledger.md, held against each other over bundles that a bureau with
// the key has changed and sealed anew.

import Foundation
import Testing

@Suite struct AgreementTests {
    /// `Tests/Verifier/mutate.py` in part: its thousands take half an hour.
    @Test(arguments: ["1", "2", "3"])
    func verifiers_overChangedBundles_agree(edition: String) throws {
        let folder = try temporaryFolder()
        let program = folder.appending(path: "verifier").path
        let sources = try FileManager.default.contentsOfDirectory(
            atPath: repository.appending(path: "Tests/Verifier").path
        ).sorted().filter { $0.hasSuffix(".go") }
        let build = try run(
            "env",
            [
                "GO111MODULE=off", "GOPATH=/usr/share/gocode", "GOFLAGS=", "GOCACHE=\(folder.path)/cache", "go",
                "build",
                "-o", program,
            ] + sources, in: repository.appending(path: "Tests/Verifier"))
        try #require(build.status == 0, "\(build.errors)")
        let outcome = try run(
            ".venv/bin/python",
            [
                "Tests/Verifier/mutate.py", "compare", "Tests/Editions/\(edition)/bundle", "--heng", hengPath(), "--go",
                program, "--count", "120", "--seed", "2026",
            ])
        #expect(outcome.text.contains("120 mutations of 1 bundles"), "\(outcome.text.suffix(400))\(outcome.errors)")
        // What the page leaves open may differ; what it says may not.
        let against = outcome.text.split(separator: "\n").filter {
            $0.hasPrefix("differ:") && !$0.contains("(page: open)")
        }
        #expect(against.isEmpty, "\(outcome.text)")
    }
}
