// Independent readers of the files: qpdf, poppler, zbar.

import Exchange
import Foundation
import Testing

struct ToolResult {
    let output: String
    let status: Int32
}

enum ForeignTools {
    /// Runs a program on a file that holds the bytes; `{}` among the arguments stands for its path.
    static func run(_ program: String, _ arguments: [String], on bytes: Data) throws -> ToolResult {
        let file = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID()).pdf")
        try bytes.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments.map { $0.replacing("{}", with: file.path) }
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return ToolResult(output: String(decoding: output, as: UTF8.self), status: process.terminationStatus)
    }

    /// The file's text as poppler finds it; in content order unless other options are given.
    static func text(of bytes: Data, _ options: [String] = ["-raw"]) throws -> String {
        try run("pdftotext", options + ["-q", "{}", "-"], on: bytes).output
    }
}

extension String {
    /// Whether extracted text has this text exactly; a line's end may have taken the place of one space, and of nothing else.
    func isFound(in text: String) -> Bool {
        let pattern = map { $0 == " " ? "[ \\n]" : NSRegularExpression.escapedPattern(for: Self($0)) }.joined(
            separator: "\\n?")
        return text.range(of: pattern, options: .regularExpression) != nil
    }
}
