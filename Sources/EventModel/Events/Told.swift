// One event's concealed values as far as they are shown, by name.

package import AssessmentModel
package import AuditLedger
package import Reasons

/// What an event tells beside its fields. A value that is not shown is nil; rules that need it are then not checked.
package struct Told: Sendable {
    package let seq: Int
    package let type: String
    package let day: String
    /// Digests whose values are not shown.
    package let undisclosed: [String]
    /// What is shown, with the disclosures that show it.
    package let values: [(concealed: Concealed, encoded: String)]
    /// Who took the step; nil where that is not shown.
    package let actor: Actor?
    /// When, as the actor's value says it; nil where it is no moment.
    package let moment: Moment?
    /// Why a text of it may not stand; nil where all of it may.
    package let textFault: Reason?
    private let view: EventView

    /// Reads disclosures as they are stored or handed on.
    /// - Throws: `LedgerError` for one that is not of this event, or that no event of ours conceals.
    package init(_ event: Event, _ encoded: [String], _ view: EventView) throws(LedgerError) {
        var shown = Shown(event, count: encoded.count)
        for text in encoded {
            let disclosure: Disclosure
            do {
                disclosure = try Disclosure(parsing: text)
            } catch {
                throw error.relocated(to: .leaf(event.seq), in: .the(.disclosure))
            }
            try shown.add(disclosure, of: event)
        }
        self.init(event, shown, view)
    }

    package init(_ event: Event, of disclosures: [Disclosure], _ view: EventView) throws(LedgerError) {
        var shown = Shown(event, count: disclosures.count)
        for disclosure in disclosures { try shown.add(disclosure, of: event) }
        self.init(event, shown, view)
    }

    private init(_ event: Event, _ shown: Shown, _ view: EventView) {
        seq = event.seq
        type = event.type
        day = event.at
        values = shown.values
        actor = shown.values.lazy.compactMap { Actor($0.concealed) }.first
        moment = actor.flatMap { Moment(time: $0.time) }
        textFault = event.textFault ?? shown.values.lazy.compactMap(\.concealed.reason).first
        self.view = view
        undisclosed =
            view == .published || shown.places.allSatisfy { $0 }
            ? [] : shown.places.indices.filter { !shown.places[$0] }.map { event.digest(at: $0) }
    }

    /// What has been shown of an event so far.
    private struct Shown {
        var values: [(concealed: Concealed, encoded: String)] = []
        /// By the places of the event's digests.
        var places: [Bool]

        init(_ event: Event, count: Int) {
            values.reserveCapacity(count)
            places = [Bool](repeating: false, count: event.digestCount)
        }

        mutating func add(_ disclosure: Disclosure, of event: Event) throws(LedgerError) {
            guard let place = disclosure.place(in: event) else {
                throw LedgerError(
                    .mismatch, .the(.disclosure), at: .leaf(event.seq),
                    Reason(
                        .disclosureForeign,
                        ["digest": .text(disclosure.digest), "count": .number(event.digestCount)]))
            }
            guard let value = Concealed(disclosure) else {
                throw .event(
                    event.seq, .malformed, Reason(.concealedUnknown, ["name": .concealed(disclosure.name)]))
            }
            guard !places[place] else {
                throw .event(event.seq, .malformed, Reason(.toldTwice, ["name": .concealed(disclosure.name)]))
            }
            places[place] = true
            guard value.mayRepeat || !values.contains(where: { $0.concealed.name == value.name }) else {
                throw .event(event.seq, .malformed, Reason(.toldTwice, ["name": .concealed(value.name)]))
            }
            values.append((value, disclosure.encoded))
        }
    }

    /// Whether everything that is concealed is shown here, so that a missing value is a fault.
    package var isWhole: Bool { view == .everything && undisclosed.isEmpty }

    /// Whether all is shown that was not lawfully erased (`LedgerEvent.erasable`): every rule of what is never erased is asked.
    package var isForProof: Bool { view == .everything }

    /// Whether a value of this name is shown.
    package func shows(_ name: String) -> Bool { values.contains { $0.concealed.name == name } }

    /// A value of this name that is not shown: a fault where all is shown.
    package func requireKnown(_ name: String) throws(LedgerError) {
        if isWhole { throw fault(.concealedMissing, ["name": .concealed(name)], as: .missing) }
    }

    package func fault(
        _ code: ReasonCode, _ subject: Reason.Subject? = nil, _ values: [String: Reason.Value] = [:],
        as kind: LedgerError.Code = .malformed
    ) -> LedgerError {
        .event(seq, kind, Reason(code, subject, values))
    }

    package func fault(
        _ code: ReasonCode, _ values: [String: Reason.Value], as kind: LedgerError.Code = .malformed
    ) -> LedgerError {
        .event(seq, kind, Reason(code, values))
    }

    /// What is wrong with an event of this type for the subject: the code takes the type alone.
    package func fault(
        _ code: ReasonCode, of subject: Reason.Subject, as kind: LedgerError.Code = .malformed
    ) -> LedgerError {
        fault(code, subject, ["type": .event(type)], as: kind)
    }

    package func fault(_ reason: Reason, as kind: LedgerError.Code = .malformed) -> LedgerError {
        .event(seq, kind, reason)
    }

    package func encoded(_ name: String) -> [String] { values.filter { $0.concealed.name == name }.map(\.encoded) }

    private func first<Value>(_ read: (Concealed) -> Value?) -> Value? {
        for value in values { if let found = read(value.concealed) { return found } }
        return nil
    }

    private func all<Value>(_ read: (Concealed) -> Value?) -> [Value] { values.compactMap { read($0.concealed) } }
}

