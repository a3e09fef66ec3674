// What reasons are about, by the ids of the field.

package import Reasons

extension Reason.Subject {
    package static func zone(_ id: ZoneID) -> Self { Self(.zone, id.text) }
    package static func indicator(_ id: CriterionID) -> Self { Self(.indicator, id.text) }
    package static func seat(_ id: SeatID) -> Self { Self(.seat, id.text) }
    package static func expert(_ id: ExpertID) -> Self { Self(.expert, id.text) }
    package static func round(_ id: RoundID) -> Self { Self(.round, id.text) }
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
    package static func seat(_ state: SeatState) -> Self { .term(.seat, state.rawValue) }
}
