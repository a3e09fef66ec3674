// What a layout or a font book has to complain about, without prose.

package import Reasons

/// One complaint: about a font that cannot be used, or about content that could not be set as asked.
package struct TypesettingProblem: Sendable, Hashable, CustomStringConvertible {
    package var code: Code
    /// The element of a document that it is about, by its id; nil where the reason says it.
    package var subject: String?
    package var reason: Reason
    /// What to do about it.
    package var hint: Reason

    package enum Code: Sendable, Hashable {
        case fontMissing
        case fontUnusable
        case roleUnknown
        /// No font has the character; the page shows 〓 in its place, the text behind it keeps the character.
        case characterMissing(Unicode.Scalar)
        /// A control, or another character without a picture, that page and text are without.
        case characterLeftOut(Unicode.Scalar)
        /// A frame's text is higher than its box.
        case frameOverflow
        /// A paragraph has more lines than it may, even at its minimum size.
        case textTooLong
        /// A word or a cell is wider than its place.
        case textTooWide
        case figureTooHigh
        case qrTooLong
    }

    package var description: String { "\(subject.map { "\($0): " } ?? "")\(reason) (\(hint))" }
}

/// Why no font book could be made: every problem that was found.
package struct FontBookError: Error, CustomStringConvertible {
    package let problems: [TypesettingProblem]

    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// The problems of one layout in the order in which they were found, each once.
final class TypesettingProblems {
    private(set) var problems: [TypesettingProblem] = []
    private var known: Set<TypesettingProblem> = []

    func report(_ problem: TypesettingProblem) {
        if known.insert(problem).inserted { problems.append(problem) }
    }
}
