// heng publish: the site as files for any web server or object store, the same bytes each time.

import AssessmentModel
import AuditLedger
import Foundation

/// Files by their paths below the folder.
package typealias SiteFiles = [String: [UInt8]]

extension SiteEdition {
    /// Every page and file, the styles, and `SHA256SUMS` over all of them.
    /// - Throws: what making a table throws.
    package func files(styles: [String: [UInt8]], build: String) throws -> SiteFiles {
        var files: SiteFiles = [:]
        for path in paths {
            if let file = try file(at: path) { files[path] = file.bytes }
        }
        for (name, bytes) in styles { files["assets/\(build)/\(name)"] = bytes }
        files["404.html"] = missing(.chinese)
        files["en/404.html"] = missing(.english)
        let sums = files.keys.sorted().map { "\(Hash.plain(files[$0] ?? []).hex)  \($0)\n" }.joined()
        files["SHA256SUMS"] = Array(sums.utf8)
        return files
    }
}
