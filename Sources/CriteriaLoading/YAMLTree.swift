// YAML text → a tree of values that know their line, by libyaml's events; bounded in size and depth.

import CYaml
import Reasons

/// One value of a document.
struct YAMLTree {
    enum Content {
        /// `isPlain`: written without quotes.
        case text(String, isPlain: Bool)
        case list([YAMLTree])
        case keys([(key: YAMLTree, value: YAMLTree)])
    }

    /// What YAML has and our grammar leaves out. An alias is never followed: it stands as an empty text.
    enum Foreign { case anchor, alias, tag }

    let content: Content
    /// Counted from 1.
    let line: Int
    let foreign: Foreign?

    /// Lists and mappings inside each other; no scheme comes near.
    static let deepest = 64
    static let mostBytes = 1 << 20
}

/// Why a file has no tree.
struct YAMLFault: Error {
    /// Counted from 1; nil for the file as a whole.
    let line: Int?
    let reason: Reason
    var hint: Reason?

    fileprivate static func tooDeep(line: Int) -> YAMLFault {
        YAMLFault(line: line, reason: Reason(.yamlTooDeep, ["most": .number(YAMLTree.deepest)]))
    }
}

extension YAMLTree {
    /// The only document of a file; nil where there is none.
    ///
    /// Memory and time are linear in the file's size: aliases are not followed, nesting ends at `deepest`.
    /// - Throws: `YAMLFault` for what is not YAML, too large, too deep, or more than one document.
    init?(_ bytes: ArraySlice<UInt8>) throws(YAMLFault) {
        guard bytes.count <= Self.mostBytes else {
            throw YAMLFault(
                line: nil,
                reason: Reason(.yamlTooLarge, ["found": .number(bytes.count), "most": .number(Self.mostBytes)]),
                hint: Reason(.fewPages))
        }
        let composer = YAMLComposer(Array(bytes))
        guard let tree = try composer.document() else { return nil }
        self = tree
    }
}

/// Turns events into a tree.
private final class YAMLComposer {
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    /// At a fixed address: libyaml keeps a pointer to it.
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)

    init(_ text: [UInt8]) {
        bytes = .allocate(capacity: text.count)
        _ = bytes.initialize(from: text)
        guard yaml_parser_initialize(parser) == 1 else { preconditionFailure("no memory for a parser") }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        bytes.deallocate()
    }

    func document() throws(YAMLFault) -> YAMLTree? {
        _ = try next()
        guard try next().kind != .end else { return nil }
        let tree = try node(next(), depth: 0)
        _ = try next()
        let last = try next()
        guard last.kind == .end else {
            throw YAMLFault(line: last.line, reason: Reason(.yamlDocuments), hint: Reason(.oneDocument))
        }
        return tree
    }

    private func node(_ event: YAMLEvent, depth: Int) throws(YAMLFault) -> YAMLTree {
        guard depth < YAMLTree.deepest else {
            throw .tooDeep(line: event.line)
        }
        let content: YAMLTree.Content
        switch event.kind {
        case .list:
            var items: [YAMLTree] = []
            while case let item = try next(), item.kind != .end { items.append(try node(item, depth: depth + 1)) }
            content = .list(items)
        case .keys:
            var pairs: [(key: YAMLTree, value: YAMLTree)] = []
            while case let key = try next(), key.kind != .end {
                pairs.append((try node(key, depth: depth + 1), try node(next(), depth: depth + 1)))
            }
            content = .keys(pairs)
        case .text(let text, let isPlain): content = .text(text, isPlain: isPlain)
        case .other, .end: content = .text("", isPlain: true)
        }
        return YAMLTree(content: content, line: event.line, foreign: event.foreign)
    }

    private func next() throws(YAMLFault) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw fault() }
        defer { yaml_event_delete(&event) }
        return YAMLEvent(event)
    }

    private func fault() -> YAMLFault {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "cannot be read"
        if problem.hasPrefix("Maximum nesting level") { return .tooDeep(line: Int(parser.pointee.mark.line) + 1) }
        let place = parser.pointee.error == YAML_READER_ERROR ? placeOfReader() : parser.pointee.problem_mark.place
        return YAMLFault(
            line: place.line + 1, reason: .notYAML(problem, column: place.column + 1), hint: Reason(.lookAround))
    }

    /// Where the bytes are that cannot be text, counted from 0.
    private func placeOfReader() -> (line: Int, column: Int) {
        let before = bytes.prefix(parser.pointee.problem_offset)
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let line = String(decoding: before[start...], as: UTF8.self)
        return (before.count { $0 == 0x0A }, line.unicodeScalars.count)
    }
}

extension yaml_mark_t {
    fileprivate var place: (line: Int, column: Int) { (Int(line), Int(column)) }
}

extension Reason {
    /// `problem` is libyaml's word for it; the column is counted from 1.
    static func notYAML(_ problem: String, column: Int) -> Reason {
        Reason(.yamlInvalid, ["column": .number(column), "why": .term(.yaml, problem)])
    }
}

/// What of an event is needed, free of libyaml's memory.
private struct YAMLEvent {
    enum Kind: Equatable {
        case text(String, isPlain: Bool)
        case list, keys
        /// Of a list, a mapping, or the stream.
        case end
        case other
    }

    let kind: Kind
    let line: Int
    let foreign: YAMLTree.Foreign?

    init(_ event: yaml_event_t) {
        line = event.start_mark.line + 1
        switch event.type {
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            let isBlock = scalar.style == YAML_LITERAL_SCALAR_STYLE || scalar.style == YAML_FOLDED_SCALAR_STYLE
            let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
            // The line break that ends a block belongs to its layout.
            kind = .text(isBlock ? String(text.trimmingSuffix { $0 == "\n" }) : text, isPlain: isPlain)
            // libyaml forgets the tag `!`, but for the place that it takes.
            let isOnOneLine = event.start_mark.line == event.end_mark.line
            let width = Int(event.end_mark.index) - Int(event.start_mark.index)
            let hasBareTag =
                isPlain ? isOnOneLine && width != text.unicodeScalars.count : scalar.plain_implicit == 1
            foreign = Self.foreign(scalar.anchor, scalar.tag) ?? (hasBareTag ? .tag : nil)
        case YAML_SEQUENCE_START_EVENT:
            kind = .list
            foreign = Self.foreign(event.data.sequence_start.anchor, event.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT:
            kind = .keys
            foreign = Self.foreign(event.data.mapping_start.anchor, event.data.mapping_start.tag)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT, YAML_STREAM_END_EVENT: (kind, foreign) = (.end, nil)
        case YAML_ALIAS_EVENT: (kind, foreign) = (.other, .alias)
        default: (kind, foreign) = (.other, nil)
        }
    }

    private static func foreign(
        _ anchor: UnsafeMutablePointer<yaml_char_t>?, _ tag: UnsafeMutablePointer<yaml_char_t>?
    ) -> YAMLTree.Foreign? {
        anchor != nil ? .anchor : tag != nil ? .tag : nil
    }
}

extension String {
    fileprivate func trimmingSuffix(while isUnwanted: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, isUnwanted(last) { rest.removeLast() }
        return rest
    }
}
