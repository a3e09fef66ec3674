// A JSON value that has exactly one spelling in bytes.

import PlainText
import Reasons

/// Strict canonical JSON: a subset of RFC 8785 in which equal values have equal bytes and every byte is accounted for.
///
/// The bytes, under either ``CanonicalGrammar``:
/// - UTF-8 without byte order mark, no white space between tokens, nothing after the value.
/// - Object members in strictly ascending order of their keys' bytes. Keys are ASCII, for which this is RFC 8785's order
///   (section 3.2.3) too. No key twice.
/// - Numbers are integers from −(2^53 − 1) to 2^53 − 1 in decimal: no leading zero, no `-0`, no fraction, no exponent.
/// - Strings are in normal form C and hold no U+0000. Escaped are `\b \t \n \f \r \" \\` and, as `\u00xx` in lower case, the other
///   characters below U+0020; nothing else is (section 3.2.2.2).
/// - Containers nest at most 64 deep.
///
/// Keys are compared as Swift strings only after they are known to be ASCII, so two spellings of one letter never merge.
package enum CanonicalJSON: Hashable, Sendable {
    case object([String: CanonicalJSON])
    case array([CanonicalJSON])
    case string(String)
    case integer(Int)
    case bool(Bool)
    case null

    /// Reads canonical bytes.
    ///
    /// - Throws: `LedgerError` with the byte offset of the first violation. A string that is not in normal form is reported at
    ///   its opening quotation mark.
    package init(parsing bytes: [UInt8], as grammar: CanonicalGrammar) throws(LedgerError) {
        if let value = CanonicalScan.value(of: bytes, grammar) {
            self = value
        } else {
            try self.init(thorough: bytes, as: grammar)
        }
    }

    /// The way of every rule and every refusal.
    init(thorough bytes: [UInt8], as grammar: CanonicalGrammar) throws(LedgerError) {
        var parser = CanonicalParser(bytes, grammar)
        let value = try parser.document()
        let again = try value.bytes(as: grammar)
        guard again == bytes else {
            let offset = zip(again, bytes).prefix { $0 == $1 }.count
            throw LedgerError(.notCanonical, grammar.subject, at: .offset(offset), Reason(.bytesNotCanonical))
        }
        self = value
    }

    /// The canonical bytes.
    ///
    /// - Throws: `LedgerError` with the field when the value has none: a key or null that the grammar forbids, an integer beyond
    ///   2^53 − 1, a string with U+0000 or not in normal form C, too many bytes or levels.
    package func bytes(as grammar: CanonicalGrammar) throws(LedgerError) -> [UInt8] {
        var writer = CanonicalWriter(grammar)
        try writer.document(self)
        return writer.bytes
    }

    /// `text` in normal form C, which strings must have before they come here.
    package static func nfc(_ text: String) -> String { NormalForm.c(text) }

    package var objectValue: [String: CanonicalJSON]? {
        if case .object(let members) = self { members } else { nil }
    }

    package var arrayValue: [CanonicalJSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    package var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var integerValue: Int? {
        if case .integer(let number) = self { number } else { nil }
    }

    package var boolValue: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    /// The member `key` of an object; nil when there is none or this is no object.
    package subscript(key: String) -> CanonicalJSON? { objectValue?[key] }
}

extension CanonicalJSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension CanonicalJSON: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral {
    package init(arrayLiteral elements: CanonicalJSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, CanonicalJSON)...) {
        self = .object(Dictionary(uniqueKeysWithValues: elements))
    }
    package init(nilLiteral: ()) { self = .null }
}
