// JSON as it leaves the server (RFC 8259): written, never read, so that what anybody typed can be said back.

import AssessmentModel
import Reasons

/// A value to be written; members keep their order.
indirect enum JSON: Sendable {
    case object([(String, JSON)])
    case array([JSON])
    case string(String)
    case integer(Int)
    case bool(Bool)
    case null

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1024)
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.quote(member.0, &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.1.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .array(let items):
            bytes.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                item.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .string(let text): Self.quote(text, &bytes)
        case .integer(let number): bytes.append(contentsOf: String(number).utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .null: bytes.append(contentsOf: "null".utf8)
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func quote(_ text: String, _ bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x00..<0x20:
                bytes.append(contentsOf: Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
    init(dictionaryLiteral members: (String, JSON)...) { self = .object(members) }
    init(arrayLiteral items: JSON...) { self = .array(items) }
    init(stringLiteral text: String) { self = .string(text) }
    init(integerLiteral number: Int) { self = .integer(number) }
    init(booleanLiteral value: Bool) { self = .bool(value) }

    init(_ text: String?) { self = text.map(JSON.string) ?? .null }
    init(_ mark: Fraction?) { self = mark.map { .string($0.exactText) } ?? .null }
}

extension JSON {
    /// A reason as programs read it: code, subject, field, values; and in words.
    init(_ reason: Reason, words: String) {
        self = [
            "code": .string(reason.code.spelling),
            "subject": reason.subject.map { ["kind": .string($0.kind.rawValue), "id": .string($0.id)] } ?? .null,
            "field": JSON(reason.field),
            "values": .object(reason.values.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) }),
            "words": .string(words),
        ]
    }

    private init(_ value: Reason.Value) {
        self =
            switch value {
            case .text(let text), .quoted(let text): .string(text)
            case .number(let number): .integer(number)
            case .named(let subject): .string(subject.id)
            case .term(_, let word): .string(word)
            case .list(let items), .choice(let items): .array(items.map { JSON($0) })
            case .phrase(let reason): .string(reason.description)
            case .localized(let zh, let en): ["zh": .string(zh), "en": JSON(en)]
            }
    }
}
