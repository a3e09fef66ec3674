// 数据双人录入: one officer enters measured values with their source, another sees what they change and has them recorded.

package import AssessmentModel
package import AuditLedger
package import EventModel
import HashTreeCollections
import PlainText
import Reasons
import RoundState
import Storage

/// Values that wait for a second person, or that one has decided on. They lie outside the ledger until they are recorded (decision 016).
package struct FactDraft: Sendable {
    package enum State: String, Sendable { case waiting, recorded, declined }

    /// What becomes of one fact.
    package struct Change: Sendable, Equatable {
        package let zone: ZoneID
        package let fact: String
        /// nil where nothing is recorded yet.
        package let before: String?
        package let after: String
    }

    package let id: Int
    package let round: RoundID
    package let author: UserID
    package let at: Moment
    package let source: String
    /// By zone, then fact.
    package let changes: [Change]
    package let state: State
    package let decider: UserID?
    package let reason: String?
    fileprivate let row: FactDraftRow
    /// Sent again, they are recorded once.
    fileprivate var request: EventID? { try? EventID(parsing: row.request) }
}

extension Standing {
    /// What of a table is new to a round, by zone, then fact.
    package func changes(by facts: FactTable, in round: RoundID) -> [FactDraft.Change] {
        let known = register.rounds[round]?.facts ?? [:]
        return facts.facts.sorted { $0.key < $1.key }.flatMap { zone, values in
            values.map { ($0.key.description, $0.value.text) }.sorted { $0.0 < $1.0 }.compactMap { fact, text in
                let before = known[zone]?[fact]
                return before == text ? nil : FactDraft.Change(zone: zone, fact: fact, before: before, after: text)
            }
        }
    }
}

extension Ledger {
    /// Newest first; nothing for who may not record facts.
    package nonisolated func factDrafts(in round: RoundID, for viewer: Viewer) throws -> [FactDraft] {
        guard standing.refusal(of: .recordFacts, to: viewer, in: round) == nil else { return [] }
        return try store.read { try $0.factDrafts(of: round.text) }.map { try FactDraft($0) }
    }

    /// nil where there is none, or the viewer may not record facts there.
    package nonisolated func factDraft(_ id: Int, for viewer: Viewer) throws -> FactDraft? {
        guard let row = try store.read({ try $0.factDraft(id) }) else { return nil }
        let draft = try FactDraft(row)
        return standing.refusal(of: .recordFacts, to: viewer, in: draft.round) == nil ? draft : nil
    }

    /// Keeps values until somebody else confirms them.
    /// - Throws: `Refusal` where they could not be recorded, change nothing, or have no source; what the store throws.
    package nonisolated func propose(
        _ facts: FactTable, from source: String, in round: RoundID, by user: UserID, at moment: Moment,
        request: EventID
    ) throws -> Int {
        let standing = standing
        if let why = standing.refusal(of: .recordFacts, to: Viewer(user), in: round) { throw Refusal([why]) }
        let source = kept(source)
        var reasons = standing.register.rounds[round]?.refusals(of: facts) ?? []
        if source.isEmpty { reasons.append(Reason(.factSourceMissing, field: "source")) }
        if let fault = refusal(ofText: source, as: .paragraphs, atMost: TextLimit.reason) {
            reasons.append(fault.reason(in: .term(.field, "reason"), named: "source"))
        }
        let changes = standing.changes(by: facts, in: round)
        if changes.isEmpty, reasons.isEmpty { reasons.append(Reason(.factsUnchanged, field: "table")) }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        let content = Dictionary(grouping: changes, by: \.zone.text).mapValues { changes in
            CanonicalJSON.object(
                changes.reduce(into: [:]) {
                    $0[$1.fact] = [$1.before.map { .string($0) } ?? .null, .string($1.after)]
                })
        }
        let bytes = try CanonicalJSON.object(content).bytes(as: .document)
        let row = FactDraftRow(
            round: round.text, author: user.text, at: moment.seconds, source: source,
            content: String(decoding: bytes, as: UTF8.self), request: request.text)
        return try store.write { writing in
            // Sent twice it is one draft.
            guard let known = try writing.reading.factDraft(request: row.request) else {
                return try writing.insert(row)
            }
            guard
                (known.round, known.author, known.source, known.content)
                    == (row.round, row.author, row.source, row.content)
            else { throw Refusal(.requestTaken, field: "key", ["request": .text(row.request)]) }
            return known.id
        }
    }

    /// A second person has the values recorded.
    /// - Throws: `Refusal` where it is the author, they were decided on, or what is recorded has changed meanwhile; what `perform` throws.
    package nonisolated func record(
        _ draft: FactDraft, by user: UserID, at moment: @autoclosure @escaping @Sendable () -> Moment
    ) async throws {
        try require(draft, isOf: user)
        try await perform(RecordDraft(draft, by: user), by: user, at: moment(), request: draft.request)
    }

