// The quick way through an event's bytes: one pass over the shape that nearly all events have.

/// What one pass over plain event bytes found.
///
/// It accepts a part of what `CanonicalParser` and `EventHeader` accept, and sees in it what they see: one object whose values are
/// strings of printable ASCII without escapes, integers from 0, booleans, and in `sd` digests. Anything else gives nil and is
/// left to them, so that every refusal is theirs too.
struct EventScan: TokenScan {
    private(set) var seq = -1
    private(set) var type = ""
    private(set) var at = ""
    /// Where the 22 characters of the id begin.
    private(set) var idStart = -1
    /// Where the 43 characters of the first digest begin; they follow each other at a distance of `digestStride`.
    private(set) var digestStart = 0
    private(set) var digestCount = 0
    private(set) var fields: [String: CanonicalJSON] = [:]

    static let digestStride = digestLength + 3
    static let digestLength = 43
    static let idLength = 22

    var offset = 0
    private var isVersionRight = false

    init?(_ bytes: [UInt8]) {
        guard bytes.count <= CanonicalGrammar.event.maximumBytes,
            bytes.withUnsafeBufferPointer({ bytes in Base64.withURLValues { scan(bytes, $0) } }), seq >= 0,
            !type.isEmpty, !at.isEmpty, idStart > 0, isVersionRight
        else { return nil }
    }

    private mutating func scan(_ bytes: Bytes, _ values: Bytes) -> Bool {
        guard take("{", bytes) else { return false }
        var last = 0..<0
        repeat {
            guard take("\"", bytes) else { return false }
            let key = offset..<plainEnd(bytes)
            guard isKey(key, bytes), precedes(last, key, bytes) else { return false }
            offset = key.upperBound
            guard take("\"", bytes), take(":", bytes), member(key, bytes, values) else { return false }
            last = key
        } while take(",", bytes)
        return take("}", bytes) && offset == bytes.count
    }

    private mutating func member(_ key: Range<Int>, _ bytes: Bytes, _ values: Bytes) -> Bool {
        if equals(key, "sd", bytes) { return digests(bytes, values) }
        if equals(key, "seq", bytes) {
            guard let number = integer(bytes) else { return false }
            seq = number
            return true
        }
        if equals(key, "v", bytes) {
            isVersionRight = integer(bytes) == Event.version
            return isVersionRight
        }
        if equals(key, "id", bytes) { return identifier(bytes, values) }
        if equals(key, "at", bytes) {
            at = text(bytes) ?? ""
            return EventHeader.isDay(at)
        }
        if equals(key, "type", bytes) {
            type = text(bytes) ?? ""
            return EventHeader.isType(type)
        }
        guard let value = value(bytes) else { return false }
        fields[string(key, bytes)] = value
        return true
    }

    private mutating func value(_ bytes: Bytes) -> CanonicalJSON? {
        guard offset < bytes.count else { return nil }
        switch bytes[offset] {
        case UInt8(ascii: "\""): return text(bytes).map(CanonicalJSON.string)
        case UInt8(ascii: "t"): return word("true", bytes) ? .bool(true) : nil
        case UInt8(ascii: "f"): return word("false", bytes) ? .bool(false) : nil
        default: return integer(bytes).map(CanonicalJSON.integer)
        }
    }

    private mutating func identifier(_ bytes: Bytes, _ values: Bytes) -> Bool {
        guard take("\"", bytes) else { return false }
        idStart = offset
        // 128 bits in 22 characters: the last four of 132 bits are 0.
        guard isBase64URL(length: Self.idLength, unusedBits: 0xF, bytes, values) else { return false }
        return take("\"", bytes)
    }

    private mutating func digests(_ bytes: Bytes, _ values: Bytes) -> Bool {
        guard take("[", bytes) else { return false }
        digestStart = offset + 1
        repeat {
            guard take("\"", bytes) else { return false }
            let start = offset
            // 256 bits in 43 characters: the last two of 258 bits are 0.
            guard isBase64URL(length: Self.digestLength, unusedBits: 0x3, bytes, values), take("\"", bytes) else {
                return false
            }
            if digestCount > 0 {
                let before = start - Self.digestStride
                guard precedes(before..<before + Self.digestLength, start..<start + Self.digestLength, bytes)
                else { return false }
            }
            digestCount += 1
        } while take(",", bytes)
        return take("]", bytes)
    }

    private mutating func isBase64URL(length: Int, unusedBits: UInt8, _ bytes: Bytes, _ values: Bytes) -> Bool {
        guard offset + length <= bytes.count else { return false }
        var last: UInt8 = 0
        for index in offset..<offset + length {
            last = values[Int(bytes[index])]
            if last == Base64.noValue { return false }
        }
        offset += length
        return last & unusedBits == 0
    }

    // MARK: text

    private mutating func text(_ bytes: Bytes) -> String? {
        guard take("\"", bytes) else { return nil }
        let range = offset..<plainEnd(bytes)
        offset = range.upperBound
        return take("\"", bytes) ? string(range, bytes) : nil
    }

    /// The end of a run of printable ASCII without quotation mark and backslash.
    private func plainEnd(_ bytes: Bytes) -> Int {
        var end = offset
        while end < bytes.count, case let byte = bytes[end], byte >= 0x20, byte < 0x7F, byte != 0x22, byte != 0x5C {
            end += 1
        }
        return end
    }

    /// `[a-z][a-z0-9_]*`, as `CanonicalGrammar.event` has it.
    private func isKey(_ range: Range<Int>, _ bytes: Bytes) -> Bool {
        guard let first = range.first, case 0x61...0x7A = bytes[first] else { return false }
        for index in range {
            switch bytes[index] {
            case 0x61...0x7A, 0x30...0x39, 0x5F: continue
            default: return false
            }
        }
        return true
    }

    private func string(_ range: Range<Int>, _ bytes: Bytes) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    private func equals(_ range: Range<Int>, _ word: StaticString, _ bytes: Bytes) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<range.count where bytes[range.lowerBound + index] != word.utf8Start[index] { return false }
        return true
    }
}
