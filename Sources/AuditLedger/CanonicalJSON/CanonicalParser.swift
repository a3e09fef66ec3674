// Canonical bytes to value, or the offset of the first byte that is wrong.

import PlainText
import Reasons

/// A recursive-descent reader that accepts canonical spellings only; its depth is bounded by the grammar.
struct CanonicalParser {
    private let bytes: [UInt8]
    private let grammar: CanonicalGrammar
    private var offset = 0
    private var depth = 0

    init(_ bytes: [UInt8], _ grammar: CanonicalGrammar) {
        self.bytes = bytes
        self.grammar = grammar
    }

    mutating func document() throws(LedgerError) -> CanonicalJSON {
        guard bytes.count <= grammar.maximumBytes else {
            throw fault(
                .tooLarge, at: grammar.maximumBytes,
                Reason(.bytesTooMany, ["found": .number(bytes.count), "most": .number(grammar.maximumBytes)]))
        }
        let value = try value()
        guard offset == bytes.count else { throw unexpected(.end) }
        return value
    }

    private mutating func value() throws(LedgerError) -> CanonicalJSON {
        switch peek {
        case UInt8(ascii: "{"): return .object(try nested { parser throws(LedgerError) in try parser.members() })
        case UInt8(ascii: "["): return .array(try nested { parser throws(LedgerError) in try parser.elements() })
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return .bool(try literal(.true, true))
        case UInt8(ascii: "f"): return .bool(try literal(.false, false))
        case UInt8(ascii: "n") where grammar.allowsNull: return try literal(.null, .null)
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .integer(try integer())
        default: throw unexpected(.value)
        }
    }

    private mutating func nested<T>(
        _ body: (inout CanonicalParser) throws(LedgerError) -> T
    ) throws(LedgerError) -> T {
        depth += 1
        guard depth <= grammar.maximumDepth else {
            throw fault(.tooLarge, Reason(.nestingTooDeep, ["most": .number(grammar.maximumDepth)]))
        }
        offset += 1
        let result = try body(&self)
        depth -= 1
        return result
    }

    private mutating func members() throws(LedgerError) -> [String: CanonicalJSON] {
        var members: [String: CanonicalJSON] = [:]
        var last: [UInt8] = []
        if skip("}") { return members }
        repeat {
            let key = try key(after: last)
            guard skip(":") else { throw unexpected(.colon) }
            members[String(decoding: key, as: UTF8.self)] = try value()
            last = key
        } while skip(",")
        guard skip("}") else { throw unexpected(.objectEnd) }
        return members
    }

    /// The next key, which must be greater than `last`; keys are never empty, so an empty `last` stands before all.
    private mutating func key(after last: [UInt8]) throws(LedgerError) -> [UInt8] {
        let start = offset
        guard peek == UInt8(ascii: "\"") else { throw unexpected(.key) }
        let key = Array(try string().utf8)
        guard grammar.permits(key: key) else {
            throw fault(.malformed, at: start, .found(shown(key), expected: grammar.keyRule))
        }
        guard key != last else { throw fault(.malformed, at: start, order(key, last)) }
        guard last.lexicographicallyPrecedes(key) else {
            throw fault(.notCanonical, at: start, order(key, last))
        }
        return key
    }

    private mutating func elements() throws(LedgerError) -> [CanonicalJSON] {
        var elements: [CanonicalJSON] = []
        if skip("]") { return elements }
        repeat { elements.append(try value()) } while skip(",")
        guard skip("]") else { throw unexpected(.arrayEnd) }
        return elements
    }

    private mutating func integer() throws(LedgerError) -> Int {
        let start = offset
        let isNegative = skip("-")
        let digits = bytes[offset...].prefix { (0x30...0x39).contains($0) }
        guard let first = digits.first else { throw unexpected(.digit) }
        guard first != 0x30 || (digits.count == 1 && !isNegative) else {
            throw fault(.notCanonical, at: start, Reason(.bytesNotCanonical))
        }
        offset = digits.endIndex
        guard peek != UInt8(ascii: "."), peek != UInt8(ascii: "e"), peek != UInt8(ascii: "E") else {
            throw unexpected(.integer)
        }
        guard let number = Int(String(decoding: digits, as: UTF8.self)), number <= CanonicalGrammar.maximumInteger
        else {
            throw fault(.outOfRange, at: start, Reason(.integerBeyond))
        }
        return isNegative ? -number : number
    }

    private mutating func string() throws(LedgerError) -> String {
        let start = offset
        offset += 1
        var content: [UInt8] = []
        while peek != UInt8(ascii: "\"") { try character(into: &content) }
        offset += 1
        let text = String(decoding: content, as: UTF8.self)
        guard NormalForm.isC(text) else {
            throw fault(.notCanonical, at: start, Reason(.spellingNotNormal))
        }
        return text
    }

    private mutating func character(into content: inout [UInt8]) throws(LedgerError) {
        switch peek {
        case UInt8(ascii: "\\"): content.append(try escape())
        case .some(0..<0x20), nil: throw unexpected(.stringEnd)
        case .some(let byte) where byte < 0x80:
            content.append(byte)
            offset += 1
        default: content.append(contentsOf: try multibyte())
        }
    }

    private mutating func escape() throws(LedgerError) -> UInt8 {
        let tail = bytes[offset...].dropFirst()
        let (byte, length) =
            if let letter = tail.first, let byte = CanonicalEscape.byte(short: letter) { (byte as UInt8?, 2) } else {
                (UInt8(String(decoding: tail.dropFirst().prefix(4), as: UTF8.self), radix: 16), 6)
            }
        guard let byte, byte != 0, let spelling = CanonicalEscape.spelling(of: byte),
            bytes[offset...].prefix(length).elementsEqual(spelling)
        else { throw fault(.notCanonical, Reason(.bytesNotCanonical)) }
        offset += length
        return byte
    }

    /// One character of two to four bytes, well formed by table 3-7 of the Unicode Standard.
    private mutating func multibyte() throws(LedgerError) -> ArraySlice<UInt8> {
        var rest = bytes[offset...].makeIterator()
        var decoder = Unicode.UTF8.ForwardParser()
        guard case .valid(let scalar) = decoder.parseScalar(from: &rest) else {
            throw fault(.malformed, Reason(.bytesNotUtf8))
        }
        defer { offset += scalar.count }
        return bytes[offset..<offset + scalar.count]
    }

    private mutating func literal<T>(_ word: Form, _ meaning: T) throws(LedgerError) -> T {
        for byte in word.rawValue.utf8 {
            guard peek == byte else { throw unexpected(word) }
            offset += 1
        }
        return meaning
    }

    private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private func unexpected(_ expected: Form) -> LedgerError {
        let found = peek.map { Reason.Value.text("0x\(String($0, radix: 16))") } ?? Form.end.told
        return fault(.malformed, Reason(.foundOther, ["found": found, "expected": expected.told]))
    }

    private func order(_ key: [UInt8], _ last: [UInt8]) -> Reason {
        Reason(.keyOrder, ["key": .text(shown(key)), "before": .text(shown(last))])
    }

    private func shown(_ key: [UInt8]) -> String { String(decoding: key, as: UTF8.self).debugDescription }

    private func fault(_ code: LedgerError.Code, at place: Int? = nil, _ reason: Reason) -> LedgerError {
        LedgerError(code, grammar.subject, at: .offset(place ?? offset), reason)
    }
}