    /// A second person sends it back; its author takes it back.
    package nonisolated func decline(_ draft: FactDraft, because reason: String, by user: UserID, at moment: Moment)
        throws
    {
        if let why = standing.refusal(of: .recordFacts, to: Viewer(user), in: draft.round) { throw Refusal([why]) }
        guard draft.state == .waiting else { throw Refusal(.factDraftDecided) }
        let reason = kept(reason)
        guard !reason.isEmpty || user == draft.author else { throw Refusal(.actReasonMissing, field: "reason") }
        if let fault = refusal(ofText: reason, as: .paragraphs, atMost: TextLimit.reason) {
            throw Refusal([fault.reason(in: .term(.field, "reason"), named: "reason")])
        }
        try decide(draft, .declined, by: user, at: moment, because: reason)
    }

    private nonisolated func require(_ draft: FactDraft, isOf user: UserID) throws {
        if let why = standing.refusal(of: .recordFacts, to: Viewer(user), in: draft.round) { throw Refusal([why]) }
        guard draft.state == .waiting else { throw Refusal(.factDraftDecided) }
        guard draft.author != user else {
            throw Refusal(.secondPersonNeeded, ["task": .task(.recordFacts)])
        }
    }

    private nonisolated func decide(
        _ draft: FactDraft, _ state: FactDraft.State, by user: UserID, at moment: Moment, because reason: String = ""
    ) throws {
        var row = draft.row
        (row.state, row.decider, row.decided, row.reason) = (state.rawValue, user.text, moment.seconds, reason)
        guard try store.write({ try $0.decide(row) }) else { throw Refusal(.factDraftDecided) }
    }
}

/// The values of a draft are recorded, and the draft decided on, in one.
private struct RecordDraft: Action {
    let draft: FactDraft
    let user: UserID
    private let step: RecordFacts

    init(_ draft: FactDraft, by user: UserID) {
        self.draft = draft
        self.user = user
        var table = FactTable()
        for change in draft.changes {
            guard let fact = Fact(text: change.after) else { continue }
            table[change.zone][FactKey(change.fact)] = fact
        }
        step = RecordFacts(draft.round, table, replaces: true)
    }

    var useCase: UseCase { step.useCase }
    var round: RoundID? { step.round }
    var content: CanonicalJSON { step.content }

    func take(_ appender: inout Appender) throws {
        // What stood there when it was entered, or else the second person saw something else.
        let known = appender.register.rounds[draft.round]?.facts ?? [:]
        guard draft.changes.allSatisfy({ $0.before == known[$0.zone]?[$0.fact] }) else {
            throw Refusal(.factDraftLapsed)
        }
        var row = draft.row
        (row.state, row.decider, row.decided) = (FactDraft.State.recorded.rawValue, user.text, appender.moment.seconds)
        guard try appender.writing.decide(row) else { throw Refusal(.factDraftDecided) }
        try step.take(&appender)
    }
}

extension Round {
    /// Why these values cannot be recorded.
    fileprivate func refusals(of facts: FactTable) -> [Reason] {
        guard let terms else { return [] }
        let gone = facts.facts.keys.filter(hasWithdrawn).sorted().map { Reason(.zoneWithdrawn, .zone($0)) }
        return facts.refusals(by: terms.scheme) + gone
    }
}

/// A draft that we did not write: values of it must not be shown as if they were all.
private struct BrokenDraft: Error {
    let id: Int
}

extension FactDraft {
    fileprivate init(_ row: FactDraftRow) throws {
        id = row.id
        round = RoundID(row.round)
        author = UserID(row.author)
        at = Moment(seconds: row.at)
        source = row.source
        guard let state = State(rawValue: row.state) else { throw BrokenDraft(id: row.id) }
        self.state = state
        decider = row.decider.map { UserID($0) }
        reason = row.reason
        self.row = row
        let content = try CanonicalJSON(parsing: Array(row.content.utf8), as: .document)
        guard case .object(let zones) = content else { throw BrokenDraft(id: row.id) }
        changes = try zones.sorted { $0.key < $1.key }.flatMap { zone, facts -> [Change] in
            guard case .object(let facts) = facts else { throw BrokenDraft(id: row.id) }
            return try facts.sorted { $0.key < $1.key }.map { fact, values in
                guard case .array(let values) = values, values.count == 2, case .string(let after) = values[1] else {
                    throw BrokenDraft(id: row.id)
                }
                var before: String?
                if case .string(let text) = values[0] { before = text }
                return Change(zone: ZoneID(zone), fact: fact, before: before, after: after)
            }
        }
    }
}
