// What files of evidence are: their first bytes say it, and each is asked once.

import Foundation
import Storage
import Synchronization

/// What the first bytes of a file say that it is: only these are shown by a browser.
enum EvidenceType: String {
    case pdf = "application/pdf"
    case png = "image/png"
    case jpeg = "image/jpeg"
    case other = "application/octet-stream"

    var isShown: Bool { self != .other }

    init(_ head: some Collection<UInt8>) {
        let head = Array(head.prefix(8))
        if head.starts(with: Array("%PDF-".utf8)) {
            self = .pdf
        } else if head == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] {
            self = .png
        } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else {
            self = .other
        }
    }

    /// nil where the file cannot be read.
    fileprivate init?(of digest: String, in folder: EvidenceFolder) {
        guard let file = FileHandle(forReadingAtPath: folder.path(of: digest)) else { return nil }
        defer { try? file.close() }
        guard let head = try? file.read(upToCount: 8) else { return nil }
        self.init(head)
    }
}

/// The types of files that were looked at: a page names many, and what lies under a digest does not change.
final class EvidenceTypes: Sendable {
    private let known = Mutex<[String: EvidenceType]>([:])

    func type(of digest: String, in folder: EvidenceFolder) -> EvidenceType {
        if let type = known.withLock({ $0[digest] }) { return type }
        guard let type = EvidenceType(of: digest, in: folder) else { return .other }
        known.withLock { $0[digest] = type }
        return type
    }
}
