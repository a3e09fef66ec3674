// The seats of a round: expert × zone, each with a fresh random code.

package import AssessmentModel
package import AuditLedger
import EventModel

/// Who sits where when a round opens.
package struct Roster {
    package struct Seat: Equatable {
        package let zone: ZoneID
        package let seat: SeatID
        package let expert: ExpertID
    }

    /// By zone, then code: the codes are random, so the order links no expert across zones.
    package let seats: [Seat]

    package init(panels: [ZoneID: [ExpertID]], using random: inout some RandomNumberGenerator) {
        var seats: [Seat] = []
        for (zone, panel) in panels.sorted(by: { $0.key < $1.key }) {
            var codes: [String: SeatID] = [:]
            while codes.count < panel.count {
                let code: SeatID = randomCode(using: &random)
                codes[code.shortCode] = code
            }
            // Codes in order, experts drawn: nothing about the panel's own order remains.
            let drawn = panel.shuffled(using: &random)
            seats += zip(codes.values.sorted(), drawn).map { Seat(zone: zone, seat: $0, expert: $1) }
        }
        self.seats = seats
    }

    /// SHA-256 of the canonical JSON array of `[zone, seat]`, by zone, then seat, in hexadecimal.
    package static func digest(of seats: [(zone: ZoneID, seat: SeatID)]) throws(LedgerError) -> String {
        let pairs = seats.sorted { ($0.zone, $0.seat) < ($1.zone, $1.seat) }
            .map { CanonicalJSON.array([.string($0.zone.text), .string($0.seat.text)]) }
        return Hash.plain(try CanonicalJSON.array(pairs).bytes(as: .document)).hex
    }
}
