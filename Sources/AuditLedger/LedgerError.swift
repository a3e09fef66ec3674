// The one error of this target: what is wrong, where, and what to do about it.

/// A fault in ledger material, or the reason of a negative ``Verdict``.
///
/// It is thrown when a value could not be made, and carried by ``Verdict/fails(_:)`` when a claim was checked and does not hold.
package struct LedgerError: Error, Hashable, Sendable {
    package enum Code: String, Sendable {
        /// The bytes do not follow the format's grammar.
        case malformed
        /// The bytes mean something, but are not its one permitted spelling.
        case notCanonical
        /// A length or depth limit is exceeded.
        case tooLarge
        /// A number lies outside its permitted range.
        case outOfRange
        /// Two values that must be equal differ: a hash, an index, an origin.
        case mismatch
        /// A signature of a known key does not verify.
        case badSignature
        /// No signature of a known key is there.
        case unknownKey
        /// Something required is absent.
        case missing
    }

    /// Where in the subject the fault lies.
    package enum Place: Hashable, Sendable {
        case whole
        /// Byte offset from 0.
        case offset(Int)
        /// Line number from 1.
        case line(Int)
        /// Leaf index from 0.
        case leaf(Int)
        /// Path of keys, joined by dots.
        case field(String)
    }

    package let code: Code
    /// What was being read: `event`, `checkpoint`, `receipt` and so on.
    package let subject: String
    package let place: Place
    /// One lower-case line: what was found and what was expected.
    package let line: String
    package let hint: String

    package init(_ code: Code, _ subject: String, at place: Place = .whole, _ line: String, hint: String = "") {
        self.code = code
        self.subject = subject
        self.place = place
        self.line = line
        self.hint = hint
    }

    /// The same fault, told by a reader that knows the larger place: leaf 17 of a bundle instead of byte 3 of an event.
    package func relocated(to place: Place, in subject: String) -> LedgerError {
        let inner = self.place == .whole ? self.subject : "\(self.subject) \(self.place)"
        return LedgerError(code, subject, at: place, "\(inner): \(line)", hint: hint)
    }
}

extension LedgerError.Place: CustomStringConvertible {
    package var description: String {
        switch self {
        case .whole: "whole"
        case .offset(let offset): "byte \(offset)"
        case .line(let number): "line \(number)"
        case .leaf(let index): "leaf \(index)"
        case .field(let path): "field \(path)"
        }
    }
}

extension LedgerError: CustomStringConvertible {
    package var description: String {
        let head = place == .whole ? subject : "\(subject), \(place)"
        return hint.isEmpty ? "\(head): \(line)" : "\(head): \(line); \(hint)"
    }
}
