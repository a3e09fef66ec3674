// The keyed and unkeyed containers of the canonical decoder.

struct CanonicalKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: [String: CanonicalJSON]
    let codingPath: [any CodingKey]

    var allKeys: [Key] { members.keys.sorted().compactMap(Key.init(stringValue:)) }

    func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try decoder(at: key).tree == .null }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try decoder(at: key).value() }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder(at: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(at: key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try decoder(at: CanonicalKey.parent) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(at: key) }

    private func decoder(at key: any CodingKey) throws -> CanonicalDecoder {
        guard let member = members[key.stringValue] else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: ""))
        }
        return CanonicalDecoder(tree: member, codingPath: codingPath + [key])
    }
}

struct CanonicalUnkeyedDecoding: UnkeyedDecodingContainer {
    let elements: [CanonicalJSON]
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0

    init(elements: [CanonicalJSON], codingPath: [any CodingKey]) {
        self.elements = elements
        self.codingPath = codingPath
    }

    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    /// The protocol asks that the place moves on only past a null.
    mutating func decodeNil() throws -> Bool {
        guard try decoder().tree == .null else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let value: T = try decoder().value()
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested>
    {
        let container = try decoder().container(keyedBy: type)
        currentIndex += 1
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try decoder().unkeyedContainer()
        currentIndex += 1
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let element = try decoder()
        currentIndex += 1
        return element
    }

    private func decoder() throws -> CanonicalDecoder {
        let path = codingPath + [CanonicalKey(currentIndex)]
        guard !isAtEnd else {
            throw DecodingError.dataCorrupted(.init(codingPath: path, debugDescription: "found the end of the array"))
        }
        return CanonicalDecoder(tree: elements[currentIndex], codingPath: path)
    }
}
