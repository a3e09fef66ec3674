// The next event → the register after it, or why it may not stand there.

import AssessmentModel
package import AuditLedger
import CriteriaLoading
import EventModel
import HashTreeCollections
import Reasons

extension Register {
    /// Takes the next event.
    ///
    /// `encoded` are its disclosures as far as they are shown.
    /// - Throws: `LedgerError` naming the event, when it contradicts those before it; what `files` throws.
    package mutating func apply(_ event: Event, _ encoded: [String], files: FileReader) throws {
        let view = view
        try apply(event, try Told(event, encoded, view), files: files)
    }

    /// `told` is read once it is known that the event belongs here: a dropped event is then named as such.
    mutating func apply(_ event: Event, _ told: @autoclosure () throws -> Told, files: FileReader) throws {
        let content = try LedgerEvent(event)
        guard event.seq == size else {
            throw LedgerError.event(
                size, .mismatch,
                Reason(.eventOutOfPlace, ["found": .number(event.seq), "expected": .number(size)]))
        }
        if case .genesis = content {
        } else if size == 0 {
            throw LedgerError.event(0, .malformed, Reason(.genesisMisplaced, ["found": .event(content.type)]))
        }
        guard event.at >= today else {
            throw LedgerError.event(
                event.seq, .outOfRange, Reason(.dayBeforeLast, ["found": .text(event.at), "before": .text(today)]))
        }
        try requireForm(content, event)
        try requireStep(content, event)
        let told = try told()
        try requireUnerased(content, event, told)
        try requireWords(told)
        try requireText(told)
        for digest in told.undisclosed { undisclosed[digest] = event.seq }
        note(told, content)
        if view == .everything { try check(content, event, told) }
        try requireAct(content, told)
        try apply(content, told, files)
        size += 1
        today = event.at
        lastActor = told.actor
        follow(content)
    }

    private mutating func apply(_ content: LedgerEvent, _ told: Told, _ files: FileReader) throws {
        switch content {
        case .genesis(let origin, let key, let home): try begin(origin, key, home, told)
        case .keyAdded(let key): try add(key, told)
        case .keyRetired(let key): try retire(key, told)
        case .disclosureErased(let value): try erase(value ?? told.erased, told)
        case .rulesProposed(let home): try propose(home, told)
        case .rulesAdopted(let proposal): try adopt(proposal, told)
        case .bundleReleased(let round, let files):
            let names = BundleContents.released(in: edition)
            try change(round, told, in: [.noticed, .final]) { round throws(LedgerError) in
                guard files.keys.sorted() == names, files.values.allSatisfy({ isHexadecimal($0, count: 64) }) else {
                    throw told.fault(.bundleReleasedOther, ["expected": .list(names.map { .text($0) })])
                }
                round.released = files
                round.releasedBy = told.seq
            }
        case .backupRestored: break
        case .userAdded: try addUser(told)
        case .userRemoved: try removeUser(told)
        case .expertRegistered: try registerExpert(told)
        case .zoneRegistered(let zone): zones[zone.id] = zone
        case .calendarLoaded(let year): calendar[year.year] = year
        case .programmeAdopted(let id, let file): try adopt(id, file, told, files)
        case .callPublished(let id, let published): try publish(id, published, told, files)
        case .callExtended(let id, let to): try extend(id, to, told)
        case .applicationSubmitted(let id, let zone, let purpose, let under):
            try submit(id, zone, purpose, under, told)
        case .applicationRecommended(let id): try recommend(id, told)
        case .applicationReturned(let id, let level):
            try move(id, to: .returned(by: level, opinion: told.reason?.text), told) { $0 == .submitted(to: level) }
        case .applicationAccepted(let id):
            try move(id, to: .accepted, told) { $0 == .submitted(to: .province) }
        case .applicationWithdrawn(let id):
            try move(id, to: .withdrawn, told) { stage in
                switch stage {
                case .enrolled, .withdrawn: false
                default: true
                }
            }
        case .roundPlanned(let round, let planned): try plan(round, planned, told, files)
        case .candidateListed(let round, let candidate):
            try requireFresh(candidate.id.text, told)
            try change(round, told, in: [.planned]) { round throws(LedgerError) in try round.list(candidate, told) }
        case .drawCommitted(let round, let commitment):
            try change(round, told, in: [.planned]) { round throws(LedgerError) in try round.commit(commitment, told) }
        case .drawHeld(let round, let seed, let witness):
            let isLater = edition >= .third
            try change(round, told, in: [.committed]) { round throws(LedgerError) in
                try round.hold(seed, witness, isLater: isLater, told)
            }
        case .roundOpened(let round, let roster, let seats):
            try change(round, told, in: [.planned, .drawn]) { round throws(LedgerError) in
                round.opening = (told.seq, roster, seats)
                round.openedOn = told.day
            }
        case .seatAssigned(let place): try assign(place, told)
        default: try applyScoring(content, told)
        }
    }

