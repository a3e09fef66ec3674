// Random walks through the life of a round: whatever people do, the round can be ended, and what they did is proven.

@testable import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HashTreeCollections
@testable import Proving
import Publishing
import Reasons
@testable import RoundState
import Scoring
import Storage
import Testing

@Suite struct WalkTests {
    /// `HENG_WALK_STEPS` takes more steps than a usual run.
    private static let steps = ProcessInfo.processInfo.environment["HENG_WALK_STEPS"].flatMap(Int.init) ?? 2000

    @Test func walks_fromAnyState_reachAnEnd_andAreProven() throws {
        var (taken, tried, seed) = (0, 0, UInt64(1))
        var ends: [Stage: Int] = [:]
        var done: Set<String> = []
        while tried < Self.steps {
            var walk = try Walk(seed: seed)
            seed += 1
            for _ in 0..<Int.random(in: 20...120, using: &walk.random) {
                tried += 1
                if try walk.step() { taken += 1 }
            }
            let state = "seed \(seed - 1), \(try walk.life.stage.rawValue)"
            try walk.end()
            let stage = try walk.life.stage
            #expect([.final, .broken, .withdrawn].contains(stage), "\(state): \(stage), \(walk.refusals.sorted())")
            ends[stage, default: 0] += 1
            done.formUnion(walk.done)
            let proof = try verify(walk.life.ledger.store)
            #expect(proof.isHeld, "\(state): \(proof)")
            if stage == .final { #expect(try verify(bundle: walk.bundle()).isHeld, "\(state)") }
        }
        #expect(taken * 4 > tried, "\(taken) of \(tried) steps could be taken")
        #expect(ends[.final, default: 0] > 0 && ends[.broken, default: 0] > 0, "\(ends)")
        let untried = Set(Walk.Deed.allCases.map(\.rawValue)).subtracting(done)
        #expect(Self.steps < 2000 || untried.isEmpty, "never done: \(untried.sorted())")
    }
}

/// One walk: people who do whatever comes to their minds, on days that go by.
private struct Walk {
    /// What somebody may try.
    enum Deed: String, CaseIterable {
        case save, fill, seal, recuse, remove, reopen, decideReopening, reread, answer, revise, decide, facts, tie
        case withdrawZone, breakOff, withdrawRound, advance, object, report, hear, decideObjection, correct, conclude
        case answerAct
        case withdrawApplication
        case accept, ask, clarify, request, supply, extend, readDraft, uphold, receive, reopenRound
        case adoptProgramme, publishCall, extendCall
        case issue, revoke

        /// What people mostly do while a round stands there.
        static func usual(_ stage: Stage) -> [Deed] {
            switch stage {
            case .scoring:
                [
                    .save, .save, .save, .fill, .fill, .fill, .fill, .seal, .recuse, .remove, .reopen, .decideReopening,
                    .reread, .answer,
                    .revise,
                    .decide, .facts, .tie, .answerAct, .answerAct, .accept, .accept, .ask, .clarify, .request, .supply,
                    .extend, .breakOff,
                ]
            case .closed, .noticed:
                [
                    .object, .object, .report, .hear, .decideObjection, .correct, .conclude, .revise, .decide,
                    .answerAct, .answerAct, .uphold, .receive, .extend, .readDraft,
                ]
            case .final:
                [.reopenRound, .reopenRound, .answerAct, .answerAct, .answerAct, .issue, .issue, .revoke, .revoke]
            case .withdrawn, .broken: [.withdrawApplication, .withdrawApplication, .readDraft, .answerAct]
            default: [.advance, .advance, .withdrawRound, .withdrawZone, .answerAct]
            }
        }
    }

    let life: Life
    var random: SplitMix
    var day = Day("2026-10-12")!
    var done: Set<String> = []
    /// Why steps on the way to the end were refused.
    private(set) var refusals: Set<String> = []

