// What the ledger's events say: one case for each type, with its fields.

package import AssessmentModel
package import AuditLedger

/// An event's public content. What could name a person, tell a mark before its time, or link one expert's seats across
/// zones is concealed (`Concealed`). The table of types, fields and concealed values is `Documentation/ledger.md`.
package enum LedgerEvent: Equatable, Sendable {
    // The log itself.
    /// `home` is nil in a ledger of the first edition.
    case genesis(origin: String, key: String, home: Home?)
    case keyAdded(String)
    case keyRetired(String)
    /// nil: concealed, as from the second edition on.
    case disclosureErased(Erased?)
    case bundleReleased(RoundID, files: [String: String])
    case backupRestored(size: Int)
    case rulesProposed(Home)
    case rulesAdopted(proposal: Int)
    // People and places.
    case userAdded
    case userRemoved
    case expertRegistered
    case zoneRegistered(Zone)
    case calendarLoaded(CalendarYear)
    // Programmes and calls.
    /// `file` is the programme as canonical JSON.
    case programmeAdopted(ProgrammeID, file: String)
    case callPublished(CallID, Published)
    case callExtended(CallID, to: String)
    // Applications.
    /// The last is nil before the fourth edition.
    case applicationSubmitted(ApplicationID, ZoneID, RoundPlan.Purpose, UnderCall?)
    case applicationRecommended(ApplicationID)
    case applicationReturned(ApplicationID, by: ReviewLevel)
    case applicationAccepted(ApplicationID)
    case applicationWithdrawn(ApplicationID)
    // A round before scoring.
    case roundPlanned(RoundID, Planned)
    case candidateListed(RoundID, Candidate)
    case drawCommitted(RoundID, Commitment)
    case drawHeld(RoundID, seed: String, witness: String)
    case roundOpened(RoundID, roster: String, seats: Int)
    case seatAssigned(Place)
    /// Its expert says that no conflict holds.
    case seatAccepted(RoundID)
    case factsRecorded(RoundID, ZoneID)
    // Scoring.
    case cellSaved(RoundID)
    case markLate(RoundID)
    case sheetSealed(RoundID)
    case seatRecused(RoundID, wasSealed: Bool)
    /// By two officers, whose reason is no recusal.
    case seatRemoved(RoundID, wasSealed: Bool)
    case seatCalled(RoundID)
    case clarificationAsked(RoundID)
    /// To all seats at once; `asked` is the question that it answers, where it answers one.
    case clarificationGiven(RoundID, asked: Int?)
    case evidenceRequested(RoundID)
    case evidenceSupplied(RoundID, request: Int)
    case deadlineExtended(RoundID, Deadline, to: String)
    case reopeningRequested(RoundID)
    case reopeningDecided(RoundID, request: Int, isGranted: Bool)
    case rereadCalled(RoundID)
    case rereadAnswered(RoundID)
    case revisionProposed(RoundID)
    case revisionDecided(RoundID, proposal: Int, isConfirmed: Bool)
    // The close.
    /// nil: concealed, as from the second edition on.
    case seatCounted(Place, Outcome?)
    case roundClosed(RoundID, Account)
    case snapshotSealed(RoundID, snapshot: String)
    case resultSealed(RoundID, ZoneID)
    // Publication.
    case noticePublished(RoundID, snapshot: String, from: String, to: String)
    case objectionFiled(RoundID, ObjectionID, ZoneID, CriterionID)
    /// What anybody else says of a zone, taken in by the bureau: decided like an objection, once the zone was heard.
    case reportFiled(RoundID, ObjectionID, ZoneID, CriterionID)
    case reportHeard(RoundID, ObjectionID)
    case objectionDecided(RoundID, ObjectionID, isUpheld: Bool)
    case factsCorrected(RoundID, ZoneID, ObjectionID)
    case seatRecounted(Place)
    /// With the result that it tells of.
    case correctionPublished(RoundID, snapshot: String, CorrectionNotice)
    case decisionReceived(RoundID, ObjectionID)
    /// `number` is that of the finding that is made public (认定通报).
    case roundFinalised(RoundID, snapshot: String, number: String?)
    /// A final round is noticed again.
    case roundReopened(RoundID, Resumption)
    /// An auditor looks at what was never sealed.
    case draftRead(RoundID)
    case roundWithdrawn(RoundID)
    case zoneWithdrawn(RoundID, ZoneID)
    /// Ended for good after its opening; the statement is public.
    case roundBroken(RoundID, statement: String)
    /// The paper is nil before the fourth edition.
    case certificateIssued(RoundID, CertificateID, ZoneID, from: String, to: String, CertificatePaper?)
    case certificateRevoked(CertificateID)
    /// Digests by the names of files: the bytes that went out.
    case papersIssued(RoundID, papers: [String: String])
    // What takes two people.
    case actProposed(RoundID, Act.Kind)
    /// What follows is done as it was proposed.
    case actConfirmed(RoundID, proposal: Int)
    case actDeclined(RoundID, proposal: Int)
}