    private mutating func applyScoring(_ content: LedgerEvent, _ told: Told) throws {
        let scoring: [Stage] = [.scoring]
        switch content {
        case .factsRecorded(let id, let zone):
            try change(id, told, in: scoring) { round throws(LedgerError) in
                try round.requireRosterFilled(told)
                try round.record(told, at: zone)
            }
        case .cellSaved(let id):
            try save(id, told)
        case .markLate(let id):
            try change(id, told, in: [.closed, .noticed, .final]) { round throws(LedgerError) in round.late += 1 }
        case .sheetSealed(let id):
            let isOwn = edition >= .second && told.actor?.task == UseCase.sealSheet.rawValue
            let isAccepted = isOwn && edition >= .fourth
            try change(id, told, in: scoring) { round throws(LedgerError) in
                if isAccepted { try round.requireAccepted(told) }
                if isOwn { try round.requireCells(told) }
                try round.seal(told)
            }
        case .seatRecused(let id, let wasSealed):
            try change(id, told, in: scoring) { round throws(LedgerError) in try round.recuse(wasSealed, told) }
        case .seatRemoved(let id, let wasSealed):
            try change(id, told, in: scoring) { round throws(LedgerError) in
                try round.recuse(wasSealed, isRemoved: true, told)
            }
        case .reopeningRequested(let id):
            try change(id, told, in: scoring) { round throws(LedgerError) in try round.requestReopening(told) }
        case .reopeningDecided(let id, let request, let isGranted):
            try change(id, told, in: scoring) { round throws(LedgerError) in
                try round.decideReopening(request, isGranted, told)
            }
        case .seatCalled(let id):
            let pool = experts
            if let code = told.call?.seat.text { try requireFresh(code, told) }
            try change(id, told, in: scoring) { round throws(LedgerError) in try round.call(told, pool) }
        case .rereadCalled(let id):
            try change(id, told, in: scoring) { round throws(LedgerError) in try round.callReread(told) }
        case .rereadAnswered(let id):
            try change(id, told, in: scoring) { round throws(LedgerError) in try round.answerReread(told) }
        case .revisionProposed(let id):
            try change(id, told, in: [.scoring, .noticed]) { round throws(LedgerError) in try round.propose(told) }
        case .revisionDecided(let id, let proposal, let isConfirmed):
            try change(id, told, in: [.scoring, .noticed]) { round throws(LedgerError) in
                try round.decide(proposal, isConfirmed, told)
            }
        case .seatCounted(let place, let outcome):
            if outcome != nil, told.outcome != nil {
                throw told.fault(.toldTwice, ["name": .concealed("outcome")])
            }
            let outcome = outcome ?? told.outcome
            if outcome == nil { try told.requireKnown("outcome") }
            // Whom the public sees called first here, everybody else saw called before.
            if view == .published, rounds[place.round]?.seats[place.seat] == nil {
                try requireFresh(place.seat.text, told)
            }
            try change(place.round, told, in: scoring) { round throws(LedgerError) in
                try round.count(place, outcome, told)
            }
        case .roundClosed(let id, let account):
            try change(id, told, in: scoring) { round throws(LedgerError) in try round.close(account, told) }
        case .snapshotSealed(let id, let snapshot):
            try change(id, told, in: [.closed, .noticed]) { round throws(LedgerError) in
                try round.seal(snapshot, told)
            }
        case .resultSealed(let id, let zone):
            try change(id, told, in: [.closed, .noticed]) { round throws(LedgerError) in
                try round.seal(resultOf: zone, told)
            }
        default: try applyPublication(content, told)
        }
    }

