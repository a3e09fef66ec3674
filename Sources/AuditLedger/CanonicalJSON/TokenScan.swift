// The tokens that both quick ways read alike: single characters, words, integers, and the order of keys.

/// A pass over bytes that stands at `offset` and goes past what it has read.
protocol TokenScan {
    var offset: Int { get set }
}

extension TokenScan {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// Digits without a leading zero, at most 2^53 − 1.
    mutating func integer(_ bytes: Bytes) -> Int? {
        let start = offset
        var number = 0
        while offset < bytes.count, offset - start < 16, case let digit = bytes[offset] &- 0x30, digit < 10 {
            number = number * 10 + Int(digit)
            offset += 1
        }
        let count = offset - start
        guard count > 0, count == 1 || bytes[start] != 0x30, number <= CanonicalGrammar.maximumInteger else {
            return nil
        }
        return number
    }

    mutating func take(_ character: Unicode.Scalar, _ bytes: Bytes) -> Bool {
        guard offset < bytes.count, bytes[offset] == UInt8(truncatingIfNeeded: character.value) else { return false }
        offset += 1
        return true
    }

    mutating func word(_ word: StaticString, _ bytes: Bytes) -> Bool {
        let end = offset + word.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        for index in offset..<end where bytes[index] != word.utf8Start[index - offset] { return false }
        offset = end
        return true
    }

    /// Ascending by bytes; an empty range stands before all.
    func precedes(_ a: Range<Int>, _ b: Range<Int>, _ bytes: Bytes) -> Bool {
        for index in 0..<min(a.count, b.count) {
            let (x, y) = (bytes[a.lowerBound + index], bytes[b.lowerBound + index])
            if x != y { return x < y }
        }
        return a.count < b.count
    }
}
