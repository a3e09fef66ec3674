// What the close does to its round, and when it may not: every seat counted once, every sum right, one result told to every zone.

package import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import Scoring

extension Round {
    /// `outcome` is nil where it is not shown: of a round that is not published.
    mutating func count(
        _ place: LedgerEvent.Place, _ outcome: LedgerEvent.Outcome?, _ told: Told
    ) throws(LedgerError) {
        try requireRosterFilled(told)
        // Whether a seat is of the roster is plain; who is not was called.
        let isCalled = seats[place.seat].map(\.isCalled) ?? true
        guard outcome?.isCalled ?? isCalled == isCalled, seats[place.seat]?.zone ?? place.zone == place.zone else {
            throw told.fault("counts the seat \(place.seat) at \(place.zone), which the roster does not have")
        }
        if let state = outcome?.state {
            guard state == .sealed || told.marks == nil else {
                throw told.fault("counts marks of a seat without a sheet")
            }
            if state == .sealed, told.marks == nil { try told.requireKnown("marks") }
            if told.isWhole { try requireAgreement(place, state, told) }
        } else if told.marks != nil {
            throw told.fault("shows marks of a seat whose outcome it conceals")
        }
        if let marks = told.marks { try requireOnGrid(marks, told) }
        let seat = CountedSeat(
            seat: place.seat, zone: place.zone, state: outcome?.state, isCalled: isCalled, marks: told.marks,
            source: told.source)
        if let before = lastCounted, (before.zone, before.seat) >= (place.zone, place.seat) {
            throw told.fault(
                "counts the seat \(place.seat) behind \(before.seat): seats are counted by zone and code, each once")
        }
        lastCounted = (place.zone, place.seat)
        counted[place.seat] = seat
    }

    /// What is counted is what was sealed.
    private func requireAgreement(
        _ place: LedgerEvent.Place, _ state: SeatState, _ told: Told
    ) throws(LedgerError) {
        guard let seat = seats[place.seat] else { throw told.fault("counts a seat that was never assigned") }
        guard seat.finalState == state else {
            throw told.fault(
                "counts the seat \(place.seat) as \(state.rawValue), it is \(seat.finalState.rawValue)", .mismatch)
        }
        guard state != .sealed || (seat.state == told.seal.map { .sealed($0) } && seat.marks == told.marks) else {
            throw told.fault("counts other marks than the seat \(place.seat) sealed", .mismatch)
        }
        guard told.source == nil || told.source == seat.source else {
            throw told.fault("counts the seat \(place.seat) for another group than it was opened for", .mismatch)
        }
    }

    mutating func close(_ account: LedgerEvent.Account, _ told: Told) throws(LedgerError) {
        let states = counted.values.map(\.state)
        let count = { (state: SeatState) in states.count { $0 == state } }
        // Outcomes that are not shown are somebody else's round: its sums must agree, its seats are not told apart.
        let found =
            states.contains(nil)
            ? LedgerEvent.Account(
                seats: states.count, sealed: account.sealed, recused: account.recused,
                missed: states.count - account.sealed - account.recused)
            : LedgerEvent.Account(
                seats: states.count, sealed: count(.sealed), recused: count(.recused), missed: count(.missed))
        guard account == found else {
            throw told.fault("accounts for \(account), the events before it count \(found)", .mismatch)
        }
        try requireCalls(told)
        let expected = (opening?.seats ?? 0) + tally.called
        guard account.seats == expected, counted.values.count(where: \.isCalled) == tally.called else {
            throw told.fault(
                "accounts for \(account.seats) seats, opened and called were \(expected)", .mismatch)
        }
        guard account.sealed == tally.sealed - tally.recusedAfterSeal else {
            throw told.fault(
                "accounts for \(account.sealed) sealed sheets, \(tally.sealed) were sealed and "
                    + "\(tally.recusedAfterSeal) of them recused", .mismatch)
        }
        guard account.recused == tally.recused else {
            throw told.fault("accounts for \(account.recused) recusals, \(tally.recused) are told", .mismatch)
        }
        if told.isWhole, let first = unfinished.first { throw told.fault("closes the round although \(first)") }
        closed = told.seq
    }

    /// At each zone no more seats are called than recused, and where one is called one of the roster left.
    private func requireCalls(_ told: Told) throws(LedgerError) {
        for (zone, there) in Dictionary(grouping: counted.values, by: \.zone)
        where !there.contains(where: { $0.state == nil }) {
            let called = there.count(where: \.isCalled)
            let recused = there.filter { $0.state == .recused }
            guard called <= recused.count, called == 0 || recused.contains(where: { !$0.isCalled }) else {
                throw told.fault(
                    "counts \(called) called seats at \(zone), where \(recused.count) were recused", .mismatch)
            }
        }
    }

    mutating func seal(_ snapshot: String, _ told: Told) throws(LedgerError) {
        guard let closed, results.isEmpty != (notice != nil) else {
            throw told.fault("seals a result of the round \(id), which has one")
        }
        let needsResult = Set(reopened.map(\.zone))
        guard results.isEmpty || !needsResult.isEmpty else {
            throw told.fault("seals another result although no objection was upheld")
        }
        (confirmedSince, recountedSince) = (0, 0)
        results.append(
            ResultEntry(
                seq: told.seq, snapshot: snapshot, counted: counted, facts: facts, closedBy: closed,
                replaces: results.last?.snapshot))
    }

    mutating func seal(resultOf zone: ZoneID, _ told: Told) throws(LedgerError) {
        if let result = told.result {
            guard result.zone == zone, result.snapshot == results.last?.snapshot else {
                throw told.fault("seals a result of \(result.zone) that is not of the newest snapshot", .mismatch)
            }
        } else {
            try told.requireKnown("result")
        }
        guard let last = results.indices.last, results[last].zones.updateValue(told.result, forKey: zone) == nil else {
            throw told.fault("seals the result of \(zone) twice, or without a snapshot")
        }
    }
}

extension Seat {
    /// What it is once the round is closed.
    package var finalState: SeatState {
        switch state {
        case .open: .missed
        case .sealed: .sealed
        case .recused: .recused
        }
    }
}
