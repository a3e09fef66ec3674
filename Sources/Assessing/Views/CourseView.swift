// How far a round has come: its stages from applications to the final result, each with its day.

package import AssessmentModel
import EventModel
import HashTreeCollections
import Reasons
package import RoundState

/// A round from its applications to its end, for who sees all its seats.
package struct CourseView: Sendable {
    /// One stage on the way, in their order.
    package struct Leg: Sendable, Equatable {
        package enum Kind: String, Sendable, CaseIterable {
            case applications, planning, draw, scoring, closing, notice, final
        }

        package enum State: Sendable, Equatable { case done, now, ahead, never }

        package let kind: Kind
        package let state: State
        /// When it was done, where a day of it is on record.
        package let day: String?
        /// By when it should be, where a day is set.
        package let due: String?
    }

    package let round: RoundID
    package let title: LocalizedText
    package let stage: Stage
    package let legs: [Leg]
    package let zones: Int
    /// Seats that count, and how many of them are sealed.
    package let seats: Int
    package let sealed: Int
    /// Whether a panel was drawn for it: one that was held elsewhere is imported with its seats.
    package let isDrawn: Bool
    /// The last day of what is under way; nil where none is set.
    package var due: String? { legs.first { $0.state == .now }?.due }
}

extension Standing {
    /// - Returns: denied where the viewer may not see the whole round.
    package func course(of id: RoundID, for viewer: Viewer) -> Seen<CourseView> {
        guard let round = register.rounds[id] else { return .denied(Reason(.roundUnknown, .round(id))) }
        if let why = refusal(of: .seeProgress, to: viewer, in: id) { return .denied(why) }
        var (counted, sealed) = (0, 0)
        for seat in round.seats.values where !seat.isRecused && !round.hasWithdrawn(seat.zone) {
            counted += 1
            if seat.isSealed { sealed += 1 }
        }
        return .seen(
            CourseView(
                round: id, title: round.terms?.plan.title ?? LocalizedText(zh: id.text), stage: round.stage,
                legs: CourseView.Leg.Kind.allCases.map { CourseView.Leg($0, round) }, zones: round.takingPart.count,
                seats: counted, sealed: sealed,
                isDrawn: round.draw != nil || round.opening == nil))
    }

    /// The rounds that the viewer sees the whole of, newest first.
    package func courses(for viewer: Viewer) -> [CourseView] {
        register.roundsInOrder.reversed().compactMap { round in
            guard case .seen(let course) = course(of: round.id, for: viewer) else { return nil }
            return course
        }
    }
}

extension CourseView.Leg {
    fileprivate init(_ kind: Kind, _ round: Round) {
        self.kind = kind
        let plan = round.terms?.plan
        switch kind {
        case .applications, .planning: (day, due) = (nil, nil)
        case .draw: (day, due) = (round.committedOn.isEmpty ? nil : round.committedOn, plan?.opened)
        case .scoring: (day, due) = (round.closedOn ?? round.openedOn, round.scoringDay)
        case .closing: (day, due) = (round.closedOn, nil)
        case .notice: (day, due) = (round.notice?.from, round.notice?.to ?? plan?.announced)
        case .final: (day, due) = (nil, nil)
        }
        state = Self.state(of: kind, round)
    }

    private static func state(of kind: Kind, _ round: Round) -> State {
        let reached = round.reached
        if kind.place < reached { return .done }
        if [.withdrawn, .broken].contains(round.stage) { return .never }
        return kind.place == reached ? .now : .ahead
    }
}

extension CourseView.Leg.Kind {
    fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Round {
    /// The place of the leg that is under way: all before it are done.
    fileprivate var reached: Int {
        if finalised != nil { return 7 }
        if notice != nil { return CourseView.Leg.Kind.notice.place }
        if closed != nil { return CourseView.Leg.Kind.closing.place + 1 }
        if opening != nil { return CourseView.Leg.Kind.scoring.place }
        return CourseView.Leg.Kind.draw.place
    }
}