    private mutating func applyPublication(_ content: LedgerEvent, _ told: Told) throws {
        let noticed: [Stage] = [.noticed]
        switch content {
        case .noticePublished(let id, let snapshot, let from, let to):
            let calendar = calendar
            try change(id, told, in: [.closed]) { round throws(LedgerError) in
                try round.publish(snapshot, from, to, calendar, told)
            }
        case .objectionFiled(let id, let objection, let zone, let indicator):
            if edition < .third { try rounds[id]?.requireIndicator(indicator, told) }
            try change(id, told, in: noticed) { round throws(LedgerError) in
                try round.file(objection, zone, indicator, isReport: false, told)
            }
        case .reportFiled(let id, let objection, let zone, let indicator):
            try change(id, told, in: noticed) { round throws(LedgerError) in
                try round.file(objection, zone, indicator, isReport: true, told)
            }
        case .reportHeard(let id, let objection):
            try change(id, told, in: noticed) { round throws(LedgerError) in try round.hear(objection, told) }
        case .objectionDecided(let id, let objection, let isUpheld):
            try change(id, told, in: noticed) { round throws(LedgerError) in
                try round.decide(objection, isUpheld: isUpheld, told)
            }
        case .factsCorrected(let id, let zone, let objection):
            try change(id, told, in: noticed) { round throws(LedgerError) in
                try round.correct(zone, objection, told)
            }
        case .seatRecounted(let place):
            try change(place.round, told, in: noticed) { round throws(LedgerError) in
                try round.recount(place, told)
            }
        case .roundWithdrawn(let id):
            try change(id, told, in: [.planned, .committed, .drawn]) { round throws(LedgerError) in
                round.withdrawn = told.seq
            }
            release(applicationsOf: id, told)
        case .zoneWithdrawn(let id, let zone):
            try change(id, told, in: [.planned, .committed, .drawn, .scoring, .closed, .noticed]) {
                round throws(LedgerError) in try round.withdraw(zone, told)
            }
            for application in applications.values where application.stage == .enrolled(id) && application.zone == zone
            {
                applications[application.id]?.move(to: .withdrawn, told)
            }
        case .roundBroken(let id, let statement):
            try change(id, told, in: [.scoring, .closed, .noticed]) { round throws(LedgerError) in
                try round.breakOff(statement, told)
            }
            release(applicationsOf: id, told)
        case .actProposed(let id, let kind):
            try change(id, told, in: Stage.allCases) { round throws(LedgerError) in try round.propose(kind, told) }
        case .actConfirmed(let id, let proposal):
            var act: ConfirmedAct?
            try change(id, told, in: Stage.allCases) { round throws(LedgerError) in
                act = try round.confirm(proposal, told)
            }
            confirmed = act
        case .actDeclined(let id, let proposal):
            try change(id, told, in: Stage.allCases) { round throws(LedgerError) in try round.decline(proposal, told) }
        case .roundFinalised(let id, let snapshot, let number):
            let calendar = calendar
            if edition >= .fourth { try requireCertificatesPassed(in: id, told) }
            try change(id, told, in: noticed) { round throws(LedgerError) in
                try round.finalise(snapshot, number: number, calendar, told)
            }
        case .certificateIssued(let id, let certificate, let zone, let from, let to, let paper):
            try issue(certificate, id, zone, from, to, paper, told)
        case .certificateRevoked(let certificate): try revoke(certificate, told)
        case .papersIssued(let id, let papers):
            try change(id, told, in: [.noticed, .final]) { round throws(LedgerError) in
                round.issues.append(PaperIssue(seq: told.seq, day: told.day, papers: papers))
            }
        default: try applyAfter(content, told)
        }
    }

