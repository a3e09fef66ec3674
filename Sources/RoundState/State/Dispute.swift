// What puts a mark in question: a re-read, a revision, an objection.

package import AssessmentModel
package import EventModel
package import Reasons

/// A cell that its expert is asked to look at again.
package struct Reread: Sendable, Equatable {
    package let zone: ZoneID
    package let seat: SeatID
    package let indicator: CriterionID
    package internal(set) var answer: String?
    package internal(set) var isAnswered = false
}

/// A changed mark on a sealed sheet: proposed by its expert, confirmed by a second person.
package struct Revision: Sendable, Equatable {
    /// The closed list of what a revision may rest on.
    package enum Ground: String, Sendable, CaseIterable {
        case arithmetic = "arithmetic-error"
        case outOfRange = "out-of-range"
        case inconsistent = "inconsistent-objective-item"
        case divergence = "abnormal-divergence"
        /// Only under an objection that was upheld.
        case objection = "objection-upheld"
    }

    package let zone: ZoneID
    package let seat: SeatID
    package let indicator: CriterionID
    package let hundredths: Int
    package let comment: String?
    package let reason: Ground
    package let text: String
    package let proposer: UserID?
    package internal(set) var isConfirmed: Bool?
}

/// 异议: bound to one indicator or item of one zone; or what somebody else reports of that zone (来信来访).
package struct Objection: Sendable, Equatable {
    package let id: ObjectionID
    package let zone: ZoneID
    /// An indicator, a veto, or an item that gives or takes points.
    package let indicator: CriterionID
    /// Whether somebody else than the zone says it.
    package let isReport: Bool
    /// Whether a judgment, a review or the bureau itself ordered it after the result was final: it is upheld from the beginning.
    package let isOrder: Bool
    package let filed: Int
    /// The day of that event.
    package let filedOn: String
    package let grounds: String?
    package let evidence: [Evidence]
    /// Of a report: what the zone said to it.
    package internal(set) var hearing: Hearing?
    package internal(set) var decision: Decision?
    /// When its zone had the decision.
    package internal(set) var receipt: Receipt?

    package struct Receipt: Sendable, Equatable {
        package let seq: Int
        package let day: String
        /// The moment; nil where it is not shown.
        package let time: String?
    }

    /// A report is not decided before its zone was heard.
    package var waitsForHearing: Bool { isReport && hearing == nil }

    package struct Hearing: Sendable, Equatable {
        package let seq: Int
        package let text: String?
        package let evidence: [Evidence]
    }

    package struct Decision: Sendable, Equatable {
        package let seq: Int
        package let day: String
        package let isUpheld: Bool
        package let reasons: String?
    }
}

extension Objection {
    /// That it was upheld and nothing came of it yet.
    package var idle: Reason {
        Reason(
            .objectionIdle, .objection(id), ["indicator": .named(.indicator(indicator)), "zone": .named(.zone(zone))])
    }
}

extension Reason.Value {
    package static func revision(_ reason: Revision.Ground) -> Self { .term(.revision, reason.rawValue) }
}
