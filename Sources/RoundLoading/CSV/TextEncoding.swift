// Bytes of a table → UTF-8, with advice where they are something else.

import AssessmentModel
import CriteriaLoading
import Foundation
import Glibc
import Reasons

/// How a table's bytes are to be read. There is no guessing: a wrong guess would garble names.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case gb18030
}

/// The bytes as UTF-8 without byte-order mark; nil after a problem.
func decode(_ bytes: [UInt8], _ encoding: TextEncoding, into log: ProblemLog) -> [UInt8]? {
    switch encoding {
    case .utf8:
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        if String(validating: body, as: UTF8.self) != nil { return body }
        log.add(lineOfFirstInvalidByte(body), nil, Reason(.bytesNotUtf8), hint: advice(for: bytes))
        return nil
    case .gb18030:
        if let body = utf8(fromGB18030: bytes) { return body }
        log.add(nil, nil, Reason(.tableNotGb18030))
        return nil
    }
}

private func advice(for bytes: [UInt8]) -> Reason {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return Reason(.fileUtf16) }
    return Reason(utf8(fromGB18030: bytes) == nil ? .saveAsCsv : .fileGb18030)
}

private func lineOfFirstInvalidByte(_ bytes: [UInt8]) -> Int {
    var line = 1
    for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        if String(validating: part, as: UTF8.self) == nil { return line }
        line += 1
    }
    return line
}

/// Converted by the C library; nil when a byte sequence has no meaning.
private func utf8(fromGB18030 bytes: [UInt8]) -> [UInt8]? {
    guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    // Two bytes of GB 18030 become at most three of UTF-8, four become at most four.
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 2 + 8)
    let written: Int? = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target in
            var from = source.baseAddress
            var to = target.baseAddress
            var left = source.count
            var room = target.count
            guard iconv(converter, &from, &left, &to, &room) != Int(bitPattern: UInt.max), left == 0 else { return nil }
            return target.count - room
        }
    }
    return written.map { output.prefix($0).map { UInt8(bitPattern: $0) } }
}
