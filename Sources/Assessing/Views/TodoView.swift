// 待办: what waits for somebody, and by when.

package import AssessmentModel
import AuditLedger
package import EventModel
import HashTreeCollections
import Reasons
import RoundState

/// One thing that waits for the viewer.
package struct Todo: Sendable, Equatable {
    package typealias Kind = TodoKind

    package let kind: Kind
    package let round: RoundID?
    package let zone: ZoneID?
    package let application: ApplicationID?
    package let objection: ObjectionID?
    package let indicator: CriterionID?
    /// The event that asks for it.
    package let event: Int?
    /// How much of it there is, where it is counted: sheets, facts.
    package let count: Int?
    /// The last day, yyyy-mm-dd; nil where none is set.
    package let due: String?

    init(
        _ kind: Kind, round: RoundID? = nil, zone: ZoneID? = nil, application: ApplicationID? = nil,
        objection: ObjectionID? = nil, indicator: CriterionID? = nil, event: Int? = nil, count: Int? = nil,
        due: String? = nil
    ) {
        self.kind = kind
        self.round = round
        self.zone = zone
        self.application = application
        self.objection = objection
        self.indicator = indicator
        self.event = event
        self.count = count
        self.due = due
    }

    /// The same for the same thing whenever it is asked, for a calendar to know it by.
    package var name: String {
        let parts: [String?] = [
            round?.text, zone?.text, application?.text, event.map { "\($0)" }, indicator?.text, objection?.text,
        ]
        return ([kind.rawValue] + parts.compactMap { $0 }).joined(separator: "-")
    }

    /// Whether its day is over.
    package func isLate(on day: String) -> Bool { due.map { $0 < day } ?? false }
}

extension Standing {
    /// What waits for the viewer on a day: what is due first, then what has no day, in the order of rounds.
    package func todos(for viewer: Viewer, on day: String) -> Seen<[Todo]> {
        guard let id = viewer.user, let user = register.users[id] else {
            return .denied(viewer.user.map { Reason(.userUnknown, .user($0)) } ?? Reason(.userNotNamed))
        }
        var todos = applications(waitingFor: user)
        for round in register.roundsInOrder {
            switch user.role {
            case .expert: todos += user.expert.map { seats(of: $0, in: round) } ?? []
            case .applicant: todos += user.zone.map { asked(of: $0, in: round) } ?? []
            case .officer: todos += next(in: round, on: day)
            default: break
            }
            todos += acts(of: round, waitingFor: user)
        }
        if user.role == .officer {
            todos += register.proposals.sorted { $0.key < $1.key }.filter { $0.value.proposer != user.id }
                .map { Todo(.adoptRules, event: $0.key) }
        }
        let order = todos.enumerated().sorted { a, b in
            (a.element.due ?? "9999", a.offset) < (b.element.due ?? "9999", b.offset)
        }
        return .seen(order.map(\.element))
    }

    /// What the rounds are called in which something waits: whoever has something to do there knows it.
    package func titles(of todos: [Todo]) -> [RoundID: LocalizedText] {
        todos.compactMap(\.round).reduce(into: [:]) { $0[$1] = register.rounds[$1]?.terms?.plan.title }
    }

    private func applications(waitingFor user: User) -> [Todo] {
        register.applications.values.sorted { $0.id < $1.id }.compactMap { application in
            let target = Target.zone(application.zone)
            switch (application.stage, user.role) {
            case (.returned, .applicant) where user.zone == application.zone:
                return Todo(.mendApplication, zone: application.zone, application: application.id)
            case (.submitted(to: .prefecture), .recommender)
            where register.reaches(.ownPrefecture, user, target):
                return Todo(.recommendApplication, zone: application.zone, application: application.id)
            case (.submitted(to: .province), .officer):
                return Todo(.acceptApplication, zone: application.zone, application: application.id)
            default: return nil
            }
        }
    }

    /// What an expert has to do on the own seats.
    private func seats(of expert: ExpertID, in round: Round) -> [Todo] {
        guard [.scoring, .noticed].contains(round.stage) else { return [] }
        let own = round.seatsInOrder.filter {
            $0.expert == expert && !$0.isRecused && !round.hasWithdrawn($0.zone)
        }
        return own.flatMap { seat -> [Todo] in
            guard round.stage == .scoring else {
                return round.toRevise(on: seat).map {
                    Todo(.reviseMark, round: round.id, zone: seat.zone, indicator: $0)
                }
            }
            var todos: [Todo] = []
            if register.edition >= .fourth, seat.isOpen, !seat.isAccepted {
                todos.append(Todo(.acceptSeat, round: round.id, zone: seat.zone, due: round.scoringDay))
            } else if seat.isOpen {
                let left = round.terms?.lacks(seat).marks.count
                todos.append(
                    Todo(.sealSheet, round: round.id, zone: seat.zone, count: left, due: round.scoringDay))
            }
            let asked = round.rereads.sorted { $0.key < $1.key }.filter {
                !$0.value.isAnswered && $0.value.seat == seat.id
            }
            return todos
                + asked.map {
                    Todo(
                        .answerReread, round: round.id, zone: seat.zone, indicator: $0.value.indicator, event: $0.key,
                        due: round.scoringDay)
                }
        }
    }

