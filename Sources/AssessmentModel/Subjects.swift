// What reasons are about, by the ids of the field.

package import Reasons

extension Reason.Subject {
    package static func zone(_ id: ZoneID) -> Self { Self(.zone, id.text) }
    package static func indicator(_ id: CriterionID) -> Self { Self(.indicator, id.text) }
    package static func seat(_ id: SeatID) -> Self { Self(.seat, id.text) }
    package static func expert(_ id: ExpertID) -> Self { Self(.expert, id.text) }
    package static func round(_ id: RoundID) -> Self { Self(.round, id.text) }
    package static func programme(_ id: ProgrammeID) -> Self { Self(.programme, id.text) }
    package static func call(_ id: CallID) -> Self { Self(.call, id.text) }
    /// By its name or its path.
    package static func file(_ name: String) -> Self { Self(.file, name) }
}

extension Reason.Value {
    package static func indicators(_ ids: [CriterionID]) -> Self { .list(ids.map { .named(.indicator($0)) }) }
    package static func texts(_ texts: [String]) -> Self { .list(texts.map { .text($0) }) }
    package static func fraction(_ number: Fraction) -> Self { .text("\(number)") }
    package static func purpose(_ purpose: RoundPlan.Purpose) -> Self { .term(.purpose, purpose.rawValue) }
    package static func source(_ source: Expert.Source) -> Self { .term(.source, source.rawValue) }
    package static func kind(_ kind: Zone.Kind) -> Self { .term(.kind, kind.rawValue) }
    package static func condition(_ condition: Requirement) -> Self { .term(.condition, condition.rawValue) }
    package static func localized(_ text: LocalizedText) -> Self { .localized(zh: text.zh, en: text.en) }
    package static func seat(_ state: SeatState) -> Self { .term(.seat, state.rawValue) }
}

// What a programme calls its own; what it does not have goes by the words of the early editions, or by its id.
extension Programme {
    package func told(_ kind: Zone.Kind) -> Reason.Value { self.kind(kind).map { .localized($0.name) } ?? .kind(kind) }

    package func told(_ purpose: RoundPlan.Purpose) -> Reason.Value {
        self.purpose(purpose).map { .localized($0.name) } ?? .purpose(purpose)
    }

    package func told(_ condition: Requirement) -> Reason.Value {
        self.condition(condition).map { .localized($0.text) } ?? .condition(condition)
    }
}
