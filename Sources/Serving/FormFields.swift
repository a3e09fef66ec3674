// What a form posts.

import Hummingbird

/// Fields of `application/x-www-form-urlencoded` (WHATWG URL section 5.1), in the order in which they came.
struct FormFields: Sendable {
    let fields: [(name: String, value: String)]

    /// - Throws: `Malformed` for another type, for what is not UTF-8, and for more than 2,000 fields.
    init(_ bytes: [UInt8], type: String?) throws {
        guard bytes.isEmpty || type?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true else {
            throw Malformed(what: "form")
        }
        var fields: [(String, String)] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard fields.count < 2000, let name = Self.decoded(parts[0]),
                let value = parts.count == 2 ? Self.decoded(parts[1]) : ""
            else { throw Malformed(what: "form") }
            // Forms post line breaks as CR LF.
            fields.append((name, value.replacing("\r\n", with: "\n")))
        }
        self.fields = fields
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "+"): out.append(0x20)
            case UInt8(ascii: "%"):
                guard index + 2 < bytes.endIndex, let high = hex(bytes[index + 1]), let low = hex(bytes[index + 2])
                else { return nil }
                out.append(high << 4 | low)
                index += 2
            case let byte: out.append(byte)
            }
            index += 1
        }
        return String(validating: out, as: UTF8.self)
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    subscript(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }
    func has(_ name: String) -> Bool { fields.contains { $0.name == name } }
}

extension Request {
    /// Seconds for which a body may take to arrive: who sends it drop by drop holds nobody up.
    static let patience = 20
    /// Bytes of a form without files, and of what programs send.
    static let mostForm = 256 << 10
    /// Bytes of a form with a file, or with what a preview shows, which is read back with the page's own fields.
    static let mostUpload = 8 << 20
    static let mostPreviewed = 9 << 20

    /// The body, of so many bytes at most.
    /// - Throws: what the body's reading throws, among it that it is too long; `HTTPError` where it does not come.
    func bytes(upTo most: Int, within seconds: Int = patience) async throws -> [UInt8] {
        let end = ContinuousClock.now + .seconds(seconds)
        var bytes: [UInt8] = []
        // A client that sends nothing at all is cut off by the connection's own patience.
        for try await part in body {
            guard bytes.count + part.readableBytes <= most else { throw HTTPError(.contentTooLarge) }
            guard ContinuousClock.now < end else { throw HTTPError(.requestTimeout) }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes
    }

    func form(upTo most: Int = mostForm) async throws -> FormFields {
        try FormFields(try await bytes(upTo: most), type: headers[.contentType])
    }
}