    init(seed: UInt64) throws {
        random = SplitMix(state: seed)
        let starts: [Stage] = [.planned, .drawn, .scoring, .scoring, .scoring, .closed, .noticed, .noticed, .final]
        life = try Life(through: starts.randomElement(using: &random)!)
        try life.officer(LoadCalendar([CalendarYear(year: 2027, holidays: [], workdays: [])]))
        day = max(day, Day(life.earliest)!)
    }

    private var today: String { day.text }

    private func at() -> Moment { .day(today) }

    func bundle() throws -> BundleFiles {
        try life.ledger.exportBundle(of: Life.round, readMe: Array("# 示例\n".utf8), by: "officer", at: at())
    }

    /// - Returns: whether what was tried could be done.
    mutating func step() throws -> Bool {
        if Int.random(in: 0..<12, using: &random) == 0 { day = day.adding(1) }
        let isUsual = Int.random(in: 0..<10, using: &random) < 8
        let deed = (isUsual ? Deed.usual(try life.stage) : Deed.allCases).randomElement(using: &random)!
        // Ends are rare, as in life.
        let isEnd = !isUsual && [.breakOff, .withdrawRound, .withdrawZone, .advance].contains(deed)
        return try self.do(isEnd && Int.random(in: 0..<3, using: &random) > 0 ? .save : deed)
    }

    private mutating func `do`(_ deed: Deed) throws -> Bool {
        let round = try life.known
        guard let (action, user) = try choose(deed, round) else { return false }
        let moment = at()
        do {
            if deed == .fill, let seat = pick(round.seatsInOrder.filter(\.isOpen)) {
                try fill(seat)
                done.insert(deed.rawValue)
                return true
            }
            try life.ledger.perform(action, by: user, at: moment)
        } catch is Refusal {
            return false
        }
        done.insert(deed.rawValue)
        return true
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &random) }

