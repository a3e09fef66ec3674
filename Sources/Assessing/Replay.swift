// Events and what they concealed → the rounds they tell of, checked event by event.

import AssessmentModel
import AuditLedger
import Storage

/// The rounds of a ledger as its events alone tell them.
struct Replay {
    /// One round as replayed so far.
    struct Round {
        let opened: Int
        let opening: LedgerEvent.Opening
        var experts: [ExpertID: Expert] = [:]
        var seats: [LedgerEvent.Place: SeatRow] = [:]
        var marks: [MarkRow] = []
        var facts: [FactRow] = []
        var closed: Int?
        var snapshot: String?
    }

    private(set) var origin: String?
    private(set) var keys: [String] = []
    private(set) var rounds: [RoundID: Round] = [:]

    /// Takes the next event.
    /// - Throws: `LedgerError` naming the event, when it contradicts those before it.
    mutating func apply(_ event: Event, _ disclosures: [Disclosure]) throws(LedgerError) {
        let content = try LedgerEvent(event)
        guard (event.seq == 0) == (content.type == "log.genesis") else {
            throw .event(event.seq, .malformed, "found \(content.type), expected log.genesis first and only there")
        }
        guard event.digests.count == disclosures.count else {
            throw .event(
                event.seq, .missing,
                "discloses \(disclosures.count) of its \(event.digests.count) concealed values")
        }
        var concealed: [Concealed] = []
        for disclosure in disclosures {
            guard let value = Concealed(disclosure) else {
                throw .event(event.seq, .malformed, "conceals \(disclosure.name) in a form that is not known")
            }
            concealed.append(value)
        }
        switch content {
        case .genesis(let origin, let key): (self.origin, keys) = (origin, [key])
        case .roundOpened(let round, let opening):
            guard rounds[round] == nil else { throw .event(event.seq, .malformed, "opens the round \(round) again") }
            rounds[round] = Round(opened: event.seq, opening: opening)
        case .seatAssigned(let place): try assign(place, concealed, event)
        case .factsRecorded(let round, let zone): try record(zone, concealed, in: round, event)
        case .seatRecused(let place): try change(place, to: .recused, event)
        case .sheetSealed(let place): try seal(place, concealed, event)
        case .roundClosed(let round, let account): try close(round, account, event)
        case .snapshotSealed(let round, let snapshot): try seal(snapshot, of: round, event)
        }
    }

    private func openRound(_ round: RoundID, _ event: Event) throws(LedgerError) -> Round {
        guard let state = rounds[round] else {
            throw .event(event.seq, .malformed, "\(event.type) for the round \(round), which was not opened")
        }
        guard state.closed == nil else {
            throw .event(event.seq, .malformed, "\(event.type) for the round \(round), which was closed before")
        }
        return state
    }

    private mutating func assign(
        _ place: LedgerEvent.Place, _ concealed: [Concealed], _ event: Event
    ) throws(LedgerError) {
        var round = try openRound(place.round, event)
        guard round.seats[place] == nil else {
            throw .event(event.seq, .malformed, "assigns the seat \(place.seat) at \(place.zone) again")
        }
        guard case .who(let expert)? = concealed.first, concealed.count == 1 else {
            throw .event(event.seq, .missing, "the seat's expert is not disclosed")
        }
        if let known = round.experts[expert.id], known != expert {
            throw .event(event.seq, .mismatch, "names the expert \(expert.id) otherwise than an event before it")
        }
        round.experts[expert.id] = expert
        round.seats[place] = SeatRow(zone: place.zone, seat: place.seat, expert: expert.id, state: .open)
        rounds[place.round] = round
    }

    private mutating func record(
        _ zone: ZoneID, _ concealed: [Concealed], in name: RoundID, _ event: Event
    ) throws(LedgerError) {
        var round = try openRound(name, event)
        for value in concealed {
            guard case .fact(let fact, let text) = value else {
                throw .event(event.seq, .malformed, "conceals \(value.name), expected facts")
            }
            round.facts.append(FactRow(zone: zone, fact: fact, value: text))
        }
        rounds[name] = round
    }

    private mutating func change(
        _ place: LedgerEvent.Place, to state: SeatRow.State, _ event: Event
    ) throws(LedgerError) {
        var round = try openRound(place.round, event)
        guard let seat = round.seats[place], seat.state == .open else {
            throw .event(
                event.seq, .malformed,
                "\(event.type) for the seat \(place.seat) at \(place.zone), which is not open")
        }
        round.seats[place] = SeatRow(zone: seat.zone, seat: seat.seat, expert: seat.expert, state: state)
        rounds[place.round] = round
    }

    private mutating func seal(
        _ place: LedgerEvent.Place, _ concealed: [Concealed], _ event: Event
    ) throws(LedgerError) {
        try change(place, to: .sealed, event)
        var marks: [CriterionID: Int] = [:]
        var comments: [CriterionID: String] = [:]
        for value in concealed {
            switch value {
            case .mark(let indicator, let hundredths) where marks[indicator] == nil: marks[indicator] = hundredths
            case .comment(let indicator, let text) where comments[indicator] == nil: comments[indicator] = text
            case .decoy: break
            default: throw .event(event.seq, .malformed, "conceals \(value.name) twice or out of place")
            }
        }
        let rows = Set(marks.keys).union(comments.keys).map { indicator in
            MarkRow(
                zone: place.zone, seat: place.seat, indicator: indicator, hundredths: marks[indicator],
                comment: comments[indicator])
        }
        rounds[place.round]?.marks += rows
    }

    private mutating func close(
        _ name: RoundID, _ account: LedgerEvent.Account, _ event: Event
    ) throws(LedgerError) {
        var round = try openRound(name, event)
        for (place, seat) in round.seats where seat.state == .open {
            round.seats[place] = SeatRow(zone: seat.zone, seat: seat.seat, expert: seat.expert, state: .missed)
        }
        let states = round.seats.values.map(\.state)
        let count = { (state: SeatRow.State) in states.count { $0 == state } }
        let found = LedgerEvent.Account(
            seats: states.count, sealed: count(.sealed), recused: count(.recused), missed: count(.missed))
        guard account == found, account.seats == round.opening.seats else {
            throw .event(
                event.seq, .mismatch,
                "accounts for \(account), the events before it tell \(found) of \(round.opening.seats) seats")
        }
        guard try Roster.digest(of: round.seats.keys.map { ($0.zone, $0.seat) }) == round.opening.roster else {
            throw .event(event.seq, .mismatch, "the seats differ from the roster that opened the round \(name)")
        }
        round.closed = event.seq
        rounds[name] = round
    }

    private mutating func seal(_ snapshot: String, of name: RoundID, _ event: Event) throws(LedgerError) {
        guard let round = rounds[name], round.closed != nil, round.snapshot == nil else {
            throw .event(
                event.seq, .malformed, "seals a snapshot of the round \(name), which is not just closed")
        }
        rounds[name]?.snapshot = snapshot
    }
}

extension LedgerEvent.Account: CustomStringConvertible {
    package var description: String {
        "\(seats) seats = \(sealed) sealed + \(recused) recused + \(missed) missed"
    }
}
