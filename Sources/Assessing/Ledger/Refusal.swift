// The no of a step, with every reason for it.

package import Reasons

/// Why a step was not taken; nothing was changed.
package struct Refusal: Error, Equatable {
    /// At least one.
    package let reasons: [Reason]

    package init(_ reasons: [Reason]) { self.reasons = reasons }
    package init(_ reasons: Reason...) { self.reasons = reasons }

    package init(
        _ code: ReasonCode, _ subject: Reason.Subject? = nil, field: String? = nil,
        _ values: [String: Reason.Value] = [:]
    ) {
        self.init(Reason(code, subject, field: field, values))
    }

    package init(_ code: ReasonCode, _ values: [String: Reason.Value]) { self.init(Reason(code, values)) }
}

extension Refusal: CustomStringConvertible {
    /// For logs and failing tests.
    package var description: String { reasons.map(\.description).joined(separator: "\n") }
}