    /// What a zone is asked for.
    private func asked(of zone: ZoneID, in round: Round) -> [Todo] {
        guard !round.hasWithdrawn(zone) else { return [] }
        let missing = round.missingEvidence.sorted { $0.key < $1.key }.filter {
            round.stage == .scoring && $0.value.supply == nil && $0.value.request.zone == zone
        }
        let objections = round.objections.values.filter { $0.zone == zone }.sorted { $0.filed < $1.filed }
        return missing.map {
            Todo(
                .supplyEvidence, round: round.id, zone: zone, indicator: $0.value.request.indicator, event: $0.key,
                due: $0.value.request.by)
        }
            + objections.compactMap { objection in
                if objection.decision != nil, objection.receipt == nil, register.edition >= .fourth,
                    [.noticed, .final].contains(round.stage)
                {
                    return Todo(.receiveDecision, round: round.id, zone: zone, objection: objection.id)
                }
                guard objection.waitsForHearing, objection.decision == nil, round.stage == .noticed else { return nil }
                return Todo(
                    .hearReport, round: round.id, zone: zone, objection: objection.id, due: round.notice?.to)
            }
    }

    /// What the bureau has to do next.
    private func next(in round: Round, on day: String) -> [Todo] {
        let id = round.id
        switch round.stage {
        case .planned where round.candidates.isEmpty: return [Todo(.commitDraw, round: id)]
        case .committed: return [Todo(.holdDraw, round: id)]
        case .planned, .drawn: return [Todo(.openRound, round: id, due: round.terms?.plan.opened)]
        case .scoring: return scoring(round)
        case .closed:
            // Who left since has to be taken out of the result before it is published.
            let next: TodoKind = round.withdrawalsNotTaken.isEmpty ? .publishNotice : .concludeObjections
            return [Todo(next, round: id, due: round.terms?.plan.announced)]
        case .noticed: return noticed(round, on: day)
        case .final:
            let due = (round.result?.zones.values.compactMap { $0 } ?? []).filter { zone in
                zone.verdict == "pass"
                    && !register.certificates.values.contains { $0.round == id && $0.zone == zone.zone }
            }.count
            return (due == 0 ? [] : [Todo(.issueCertificates, round: id, count: due)]) + reissues(round)
        case .withdrawn, .broken: return []
        }
    }

    /// Zones that pass and whose certificates are all revoked.
    private func reissues(_ round: Round) -> [Todo] {
        let known = register.certificates.values.filter { $0.round == round.id }
        let held = Set(known.filter { $0.revoked == nil }.map(\.zone))
        return Set(known.map(\.zone)).subtracting(held).sorted()
            .filter { (round.result?.zones[$0] ?? nil)?.verdict == "pass" }
            .map { Todo(.reissueCertificate, round: round.id, zone: $0) }
    }

    private func scoring(_ round: Round) -> [Todo] {
        let id = round.id
        var todos: [Todo] = []
        let facts = round.missingFacts.count
        if facts > 0 { todos.append(Todo(.recordFacts, round: id, count: facts, due: round.scoringDay)) }
        todos += round.questions.sorted { $0.key < $1.key }.filter { !$0.value.isAnswered }
            .map { Todo(.answerQuestion, round: id, indicator: $0.value.query?.indicator, event: $0.key) }
        todos += revisions(round)
        todos += round.reopenings.sorted { $0.key < $1.key }
            .filter { $0.value.isGranted == nil && round.seats[$0.value.seat]?.isRecused != true }
            .map { Todo(.decideReopening, round: id, zone: $0.value.zone, event: $0.key) }
        let open = round.seats.values.count { $0.isOpen && !round.hasWithdrawn($0.zone) }
        return todos + [Todo(.closeRound, round: id, count: open, due: round.scoringDay)]
    }

    private func revisions(_ round: Round) -> [Todo] {
        round.revisions.sorted { $0.key < $1.key }.filter { $0.value.isConfirmed == nil }
            .map {
                Todo(
                    .decideRevision, round: round.id, zone: $0.value.zone, indicator: $0.value.indicator, event: $0.key)
            }
    }

    private func noticed(_ round: Round, on day: String) -> [Todo] {
        let open = round.objections.values.filter { $0.decision == nil && !round.hasWithdrawn($0.zone) }
        let decide = open.sorted { $0.filed < $1.filed }.filter { !$0.waitsForHearing }.map {
            Todo(
                .decideObjection, round: round.id, zone: $0.zone, objection: $0.id, indicator: $0.indicator,
                due: round.notice?.to)
        }
        let waits = !round.reopened.isEmpty || !round.withdrawalsNotTaken.isEmpty
        let conclude = waits ? [Todo(.concludeObjections, round: round.id, due: round.notice?.to)] : []
        let isOver = round.notice.map { $0.to < day } ?? false
        let failed = register.certificatesNotPassed(in: round).map {
            Todo(.revokeCertificate, round: round.id, zone: $0.zone)
        }
        let isReady = isOver && open.isEmpty && !waits && failed.isEmpty
        return decide + revisions(round) + conclude + failed + (isReady ? [Todo(.finaliseRound, round: round.id)] : [])
    }

    /// Acts that somebody else proposed and that this user may confirm.
    private func acts(of round: Round, waitingFor user: User) -> [Todo] {
        round.waitingActs.filter { act in
            act.proposer != user.id
                && register.refusal(
                    ofView: act.kind.useCase, to: user.id, in: act.kind == .revoke ? nil : round.id,
                    on: act.act?.target(in: round.id) ?? .nothing) == nil
        }.map { Todo(.confirmAct, round: round.id, event: $0.seq) }
    }
}
