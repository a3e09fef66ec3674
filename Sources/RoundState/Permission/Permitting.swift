// Whether the person named in an event might do this, then and there: asked before it is written and again by every proof.

package import AssessmentModel
import AuditLedger
package import EventModel
import HashTreeCollections
package import Reasons

/// What a step touches, for permissions that reach only one's own.
package enum Target: Sendable, Equatable {
    case nothing
    case zone(ZoneID)
    case seat(RoundID, SeatID)
}

extension Register {
    /// Why a user may not take this step; nil when he may.
    package func refusal(
        of user: UserID, for useCase: UseCase, in round: RoundID?, on target: Target, under policy: Policy? = nil
    ) -> Reason? {
        guard let user = users[user] else { return Reason(.userUnknown, .user(user)) }
        let stage = round.flatMap { rounds[$0]?.stage }
        if let round, stage == nil { return Reason(.roundUnknown, .round(round)) }
        switch (policy ?? Policy.of(edition)).permission(of: user.role, for: useCase, in: stage) {
        case .denied(let why): return why
        case .granted(let scope):
            return reaches(scope, user, target)
                ? nil : Reason(.notOwn, .user(user.id), ["task": .task(useCase)])
        }
    }

    /// Why a view is kept from a user; nil where it is not. A user of nil is the public.
    package func refusal(
        ofView useCase: UseCase, to user: UserID?, in round: RoundID? = nil, on target: Target = .nothing
    ) -> Reason? {
        guard let user else {
            let stage = round.flatMap { rounds[$0]?.stage }
            guard case .denied(let why) = Policy.of(edition).permission(of: .everyone, for: useCase, in: stage) else {
                return nil
            }
            return why
        }
        return refusal(of: user, for: useCase, in: round, on: target)
    }

    /// Whether a scope of this user takes the target in.
    package func reaches(_ scope: Scope, _ user: User, _ target: Target) -> Bool {
        switch (scope, target) {
        case (.all, _): true
        case (.ownZone, .zone(let zone)): user.zone == zone
        case (.ownPrefecture, .zone(let zone)):
            user.zone.flatMap { zones[$0]?.name.zh }.map { zones[zone]?.prefecture == $0 } ?? false
        case (.ownSeats, .seat(let round, let seat)):
            user.expert != nil && rounds[round]?.seats[seat]?.expert == user.expert
        default: false
        }
    }

    /// The event names who did it, and this person might.
    mutating func check(_ content: LedgerEvent, _ event: Event, _ told: Told) throws(LedgerError) {
        let tasks = tasks(of: content)
        guard let actor = told.actor else {
            if tasks.isEmpty || (content == .userAdded && isBeginning) { return }
            throw told.fault(.concealedMissing, ["name": .concealed("actor")], as: .missing)
        }
        guard let task = tasks.first(where: { $0.rawValue == actor.task }) else {
            throw told.fault(.actorOfOtherTask, ["task": .term(.task, actor.task)])
        }
        try requireDay(told, actor)
        // Whose account was erased later cannot be asked any more.
        if users[actor.user] == nil, !hiddenUsers.isEmpty {
            strangers.insert(actor.user)
            if strangers.count > hiddenAccounts { throw told.fault(.userUnknown, .user(actor.user)) }
            return
        }
        let (round, target) = subject(of: content, event, told)
        if task == .planRound || task == .importRound, round.map({ rounds[$0] == nil }) == true { return }
        if let why = refusal(of: actor.user, for: task, in: round, on: target) { throw told.fault(why) }
    }

    private func subject(of content: LedgerEvent, _ event: Event, _ told: Told) -> (RoundID?, Target) {
        let fields = event.fields
        let round = fields["round"]?.stringValue.map(RoundID.init(_:))
        if let seat = told.seat, let round { return (round, .seat(round, seat.seat)) }
        if let round, let act = act(of: content, in: round, told) {
            // A certificate is revoked whatever became of its round.
            if case .revoke = act { return (nil, .nothing) }
            return (round, act.target(in: round))
        }
        let zone =
            fields["zone"]?.stringValue.map(ZoneID.init(_:))
            ?? fields["application"]?.stringValue.flatMap { applications[ApplicationID($0)]?.zone }
        if case .certificateRevoked = content { return (nil, .nothing) }
        switch content {
        case .reportHeard(let id, let objection), .decisionReceived(let id, let objection):
            if let zone = rounds[id]?.objections[objection]?.zone { return (id, .zone(zone)) }
        case .evidenceSupplied(let id, let request):
            if let zone = rounds[id]?.missingEvidence[request]?.request.zone { return (id, .zone(zone)) }
        default: break
        }
        return (round, zone.map { .zone($0) } ?? .nothing)
    }

