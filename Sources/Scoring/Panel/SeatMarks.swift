// Numbers by seat, as cells keep them by the hundred thousand: two arrays instead of a hash table.

package import AssessmentModel

/// A number for each of some seats. Coded as `[SeatID: Fraction]` is.
package struct SeatMarks: Sendable, Equatable {
    /// By id.
    package let seats: [SeatID]
    /// By seat.
    private let values: [Fraction]

    /// The seats that have a value; `seats` must ascend.
    package init(_ seats: [SeatID], _ values: [Fraction?]) {
        self.values = values.compactMap { $0 }
        // All cells of a zone without a gap share one array of seats.
        self.seats = self.values.count == seats.count ? seats : zip(seats, values).filter { $0.1 != nil }.map(\.0)
    }

    package var count: Int { seats.count }

    package subscript(seat: SeatID) -> Fraction? { seats.firstIndex(of: seat).map { values[$0] } }

    fileprivate var bySeat: [SeatID: Fraction] { Dictionary(zip(seats, values)) { first, _ in first } }
}

extension SeatMarks: Sequence {
    package func makeIterator() -> Zip2Sequence<[SeatID], [Fraction]>.Iterator { zip(seats, values).makeIterator() }
}

extension SeatMarks: Codable {
    package init(from decoder: any Decoder) throws {
        let bySeat = try [SeatID: Fraction](from: decoder)
        let seats = bySeat.keys.sorted()
        self.init(seats, seats.map { bySeat[$0] })
    }

    package func encode(to encoder: any Encoder) throws { try bySeat.encode(to: encoder) }
}
