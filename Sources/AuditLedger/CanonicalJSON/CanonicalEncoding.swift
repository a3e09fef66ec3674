// The three containers of the canonical encoder.

import Reasons

struct CanonicalKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    private let box: CanonicalEncoder.Box
    let codingPath: [any CodingKey]

    init(box: CanonicalEncoder.Box, codingPath: [any CodingKey]) {
        self.box = box
        self.codingPath = codingPath
        if case .members = box.content { return }
        box.content = .members([:])
    }

    mutating func encodeNil(forKey key: Key) throws { try insert(CanonicalEncoder.Box(.null), at: key) }

    mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try insert(CanonicalEncoder.box(of: value, at: codingPath + [key]), at: key)
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        KeyedEncodingContainer(CanonicalKeyedEncoding<Nested>(box: nested(at: key), codingPath: codingPath + [key]))
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        CanonicalUnkeyedEncoding(box: nested(at: key), codingPath: codingPath + [key])
    }

    mutating func superEncoder() -> any Encoder { superEncoder(at: CanonicalKey.parent) }
    mutating func superEncoder(forKey key: Key) -> any Encoder { superEncoder(at: key) }

    private func superEncoder(at key: any CodingKey) -> any Encoder {
        CanonicalEncoder(codingPath: codingPath + [key], box: nested(at: key))
    }

    /// Only ASCII keys enter the dictionary, whose `String` comparison would merge two spellings of one letter.
    private func insert(_ member: CanonicalEncoder.Box, at key: any CodingKey) throws(LedgerError) {
        guard case .members(var members) = box.content else { return }
        let name = key.stringValue
        guard name.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw CanonicalEncoder.fault(
                .malformed, at: codingPath, .found(name.debugDescription, expected: .asciiKey))
        }
        guard members[name] == nil else {
            throw CanonicalEncoder.fault(
                .malformed, at: codingPath, Reason(.keyOrder, ["key": .text(name), "before": .text(name)]))
        }
        box.content = .nothing
        members[name] = member
        box.content = .members(members)
    }

    /// This cannot throw, so a key that is not ASCII becomes one that the writer refuses and that equals no ASCII key.
    private func nested(at key: any CodingKey) -> CanonicalEncoder.Box {
        guard case .members(var members) = box.content else { return CanonicalEncoder.Box() }
        let name = key.stringValue.utf8.allSatisfy { $0 < 0x80 } ? key.stringValue : "\u{FFFD}"
        let nested = members[name] ?? CanonicalEncoder.Box()
        members[name] = nested
        box.content = .members(members)
        return nested
    }
}

struct CanonicalUnkeyedEncoding: UnkeyedEncodingContainer {
    private let box: CanonicalEncoder.Box
    let codingPath: [any CodingKey]

    init(box: CanonicalEncoder.Box, codingPath: [any CodingKey]) {
        self.box = box
        self.codingPath = codingPath
        if case .elements = box.content { return }
        box.content = .elements([])
    }

    var count: Int {
        if case .elements(let elements) = box.content { elements.count } else { 0 }
    }

    mutating func encodeNil() throws { append(CanonicalEncoder.Box(.null)) }

    mutating func encode<T: Encodable>(_ value: T) throws {
        append(try CanonicalEncoder.box(of: value, at: codingPath + [CanonicalKey(count)]))
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        let path = codingPath + [CanonicalKey(count)]
        return KeyedEncodingContainer(
            CanonicalKeyedEncoding<Nested>(box: append(CanonicalEncoder.Box()), codingPath: path))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        let path = codingPath + [CanonicalKey(count)]
        return CanonicalUnkeyedEncoding(box: append(CanonicalEncoder.Box()), codingPath: path)
    }

    mutating func superEncoder() -> any Encoder {
        let path = codingPath + [CanonicalKey(count)]
        return CanonicalEncoder(codingPath: path, box: append(CanonicalEncoder.Box()))
    }

    @discardableResult
    private func append(_ element: CanonicalEncoder.Box) -> CanonicalEncoder.Box {
        guard case .elements(var elements) = box.content else { return element }
        box.content = .nothing
        elements.append(element)
        box.content = .elements(elements)
        return element
    }
}

struct CanonicalSingleEncoding: SingleValueEncodingContainer {
    let box: CanonicalEncoder.Box
    let codingPath: [any CodingKey]

    mutating func encodeNil() throws { box.content = .value(.null) }
    mutating func encode(_ value: Bool) throws { box.content = .value(.bool(value)) }
    mutating func encode(_ value: String) throws { box.content = .value(.string(value)) }
    mutating func encode(_ value: Double) throws { throw inexact }
    mutating func encode(_ value: Float) throws { throw inexact }
    mutating func encode(_ value: Int) throws { try integer(value) }
    mutating func encode(_ value: Int8) throws { try integer(value) }
    mutating func encode(_ value: Int16) throws { try integer(value) }
    mutating func encode(_ value: Int32) throws { try integer(value) }
    mutating func encode(_ value: Int64) throws { try integer(value) }
    mutating func encode(_ value: UInt) throws { try integer(value) }
    mutating func encode(_ value: UInt8) throws { try integer(value) }
    mutating func encode(_ value: UInt16) throws { try integer(value) }
    mutating func encode(_ value: UInt32) throws { try integer(value) }
    mutating func encode(_ value: UInt64) throws { try integer(value) }

    mutating func encode<T: Encodable>(_ value: T) throws {
        box.content = try CanonicalEncoder.box(of: value, at: codingPath).content
    }

    private func integer(_ value: some BinaryInteger) throws(LedgerError) {
        guard let number = Int(exactly: value) else {
            throw CanonicalEncoder.fault(
                .outOfRange, at: codingPath, Reason(.integerBeyond))
        }
        box.content = .value(.integer(number))
    }

    private var inexact: LedgerError {
        CanonicalEncoder.fault(.malformed, at: codingPath, .found(.float, expected: .integer))
    }
}

/// The key of an array's element, or of a class's superclass.
struct CanonicalKey: CodingKey {
    static let parent = CanonicalKey(name: "super")

    let intValue: Int?
    let stringValue: String

    init(_ index: Int) {
        intValue = index
        stringValue = String(index)
    }

    init?(intValue: Int) { self.init(intValue) }

    init?(stringValue: String) { self.init(name: stringValue) }

    private init(name: String) {
        intValue = nil
        stringValue = name
    }
}
