// What puts a published or a final result right, and when it may not.

import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import Reasons

extension Round {
    /// The newest result says what it puts right, and opens a new notice where the plan asks for one.
    mutating func publish(
        _ correction: CorrectionNotice, of snapshot: String, _ calendar: WorkCalendar, _ told: Told
    ) throws(LedgerError) {
        try requireNewest(snapshot, told)
        if let terms, terms.plan.renotices != (correction.days != nil) {
            throw told.fault(.renoticeOther, of: .round(id), as: .mismatch)
        }
        if let days = correction.days {
            try requireNotice(days.from, days.to, calendar, told)
            // Who withdrew before the first notice did so before anything was published; and no notice that runs is cut short.
            if let running = notice, told.day <= running.to {
                guard days.to >= running.to else {
                    throw told.fault(
                        .daysWrong, ["from": .text(running.to), "to": .text(days.to), "day": .text(told.day)])
                }
            } else {
                notice?.from = days.from
            }
            notice?.to = days.to
        }
        corrections.append(
            Correction(
                seq: told.seq, day: told.day, snapshot: snapshot, replaces: results.last?.replaces ?? "",
                notice: correction))
    }

    /// The round is noticed again; what was ordered stands like objections that are upheld.
    mutating func resume(_ resumption: Resumption, _ told: Told) throws(LedgerError) {
        for order in resumption.orders {
            if let terms {
                guard terms.has(order.zone), terms.hasSubject(order.subject) else {
                    throw told.fault(
                        .notOfRound, of: terms.has(order.zone) ? .indicator(order.subject) : .zone(order.zone))
                }
            }
            try requireTakingPart(order.zone, told)
            guard objections[order.id] == nil else { throw told.fault(.notAgain, of: .objection(order.id)) }
            objections[order.id] = Objection(
                id: order.id, zone: order.zone, indicator: order.subject, isReport: false, isOrder: true,
                filed: told.seq, filedOn: told.day, grounds: told.reason?.text, evidence: [],
                decision: Objection.Decision(
                    seq: told.seq, day: told.day, isUpheld: true, reasons: resumption.statement))
        }
        resumptions.append(TakenUp(seq: told.seq, day: told.day, resumption: resumption))
        finalised = nil
    }

    mutating func receive(_ objection: ObjectionID, _ told: Told) throws(LedgerError) {
        guard let known = objections[objection], known.decision != nil, known.receipt == nil else {
            throw told.fault(.notWaiting, of: .objection(objection))
        }
        objections[objection]?.receipt = Objection.Receipt(seq: told.seq, day: told.day, time: told.actor?.time)
    }

    mutating func extend(_ deadline: Deadline, to day: String, _ told: Told) throws(LedgerError) {
        let isRight =
            switch deadline {
            case .scoring: stage == .scoring
            case .notice: stage == .noticed && isHearing(on: told.day) && day > notice?.to ?? ""
            }
        guard isRight, day >= told.day else {
            throw told.fault(
                .daysWrong, ["from": .text(notice?.to ?? told.day), "to": .text(day), "day": .text(told.day)])
        }
        switch deadline {
        case .scoring: scoringUntil = day
        case .notice: notice?.to = day
        }
    }

    /// Whether objections are still heard, so that the notice may be put longer: one that is over, or of a round that was final, stays
    /// what it was.
    package func isHearing(on day: String) -> Bool { resumptions.isEmpty && notice.map { day <= $0.to } ?? false }

    /// By when sheets should be sealed; nil where the plan is not at hand.
    package var scoringDay: String? { scoringUntil ?? terms?.plan.closed }
}

extension Register {
    /// No certificate in force is of a zone that the newest result does not pass.
    func requireCertificatesPassed(in round: RoundID, _ told: Told) throws(LedgerError) {
        if let held = rounds[round].flatMap({ certificatesNotPassed(in: $0) })?.first {
            throw told.fault(.certificateOfFailed, .certificate(held.id), ["zone": .zone(held.zone)])
        }
    }

    /// Certificates in force of zones that the newest result does not pass, by id.
    package func certificatesNotPassed(in round: Round) -> [Certificate] {
        certificates.values.filter { certificate in
            certificate.round == round.id && certificate.revoked == nil
                && (round.result?.zones[certificate.zone] ?? nil).map { $0.verdict != "pass" } ?? false
        }.sorted { $0.id < $1.id }
    }
}
