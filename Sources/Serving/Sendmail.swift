// The system's sendmail: one mail into it, and what it says.

import Foundation
import Glibc

/// Runs `sendmail -t -i -f SENDER`, which every program of its kind understands; whom a mail is for stands in its own headers.
struct Sendmail: Sendable {
    /// A path; nothing of it goes through a shell.
    let program: String
    /// Whom a mail comes back to that cannot be delivered.
    let sender: String
    /// Where files may lie while they are made.
    let scratch: URL
    /// Seconds that one mail may take.
    var patience = 30

    /// What kept a mail from being taken, in the program's own words.
    struct Refusal: Error {
        let said: String
    }

    /// Returns when the program has taken the mail; children that it leaves behind, such as for the delivery, are not waited for.
    /// - Throws: `Refusal`.
    func send(_ mail: [UInt8]) throws(Refusal) {
        // Files without a name in place of pipes: a program that reads nothing, or whose children go on, holds nobody.
        let (input, output) = (nameless(), nameless())
        defer { for file in [input, output] where file >= 0 { close(file) } }
        guard input >= 0, output >= 0, write(mail, to: input) else { throw Refusal(said: "no scratch file") }
        guard let child = start(input, output) else { throw Refusal(said: "\(program): cannot be started") }
        guard let status = wait(for: child, polls: patience * 100) else {
            kill(-child, SIGTERM)
            if wait(for: child, polls: 200) == nil {
                kill(-child, SIGKILL)
                waitpid(child, nil, 0)
            }
            throw Refusal(said: "not done within \(patience) s")
        }
        guard status != 0 else { return }
        let (signal, said) = (status & 0x7F, text(of: output))
        let end = signal == 0 ? "exit \(status >> 8 & 0xFF)" : "signal \(signal)"
        throw Refusal(said: said.isEmpty ? end : "\(end): \(said)")
    }

    /// In a group of its own, with nothing of ours open and no signal held back. Not Foundation's `Process`, which waits for a program's children, too.
    private func start(_ input: Int32, _ output: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (file, goal) in [(input, Int32(0)), (output, 1), (output, 2)] {
            posix_spawn_file_actions_adddup2(&actions, file, goal)
        }
        for file in 3...Self.highestFile { posix_spawn_file_actions_addclose(&actions, file) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let words = [program, "-t", "-i", "-f", sender]
        let settings = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C"]
        var arguments = words.map { strdup($0) as UnsafeMutablePointer<CChar>? } + [nil]
        var environment = settings.map { strdup($0) as UnsafeMutablePointer<CChar>? } + [nil]
        defer { for text in arguments + environment { free(text) } }
        var child = pid_t()
        guard posix_spawn(&child, program, &actions, &attributes, &arguments, &environment) == 0 else { return nil }
        return child
    }

    /// The last file that may be open: sockets that a program's children kept would hold our port when we start again.
    private static var highestFile: Int32 {
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? ["1023"]
        // Some may be opened meanwhile.
        return max(3, open.compactMap { Int32($0) }.max() ?? 3) + 64
    }

    /// How the program ended, as `waitpid` has it; nil where it has not after so many hundredths of a second.
    private func wait(for child: pid_t, polls: Int) -> Int32? {
        for _ in 0..<polls {
            var status: Int32 = 0
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child { return status }
            // Somebody else took its end: nobody knows how it was.
            if ended < 0, errno == ECHILD { return 0x7F00 }
            usleep(10_000)
        }
        return nil
    }

    /// A file for its owner alone that is gone when it is closed; below 0 for none.
    private func nameless() -> Int32 {
        var path = Array(scratch.appending(path: "heng-mail-XXXXXX").path.utf8CString)
        let descriptor = mkstemp(&path)
        if descriptor >= 0 {
            unlink(path)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
        return descriptor
    }

    private func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return false }
            rest = rest.dropFirst(max(count, 0))
        }
        return lseek(file, 0, SEEK_SET) == 0
    }

    /// The beginning of what was written.
    private func text(of file: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 2000)
        let count = pread(file, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines)
    }
}
