// A YAML file → nodes that know their line and collect every problem on the way.

package import AssessmentModel
import Foundation

/// The problems of one file, collected while it is read on.
package final class ProblemLog {
    package let file: String
    package private(set) var problems: [Problem] = []
    private var known: Set<Problem> = []
    /// More than a person will mend, and fewer than would take long to say.
    fileprivate var most = Int.max

    package init(file: String) { self.file = file }

    /// Whether no further problem is taken.
    var isFull: Bool { problems.count > most }

    /// Says it once, however often the same place is read.
    package func add(
        _ line: Int?, _ key: @autoclosure () -> String?, _ message: @autoclosure () -> String,
        hint: @autoclosure () -> String? = nil
    ) {
        guard !isFull else { return }
        let problem = Problem(file: file, line: line, key: key(), message(), hint: hint())
        guard known.insert(problem).inserted else { return }
        problems.append(problem)
        if isFull { problems[most] = Problem(file: file, "has more than \(most) problems: these are the first found") }
    }
}

/// Reads one YAML document; nil after a problem that leaves nothing to read.
///
/// From here on the log takes a thousand problems: a hostile file could hold a million.
/// Refused: what is not UTF-8, several documents, more than `YAMLTree.mostBytes` or nested deeper than
/// `YAMLTree.deepest`, and (by the nodes) duplicate keys, anchors, aliases and tags.
package func readYAML(_ bytes: [UInt8], into log: ProblemLog) -> YAMLNode? {
    log.most = 1000
    do throws(YAMLFault) {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        if text.count <= YAMLTree.mostBytes, String(validating: text, as: UTF8.self) == nil {
            throw YAMLFault(
                line: 1 + bytes[..<validPrefix(of: bytes)].count { $0 == 0x0A },
                message: "found bytes that are not UTF-8",
                hint: "save the file as UTF-8")
        }
        guard let tree = try YAMLTree(text) else {
            log.add(nil, nil, "the file is empty")
            return nil
        }
        return YAMLNode(tree, path: "", log: log)
    } catch {
        let fault = error.explained(by: bytes)
        log.add(fault.line, nil, fault.message, hint: fault.hint)
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
                return YAMLFault(line: number, message: "a tab stands in the indentation", hint: "indent with blanks")
            }
            let start = text.drop { " \t-{[".contains($0) }
            if keyRunningOn(String(start)) != nil {
                return YAMLFault(line: number, message: message, hint: fullWidthHint)
            }
        }
        return self
    }
}

private let fullWidthColon: Character = "："
let fullWidthHint = "a full-width colon `：` stands here; write `: `"

/// The key in text such as `total：85`, which YAML takes as one word; nil for other text.
func keyRunningOn(_ text: String) -> String? {
    guard let colon = text.prefix(80).firstIndex(of: fullWidthColon), colon > text.startIndex,
        Identifier<Scheme>.accepts(text[..<colon])
    else { return nil }
    return String(text[..<colon])
}

