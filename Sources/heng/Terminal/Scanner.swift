// Evidence on the command line: the files, and a program of the operator's that looks at them before they are taken in.

import ArgumentParser
import Assessing
import FileReading
import Foundation
import PlainText
import Reasons
import Telling

struct ScannerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            both(
                "查验程序，例如病毒查杀程序：对每个佐证材料以其路径调用，返回值不为 0 的不予接收。",
                "A program that is called with the path of each file of evidence, such as a virus scanner; if it does not end with 0, the file is refused."
            )
        ))
    var scanner: String?

    /// nil where none is named.
    var accept: (@Sendable (String) throws -> Void)? {
        guard let scanner else { return nil }
        return { try scan($0, with: scanner) }
    }
}

/// - Throws: `Refusal` with what the program said when it does not end with 0 within two minutes; `FileError` where it cannot be started.
private func scan(_ path: String, with program: String) throws {
    let said = FileManager.default.temporaryDirectory.appending(path: "heng-scan-\(UUID().uuidString)").path
    defer { unlink(said) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, said, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(path), nil]
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    guard posix_spawn(&child, program, &actions, nil, &arguments, environ) == 0 else {
        throw FileError(.scannerNotStarted, ["program": program], status: .noInput)
    }
    let status = wait(for: child)
    guard status == 0 else {
        let words = String(decoding: ((try? readFile(said)) ?? []).prefix(500), as: UTF8.self)
        throw status == nil
            ? Refusal(.scannerTimedOut, field: "evidence", ["scanner": .text(program)])
            : Refusal(.scannerRefused, field: "evidence", ["said": .text(inLine(words))])
    }
}

/// How the program ended, 0 for well; nil where it had to be stopped.
private func wait(for child: pid_t) -> Int32? {
    for _ in 0..<12_000 {
        var status: Int32 = 0
        if waitpid(child, &status, WNOHANG) == child { return status }
        usleep(10_000)
    }
    kill(child, SIGKILL)
    waitpid(child, nil, 0)
    return nil
}

/// Files that somebody brings to show what is said, and who looks at them first.
struct EvidenceOptions: ParsableArguments {
    @Option(help: both("佐证材料的文件，可多次写。", "A file that shows it; repeated."))
    var evidence: [String] = []
    @OptionGroup var scanner: ScannerOptions

    func files() throws -> [(name: String, bytes: [UInt8])] {
        try evidence.map { path in
            (
                name: kept(URL(fileURLWithPath: path).lastPathComponent),
                bytes: try readRegularFile(path, atMost: EvidenceQuota().file)
            )
        }
    }
}
