// The outcome of checking a claim: the proven value, or where and why it fails.

/// What checking a claim gave. A "no" is a value with its reason; nothing is thrown.
package enum Checked<Value: Sendable>: Sendable {
    case holds(Value)
    case fails(LedgerError)

    package var isHeld: Bool { failure == nil }

    package var value: Value? {
        if case .holds(let value) = self { value } else { nil }
    }

    package var failure: LedgerError? {
        if case .fails(let failure) = self { failure } else { nil }
    }

    /// The proven value, for a caller that cannot go on without it.
    ///
    /// - Throws: the reason, when the claim fails.
    package func get() throws(LedgerError) -> Value {
        switch self {
        case .holds(let value): return value
        case .fails(let failure): throw failure
        }
    }

    /// Turns what `body` throws into a no.
    init(_ body: () throws(LedgerError) -> Value) {
        do { self = .holds(try body()) } catch { self = .fails(error) }
    }
}

extension Checked: Equatable where Value: Equatable {}
