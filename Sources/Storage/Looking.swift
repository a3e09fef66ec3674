// Looking at a database without a lock on it and without changing a byte of it or beside it.

import Foundation
import GRDB

/// A database that is only read: on a full disk, on media that cannot be written, while others write.
///
/// Where no write-ahead log lies beside it, the file alone is read, as one that does not change; if it did change meanwhile, it is read
/// again. Where a log lies beside it, both are read together; where that would take a file that cannot be made, a private copy of
/// both is read (<https://www.sqlite.org/wal.html#read_only_databases>).
struct Looking: Sendable {
    let path: String

    /// `body` may run more than once.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        for _ in 0..<5 where !hasLog {
            let before = Stamp(of: path)
            let result = Result { try queue(unchanging).read(body) }
            if before == Stamp(of: path), !hasLog { return try result.get() }
        }
        do {
            return try queue(path).read(body)
        } catch let error as DatabaseError
            where [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_FULL].contains(error.resultCode)
        {
            return try readCopy(body)
        }
    }

    private var hasLog: Bool { ["-wal", "-journal"].contains { (Stamp(of: path + $0)?.size ?? 0) > 0 } }

    /// The file's address as one that does not change (<https://www.sqlite.org/uri.html>).
    private var unchanging: String {
        let whole = URL(fileURLWithPath: path).standardizedFileURL.path
        return "file:\(whole.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? whole)?immutable=1"
    }

    private func queue(_ address: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        return try DatabaseQueue(path: address, configuration: configuration)
    }

    private func readCopy<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString)").path
        try makePrivateFolder(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for suffix in ["", "-wal", "-journal"] where Stamp(of: path + suffix) != nil {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: "\(folder)/copy\(suffix)")
        }
        return try DatabaseQueue(path: "\(folder)/copy").read(body)
    }

    /// What tells a file that was written from one that was not.
    private struct Stamp: Equatable {
        let inode: UInt64
        let size: Int
        let seconds: Int
        let nanoseconds: Int

        init?(of path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            inode = UInt64(status.st_ino)
            size = Int(status.st_size)
            (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        }
    }
}
