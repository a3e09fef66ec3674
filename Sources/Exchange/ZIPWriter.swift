// ZIP archives that are sent while they are made: entries one after another, and nothing kept of them but a line in the directory.

import CZlib
import Foundation

/// Writes an archive (APPNOTE.TXT 6.3.10) piece by piece: each call gives the bytes that come next.
///
/// Entries are stored as they are, since papers and workbooks are compressed already: local header with CRC-32 and size, name in UTF-8
/// (general purpose bit 11), content. At the end stands the central directory; what does not fit in 16 or 32 bits has ZIP64 records (4.3.14,
/// 4.3.15, 4.5.3). Sum and size of an entry are known before it is written, so that no data descriptor is needed, with which readers of
/// streams could not tell where a stored entry ends. All entries have one moment: the same content is the same bytes.
package struct ZIPWriter {
    private struct Entry {
        let name: [UInt8]
        let crc: UInt32
        let size: Int
        let offset: Int
    }

    private var entries: [Entry] = []
    private var taken: Set<String> = []
    private var offset: Int
    /// In MS-DOS form: days in the upper half, two seconds in the lower.
    private let moment: UInt32

    /// `year` to `day` are those of all entries; before 1980 there are none in the format.
    package init(year: Int = 1980, month: Int = 1, day: Int = 1) {
        self.init(year: year, month: month, day: day, at: 0)
    }

    /// `at` is where the archive begins in what is written: tests begin behind four gigabytes.
    init(year: Int = 1980, month: Int = 1, day: Int = 1, at offset: Int) {
        let days = UInt32(max(0, min(127, year - 1980))) << 9 | UInt32(month) << 5 | UInt32(day)
        moment = days << 16
        self.offset = offset
    }

    /// The bytes of one more entry. Its name is made harmless and told from those before; a stroke in it begins a name in a folder.
    package mutating func entry(_ name: String, _ content: [UInt8]) -> [UInt8] {
        head(name, size: content.count, crc: Self.crc(0, content)) + content
    }

    /// The sum of what came before and of these bytes; that of nothing is 0.
    package static func crc(_ sum: UInt32, _ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer { buffer in
            // As much at once as the function takes.
            let parts = stride(from: 0, to: buffer.count, by: 1 << 30)
            return UInt32(
                parts.reduce(uLong(sum)) { sum, start in
                    let part = UnsafeBufferPointer(rebasing: buffer[start..<min(buffer.count, start + 1 << 30)])
                    return crc32(sum, part.baseAddress, uInt(part.count))
                })
        }
    }

    /// What stands before an entry's content, which the caller writes next: exactly so many bytes, of that sum.
    package mutating func head(_ name: String, size: Int, crc: UInt32) -> [UInt8] {
        let entry = Entry(name: Array(fresh(name).utf8), crc: crc, size: size, offset: offset)
        entries.append(entry)
        let isLarge = entry.size >= Self.most
        var bytes = Record()
        bytes.add(0x0403_4B50 as UInt32)
        bytes.add(UInt16(isLarge ? 45 : 20))
        head(entry, isLarge: isLarge, extra: isLarge ? 20 : 0, &bytes)
        bytes.add(entry.name)
        if isLarge {
            bytes.add(1 as UInt16)
            bytes.add(16 as UInt16)
            bytes.add(UInt64(entry.size))
            bytes.add(UInt64(entry.size))
        }
        offset += bytes.bytes.count + size
        return bytes.bytes
    }

    /// The central directory, with which the archive ends.
    package func end() -> [UInt8] {
        var directory = Record()
        for entry in entries { list(entry, &directory) }
        let (start, size, count) = (offset, directory.bytes.count, entries.count)
        if start >= Self.most || size >= Self.most || count >= 0xFFFF {
            let end = start + size
            directory.add(0x0606_4B50 as UInt32)
            directory.add(44 as UInt64)
            directory.add(45 as UInt16)
            directory.add(45 as UInt16)
            directory.add(0 as UInt32)
            directory.add(0 as UInt32)
            for number in [count, count, size, start] { directory.add(UInt64(number)) }
            directory.add(0x0706_4B50 as UInt32)
            directory.add(0 as UInt32)
            directory.add(UInt64(end))
            directory.add(1 as UInt32)
        }
        directory.add(0x0605_4B50 as UInt32)
        directory.add(0 as UInt32)
        for _ in 0..<2 { directory.add(UInt16(min(count, 0xFFFF))) }
        directory.add(UInt32(min(size, Self.most)))
        directory.add(UInt32(min(start, Self.most)))
        directory.add(0 as UInt16)
        return directory.bytes
    }

    /// What stands for a number that is written in 64 bits elsewhere.
    private static let most = 0xFFFF_FFFF

    private func list(_ entry: Entry, _ bytes: inout Record) {
        var extra: [Int] = []
        if entry.size >= Self.most { extra += [entry.size, entry.size] }
        if entry.offset >= Self.most { extra.append(entry.offset) }
        bytes.add(0x0201_4B50 as UInt32)
        // Made by a system on which files have modes.
        bytes.add(UInt16(3 << 8 | 63))
        bytes.add(UInt16(extra.isEmpty ? 20 : 45))
        head(entry, isLarge: entry.size >= Self.most, extra: extra.isEmpty ? 0 : 4 + 8 * extra.count, &bytes)
        bytes.add(0 as UInt16)
        bytes.add(0 as UInt16)
        bytes.add(0 as UInt16)
        bytes.add(UInt32(0o100644) << 16)
        bytes.add(UInt32(min(entry.offset, Self.most)))
        bytes.add(entry.name)
        guard !extra.isEmpty else { return }
        bytes.add(1 as UInt16)
        bytes.add(UInt16(8 * extra.count))
        for number in extra { bytes.add(UInt64(number)) }
    }

    /// What local header and directory have in common, from the flags to the length of the extra field.
    private func head(_ entry: Entry, isLarge: Bool, extra: Int, _ bytes: inout Record) {
        bytes.add(UInt16(1 << 11))
        bytes.add(0 as UInt16)
        bytes.add(moment)
        bytes.add(entry.crc)
        for _ in 0..<2 { bytes.add(isLarge ? UInt32.max : UInt32(entry.size)) }
        bytes.add(UInt16(entry.name.count))
        bytes.add(UInt16(extra))
    }

    /// Two entries of one name would be one file.
    private mutating func fresh(_ name: String) -> String {
        let parts = name.split(separator: "/").map { FileName(String($0)).text }
        let whole = parts.isEmpty ? FileName("").text : parts.joined(separator: "/")
        var candidate = whole
        var number = 2
        // As systems compare that know no capitals.
        while !taken.insert(candidate.lowercased()).inserted {
            candidate = FileName.numbered(whole, number)
            number += 1
        }
        return candidate
    }

    /// Numbers with the low byte first.
    private struct Record {
        var bytes: [UInt8] = []

        mutating func add(_ number: some FixedWidthInteger) {
            withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
        }

        mutating func add(_ more: [UInt8]) { bytes += more }
    }
}
