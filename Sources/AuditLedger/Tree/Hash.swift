// A SHA-256 value, and the domain-separated hashes of the tree.

import Crypto

/// 32 bytes of SHA-256 (FIPS 180-4), held inline.
package struct Hash: Hashable, Sendable {
    package static let byteCount = 32

    private let words: Words

    private struct Words: Hashable, Sendable {
        let a, b, c, d: UInt64
    }

    /// Nil unless there are exactly 32 bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self = Array(bytes).withUnsafeBytes(Self.init(raw:))
    }

    /// Nil unless `base64` is the strict, padded base64 of 32 bytes.
    package init?(base64: some StringProtocol) {
        guard let bytes = Base64.decode(base64) else { return nil }
        self.init(bytes: bytes)
    }

    private init(raw: UnsafeRawBufferPointer) {
        words = raw.loadUnaligned(as: Words.self)
    }

    package var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }
    package var base64: String { Base64.encode(bytes) }

    /// Whether `text` is the base64 of this hash, without making it.
    package func isWritten(as text: ArraySlice<UInt8>) -> Bool {
        text.withUnsafeBufferPointer { text in withUnsafeBytes(of: words) { Base64.isEncoding(text, of: $0) } }
    }

    /// Whether these are its bytes.
    package func isStored(as bytes: [UInt8]) -> Bool { withUnsafeBytes(of: words) { $0.elementsEqual(bytes) } }

    /// Whether `text` is the base64url of this hash, without making it.
    func isURLWritten(as text: UnsafeBufferPointer<UInt8>) -> Bool {
        withUnsafeBytes(of: words) { Base64.isURLEncoding(text, of: $0) }
    }

    /// 64 lower-case hexadecimal digits.
    package var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension Hash {
    /// MTH({}) = SHA-256(), the root of no leaves (RFC 9162 section 2.1.1).
    package static let emptyRoot = plain([])

    /// MTH({d}) = SHA-256(0x00 ‖ d) (RFC 9162 section 2.1.1).
    package static func leaf(_ entry: [UInt8]) -> Hash {
        var function = SHA256()
        withUnsafeBytes(of: UInt8(0x00)) { function.update(bufferPointer: $0) }
        entry.withUnsafeBytes { function.update(bufferPointer: $0) }
        return Hash(function.finalize())
    }

    /// SHA-256(0x01 ‖ left ‖ right) (RFC 9162 section 2.1.1).
    package static func node(_ left: Hash, _ right: Hash) -> Hash {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 8) { block in
            block[0] = 0x01
            block.storeBytes(of: left.words, toByteOffset: 1, as: Words.self)
            block.storeBytes(of: right.words, toByteOffset: 1 + byteCount, as: Words.self)
            var function = SHA256()
            function.update(bufferPointer: UnsafeRawBufferPointer(block))
            return Hash(function.finalize())
        }
    }

    /// SHA-256 of the bytes alone, for what is no part of the tree.
    package static func plain(_ bytes: [UInt8]) -> Hash {
        var function = SHA256()
        bytes.withUnsafeBytes { function.update(bufferPointer: $0) }
        return Hash(function.finalize())
    }

    /// SHA-256 of text in UTF-8.
    package static func plain(utf8 text: String) -> Hash {
        let hash = text.utf8.withContiguousStorageIfAvailable { bytes in
            var function = SHA256()
            function.update(bufferPointer: UnsafeRawBufferPointer(bytes))
            return Hash(function.finalize())
        }
        return hash ?? plain(Array(text.utf8))
    }

    private init(_ digest: SHA256Digest) {
        self = digest.withUnsafeBytes(Self.init(raw:))
    }
}

extension Hash: CustomStringConvertible {
    package var description: String { base64 }
}
