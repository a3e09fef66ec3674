// What several fields of an event say together: a seat's place, where the ledger is at home, an account of seats.

package import AssessmentModel
import AuditLedger

extension LedgerEvent {
    /// A seat of a round.
    package struct Place: Hashable, Sendable {
        package let round: RoundID
        package let zone: ZoneID
        package let seat: SeatID

        package init(round: RoundID, zone: ZoneID, seat: SeatID) {
            self.round = round
            self.zone = zone
            self.seat = seat
        }
    }

    /// Where the ledger is at home and by which rules it is judged.
    package struct Home: Equatable, Sendable {
        package let place: PlaceOffset
        package let edition: RulesEdition

        package init(place: PlaceOffset, edition: RulesEdition) {
            self.place = place
            self.edition = edition
        }
    }

    /// What a seat came to.
    package struct Outcome: Equatable, Sendable {
        package let state: SeatState
        /// Called for a recused seat after the opening.
        package let isCalled: Bool

        package init(state: SeatState, isCalled: Bool) {
            self.state = state
            self.isCalled = isCalled
        }
    }

    /// A concealed value that is erased.
    package struct Erased: Equatable, Sendable {
        package let seq: Int
        package let digest: String

        package init(seq: Int, digest: String) {
            self.seq = seq
            self.digest = digest
        }
    }

    /// The files that a round is bound to from its planning on: SHA-256 in hexadecimal.
    package struct Planned: Equatable, Sendable {
        package let plan: String
        package let scheme: String
        /// The scheme as canonical JSON; nil in the first edition.
        package let schemeJSON: String?
        package let zones: String

        package init(plan: String, scheme: String, schemeJSON: String?, zones: String) {
            self.plan = plan
            self.scheme = scheme
            self.schemeJSON = schemeJSON
            self.zones = zones
        }
    }

    /// Every seat is accounted for: seats = sealed + recused + missed.
    package struct Account: Equatable, Sendable {
        package let seats: Int
        package let sealed: Int
        package let recused: Int
        package let missed: Int

        package init(seats: Int, sealed: Int, recused: Int, missed: Int) {
            self.seats = seats
            self.sealed = sealed
            self.recused = recused
            self.missed = missed
        }
    }
}

extension LedgerEvent.Place {
    var fields: [String: CanonicalJSON] {
        ["round": .id(round), "zone": .id(zone), "seat": .id(seat)]
    }
}

extension LedgerEvent.Home {
    var fields: [String: CanonicalJSON] {
        ["edition": .integer(edition.rawValue), "offset": .integer(place.minutes)]
    }
}

extension LedgerEvent.Outcome {
    var fields: [String: CanonicalJSON] { ["state": .string(state.rawValue), "called": .bool(isCalled)] }
}

extension LedgerEvent.Erased {
    var fields: [String: CanonicalJSON] { ["event": .integer(seq), "digest": .string(digest)] }
}

extension LedgerEvent.Account: CustomStringConvertible {
    package var description: String {
        "\(seats) seats = \(sealed) sealed + \(recused) recused + \(missed) missed"
    }
}
