// Canonical JSON tree to Decodable.

import Reasons

extension CanonicalJSON {
    /// The Codable value that canonical bytes stand for.
    ///
    /// - Throws: `LedgerError` with a byte offset when the bytes are not canonical, with a field when they do not fit the type.
    package static func decode<T: Decodable>(
        _ type: T.Type, from bytes: [UInt8], as grammar: CanonicalGrammar = .document
    ) throws(LedgerError) -> T {
        try CanonicalJSON(parsing: bytes, as: grammar).decoded(as: type)
    }

    /// - Throws: `LedgerError` with the field when this tree does not fit the type.
    package func decoded<T: Decodable>(as type: T.Type) throws(LedgerError) -> T {
        do {
            return try CanonicalDecoder(tree: self, codingPath: []).value()
        } catch let error as LedgerError {
            throw error
        } catch let error as DecodingError {
            throw LedgerError(mismatch: error)
        } catch {
            throw LedgerError(.malformed, .the(.document), Reason(.unreadable, ["why": .text("\(error)")]))
        }
    }
}

extension LedgerError {
    fileprivate init(mismatch error: DecodingError) {
        let (code, context, reason): (Code, DecodingError.Context, Reason) =
            switch error {
            case .keyNotFound(let key, let context):
                (.missing, context, Reason(.fieldMissing, ["name": .text(key.stringValue)]))
            case .valueNotFound(_, let context): (.missing, context, .found(.null, expected: .value))
            case .typeMismatch(_, let context), .dataCorrupted(let context):
                (.malformed, context, Reason(.unreadable, ["why": .text(context.debugDescription)]))
            @unknown default:
                (
                    .malformed, .init(codingPath: [], debugDescription: ""),
                    Reason(.unreadable, ["why": .text("\(error)")])
                )
            }
        self = CanonicalEncoder.fault(code, at: context.codingPath, reason)
    }
}

/// A `Decoder` over a tree that has been parsed already.
struct CanonicalDecoder: Decoder {
    let tree: CanonicalJSON
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func value<T: Decodable>() throws -> T {
        if let tree = tree as? T { return tree }
        return try T(from: self)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let members = tree.objectValue else { throw mismatch(.anObject) }
        return KeyedDecodingContainer(CanonicalKeyedDecoding<Key>(members: members, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let elements = tree.arrayValue else { throw mismatch(.anArray) }
        return CanonicalUnkeyedDecoding(elements: elements, codingPath: codingPath)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    private func mismatch(_ expected: Form) -> LedgerError {
        CanonicalEncoder.fault(.malformed, at: codingPath, .found(tree.kind, expected: expected))
    }
}

extension CanonicalDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { tree == .null }
    func decode(_ type: Bool.Type) throws -> Bool { try demand(tree.boolValue, .aTruthValue) }
    func decode(_ type: String.Type) throws -> String { try demand(tree.stringValue, .aString) }
    func decode(_ type: Double.Type) throws -> Double { throw mismatch(.anInteger) }
    func decode(_ type: Float.Type) throws -> Float { throw mismatch(.anInteger) }
    func decode(_ type: Int.Type) throws -> Int { try integer() }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
    func decode(_ type: UInt.Type) throws -> UInt { try integer() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try value() }

    private func demand<T>(_ value: T?, _ expected: Form) throws -> T {
        guard let value else { throw mismatch(expected) }
        return value
    }

    private func integer<T: FixedWidthInteger>() throws -> T {
        try demand(tree.integerValue.flatMap(T.init(exactly:)), .anInteger)
    }
}

extension CanonicalJSON: Decodable {
    package init(from decoder: any Decoder) throws {
        guard let decoder = decoder as? CanonicalDecoder else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath, debugDescription: "canonical json is read by its own decoder only"))
        }
        self = decoder.tree
    }

    /// The word for this value in messages.
    var kind: Form {
        switch self {
        case .object: .anObject
        case .array: .anArray
        case .string: .aString
        case .integer: .anInteger
        case .bool: .aTruthValue
        case .null: .null
        }
    }
}
