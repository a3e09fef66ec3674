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

    /// A stage that it came to, and what was said of it then.
    package struct Turn: Sendable, Equatable {
        /// The event that brought it there, and its day.
        package let seq: Int
        package let day: String
        /// When exactly; nil where that is not shown.
        package let moment: Moment?
        package let stage: Stage
        /// 推荐意见, 退回意见, why it was withdrawn; nil where none was given.
        package let opinion: String?
        /// The version that it was said of.
        package let version: Int
    }

    /// What one version says.
    package struct Content: Sendable, Equatable {
        package let conditions: [Eligibility]
        package let claims: [Claim]
        package let evidence: [Evidence]
    }

    package let id: ApplicationID
    package let zone: ZoneID
    package let purpose: RoundPlan.Purpose
    /// nil before the fourth edition.
    package let call: CallID?
    package internal(set) var stage: Stage
    /// Every stage that it came to, oldest first.
    package internal(set) var history: [Turn]
    /// What it said before it was last handed in again; nil for a first version.
    package internal(set) var before: Content?
    /// How often it was submitted.
    package internal(set) var version: Int
    /// Whether its prefecture ever sent it on: then it takes one of the prefecture's places until it is withdrawn.
    package internal(set) var wasRecommended: Bool
    package internal(set) var conditions: [Eligibility]
    package internal(set) var claims: [Claim]
    package internal(set) var evidence: [Evidence]

    /// What the newest version says.
    package var content: Content { Content(conditions: conditions, claims: claims, evidence: evidence) }

    /// When its newest version was handed in.
    package var submission: Turn? { history.first { $0.version == version } }

    /// Takes it to a stage; what is said of a whole round is not said of it.
    mutating func move(to stage: Stage, _ told: Told, isOfRound: Bool = false) {
        self.stage = stage
        let opinion = isOfRound ? "" : told.reason?.text ?? ""
        history.append(
            Turn(
                seq: told.seq, day: told.day, moment: told.moment, stage: stage,
                opinion: opinion.isEmpty ? nil : opinion, version: version))
    }
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
