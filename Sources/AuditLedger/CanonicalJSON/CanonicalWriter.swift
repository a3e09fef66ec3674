// Value to canonical bytes.

import PlainText
import Reasons

/// Writes canonical JSON, whole values or an object member by member, and refuses what has no canonical bytes.
package struct CanonicalWriter {
    package private(set) var bytes: [UInt8] = []
    private let grammar: CanonicalGrammar
    /// One for each container already open.
    private var path: [Step] = []

    /// Where in a container the writer stands.
    private enum Step {
        /// The key last written; nil before the first.
        case member(String?)
        case element(Int)
    }

    package init(_ grammar: CanonicalGrammar) { self.grammar = grammar }

    package mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

    /// Begins an object as the value; its members follow in ascending order of their keys, then `closeObject`.
    package mutating func openObject() throws(LedgerError) { try open(.member(nil), "{") }

    package mutating func closeObject() {
        path.removeLast()
        bytes.append(UInt8(ascii: "}"))
    }

    /// Begins a member of the object that is open; its value follows.
    ///
    /// - Precondition: `key` is greater than the key before it.
    package mutating func openMember(_ key: String) throws(LedgerError) {
        guard case .member(let last)? = path.popLast() else { preconditionFailure("a member needs an open object") }
        guard grammar.permits(key: key.utf8) else {
            throw fault(.malformed, .found(key.debugDescription, expected: grammar.keyRule))
        }
        if let last {
            precondition(last < key, "canonical members ascend: \(key) cannot follow \(last)")
            bytes.append(UInt8(ascii: ","))
        }
        path.append(.member(key))
        quote(key)
        bytes.append(UInt8(ascii: ":"))
    }

    package mutating func member(_ key: String, _ value: CanonicalJSON) throws(LedgerError) {
        try openMember(key)
        try write(value)
    }

    mutating func document(_ value: CanonicalJSON) throws(LedgerError) {
        try write(value)
        guard bytes.count <= grammar.maximumBytes else {
            throw fault(
                .tooLarge,
                Reason(.bytesTooMany, ["found": .number(bytes.count), "most": .number(grammar.maximumBytes)]))
        }
    }

    package mutating func write(_ value: CanonicalJSON) throws(LedgerError) {
        switch value {
        case .object(let members): try write(members)
        case .array(let elements): try write(elements)
        case .string(let text): try write(text)
        case .integer(let number): try write(number)
        case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .null: try writeNull()
        }
    }

    private mutating func write(_ members: [String: CanonicalJSON]) throws(LedgerError) {
        try openObject()
        for member in members.sorted(by: { $0.key < $1.key }) { try self.member(member.key, member.value) }
        closeObject()
    }

    private mutating func write(_ elements: [CanonicalJSON]) throws(LedgerError) {
        try open(.element(0), "[")
        for (place, element) in elements.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            path[path.count - 1] = .element(place)
            try write(element)
        }
        path.removeLast()
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ text: String) throws(LedgerError) {
        guard !text.utf8.allSatisfy({ $0 > 0 && $0 < 0x80 }) else { return quote(text) }
        guard !text.utf8.contains(0) else { throw fault(.malformed, Reason(.controlCharacter)) }
        guard NormalForm.isC(text) else {
            throw fault(.notCanonical, Reason(.spellingNotNormal))
        }
        quote(text)
    }

    private mutating func write(_ number: Int) throws(LedgerError) {
        guard number.magnitude <= CanonicalGrammar.maximumInteger else {
            throw fault(.outOfRange, Reason(.integerBeyond))
        }
        bytes.append(contentsOf: String(number).utf8)
    }

    private mutating func writeNull() throws(LedgerError) {
        guard grammar.allowsNull else {
            throw fault(.malformed, .found(.null, expected: .value))
        }
        bytes.append(contentsOf: "null".utf8)
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.contains(where: CanonicalEscape.escapes) {
            for byte in text.utf8 {
                if let escape = CanonicalEscape.spelling(of: byte) { bytes += escape } else { bytes.append(byte) }
            }
        } else {
            bytes.append(contentsOf: text.utf8)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func open(_ step: Step, _ bracket: Unicode.Scalar) throws(LedgerError) {
        guard path.count < grammar.maximumDepth else {
            throw fault(.tooLarge, Reason(.nestingTooDeep, ["most": .number(grammar.maximumDepth)]))
        }
        path.append(step)
        bytes.append(UInt8(ascii: bracket))
    }

    private func fault(_ code: LedgerError.Code, _ reason: Reason) -> LedgerError {
        let fields = path.compactMap { step in
            switch step {
            case .member(let key): key
            case .element(let place): String(place)
            }
        }
        let place: LedgerError.Place = fields.isEmpty ? .whole : .field(fields.joined(separator: "."))
        return LedgerError(code, grammar.subject, at: place, reason)
    }
}
