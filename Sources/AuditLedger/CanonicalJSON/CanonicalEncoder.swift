// Encodable to canonical JSON tree.

import Reasons

extension CanonicalJSON {
    /// The canonical bytes of a Codable value.
    ///
    /// - Throws: `LedgerError` when the value holds a floating-point number, an integer beyond 2^53 − 1, a key that is not ASCII or
    ///   occurs twice, or text that is not in normal form C.
    package static func encode(
        _ value: some Encodable, as grammar: CanonicalGrammar = .document
    ) throws(LedgerError) -> [UInt8] {
        try CanonicalJSON(encoding: value).bytes(as: grammar)
    }

    /// The tree of a Codable value. Foundation's `JSONEncoder` is no way there: it merges keys that differ only in normal form.
    ///
    /// - Throws: `LedgerError` when the value holds a floating-point number, or an integer that is no `Int`, or a key that is not
    ///   ASCII or occurs twice.
    package init(encoding value: some Encodable) throws(LedgerError) {
        do {
            self = try CanonicalEncoder.tree(of: value, at: [])
        } catch let error as LedgerError {
            throw error
        } catch {
            throw LedgerError(.malformed, .the(.document), Reason(.unreadable, ["why": .text("\(error)")]))
        }
    }
}

/// An `Encoder` whose containers collect into a box, which is read when the value has finished encoding itself.
struct CanonicalEncoder: Encoder {
    let codingPath: [any CodingKey]
    let box: Box
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// What one value has encoded so far.
    final class Box {
        enum Content {
            case nothing
            case value(CanonicalJSON)
            case members([String: Box])
            case elements([Box])
        }

        var content = Content.nothing

        init(_ value: CanonicalJSON? = nil) {
            if let value { content = .value(value) }
        }

        /// A value that encodes nothing, such as an empty structure, is an empty object.
        var tree: CanonicalJSON {
            switch content {
            case .nothing: .object([:])
            case .value(let value): value
            case .members(let members): .object(members.mapValues(\.tree))
            case .elements(let elements): .array(elements.map(\.tree))
            }
        }
    }

    static func tree(of value: some Encodable, at path: [any CodingKey]) throws -> CanonicalJSON {
        try box(of: value, at: path).tree
    }

    static func box(of value: some Encodable, at path: [any CodingKey]) throws -> Box {
        if let tree = value as? CanonicalJSON { return Box(tree) }
        let encoder = CanonicalEncoder(codingPath: path, box: Box())
        try value.encode(to: encoder)
        return encoder.box
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(CanonicalKeyedEncoding<Key>(box: box, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        CanonicalUnkeyedEncoding(box: box, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        CanonicalSingleEncoding(box: box, codingPath: codingPath)
    }

    static func fault(_ code: LedgerError.Code, at path: [any CodingKey], _ reason: Reason) -> LedgerError {
        let place: LedgerError.Place = path.isEmpty ? .whole : .field(path.map(\.stringValue).joined(separator: "."))
        return LedgerError(code, .the(.document), at: place, reason)
    }
}

extension CanonicalJSON: Encodable {
    /// Only ``CanonicalEncoder`` takes a tree as it stands; another encoder gets the same shape through its own containers.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .object(let members): try container.encode(members)
        case .array(let elements): try container.encode(elements)
        case .string(let text): try container.encode(text)
        case .integer(let number): try container.encode(number)
        case .bool(let flag): try container.encode(flag)
        case .null: try container.encodeNil()
        }
    }
}