    private mutating func choose(_ deed: Deed, _ round: Round) throws -> (any Action, UserID)? {
        let id = Life.round
        let officer: UserID = Bool.random(using: &random) ? "officer" : "officer2"
        guard let zone = pick(life.zones)?.id else { return nil }
        let seat = pick(round.seatsInOrder)
        let indicator: CriterionID = Bool.random(using: &random) ? "p.1" : "p.2"
        switch deed {
        case .withdrawApplication:
            return (WithdrawApplication(life.id(of: zone), reason: "改期"), officer)
        case .adoptProgramme:
            return (AdoptProgramme(sampleProgramme.titled("第\(Int.random(in: 0..<99, using: &random))稿")), officer)
        case .publishCall:
            let call = CallID("c\(Int.random(in: 2..<99, using: &random))")
            return (try PublishCall(sampleCall(call, last: day.adding(9).text)), officer)
        case .extendCall: return (ExtendCall("c1", to: day.adding(30).text, reason: "改期"), officer)
        case .withdrawRound: return (WithdrawRound(id, reason: "有误"), officer)
        case .breakOff: return (BreakOffRound(id, statement: "终止"), officer)
        case .withdrawZone:
            return (
                WithdrawZone(id, zone: zone, reason: "不再申报"),
                Bool.random(using: &random) ? officer : UserID("a-\(zone)")
            )
        case .advance: return advance(round, officer)
        case .facts: return (RecordFacts(id, life.facts, replaces: true), officer)
        case .tie:
            guard let expert = pick(life.pool) else { return nil }
            return (
                RegisterExperts([
                    Expert(
                        id: expert.id, name: expert.name, source: expert.source, organisation: expert.organisation,
                        region: expert.region, employer: expert.employer, ties: [zone])
                ]), officer
            )
        case .object:
            let number = Int.random(in: 0..<1000, using: &random)
            return (
                FileObjection(
                    id, id: ObjectionID("o\(number)"), zone: zone, indicator: pick(["p.1", "q.1", "veto.safety"])!,
                    grounds: "有误",
                    evidence: [(name: "证据.txt", bytes: [UInt8(number % 256)])]), UserID("a-\(zone)")
            )
        case .report:
            let number = Int.random(in: 0..<1000, using: &random)
            return (
                FileObjection(
                    id, id: ObjectionID("r\(number)"), zone: zone, indicator: pick(["p.1", "q.1", "veto.safety"])!,
                    grounds: "举报",
                    evidence: [(name: "信.txt", bytes: [UInt8(number % 256)])], isReport: true), officer
            )
        case .hear:
            guard let report = pick(round.objections.values.filter(\.waitsForHearing).sorted { $0.id < $1.id })
            else { return nil }
            return (HearReport(id, report.id, text: "不属实"), UserID("a-\(report.zone)"))
        case .decideObjection:
            guard let objection = pick(round.objections.values.filter { $0.decision == nil }.map(\.id).sorted())
            else { return nil }
            return (
                DecideObjection(id, objection, isUpheld: Bool.random(using: &random), reasons: "查"), officer
            )
        case .correct:
            guard let objection = pick(round.objectionsToTake) else { return nil }
            let isVeto = round.objections[objection]?.indicator == "veto.safety"
            let share = Fraction(Int.random(in: 5...9, using: &random))
            let facts: [FactKey: Fact] =
                isVeto
                ? [FactKey("veto.safety"): .flag(Bool.random(using: &random))] : [FactKey("share"): .number(share)]
            return (CorrectFacts(id, objection: objection, facts: facts), officer)
        case .uphold:
            guard let objection = pick(round.objections.values.filter { $0.decision == nil }.map(\.id).sorted())
            else { return nil }
            let isVeto = round.objections[objection]?.indicator == "veto.safety"
            let facts: [FactKey: Fact] =
                isVeto ? [FactKey("veto.safety"): .flag(true)] : [FactKey("share"): .number(7)]
            return (CorrectFacts(id, objection: objection, facts: facts, deciding: "属实"), officer)
        case .issue:
            let register = life.ledger.standing.register
            let isRevoked = register.certificates.values.contains { $0.zone == zone && $0.revoked != nil }
            let anew = isRevoked ? [zone] : []
            let due = (try? register.certificatesDue(in: id, anew: anew, on: today).get()) ?? []
            var papers: [PreparedCertificate] = []
            for one in due {
                let code = randomCertificateCode(using: &random)
                papers.append(PreparedCertificate(one, code: code, bytes: Array(code.utf8)))
            }
            return (IssueCertificates(id, anew: anew, papers: papers), officer)
        case .revoke:
            let held = life.ledger.standing.register.certificates.values.filter { $0.revoked == nil }
            guard let certificate = pick(held.map(\.id).sorted()) else { return nil }
            return (RevokeCertificate(certificate, reason: "误发"), officer)
        case .receive:
            guard let objection = pick(round.objections.values.sorted { $0.id < $1.id }) else { return nil }
            return (ReceiveDecision(id, objection.id), UserID("a-\(objection.zone)"))
        case .reopenRound:
            let number = Int.random(in: 0..<1000, using: &random)
            let order = Resumption.Order(
                id: ObjectionID("jz\(number)"), zone: zone, subject: pick(["p.1", "q.1", "veto.safety"])!)
            return (
                ReopenRound(id, ground: .judgment, statement: "依判决更正", orders: [order], reason: "判决"), officer
            )
        case .clarify:
            let asked = pick(round.questions.keys.sorted())
            return (GiveClarification(id, asked: asked, text: "以年报为准"), officer)
        case .supply:
            guard let request = pick(round.missingEvidence.keys.sorted()) else { return nil }
            let zone = round.missingEvidence[request]?.request.zone ?? ""
            return (
                SupplyEvidence(
                    id, request: request, text: "见附件", evidence: [(name: "补充.txt", bytes: [UInt8(request % 256)])]),
                UserID("a-\(zone)")
            )
        case .extend:
            let deadline: Deadline = round.stage == .noticed ? .notice : .scoring
            let last = (deadline == .notice ? round.notice?.to : round.scoringDay).flatMap { Day($0) }
            return (ExtendDeadline(id, deadline, to: max(day, last ?? day).adding(1).text, reason: "节假日"), officer)
        case .conclude:
            return (ConcludeObjections(id, unchanged: Set(round.objections.keys), correction: Life.correction), officer)
        case .answerAct:
            guard let act = pick(round.waitingActs) else { return nil }
            return (
                AnswerAct(act, in: id, isConfirmed: Int.random(in: 0..<4, using: &random) > 0, reason: "不同意"), officer
            )
        case .decideReopening:
            guard let request = pick(round.reopenings.keys.sorted()) else { return nil }
            return (
                DecideReopening(id, request: request, isGranted: Bool.random(using: &random), reason: "查"), officer
            )
        case .decide:
            guard let proposal = pick(round.revisions.keys.sorted()) else { return nil }
            return (DecideRevision(id, proposal: proposal, isConfirmed: Bool.random(using: &random)), officer)
        case .reread:
            guard let far = pick(try round.divergences()), let seat = pick(far.outliers) else { return nil }
            return (CallReread(id, seat: seat, indicator: far.indicator), officer)
        case .answer:
            guard let reread = pick(round.rereads.values.filter { !$0.isAnswered }.sorted { $0.seat < $1.seat }),
                let seat = round.seats[reread.seat]
            else { return nil }
            return (AnswerReread(id, seat: seat.id, indicator: reread.indicator, reasons: "维持"), life.user(of: seat))
        default: break
        }
        guard let seat else { return nil }
        let own = life.user(of: seat)
        switch deed {
        case .save:
            return (
                SaveMark(
                    id, seat: seat.id, indicator: indicator,
                    mark: Fraction(Int.random(in: 0...(indicator == "p.1" ? 40 : 20), using: &random)), comment: "评语",
                    base: seat.cells[indicator]?.version ?? 0, isLate: round.closed != nil), own
            )
        case .seal, .fill: return (SealSheet(id, seat: seat.id, readBack: seat.readBack, acceptsGaps: true), own)
        case .recuse:
            return (RecuseSeat(id, seat: seat.id, reason: "亲属"), Bool.random(using: &random) ? own : officer)
        case .remove: return (RemoveSeat(id, seat: seat.id, reason: "亲属"), officer)
        case .accept: return (AcceptSeat(id, seat: seat.id), own)
        case .ask: return (AskClarification(id, seat: seat.id, indicator: indicator, text: "以什么为准"), own)
        case .request: return (RequestEvidence(id, seat: seat.id, indicator: indicator, text: "缺台账"), own)
        case .readDraft: return (ReadDraft(id, seat: seat.id, reason: "核查"), "auditor")
        case .reopen: return (RequestReopening(id, seat: seat.id, reason: "漏看"), own)
        case .revise:
            return (
                ProposeRevision(
                    id, seat: seat.id, indicator: indicator,
                    mark: Fraction(Int.random(in: 0...20, using: &random)), comment: "改",
                    reason: round.closed == nil ? .arithmetic : .objection, text: "算错"), own
            )
        default: return nil
        }
    }

