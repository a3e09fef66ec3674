// An expert's sheet: every indicator with its mark, its comment, what is asked and what is left.

package import AssessmentModel
import EventModel
import HashTreeCollections
import Reasons
package import RoundState

/// One sheet, line by line in the scheme's order.
package struct SheetView: Sendable, Equatable {
    /// One indicator.
    package struct Line: Sendable, Equatable {
        package let criterion: Criterion
        /// 0 for a cell that was never touched; what the next save names as its base.
        package let version: Int
        package let mark: Fraction?
        /// Empty where there is none.
        package let comment: String
        package let needsMark: Bool
        package let needsComment: Bool
        /// The bureau asks for this mark to be read again, and no answer has come.
        package let isAskedAgain: Bool
        /// An upheld objection opens it to a revision.
        package let isReopened: Bool
        /// Proposed, and not decided yet.
        package let revision: Revision?
    }

    package enum State: Sendable, Equatable {
        case open
        case sealed(event: Int)
        case recused, missed
        /// Two officers took the seat out.
        case removed
        /// The zone takes part no more: there is nothing to mark.
        case withdrawn

        package var isSealed: Bool { if case .sealed = self { true } else { false } }
    }

    package let round: RoundID
    package let zone: Zone
    package let seat: SeatID
    package let state: State
    /// Whether its expert has said that no conflict holds; of ledgers that know no such word always.
    package let isAccepted: Bool
    package let lines: [Line]
    /// What sealing it says was read; nil for one that is not open.
    package let readBack: String?
    /// A short name of what is on it, open or sealed.
    package let code: String
    /// Whether the viewer is its expert.
    package let isOwn: Bool

    /// Indicators without a mark, then those whose mark asks for a comment, in the scheme's order.
    package var lacks: (marks: [CriterionID], comments: [CriterionID]) {
        (lines.filter(\.needsMark).map(\.criterion.id), lines.filter(\.needsComment).map(\.criterion.id))
    }
}

extension SheetView {
    /// What is on it, counted.
    package struct Tally: Sendable, Equatable {
        package let marks: Int
        /// Marks that it asks for.
        package let of: Int
        /// Comments that are owed.
        package let owed: Int
        /// What the marks are worth, of so many points.
        package let sum: Fraction
        package let points: Fraction
        /// A short name of what is on it, open or sealed.
        package let code: String

        /// Of indicators with their marks, and whether a comment is owed.
        fileprivate init(
            _ entries: some Sequence<(Criterion, Fraction?, Bool)>, _ scheme: Scheme, code: String
        ) {
            var (marks, of, owed) = (0, 0, 0)
            var (sum, points) = (Fraction.zero, Fraction.zero)
            for (criterion, mark, owes) in entries {
                of += 1
                points += criterion.points
                if owes { owed += 1 }
                guard let mark else { continue }
                marks += 1
                sum += scheme.grid(of: criterion).score(mark: mark, points: criterion.points)
            }
            (self.marks, self.of, self.owed, self.sum, self.points, self.code) = (marks, of, owed, sum, points, code)
        }
    }

    package func tally(under scheme: Scheme) -> Tally {
        Tally(lines.lazy.map { ($0.criterion, $0.mark, $0.needsComment) }, scheme, code: code)
    }
}

extension Standing {
    /// The sheet of a seat.
    ///
    /// A sheet that is not sealed is shown to its expert alone, whatever else a role may see, also after the close.
    package func sheet(of seat: SeatID, in round: RoundID, for viewer: Viewer) -> Seen<SheetView> {
        guard let known = register.rounds[round], let terms = known.terms else {
            return .denied(Reason(.roundUnknown, .round(round)))
        }
        switch shownSeat(seat, of: known, for: viewer) {
        case .denied(let why): return .denied(why)
        case .seen(let seat):
            guard let zone = terms.zone(seat.zone) else { return .denied(Reason(.sheetDraft, .seat(seat.id))) }
            let expert = expert(of: viewer)
            return .seen(
                SheetView(
                    known, terms, seat, zone, isAccepted: seat.isAccepted || register.edition < .fourth,
                    isOwn: expert != nil && expert == seat.expert))
        }
    }

