// Files that a user brings: regular ones alone, bounded, and never more than their folder holds.

package import Foundation
package import Reasons

/// Why a file was not read; `path` as the user named it, which the reason leaves to it.
package struct FileFault: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable, CaseIterable {
        case missing
        case unreadable
        /// A folder, a link where none may stand, a device, a pipe or a socket.
        case notRegular
        case tooLarge
        /// A name that leads out of its folder, or is no plain name at all.
        case notPlain
    }

    package let code: Code
    package let path: String
    package let reason: Reason

    package var description: String { "\(path): \(reason)" }

    fileprivate init(
        _ code: Code, _ path: String, _ reason: ReasonCode, _ values: [String: Reason.Value] = [:]
    ) {
        self.code = code
        self.path = path
        self.reason = Reason(reason, values)
    }

    fileprivate static func unreadable(_ path: String, _ why: String = "input/output error") -> FileFault {
        FileFault(.unreadable, path, .fileNotRead, ["why": .term(.system, why)])
    }
}

/// The bytes of a regular file.
///
/// A pipe or a device is refused without waiting for it. Links are followed: the person who calls named the file.
/// - Throws: `FileFault`.
package func readRegularFile(_ path: String, atMost most: Int = 1 << 30) throws(FileFault) -> [UInt8] {
    let file = try OpenFile(path, at: AT_FDCWD, O_RDONLY, as: path)
    return try file.bytes(atMost: most)
}

/// The file's bytes without a copy of them, where the system can map it.
/// - Throws: `FileFault`.
package func mapRegularFile(_ path: String) throws(FileFault) -> Data {
    _ = try OpenFile(path, at: AT_FDCWD, O_RDONLY, as: path)
    do {
        return try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    } catch {
        throw .unreadable(path)
    }
}

/// Reads a file that another file names: a plain name inside a folder, no link on the way, no device.
///
/// What somebody hands in could otherwise take along any file that the reading program may open.
/// - Throws: `FileFault`.
package func readFile(named name: String, in folder: String, atMost most: Int) throws(FileFault) -> [UInt8] {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." || $0.utf8.contains(0) }) else {
        throw FileFault(.notPlain, name, .fileNameNotPlain)
    }
    var place = try OpenFile(folder, at: AT_FDCWD, O_RDONLY | O_DIRECTORY, as: folder)
    for part in parts.dropLast() {
        place = try OpenFile(part, at: place.descriptor, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, as: name)
    }
    return try OpenFile(parts.last ?? "", at: place.descriptor, O_RDONLY | O_NOFOLLOW, as: name).bytes(
        atMost: most, isSingle: true)
}

/// A descriptor that is closed with its last owner.
private final class OpenFile {
    let descriptor: Int32
    private let path: String

    /// `O_NONBLOCK`: a pipe that nobody writes to would hold the program for ever.
    init(_ name: String, at place: Int32, _ flags: Int32, as path: String) throws(FileFault) {
        self.path = path
        descriptor = openat(place, name, flags | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.fault(path, errno) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// `isSingle`: a second name of the file, elsewhere, is refused like a link.
    func bytes(atMost most: Int, isSingle: Bool = false) throws(FileFault) -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.fault(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FileFault(.notRegular, path, .fileNotRegular)
        }
        guard !isSingle || status.st_nlink == 1 else {
            throw FileFault(.notRegular, path, .fileIsSecondName)
        }
        guard Int(status.st_size) <= most else { throw tooLarge(Int(status.st_size), most) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var filled = 0
        while true {
            let count = bytes.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled)
            }
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw Self.fault(path, errno)
            }
            if count == 0 { return Array(bytes.prefix(filled)) }
            filled += count
            guard filled <= most else { throw tooLarge(filled, most) }
            if filled == bytes.count { bytes += [UInt8](repeating: 0, count: max(1 << 16, bytes.count)) }
        }
    }

    private func tooLarge(_ size: Int, _ most: Int) -> FileFault {
        FileFault(.tooLarge, path, .fileBeyondLimit, ["found": .number(size), "most": .number(most)])
    }

    private static func fault(_ path: String, _ number: Int32) -> FileFault {
        switch number {
        case ENOENT: FileFault(.missing, path, .fileMissing)
        case ELOOP: FileFault(.notRegular, path, .fileIsLink)
        case ENOTDIR: FileFault(.notRegular, path, .fileNotFolder)
        case EACCES, EPERM: .unreadable(path, "permission denied")
        default: .unreadable(path, String(cString: strerror(number)).lowercased())
        }
    }
}
