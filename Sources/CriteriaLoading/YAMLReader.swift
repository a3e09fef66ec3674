// YAML text → nodes that know their line and collect every problem on the way.

package import AssessmentModel
import Foundation
import Yams

/// The problems of one file, collected while it is read on.
package final class ProblemLog {
    package let file: String
    package private(set) var problems: [Problem] = []
    /// Nodes hold their anchors weakly; the parser keeps them.
    fileprivate var parser: Parser?

    package init(file: String) { self.file = file }

    package func add(_ line: Int?, _ key: String?, _ message: String, hint: String? = nil) {
        problems.append(Problem(file: file, line: line, key: key, message, hint: hint))
    }
}

/// Reads one YAML document; nil after a problem that leaves nothing to read.
///
/// Refused: what is not UTF-8, several documents, duplicate keys, and (by the nodes) anchors, aliases and tags.
package func readYAML(_ bytes: [UInt8], into log: ProblemLog) -> YAMLNode? {
    guard let text = String(validating: bytes, as: UTF8.self) else {
        let valid = validPrefix(of: bytes)
        let line = 1 + bytes[..<valid].count { $0 == 0x0A }
        log.add(line, nil, "found bytes that are not UTF-8", hint: "save the file as UTF-8")
        return nil
    }
    do {
        let parser = try Parser(yaml: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text, encoding: .utf8)
        log.parser = parser
        guard let root = try parser.singleRoot() else {
            log.add(nil, nil, "the file is empty")
            return nil
        }
        return YAMLNode(root, path: "", log: log)
    } catch {
        log.add(syntaxError: error)
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

extension ProblemLog {
    fileprivate func add(syntaxError error: any Error) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            add(mark.line, nil, "is not valid YAML: \(problem)", hint: "look at this line and the one above it")
        case .reader(let problem, _, _, _):
            add(nil, nil, "is not valid YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            for key in keys.sorted() { add(context.mark.line, key, "the key stands twice in the same place") }
        default:
            add(nil, nil, "is not valid YAML: \(error)")
        }
    }
}

/// One value of a YAML document.
package struct YAMLNode {
    private let node: Node
    /// As problems name it, e.g. `pass.total` or `release.1.2.points`.
    package let path: String
    package let log: ProblemLog

    init(_ node: Node, path: String, log: ProblemLog) {
        self.node = node
        self.path = path
        self.log = log
    }

    package var line: Int? { node.mark?.line }

    package func problem(_ message: String, hint: String? = nil) {
        log.add(line, path.isEmpty ? nil : path, message, hint: hint)
    }

    /// The same value under another name.
    package func named(_ path: String) -> YAMLNode { YAMLNode(node, path: path, log: log) }

    /// Whether anything stands behind the key.
    package var isEmpty: Bool { node.scalar.map { $0.string.isEmpty && $0.style == .plain } ?? false }

    package var isMapping: Bool { node.mapping != nil }
    package var isScalar: Bool { node.scalar != nil }

    /// A mapping with only these keys.
    package func mapping(_ keys: [String]) -> YAMLMapping? {
        guard isPlain, let mapping = node.mapping else {
            expected("keys with values (\(keys.prefix(4).joined(separator: ", "))…)")
            return nil
        }
        var values: [String: YAMLNode] = [:]
        var misspelt: Set<String> = []
        let given = Set(mapping.compactMap { $0.key.scalar?.string })
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            let child = YAMLNode(value, path: path.isEmpty ? name : "\(path).\(name)", log: log)
            guard keys.contains(name) else {
                let meant = nearest(name, keys.filter { !given.contains($0) })
                if let meant { misspelt.insert(meant) }
                log.add(
                    key.mark?.line, child.path, "unknown key `\(name)`", hint: child.hint(unknown: meant, among: keys))
                continue
            }
            values[name] = child
        }
        return YAMLMapping(node: self, values: values, misspelt: misspelt)
    }

    /// What an unknown key should have been; one without a value is the rest of a text that a comma cut off.
    private func hint(unknown meant: String?, among keys: [String]) -> String {
        if let meant { return "did you mean `\(meant)`?" }
        return isEmpty && keys.contains("zh")
            ? "text that holds a comma must stand in quotes" : "allowed: \(keys.joined(separator: ", "))"
    }

    /// The text of a key, without a word about anything that is wrong; for naming what problems are about.
    func peek(_ key: String) -> String? {
        node.anchor == nil ? node.mapping?.first { $0.key.scalar?.string == key }?.value.scalar?.string : nil
    }

    /// A mapping whose keys are the file's own.
    package func entries() -> [(key: String, line: Int?, value: YAMLNode)] {
        guard isPlain, let mapping = node.mapping else {
            expected("names with values")
            return []
        }
        return mapping.map { key, value in
            let name = key.scalar?.string ?? ""
            return (name, key.mark?.line, YAMLNode(value, path: path.isEmpty ? name : "\(path).\(name)", log: log))
        }
    }

    package func list() -> [YAMLNode] {
        guard isPlain, let sequence = node.sequence else {
            expected("a list", hint: isScalar && !isEmpty ? "write [\(node.scalar?.string ?? "")]" : nil)
            return []
        }
        return sequence.enumerated().map { YAMLNode($1, path: "\(path)[\($0)]", log: log) }
    }

    /// A list with at least one of what is expected.
    func list(ofAtLeastOne what: String) -> [YAMLNode] {
        let items = list()
        if items.isEmpty, node.sequence != nil { problem("is empty, expected at least one \(what)") }
        return items
    }

    /// Text as written, in composed form; never empty.
    package func text() -> String? { text(expecting: "text") }

    /// Text that is read on as something else, which problems then name.
    private func text(expecting what: String) -> String? {
        guard isPlain, let scalar = node.scalar else {
            expected(what)
            return nil
        }
        let text = scalar.string.precomposedStringWithCanonicalMapping
        guard !text.isEmpty else {
            problem("is empty, expected \(what)")
            return nil
        }
        return text
    }

    package func decimal(places: Int = 6) -> Fraction? {
        let what = "a plain decimal number such as 12 or 0.5"
        guard let text = text(expecting: what) else { return nil }
        guard let value = Fraction(decimal: text, places: places) else {
            problem("found `\(text)`, expected \(what)")
            return nil
        }
        return value
    }

    package func integer(_ range: ClosedRange<Int>) -> Int? {
        let what = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let text = text(expecting: what) else { return nil }
        guard Fraction(decimal: text, places: 0) != nil, let value = Int(text), range.contains(value) else {
            problem("found `\(text)`, expected \(what)")
            return nil
        }
        return value
    }

    package func flag() -> Bool? {
        guard let text = text(expecting: "true or false") else { return nil }
        switch text {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            problem("found `\(text)`, expected true or false")
            return nil
        }
    }

    package func identifier<Subject>() -> Identifier<Subject>? {
        guard let text = text(expecting: "an id") else { return nil }
        guard Identifier<Subject>.accepts(text) else {
            problem("found `\(text)`, expected an id of a-z, 0-9, `.`, `_`, `-` that begins with a letter or digit")
            return nil
        }
        return Identifier(text)
    }

    package func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        let allowed = Choice.allCases.map(\.rawValue)
        guard let text = text(expecting: oneOf(allowed)) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            problem(
                "found `\(text)`, expected \(oneOf(allowed))",
                hint: nearest(text, allowed).map { "did you mean `\($0)`?" })
            return nil
        }
        return choice
    }

    /// `{zh: …, en: …}`; with `plain`, also Chinese text alone.
    package func localized(plain: Bool = false) -> LocalizedText? {
        if plain, isScalar { return text().map { LocalizedText(zh: $0) } }
        if isScalar, !isEmpty {
            expected("keys with values (zh, en…)", hint: "write {zh: \(node.scalar?.string ?? "")}")
            return nil
        }
        guard let mapping = mapping(["zh", "en"]), let zh = mapping.required("zh")?.text() else { return nil }
        return LocalizedText(zh: zh, en: mapping["en"]?.text())
    }

    /// ISO, and a day that exists.
    package func date() -> String? {
        guard let text = text() else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let lengths = parts.map(\.utf8.count)
        guard lengths == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            DateComponents(calendar: Calendar(identifier: .gregorian), year: year, month: month, day: day).isValidDate
        else {
            problem("found `\(text)`, expected a date such as 2026-11-09")
            return nil
        }
        return text
    }

    /// Anchors could make a small file unfold into a huge one, tags could change what text means: neither is in the grammar.
    private var isPlain: Bool {
        if node.anchor != nil {
            problem("anchors and aliases (& and *) are not part of the grammar", hint: "write the value out")
            return false
        }
        return true
    }

    private func expected(_ what: String, hint: String? = nil) {
        guard node.anchor == nil else { return }
        let found =
            node.mapping != nil
            ? "keys with values"
            : node.sequence != nil
                ? "a list"
                : isEmpty ? "nothing" : "`\(node.scalar?.string ?? "")`"
        problem("found \(found), expected \(what)", hint: hint)
    }
}

