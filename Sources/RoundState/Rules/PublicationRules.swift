// What the events from the notice to the final result do to their round, and when they may not.

package import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import Reasons
import Scoring

extension Round {
    mutating func publish(
        _ snapshot: String, _ from: String, _ to: String, _ calendar: WorkCalendar, _ told: Told
    ) throws(LedgerError) {
        try requireNewest(snapshot, told)
        guard withdrawalsNotTaken.isEmpty else { throw told.fault(.withdrawalNotTaken, of: .round(id)) }
        try requireNotice(from, to, calendar, told)
        notice = (told.seq, from, to)
        firstNotice = NoticeDays(from: from, to: to)
    }

    /// Days on which a notice may run that is published now.
    func requireNotice(
        _ from: String, _ to: String, _ calendar: WorkCalendar, _ told: Told
    ) throws(LedgerError) {
        guard let first = Day(from), let last = Day(to), first <= last, from >= told.day else {
            throw told.fault(.daysWrong, ["from": .text(from), "to": .text(to), "day": .text(told.day)])
        }
        guard let days = calendar.workdays(from: first, through: last), days >= Self.noticeDays else {
            throw told.fault(.noticeShort, ["days": .number(Self.noticeDays)], as: .outOfRange)
        }
    }

    /// 公示 for at least so many working days.
    package static let noticeDays = 5

    /// Before the third edition an objection was to an indicator alone.
    func requireIndicator(_ indicator: CriterionID, _ told: Told) throws(LedgerError) {
        guard terms?.indicators[indicator] != nil || terms == nil else {
            throw told.fault(.notOfRound, of: .indicator(indicator))
        }
    }

    /// `subject` is an indicator, a veto, or an item that gives or takes points.
    mutating func file(
        _ objection: ObjectionID, _ zone: ZoneID, _ subject: CriterionID, isReport: Bool, _ told: Told
    ) throws(LedgerError) {
        if let terms {
            guard terms.has(zone), terms.hasSubject(subject) else {
                throw told.fault(.notOfRound, of: terms.has(zone) ? .indicator(subject) : .zone(zone))
            }
        }
        try requireTakingPart(zone, told)
        guard objections[objection] == nil else { throw told.fault(.notAgain, of: .objection(objection)) }
        guard let notice, (notice.from...notice.to).contains(told.day) else {
            throw told.fault(.objectionOutsideNotice, ["day": .text(told.day)])
        }
        objections[objection] = Objection(
            id: objection, zone: zone, indicator: subject, isReport: isReport, isOrder: false, filed: told.seq,
            filedOn: told.day,
            grounds: told.reason?.text, evidence: told.evidence)
    }

    /// What a zone says to a report on it, or that it was asked and said nothing.
    mutating func hear(_ report: ObjectionID, _ told: Told) throws(LedgerError) {
        guard let known = objections[report], known.isReport, known.decision == nil, known.hearing == nil else {
            throw told.fault(.notWaiting, of: .objection(report))
        }
        objections[report]?.hearing = Objection.Hearing(
            seq: told.seq, text: told.reason?.text, evidence: told.evidence)
    }

    mutating func decide(_ objection: ObjectionID, isUpheld: Bool, _ told: Told) throws(LedgerError) {
        guard objections[objection] != nil, objections[objection]?.decision == nil else {
            throw told.fault(.notWaiting, of: .objection(objection))
        }
        guard objections[objection]?.waitsForHearing != true else {
            throw told.fault(.reportUnheard, of: .objection(objection))
        }
        if told.reason == nil { try told.requireKnown("reason") }
        objections[objection]?.decision = Objection.Decision(
            seq: told.seq, day: told.day, isUpheld: isUpheld, reasons: told.reason?.text)
    }

    mutating func correct(_ zone: ZoneID, _ objection: ObjectionID, _ told: Told) throws(LedgerError) {
        guard let known = objections[objection], known.zone == zone, objectionsToTake.contains(objection) else {
            throw told.fault(.notReopened, ["type": .event(told.type), "what": .zone(zone)])
        }
        if let terms {
            let names = terms.facts(of: known.indicator)
            guard told.facts.allSatisfy({ names.contains(FactKey($0.fact).name) }) else {
                throw told.fault(.correctionNotRead, .indicator(known.indicator))
            }
        }
        try record(told, at: zone)
    }

    mutating func recount(_ place: LedgerEvent.Place, _ told: Told) throws(LedgerError) {
        try requireTakingPart(place.zone, told)
        guard reopened.contains(where: { $0.zone == place.zone }) else {
            throw told.fault(.notReopened, ["type": .event(told.type), "what": .zone(place.zone)])
        }
        guard let known = counted[place.seat], known.zone == place.zone, known.state == .sealed else {
            throw told.fault(.notSealed, of: .seat(place.seat))
        }
        guard let marks = told.marks else {
            counted[place.seat]?.marks = nil
            return try told.requireKnown("marks")
        }
        try requireOnGrid(marks, told)
        if let before = known.marks {
            for indicator in Set(before.keys).union(marks.keys) where before[indicator] != marks[indicator] {
                let change = { () -> [String: Reason.Value] in
                    ["type": .event(told.type), "what": .list([.zone(place.zone), .indicator(indicator)])]
                }
                guard reopened.contains(Touched(zone: place.zone, indicator: indicator)) else {
                    throw told.fault(.notReopened, change())
                }
                recountedSince += 1
                guard recountedSince <= confirmedSince else {
                    throw told.fault(.notConfirmed, change())
                }
            }
        }
        if told.isForProof, seats[place.seat]?.marks != marks {
            throw told.fault(.marksOther, of: .seat(place.seat), as: .mismatch)
        }
        counted[place.seat]?.marks = marks
    }

    mutating func finalise(
        _ snapshot: String, number: String?, _ calendar: WorkCalendar, _ told: Told
    ) throws(LedgerError) {
        try requireNewest(snapshot, told)
        if let open = objections.values.filter({ $0.decision == nil && !hasWithdrawn($0.zone) }).map(\.id).min() {
            throw told.fault(.finalObjectionOpen, .objection(open))
        }
        guard reopened.isEmpty else {
            throw told.fault(.finalObjectionUntaken)
        }
        guard withdrawalsNotTaken.isEmpty else { throw told.fault(.withdrawalNotTaken, of: .round(id)) }
        guard let notice, told.day > notice.to else {
            throw told.fault(.finalWithinNotice)
        }
        guard let days = workdays(ofNotice: calendar), days >= Self.noticeDays else {
            throw told.fault(.noticeShort, ["days": .number(Self.noticeDays)])
        }
        finalised = told.seq
        finding = number.map { Finding(number: $0, day: told.day) }
    }

    /// By the calendar as it stands now: one that was mended meanwhile may have found a holiday in the notice.
    package func workdays(ofNotice calendar: WorkCalendar) -> Int? {
        guard let notice, let first = Day(notice.from), let last = Day(notice.to) else { return nil }
        return calendar.workdays(from: first, through: last)
    }

    func requireNewest(_ snapshot: String, _ told: Told) throws(LedgerError) {
        guard results.last?.snapshot == snapshot else {
            throw told.fault(.resultNotNewest, .round(id), as: .mismatch)
        }
    }
}
