// The bytes of a plain CSV file → fields, without a copy.

import AssessmentModel
import PlainText

/// One field: bytes of the file.
struct Field {
    private let start: UnsafePointer<UInt8>?
    let count: Int
    /// Whether it ends its row.
    let isLast: Bool

    init() { (start, count, isLast) = (nil, 0, false) }

    init(_ start: UnsafePointer<UInt8>?, count: Int, isLast: Bool) {
        (self.start, self.count, self.isLast) = (start, count, isLast)
    }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The decimal that the whole field is.
    var decimal: PlainDecimal? {
        guard let start, let number = PlainDecimal(start, count: count), number.length == count else { return nil }
        return number
    }

    /// Whether text needs no second look: valid, short, taken by the gate of text, and not of blanks alone.
    var isPlain: Bool {
        guard count <= 1000 else { return false }
        var isAscii = true
        var isBlank = count > 0
        for byte in bytes {
            if byte < 0x20 || byte == 0x7F { return false }
            if byte >= 0x80 { isAscii = false }
            if byte > 0x20 { isBlank = false }
        }
        guard !isBlank else { return false }
        if isAscii { return true }
        guard let text = String(validating: bytes, as: UTF8.self), refusal(ofText: text) == nil else { return false }
        return text.allSatisfy { !$0.isWhitespace || $0 == " " }
    }
}

/// The decimal at the beginning of some bytes.
struct PlainDecimal {
    private(set) var digits = 0
    private(set) var places = 0
    /// In bytes.
    private(set) var length = 0

    /// nil where no digit stands first, where a point ends the number, and for more than 16 bytes of it.
    @inline(__always)
    init?(_ start: UnsafePointer<UInt8>, count: Int) {
        var point = 0
        while length < min(count, 16) {
            let byte = start[length]
            if byte &- 0x30 < 10 {
                digits = digits &* 10 &+ Int(byte &- 0x30)
            } else if byte == 0x2E, point == 0, length > 0 {
                point = length
            } else {
                break
            }
            length += 1
        }
        guard length > 0, point != length - 1 || point == 0 else { return nil }
        places = point == 0 ? 0 : length - 1 - point
    }
}

/// Walks over fields parted by commas and ended by LF or CRLF. A field may stand in quotes that hold none themselves.
struct FieldScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { index >= bytes.count }

    /// Steps over a field that is just this id; false, and nothing happens, where another stands there.
    @inline(__always)
    mutating func skip(_ id: KnownIdentifier, isLast: Bool) -> Bool {
        guard let base = bytes.baseAddress, index + id.count + 8 < bytes.count, id.stands(at: base + index)
        else { return false }
        return end(at: index + id.count, isLast: isLast)
    }

    /// Steps over a field of digits with at most one point between them; nil, and nothing happens, for another.
    @inline(__always)
    mutating func decimal(isLast: Bool) -> PlainDecimal? {
        guard let base = bytes.baseAddress, let number = PlainDecimal(base + index, count: bytes.count - index),
            index + number.length < bytes.count, end(at: index + number.length, isLast: isLast)
        else { return nil }
        return number
    }

    /// Steps behind the comma or the line's end at a position; false where neither stands.
    @inline(__always)
    private mutating func end(at position: Int, isLast: Bool) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        if !isLast {
            guard base[position] == 0x2C, position + 1 < bytes.count else { return false }
            index = position + 1
            return true
        }
        if base[position] == 0x0A {
            index = position + 1
            return true
        }
        guard base[position] == 0x0D, position + 1 < bytes.count, base[position + 1] == 0x0A else { return false }
        index = position + 2
        return true
    }

    /// What is not read yet.
    var rest: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[min(index, bytes.count)...]) }

    mutating func skipByteOrderMark() {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    /// nil for a form that only the thorough reader takes, and at the end.
    @inline(__always)
    mutating func next() -> Field? {
        guard let base = bytes.baseAddress, index < bytes.count else { return nil }
        let isQuoted = base[index] == 0x22
        if isQuoted { index += 1 }
        let start = index
        while index < bytes.count {
            let byte = base[index]
            if isQuoted ? byte == 0x22 : byte == 0x2C || byte == 0x0A || byte == 0x22 { break }
            index += 1
        }
        var count = index - start
        if isQuoted {
            guard index < bytes.count else { return nil }
            index += 1
            if index < bytes.count, base[index] == 0x0D {
                index += 1
                guard index >= bytes.count || base[index] == 0x0A else { return nil }
            }
        } else if index >= bytes.count || base[index] == 0x0A {
            if count > 0, base[start + count - 1] == 0x0D { count -= 1 }
        }
        let isLast = index >= bytes.count || base[index] == 0x0A
        guard isLast || base[index] == 0x2C else { return nil }
        index += 1
        // A comma at the very end opens one more field, which the thorough reader sees.
        guard isLast || index < bytes.count else { return nil }
        return Field(base + start, count: count, isLast: isLast)
    }
}
