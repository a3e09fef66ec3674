// The quick way through canonical bytes: one pass over the shapes that nearly all values have.

import PlainText

/// What one pass over plain canonical bytes found.
///
/// It accepts a part of what `CanonicalParser` accepts, and sees in it what that sees: objects with plain keys, arrays, strings without
/// escapes in normal form C, integers from 0, booleans, at most eight levels deep. Each has one spelling alone, so that nothing need be
/// written again to know it. Anything else gives nil and is left to the parser, so that every refusal is the parser's too.
struct CanonicalScan: TokenScan {
    var offset = 0
    private var depth = 0

    /// nil where the bytes are not plain, or not canonical.
    static func value(of bytes: [UInt8], _ grammar: CanonicalGrammar) -> CanonicalJSON? {
        guard bytes.count <= grammar.maximumBytes else { return nil }
        return bytes.withUnsafeBufferPointer { bytes in
            var scan = CanonicalScan()
            guard let value = scan.value(bytes), scan.offset == bytes.count else { return nil }
            return value
        }
    }

    private mutating func value(_ bytes: Bytes) -> CanonicalJSON? {
        guard offset < bytes.count else { return nil }
        switch bytes[offset] {
        case UInt8(ascii: "\""): return string(bytes).map(CanonicalJSON.string)
        case UInt8(ascii: "{"): return nested { $0.members(bytes) }
        case UInt8(ascii: "["): return nested { $0.elements(bytes) }
        case UInt8(ascii: "t"): return word("true", bytes) ? .bool(true) : nil
        case UInt8(ascii: "f"): return word("false", bytes) ? .bool(false) : nil
        default: return integer(bytes).map(CanonicalJSON.integer)
        }
    }

    private mutating func nested(_ body: (inout CanonicalScan) -> CanonicalJSON?) -> CanonicalJSON? {
        guard depth < 8 else { return nil }
        depth += 1
        offset += 1
        defer { depth -= 1 }
        return body(&self)
    }

    private mutating func members(_ bytes: Bytes) -> CanonicalJSON? {
        // Room for what an event's values have, in one piece.
        var members: [String: CanonicalJSON] = Dictionary(minimumCapacity: 6)
        if take("}", bytes) { return .object(members) }
        var last = 0..<0
        repeat {
            guard take("\"", bytes), let key = key(bytes), precedes(last, key, bytes) else { return nil }
            guard take("\"", bytes), take(":", bytes), let value = value(bytes) else { return nil }
            members[String(decoding: Bytes(rebasing: bytes[key]), as: UTF8.self)] = value
            last = key
        } while take(",", bytes)
        return take("}", bytes) ? .object(members) : nil
    }

    private mutating func elements(_ bytes: Bytes) -> CanonicalJSON? {
        var elements: [CanonicalJSON] = []
        if take("]", bytes) { return .array(elements) }
        repeat {
            guard let value = value(bytes) else { return nil }
            elements.append(value)
        } while take(",", bytes)
        return take("]", bytes) ? .array(elements) : nil
    }

    /// `[a-z][a-z0-9_]*`, which both grammars permit.
    private mutating func key(_ bytes: Bytes) -> Range<Int>? {
        let start = offset
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            switch bytes[offset] {
            case 0x61...0x7A: break
            case 0x30...0x39, 0x5F: if offset == start { return nil }
            default: return nil
            }
            offset += 1
        }
        return offset > start ? start..<offset : nil
    }

    private mutating func string(_ bytes: Bytes) -> String? {
        offset += 1
        let start = offset
        var isASCII = true
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            let byte = bytes[offset]
            guard byte >= 0x20, byte != UInt8(ascii: "\\") else { return nil }
            if byte >= 0x80 { isASCII = false }
            offset += 1
        }
        guard offset < bytes.count else { return nil }
        let content = Bytes(rebasing: bytes[start..<offset])
        offset += 1
        if isASCII { return String(decoding: content, as: UTF8.self) }
        guard let text = String(validating: content, as: UTF8.self), NormalForm.isC(text) else { return nil }
        return text
    }
}
