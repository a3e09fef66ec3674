// Why something is refused, for tests that expect it to be.

import Assessing
import Reasons
import Testing

/// The reasons for which it is refused; that it is not, or fails otherwise, is an issue.
func refused(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> some Any
) -> [Reason] {
    let refusal = #expect(throws: Refusal.self, sourceLocation: sourceLocation) { _ = try body() }
    return refusal?.reasons ?? []
}
