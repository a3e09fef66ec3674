// Files of drafts and half uploads, beside the database: what no event names yet.

import AuditLedger
import Foundation
import Glibc
import Reasons

/// The folder `<database>.uploads`: one folder for each zone, in it files by the SHA-256 of their whole content; half of one ends in `.part`.
///
/// It is no part of the ledger and of no backup: what is lost here is brought once more.
package struct UploadFolder: Sendable {
    package let path: String

    package init(beside database: String) { path = database + ".uploads" }

    private func folder(of zone: String) -> String { "\(path)/\(zone)" }

    package func path(of digest: String, of zone: String) -> String { "\(folder(of: zone))/\(digest)" }

    private func half(_ digest: String, of zone: String) -> String { path(of: digest, of: zone) + ".part" }

    package func holds(_ digest: String, of zone: String) -> Bool { access(path(of: digest, of: zone), F_OK) == 0 }

    /// Bytes that are there of one that is on its way.
    package func count(ofHalf digest: String, of zone: String) -> Int {
        var status = stat()
        guard lstat(half(digest, of: zone), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
        return Int(status.st_size)
    }

    /// The first bytes of one that is on its way.
    package func head(ofHalf digest: String, of zone: String, _ count: Int) -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: half(digest, of: zone)) else { return [] }
        defer { try? file.close() }
        return [UInt8]((try? file.read(upToCount: count)) ?? Data())
    }

    /// Writes a part where the bytes before it end; one that came twice is written over itself.
    /// - Throws: `FileFailure`.
    package func write(_ bytes: [UInt8], at offset: Int, ofHalf digest: String, of zone: String) throws {
        try makePrivateFolder(path)
        try makePrivateFolder(folder(of: zone))
        let place = half(digest, of: zone)
        let descriptor = open(place, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileFailure.ofSystem(place, errno) }
        defer { close(descriptor) }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress! + done, bytes.count - done, off_t(offset + done))
            }
            guard count > 0 else { throw FileFailure.ofSystem(place, errno) }
            done += count
        }
    }

    /// What is there of one that is on its way.
    /// - Throws: `FileFailure`.
    package func bytes(ofHalf digest: String, of zone: String) throws -> [UInt8] {
        try read(half(digest, of: zone))
    }

    /// nil where it is not there.
    /// - Throws: `FileFailure`.
    package func bytes(of digest: String, of zone: String) throws -> [UInt8]? {
        holds(digest, of: zone) ? try read(path(of: digest, of: zone)) : nil
    }

    private func read(_ place: String) throws -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: place)))
        } catch {
            throw FileFailure(.failed, place, .fileNotRead, ["why": .text((error as NSError).localizedDescription)])
        }
    }

    /// Gives one that is whole its name, after `accept` has looked at it.
    /// - Throws: what `accept` throws, and then it is gone; `FileFailure`.
    package func finish(_ digest: String, of zone: String, accepting accept: (_ path: String) throws -> Void) throws {
        let place = half(digest, of: zone)
        do {
            try accept(place)
        } catch {
            unlink(place)
            throw error
        }
        try syncFile(place)
        try moveDurably(place, to: path(of: digest, of: zone))
    }

    package func remove(half digest: String, of zone: String) { unlink(half(digest, of: zone)) }

    package func remove(_ digest: String, of zone: String) { unlink(path(of: digest, of: zone)) }

    /// Removes what no draft names, and halves that nobody went on with since `moment`, in seconds since 1970.
    package func sweep(keeping isNamed: (_ zone: String, _ digest: String) -> Bool, halvesSince moment: Int) {
        let manager = FileManager.default
        for zone in (try? manager.contentsOfDirectory(atPath: path)) ?? [] {
            for name in (try? manager.contentsOfDirectory(atPath: folder(of: zone))) ?? [] {
                let isHalf = name.hasSuffix(".part")
                guard !isNamed(zone, isHalf ? String(name.dropLast(5)) : name) else { continue }
                var status = stat()
                let place = "\(folder(of: zone))/\(name)"
                // What comes just now has its row in a moment.
                if lstat(place, &status) == 0, status.st_mtim.tv_sec < moment { unlink(place) }
            }
        }
    }
}
