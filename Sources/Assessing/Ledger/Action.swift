// What a step is, and what it gives.

package import AssessmentModel
package import AuditLedger
import EventModel
package import RoundState

/// A step of the assessment: who may take it is the policy's word, what it writes its own.
package protocol Action: Sendable {
    var useCase: UseCase { get }
    /// The round whose stage decides; nil where none does.
    var round: RoundID? { get }
    func target(in register: Register) -> Target
    /// All that was asked for, beside use case and round, as one canonical value: what a retry must say again to be one.
    var content: CanonicalJSON { get }
    /// Files that the step names by their hash: stored before it is taken.
    var evidence: [[UInt8]] { get }
    /// Whether the head is signed at once. A saved cell waits for the next step that hands out a proof.
    var isSigned: Bool { get }
    /// - Throws: `Refusal` with every reason; nothing is kept of a step that throws.
    func take(_ appender: inout Appender) throws
}

extension Action {
    package var round: RoundID? { nil }
    package var evidence: [[UInt8]] { [] }
    package func target(in register: Register) -> Target { .nothing }
    package var isSigned: Bool { true }

    /// The digest of the whole step, under which a request is known.
    func step(by user: UserID) throws -> String {
        let whole: CanonicalJSON = [
            .id(user), .string(useCase.rawValue), round.map { .id($0) } ?? .null, content,
        ]
        return Disclosure.digest(ofStep: try whole.withoutNull.bytes(as: .document))
    }
}

extension CanonicalJSON {
    /// Canonical text holds no U+0000. A step that brings one is refused where its text is looked at, with the place, and never recorded.
    fileprivate var withoutNull: CanonicalJSON {
        switch self {
        case .string(let text) where text.utf8.contains(0): .string(text.replacing("\0", with: "\u{1}"))
        case .array(let items): .array(items.map(\.withoutNull))
        case .object(let members): .object(members.mapValues(\.withoutNull))
        default: self
        }
    }
}

/// The events that a step gave.
package struct Recorded: Equatable, Sendable {
    package let events: Range<Int>
    /// The same request had been recorded before; nothing was added.
    package let isRepeated: Bool
}