    /// The act that an event proposes, confirms or declines, where it is shown.
    private func act(of content: LedgerEvent, in round: RoundID, _ told: Told) -> Act? {
        switch content {
        case .actProposed: told.act
        case .actConfirmed(_, let proposal), .actDeclined(_, let proposal): rounds[round]?.acts[proposal]?.act
        default: nil
        }
    }

    private func tasks(ofProposal seq: Int, in round: RoundID) -> [UseCase] {
        (rounds[round]?.acts[seq]?.kind).map { [$0.useCase] } ?? []
    }

    /// The steps that an event of this kind can come of; none for one that only follows from the event before or after it.
    private func tasks(of content: LedgerEvent) -> [UseCase] {
        switch content {
        case .genesis, .candidateListed, .seatAssigned, .seatCalled, .seatCounted, .seatRecounted, .resultSealed: []
        case .snapshotSealed(let id, _): rounds[id]?.results.isEmpty == false ? [.concludeObjections] : []
        case .correctionPublished: [.concludeObjections]
        case .seatAccepted: [.acceptSeat]
        case .clarificationAsked: [.askClarification]
        case .clarificationGiven: [.giveClarification]
        case .evidenceRequested: [.requestEvidence]
        case .evidenceSupplied: [.supplyEvidence]
        case .deadlineExtended: [.extendDeadline]
        case .draftRead: [.readDraft]
        case .decisionReceived: [.receiveDecision]
        case .roundReopened: [.reopenRound]
        case .keyAdded, .keyRetired: [.rotateKey]
        case .disclosureErased: [.erase]
        case .bundleReleased: [.releaseBundle]
        case .backupRestored: [.restoreBackup]
        case .rulesProposed: [.proposeRules]
        case .rulesAdopted: [.adoptRules]
        case .userAdded: [.addUser]
        case .userRemoved: [.removeUser]
        case .expertRegistered: [.registerExperts, .importRound]
        case .zoneRegistered: [.registerZones, .importRound]
        case .calendarLoaded: [.loadCalendar]
        case .programmeAdopted: [.adoptProgramme, .importRound]
        case .callPublished: [.publishCall]
        case .callExtended: [.extendCall]
        case .applicationSubmitted: [.submitApplication]
        case .applicationRecommended: [.recommendApplication]
        case .applicationReturned: [.returnApplication]
        case .applicationAccepted: [.acceptApplication]
        case .applicationWithdrawn: [.withdrawApplication]
        case .roundPlanned: [.planRound, .importRound]
        case .drawCommitted: [.commitDraw]
        case .drawHeld: [.holdDraw]
        case .roundOpened: [.openRound, .importRound]
        case .factsRecorded: [.recordFacts, .importRound]
        case .cellSaved: [.saveMark]
        case .markLate: [.logLateMark]
        case .sheetSealed: [.sealSheet, .importRound]
        case .seatRecused: [.recuseSeat, .importRound]
        case .seatRemoved: [.removeSeat]
        case .reopeningRequested: [.requestReopening]
        case .reopeningDecided: [.decideReopening]
        case .rereadCalled: [.callReread]
        case .rereadAnswered: [.answerReread]
        case .revisionProposed: [.proposeRevision]
        case .revisionDecided: [.decideRevision]
        case .roundClosed: [.closeRound]
        case .noticePublished: [.publishNotice]
        case .objectionFiled: [.fileObjection]
        case .reportFiled: [.fileReport]
        case .reportHeard: [.hearReport]
        // Upheld with its correction it is part of that step.
        case .objectionDecided: [confirmed == nil ? .decideObjection : .correctFacts]
        case .factsCorrected: [.correctFacts]
        case .roundFinalised: [.finaliseRound]
        case .roundWithdrawn: [.withdrawRound]
        case .zoneWithdrawn: [.withdrawZone]
        case .roundBroken: [.breakOffRound]
        case .actProposed(_, let kind): [kind.useCase]
        case .actConfirmed(let round, let proposal), .actDeclined(let round, let proposal):
            tasks(ofProposal: proposal, in: round)
        case .certificateIssued: [.issueCertificates]
        case .certificateRevoked: [.revokeCertificate]
        case .papersIssued: [.issuePapers]
        }
    }
}

extension Act.Kind {
    /// The step for which both people need a permission.
    package var useCase: UseCase {
        switch self {
        case .publish: .publishNotice
        case .conclude: .concludeObjections
        case .correct: .correctFacts
        case .remove: .removeSeat
        case .withdraw: .withdrawZone
        case .breakOff: .breakOffRound
        case .revoke: .revokeCertificate
        case .reopen: .reopenRound
        }
    }
}

extension Act {
    /// What it touches.
    package func target(in round: RoundID) -> Target {
        switch self {
        case .withdraw(let zone, _), .correct(_, let zone, _, _, _): .zone(zone)
        case .remove(_, let seat, _, _): .seat(round, seat)
        default: .nothing
        }
    }
}
