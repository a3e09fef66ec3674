// A sheet is read back and sealed.

package import AssessmentModel
package import AuditLedger
import EventModel
import HashTreeCollections
import Reasons
package import RoundState

/// An expert signs a sheet after reading it back; it is never edited again.
package struct SealSheet: Action {
    package let useCase = UseCase.sealSheet
    package let round: RoundID?
    let seat: SeatID
    let readBack: String
    let acceptsGaps: Bool

    /// `readBack` is `Seat.readBack` of what the expert read.
    package init(_ round: RoundID, seat: SeatID, readBack: String, acceptsGaps: Bool = false) {
        self.round = round
        self.seat = seat
        self.readBack = readBack
        self.acceptsGaps = acceptsGaps
    }

    package func target(in register: Register) -> Target { round.map { .seat($0, seat) } ?? .nothing }

    package var content: CanonicalJSON { [.id(seat), .string(readBack), .bool(acceptsGaps)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let terms = known.terms,
            let seat = known.seats[seat]
        else { return }
        try known.requireTakingPart(seat.zone)
        guard seat.isOpen else {
            throw Refusal(.sheetNotOpen, .seat(seat.id), ["state": .seat(seat.finalState)])
        }
        try known.requireAccepted(seat, appender.register.edition)
        guard seat.readBack == readBack else {
            throw Refusal(
                .readBackDiffers, .seat(seat.id), ["read": .text(readBack), "found": .text(seat.readBack)])
        }
        let lacks = terms.lacks(seat)
        var reasons: [Reason] = []
        if !acceptsGaps, !lacks.marks.isEmpty {
            reasons.append(Reason(.marksMissing, .seat(seat.id), ["indicators": .indicators(lacks.marks)]))
        }
        if !lacks.comments.isEmpty {
            reasons.append(Reason(.commentsMissing, .seat(seat.id), ["indicators": .indicators(lacks.comments)]))
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        let comments = seat.cells.compactMapValues { $0.comment }.filter { !$0.value.isEmpty }
        try appender.seal(seat.cells.compactMapValues(\.hundredths), comments, on: seat, in: round)
    }
}

extension Round.Terms {
    /// What a sheet still lacks: marks, and comments that the scheme asks for.
    package func lacks(_ seat: Seat) -> (marks: [CriterionID], comments: [CriterionID]) {
        let marked = marked(at: seat.zone)
        return (
            marked.filter { seat.needsMark($0) }.map(\.id),
            marked.filter { seat.needsComment($0, under: scheme) }.map(\.id)
        )
    }
}

extension Seat {
    /// What its sheet says of an indicator: as sealed, or as last saved.
    func entry(_ indicator: CriterionID) -> (hundredths: Int?, comment: String?) {
        if isSealed || wasSealed { return (marks[indicator], comments[indicator]) }
        let cell = cells[indicator]
        return (cell?.hundredths, cell?.comment)
    }

    /// Whether it lacks a mark there, as last saved.
    func needsMark(_ criterion: Criterion) -> Bool { cells[criterion.id]?.hundredths == nil }

    /// Whether a mark lacks the comment that it asks for, as last saved.
    func needsComment(_ criterion: Criterion, under scheme: Scheme) -> Bool {
        guard let cell = cells[criterion.id], let hundredths = cell.hundredths else { return false }
        return (cell.comment ?? "").isEmpty && scheme.owesComment(Fraction(hundredths: hundredths), for: criterion)
    }

    /// A short name of exactly what is on the sheet: who seals it has read back that.
    package var readBack: String {
        Self.code(of: cells.keys) { indicator in
            let cell = cells[indicator]
            return (cell?.hundredths, cell?.comment)
        }
    }

    /// The same; of a sheet that was sealed, of what was sealed, revisions included.
    var code: String {
        guard isSealed || wasSealed else { return readBack }
        return Self.code(of: Set(marks.keys).union(comments.keys)) { (marks[$0], comments[$0]) }
    }

    /// The first four bytes of SHA-256 over a line `indicator=hundredths/comment` for each indicator, in the order of their ids.
    static func code(
        of indicators: some Sequence<CriterionID>, _ entry: (CriterionID) -> (hundredths: Int?, comment: String?)
    ) -> String {
        var lines: [UInt8] = []
        for (place, indicator) in indicators.sorted().enumerated() {
            let (hundredths, comment) = entry(indicator)
            if place > 0 { lines.append(UInt8(ascii: "\n")) }
            lines.append(contentsOf: indicator.text.utf8)
            lines.append(UInt8(ascii: "="))
            if let hundredths { lines.append(contentsOf: String(hundredths).utf8) }
            lines.append(UInt8(ascii: "/"))
            if let comment { lines.append(contentsOf: comment.utf8) }
        }
        return String(Hash.plain(lines).hex.prefix(8))
    }
}
