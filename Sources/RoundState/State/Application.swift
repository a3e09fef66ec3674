// 申报: a zone's request, its conditions, its self-assessment, and the way through the levels.

package import AssessmentModel
package import EventModel
package import Reasons

/// A zone's request to be assessed.
package struct Application: Sendable, Equatable {
    /// Where it stands.
    package enum Stage: Sendable, Equatable {
        /// Waits for this level.
        case submitted(to: ReviewLevel)
        /// Back at the zone, which may submit it again.
        case returned(by: ReviewLevel, opinion: String?)
        case accepted
        case enrolled(RoundID)
        /// By the zone, or for it by the bureau.
        case withdrawn

        /// Until a round takes it in, a zone has no second one for the same purpose.
        package var isUnderWay: Bool {
            switch self {
            case .enrolled, .withdrawn: false
            default: true
            }
        }
    }

    package let id: ApplicationID
    package let zone: ZoneID
    package let purpose: RoundPlan.Purpose
    /// nil before the fourth edition.
    package let call: CallID?
    package internal(set) var stage: Stage
    /// How often it was submitted.
    package internal(set) var version: Int
    /// Whether its prefecture ever sent it on: then it takes one of the prefecture's places until it is withdrawn.
    package internal(set) var wasRecommended: Bool
    package internal(set) var conditions: [Eligibility]
    package internal(set) var claims: [Claim]
    package internal(set) var evidence: [Evidence]
}

extension Zone {
    /// 逐级申报 before programmes said so: a county goes through its 设区市, the others straight to the province.
    package var earlyLevel: ReviewLevel { kind == .county ? .prefecture : .province }
}

extension Application.Stage {
    /// Its word.
    package var value: Reason.Value {
        let word =
            switch self {
            case .submitted(let level): "submitted-to-\(level.rawValue)"
            case .returned(let level, _): "returned-by-\(level.rawValue)"
            case .accepted: "accepted"
            case .enrolled: "enrolled"
            case .withdrawn: "withdrawn"
            }
        return .term(.application, word)
    }
}
