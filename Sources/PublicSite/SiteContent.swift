// What a file of the site is made of: bytes, or the beginning of the log, which stands on disk once for all rounds.

import AssessmentModel
import Exchange
import Foundation
import Glibc
import Synchronization

/// A file's content, which may be larger than one would hold in memory.
package enum SiteContent: Sendable {
    case bytes([UInt8])
    /// So many bytes from its beginning.
    case log(SiteLog, Int)
    /// One behind the other.
    case joined([SiteContent])

    package var size: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .log(_, let size): size
        case .joined(let parts): parts.reduce(0) { $0 + $1.size }
        }
    }

    /// How many pieces it is sent in.
    package var pieces: Int {
        switch self {
        case .bytes: 1
        case .log(_, let size): (size + SiteLog.piece - 1) / SiteLog.piece
        case .joined(let parts): parts.reduce(0) { $0 + $1.pieces }
        }
    }

    /// One of them, counted from 0.
    package func piece(_ place: Int) throws -> [UInt8] {
        switch self {
        case .bytes(let bytes): return bytes
        case .log(let log, let size):
            return try log.read(place * SiteLog.piece..<min(size, (place + 1) * SiteLog.piece))
        case .joined(let parts):
            var place = place
            for part in parts {
                if place < part.pieces { return try part.piece(place) }
                place -= part.pieces
            }
            preconditionFailure("there are not so many pieces")
        }
    }

    /// Files as one archive, in the order of their names.
    static func archive(_ files: [String: SiteContent], on day: String) throws -> SiteContent {
        let civil: (year: Int, month: Int, day: Int) = Day(day)?.civil ?? (1980, 1, 1)
        var zip = ZIPWriter(year: civil.year, month: civil.month, day: civil.day)
        var parts: [SiteContent] = []
        for (name, content) in files.sorted(by: { $0.key < $1.key }) {
            var sum: UInt32 = 0
            for place in 0..<content.pieces { sum = ZIPWriter.crc(sum, try content.piece(place)) }
            parts += [.bytes(zip.head(name, size: content.size, crc: sum)), content]
        }
        return .joined(parts + [.bytes(zip.end())])
    }

    /// All of it at once.
    package func whole() throws -> [UInt8] {
        var all: [UInt8] = []
        all.reserveCapacity(size)
        for place in 0..<pieces { all += try piece(place) }
        return all
    }
}

/// Lines in a file without a name: it is gone with its last reader, and with the program.
package final class SiteLog: Sendable {
    package struct Failure: Error {
        let number: Int32
    }

    package static let piece = 65_536

    private let descriptor: Int32
    private let waiting = Mutex<(bytes: [UInt8], written: Int)>(([], 0))

    /// - Throws: `Failure` with what the system said.
    init(in folder: URL) throws {
        var path = Array(folder.appending(path: "heng-site-XXXXXX").path.utf8CString)
        descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw Failure(number: errno) }
        unlink(path)
    }

    deinit { close(descriptor) }

    func append(_ bytes: [UInt8]) throws {
        try waiting.withLock { waiting in
            waiting.bytes += bytes
            if waiting.bytes.count >= 16 * Self.piece { try Self.write(&waiting, to: descriptor) }
        }
    }

    private static func write(_ waiting: inout (bytes: [UInt8], written: Int), to descriptor: Int32) throws {
        var done = 0
        while done < waiting.bytes.count {
            let count = waiting.bytes.withUnsafeBytes { all in
                pwrite(descriptor, all.baseAddress! + done, all.count - done, off_t(waiting.written + done))
            }
            guard count > 0 || errno == EINTR else { throw Failure(number: errno) }
            done += max(0, count)
        }
        waiting = ([], waiting.written + done)
    }

    /// - Throws: `Failure` where the range is not there.
    package func read(_ range: Range<Int>) throws -> [UInt8] {
        try waiting.withLock { if !$0.bytes.isEmpty { try Self.write(&$0, to: descriptor) } }
        return try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            while filled < range.count {
                let count = pread(
                    descriptor, buffer.baseAddress! + filled, range.count - filled, off_t(range.lowerBound + filled))
                guard count > 0 || count < 0 && errno == EINTR else { throw Failure(number: errno) }
                filled += max(0, count)
            }
        }
    }
}
