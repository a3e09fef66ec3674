// What a reader may know things by: the names of a ledger, as far as the policy lets.

package import AssessmentModel
package import EventModel
package import Reasons

/// The names that a ledger has for what reasons are about, as far as its reader may know them.
package struct Names: Sendable {
    private let register: Register
    private let reader: UserID?
    private let zones: ZoneNames
    private let seesPool: Bool

    package init(_ register: Register, for reader: UserID?) {
        self.register = register
        self.reader = reader
        zones = ZoneNames(Array(register.zones.values))
        seesPool = register.refusal(ofView: .seePool, to: reader) == nil
    }

    /// nil where there is none, or it is kept from this reader.
    package func name(of subject: Reason.Subject, in language: Language) -> String? {
        switch subject.kind {
        case .zone:
            let id = ZoneID(subject.id)
            return register.zones[id].map { _ in zones.name(of: id, in: language) }
        case .indicator:
            let id = CriterionID(subject.id)
            let title = register.roundsInOrder.reversed().lazy.compactMap { $0.terms?.indicators[id]?.title }.first
            // Who applies knows the call's scheme before any round does.
            let ofCall = register.calls.sorted { $0.key < $1.key }.lazy
                .compactMap { $0.value.scheme?.indicators.first { $0.id == id }?.title }.first
            // What an objection may be about besides: a veto, an item that gives or takes points.
            let item = register.roundsInOrder.reversed().lazy
                .compactMap { $0.terms?.items.first { $0.id.text == id.text }?.title }.first
            return (title ?? ofCall ?? item)?.text(in: language)
        case .call: return register.calls[CallID(subject.id)]?.call?.title.text(in: language)
        case .programme: return register.programmes[ProgrammeID(subject.id)]?.programme?.title.text(in: language)
        case .expert: return seesPool ? register.experts[ExpertID(subject.id)]?.name : nil
        case .user:
            return register.refusal(ofView: .seeUsers, to: reader) == nil
                ? register.users[UserID(subject.id)]?.name : nil
        default: return nil
        }
    }
}
