// heng publish: the site as files for any web server or object store, the same bytes each time.

import AssessmentModel
import AuditLedger
import Foundation

extension SiteEdition {
    /// Every page and file, one after another, the styles, and last `SHA256SUMS` over all of them.
    /// - Throws: what making a table throws, and `take`.
    package func forEachFile(
        styles: [String: [UInt8]], build: String, take: (_ path: String, _ bytes: [UInt8]) throws -> Void
    ) throws {
        var sums: [String: String] = [:]
        func put(_ path: String, _ bytes: [UInt8]) throws {
            try take(path, bytes)
            sums[path] = Hash.plain(bytes).hex
        }
        for path in paths {
            if let file = try file(at: path) { try put(path, try file.content.whole()) }
        }
        for (name, bytes) in styles { try put("assets/\(build)/\(name)", bytes) }
        try put("404.html", missing(.chinese))
        try put("en/404.html", missing(.english))
        try take("SHA256SUMS", Array(sums.sorted { $0.key < $1.key }.map { "\($1)  \($0)\n" }.joined().utf8))
    }
}
