// Where experts differ: cells whose sealed marks lie far apart, the marks of one cell, and which seats lean to one side.

package import AssessmentModel
import EventModel
import HashTreeCollections
import Reasons
package import RoundState
import Scoring

/// What differs in a round, of sealed sheets alone; no total and no order of zones follows from it.
package struct DivergenceView: Sendable {
    package struct Cell: Sendable, Equatable {
        package let divergence: Divergence
        /// The highest mark.
        package let most: Fraction
        /// Re-reads of it that are called: open, and answered.
        package let open: Int
        package let answered: Int

        /// How far the ends lie apart, of the highest mark.
        package var share: Fraction { most == .zero ? .zero : (divergence.highest - divergence.lowest) / most }
        package var isOutlier: Bool { divergence.grounds.contains(.outlier) }
    }

    /// How far a seat's marks lie above or below the medians of its zone, on average: advice, nothing is counted on it.
    package struct Leaning: Sendable, Equatable {
        package let zone: ZoneID
        package let seat: SeatID
        package let expert: ExpertID?
        /// Of so many indicators with three marks or more.
        package let cells: Int
        /// Of the highest mark; below zero: stricter than the others.
        package let mean: Fraction
    }

    package let round: RoundID
    /// By zone, then in the scheme's order.
    package let cells: [Cell]
    /// The indicators of these cells, in the scheme's order.
    package let indicators: [Criterion]
    package let leanings: [Leaning]
    /// Zones with fewer than three sealed sheets, of which nothing can be said yet.
    package let early: [ZoneID]
}

/// The sealed marks of one indicator at one zone.
package struct CellView: Sendable {
    package struct Mark: Sendable, Equatable {
        package let seat: SeatID
        package let expert: ExpertID?
        package let mark: Fraction
        package let comment: String
        /// Whether it is this mark that lies far off.
        package let isFar: Bool
        /// Whether a re-read of it waits for an answer.
        package let isAsked: Bool
        /// What was answered to the latest re-read.
        package let answer: String?
    }

    package let round: RoundID
    package let zone: ZoneID
    package let criterion: Criterion
    package let most: Fraction
    /// nil where the marks agree well enough.
    package let divergence: Divergence?
    /// By mark, then seat.
    package let marks: [Mark]
}

extension Standing {
    /// - Returns: denied where the policy keeps divergences from the viewer.
    package func divergence(in id: RoundID, for viewer: Viewer) throws -> Seen<DivergenceView> {
        switch try divergences(in: id, for: viewer) {
        case .denied(let why): return .denied(why)
        case .seen(let found):
            guard let round = register.rounds[id], let terms = round.terms else {
                return .denied(Reason(.roundUnknown, .round(id)))
            }
            let rereads = Dictionary(grouping: round.rereads.values) {
                Round.Touched(zone: $0.zone, indicator: $0.indicator)
            }
            let cells = found.compactMap { found -> DivergenceView.Cell? in
                guard let criterion = terms.indicators[found.indicator] else { return nil }
                let asked = rereads[Round.Touched(zone: found.zone, indicator: found.indicator)] ?? []
                return DivergenceView.Cell(
                    divergence: found, most: terms.most(of: criterion), open: asked.count { !$0.isAnswered },
                    answered: asked.count(where: \.isAnswered))
            }
            let named = Set(found.map(\.indicator))
            let zones = round.takingPart.map(\.id)
            let sealed = Dictionary(grouping: round.seats.values.filter(\.isSealed), by: \.zone)
            return .seen(
                DivergenceView(
                    round: id, cells: cells, indicators: terms.scheme.indicators.filter { named.contains($0.id) },
                    leanings: zones.flatMap { terms.leanings(of: sealed[$0] ?? [], at: $0) },
                    early: zones.filter { (sealed[$0]?.count ?? 0) < 3 }))
        }
    }