    /// The same, only counted: for the answer to each save.
    package func tally(of seat: SeatID, in round: RoundID, for viewer: Viewer) -> Seen<SheetView.Tally> {
        guard let known = register.rounds[round], let terms = known.terms else {
            return .denied(Reason(.roundUnknown, .round(round)))
        }
        switch shownSeat(seat, of: known, for: viewer) {
        case .denied(let why): return .denied(why)
        case .seen(let seat):
            let entries = terms.marked(at: seat.zone).lazy.map { criterion in
                (
                    criterion, seat.entry(criterion.id).hundredths.map(Fraction.init(hundredths:)),
                    seat.isOpen && seat.needsComment(criterion, under: terms.scheme)
                )
            }
            return .seen(SheetView.Tally(entries, terms.scheme, code: seat.code))
        }
    }

    /// A seat whose sheet the viewer may read.
    private func shownSeat(_ id: SeatID, of round: Round, for viewer: Viewer) -> Seen<Seat> {
        if let why = refusal(of: .seeMarks, to: viewer, in: round.id, on: .seat(round.id, id)) { return .denied(why) }
        let isRead = viewer.user.map { round.draftReaders[id]?.contains($0) == true } ?? false
        guard let seat = round.seats[id], seat.isShown(to: expert(of: viewer)) || isRead else {
            return .denied(Reason(.sheetDraft, .seat(id)))
        }
        return .seen(seat)
    }

    /// The seat that somebody means at a zone: by its code, or the viewer's own where none is named.
    ///
    /// A code is found only among the seats that the viewer may see.
    package func seat(at zone: ZoneID, in round: RoundID, code: String? = nil, for viewer: Viewer) -> Seen<Seat> {
        guard let known = register.rounds[round] else { return .denied(Reason(.roundUnknown, .round(round))) }
        let place: [String: Reason.Value] = ["round": .round(round)]
        guard let code else {
            let expert = expert(of: viewer)
            if let expert, let own = known.seat(of: expert, at: zone) { return .seen(own) }
            return .denied(Reason(expert == nil ? .seatNotNamed : .seatNotHeld, .zone(zone), place))
        }
        let found = known.seats(at: zone).first { seat in
            (seat.id.text == code || seat.id.shortCode == code.uppercased())
                && refusal(of: .seeProgress, to: viewer, in: round, on: .seat(round, seat.id)) == nil
        }
        return found.map { .seen($0) }
            ?? .denied(
                Reason(
                    .seatUnknown, field: "seat", ["seat": .text(code), "zone": .zone(zone), "round": .round(round)]))
    }
}

extension Round {
    /// How a sheet stands. No initialiser of it: each would be given a copy of the round, which is large.
    func state(of seat: Seat) -> SheetView.State {
        switch seat.state {
        case .recused: seat.isRemoved ? .removed : .recused
        case _ where hasWithdrawn(seat.zone): .withdrawn
        case .open: closed == nil ? .open : .missed
        case .sealed(let event): .sealed(event: event)
        }
    }
}

extension SheetView {
    fileprivate init(_ round: Round, _ terms: Round.Terms, _ seat: Seat, _ zone: Zone, isAccepted: Bool, isOwn: Bool) {
        let asked = Set(
            round.rereads.values.lazy.filter { !$0.isAnswered && $0.seat == seat.id }.map(\.indicator))
        let reopened = seat.isSealed ? round.reopened : []
        let waiting = round.revisions.values.filter { $0.seat == seat.id && $0.isConfirmed == nil }
        self.round = round.id
        self.zone = zone
        self.seat = seat.id
        self.isOwn = isOwn
        self.isAccepted = isAccepted
        state = round.state(of: seat)
        readBack = state == .open ? seat.readBack : nil
        code = seat.code
        lines = terms.marked(at: seat.zone).map { criterion in
            let entry = seat.entry(criterion.id)
            return Line(
                criterion: criterion, version: seat.cells[criterion.id]?.version ?? 0,
                mark: entry.hundredths.map(Fraction.init(hundredths:)), comment: entry.comment ?? "",
                needsMark: seat.isOpen && seat.needsMark(criterion),
                needsComment: seat.isOpen && seat.needsComment(criterion, under: terms.scheme),
                isAskedAgain: asked.contains(criterion.id),
                isReopened: reopened.contains(Round.Touched(zone: seat.zone, indicator: criterion.id)),
                revision: waiting.first { $0.indicator == criterion.id })
        }
    }
}