extension LedgerEvent {
    package var type: String {
        switch self {
        case .genesis: "log.genesis"
        case .keyAdded: "key.added"
        case .keyRetired: "key.retired"
        case .disclosureErased: "disclosure.erased"
        case .bundleReleased: "bundle.released"
        case .backupRestored: "backup.restored"
        case .rulesProposed: "rules.proposed"
        case .rulesAdopted: "rules.adopted"
        case .userAdded: "user.added"
        case .userRemoved: "user.removed"
        case .expertRegistered: "expert.registered"
        case .zoneRegistered: "zone.registered"
        case .calendarLoaded: "calendar.loaded"
        case .programmeAdopted: "programme.adopted"
        case .callPublished: "call.published"
        case .callExtended: "call.extended"
        case .applicationSubmitted: "application.submitted"
        case .applicationRecommended: "application.recommended"
        case .applicationReturned: "application.returned"
        case .applicationAccepted: "application.accepted"
        case .applicationWithdrawn: "application.withdrawn"
        case .roundPlanned: "round.planned"
        case .candidateListed: "candidate.listed"
        case .drawCommitted: "draw.committed"
        case .drawHeld: "draw.held"
        case .roundOpened: "round.opened"
        case .seatAssigned: "seat.assigned"
        case .seatAccepted: "seat.accepted"
        case .factsRecorded: "facts.recorded"
        case .cellSaved: "cell.saved"
        case .markLate: "mark.late"
        case .sheetSealed: "sheet.sealed"
        case .seatRecused: "seat.recused"
        case .seatRemoved: "seat.removed"
        case .seatCalled: "seat.called"
        case .clarificationAsked: "clarification.asked"
        case .clarificationGiven: "clarification.given"
        case .evidenceRequested: "evidence.requested"
        case .evidenceSupplied: "evidence.supplied"
        case .deadlineExtended: "deadline.extended"
        case .reopeningRequested: "reopening.requested"
        case .reopeningDecided: "reopening.decided"
        case .rereadCalled: "reread.called"
        case .rereadAnswered: "reread.answered"
        case .revisionProposed: "revision.proposed"
        case .revisionDecided: "revision.decided"
        case .seatCounted: "seat.counted"
        case .roundClosed: "round.closed"
        case .snapshotSealed: "snapshot.sealed"
        case .resultSealed: "result.sealed"
        case .noticePublished: "notice.published"
        case .objectionFiled: "objection.filed"
        case .reportFiled: "report.filed"
        case .reportHeard: "report.heard"
        case .objectionDecided: "objection.decided"
        case .factsCorrected: "facts.corrected"
        case .seatRecounted: "seat.recounted"
        case .correctionPublished: "correction.published"
        case .decisionReceived: "decision.received"
        case .roundReopened: "round.reopened"
        case .draftRead: "draft.read"
        case .roundFinalised: "round.finalised"
        case .roundWithdrawn: "round.withdrawn"
        case .zoneWithdrawn: "zone.withdrawn"
        case .roundBroken: "round.broken"
        case .certificateIssued: "certificate.issued"
        case .certificateRevoked: "certificate.revoked"
        case .papersIssued: "papers.issued"
        case .actProposed: "act.proposed"
        case .actConfirmed: "act.confirmed"
        case .actDeclined: "act.declined"
        }
    }