/// One value of a YAML document.
package struct YAMLNode {
    private let tree: YAMLTree
    /// As problems name it, e.g. `pass.total` or `release.1.2.points`.
    package let path: String
    package let log: ProblemLog

    init(_ tree: YAMLTree, path: String, log: ProblemLog) {
        self.tree = tree
        self.path = path
        self.log = log
    }

    package var line: Int? { tree.line }

    package func problem(_ message: @autoclosure () -> String, hint: @autoclosure () -> String? = nil) {
        log.add(line, path.isEmpty ? nil : path, message(), hint: hint())
    }

    /// The same value under another name.
    package func named(_ path: String) -> YAMLNode { YAMLNode(tree, path: path, log: log) }

    /// Whether nothing stands behind the key.
    package var isEmpty: Bool {
        if case .text("", isPlain: true) = tree.content { true } else { false }
    }

    package var isMapping: Bool {
        if case .keys = tree.content { true } else { false }
    }

    package var isList: Bool {
        if case .list = tree.content { true } else { false }
    }

    package var isScalar: Bool { tree.text != nil }

    /// The items of a list or the keys of a mapping; of text, nil.
    var count: Int? {
        switch tree.content {
        case .text: nil
        case .list(let items): items.count
        case .keys(let pairs): pairs.count
        }
    }

    /// A mapping with only these keys.
    package func mapping(_ keys: [String]) -> YAMLMapping? {
        guard isPlain, case .keys(let pairs) = tree.content else {
            expected("keys with values (\(keys.prefix(4).joined(separator: ", "))…)")
            return nil
        }
        var values: [String: YAMLNode] = [:]
        var misspelt: Set<String> = []
        let given = Set(pairs.compactMap(\.key.text))
        for (key, line, value) in entries() {
            guard keys.contains(key) else {
                guard !log.isFull else { continue }
                let slip = slip(key, among: keys)
                let meant = slip?.meant ?? nearest(key, keys.filter { !given.contains($0) })
                if let meant { misspelt.insert(meant) }
                log.add(
                    line, value.path, "unknown key `\(shown(key))`",
                    hint: slip?.hint ?? value.hint(unknown: meant, among: keys))
                continue
            }
            values[key] = value
        }
        return YAMLMapping(node: self, values: values, misspelt: misspelt)
    }

    /// A known key that ran together with its value: YAML wants `: `, half-width and with a blank.
    private func slip(_ key: String, among keys: [String]) -> (meant: String?, hint: String)? {
        guard let colon = key.firstIndex(where: { $0 == fullWidthColon || $0 == ":" }) else { return nil }
        let name = String(key[..<colon])
        let meant = keys.contains(name) ? name : nil
        if key[colon] == fullWidthColon { return (meant, fullWidthHint) }
        return meant.map { ($0, "a blank must stand after the colon: `\($0): …`") }
    }

    /// What an unknown key should have been; one without a value is the rest of a text that a comma cut off.
    private func hint(unknown meant: String?, among keys: [String]) -> String {
        if let meant { return "did you mean `\(meant)`?" }
        return isEmpty && keys.contains("zh")
            ? "text that holds a comma must stand in quotes" : "allowed: \(keys.joined(separator: ", "))"
    }

    /// The text of a key, without a word about anything that is wrong; for naming what problems are about.
    func peek(_ key: String) -> String? { child(key)?.tree.text }

    /// What stands behind a key, without a word about anything that is wrong.
    func child(_ key: String) -> YAMLNode? {
        guard tree.foreign == nil, case .keys(let pairs) = tree.content,
            let pair = pairs.first(where: { $0.key.text == key && $0.key.foreign == nil })
        else { return nil }
        return YAMLNode(pair.value, path: below(key), log: log)
    }

    /// An item of a list, without a word about anything that is wrong.
    func child(_ index: Int) -> YAMLNode? {
        guard case .list(let items) = tree.content, items.indices.contains(index) else { return nil }
        return YAMLNode(items[index], path: "\(path)[\(index)]", log: log)
    }

    /// The lines on which each id stands, in the order of the file.
    func linesOfIDs() -> [String: [Int]] {
        var lines: [String: [Int]] = [:]
        tree.visit { tree in
            guard case .keys(let pairs) = tree.content else { return }
            for pair in pairs where pair.key.text == "id" {
                if let id = pair.value.text { lines[id, default: []].append(pair.value.line) }
            }
        }
        return lines
    }

    /// The line of a key.
    func line(ofKey key: String) -> Int? {
        guard case .keys(let pairs) = tree.content else { return nil }
        return pairs.first { $0.key.text == key }?.key.line
    }

    private func below(_ key: String) -> String { path.isEmpty ? shown(key) : "\(path).\(shown(key))" }

    /// A mapping whose keys are the file's own; each key once.
    package func entries() -> [(key: String, line: Int?, value: YAMLNode)] {
        guard isPlain, case .keys(let pairs) = tree.content else {
            expected("names with values")
            return []
        }
        var seen: Set<String> = []
        return pairs.compactMap { key, value in
            guard let name = key.text else {
                log.add(key.line, path.isEmpty ? nil : path, "found a list or keys as a key, expected text")
                return nil
            }
            let node = YAMLNode(value, path: below(name), log: log)
            _ = YAMLNode(key, path: key.foreign == .alias ? path : node.path, log: log).isPlain
            guard key.foreign != .alias else { return nil }
            guard seen.insert(name).inserted else {
                log.add(key.line, node.path, "the key stands twice in the same place")
                return nil
            }
            return (name, key.line, node)
        }
    }

    package func list() -> [YAMLNode] {
        guard isPlain, case .list(let items) = tree.content else {
            expected("a list", hint: isScalar && !isEmpty ? "write [\(shown(tree.text ?? ""))]" : nil)
            return []
        }
        return items.enumerated().map { YAMLNode($1, path: "\(path)[\($0)]", log: log) }
    }

    /// A list with at least one of what is expected.
    func list(ofAtLeastOne what: String) -> [YAMLNode] {
        let items = list()
        if items.isEmpty, isList { problem("is empty, expected at least one \(what)") }
        return items
    }

    /// Text as written, in composed form; never empty, and printable on one line.
    package func text() -> String? { text(expecting: "text") }

    /// Text that is read on as something else, which problems then name.
    func text(expecting what: String) -> String? {
        guard isPlain, case .text(let written, let isUnquoted) = tree.content else {
            expected(what)
            return nil
        }
        guard !written.isEmpty else {
            problem("is empty, expected \(what)")
            return nil
        }
        if isUnquoted, ["~", "null", "Null", "NULL"].contains(written) {
            problem("found `\(written)`, which YAML reads as nothing, expected \(what)", hint: "text needs quotes here")
            return nil
        }
        if let unprintable = unprintable(in: written) {
            problem("holds \(unprintable), expected \(what) that prints on one line")
            return nil
        }
        return written.precomposedStringWithCanonicalMapping
    }

    package func decimal(places: Int = 6) -> Fraction? {
        let what = "a plain decimal number such as 12 or 0.5"
        guard let text = text(expecting: what) else { return nil }
        guard let value = Fraction(decimal: text, places: places) else {
            misread(number: text, expected: what, hint: text.hasSuffix("%") ? "write the number without %" : nil)
            return nil
        }
        return value
    }

    /// Says why text is not the number that was expected.
    func misread(number text: String, expected what: String, hint: String? = nil) {
        let digits = text.hasSuffix("%") ? text.dropLast() : text[...]
        if Fraction(decimal: digits, places: 400) != nil, Fraction(decimal: digits) == nil {
            problem("found `\(shown(text))`, expected at most 6 decimals")
        } else {
            problem("found `\(shown(text))`, expected \(what)", hint: numberSlip(text) ?? hint)
        }
    }

    package func integer(_ range: ClosedRange<Int>) -> Int? {
        let what = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let text = text(expecting: what) else { return nil }
        guard Fraction(decimal: text, places: 0) != nil, let value = Int(text), range.contains(value) else {
            problem("found `\(shown(text))`, expected \(what)", hint: numberSlip(text))
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
            let meant = ["true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"]
            problem(
                "found `\(shown(text))`, expected true or false", hint: meant[text.lowercased()].map { "write \($0)" })
            return nil
        }
    }

    package func identifier<Subject>() -> Identifier<Subject>? {
        guard let text = text(expecting: "an id") else { return nil }
        guard Identifier<Subject>.accepts(text) else {
            misread(id: text, expected: "an id of a-z, 0-9, `.`, `_`, `-` that begins with a letter or digit")
            return nil
        }
        return Identifier(text)
    }

    /// Says why text is not the id or name that was expected.
    func misread(id text: String, expected what: String) {
        problem(
            text.utf8.count > 64 && text.utf8.allSatisfy { $0 < 0x80 }
                ? "found \(text.utf8.count) characters (`\(shown(text))`), expected at most 64"
                : "found `\(shown(text))`, expected \(what)")
    }

    package func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        let allowed = Choice.allCases.map(\.rawValue)
        guard let text = text(expecting: oneOf(allowed)) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            problem(
                "found `\(shown(text))`, expected \(oneOf(allowed))",
                hint: nearest(text, allowed).map { "did you mean `\($0)`?" })
            return nil
        }
        return choice
    }

    /// `{zh: …, en: …}`; with `plain`, also Chinese text alone.
    package func localized(plain: Bool = false) -> LocalizedText? {
        if plain, isScalar { return text().map { LocalizedText(zh: $0) } }
        if isScalar, !isEmpty {
            expected("keys with values (zh, en…)", hint: "write {zh: \(shown(tree.text ?? ""))}")
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
            problem("found `\(shown(text))`, expected a date such as 2026-11-09")
            return nil
        }
        return text
    }

    /// Anchors could make a small file unfold into a huge one, tags could change what text means: neither is in the grammar.
    private var isPlain: Bool {
        switch tree.foreign {
        case nil: return true
        case .tag: problem("tags (!) are not part of the grammar", hint: "text that begins with ! needs quotes")
        case .anchor, .alias:
            problem("anchors and aliases (& and *) are not part of the grammar", hint: "write the value out")
        }
        return false
    }

    private func expected(_ what: String, hint: String? = nil) {
        guard tree.foreign == nil else { return }
        let found =
            isMapping
            ? "keys with values" : isList ? "a list" : isEmpty ? "nothing" : "`\(shown(tree.text ?? ""))`"
        let runsOn = tree.text.flatMap(keyRunningOn) != nil
        problem("found \(found), expected \(what)", hint: runsOn ? fullWidthHint : hint)
    }
}