    private func fill(_ seat: Seat) throws {
        // Some agree, some do not.
        let far = (seat.expert?.text.last?.wholeNumberValue ?? 0) % 3 == 0
        let user = life.user(of: seat)
        try life.accept(seat, at: today)
        for (indicator, mark) in [("p.1", far ? 8 : 34), ("p.2", far ? 2 : 15)] as [(CriterionID, Fraction)] {
            let base = seat.cells[indicator]?.version ?? 0
            let save = SaveMark(
                Life.round, seat: seat.id, indicator: indicator, mark: mark, comment: "评语", base: base)
            try life.ledger.perform(save, by: user, at: at())
        }
        try life.ledger.perform(
            SealSheet(Life.round, seat: seat.id, readBack: try life.seat(seat.id).readBack), by: user, at: at())
    }

    /// The usual next step of the round, whether or not all is ready for it.
    private func advance(_ round: Round, _ officer: UserID) -> (any Action, UserID)? {
        let id = Life.round
        switch round.stage {
        case .planned:
            let quotas = [Quota(source: .university, seats: 3), Quota(source: .department, seats: 2)]
            return (CommitDraw(id, quotas: quotas, witness: "双色球"), officer)
        case .committed: return (HoldDraw(id, witness: "03 11"), officer)
        case .drawn: return (OpenRound(id), officer)
        case .scoring:
            let missing = round.seatsInOrder.count { $0.isOpen && !round.hasWithdrawn($0.zone) }
            return (CloseRound(id, missing: missing, missingFacts: round.missingFacts.count), officer)
        case .closed: return (PublishNotice(id, from: today, to: day.adding(9).text), officer)
        case .noticed: return (FinaliseRound(id), officer)
        case .final, .withdrawn, .broken: return nil
        }
    }

