// The seats of a round: expert × zone, each with a fresh random code.

package import AssessmentModel
import AuditLedger

/// Who sits where when a round opens.
struct Roster {
    struct Seat: Equatable {
        let zone: ZoneID
        let seat: SeatID
        let expert: ExpertID
    }

    /// By zone, then code: the codes are random, so the order links no expert across zones.
    let seats: [Seat]

    init(panels: [ZoneID: [ExpertID]], using random: inout some RandomNumberGenerator) {
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
    static func digest(of seats: [(zone: ZoneID, seat: SeatID)]) throws(LedgerError) -> String {
        let pairs = seats.sorted { ($0.zone, $0.seat) < ($1.zone, $1.seat) }
            .map { CanonicalJSON.array([.string($0.zone.text), .string($0.seat.text)]) }
        return Hash.plain(try CanonicalJSON.array(pairs).bytes(as: .document)).hex
    }
}

/// 100 random bits as 20 letters of Crockford's base 32, which has no look-alikes.
func randomCode<Subject>(using random: inout some RandomNumberGenerator) -> Identifier<Subject> {
    Identifier(String((0..<codeLength).map { _ in codeLetters[Int.random(in: 0..<32, using: &random)] }))
}

/// Whether a text is of the form that `randomCode` gives.
func isRandomCode(_ text: String) -> Bool {
    text.utf8.count == codeLength && text.utf8.allSatisfy { isCodeLetter[Int($0)] }
}

private let codeLength = 20
private let codeLetters = Array("0123456789abcdefghjkmnpqrstvwxyz")
private let isCodeLetter: [Bool] = {
    var known = [Bool](repeating: false, count: 256)
    for letter in codeLetters.flatMap(\.utf8) { known[Int(letter)] = true }
    return known
}()

extension SeatID {
    /// The first four letters in capitals: what is printed. The draw keeps them distinct within a zone.
    package var shortCode: String { text.prefix(4).uppercased() }
}
