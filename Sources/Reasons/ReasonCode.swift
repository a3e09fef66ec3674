// Every reason for a no that there is.

/// A code of the closed list, spelt as it stands in `Templates/messages.*.yaml` and in the API.
package enum ReasonCode: String, Sendable, CaseIterable {
    // MARK: permission
    case userUnknown = "user-unknown"
    case roundUnknown = "round-unknown"
    case roleNot = "role-not"
    case roundNeeded = "round-needed"
    case stageNot = "stage-not"
    case notOwn = "not-own"
    // MARK: applications
    case applicationUnknown = "application-unknown"
    case applicationNotAt = "application-not-at"
    // MARK: proof

    /// The names of its values: what may stand between double braces in its words, beside `{{subject}}`.
    package var values: Set<String> {
        switch self {
        case .roleNot: ["task", "role"]
        case .roundNeeded, .notOwn: ["task"]
        case .stageNot: ["task", "role", "stages", "stage"]
        case .applicationNotAt: ["stage", "expected"]
        default: []
        }
    }
}
