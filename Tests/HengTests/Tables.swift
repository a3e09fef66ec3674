// A scheme and its tables in a folder of their own, for `heng score` and `heng explain`.

import Foundation
import Testing

/// Files that a test writes out, by their option.
struct Tables {
    let folder: URL
    private let options: [String]

    /// `marks` without its header; each of the other tables only where it is given.
    init(
        _ scheme: String, marks: String = "", facts: String? = nil, panel: String? = nil, zones: String? = nil
    ) throws {
        folder = try temporaryFolder()
        let heads = "status: official\ntitle: {zh: 试}\n"
        let files: [(String, String?)] = [
            ("scheme", "scheme: small\n" + heads + scheme + "\n"), ("marks", "zone,indicator,expert,mark\n" + marks),
            ("facts", facts.map { "zone,fact,value\n" + $0 }),
            ("panel", panel.map { "expert,name,source,organisation\n" + $0 }),
            ("zones", zones.map { "zone,name,english,kind,prefecture,code\n" + $0 }),
        ]
        var options: [String] = []
        for (name, text) in files {
            guard let text else { continue }
            let file = folder.appending(path: name == "scheme" ? "scheme.yaml" : "\(name).csv")
            try text.write(to: file, atomically: true, encoding: .utf8)
            options += ["--\(name)", file.path]
        }
        self.options = options
    }

    func score(_ more: String...) throws -> Outcome { try heng(["score"] + options + more) }

    func explain(_ zone: String, _ more: String...) throws -> Outcome {
        try heng(["explain", "--zone", zone] + options + more)
    }

    /// What stands below the heads of zone, scheme and indicator, without the indent.
    func arithmetic(_ zone: String, _ indicator: String, language: String = "zh-Hans") throws -> [String] {
        let outcome = try explain(zone, "--indicator", indicator, "--language", language)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.text.split(separator: "\n").dropFirst(3).map { String($0.dropFirst(2)) }
    }

    /// All lines about a zone, without any indent.
    func lines(_ zone: String) throws -> [String] {
        let outcome = try explain(zone)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
