// The words of an event that the first three editions close, and the fourth leaves to programmes.

import AssessmentModel
import AuditLedger
package import Reasons

extension LedgerEvent {
    /// The field with a word that the early editions do not know; nil where there is none.
    package var fieldBeyondEarlyWords: String? {
        switch self {
        case .zoneRegistered(let zone): zone.kind.isEarly ? nil : "kind"
        case .applicationSubmitted(_, _, let purpose, _): purpose.isEarly ? nil : "purpose"
        case .candidateListed(_, let candidate): candidate.source.isEarly ? nil : "source"
        case .drawCommitted(_, let commitment): commitment.quotas.allSatisfy(\.source.isEarly) ? nil : "quotas"
        default: nil
        }
    }
}

extension Concealed {
    /// Whether it has a word that the early editions do not know.
    package var isBeyondEarlyWords: Bool {
        switch self {
        case .expert(let expert): !expert.source.isEarly
        case .source(let source): !source.isEarly
        case .condition(let condition): !condition.item.isEarly
        default: false
        }
    }
}

extension Reason {
    /// A field of an event that is not one of the words which its edition knows.
    package static func wordUnknown(_ field: String, of type: String) -> Reason {
        let form: Form = field == "quotas" ? .quotas : .word
        return Reason(.fieldWrong, ["name": .text(field), "type": .event(type), "expected": form.told])
    }
}
