// Runs checkers that share no code with ours; a missing one fails the test.

import Foundation

struct ForeignTool {
    let name: String
    /// The Debian package that has it.
    let package: String

    static let openssl = ForeignTool(name: "openssl", package: "openssl")
    static let python = ForeignTool(name: "python3", package: "python3")
    static let go = ForeignTool(name: "go", package: "golang-go and golang-golang-x-mod-dev")

    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    func run(_ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]) throws -> Outcome {
        let process = Process()
        process.executableURL = try location()
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        return try TemporaryFolder.with { folder in
            let (source, output, errors) = (
                folder.appending(path: "in"), folder.appending(path: "out"), folder.appending(path: "err")
            )
            try Data(input).write(to: source)
            try Data().write(to: output)
            try Data().write(to: errors)
            process.standardInput = try FileHandle(forReadingFrom: source)
            process.standardOutput = try FileHandle(forWritingTo: output)
            process.standardError = try FileHandle(forWritingTo: errors)
            try process.run()
            process.waitUntilExit()
            return Outcome(
                status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
                errors: try String(contentsOf: errors, encoding: .utf8))
        }
    }

    private func location() throws -> URL {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") + ["/usr/bin"]
        let paths = name.hasPrefix("/") ? [name] : folders.map { "\($0)/\(name)" }
        guard let path = paths.first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw Missing(description: "\(name) is not installed; install the Debian package \(package)")
        }
        return URL(filePath: path)
    }
}

enum TemporaryFolder {
    static func with<T>(_ body: (URL) throws -> T) throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "AuditLedgerTests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}
