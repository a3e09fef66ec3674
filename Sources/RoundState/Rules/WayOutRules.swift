// Ways out of a round that has gone wrong: a sheet opened again, a zone that withdraws, a round that is broken off.

package import AssessmentModel
package import AuditLedger
package import EventModel
import HashTreeCollections
import Reasons

extension Round {
    mutating func requestReopening(_ told: Told) throws(LedgerError) {
        try requireRosterFilled(told)
        guard let place = told.seat else {
            try told.requireKnown("place")
            reopenings[told.seq] = Reopening(zone: "", seat: "", reason: nil)
            return
        }
        try requireTakingPart(place.zone, told)
        guard seats[place.seat]?.isSealed == true, seats[place.seat]?.zone == place.zone else {
            throw told.fault(.notSealed, of: .seat(place.seat))
        }
        guard !reopenings.values.contains(where: { $0.seat == place.seat && $0.isGranted == nil }) else {
            throw told.fault(.notAgain, of: .seat(place.seat))
        }
        reopenings[told.seq] = Reopening(zone: place.zone, seat: place.seat, reason: told.reason?.text)
    }

    /// The sheet opens with what it said, revisions included, and is sealed anew; both versions stay in the ledger.
    mutating func decideReopening(_ request: Int, _ isGranted: Bool, _ told: Told) throws(LedgerError) {
        guard let reopening = reopenings[request], reopening.isGranted == nil else {
            throw told.fault(.notWaiting, of: .event(request))
        }
        reopenings[request]?.isGranted = isGranted
        guard isGranted else { return }
        tally.reopened += 1
        guard let seat = seats[reopening.seat] else { return }
        guard seat.isSealed else { throw told.fault(.notSealed, of: .seat(seat.id)) }
        guard !revisions.values.contains(where: { $0.seat == seat.id && $0.isConfirmed == nil }) else {
            throw told.fault(.revisionWaits, of: .seat(seat.id))
        }
        seats[seat.id]?.state = .open
        // A sheet that was brought on paper has no cells, and a revised mark is none of them.
        for (indicator, mark) in seat.marks where seat.cells[indicator]?.hundredths != mark {
            seats[seat.id]?.cells[indicator, default: Seat.Cell()].hundredths = mark
        }
        for (indicator, comment) in seat.comments where seat.cells[indicator]?.comment != comment {
            seats[seat.id]?.cells[indicator, default: Seat.Cell()].comment = comment
        }
    }

    mutating func withdraw(_ zone: ZoneID, _ told: Told) throws(LedgerError) {
        if let terms, !terms.has(zone) { throw told.fault(.notOfRound, of: .zone(zone)) }
        guard withdrawals[zone] == nil else { throw told.fault(.notAgain, of: .zone(zone)) }
        guard resumptions.isEmpty else { throw told.fault(.roundWasFinal, of: .round(id)) }
        withdrawals[zone] = Withdrawal(seq: told.seq, reason: told.reason?.text)
    }

    /// Nothing more is done about a zone that has withdrawn.
    func requireTakingPart(_ zone: ZoneID, _ told: Told) throws(LedgerError) {
        if withdrawals[zone] != nil { throw told.fault(.zoneHasWithdrawn, of: .zone(zone)) }
    }

    mutating func breakOff(_ statement: String, _ told: Told) throws(LedgerError) {
        guard resumptions.isEmpty else { throw told.fault(.roundWasFinal, of: .round(id)) }
        guard !statement.isEmpty else { throw told.fault(.statementEmpty, of: .round(id)) }
        broken = (told.seq, statement)
    }
}

/// 退出: a zone that takes part no more.
package struct Withdrawal: Sendable, Equatable {
    package let seq: Int
    /// nil where it is not shown.
    package let reason: String?
}

extension Round {
    package func hasWithdrawn(_ zone: ZoneID) -> Bool { withdrawals[zone] != nil }

    /// The zones that take part, in the order of the plan.
    package var takingPart: [Zone] { (terms?.zones ?? []).filter { withdrawals[$0.id] == nil } }

    /// Whether a zone withdrew before anything was published: nothing of it ever is.
    package func withdrewUnpublished(_ zone: ZoneID) -> Bool {
        withdrawals[zone].map { $0.seq < notice?.seq ?? .max } ?? false
    }

    /// Whether a result was replaced before the notice, so that it is nobody's but the bureau's.
    package func isUnpublished(_ result: ResultEntry) -> Bool {
        guard let next = results.first(where: { $0.seq > result.seq }) else { return notice == nil }
        return next.seq < notice?.seq ?? .max
    }

    /// Whether everybody may see a value that an event of this round conceals, once the round is published.
    package func shows(_ value: Concealed, of event: Event) -> Bool {
        switch value {
        case .marks, .fact: if hidesZone(of: event) { return false }
        case .result: if hidesResult(event) { return false }
        default: break
        }
        return value.isPublic(in: event.type)
    }

    /// Whether marks and facts of an event's zone are nobody's but the bureau's.
    package func hidesZone(of event: Event) -> Bool {
        event.fields["zone"]?.stringValue.map { withdrewUnpublished(ZoneID($0)) } ?? false
    }

    /// Whether what an event tells a zone is of a result that was never published.
    package func hidesResult(_ event: Event) -> Bool {
        results.last { $0.seq < event.seq }.map(isUnpublished) ?? false
    }

    /// Zones that withdrew after the newest result, which still ranks them.
    package var withdrawalsNotTaken: [ZoneID] {
        guard let newest = results.last?.seq else { return [] }
        return withdrawals.filter { $0.value.seq > newest }.keys.sorted()
    }
}
