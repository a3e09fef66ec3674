// What the close does to its round, and when it may not: every seat counted once, every sum right, one result told to every zone.

package import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import Reasons
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
            throw told.fault(.countNotOnRoster, .seat(place.seat), ["zone": .zone(place.zone)])
        }
        if let state = outcome?.state {
            guard state == .sealed || told.marks == nil else {
                throw told.fault(.countMarksWithoutSheet, .seat(place.seat))
            }
            if state == .sealed, told.marks == nil { try told.requireKnown("marks") }
            if told.isForProof { try requireAgreement(place, state, told) }
        } else if told.marks != nil {
            throw told.fault(.countMarksWithoutSheet, .seat(place.seat))
        }
        if let marks = told.marks { try requireOnGrid(marks, told) }
        let seat = CountedSeat(
            seat: place.seat, zone: place.zone, state: outcome?.state, isCalled: isCalled, marks: told.marks,
            source: told.source)
        if let before = lastCounted, (before.zone, before.seat) >= (place.zone, place.seat) {
            throw told.fault(.countOutOfOrder, .seat(place.seat), ["before": .seat(before.seat)])
        }
        lastCounted = (place.zone, place.seat)
        counted[place.seat] = seat
    }

    /// What is counted is what was sealed.
    private func requireAgreement(
        _ place: LedgerEvent.Place, _ state: SeatState, _ told: Told
    ) throws(LedgerError) {
        guard let seat = seats[place.seat] else {
            throw told.fault(.countNotOnRoster, .seat(place.seat), ["zone": .zone(place.zone)])
        }
        guard seat.finalState == state else {
            throw told.fault(
                .countStateOther, .seat(place.seat), ["found": .seat(state), "expected": .seat(seat.finalState)],
                as: .mismatch)
        }
        guard state != .sealed || (seat.state == told.seal.map { .sealed($0) } && seat.marks == told.marks) else {
            throw told.fault(.marksOther, of: .seat(place.seat), as: .mismatch)
        }
        guard told.source == nil || told.source == seat.source else {
            throw told.fault(.countGroupOther, .seat(place.seat), as: .mismatch)
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
        if let other = account.difference(from: found) { throw told.fault(other, as: .mismatch) }
        try requireCalls(told)
        let expected = (opening?.seats ?? 0) + tally.called
        guard account.seats == expected, counted.values.count(where: \.isCalled) == tally.called else {
            throw told.fault(.number(of: .seats, account.seats, expected: expected), as: .mismatch)
        }
        let sealed = tally.sealed - tally.recusedAfterSeal - tally.reopened
        guard account.sealed == sealed else {
            throw told.fault(.number(of: .sealedSheets, account.sealed, expected: sealed), as: .mismatch)
        }
        guard account.recused == tally.recused else {
            throw told.fault(.number(of: .recusals, account.recused, expected: tally.recused), as: .mismatch)
        }
        if told.isForProof, let first = unfinished.first { throw told.fault(first) }
        closed = told.seq
        closedOn = told.day
    }

    /// At each zone no more seats are called than recused, and where one is called one of the roster left.
    private func requireCalls(_ told: Told) throws(LedgerError) {
        for (zone, there) in Dictionary(grouping: counted.values, by: \.zone)
        where !there.contains(where: { $0.state == nil }) {
            let called = there.count(where: \.isCalled)
            let recused = there.filter { $0.state == .recused }
            guard called <= recused.count, called == 0 || recused.contains(where: { !$0.isCalled }) else {
                throw told.fault(
                    .countCallsBeyond, .zone(zone), ["called": .number(called), "recused": .number(recused.count)],
                    as: .mismatch)
            }
        }
    }

    mutating func seal(_ snapshot: String, _ told: Told) throws(LedgerError) {
        guard let closed, results.isEmpty || !reopened.isEmpty || !withdrawalsNotTaken.isEmpty else {
            throw told.fault(.resultAgain, .round(id))
        }
        (confirmedSince, recountedSince) = (0, 0)
        results.append(
            ResultEntry(
                seq: told.seq, snapshot: snapshot, counted: counted, facts: facts, closedBy: closed,
                replaces: results.last?.snapshot, withdrawn: Set(withdrawals.keys)))
    }

    /// Whether a zone is of this round; where its files are not at hand, what its seats and withdrawals say.
    func isOfRound(_ zone: ZoneID) -> Bool {
        terms?.has(zone) ?? (seats.isEmpty || places[zone] != nil || withdrawals[zone] != nil)
    }

    mutating func seal(resultOf zone: ZoneID, _ told: Told) throws(LedgerError) {
        guard isOfRound(zone) else { throw told.fault(.notOfRound, of: .zone(zone)) }
        if let result = told.result {
            guard result.zone == zone, result.snapshot == results.last?.snapshot else {
                throw told.fault(.resultNotNewest, .zone(result.zone), as: .mismatch)
            }
        } else {
            try told.requireKnown("result")
        }
        guard let last = results.indices.last, results[last].zones.updateValue(told.result, forKey: zone) == nil else {
            throw told.fault(.notAgain, of: .zone(zone))
        }
    }
}

extension LedgerEvent.Account {
    /// The first of its numbers that is not the other's.
    fileprivate func difference(from other: Self) -> Reason? {
        let numbers: [(Measure, KeyPath<Self, Int>)] = [
            (.seats, \.seats), (.sealedSheets, \.sealed), (.recusals, \.recused), (.missedSeats, \.missed),
        ]
        return numbers.first { self[keyPath: $0.1] != other[keyPath: $0.1] }
            .map { .number(of: $0.0, self[keyPath: $0.1], expected: other[keyPath: $0.1]) }
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
