// What became of a seat.

/// What a seat came to at the close.
package enum SeatState: String, Sendable, Codable, CaseIterable {
    case sealed, recused, missed
}
