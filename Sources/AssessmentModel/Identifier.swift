// Distinct id types, so that a zone's id cannot stand where an expert's is meant.

/// The id of a `Subject` as written in files: equal text, equal id; ordered by its bytes.
package struct Identifier<Subject>: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    /// Whether text follows the grammar of ids, `[a-z0-9][a-z0-9._-]*`, at most 64 bytes.
    package static func accepts(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 64 else { return false }
        return isWord(first) && text.utf8.allSatisfy { isWord($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

extension Identifier: Comparable {
    package static func < (a: Identifier, b: Identifier) -> Bool {
        // The views one by one are slow; Swift's own strings lie in plain memory.
        a.text.utf8.withContiguousStorageIfAvailable { left in
            b.text.utf8.withContiguousStorageIfAvailable { left.lexicographicallyPrecedes($0) }
        }?.flatMap { $0 } ?? a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
    }
}

extension Identifier: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self.init(value) }
}

extension Identifier: CustomStringConvertible {
    package var description: String { text }
}

extension Identifier: Codable, CodingKeyRepresentable {
    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package var codingKey: any CodingKey { TextKey(stringValue: text) }
    package init?(codingKey: some CodingKey) { text = codingKey.stringValue }
}

private struct TextKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

package typealias SchemeID = Identifier<Scheme>
package typealias CriterionID = Identifier<Criterion>
package typealias DepartmentID = Identifier<Department>
/// A bonus item or a veto.
package typealias ItemID = Identifier<SchemeItem>
package typealias ZoneID = Identifier<Zone>
package typealias ExpertID = Identifier<Expert>
/// One expert's seat at one zone. In a round a fresh random code; in file use the expert's own id.
package typealias SeatID = Identifier<Sheet>
package typealias RoundID = Identifier<RoundPlan>
