// A YAML file → its root node, or the problem that leaves nothing to read.

import AssessmentModel
import Foundation
import Reasons

/// Reads one YAML document; nil after a problem that leaves nothing to read.
///
/// Refused: what is not UTF-8, several documents, more than `YAMLTree.mostBytes` or nested deeper than
/// `YAMLTree.deepest`, and (by the nodes) duplicate keys, anchors, aliases and tags.
package func readYAML(_ bytes: [UInt8], into log: ProblemLog) -> YAMLNode? {
    do throws(YAMLFault) {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        if text.count <= YAMLTree.mostBytes, String(validating: text, as: UTF8.self) == nil {
            throw YAMLFault(
                line: 1 + bytes[..<validPrefix(of: bytes)].count { $0 == 0x0A },
                reason: Reason(.bytesNotUtf8), hint: Reason(.saveAsUtf8))
        }
        guard let tree = try YAMLTree(text) else {
            log.add(nil, nil, Reason(.yamlEmpty))
            return nil
        }
        return YAMLNode(tree, path: "", log: log)
    } catch {
        let fault = error.explained(by: bytes)
        log.add(fault.line, nil, fault.reason, hint: fault.hint)
        return nil
    }
}

private func validPrefix(of bytes: [UInt8]) -> Int {
    var low = 0
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0A) {
        guard String(validating: rest[..<end], as: UTF8.self) != nil else { return low }
        rest = rest[(end + 1)...]
        low = rest.startIndex
    }
    return low
}

extension YAMLFault {
    /// A tab or a full-width colon on the line or beside it says better than a parser what went wrong at the keyboard.
    fileprivate func explained(by bytes: [UInt8]) -> YAMLFault {
        guard let line, bytes.count <= YAMLTree.mostBytes else { return self }
        let lines = bytes.split(separator: 0x0A, maxSplits: line + 1, omittingEmptySubsequences: false)
        for number in [line, line - 1, line + 1] where lines.indices.contains(number - 1) {
            let text = String(decoding: lines[number - 1].prefix(1000), as: UTF8.self)
            if text.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") {
                return YAMLFault(line: number, reason: Reason(.tabIndents), hint: Reason(.blanksIndent))
            }
            let start = text.drop { " \t-{[".contains($0) }
            if let key = keyRunningOn(String(start)) {
                return YAMLFault(
                    line: number, reason: reason.at(column: text.count - start.count + key.count + 1),
                    hint: Reason(.colonFullWidth))
            }
        }
        return self
    }
}

extension Reason {
    /// The same of another column, where the reason names one.
    fileprivate func at(column: Int) -> Reason {
        guard values["column"] != nil else { return self }
        return Reason(code, values.merging(["column": .number(column)]) { $1 })
    }
}
