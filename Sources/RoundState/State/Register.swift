// Where everything stands after the events so far: a fold over the ledger, the same for a live database, for its proof
// and for a bundle in which only public values are disclosed.

package import AssessmentModel
package import AuditLedger
package import EventModel
package import HashTreeCollections

/// What the ledger tells. It is never stored: it is folded from the events whenever a database is opened.
package struct Register: Sendable {
    package internal(set) var size = 0
    package internal(set) var origin = ""
    /// The day of the last event.
    package internal(set) var today = ""
    /// The edition of the rules by which the next event is judged.
    package internal(set) var edition = RulesEdition.first
    /// Where the ledger is at home; nil in one of the first edition, which does not say.
    package internal(set) var home: PlaceOffset?
    /// Proposals of rules that nobody adopted yet, by their event.
    package internal(set) var proposals: [Int: RulesProposal] = [:]
    /// What ids of events are mixed with, where it is shown.
    package var secret: RequestSecret?
    /// What a second person confirmed, until it is done.
    var confirmed: ConfirmedAct?
    /// The act that the newest event did, where it did one.
    var performed: Act?
    /// What the conclusion that has begun will publish of itself.
    var announced: CorrectionNotice?
    /// What must come next, because a step has begun.
    var due: StepInProgress?
    /// The newest event.
    var last = LedgerEvent.userRemoved
    /// Every code of a seat or a candidate.
    var codes: TreeSet<String> = []
    /// Every verifier key ever added, oldest first, with those that may sign now.
    package internal(set) var keys: [KeyEntry] = []
    package internal(set) var users: [UserID: User] = [:]
    package internal(set) var experts: [ExpertID: Expert] = [:]
    package internal(set) var zones: [ZoneID: Zone] = [:]
    package internal(set) var calendar = WorkCalendar()
    package internal(set) var applications: [ApplicationID: Application] = [:]
    package internal(set) var rounds: [RoundID: Round] = [:]
    package internal(set) var certificates: [CertificateID: Certificate] = [:]
    /// Digests whose values are not disclosed, by digest, with their event.
    package var undisclosed: [String: Int] = [:]
    /// Events that say of a value that it was erased.
    package internal(set) var erased = 0
    /// Those of them whose value was there all the same when they were folded in: right after an erasure, or in a database
    /// where nothing was erased.
    package var stillThere: [Int] = []
    /// Whether an expert's or a user's entry is not shown, so that an unknown one proves nothing.
    var hasHiddenExpert = false
    /// The events that added accounts: whose, where it is shown; and those whose account is erased further on.
    var accounts: [Int: UserID] = [:]
    var hiddenUsers: Set<Int> = []
    /// How many accounts are not shown, and the names under which somebody unknown acted: no more of these than of those.
    var hiddenAccounts = 0
    var strangers: Set<UserID> = []
    /// By digest, the events that name a file of evidence.
    package internal(set) var evidence: TreeDictionary<String, [Int: EvidenceEntry]> = [:]
    /// Who took the step that the newest event tells of; nil where it only follows.
    var lastActor: Told.Actor?
    package let view: EventView

    package init(_ view: EventView) { self.view = view }

    package struct KeyEntry: Sendable, Equatable {
        package let key: VerifierKey
        package let since: Int
        package internal(set) var retired: Int?
    }

    /// Where the ledger is at home, or where one that does not say is read to be.
    package var place: PlaceOffset { home ?? .china }

    /// In the order in which they were planned.
    package var roundsInOrder: [Round] { rounds.values.sorted { $0.planned < $1.planned } }

    /// Whether the events so far only set the ledger up.
    var isBeginning: Bool { !users.values.contains { $0.role == .officer } && zones.isEmpty && rounds.isEmpty }
}

/// Bytes that events name by their SHA-256; nil where they are not at hand.
package typealias FileReader = (_ digest: String) throws -> [UInt8]?
