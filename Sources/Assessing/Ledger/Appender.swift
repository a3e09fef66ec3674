// What a step writes with: events inside one transaction, each folded in at once.

import AssessmentModel
import AuditLedger
package import EventModel
import PlainText
import Reasons
import RoundState
import Storage

/// Appends events inside one transaction; each is folded in at once, so that the next sees what it did.
package struct Appender {
    /// Who takes the step, and what it is.
    struct Identity: Sendable {
        let user: UserID
        let task: String
        /// The digest of the whole step.
        let step: String
    }

    let writing: Writing
    private(set) var fold: Fold
    var random: any RandomNumberGenerator & Sendable
    private let request: EventID
    private let secret: RequestSecret
    let moment: Moment
    /// The moment's, at the ledger's place.
    let day: String
    private let identity: Identity?
    let quota: EvidenceQuota
    private var count = 0

    init(
        writing: Writing, fold: Fold, random: any RandomNumberGenerator & Sendable, request: EventID,
        secret: RequestSecret,
        moment: Moment, day: String, identity: Identity?, quota: EvidenceQuota
    ) {
        self.writing = writing
        self.fold = fold
        self.random = random
        self.request = request
        self.secret = secret
        self.moment = moment
        self.day = day
        self.identity = identity
        self.quota = quota
    }

    var register: Register { fold.register }

    /// Takes back all that was appended.
    mutating func undo(to mark: Fold.Mark) { fold.undo(to: mark) }
    var actor: UserID? { identity?.user }

    /// Appends the event that says who took the step.
    @discardableResult
    package mutating func appendSigned(_ content: LedgerEvent, concealing values: [Concealed] = []) throws -> Int {
        guard let identity else { preconditionFailure("a step is taken by somebody") }
        let actor = Concealed.actor(
            identity.user, time: moment.time, task: identity.task,
            step: register.edition >= .second ? identity.step : nil)
        return try append(content, concealing: values + [actor])
    }

    /// Stores the event with its concealed values.
    /// - Returns: its index.
    /// - Throws: `Refusal` for text that may not enter: the last of its gates, for whoever came by none before.
    @discardableResult
    mutating func append(_ content: LedgerEvent, concealing values: [Concealed] = []) throws -> Int {
        let refused = values.compactMap(\.reason)
        guard refused.isEmpty else { throw Refusal(refused) }
        var draft = EventDraft(
            id: request.derived(count, under: secret), type: content.type, at: day, fields: content.fields)
        let disclosures = try values.map { try draft.conceal($0.name, $0.value, using: &random) }
        let event = try draft.event(seq: fold.register.size)
        let leaf = event.leaf
        let told = try Told(event, of: disclosures, fold.register.view)
        try fold.apply(event, leaf: leaf, told, files: writing.reading.storedFile)
        try writing.insert(event, leaf: leaf, disclosures)
        count += 1
        return event.seq
    }

    /// 0 to 3 values that say nothing, so that the number of digests does not tell the number of comments.
    mutating func decoys() -> [Concealed] {
        Array(repeating: .decoy, count: Int.random(in: 0...3, using: &random))
    }
}