/// Choices in words: a, b or c.
private func oneOf(_ choices: [String]) -> String {
    guard choices.count > 1, let last = choices.last else { return choices.joined() }
    return choices.dropLast().joined(separator: ", ") + " or " + last
}

/// A mapping whose keys are all known.
package struct YAMLMapping {
    package let node: YAMLNode
    let values: [String: YAMLNode]
    /// The keys that unknown ones probably meant: that they are missing needs no second word.
    let misspelt: Set<String>

    package subscript(key: String) -> YAMLNode? { values[key] }

    /// The value of a key that must be there.
    package func required(_ key: String) -> YAMLNode? {
        if values[key] == nil, !misspelt.contains(key) {
            node.log.add(node.line, node.path.isEmpty ? nil : node.path, "the key `\(key)` is missing")
        }
        return values[key]
    }
}

/// The candidate that a typing error most likely meant; nil when none is near.
package func nearest(_ text: String, _ candidates: some Sequence<String>) -> String? {
    let limit = max(1, text.count / 3)
    return candidates.map { ($0, distance(Array(text), Array($0))) }
        // Words of one or two letters are near to any other: at least their beginning must be right.
        .filter { $0.1 <= limit && (text.count > 2 || $0.0.first == text.first) }
        .min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
}

/// Edits (insert, remove, replace, swap of neighbours) between two words.
private func distance(_ a: [Character], _ b: [Character]) -> Int {
    guard abs(a.count - b.count) <= 8 else { return .max }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            var best = Swift.min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = Swift.min(best, beforeLast[j - 1] + 1) }
            row.append(best)
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}
