// Running the built binary and the independent checkers.

import Foundation
import Testing

/// The root of the source tree.
let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// What a program left behind.
struct Outcome {
    let status: Int32
    let output: Data
    let errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
}

/// Runs a program from PATH, or by its path, in the root of the source tree.
func run(_ program: String, _ arguments: [String], in folder: URL = repository) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = folder
    // What these tests read is English, whatever the machine speaks.
    process.environment = ProcessInfo.processInfo.environment.merging(["HENG_LANG": "en"]) { $1 }
    // Files, not pipes: a full pipe would stop the program.
    let output = temporaryFile()
    let errors = temporaryFile()
    process.standardOutput = try writingHandle(output)
    process.standardError = try writingHandle(errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Outcome(
        status: process.terminationStatus, output: try Data(contentsOf: output),
        errors: try String(contentsOf: errors, encoding: .utf8))
}

/// Runs the `heng` that was built beside the tests.
func heng(_ arguments: String..., in folder: URL = repository) throws -> Outcome {
    try heng(arguments, in: folder)
}

func heng(_ arguments: [String], in folder: URL = repository) throws -> Outcome {
    try run(hengPath(), arguments, in: folder)
}

/// Runs `heng` on a terminal of so many columns; nil: of an unknown number.
func heng(columns: Int?, _ arguments: String...) throws -> Outcome {
    let environment = columns.map { ["COLUMNS=\($0)"] } ?? ["-u", "COLUMNS"]
    return try run("env", environment + [hengPath()] + arguments)
}

func hengPath() throws -> String {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let binary = tests.deletingLastPathComponent().appending(path: "heng")
    try #require(FileManager.default.isExecutableFile(atPath: binary.path), "build heng first: \(binary.path)")
    return binary.path
}

func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
}

func subfolders(of path: String) throws -> [String] {
    let url = repository.appending(path: path)
    return try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: [.isDirectoryKey])
        .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
        .map(\.lastPathComponent).sorted()
}

private func temporaryFile() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString).out")
}

private func writingHandle(_ url: URL) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: url.path, contents: nil)
    return try FileHandle(forWritingTo: url)
}
