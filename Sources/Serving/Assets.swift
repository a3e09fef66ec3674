// Styles, scripts and icons, read once; their addresses hold what they are, so that they may be kept for ever.

import AuditLedger
import CZlib
package import Foundation
import Glibc

/// The files of the folder `Assets`.
package struct Assets: Sendable {
    struct File: Sendable {
        let bytes: [UInt8]
        /// gzip (RFC 1952).
        let packed: [UInt8]
        let type: String
    }

    let files: [String: File]
    /// The beginning of the SHA-256 over all of them and the program's own build: what pages and scripts know a build by.
    package let build: String

    /// What pages without scripts need.
    package var styles: [String: [UInt8]] {
        files.filter { $0.key.hasSuffix(".css") || $0.key.hasSuffix(".svg") }.mapValues(\.bytes)
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml; charset=utf-8",
    ]

    /// - Throws: what reading a file throws.
    package init(folder: URL, program: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        var files: [String: File] = [:]
        var whole: [UInt8] = Array(program.utf8)
        for name in names {
            guard let type = Self.types[String(name.split(separator: ".").last ?? "")] else { continue }
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
            files[name] = File(bytes: bytes, packed: gzip(bytes), type: type)
            whole += Array(name.utf8) + Hash.plain(bytes).bytes
        }
        self.files = files
        build = String(Hash.plain(whole).hex.prefix(12))
    }
}

/// Packs bytes as gzip, without a time: the same bytes every time.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    guard heng_deflate_begin(&stream) == Z_OK else { return [] }
    defer { deflateEnd(&stream) }
    var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 32)
    let count = packed.count
    var input = bytes
    let isWhole = input.withUnsafeMutableBufferPointer { source in
        packed.withUnsafeMutableBufferPointer { target in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            stream.next_out = target.baseAddress
            stream.avail_out = UInt32(count)
            return deflate(&stream, Z_FINISH) == Z_STREAM_END
        }
    }
    return isWhole ? Array(packed.prefix(Int(stream.total_out))) : []
}