extension YAMLTree {
    fileprivate var text: String? {
        if case .text(let text, _) = content { text } else { nil }
    }

    /// Calls `body` for this value and all below it, in the order of the file.
    fileprivate func visit(_ body: (YAMLTree) -> Void) {
        body(self)
        switch content {
        case .text: break
        case .list(let items): for item in items { item.visit(body) }
        case .keys(let pairs): for pair in pairs { pair.value.visit(body) }
        }
    }
}

/// Text of a file as a message may quote it: not too long, and without anything that a terminal would obey.
package func shown(_ text: String) -> String {
    var result = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
        guard index < 80 else { return result + "…" }
        result +=
            unprintable(scalar) == nil ? String(scalar) : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
    return result
}

/// What in a text cannot be printed on one line of a document, in words; nil where all can.
private func unprintable(in text: String) -> String? {
    for scalar in text.unicodeScalars {
        if let words = unprintable(scalar) { return words }
    }
    return nil
}

private func unprintable(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: "a line break"
    case 0x09: "a tab"
    case 0..<0x20, 0x7F..<0xA0: "the control character \(name(scalar))"
    case 0x202A...0x202E, 0x2066...0x2069: "\(name(scalar)), which turns the direction of text"
    default: nil
    }
}

private func name(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

/// What went wrong at the keyboard where a number was meant.
package func numberSlip(_ text: String) -> String? {
    guard text.unicodeScalars.count <= 64 else { return nil }
    let narrow = String(
        String.UnicodeScalarView(
            text.unicodeScalars.map {
                (0xFF01...0xFF5E).contains($0.value) ? Unicode.Scalar($0.value - 0xFEE0) ?? $0 : $0
            }))
    if narrow != text {
        let isSign = narrow.filter { $0 != "%" } == text.filter { $0 != "％" }
        let hasDigits = text.unicodeScalars.contains { (0xFF10...0xFF19).contains($0.value) }
        let what =
            isSign ? "a full-width percent sign `％` stands" : "full-width \(hasDigits ? "digits" : "signs") stand"
        return "\(what) here; write \(narrow)"
    }
    if text.unicodeScalars.contains(where: { !$0.isASCII && $0.properties.numericType != nil }) {
        return "only the digits 0 to 9 are read"
    }
    return nil
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
    // No id is longer; a longer text is no typing error.
    guard text.utf8.count <= 80 else { return nil }
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