    /// They wait for another round.
    private mutating func release(applicationsOf round: RoundID, _ told: Told) {
        for application in applications.values where application.stage == .enrolled(round) {
            applications[application.id]?.move(to: .accepted, told, isOfRound: true)
        }
    }

    /// Changes one round in place, in one of the stages in which such an event may stand.
    mutating func change(
        _ id: RoundID, _ told: Told, in stages: [Stage],
        _ body: (inout Round) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        guard let index = rounds.index(forKey: id) else {
            throw told.fault(.notThere, of: .round(id))
        }
        try Self.change(&rounds.values[index], told, in: stages, body)
    }

    /// In place from the question to the change: a round is large, and copied only where this is not kept.
    private static func change(
        _ round: inout Round, _ told: Told, in stages: [Stage], _ body: (inout Round) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        guard stages.contains(round.stage) else {
            throw told.fault(
                .roundStageOther, .round(round.id),
                ["type": .event(told.type), "stage": .term(.stage, round.stage.rawValue)])
        }
        try body(&round)
    }
}

extension Register {
    private mutating func plan(
        _ id: RoundID, _ files: LedgerEvent.Planned, _ told: Told, _ reader: FileReader
    ) throws {
        guard rounds[id] == nil else { throw told.fault(.notAgain, of: .round(id)) }
        let round = Round(id: id, planned: told.seq, files: files, terms: try Round.Terms(files, reader))
        if let terms = round.terms, let bound = files.schemeJSON {
            let found = Hash.plain(try terms.scheme.jsonBytes()).hex
            guard found == bound else {
                throw told.fault(.digest(bound, expected: found), as: .mismatch)
            }
        }
        if let terms = round.terms {
            guard Set(terms.zones.map(\.id)).count == terms.zones.count else {
                throw told.fault(.planZoneTwice, .round(id))
            }
            guard terms.plan.days.allSatisfy({ Day($0) != nil }) else {
                throw told.fault(.planDaysWrong, .round(id))
            }
            guard terms.plan.id == id, terms.plan.ledger == origin else {
                throw told.fault(
                    .planOfOtherRound, .round(id),
                    ["round": .round(terms.plan.id), "ledger": .text(terms.plan.ledger)])
            }
            try requireProgramme(terms, files, told)
            for application in applications(for: terms.plan) where terms.has(application.zone) {
                applications[application.id]?.move(to: .enrolled(id), told, isOfRound: true)
            }
        }
        rounds[id] = round
    }

    private mutating func assign(_ place: LedgerEvent.Place, _ told: Told) throws(LedgerError) {
        try requireFresh(place.seat.text, told)
        if view == .everything, let sitter = told.sitter, experts[sitter] == nil, !hasHiddenExpert {
            throw told.fault(.notThere, of: .expert(sitter))
        }
        let pool = experts
        try change(place.round, told, in: [.scoring]) { round throws(LedgerError) in
            try round.assign(place, told, pool)
        }
    }

    private mutating func save(_ id: RoundID, _ told: Told) throws(LedgerError) {
        let asksAcceptance = edition >= .fourth
        try change(id, told, in: [.scoring]) { round throws(LedgerError) in
            try round.requireRosterFilled(told)
            if asksAcceptance { try round.requireAccepted(told) }
            try round.save(told)
        }
    }
}

extension Round.Terms {
    /// nil where a file is not at hand.
    init?(_ files: LedgerEvent.Planned, _ reader: FileReader) throws {
        guard let plan = try reader(files.plan), let scheme = try reader(files.scheme),
            let zones = try reader(files.zones)
        else { return nil }
        self.init(
            plan: try CanonicalJSON.decode(RoundPlan.self, from: plan),
            scheme: try loadScheme(scheme, file: "scheme \(files.scheme.prefix(12))").get(),
            zones: try CanonicalJSON.decode([Zone].self, from: zones))
    }
}

extension RoundPlan {
    /// Every day that it names.
    fileprivate var days: [String] { [opened, closed, announced, notice.from, notice.to] }
}
