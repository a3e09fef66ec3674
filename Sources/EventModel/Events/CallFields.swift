// What a call binds, and what an application says of the call that it answers.

package import AssessmentModel
import AuditLedger

extension LedgerEvent {
    /// What a call binds: its programme, its scheme's file, itself as canonical JSON, its purpose and its last day.
    package struct Published: Equatable, Sendable {
        package let programme: ProgrammeID
        package let scheme: String
        package let file: String
        package let purpose: RoundPlan.Purpose
        package let last: String

        package init(
            programme: ProgrammeID, scheme: String, file: String, purpose: RoundPlan.Purpose, last: String
        ) {
            self.programme = programme
            self.scheme = scheme
            self.file = file
            self.purpose = purpose
            self.last = last
        }
    }

    /// The call that an application answers, and the level that it goes to.
    package struct UnderCall: Equatable, Sendable {
        package let call: CallID
        package let level: ReviewLevel

        package init(call: CallID, level: ReviewLevel) {
            self.call = call
            self.level = level
        }
    }
}

extension LedgerEvent.Published {
    var fields: [String: CanonicalJSON] {
        [
            "programme": .id(programme), "scheme": .string(scheme), "file": .string(file),
            "purpose": .string(purpose.rawValue), "to": .string(last),
        ]
    }
}
