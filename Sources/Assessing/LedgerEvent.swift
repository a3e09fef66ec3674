// What the ledger's events say: one case for each type, with its fields.

package import AssessmentModel
package import AuditLedger

/// An event's public content. Everything that could name a person or tell a mark is concealed (`Concealed`).
///
/// Fields beside those of every event (`AuditLedger.Event`): digests are SHA-256 in lower-case hexadecimal.
///
/// | type | fields | concealed |
/// |---|---|---|
/// | `log.genesis` | `origin`, `key` (note verifier key) | – |
/// | `round.opened` | `round`, `plan`, `scheme`, `zones` (digests of stored files), `roster` (digest), `seats` (count) | – |
/// | `seat.assigned` | `round`, `zone`, `seat` | `who` |
/// | `facts.recorded` | `round`, `zone` | `fact`, one for each |
/// | `seat.recused` | `round`, `zone`, `seat` | – |
/// | `sheet.sealed` | `round`, `zone`, `seat` | `mark` and `comment`, one for each cell that has one |
/// | `round.closed` | `round`, `seats` = `sealed` + `recused` + `missed` (counts) | – |
/// | `snapshot.sealed` | `round`, `snapshot` (digest of the stored file) | – |
package enum LedgerEvent: Equatable, Sendable {
    case genesis(origin: String, key: String)
    case roundOpened(RoundID, Opening)
    case seatAssigned(Place)
    case factsRecorded(RoundID, ZoneID)
    case seatRecused(Place)
    case sheetSealed(Place)
    case roundClosed(RoundID, Account)
    case snapshotSealed(RoundID, snapshot: String)

    /// A seat of a round.
    package struct Place: Hashable, Sendable {
        package let round: RoundID
        package let zone: ZoneID
        package let seat: SeatID
    }

    /// What an opened round is bound to.
    package struct Opening: Equatable, Sendable {
        package let plan: String
        package let scheme: String
        package let zones: String
        /// The digest of the roster: `Roster.digest`.
        package let roster: String
        package let seats: Int
    }

    /// Every seat is accounted for: seats = sealed + recused + missed.
    package struct Account: Equatable, Sendable {
        package let seats: Int
        package let sealed: Int
        package let recused: Int
        package let missed: Int
    }
}

extension LedgerEvent {
    package var type: String {
        switch self {
        case .genesis: "log.genesis"
        case .roundOpened: "round.opened"
        case .seatAssigned: "seat.assigned"
        case .factsRecorded: "facts.recorded"
        case .seatRecused: "seat.recused"
        case .sheetSealed: "sheet.sealed"
        case .roundClosed: "round.closed"
        case .snapshotSealed: "snapshot.sealed"
        }
    }

    package var fields: [String: CanonicalJSON] {
        switch self {
        case .genesis(let origin, let key): ["origin": .string(origin), "key": .string(key)]
        case .roundOpened(let round, let opening):
            [
                "round": .string(round.text), "plan": .string(opening.plan), "scheme": .string(opening.scheme),
                "zones": .string(opening.zones), "roster": .string(opening.roster), "seats": .integer(opening.seats),
            ]
        case .seatAssigned(let place), .seatRecused(let place), .sheetSealed(let place):
            [
                "round": .string(place.round.text), "zone": .string(place.zone.text),
                "seat": .string(place.seat.text),
            ]
        case .factsRecorded(let round, let zone): ["round": .string(round.text), "zone": .string(zone.text)]
        case .roundClosed(let round, let account):
            [
                "round": .string(round.text), "seats": .integer(account.seats), "sealed": .integer(account.sealed),
                "recused": .integer(account.recused), "missed": .integer(account.missed),
            ]
        case .snapshotSealed(let round, let snapshot):
            ["round": .string(round.text), "snapshot": .string(snapshot)]
        }
    }

    /// Reads an event's fields; unknown types, missing fields and surplus fields are refused.
    package init(_ event: Event) throws(LedgerError) {
        let fields = Fields(event)
        let read: LedgerEvent
        switch event.type {
        case "log.genesis": read = .genesis(origin: try fields.text("origin"), key: try fields.text("key"))
        case "round.opened":
            read = .roundOpened(
                try fields.id("round"),
                Opening(
                    plan: try fields.text("plan"), scheme: try fields.text("scheme"),
                    zones: try fields.text("zones"), roster: try fields.text("roster"),
                    seats: try fields.count("seats")))
        case "seat.assigned": read = .seatAssigned(try fields.place())
        case "facts.recorded": read = .factsRecorded(try fields.id("round"), try fields.id("zone"))
        case "seat.recused": read = .seatRecused(try fields.place())
        case "sheet.sealed": read = .sheetSealed(try fields.place())
        case "round.closed":
            read = .roundClosed(
                try fields.id("round"),
                Account(
                    seats: try fields.count("seats"), sealed: try fields.count("sealed"),
                    recused: try fields.count("recused"), missed: try fields.count("missed")))
        case "snapshot.sealed":
            read = .snapshotSealed(try fields.id("round"), snapshot: try fields.text("snapshot"))
        default:
            throw LedgerError.event(event.seq, .malformed, "found the unknown type \(event.type)")
        }
        guard Set(read.fields.keys) == Set(event.fields.keys) else {
            throw LedgerError.event(
                event.seq, .malformed,
                "found the fields \(event.fields.keys.sorted().joined(separator: ", ")), "
                    + "expected \(read.fields.keys.sorted().joined(separator: ", "))")
        }
        self = read
    }
}

/// Typed access to the fields of one event.
private struct Fields {
    let event: Event

    init(_ event: Event) { self.event = event }

    func text(_ name: String) throws(LedgerError) -> String {
        guard let text = event.fields[name]?.stringValue else { throw missing(name, "text") }
        return text
    }

    func count(_ name: String) throws(LedgerError) -> Int {
        guard let count = event.fields[name]?.integerValue, count >= 0 else { throw missing(name, "a count") }
        return count
    }

    func id<Subject>(_ name: String) throws(LedgerError) -> Identifier<Subject> {
        Identifier(try text(name))
    }

    func place() throws(LedgerError) -> LedgerEvent.Place {
        LedgerEvent.Place(round: try id("round"), zone: try id("zone"), seat: try id("seat"))
    }

    private func missing(_ name: String, _ kind: String) -> LedgerError {
        .event(event.seq, .malformed, "the field \(name) of \(event.type) is missing, expected \(kind)")
    }
}

extension LedgerError {
    /// Something wrong with the event at `seq`.
    static func event(_ seq: Int, _ code: Code, _ line: String, hint: String = "") -> LedgerError {
        LedgerError(
            code, "event", at: .leaf(seq), line, hint: hint)
    }
}