    /// What the sealed sheets say of one indicator at one zone.
    /// - Returns: denied where the policy keeps marks from the viewer, or there is no such cell.
    package func cell(_ indicator: CriterionID, at zone: ZoneID, in id: RoundID, for viewer: Viewer) throws -> Seen<
        CellView
    > {
        if let why = refusal(of: .seeMarks, to: viewer, in: id) { return .denied(why) }
        guard let round = register.rounds[id], let terms = round.terms,
            let criterion = terms.marked(at: zone).first(where: { $0.id == indicator })
        else { return .denied(Reason(.zoneNotInRound, .zone(zone), ["round": .named(.round(id))])) }
        let divergence = try round.divergences().first { $0.zone == zone && $0.indicator == indicator }
        let asked = Dictionary(
            grouping: round.rereads.filter { $0.value.zone == zone && $0.value.indicator == indicator }
        ) { $0.value.seat }.mapValues { $0.sorted { $0.key < $1.key }.map(\.value) }
        let marks = round.seats(at: zone).filter(\.isSealed).compactMap { seat in
            seat.marks[indicator].map { hundredths in
                CellView.Mark(
                    seat: seat.id, expert: seat.expert, mark: Fraction(hundredths: hundredths),
                    comment: seat.comments[indicator] ?? "",
                    isFar: divergence?.outliers.contains(seat.id) ?? false,
                    isAsked: asked[seat.id]?.contains { !$0.isAnswered } ?? false,
                    answer: asked[seat.id]?.last { $0.isAnswered }?.answer)
            }
        }
        return .seen(
            CellView(
                round: id, zone: zone, criterion: criterion, most: terms.most(of: criterion), divergence: divergence,
                marks: marks.sorted { ($0.mark, $0.seat) < ($1.mark, $1.seat) }))
    }

    /// What a waiting revision would make of its cell's points, by the marks that are sealed now; nil where too few are.
    package func effect(of revision: Revision, in id: RoundID, for viewer: Viewer) -> Seen<
        (before: Fraction?, after: Fraction?)
    > {
        if let why = refusal(of: .seeMarks, to: viewer, in: id) { return .denied(why) }
        guard let round = register.rounds[id], let terms = round.terms else {
            return .denied(Reason(.roundUnknown, .round(id)))
        }
        let sheets = round.seats(at: revision.zone).filter { !$0.isOpen }.map { seat in
            var sheet = Sheet(zone: seat.zone, seat: seat.id, source: seat.source, isRecused: seat.isRecused)
            sheet.marks = seat.isRecused ? [:] : seat.marks.mapValues(Fraction.init(hundredths:))
            return sheet
        }
        let revised = sheets.map { sheet in
            var sheet = sheet
            if sheet.seat == revision.seat {
                sheet.marks[revision.indicator] = Fraction(hundredths: revision.hundredths)
            }
            return sheet
        }
        let kind = terms.zone(revision.zone).map { [revision.zone: $0.kind] } ?? [:]
        let points = { (sheets: [Sheet]) in
            score(terms.scheme, zones: [revision.zone], kinds: kind, sheets: sheets, facts: FactTable())
                .zones.first?.cells[revision.indicator]?.score
        }
        return .seen((points(sheets), points(revised)))
    }
}

extension Round.Terms {
    fileprivate func most(of criterion: Criterion) -> Fraction {
        scheme.grid(of: criterion).highest(points: criterion.points)
    }

    /// Of the sealed sheets of a zone, where there are three or more.
    fileprivate func leanings(of seats: [Seat], at zone: ZoneID) -> [DivergenceView.Leaning] {
        guard seats.count >= 3 else { return [] }
        var sums: [SeatID: (cells: Int, sum: Fraction)] = [:]
        for criterion in marked(at: zone) {
            let marks = seats.compactMap { seat in
                seat.marks[criterion.id].map { (seat.id, Fraction(hundredths: $0)) }
            }
            let most = most(of: criterion)
            guard marks.count >= 3, most != .zero else { continue }
            let middle = Divergence.median(marks.map(\.1).sorted())
            for (seat, mark) in marks {
                let before = sums[seat] ?? (0, .zero)
                sums[seat] = (before.cells + 1, before.sum + (mark - middle) / most)
            }
        }
        return seats.sorted { $0.id < $1.id }.compactMap { seat in
            guard let found = sums[seat.id] else { return nil }
            return DivergenceView.Leaning(
                zone: zone, seat: seat.id, expert: seat.expert, cells: found.cells,
                mean: found.sum / Fraction(found.cells))
        }
    }
}