    package var fields: [String: CanonicalJSON] {
        switch self {
        case .genesis(let origin, let key, let home):
            ["origin": .string(origin), "key": .string(key)].merging(home?.fields ?? [:]) { $1 }
        case .keyAdded(let key), .keyRetired(let key): ["key": .string(key)]
        case .disclosureErased(let erased): erased?.fields ?? [:]
        case .bundleReleased(let round, let files): ["round": .id(round), "files": .pairs(files)]
        case .backupRestored(let size): ["size": .integer(size)]
        case .rulesProposed(let home): home.fields
        case .rulesAdopted(let proposal): ["proposal": .integer(proposal)]
        case .userAdded, .userRemoved, .expertRegistered: [:]
        case .zoneRegistered(let zone): zone.fields
        case .calendarLoaded(let year):
            ["year": .integer(year.year), "holidays": .texts(year.holidays), "workdays": .texts(year.workdays)]
        case .programmeAdopted(let programme, let file): ["programme": .id(programme), "file": .string(file)]
        case .callPublished(let call, let published):
            ["call": .id(call)].merging(published.fields) { $1 }
        case .callExtended(let call, let to): ["call": .id(call), "to": .string(to)]
        case .applicationSubmitted(let application, let zone, let purpose, let under):
            .members([
                "application": .id(application), "zone": .id(zone), "purpose": .string(purpose.rawValue),
                "call": under.map { .id($0.call) }, "level": under.map { .string($0.level.rawValue) },
            ])
        case .applicationRecommended(let application), .applicationAccepted(let application),
            .applicationWithdrawn(let application):
            ["application": .id(application)]
        case .applicationReturned(let application, let level):
            ["application": .id(application), "level": .string(level.rawValue)]
        case .roundPlanned(let round, let planned):
            .members([
                "round": .id(round), "plan": .string(planned.plan), "scheme": .string(planned.scheme),
                "scheme_json": planned.schemeJSON.map(CanonicalJSON.string), "zones": .string(planned.zones),
            ])
        case .candidateListed(let round, let candidate):
            [
                "round": .id(round), "candidate": .id(candidate.id), "source": .string(candidate.source.rawValue),
                "excluded": .array(candidate.excluded.map { [.id($0.zone), .string($0.conflict.rawValue)] }),
            ]
        case .drawCommitted(let round, let commitment):
            .members([
                "round": .id(round), "commitment": .string(commitment.digest),
                "candidates": .integer(commitment.candidates), "witness": .string(commitment.witness),
                "quotas": .array(commitment.quotas.map { [.string($0.source.rawValue), .integer($0.seats)] }),
                "reserve": commitment.reserve.map(CanonicalJSON.string),
            ])
        case .drawHeld(let round, let seed, let witness):
            ["round": .id(round), "seed": .string(seed), "witness": .string(witness)]
        case .roundOpened(let round, let roster, let seats):
            ["round": .id(round), "roster": .string(roster), "seats": .integer(seats)]
        case .seatAssigned(let place), .seatRecounted(let place): place.fields
        case .factsRecorded(let round, let zone), .resultSealed(let round, let zone),
            .zoneWithdrawn(let round, let zone):
            ["round": .id(round), "zone": .id(zone)]
        case .cellSaved(let round), .markLate(let round), .sheetSealed(let round), .seatCalled(let round),
            .rereadCalled(let round), .rereadAnswered(let round), .revisionProposed(let round),
            .reopeningRequested(let round), .roundWithdrawn(let round), .seatAccepted(let round),
            .clarificationAsked(let round), .evidenceRequested(let round), .draftRead(let round):
            ["round": .id(round)]
        case .clarificationGiven(let round, let asked):
            .members(["round": .id(round), "asked": asked.map { .integer($0) }])
        case .evidenceSupplied(let round, let request): ["round": .id(round), "request": .integer(request)]
        case .deadlineExtended(let round, let deadline, let day):
            ["round": .id(round), "deadline": .string(deadline.rawValue), "to": .string(day)]
        case .seatRecused(let round, let wasSealed), .seatRemoved(let round, let wasSealed):
            ["round": .id(round), "sealed": .bool(wasSealed)]
        case .reopeningDecided(let round, let request, let isGranted):
            ["round": .id(round), "request": .integer(request), "granted": .bool(isGranted)]
        case .roundBroken(let round, let statement): ["round": .id(round), "statement": .string(statement)]
        case .revisionDecided(let round, let proposal, let isConfirmed):
            ["round": .id(round), "proposal": .integer(proposal), "confirmed": .bool(isConfirmed)]
        case .seatCounted(let place, let outcome): place.fields.merging(outcome?.fields ?? [:]) { $1 }
        case .roundClosed(let round, let account):
            [
                "round": .id(round), "seats": .integer(account.seats), "sealed": .integer(account.sealed),
                "recused": .integer(account.recused), "missed": .integer(account.missed),
            ]
        case .snapshotSealed(let round, let snapshot): ["round": .id(round), "snapshot": .string(snapshot)]
        case .roundFinalised(let round, let snapshot, let number):
            .members([
                "round": .id(round), "snapshot": .string(snapshot), "number": number.map(CanonicalJSON.string),
            ])
        case .correctionPublished(let round, let snapshot, let notice):
            ["round": .id(round), "snapshot": .string(snapshot)].merging(notice.fields) { $1 }
        case .roundReopened(let round, let resumption): ["round": .id(round)].merging(resumption.fields) { $1 }
        case .noticePublished(let round, let snapshot, let from, let to):
            ["round": .id(round), "snapshot": .string(snapshot), "from": .string(from), "to": .string(to)]
        case .reportHeard(let round, let objection), .decisionReceived(let round, let objection):
            ["round": .id(round), "objection": .id(objection)]
        case .objectionFiled(let round, let objection, let zone, let indicator),
            .reportFiled(let round, let objection, let zone, let indicator):
            ["round": .id(round), "objection": .id(objection), "zone": .id(zone), "indicator": .id(indicator)]
        case .objectionDecided(let round, let objection, let isUpheld):
            ["round": .id(round), "objection": .id(objection), "upheld": .bool(isUpheld)]
        case .factsCorrected(let round, let zone, let objection):
            ["round": .id(round), "zone": .id(zone), "objection": .id(objection)]
        case .certificateIssued(let round, let certificate, let zone, let from, let to, let paper):
            [
                "round": .id(round), "certificate": .id(certificate), "zone": .id(zone), "from": .string(from),
                "to": .string(to),
            ].merging(paper?.fields ?? [:]) { $1 }
        case .papersIssued(let round, let papers): ["round": .id(round), "papers": .pairs(papers)]
        case .certificateRevoked(let certificate): ["certificate": .id(certificate)]
        case .actProposed(let round, let kind): ["round": .id(round), "act": .string(kind.rawValue)]
        case .actConfirmed(let round, let proposal), .actDeclined(let round, let proposal):
            ["round": .id(round), "proposal": .integer(proposal)]
        }
    }
}

