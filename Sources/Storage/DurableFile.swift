// Files that we write: private from the first byte, whole or not at all, and on the disk before we say so.

import Foundation
import Glibc
package import Reasons

/// What kept a file from being written; `path` as the caller named it, which the reason leaves to it.
package struct FileFailure: Error, Equatable, CustomStringConvertible {
    package enum Code: Sendable {
        /// Something stands there that must not be written over.
        case inTheWay
        case failed
    }

    package let code: Code
    package let path: String
    package let reason: Reason

    package var description: String { "\(path): \(reason)" }

    package init(_ code: Code, _ path: String, _ reason: ReasonCode, _ values: [String: Reason.Value] = [:]) {
        self.code = code
        self.path = path
        self.reason = Reason(reason, values)
    }

    static func ofSystem(_ path: String, _ number: Int32) -> FileFailure {
        let why = String(cString: strerror(number)).lowercased()
        return FileFailure(.failed, path, .fileNotWritten, ["why": .term(.system, why)])
    }
}

/// Who may read a file besides its owner.
package enum FileMode: Sendable {
    /// Nobody: keys, databases, whatever names a person.
    case owner
    /// As the process's mask says.
    case everybody

    fileprivate var bits: mode_t { self == .owner ? 0o600 : 0o666 }
}

/// Writes a file whole or not at all: under another name beside it, synced, then renamed, and the folder synced.
///
/// An older file gives way unless it is a key or a ledger of ours; with `isNew`, whatever stands there stays.
/// - Throws: `FileFailure`; nothing is left of the attempt.
package func writeDurably(
    _ path: String, _ bytes: some Sequence<UInt8>, _ mode: FileMode = .everybody, isNew: Bool = false
) throws(FileFailure) {
    try refuseKeyOrLedger(path)
    let place = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).part"
    let descriptor = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode.bits)
    guard descriptor >= 0 else { throw .ofSystem(path, errno) }
    do throws(FileFailure) {
        defer { close(descriptor) }
        try write(Array(bytes), to: descriptor, path)
        guard fsync(descriptor) == 0 else { throw .ofSystem(path, errno) }
    } catch {
        unlink(place)
        throw error
    }
    // A link is made only where nothing stands; a rename takes the place of what does.
    guard (isNew ? link(place, path) : rename(place, path)) == 0 else {
        let number = errno
        unlink(place)
        throw number == EEXIST
            ? FileFailure(.inTheWay, path, .fileInTheWay) : .ofSystem(path, number)
    }
    if isNew { unlink(place) }
    try syncFolder(of: path)
}

/// Refuses to write over what nobody could write again.
/// - Throws: `FileFailure`.
package func refuseKeyOrLedger(_ path: String) throws(FileFailure) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
        throw FileFailure(.inTheWay, path, .fileNeverReplaced, ["kind": FileKind.folder.told])
    }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var head = [UInt8](repeating: 0, count: 16)
    let count = read(descriptor, &head, head.count)
    let isKey = head.prefix(max(count, 0)).starts(with: Array("PRIVATE+KEY+".utf8))
    let isLedger = head.prefix(max(count, 0)).starts(with: Array("SQLite format 3\0".utf8))
    guard !isKey, !isLedger else {
        throw FileFailure(
            .inTheWay, path, .fileNeverReplaced, ["kind": isKey ? FileKind.keyFile.told : FileKind.database.told])
    }
}

private func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(FileFailure) {
    var written = 0
    while written < bytes.count {
        let count = bytes.withUnsafeBytes { all in
            Glibc.write(descriptor, all.baseAddress.map { $0 + written }, all.count - written)
        }
        guard count >= 0 else {
            if errno == EINTR { continue }
            throw .ofSystem(path, errno)
        }
        written += count
    }
}

/// Puts a name that was made, changed or removed on the disk.
/// - Throws: `FileFailure`.
package func syncFolder(of path: String) throws(FileFailure) {
    try syncFolder((path as NSString).deletingLastPathComponent)
}

package func syncFolder(_ folder: String) throws(FileFailure) {
    let folder = folder.isEmpty ? "." : folder
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .ofSystem(folder, errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw .ofSystem(folder, errno) }
}

/// Puts a file that another program wrote on the disk.
/// - Throws: `FileFailure`.
package func syncFile(_ path: String) throws(FileFailure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .ofSystem(path, errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .ofSystem(path, errno) }
}

/// A folder for its owner alone, where there is none.
/// - Throws: `FileFailure`.
package func makePrivateFolder(_ path: String) throws(FileFailure) {
    if mkdir(path, 0o700) == 0 { return try syncFolder(of: path) }
    guard errno == EEXIST else { throw .ofSystem(path, errno) }
}

/// Gives a file or folder its final name, and puts that on the disk.
/// - Throws: `FileFailure`.
package func moveDurably(_ path: String, to target: String) throws(FileFailure) {
    guard rename(path, target) == 0 else { throw .ofSystem(target, errno) }
    try syncFolder(of: target)
}

/// Removes a file, where it is there.
/// - Throws: `FileFailure`.
package func removeDurably(_ path: String) throws(FileFailure) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .ofSystem(path, errno) }
    try syncFolder(of: path)
}