extension Told {
    /// Who took the step, when, by which use case.
    package struct Actor: Sendable {
        package let user: UserID
        package let time: String
        package let task: String
        package let step: String?

        fileprivate init?(_ value: Concealed) {
            guard case .actor(let user, let time, let task, let step) = value else { return nil }
            (self.user, self.time, self.task, self.step) = (user, time, task, step)
        }
    }

    package var account: User? { first { if case .account(let user) = $0 { user } else { nil } } }
    package var user: UserID? { first { if case .user(let user) = $0 { user } else { nil } } }
    package var expert: Expert? { first { if case .expert(let expert) = $0 { expert } else { nil } } }
    package var sitter: ExpertID? { first { if case .sitter(let expert) = $0 { expert } else { nil } } }
    package var cell: Concealed.CellValue? { first { if case .cell(let cell) = $0 { cell } else { nil } } }
    package var marks: [CriterionID: Int]? { first { if case .marks(let marks) = $0 { marks } else { nil } } }
    package var seal: Int? { first { if case .seal(let seq) = $0 { seq } else { nil } } }
    package var source: Expert.Source? { first { if case .source(let source) = $0 { source } else { nil } } }
    package var seed: String? { first { if case .seed(let seed) = $0 { seed } else { nil } } }
    package var reserve: String? { first { if case .reserve(let seed) = $0 { seed } else { nil } } }
    package var secret: String? { first { if case .secret(let secret) = $0 { secret } else { nil } } }
    package var outcome: LedgerEvent.Outcome? { first { if case .outcome(let outcome) = $0 { outcome } else { nil } } }
    package var erased: LedgerEvent.Erased? { first { if case .erased(let erased) = $0 { erased } else { nil } } }
    package var result: ZoneResult? { first { if case .result(let result) = $0 { result } else { nil } } }
    package var act: Act? { first { if case .act(let act) = $0 { act } else { nil } } }
    package var question: Query? { first { if case .question(let query) = $0 { query } else { nil } } }
    package var answer: Query? { first { if case .answer(let query) = $0 { query } else { nil } } }
    package var request: EvidenceRequest? { first { if case .request(let request) = $0 { request } else { nil } } }
    package var evidence: [Evidence] { all { if case .evidence(let evidence) = $0 { evidence } else { nil } } }
    package var claims: [Claim] { all { if case .claim(let claim) = $0 { claim } else { nil } } }
    package var conditions: [Eligibility] { all { if case .condition(let condition) = $0 { condition } else { nil } } }

    package var reason: (word: String, text: String)? {
        first { if case .reason(let word, let text) = $0 { (word, text) } else { nil } }
    }

    package var call: (zone: ZoneID, seat: SeatID, replaced: SeatID)? {
        first { if case .call(let zone, let seat, let replaced) = $0 { (zone, seat, replaced) } else { nil } }
    }

    package var spot: (zone: ZoneID, seat: SeatID, indicator: CriterionID)? {
        first { if case .spot(let zone, let seat, let indicator) = $0 { (zone, seat, indicator) } else { nil } }
    }

    package var sheet: [CriterionID: Int]? { first { if case .sheet(_, _, let marks) = $0 { marks } else { nil } } }

    /// The seat that the event is about, by whichever value names it.
    package var seat: (zone: ZoneID, seat: SeatID)? {
        first {
            switch $0 {
            case .place(let zone, let seat), .sheet(let zone, let seat, _), .spot(let zone, let seat, _): (zone, seat)
            case .cell(let cell): (cell.zone, cell.seat)
            case .request(let request): (request.zone, request.seat)
            default: nil
            }
        }
    }

    package var facts: [(fact: String, value: String)] {
        all { if case .fact(let fact, let value) = $0 { (fact, value) } else { nil } }
    }

    package var comments: [(indicator: CriterionID, text: String)] {
        all { if case .comment(let indicator, let text) = $0 { (indicator, text) } else { nil } }
    }

    package var commentDisclosures: [(CriterionID, String)] {
        values.compactMap { value in
            if case .comment(let indicator, _) = value.concealed { (indicator, value.encoded) } else { nil }
        }
    }
}
