// Nodes of a YAML document: keys and lists that know their line and path.

import AssessmentModel
package import Reasons

/// One value of a YAML document.
package struct YAMLNode {
    let tree: YAMLTree
    /// As problems name it, e.g. `pass.total` or `release.1.2.points`.
    package let path: String
    package let log: ProblemLog

    init(_ tree: YAMLTree, path: String, log: ProblemLog) {
        self.tree = tree
        self.path = path
        self.log = log
    }

    package var line: Int? { tree.line }

    package func problem(_ reason: @autoclosure () -> Reason, hint: @autoclosure () -> Reason? = nil) {
        log.add(line, path.isEmpty ? nil : path, reason(), hint: hint())
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
            expected(keys: Array(keys.prefix(4)))
            return nil
        }
        var values: [String: YAMLNode] = [:]
        var misspelt: Set<String> = []
        let given = Set(pairs.compactMap(\.key.text))
        for (key, line, value) in entries() {
            guard keys.contains(key) else {
                guard !log.isFull else {
                    log.add(line, value.path, .unknownKey(key))
                    continue
                }
                let slip = slip(key, among: keys)
                let meant = slip?.meant ?? nearest(key, keys.filter { !given.contains($0) })
                if let meant { misspelt.insert(meant) }
                log.add(
                    line, value.path, .unknownKey(key),
                    hint: slip?.hint ?? value.hint(unknown: meant, among: keys))
                continue
            }
            values[key] = value
        }
        return YAMLMapping(node: self, values: values, misspelt: misspelt)
    }

    /// A known key that ran together with its value: YAML wants `: `, half-width and with a blank.
    private func slip(_ key: String, among keys: [String]) -> (meant: String?, hint: Reason)? {
        guard let colon = key.firstIndex(where: { $0 == fullWidthColon || $0 == ":" }) else { return nil }
        let name = String(key[..<colon])
        let meant = keys.contains(name) ? name : nil
        if key[colon] == fullWidthColon { return (meant, Reason(.colonFullWidth)) }
        return meant.map { ($0, Reason(.colonWithoutBlank, ["key": .text($0)])) }
    }

    /// What an unknown key should have been; one without a value is the rest of a text that a comma cut off.
    private func hint(unknown meant: String?, among keys: [String]) -> Reason {
        if let meant { return .meant(meant) }
        return isEmpty && keys.contains("zh") ? Reason(.commaNeedsQuotes) : Reason(.keysAllowed, ["keys": .texts(keys)])
    }

    /// The keys of a mapping, without a word about anything that is wrong.
    var names: [String] {
        guard case .keys(let pairs) = tree.content else { return [] }
        return pairs.compactMap(\.key.text)
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
            expected(.names)
            return []
        }
        var seen: Set<String> = []
        return pairs.compactMap { key, value in
            guard let name = key.text else {
                log.add(key.line, path.isEmpty ? nil : path, Reason(.keyNotText))
                return nil
            }
            let node = YAMLNode(value, path: below(name), log: log)
            _ = YAMLNode(key, path: key.foreign == .alias ? path : node.path, log: log).isPlain
            guard key.foreign != .alias else { return nil }
            guard seen.insert(name).inserted else {
                log.add(key.line, node.path, Reason(.keyTwice))
                return nil
            }
            return (name, key.line, node)
        }
    }

    package func list() -> [YAMLNode] {
        guard isPlain, case .list(let items) = tree.content else {
            expected(.list, hint: isScalar && !isEmpty ? .write("[\(shown(tree.text ?? ""))]") : nil)
            return []
        }
        return items.enumerated().map { YAMLNode($1, path: "\(path)[\($0)]", log: log) }
    }

    /// A list with at least one of what is expected.
    func list(ofAtLeastOne thing: InputThing) -> [YAMLNode] {
        let items = list()
        if items.isEmpty, isList { problem(.empty(of: thing)) }
        return items
    }

    /// Anchors could make a small file unfold into a huge one, tags could change what text means: neither is in the grammar.
    var isPlain: Bool {
        switch tree.foreign {
        case nil: return true
        case .tag: problem(Reason(.yamlTag), hint: Reason(.tagNeedsQuotes))
        case .anchor, .alias: problem(Reason(.yamlAnchor), hint: Reason(.writeValueOut))
        }
        return false
    }

    func expected(_ form: InputForm, hint: Reason? = nil) { expected(form.told, hint: hint) }

    func expected(_ form: Reason.Value, hint: Reason? = nil) { other(.written(found, expected: form), hint) }

    /// A mapping whose first keys are these.
    func expected(keys: [String], hint: Reason? = nil) {
        other(Reason(.keysExpected, ["found": found, "keys": .texts(keys)]), hint)
    }

    private func other(_ reason: Reason, _ hint: Reason?) {
        guard tree.foreign == nil else { return }
        let runsOn = tree.text.flatMap(keyRunningOn) != nil
        problem(reason, hint: runsOn ? Reason(.colonFullWidth) : hint)
    }

    private var found: Reason.Value {
        if isMapping { return InputForm.keys.told }
        if isList { return InputForm.list.told }
        return isEmpty ? InputForm.nothing.told : .shown(tree.text ?? "")
    }
}

extension Reason {
    fileprivate static func unknownKey(_ key: String) -> Reason { Reason(.keyUnknown, ["key": .shown(key)]) }

    static func missing(key: String) -> Reason { Reason(.keyMissing, ["key": .quoted(key)]) }

    static func empty(of thing: InputThing) -> Reason { Reason(.listEmpty, ["thing": thing.told]) }
}

extension YAMLTree {
    var text: String? {
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

/// A mapping whose keys are all known.
package struct YAMLMapping {
    package let node: YAMLNode
    let values: [String: YAMLNode]
    /// The keys that unknown ones probably meant: that they are missing needs no second word.
    package let misspelt: Set<String>

    package subscript(key: String) -> YAMLNode? { values[key] }

    /// The value of a key that must be there.
    package func required(_ key: String) -> YAMLNode? {
        if values[key] == nil, !misspelt.contains(key) {
            node.log.add(node.line, node.path.isEmpty ? nil : node.path, .missing(key: key))
        }
        return values[key]
    }
}
