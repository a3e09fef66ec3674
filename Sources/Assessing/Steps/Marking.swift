// A cell of a sheet is saved, or a late mark logged; what a mark is stored as.

package import AssessmentModel
package import AuditLedger
import EventModel
import HashTreeCollections
import PlainText
package import Reasons
package import RoundState

/// An expert saves one cell of an own sheet.
package struct SaveMark: Action {
    package var useCase: UseCase { isLate ? .logLateMark : .saveMark }
    package let round: RoundID?
    /// A draft waits for the seal; a late mark is answered with a proof that it was logged.
    package var isSigned: Bool { isLate }
    let seat: SeatID
    let indicator: CriterionID
    let mark: Fraction?
    let comment: String
    let base: Int
    let isLate: Bool
    private let asked: CanonicalJSON?

    /// `mark` nil empties the cell. `base` is the version that the expert saw, 0 for an untouched cell. `isLate` logs a mark
    /// that comes after the close; it counts for nothing. `asked` is what a retry says again, where the client named a part of the
    /// cell and the rest was filled in.
    package init(
        _ round: RoundID, seat: SeatID, indicator: CriterionID, mark: Fraction?, comment: String, base: Int,
        isLate: Bool = false, asked: CanonicalJSON? = nil
    ) {
        self.round = round
        self.seat = seat
        self.indicator = indicator
        self.mark = mark
        self.comment = kept(comment)
        self.base = base
        self.isLate = isLate
        self.asked = asked
    }

    package func target(in register: Register) -> Target { round.map { .seat($0, seat) } ?? .nothing }

    package var content: CanonicalJSON {
        asked ?? [.id(seat), .id(indicator), .string(mark.map { "\($0)" } ?? ""), .string(comment), .integer(base)]
    }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let terms = known.terms,
            let seat = known.seats[seat]
        else { return }
        let hundredths = try mark.map { try terms.hundredths($0, for: indicator, at: seat.zone) }
        let version = seat.cells[indicator]?.version ?? 0
        if !isLate {
            try known.requireTakingPart(seat.zone)
            guard seat.isOpen else {
                throw Refusal(.sheetNotOpen, .seat(seat.id), ["state": .seat(seat.finalState)])
            }
            try known.requireAccepted(seat, appender.register.edition)
            guard version == base else {
                throw Refusal(
                    .cellChanged, .indicator(indicator), ["version": .number(version), "base": .number(base)])
            }
        }
        if let why = Seat.refusal(ofComment: comment, for: indicator) { throw Refusal(why) }
        let cell = Concealed.cell(
            Concealed.CellValue(
                zone: seat.zone, seat: seat.id, indicator: indicator, version: version + 1, hundredths: hundredths))
        // Always as many digests: whether there is a comment is nobody's business.
        let remark = comment.isEmpty ? Concealed.decoy : .comment(indicator, kept(comment))
        try appender.appendSigned(isLate ? .markLate(round) : .cellSaved(round), concealing: [cell, remark])
    }
}

/// An expert saves several cells of an own sheet at once, such as those of a spreadsheet: all of them or none.
package struct SaveMarks: Action {
    /// What one cell becomes; what is nil stays as it is.
    package struct Cell: Sendable, Equatable {
        package let indicator: CriterionID
        /// `.some(nil)` takes the mark away.
        package let mark: Fraction??
        package let comment: String?
        /// The version that the expert saw, 0 for an untouched cell.
        package let base: Int

        package init(indicator: CriterionID, mark: Fraction??, comment: String?, base: Int) {
            self.indicator = indicator
            self.mark = mark
            self.comment = comment.map(kept)
            self.base = base
        }
    }

    package let useCase = UseCase.saveMark
    package let round: RoundID?
    package let isSigned = false
    let seat: SeatID
    let cells: [Cell]

    package init(_ round: RoundID, seat: SeatID, cells: [Cell]) {
        self.round = round
        self.seat = seat
        self.cells = cells
    }

    package func target(in register: Register) -> Target { round.map { .seat($0, seat) } ?? .nothing }

    package var content: CanonicalJSON {
        [.id(seat), .array(cells.map(\.content))]
    }

    package func take(_ appender: inout Appender) throws {
        guard let round else { return }
        var reasons: [Reason] = []
        for cell in cells {
            let known = appender.register.rounds[round]?.seats[seat]?.cells[cell.indicator]
            let save = SaveMark(
                round, seat: seat, indicator: cell.indicator,
                mark: cell.mark ?? known?.hundredths.map(Fraction.init(hundredths:)),
                comment: cell.comment ?? known?.comment ?? "", base: cell.base)
            do {
                try save.take(&appender)
            } catch let refusal as Refusal {
                // What was appended before it goes with the whole step.
                reasons += refusal.reasons.filter { !reasons.contains($0) }
            }
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
    }
}

extension SaveMarks.Cell {
    fileprivate var content: CanonicalJSON {
        [
            .id(indicator), mark.map { .string($0.map { "\($0)" } ?? "") } ?? .null,
            comment.map { .string($0) } ?? .null, .integer(base),
        ]
    }
}

extension Seat {
    /// Characters.
    package static let maximumComment = 1000

    /// Why a comment may not stand; nil where it may.
    package static func refusal(ofComment comment: String, for indicator: CriterionID) -> Reason? {
        if comment.count <= maximumComment { return nil }
        return Reason(
            .commentTooLong, .indicator(indicator), field: "comment",
            ["count": .number(comment.count), "most": .number(maximumComment)])
    }
}

extension Fraction {
    /// The mark as it is stored.
    /// - Throws: `Refusal` for one that is finer than hundredths.
    func requireHundredths(for indicator: CriterionID, at zone: ZoneID) throws -> Int {
        guard let hundredths else {
            throw Refusal(
                .markFinerThanHundredths, .indicator(indicator), field: "mark",
                ["mark": .fraction(self), "zone": .named(.zone(zone))])
        }
        return hundredths
    }
}

extension Round.Terms {
    /// The mark as it is stored.
    /// - Throws: `Refusal` for a mark off the grid or an indicator that experts do not score at this zone.
    func hundredths(_ mark: Fraction, for indicator: CriterionID, at zone: ZoneID) throws -> Int {
        let hundredths = try mark.requireHundredths(for: indicator, at: zone)
        if let why = refusal(of: hundredths, for: indicator) { throw Refusal(why) }
        guard marked(at: zone).contains(where: { $0.id == indicator }) else {
            throw Refusal(.indicatorNotApplicable, .indicator(indicator), ["zone": .named(.zone(zone))])
        }
        return hundredths
    }
}