extension [String: CanonicalJSON] {
    /// Without the members that are not there.
    static func members(_ members: [String: CanonicalJSON?]) -> [String: CanonicalJSON] {
        members.compactMapValues { $0 }
    }
}

extension Zone {
    /// As `zone.registered` tells it; what the zone lacks is left out.
    fileprivate var fields: [String: CanonicalJSON] {
        var fields: [String: CanonicalJSON] = [
            "zone": .id(id), "kind": .string(kind.rawValue), "name": .string(name.zh),
        ]
        fields["english"] = name.en.map(CanonicalJSON.string)
        fields["prefecture"] = prefecture.map(CanonicalJSON.string)
        fields["code"] = code.map(CanonicalJSON.string)
        return fields
    }
}

extension CanonicalJSON {
    package static func id<Subject>(_ id: Identifier<Subject>) -> CanonicalJSON { .string(id.text) }

    package static func texts(_ texts: [String]) -> CanonicalJSON { .array(texts.map(CanonicalJSON.string)) }

    /// Pairs in the order of their keys: an event's own keys are plain, names of files are not.
    package static func pairs(_ pairs: [String: String]) -> CanonicalJSON {
        .array(pairs.sorted { $0.key < $1.key }.map { [.string($0.key), .string($0.value)] })
    }
}
