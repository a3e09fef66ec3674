// A workbook's file → its parts: bounded in number and size, whatever the file says of itself.

import CZip
import Reasons

/// What may be read of a workbook.
enum WorkbookLimit {
    static let parts = 2_000
    /// Of one part, and of all that are read, unpacked.
    static let bytes = 64 << 20
}

/// A ZIP file in memory (ECMA-376 part 2), opened for reading.
final class WorkbookArchive {
    private let archive: OpaquePointer
    /// What the archive reads from: it has to stay where it is.
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private var unpacked = 0

    /// Whether bytes look like a ZIP file.
    static func begins(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

    /// Whether bytes look like a compound file (MS-CFB): a workbook of before 2007, or one with a password.
    static func isCompound(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) }

    /// - Throws: `WorkbookFault` where it cannot be opened or holds too much.
    init(_ content: [UInt8]) throws(WorkbookFault) {
        bytes = .allocate(capacity: content.count)
        _ = bytes.initialize(from: content)
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(bytes.baseAddress, zip_uint64_t(content.count), 0, &error) else {
            bytes.deallocate()
            throw WorkbookFault(Reason(.workbookBroken))
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            bytes.deallocate()
            throw WorkbookFault(Reason(.workbookBroken))
        }
        self.archive = archive
        let count = Int(zip_get_num_entries(archive, 0))
        guard count <= WorkbookLimit.parts else {
            throw WorkbookFault(
                Reason(.workbookParts, ["found": .number(count), "most": .number(WorkbookLimit.parts)]))
        }
    }

    deinit {
        zip_discard(archive)
        bytes.deallocate()
    }

    /// The bytes of a part; nil where there is none of that name.
    func part(_ name: String) throws(WorkbookFault) -> [UInt8]? {
        let place = zip_name_locate(archive, name, 0)
        guard place >= 0 else { return nil }
        guard let file = zip_fopen_index(archive, zip_uint64_t(place), 0) else {
            throw WorkbookFault(Reason(.workbookBroken))
        }
        defer { zip_fclose(file) }
        var read: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = zip_fread(file, &buffer, zip_uint64_t(buffer.count))
            guard count >= 0 else { throw WorkbookFault(Reason(.workbookBroken)) }
            if count == 0 { return read }
            unpacked += Int(count)
            // What it says of its size may be a lie: what comes is counted.
            guard unpacked <= WorkbookLimit.bytes else {
                throw WorkbookFault(Reason(.workbookTooLarge, ["most": .number(WorkbookLimit.bytes >> 20)]))
            }
            read += buffer[..<Int(count)]
        }
    }
}

/// Why a workbook cannot be read.
struct WorkbookFault: Error {
    let reason: Reason

    init(_ reason: Reason) { self.reason = reason }
}
