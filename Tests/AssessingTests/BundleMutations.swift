// Everything that somebody without the key may do to a bundle: single bits, lines, files.

import Assessing
import EventModel
import Foundation
import Proving
import Publishing
import RoundState

/// A bundle that was changed at one place.
struct Mutation: Sendable {
    let what: String
    let file: String
    /// The line that was changed, from 0.
    let line: Int
    let files: BundleFiles

    /// One bit of thousands of bytes in every file; with HENG_WHOLE=1 of every byte.
    static func flips(of files: BundleFiles) -> [Mutation] {
        let isWhole = ProcessInfo.processInfo.environment["HENG_WHOLE"] != nil
        return files.sorted(by: { $0.key < $1.key }).flatMap { name, bytes in
            let budget = name == "events.ndjson" ? 700 : name.hasPrefix("receipts/") ? 80 : 250
            let step = isWhole ? 1 : max(1, bytes.count / budget)
            return stride(from: 0, to: bytes.count, by: step).map { offset in
                var spoilt = files
                spoilt[name]?[offset] ^= 1 << UInt8(offset % 8)
                return Mutation(
                    what: "bit \(offset % 8) of byte \(offset) of \(name)", file: name,
                    line: bytes[..<offset].count { $0 == 0x0A }, files: spoilt)
            }
        }
    }

    /// Lines dropped, repeated, swapped with the next.
    static func lineEdits(of files: BundleFiles) -> [Mutation] {
        ["events.ndjson", "leaves", "disclosures.ndjson"].flatMap { name in
            let lines = (files[name] ?? []).split(separator: 0x0A).map(Array.init)
            return stride(from: 0, to: lines.count, by: max(1, lines.count / 40)).flatMap { index in
                var (dropped, repeated, swapped) = (lines, lines, lines)
                dropped.remove(at: index)
                repeated.insert(lines[index], at: index)
                swapped.swapAt(index, (index + 1) % lines.count)
                return [("dropped", dropped), ("repeated", repeated), ("swapped", swapped)].map { what, changed in
                    Mutation(
                        what: "line \(index) of \(name) \(what)", file: name, line: index,
                        files: files.merging([name: changed.flatMap { $0 + [0x0A] }]) { $1 })
                }
            }
        }
    }

    /// Files taken away, and files that have no place.
    static func fileEdits(of files: BundleFiles) -> [Mutation] {
        files.keys.sorted().map { name in
            var less = files
            less[name] = nil
            return Mutation(what: "\(name) missing", file: name, line: 0, files: less)
        }
            + ["notes.txt", "receipts/0.tlog-proof"].map { name in
                Mutation(what: "\(name) added", file: name, line: 0, files: files.merging([name: [0x41]]) { $1 })
            }
    }
}
