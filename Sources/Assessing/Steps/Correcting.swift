// After a result is out: what is published of a correction, a final round that is taken up again, a decision that its zone has had, a day put later.

package import AssessmentModel
package import AuditLedger
package import EventModel
import HashTreeCollections
import PlainText
import Reasons
package import RoundState

/// A judgment, a review or the bureau itself opens cells, facts or verdicts of a final round; the round is noticed again.
package struct ReopenRound: TwoPersonStep {
    package let useCase = UseCase.reopenRound
    package let round: RoundID?
    let resumption: Resumption
    package let reason: String

    /// The statement is public, `reason` is not.
    package init(
        _ round: RoundID, ground: Resumption.Ground, statement: String, orders: [Resumption.Order], reason: String
    ) {
        self.round = round
        resumption = Resumption(
            ground: ground, statement: kept(statement), orders: orders.sorted { $0.id < $1.id })
        self.reason = kept(reason)
    }

    package var content: CanonicalJSON { [Act.reopen(resumption).value, .string(reason)] }

    package func act(in register: Register, on day: String) throws -> Act {
        guard let round, let known = register.rounds[round], let terms = known.terms else {
            return .reopen(resumption)
        }
        var reasons: [Reason] = []
        if register.edition < .fourth { reasons.append(Reason(.editionTooOld, ["edition": .number(4)])) }
        if resumption.statement.isEmpty {
            reasons.append(Reason(.statementMissing, .round(round), field: "statement"))
        }
        if reason.isEmpty { reasons.append(Reason(.reopenReasonMissing, .round(round), field: "reason")) }
        if resumption.orders.isEmpty { reasons.append(Reason(.ordersMissing, .round(round), field: "order")) }
        var used = Set(known.objections.keys)
        for order in resumption.orders {
            if !terms.has(order.zone) {
                reasons.append(
                    Reason(.zoneNotInRound, .zone(order.zone), field: "order", ["round": .named(.round(round))]))
            } else if known.hasWithdrawn(order.zone) {
                reasons.append(Reason(.zoneWithdrawn, .zone(order.zone), field: "order"))
            }
            if !terms.hasSubject(order.subject) {
                reasons.append(Reason(.indicatorUnknown, .indicator(order.subject), field: "order"))
            }
            if !used.insert(order.id).inserted {
                reasons.append(Reason(.objectionExists, .objection(order.id), field: "order"))
            }
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        return .reopen(resumption)
    }
}

/// A zone takes note of the decision on its objection: the moment counts for what may be done against it.
package struct ReceiveDecision: Action {
    package let useCase = UseCase.receiveDecision
    package let round: RoundID?
    let objection: ObjectionID

    package init(_ round: RoundID, _ objection: ObjectionID) {
        self.round = round
        self.objection = objection
    }

    package func target(in register: Register) -> Target {
        round.flatMap { register.rounds[$0]?.objections[objection] }.map { .zone($0.zone) } ?? .nothing
    }

    package var content: CanonicalJSON { [.id(objection)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round]?.objections[objection] else {
            throw Refusal(.objectionUnknown, .objection(objection), ["round": round.map { .round($0) } ?? .text("")])
        }
        try appender.register.require(.fourth)
        guard known.decision != nil else { throw Refusal(.objectionUndecided, .objection(objection)) }
        guard known.receipt == nil else { throw Refusal(.decisionReceived, .objection(objection)) }
        try appender.appendSigned(.decisionReceived(round, objection))
    }
}

/// Puts the last day of scoring or of the notice later.
package struct ExtendDeadline: Action {
    package let useCase = UseCase.extendDeadline
    package let round: RoundID?
    let deadline: Deadline
    let day: String
    let reason: String

    package init(_ round: RoundID, _ deadline: Deadline, to day: String, reason: String) {
        self.round = round
        self.deadline = deadline
        self.day = day
        self.reason = kept(reason)
    }

    package var content: CanonicalJSON { [.string(deadline.rawValue), .string(day), .string(reason)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round] else { return }
        try appender.register.require(.fourth)
        var reasons: [Reason] = []
        let before = deadline == .scoring ? known.scoringDay : known.notice?.to
        let isRunning = deadline == .scoring ? known.stage == .scoring : known.isHearing(on: appender.day)
        if !isRunning {
            reasons.append(
                Reason(.deadlineNotRunning, .round(round), field: "deadline", ["deadline": .deadline(deadline)]))
        } else if Day(day) == nil || day <= before ?? "" || day < appender.day {
            reasons.append(
                Reason(
                    .deadlineNotLater, .round(round), field: "to",
                    ["to": .text(day), "before": .text(before ?? ""), "today": .text(appender.day)]))
        }
        if reason.isEmpty { reasons.append(Reason(.extensionReasonMissing, .round(round), field: "reason")) }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        try appender.appendSigned(
            .deadlineExtended(round, deadline, to: day), concealing: [.reason("extended", text: reason)])
    }
}

extension CorrectionNotice {
    /// Why it may not be published with a result of this round; empty where it may.
    static func refusals(
        of notice: CorrectionNotice?, for round: Round, in register: Register, on day: String
    ) -> [Reason] {
        guard let notice else { return [Reason(.correctionMissing, .round(round.id), field: "statement")] }
        var reasons: [Reason] = []
        if notice.number.isEmpty {
            reasons.append(Reason(.correctionNumberMissing, .round(round.id), field: "number"))
        }
        if notice.statement.isEmpty {
            reasons.append(Reason(.statementMissing, .round(round.id), field: "statement"))
        }
        let renotices = round.terms?.plan.renotices ?? false
        switch notice.days {
        case .some(let days):
            guard renotices else { return reasons + [Reason(.renoticeNotPlanned, .round(round.id), field: "from")] }
            reasons += register.refusals(ofNoticeFrom: days.from, to: days.to, on: day)
            if let running = round.notice, day <= running.to, days.to < running.to {
                reasons.append(
                    Reason(
                        .deadlineNotLater, .round(round.id), field: "to",
                        ["to": .text(days.to), "before": .text(running.to), "today": .text(day)]))
            }
        case .none where renotices: reasons.append(Reason(.renoticeDaysMissing, .round(round.id), field: "from"))
        case .none: break
        }
        return reasons
    }
}

extension Register {
    /// Why a notice may not run on these days; empty where it may.
    func refusals(ofNoticeFrom from: String, to: String, on day: String) -> [Reason] {
        guard let first = Day(from), let last = Day(to), first <= last else {
            return [Reason(.noticeDaysMalformed, field: "from", ["from": .text(from), "to": .text(to)])]
        }
        guard from >= day else {
            return [Reason(.noticeInThePast, field: "from", ["from": .text(from), "today": .text(day)])]
        }
        guard let days = calendar.workdays(from: first, through: last) else {
            // A year that is loaded is not asked for again.
            let years = Set([first.year, last.year]).filter { calendar[$0] == nil }.sorted()
            return [Reason(.calendarMissing, field: "to", ["years": .list(years.map { .number($0) })])]
        }
        guard days >= Round.noticeDays else {
            return [
                Reason(
                    .noticeTooShort, field: "to",
                    [
                        "from": .text(from), "to": .text(to), "days": .number(days),
                        "least": .number(Round.noticeDays),
                    ])
            ]
        }
        return []
    }
}