    /// Ends the round as a bureau would that wants it to be final.
    mutating func end() throws {
        for _ in 0..<40 {
            let round = try life.known
            if [.final, .withdrawn, .broken].contains(round.stage) { return }
            try settle(round)
            day = day.adding(round.stage == .noticed ? 10 : 1)
            guard let (action, _) = advance(try life.known, "officer") else { return }
            _ = try both(action)
        }
    }

    /// Answers what is open, and does what the next step waits for.
    private mutating func settle(_ round: Round) throws {
        let id = Life.round
        for act in round.waitingActs {
            _ = try both(AnswerAct(act, in: id, isConfirmed: false, reason: "重新提出"))
        }
        for (request, reopening) in round.reopenings where reopening.isGranted == nil {
            _ = try both(DecideReopening(id, request: request, isGranted: false, reason: "维持"))
        }
        for reread in round.rereads.values where !reread.isAnswered {
            guard let seat = round.seats[reread.seat], !seat.isRecused, !round.hasWithdrawn(seat.zone) else { continue }
            let answer = AnswerReread(id, seat: seat.id, indicator: reread.indicator, reasons: "维持")
            let moment = at()
            try life.ledger.perform(answer, by: life.user(of: seat), at: moment)
        }
        for (proposal, revision) in round.revisions where revision.isConfirmed == nil {
            _ = try both(DecideRevision(id, proposal: proposal, isConfirmed: false))
        }
        for reason in round.conflicts(try life.ledger.register().experts) {
            if let seat = reason.subject?.id { _ = try both(RemoveSeat(id, seat: SeatID(seat), reason: "应回避")) }
        }
        for objection in round.objections.values where objection.decision == nil {
            if objection.waitsForHearing { _ = try both(HearReport(id, objection.id, text: "已通知，未提出意见")) }
            _ = try both(DecideObjection(id, objection.id, isUpheld: false, reasons: "不成立"))
        }
        if !round.reopened.isEmpty || !round.withdrawalsNotTaken.isEmpty {
            _ = try both(ConcludeObjections(id, unchanged: Set(round.objections.keys), correction: Life.correction))
        }
        // Whom the corrected result does not pass holds no certificate when it is final again.
        let register = life.ledger.standing.register
        for certificate in register.rounds[id].map({ register.certificatesNotPassed(in: $0) }) ?? [] {
            _ = try both(RevokeCertificate(certificate.id, reason: "更正后未达标"))
        }
    }

    /// By two officers where it takes two; a refusal is none of the walk's business.
    private mutating func both(_ action: any Action) throws -> Bool {
        do {
            let moment = at()
            let recorded = try life.ledger.perform(action, by: "officer", at: moment)
            guard let act = life.proposed(by: recorded) else { return true }
            try life.ledger.perform(AnswerAct(act, in: Life.round, isConfirmed: true), by: "officer2", at: moment)
            return true
        } catch let error as Refusal {
            refusals.insert("\(action.useCase.rawValue): \(error)")
            return false
        }
    }
}

extension Day {
    fileprivate func adding(_ days: Int) -> Day { Day(number: number + days) }
}
